"""`privet lint`: which secrets templates, macros and bot prompts ask customers for. Its output's form is stable.

A record is a line, a JSON record or a CSV row, as for `privet scan`; with `--whole` each file is one, such as a bot's
prompt. One JSON line a record that asks for something (with `--all`, for every record), records counted from 0, offsets
in code points, sorted and never overlapping:

    {"file": "macros.txt", "record": 4, "asks": [{"start": 15, "end": 18, "kind": "PIN", "words": "PIN"}]}

A record that cannot be read has an "error" instead. Exit code 0 when nothing asks, 4 when something does (what it says
would be refused on its way out), 2 when a record could not be read: what was not looked at is not called harmless.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator

from privet.cli import records
from privet.core.asks import asks
from privet.errors import BadInput, Denied

HELP = "say which templates or bot prompts ask customers for a secret"
EXAMPLE = (
    "privet lint macros.txt\nprivet lint --whole prompts/support-bot.md\necho 'Please send us your PIN' | privet lint"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("file", nargs="*", default=["-"], metavar="FILE", help="what to read; - is standard input")
    parser.add_argument(
        "--format", choices=("text", "jsonl", "csv"), default="text", help="one record a line, or a row"
    )
    parser.add_argument("--field", default="text", help="the field or column that holds the text (default: text)")
    parser.add_argument("--whole", action="store_true", help="each file is one text, such as a bot's prompt")
    parser.add_argument("--all", action="store_true", help="print the records that ask for nothing as well")


def run(args: argparse.Namespace) -> int:
    """Read every record; see the module's text for what is printed."""
    count = unreadable = asking = 0
    for path in args.file:
        fd = records.opened(path)
        for number, record in enumerate(_whole(fd) if args.whole else _each(args, fd)):
            found = [] if record.error else asks(record.text)
            count, unreadable, asking = count + 1, unreadable + bool(record.error), asking + bool(found)
            if not (found or record.error or args.all):
                continue
            line = {
                "file": path,
                "record": number,
                "asks": [
                    {"start": one.start, "end": one.end, "kind": one.kind, "words": record.text[one.start : one.end]}
                    for one in found
                ],
            }
            sys.stdout.write(json.dumps(line | ({"error": record.error} if record.error else {})) + "\n")
    sys.stdout.flush()
    print(f"privet lint: {count} records, {asking} ask for a secret, {unreadable} unreadable", file=sys.stderr)
    return BadInput.exit if unreadable else Denied.exit if asking else 0


def _each(args: argparse.Namespace, fd: int) -> Iterator[records.Record]:
    return records.records(fd, args.format, args.field, sys.stdout.flush)


def _whole(fd: int) -> Iterator[records.Record]:
    """A file as one record."""
    with os.fdopen(fd, "rb", closefd=fd != sys.stdin.fileno()) as file:
        data = file.read(records.LONGEST + 1)
    if len(data) > records.LONGEST:
        yield records.Record("", records.TOO_LONG, None, "")
        return
    if b"\0" in data:
        yield records.Record("", records.HAS_NUL, None, "")
        return
    try:
        yield records.Record(data.decode(), "", None, "")
    except UnicodeDecodeError:
        yield records.Record("", records.NOT_UTF8, None, "")
