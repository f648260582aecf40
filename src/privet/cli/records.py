"""Records of a file or pipe, for the commands that stream: constant memory, and nothing waits in a buffer.

A record is a line of text, a line of JSON with a text field, or a CSV row with a text column. What cannot be read is
still a record, with the reason and without its content: not UTF-8, longer than a mebibyte, holding a NUL (as UTF-16
taken for UTF-8 does, where no detector would find anything), not JSON, or without the field. Behind a CSV row that is
broken nobody knows what is text and what is not, so every further line is a record that cannot be read.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from privet.core.detect import Scanner
from privet.core.kinds import OPTIONAL, PASSED
from privet.errors import BadInput
from privet.plugins.compiled import Compiled
from privet.plugins.detectors import every, phone

LONGEST = 1 << 20
"""Bytes of one line or CSV field."""

_CHUNK = 1 << 16
NOT_UTF8, HAS_NUL, TOO_LONG = "not UTF-8", "holds a NUL byte", "longer than 1 MiB"
NOT_JSON, NO_FIELD, NOT_CSV, NOT_SCANNED = "not a JSON object", "no such text field", "not CSV", "could not be scanned"
BEHIND = "behind a row that is not CSV"


class Record(NamedTuple):
    """One record: its text, or why it has none; `whole` is what the text was taken from, `ending` its line ending."""

    text: str
    error: str
    whole: Any
    ending: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options that scan and redact share."""
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="what to read; - is standard input")
    parser.add_argument(
        "--format", choices=("text", "jsonl", "csv"), default="text", help="one record a line, or a row"
    )
    parser.add_argument("--field", default="text", help="the field or column that holds the text (default: text)")
    parser.add_argument(
        "--region",
        action="append",
        default=[],
        metavar="R",
        help="find national phone numbers of this region too (GB, DE, …); may be repeated",
    )
    parser.add_argument(
        "--also", action="append", default=[], choices=sorted(OPTIONAL), help="look for this kind as well"
    )


def scanner(args: argparse.Namespace) -> Scanner:
    """The scanner for these arguments. Raises BadInput for a region that has no numbering plan."""
    for region in args.region:
        if not phone.known(region):
            raise BadInput("--region names a region that does not exist", hint="give two letters, such as GB or DE")
    return Scanner(every(tuple(args.region)), also=args.also, passed=PASSED - set(args.also), kept=Compiled())


def opened(path: str) -> int:
    """A file descriptor to read from. Raises BadInput when there is none."""
    if path == "-":
        return sys.stdin.fileno()
    try:
        return os.open(path, os.O_RDONLY)
    except OSError as error:
        raise BadInput(f"the file cannot be opened: {error.strerror}") from None


def records(
    fd: int,
    form: str,
    field: str,
    before_wait: Callable[[], None],
    on_header: Callable[[list[str], str], None] | None = None,
) -> Iterator[Record]:
    """Every record of `fd`.

    `before_wait` is called whenever more must be read, so that output can be flushed; `on_header` is given a CSV file's
    header and line ending, before its first record.
    """
    lines = _lines(fd, before_wait)
    if form == "text":
        return map(_text, lines)
    if form == "jsonl":
        return (_json(_text(line), field) for line in lines)
    return _rows(lines, field, on_header)


def _lines(fd: int, before_wait: Callable[[], None]) -> Iterator[bytes | None]:
    """Lines with their endings; None for one that is too long."""
    held, dropping = b"", False
    while True:
        before_wait()
        chunk = os.read(fd, _CHUNK)
        if not chunk:
            break
        lines = (held + chunk).split(b"\n")
        held = lines.pop()
        for line in lines:
            if dropping or len(line) >= LONGEST:
                dropping = False
                yield None
            else:
                yield line + b"\n"
        if len(held) >= LONGEST:
            held, dropping = b"", True
    if dropping or held:
        yield None if dropping else held


def _text(line: bytes | None) -> Record:
    if line is None:
        return Record("", TOO_LONG, None, "\n")
    ending = "" if not line.endswith(b"\n") else "\r\n" if line.endswith(b"\r\n") else "\n"
    if b"\0" in line:
        return Record("", HAS_NUL, None, ending)
    try:
        return Record(line.decode().removesuffix(ending), "", None, ending)
    except UnicodeDecodeError:
        return Record("", NOT_UTF8, None, ending)


def _json(line: Record, field: str) -> Record:
    if line.error or not line.text.strip():
        return line
    try:
        whole = json.loads(line.text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return line._replace(text="", error=NOT_JSON)
    if not isinstance(whole, dict):
        return line._replace(text="", error=NOT_JSON)
    text = whole.get(field)
    if not isinstance(text, str):
        return line._replace(text="", error=NO_FIELD)
    return line._replace(text=text, whole=whole)


def _rows(
    lines: Iterator[bytes | None], field: str, on_header: Callable[[list[str], str], None] | None
) -> Iterator[Record]:
    """CSV rows as dictionaries by the header, which is no record. Raises BadInput when the header lacks the field.

    A line that is too long breaks its row too: the quote that ends a field may have been in it.
    """
    csv.field_size_limit(LONGEST)
    ending = "\n"

    def decoded() -> Iterator[str]:
        nonlocal ending
        for line in lines:
            ending = _ending(line)
            if line is None:
                raise csv.Error(TOO_LONG)
            yield line.decode("utf-8", "surrogateescape").replace("\0", "\udc01")

    reader = csv.reader(decoded(), strict=True)
    try:
        header = next(reader, None)
    except csv.Error:
        raise BadInput("the CSV header cannot be read", hint="is it CSV, separated by commas?") from None
    if header is None:
        return
    header[0:1] = [name.removeprefix("\ufeff") for name in header[0:1]]
    if field not in header or not _utf8(header):
        raise BadInput("the CSV header has no such column", hint="name the column that holds the text with --field")
    if on_header is not None:
        on_header(header, ending)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            break
        yield _row(header, row, field, ending)
    yield Record("", NOT_CSV, header, ending)
    for line in lines:
        yield Record("", BEHIND, header, _ending(line))


def _ending(line: bytes | None) -> str:
    return "\r\n" if line is not None and line.endswith(b"\r\n") else "\n"


def _row(header: list[str], row: list[str], field: str, ending: str) -> Record:
    if not _utf8(row):
        return Record("", NOT_UTF8, header, ending)
    if len(row) != len(header):
        return Record("", NO_FIELD if row else "", header, ending)
    return Record(row[header.index(field)], "", dict(zip(header, row, strict=True)), ending)


def _utf8(row: list[str]) -> bool:
    return not any("\udc00" <= sign <= "\udcff" for value in row for sign in value if sign > "\ud7ff")


def summary(command: str, count: int, unreadable: int, findings: int) -> int:
    """Say on standard error what was done, and the exit code: 2 when there were records and none could be read."""
    print(f"privet {command}: {count} records, {findings} findings, {unreadable} unreadable", file=sys.stderr)
    return BadInput.exit if count and unreadable == count else 0
