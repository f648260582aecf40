"""Names by a linear-chain conditional random field whose features each look at one word.

What speaks for a tag at a word is the sum of what five words say, two before to two after, and what a word says depends
on nothing but the word, its place among the five and the text's context (language; whether capitals mean anything). So
what each word says is remembered, and a text costs one look-up a word and one pass of Viterbi's algorithm: in C where
the compiled kernel is there, in numpy otherwise, with the same answer to the last bit.

Tags are O, then B and I of each label: number 0, then 2 k + 1 and 2 k + 2; padded to `TAGS`.
"""

from __future__ import annotations

import ctypes
import importlib.util
import threading
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from privet.core import words
from privet.core.features import AFTER, BEFORE, WINDOW, features, hashed
from privet.core.words import Context

TAGS = 16
"""Tags that a model has room for."""

_CAPACITY = 1 << 16
"""Word types remembered, at 320 bytes each; then all are forgotten and learned anew."""

_BATCH = 8192
"""Words of a batch that numpy decodes at once, padding counted."""

Floats = NDArray[np.float32]


class Span(NamedTuple):
    """Words `start` to `end` (exclusive) are a `label`; `margin` is by how much the model prefers that to nothing."""

    start: int
    end: int
    label: str
    margin: float


@dataclass(frozen=True)
class Model:
    """A name pack: weights, and the word lists and stop words they were trained with.

    `keys` are hashed features, sorted, and `values[i]` what `keys[i]` says at each of the five places for each tag;
    `listed` are hashed words, sorted, and `lists[i]` the bits of the word lists that `listed[i]` is on.
    """

    labels: tuple[str, ...]
    keys: NDArray[np.uint32]
    values: NDArray[np.float16]
    transitions: Floats
    listed: NDArray[np.uint32]
    lists: NDArray[np.uint16]
    stop_words: Mapping[str, Sequence[str]]

    def membership(self, word: str) -> int:
        """The bits of the word lists that `word`, in lower case, is on."""
        key = crc32(word.encode("utf-8", "surrogatepass"))
        at = int(np.searchsorted(self.listed, np.uint32(key)))
        return int(self.lists[at]) if at < len(self.listed) and int(self.listed[at]) == key else 0

    def says(self, word: str, context: Context) -> Floats:
        """What `word` says for each tag at each of the five places: [WINDOW, TAGS]."""
        keys = hashed(features(word, context, self.membership))
        at = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        told: Floats = self.values[at[self.keys[at] == keys]].sum(axis=0, dtype=np.float32)
        return told


def decode(
    table: Floats, transitions: Floats, texts: Sequence[Sequence[int]], labels: Sequence[str]
) -> list[list[Span]]:
    """The spans of each text, given as rows of `table`: Viterbi's algorithm over all texts at once."""
    count, longest = len(texts), max(map(len, texts), default=0)
    if not longest:
        return [[] for _ in texts]
    lengths = np.array([len(rows) for rows in texts])
    padded = np.ones((count, longest + WINDOW - 1), np.int32)
    padded[:, : WINDOW // 2] = 0
    for number, rows in enumerate(texts):
        padded[number, WINDOW // 2 : WINDOW // 2 + len(rows)] = rows
    scores = table[padded[:, :longest], 0]
    for place in range(1, WINDOW):
        scores += table[padded[:, place : place + longest], place]
    each = np.arange(count)
    back = np.zeros((longest, count, TAGS), np.uint8)
    last = scores[:, 0] + transitions[0]
    for t in range(1, longest):
        reached = last[:, :, None] + transitions
        back[t] = reached.argmax(axis=1)
        last = np.where((t < lengths)[:, None], reached.max(axis=1) + scores[:, t], last)
    path = np.zeros((count, longest), np.uint8)
    best = last.argmax(axis=1)
    for t in range(longest - 1, -1, -1):
        inside = t < lengths
        path[:, t] = np.where(inside, best, 0)
        best = np.where(inside, back[t, each, best], best)
    return [
        list(_spans(scores[number], transitions, path[number, :length].tolist(), labels)) if path[number].any() else []
        for number, length in enumerate(lengths.tolist())
    ]


def _spans(scores: Floats, transitions: Floats, path: list[int], labels: Sequence[str]) -> Iterator[Span]:
    """The spans that a path says, with the margin of each over being outside: as in viterbi.c, step for step."""
    end = 0
    for start, tag in enumerate(path):
        if start < end or not tag:
            continue
        inside, end = tag + (tag & 1), start + 1
        while end < len(path) and path[end] == inside:
            end += 1
        before = outside = path[start - 1] if start else 0
        margin = np.float32(0)
        for t in range(start, end):
            margin += scores[t, path[t]] - scores[t, 0]
            margin += transitions[before, path[t]] - transitions[outside, 0]
            before, outside = path[t], 0
        if end < len(path):
            margin += transitions[before, path[end]] - transitions[0, path[end]]
        yield Span(start, end, labels[(inside - 2) // 2], float(margin))


@cache
def compiled() -> Any:
    """The compiled kernel's `decode`, or None where there was no compiler when Privet was installed."""
    found = importlib.util.find_spec("privet.core._viterbi")
    if found is None or found.origin is None:
        return None
    function = ctypes.PyDLL(found.origin).decode
    function.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p]
    function.restype = ctypes.c_int32
    return function


class _Known:
    """Word types known so far in each context, and what they say; at most as many as its table has rows."""

    def __init__(self, capacity: int) -> None:
        self.table = np.zeros((capacity, WINDOW, TAGS), np.float32)
        self.address = self.table.ctypes.data
        self.rows: dict[Context, dict[str, int]] = {}
        self.count = 2

    def grown(self, capacity: int) -> _Known:
        """The same with more room."""
        larger = _Known(capacity)
        larger.table[: self.count] = self.table[: self.count]
        larger.rows = {context: dict(rows) for context, rows in self.rows.items()}
        larger.count = self.count
        return larger


class _Room(threading.local):
    """Working memory of the kernel, one a thread, grown to the longest text (`Room` in viterbi.c)."""

    words = 0

    def __init__(self, transitions: Floats) -> None:
        self._transitions = transitions

    def grow(self, count: int) -> None:
        """Make room for `count` words."""
        self.words = count
        self.spans = np.zeros((count, 3), np.int32)
        self.margins = np.zeros(count, np.float32)
        self._scores = np.zeros((count, TAGS), np.float32)
        self._paths = np.zeros((count, TAGS), np.uint8), np.zeros(count, np.uint8)
        arrays = (self._transitions, self._scores, *self._paths, self.spans, self.margins)
        self._addresses = np.array([each.ctypes.data for each in arrays], np.uintp)
        self.address = self._addresses.ctypes.data


class Tagger:
    """A model at work; threads may share one. `kernel=None`: the compiled kernel where there is one."""

    def __init__(self, model: Model, kernel: bool | None = None, capacity: int = _CAPACITY) -> None:
        self._model = model
        self._votes, self._languages = words.ballots(model.stop_words)
        self._decode = compiled() if kernel is None or kernel else None
        if kernel and self._decode is None:  # pragma: no cover  # no compiler was there when Privet was installed
            raise ValueError("the compiled kernel is asked for and not there")
        self._transitions = np.ascontiguousarray(model.transitions, np.float32)
        self._capacity = capacity
        self._lock = threading.Lock()
        self._known = self._beginning(min(1024, capacity))
        self._room = _Room(self._transitions)

    def tag(self, text: str, found: Sequence[str]) -> list[Span]:
        """The spans among the words `found` in `text` (`words.words`, for Han `words.units` of them)."""
        if not found:
            return []
        known, rows = self._rows(text, found)
        if self._decode is None:
            return decode(known.table, self._transitions, [rows], self._model.labels)[0]
        room, count = self._room, len(rows)
        if count > room.words:
            room.grow(max(64, 2 * count))
        numbers = array("i", rows)
        told = self._decode(known.address, numbers.buffer_info()[0], count, room.address)
        if not told:
            return []
        labels = self._model.labels
        margins = room.margins[:told].tolist()
        return [
            Span(start, end, labels[kind], margin)
            for (start, end, kind), margin in zip(room.spans[:told].tolist(), margins, strict=True)
        ]

    def tag_each(self, texts: Sequence[str], found: Sequence[Sequence[str]]) -> list[list[Span]]:
        """The same for many texts: without the kernel, ten times as fast as one after the other."""
        if self._decode is not None:
            return [self.tag(text, own) for text, own in zip(texts, found, strict=True)]
        spans: list[list[Span]] = [[] for _ in texts]
        order = sorted(range(len(texts)), key=lambda number: len(found[number]))
        while order:
            known, first = self._rows(texts[order[-1]], found[order[-1]])
            batch, rows = [order.pop()], [first]
            while order and len(batch) * len(first) < _BATCH:
                other, own = self._rows(texts[order[-1]], found[order[-1]])
                if other is not known:
                    break
                batch.append(order.pop())
                rows.append(own)
            for number, told in zip(
                batch, decode(known.table, self._transitions, rows, self._model.labels), strict=True
            ):
                spans[number] = told
        return spans

    def context(self, text: str, found: Sequence[str]) -> Context:
        """What `text` tells about its words."""
        return Context(words.caseless(text), words.language(found, self._votes, self._languages))

    def listed(self, word: str) -> int:
        """The bits of the word lists that `word`, in lower case, is on."""
        return self._model.membership(word)

    def _rows(self, text: str, found: Sequence[str]) -> tuple[_Known, list[int]]:
        """The table of what is known, and the rows of the words in it."""
        context, known = self.context(text, found), self._known
        own = known.rows.get(context)
        if own is not None:
            rows = list(map(own.get, found))
            if None not in rows:
                return known, rows  # type: ignore[return-value]  # as was just seen
        with self._lock:
            known = self._learned(context, set(found))
        own = known.rows[context]
        return known, [own[word] for word in found]

    def _learned(self, context: Context, found: set[str]) -> _Known:
        """A table that knows all of `found`. Rows that a table has handed out are never changed in it."""
        known = self._known
        new = sorted(found - known.rows.get(context, {}).keys())
        needed = known.count + len(new)
        if needed > len(known.table):
            if needed <= self._capacity:
                known = known.grown(min(2 * needed, self._capacity))
            else:
                new = sorted(found)
                known = self._beginning(max(min(1024, self._capacity), len(new) + 2))
            if len(known.table) <= self._capacity:
                self._known = known
        own = known.rows.setdefault(context, {})
        for word in new:
            known.table[known.count] = self._model.says(word, context)
            own[word] = known.count
            known.count += 1
        return known

    def _beginning(self, capacity: int) -> _Known:
        known = _Known(capacity)
        known.table[0] = self._model.says(BEFORE, Context(False, ""))
        known.table[1] = self._model.says(AFTER, Context(False, ""))
        return known
