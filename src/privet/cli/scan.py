"""`privet scan`: what in each record of a file is personal. Its output's form is stable; other programs rely on it.

One JSON line a record, in input order, counted from 0; offsets in code points; findings sorted and never overlapping:

    {"record": 0, "findings": [{"start": 8, "end": 23, "kind": "EMAIL", "score": 0.95, "by": "email"}]}

An empty record has no findings. One that cannot be read has none either, and an "error" that says why, without its
content; it counts like any other, and so does each line behind a CSV row that is broken. `--show` adds each finding's
"value". Exit code 0, or 2 when no record could be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from privet.cli import records
from privet.core.detect import Scanner
from privet.core.finding import Finding

HELP = "say what in each line or record is personal"
EXAMPLE = (
    "echo 'write to ann@example.com' | privet scan\nprivet scan --format jsonl --field body --region GB messages.jsonl"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    records.arguments(parser)
    parser.add_argument(
        "--output", choices=("jsonl", "table"), default="jsonl", help="one JSON line a record, or a table"
    )
    parser.add_argument("--show", action="store_true", help="show the values that were found as well")


def run(args: argparse.Namespace) -> int:
    """Scan every record; see the module's text for what is printed."""
    scanner, fd = records.scanner(args), records.opened(args.file)
    out = sys.stdout
    line = _table if args.output == "table" else _json
    count = unreadable = found = 0
    if args.output == "table":
        out.write(_row("record", "start", "end", "kind", "score", "by", "value" if args.show else ""))
    for record in records.records(fd, args.format, args.field, out.flush):
        findings, error = ([], record.error) if record.error else scanned(scanner, record.text)
        out.write(line(count, record.text, findings, error, args.show))
        count += 1
        unreadable += bool(error)
        found += len(findings)
    out.flush()
    return records.summary("scan", count, unreadable, found)


def scanned(scanner: Scanner, text: str) -> tuple[list[Finding], str]:
    """The findings, or none and why. Whatever a detector raises, the record counts as not scanned."""
    try:
        return scanner.scan(text), ""
    except Exception:  # a detector is third-party code: any error at all means that nothing is known of the record
        return [], records.NOT_SCANNED


def _json(number: int, text: str, findings: list[Finding], error: str, show: bool) -> str:
    listed: list[dict[str, Any]] = [
        {"start": f.start, "end": f.end, "kind": f.kind, "score": f.score, "by": f.by}
        | ({"value": text[f.start : f.end]} if show else {})
        for f in findings
    ]
    return json.dumps({"record": number, "findings": listed} | ({"error": error} if error else {})) + "\n"


def _table(number: int, text: str, findings: list[Finding], error: str, show: bool) -> str:
    if error:
        return _row(number, "", "", "", "", "", error)
    return "".join(
        _row(number, f.start, f.end, f.kind, f.score, f.by, ascii(text[f.start : f.end])[1:-1] if show else "")
        for f in findings
    )


def _row(number: object, start: object, end: object, kind: str, score: object, by: str, value: str) -> str:
    return f"{number!s:>8} {start!s:>7} {end!s:>7}  {kind:<10} {score!s:>5}  {by:<10} {value}".rstrip() + "\n"
