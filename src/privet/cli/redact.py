"""`privet redact`: a filter that passes records on with what is personal in them replaced. It keeps nothing.

Line endings stay as they were, a missing last one too. Nothing that could not be looked at goes through: such a line
reads `[UNREADABLE]`, such a JSON record `{"error": …}`, such a CSV row has `[UNREADABLE]` in the text column and
nothing in the others; so does every line behind a CSV row that is broken. Other fields of JSON records and CSV rows
pass as they are. Exit code 0, or 2 when no record could be read.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import stat
import sys
from collections.abc import Callable

from privet.cli import records
from privet.core.finding import Finding
from privet.core.redact import STYLES, pseudonyms, redacted
from privet.errors import BadInput, NotReady

HELP = "replace what is personal in each line or record, as a filter"
EXAMPLE = "tail -f app.log | privet redact\nprivet redact --as mask --region GB messages.txt > clean.txt"

UNREADABLE = "[UNREADABLE]"
_SHORTEST_KEY = 16
_HINT = "make one with: (umask 077; head -c 32 /dev/urandom > KEYFILE)"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    records.arguments(parser)
    style = parser.add_mutually_exclusive_group()
    style.add_argument("--as", dest="style", choices=tuple(STYLES), default="token", help="what to put in its place")
    style.add_argument(
        "--consistent", metavar="KEYFILE", help="pseudonyms under the key in this file, alike in every file"
    )


def run(args: argparse.Namespace) -> int:
    """Redact every record."""
    names = pseudonyms(_key(args.consistent)) if args.consistent else STYLES[args.style]
    scanner, fd = records.scanner(args), records.opened(args.file)
    scan, write = scanner.personal, _WRITERS[args.format]
    out: list[str] = []
    count = unreadable = found = 0

    def flush() -> None:
        sys.stdout.buffer.write("".join(out).encode())
        sys.stdout.buffer.flush()
        out.clear()

    def header(row: list[str], ending: str) -> None:
        out.append(_csv(row, ending))

    for record in records.records(fd, args.format, args.field, flush, header):
        count += 1
        findings: list[Finding] = []
        if not record.error:
            try:
                findings = scan(record.text)
            except NotReady:  # what detection stands on is not there: no record goes through
                flush()
                raise
            except Exception:  # whatever a detector raises, the record does not go through
                record = record._replace(text="", error=records.NOT_SCANNED)
        found += len(findings)
        unreadable += bool(record.error)
        out.append(write(record, redacted(record.text, findings, names) if findings else record.text, args.field))
    flush()
    return records.summary("redact", count, unreadable, found)


def _write_text(record: records.Record, text: str, field: str) -> str:
    return (UNREADABLE if record.error else text) + record.ending


def _write_json(record: records.Record, text: str, field: str) -> str:
    if record.error:
        return json.dumps({"error": record.error}) + record.ending
    if record.whole is None:
        return text + record.ending  # an empty line
    whole = record.whole | {field: text}
    line = json.dumps(whole, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # an escaped lone surrogate stays escaped
        line = json.dumps(whole)
    return line + record.ending


def _write_csv(record: records.Record, text: str, field: str) -> str:
    if record.error:  # `whole` is the header, or the row by header: either way, its column names
        return _csv([UNREADABLE if name == field else "" for name in record.whole], record.ending)
    row = {**record.whole, field: text} if isinstance(record.whole, dict) else {}  # else an empty line
    return _csv(list(row.values()), record.ending)


def _csv(row: list[str], ending: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator=ending).writerow(row)
    return line.getvalue()


_WRITERS: dict[str, Callable[[records.Record, str, str], str]] = {
    "text": _write_text,
    "jsonl": _write_json,
    "csv": _write_csv,
}


def _key(path: str) -> bytes:
    """The key in a file that only its owner can read. It is not made here: a mistyped name would be a new key."""
    try:
        with open(path, "rb") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise BadInput("the key file can be read by others than its owner", hint="chmod 600 KEYFILE")
            key = file.read(4096)
    except OSError as error:
        raise BadInput(f"the key file cannot be read: {error.strerror}", hint=_HINT) from None
    if len(key) < _SHORTEST_KEY:
        raise BadInput(f"the key file holds fewer than {_SHORTEST_KEY} bytes", hint=_HINT)
    return key
