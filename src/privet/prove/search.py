"""Search: every byte of every file, for every canary in every form, in one pass and in bounded memory.

The first eight bytes of each needle are looked for together, by Hyperscan or, where its wheel is missing, by a table;
where they stand the rest is compared. Streams of gzip and zlib are opened wherever one begins and searched as well.
"""

from __future__ import annotations

import re
import stat
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from privet.prove.canaries import Canary
from privet.prove.forms import LEAST, alone, hashed, needles, short

try:
    import hyperscan
except ImportError:  # pragma: no cover  # no wheel for this machine
    hyperscan = None  # type: ignore[assignment]

CHUNK = 1 << 22
PIECE = 1 << 12  # most of what looks like the beginning of a compressed stream is none
BEFORE = 2  # bytes before a short value that say whether more digits precede it
NEAR = 256
"""How far apart in bytes, at most, three short values stand that were leaked together, in their order or backwards."""
DEPTH = 3  # compressed within compressed
LARGEST = 1 << 30
"""Bytes that one compressed stream is opened to; a longer one is a fault, since its rest was not looked at."""

_STREAM = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")


class Hit(NamedTuple):
    """A canary that was found: where, in which form, its number, and the place in the file or opened stream."""

    where: str
    form: str
    canary: int
    offset: int


@dataclass(slots=True)
class Found:
    """What a search came to: hits, what could not be searched, and how much was."""

    hits: list[Hit] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    opened: int = 0  # compressed streams that were opened and searched


class _Needle(NamedTuple):
    form: str
    data: bytes
    canary: int


class Search:
    """All needles of some canaries, ready to be looked for. `use_hyperscan=None`: where its wheel is there."""

    def __init__(self, planted: Iterable[Canary], use_hyperscan: bool | None = None) -> None:
        self._heads: dict[bytes, list[_Needle]] = defaultdict(list)
        self.shorts: list[tuple[str, bytes, int, int]] = []  # form, bytes, canary, which of the three
        seen: set[tuple[bytes, int]] = set()
        for canary in planted:
            whole = (one for value in canary.values for one in needles(value))
            for form, data in (*whole, *(one for value in canary.three for one in hashed(value))):
                if (data, canary.number) not in seen:
                    seen.add((data, canary.number))
                    self._heads[data[:LEAST]].append(_Needle(form, data, canary.number))
            for which, value in enumerate(canary.three):
                self.shorts += [(form, data, canary.number, which) for form, data in short(value)]
        self.count = len(seen) + len(self.shorts)
        self._brief: dict[bytes, list[int]] = defaultdict(list)
        for index, (_, data, _, _) in enumerate(self.shorts):
            self._brief[data[:3]].append(index)
        self.longest = max((len(one.data) for each in self._heads.values() for one in each), default=LEAST)
        compiled = hyperscan is not None if use_hyperscan is None else use_hyperscan
        self._places = self._compiled() if compiled else self._by_table

    def folder(self, folder: Path, tell: Callable[[int, int], None] = lambda done, of: None) -> Found:
        """Everything below `folder`: names and contents. `tell` hears how many bytes of how many are done."""
        found = Found()
        paths = sorted(folder.rglob("*"))
        whole = sum(path.lstat().st_size for path in paths)
        for path in paths:
            name = str(path.relative_to(folder))
            self._stream(found, f"the name {name}", iter([name.encode("utf-8", "surrogateescape")]))
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                found.files += 1
                try:
                    self._stream(found, name, _read(path, found))
                except OSError as error:
                    found.faults.append(f"{name} could not be read ({error.strerror})")
            elif not stat.S_ISDIR(mode):
                found.faults.append(f"{name} is neither a file nor a folder, and was not searched")
            tell(found.bytes, whole)
        return found

    def data(self, data: bytes, where: str = "given") -> Found:
        """What stands in `data`."""
        found = Found(files=1, bytes=len(data))
        self._stream(found, where, iter([data]))
        return found

    def _stream(self, found: Found, where: str, chunks: Iterator[bytes]) -> None:
        stream = _Stream(self, found, where, 0)
        for chunk in chunks:
            stream.feed(chunk)
        stream.end()

    def candidates(self, window: bytes) -> tuple[list[tuple[int, _Needle]], list[tuple[int, int]]]:
        """(place, needle) of every needle in `window`, which is in lower case, and (place, index) of short ones."""
        heads, shorts = self._places(window)
        found = [
            (place, needle)
            for place in heads
            for needle in self._heads[window[place : place + LEAST]]
            if window.startswith(needle.data, place)
        ]
        return found, shorts

    def _by_table(self, window: bytes) -> Places:
        heads, brief = self._heads, self._brief
        shorts = [
            (place, index)
            for place in range(len(window) - 2)
            if window[place : place + 3] in brief
            for index in brief[window[place : place + 3]]
            if window.startswith(self.shorts[index][1], place)
        ]
        return [place for place in range(len(window) - LEAST + 1) if window[place : place + LEAST] in heads], shorts

    def _compiled(self) -> Callable[[bytes], Places]:
        count, lengths = len(self._heads), [len(one[1]) for one in self.shorts]
        expressions = [b"".join(b"\\x%02x" % one for one in data) for data in self._heads]
        expressions += [b"".join(b"\\x%02x" % one for one in short[1]) for short in self.shorts]
        database: Any = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        database.compile(
            expressions=expressions, ids=list(range(len(expressions))), elements=len(expressions),
            flags=[hyperscan.HS_FLAG_DOTALL] * len(expressions),
        )  # fmt: skip
        scratch = hyperscan.Scratch(database)

        def places(window: bytes) -> Places:
            heads: set[int] = set()
            shorts: list[tuple[int, int]] = []

            def note(index: int, start: int, end: int, flags: int, context: object) -> None:
                if index < count:
                    heads.add(end - LEAST)
                else:
                    shorts.append((end - lengths[index - count], index - count))

            database.scan(window, note, scratch=scratch)
            return sorted(heads), shorts

        return places


Places = tuple[list[int], list[tuple[int, int]]]
"""Where the head of a needle stands, and (place, index) of short ones."""


class _Stream:
    """One file, or what came out of one compressed stream, searched piece by piece."""

    def __init__(self, search: Search, found: Found, where: str, depth: int) -> None:
        self._search, self._found, self._where, self._depth = search, found, where, depth
        self._held = b""
        self._base = 0  # where `_held` begins
        self._from = 0  # the first place in `_held` that was not judged yet
        self._told: set[tuple[str, int]] = set()
        self._short: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
        self._open: list[_Inflating] = []

    def feed(self, data: bytes) -> None:
        """Search `data`, as far as what follows it cannot matter."""
        for one in list(self._open):
            one.feed(data)
        self._open = [one for one in self._open if not one.done]
        self._held += data
        self._judge(max(self._from, len(self._held) - self._search.longest - BEFORE))

    def end(self) -> None:
        """Search the rest."""
        for one in self._open:
            one.end()
        self._judge(len(self._held))
        for (canary, form), places in self._short.items():
            last: dict[int, int] = {}
            for place, which in sorted(places):
                last[which] = place
                # Rows of a page stand in it backwards, so either order counts, but no other.
                if len(last) == 3 and last[1] in sorted(last.values())[1:2] and _near(last):
                    self._tell(form, canary, min(last.values()))

    def _judge(self, until: int) -> None:
        window = self._held.lower()
        found, shorts = self._search.candidates(window)
        for place, needle in found:
            if self._from <= place < until:
                self._tell(needle.form, needle.canary, self._base + place)
        for place, index in shorts:
            form, data, canary, which = self._search.shorts[index]
            if self._from <= place < until and alone(window, form, place, len(data)):
                self._short[canary, form].append((self._base + place, which))
        for match in _STREAM.finditer(self._held, self._from):
            if match.start() < until:
                self._inflate(match.start(), 31 if match[0][0] == 0x1F else 15)
        dropped = max(0, until - BEFORE)
        self._held, self._base, self._from = self._held[dropped:], self._base + dropped, until - dropped

    def _inflate(self, place: int, form: int) -> None:
        name = f"{self._where}, compressed from byte {self._base + place}"
        if self._depth == DEPTH:
            self._found.faults.append(f"{name}: too deep to be opened")
            return
        one = _Inflating(form, _Stream(self._search, self._found, name, self._depth + 1), self._found, name)
        for at in range(place, len(self._held), PIECE):
            one.feed(self._held[at : at + PIECE])
            if one.done:
                return
        self._open.append(one)

    def _tell(self, form: str, canary: int, place: int) -> None:
        if (form, canary) not in self._told:
            self._told.add((form, canary))
            self._found.hits.append(Hit(self._where, form, canary, place))


class _Inflating:
    """A place where a compressed stream may begin: opened until it turns out to be none, what comes out searched."""

    def __init__(self, form: int, into: _Stream, found: Found, name: str) -> None:
        self._inflate: Any = zlib.decompressobj(form)
        self._into, self._found, self._name = into, found, name
        self._size = 0
        self.done = False

    def feed(self, data: bytes) -> None:
        """Open what follows in the file."""
        before = self._inflate.copy()
        try:
            self._into.feed(self._out(self._inflate, data))
        except zlib.error:
            # Bytes that looked like a beginning, or a stream that was cut: what came out until then counts.
            self._into.feed(self._until_broken(before, data))
            self.end()
            return
        if self._inflate.eof or self._size > LARGEST:
            self.end()

    def _out(self, inflate: Any, data: bytes) -> bytes:
        """What comes out of `data`, at most the largest that is opened of a stream."""
        pieces = []
        while data and not inflate.eof and self._size <= LARGEST:
            pieces.append(inflate.decompress(data, CHUNK))
            self._size += len(pieces[-1])
            data = inflate.unconsumed_tail
        if self._size > LARGEST:
            self._found.faults.append(f"{self._name}: over 1 GiB when opened, and its rest was not searched")
        return b"".join(pieces)

    def _until_broken(self, inflate: Any, data: bytes) -> bytes:
        out = b""
        try:
            for at in range(len(data)):
                out += self._out(inflate, data[at : at + 1])
        except zlib.error:
            pass
        return out

    def end(self) -> None:
        """Nothing more comes."""
        self.done = True
        self._found.opened += self._size > 0
        self._into.end()


def _near(places: dict[int, int]) -> bool:
    return max(places.values()) - min(places.values()) <= NEAR


def _read(path: Path, found: Found) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.bytes += len(chunk)
            yield chunk
