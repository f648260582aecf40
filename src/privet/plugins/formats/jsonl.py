"""JSON Lines: one object a line with `id conversation sender text sent_at` (docs/reference/import-formats.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from privet.core.message import Inbound
from privet.core.record import (
    NOT_JSON,
    NOT_UTF8,
    TOO_LONG,
    WRONG_TYPE,
    Build,
    Item,
    chunks,
    columns,
    lines,
    read_all,
    row,
)
from privet.errors import BadInput, UnreadableRecord

_HINT = "Each line is one JSON object with id, conversation, sender, text and sent_at, in UTF-8."


class Jsonl:
    """The format `jsonl`."""

    name = "jsonl"

    def read(self, file: BinaryIO, start: int) -> Iterator[tuple[int, Item]]:
        """Every line after the first `start` that are not blank; see `Format`."""
        return read_all(_records(file), start)


def _records(file: BinaryIO) -> Iterator[tuple[str, Build]]:
    asked = False
    for number, line in lines(chunks(file)):
        if line is not None and not line.strip():
            continue
        if not asked:
            asked = _asked_of_first(line)
        yield f"line {number}", partial(_message, line)


def _asked_of_first(line: bytes | None) -> bool:
    """Raise BadInput when the file's first line that is an object lacks a column; False when it is no object."""
    if line and line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput("the file is UTF-16, not UTF-8", hint=_HINT)
    try:
        read = _object(line)
    except UnreadableRecord:
        return False
    columns(read.keys(), _HINT)
    return True


def _object(line: bytes | None) -> dict[str, object]:
    if line is None:
        raise UnreadableRecord(TOO_LONG)
    try:
        read = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise UnreadableRecord(NOT_UTF8) from None
    except (ValueError, RecursionError):
        raise UnreadableRecord(NOT_JSON) from None
    if not isinstance(read, dict):
        raise UnreadableRecord(NOT_JSON)
    return read


def _message(line: bytes | None) -> Inbound:
    read = _object(line)
    files = read.pop("attachment", None)
    given = files if isinstance(files, list) else [files] if files else []
    names = tuple(name for name in given if isinstance(name, str))
    if len(names) < len(given):
        raise UnreadableRecord(WRONG_TYPE)
    return row({key: _scalar(value) for key, value in read.items()}, names)


def _scalar(value: object) -> str | None:
    """A string or number as text; None stands for "not given" as much as for what has no place in a column."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
