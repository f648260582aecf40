"""Showing: a table for people, one JSON object a line for programs, one column for the shell."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from privet.acts.read import MOST, PAGE
from privet.errors import BadInput

Row = Mapping[str, object]


def listing(parser: argparse.ArgumentParser) -> None:
    """The option of every command that lists: one column alone."""
    parser.add_argument("--field", metavar="NAME", help="print this column alone, without a heading")


def paged(parser: argparse.ArgumentParser, after: str) -> None:
    """The options of every command that shows one page of many."""
    parser.add_argument("--after", metavar="ID", default="", help=f"begin after this one ({after})")
    parser.add_argument("--limit", type=int, default=PAGE, metavar="N", help=f"at most so many, up to {MOST:,}")


def emit(args: argparse.Namespace, rows: Iterable[Row], empty: str = "nothing there") -> None:
    """Print rows of one shape: a table, or JSON lines with --json, or one column with --field."""
    if args.json:
        for row in rows:
            print(json.dumps(row))
        return
    held = list(rows)
    field = getattr(args, "field", None)
    if field is not None:
        for row in held:
            if field not in row:
                raise BadInput("there is no such column", hint=f"there are: {', '.join(row)}")
            print(_cell(row[field]))
    elif held:
        _table(held)
    else:
        print(empty, file=sys.stderr)


def printable(text: str) -> str:
    """`text` without what a terminal would obey: control characters and directions are written out."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


def when(at: int | None) -> str | None:
    """Milliseconds since 1970 as RFC 3339 in UTC; None stays None, and so does what no calendar holds."""
    try:
        return None if at is None else datetime.fromtimestamp(at / 1000, UTC).isoformat("T", "seconds")[:19] + "Z"
    except (OverflowError, ValueError, OSError):
        return None


def write_report(path: Path, file: str) -> None:
    """Write a signed report. Raises BadInput where that cannot be done."""
    try:
        path.write_text(file, "utf-8")
    except OSError as error:
        raise BadInput(
            f"the report cannot be written: {error.strerror}", hint="--report names another file; it is on the ledger"
        ) from None


def _cell(value: object) -> str:
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return " ".join(_cell(one) for one in value) or "-"
    return printable(str(value))


def _table(rows: list[Row]) -> None:
    cells = [[name.replace("_", " ") for name in rows[0]], *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(cells[0]))]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
