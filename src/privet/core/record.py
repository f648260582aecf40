"""One record of an imported file: the port a format fits, the bounds of every field, and the steps all formats share.

Nothing here keeps more than one record in memory, and no reason given for an unreadable record holds what was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, Protocol

from privet.core.message import Direction, Inbound, Unreadable
from privet.core.plain import Plain
from privet.errors import BadInput, UnreadableRecord

TEXT = 1 << 20
"""The longest text of a message, in UTF-8 bytes."""
FIELD = 1024
"""The longest address, conversation, name, title, reference or file name, in characters."""
ID = 256
"""The longest message id, in characters."""
ATTACHMENTS = 100
"""The most attachments of one message."""
RAW = 8 << 20
"""The longest record as it stands in the file, in bytes; a longer one is passed over, never held."""
CHUNK = 1 << 18

BROKEN_OFF = "the file breaks off here; nothing after this point was read"
TOO_LONG = "the record is longer than 8 MiB"
NOT_UTF8 = "the record is not UTF-8"
NOT_JSON = "the record is not a JSON object"
OVER = "a field is longer than its bound"
NO_TIME = "sent_at is not a time"
MISSING = "a required field is missing or empty"
WRONG_TYPE = "a field has a value of the wrong type"
MANY = "the record has too many attachments"
NO_CHANNEL = "channel is not a channel name"
NO_DIRECTION = "direction is neither in nor out"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that is no message of anybody's, such as "a member joined": counted, not kept."""

    reason: str


Item = Inbound | Unreadable | Skipped
Build = Callable[[], Inbound | Skipped]


class Format(Protocol):
    """The port an import format fits: one file in `plugins/formats`."""

    name: str

    def read(self, file: BinaryIO, start: int) -> Iterator[tuple[int, Item]]:
        """Every record after the first `start`, each with the number to give as `start` to go on after it.

        Raises BadInput when the file as a whole is not of this format; nothing else, whatever the bytes.
        """
        ...


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """The file in pieces."""
    return iter(lambda: file.read(CHUNK), b"")


class Window:
    """What was read of a file and is not used yet. `data[at]` is the next byte; `base` is where `data` begins.

    While `mark`, an offset in the file, is not None, nothing from there on is dropped, so that one can go back to it.
    """

    __slots__ = ("_chunks", "at", "base", "data", "mark")

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._chunks = pieces
        self.data = b""
        self.at = 0
        self.base = 0
        self.mark: int | None = None

    @property
    def offset(self) -> int:
        """Where the next byte stands in the file."""
        return self.base + self.at

    def more(self) -> bool:
        """Drop what was used and read on, at least doubling what is held; False at the end of the file."""
        dropped = self.at if self.mark is None else min(self.at, self.mark - self.base)
        pieces = [self.data[dropped:]]
        held, wanted = len(pieces[0]), 2 * len(pieces[0])
        self.base += dropped
        self.at -= dropped
        for piece in self._chunks:
            pieces.append(piece)
            held += len(piece)
            if held >= wanted:
                break
        self.data = b"".join(pieces)
        return len(pieces) > 1


def lines(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """(line number from 1, the line with its end), None in place of a line longer than RAW; a UTF-8 BOM is dropped."""
    held, length, number, kept = [b""], 0, 1, True
    for piece in pieces:
        *whole_lines, rest = piece.split(b"\n")
        for line in whole_lines:
            held.append(line)
            kept = kept and length + len(line) <= RAW
            yield number, _unmarked(b"".join(held) + b"\n", number) if kept else None
            held, length, number, kept = [], 0, number + 1, True
        length += len(rest)
        kept = kept and length <= RAW
        held = [*held, rest] if kept else []
    if length:
        yield number, _unmarked(b"".join(held), number) if kept else None


def _unmarked(line: bytes, number: int) -> bytes:
    return line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def read_all(records: Iterable[tuple[str, Build]], start: int) -> Iterator[tuple[int, Item]]:
    """Number the records, pass over the first `start`, and build the others; one that cannot be built is Unreadable."""
    for number, (position, build) in enumerate(records):
        if number < start:
            continue
        item: Item
        try:
            item = build()
        except UnreadableRecord as error:
            item = Unreadable(number, position, error.message)
        yield number + 1, item


def unreadable(reason: str) -> Build:
    """A record of which only the reason is known."""

    def build() -> Inbound:
        raise UnreadableRecord(reason)

    return build


_CHANNEL = re.compile(r"[a-z][a-z0-9_-]{0,31}", re.ASCII)


def inbound(
    *,
    channel: str,
    conversation: str,
    party: str,
    text: str,
    sent_at: int | None,
    external_id: str | None,
    direction: Direction = "in",
    name: str | None = None,
    title: str | None = None,
    group: bool = False,
    subject_ref: str | None = None,
    attachments: tuple[str, ...] = (),
) -> Inbound:
    """The message, once every field is within its bounds; raises UnreadableRecord with a fixed sentence."""
    if sent_at is None:
        raise UnreadableRecord(NO_TIME)
    if not _CHANNEL.fullmatch(channel):
        raise UnreadableRecord(NO_CHANNEL)
    if not conversation or not party or external_id == "":
        raise UnreadableRecord(MISSING)
    if len(attachments) > ATTACHMENTS:
        raise UnreadableRecord(MANY)
    text = whole(text)
    if len(text) > TEXT // 4 and len(text.encode("utf-8")) > TEXT:
        raise UnreadableRecord(OVER)
    return Inbound(
        channel=channel,
        conversation=_field(conversation),
        party=_field(party),
        text=Plain(text),
        sent_at=sent_at,
        direction=direction,
        external_id=None if external_id is None else _within(external_id, ID),
        name=_field(name) if name else None,
        title=_field(title) if title else None,
        group=group,
        subject_ref=_field(subject_ref) if subject_ref else None,
        attachments=tuple(_field(each) for each in attachments),
    )


def _within(value: str, bound: int) -> str:
    if len(value) > bound:
        raise UnreadableRecord(OVER)
    return whole(value)


def _field(value: str) -> Plain:
    return Plain(_within(value, FIELD))


_SURROGATE = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """`text` with surrogate pairs joined, and U+FFFD for each half that stands alone and is no character."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_NUMBER = re.compile(r"[0-9]{1,16}(?:\.[0-9]{1,9})?", re.ASCII)
_END = 253_402_300_800_000  # 1 January of the year 10000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(value: str) -> int | None:
    """Milliseconds since 1970 UTC for ISO 8601 (no zone: UTC) or a number; None when it is neither, or not 1970–9999.

    A number below 10^11 counts seconds (until the year 5138), one above it milliseconds (since March 1973).
    """
    value = value.strip()
    if _NUMBER.fullmatch(value):
        number = float(value) if "." in value else int(value)
        milliseconds = round(number * 1000) if number < 10**11 else int(number)
    else:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        milliseconds = (moment - _EPOCH) // timedelta(milliseconds=1)
    return milliseconds if 0 <= milliseconds < _END else None


_REQUIRED = ("id", "conversation", "sender", "text", "sent_at")
_OPTIONAL = ("channel", "direction", "subject_ref", "attachment")


def columns(names: Iterable[str], hint: str) -> None:
    """Raise BadInput unless `names` has every column a table needs, and none of ours twice."""
    given = list(names)
    missing = [name for name in _REQUIRED if name not in given]
    if missing:
        raise BadInput(f"a column is missing: {', '.join(missing)}", hint=hint)
    twice = [name for name in (*_REQUIRED, *_OPTIONAL) if given.count(name) > 1]
    if twice:
        raise BadInput(f"a column stands there twice: {', '.join(twice)}", hint=hint)


def row(read: Mapping[str, str | None], attachments: tuple[str, ...]) -> Inbound:
    """The message in one row of a table. A row names no recipient: who is written to is the conversation."""
    if any(read.get(name) is None for name in _REQUIRED):
        raise UnreadableRecord(MISSING)
    direction = read.get("direction") or "in"
    if direction not in ("in", "out"):
        raise UnreadableRecord(NO_DIRECTION)
    conversation, sender = (read["conversation"] or "").strip(), (read["sender"] or "").strip()
    if not sender:
        raise UnreadableRecord(MISSING)
    return inbound(
        channel=read.get("channel") or "import",
        conversation=conversation,
        party=conversation if direction == "out" else sender,
        text=read["text"] or "",
        sent_at=instant(read["sent_at"] or ""),
        external_id=(read["id"] or "").strip(),
        direction="out" if direction == "out" else "in",
        name=sender if direction == "out" else None,
        subject_ref=read.get("subject_ref"),
        attachments=attachments,
    )
