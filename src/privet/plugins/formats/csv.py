"""CSV with a header line naming `id conversation sender text sent_at` (RFC 4180; docs/reference/import-formats.md)."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from privet.core.message import Inbound
from privet.core.record import NOT_UTF8, RAW, TOO_LONG, Build, Item, chunks, columns, lines, read_all, row, unreadable
from privet.errors import BadInput, UnreadableRecord

_HINT = "The first line names the columns, among them id, conversation, sender, text and sent_at, in UTF-8."
_NOT_A_BYTE = re.compile("[\udc80-\udcff]")
NUL = "the record holds a NUL byte"
COLUMNS = "the record has more or fewer columns than the header"
QUOTES = "the record's quotes do not close"

csv.field_size_limit(RAW)  # the module's own limit of 128 KiB is below ours for a text; records are bounded here


class Csv:
    """The format `csv`."""

    name = "csv"

    def read(self, file: BinaryIO, start: int) -> Iterator[tuple[int, Item]]:
        """Every row after the first `start`, the header not counted; see `Format`."""
        return read_all(_records(file), start)


class _Lines:
    """Hands lines to the CSV reader and keeps those of the row it is reading, so that a stray quote costs one line."""

    def __init__(self, source: Iterator[tuple[int, bytes | None]]) -> None:
        self._source = source
        self._again: deque[tuple[int, bytes | None]] = deque()
        self.row: list[tuple[int, bytes | None]] = []
        self._held = 0
        self._spare = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._again:
            number, line = self._again.popleft()
        else:
            number, line = next(self._source)
            self._spare += 4 * len(line or b"")
        self.row.append((number, line))
        self._held += len(line or b"")
        if line is None or self._held > RAW:
            raise UnreadableRecord(TOO_LONG if len(self.row) == 1 else QUOTES)
        return line.decode("utf-8", "surrogateescape")

    def done(self) -> None:
        """The row was read, or given up."""
        self.row, self._held = [], 0

    def give_up(self) -> str:
        """Give up the row's first line and read the others again; says which lines are lost.

        In a file made to cost time, where nearly every line leaves a quote open, the others are given up as well.
        """
        first, last = self.row[0][0], self.row[-1][0]
        again = self._held <= self._spare
        if again:
            self._spare -= self._held
            self._again.extendleft(reversed(self.row[1:]))
        self.done()
        return f"line {first}" if again or first == last else f"lines {first} to {last}"

    @property
    def blank(self) -> bool:
        """Whether the row was an empty line."""
        return len(self.row) == 1 and not (self.row[0][1] or b"").strip()


def _records(file: BinaryIO) -> Iterator[tuple[str, Build]]:
    source = lines(chunks(file))
    names, delimiter = _header(source)
    feed = _Lines(source)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except (csv.Error, UnreadableRecord) as error:
            reason = error.message if isinstance(error, UnreadableRecord) else QUOTES
            yield feed.give_up(), unreadable(reason)
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
            continue
        if not feed.blank:
            yield f"line {feed.row[0][0]}", partial(_message, names, fields)
        feed.done()


def _header(source: Iterator[tuple[int, bytes | None]]) -> tuple[list[str], str]:
    """The names of the columns and what stands between them: a comma, a semicolon or a tab. Raises BadInput."""
    line = next(source, (1, b""))[1] or b""
    if line.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in line:
        raise BadInput("the file is UTF-16 or holds NUL bytes, not UTF-8", hint=_HINT)
    text = line.decode("utf-8", "replace")
    names: list[str] = []
    for delimiter in ",;\t":
        try:
            names = [name.strip().lower() for name in next(csv.reader([text], delimiter=delimiter, strict=True), [])]
        except csv.Error:
            names = []
        if "sender" in names:
            break
    columns(names, _HINT)
    return names, delimiter


def _message(names: list[str], fields: list[str]) -> Inbound:
    if len(fields) != len(names):
        raise UnreadableRecord(COLUMNS)
    if any("\0" in field for field in fields):
        raise UnreadableRecord(NUL)
    if any(_NOT_A_BYTE.search(field) for field in fields):
        raise UnreadableRecord(NOT_UTF8)
    read: dict[str, str | None] = dict(zip(names, fields, strict=True))
    file = read.pop("attachment", None)
    return row(read, (file,) if file else ())
