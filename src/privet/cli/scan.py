"""`privet scan`: what in each record of a file is personal. Its output's form is stable; other programs rely on it.

One JSON line a record, in input order, counted from 0; offsets in code points; findings sorted and never overlapping:

    {"record": 0, "findings": [{"start": 8, "end": 23, "kind": "EMAIL", "score": 0.95, "by": "email"}]}

An empty record has no findings. One that cannot be read has none either, and an "error" that says why, without its
content; it counts like any other, and so does each line behind a CSV row that is broken. `--show` adds each finding's
"value". `--explain` adds "why": the strength of the evidence, what decided, and which findings were beaten:

    "why": {"strength": "checksum", "because": "stronger evidence", "beat": [{"start": 5, …, "strength": "pattern"}]}

`--also DATE` looks for dates and times as well. Exit code 0, or 2 when no record could be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from privet.cli import records
from privet.core.detect import Scanner
from privet.core.explain import Explained, explained
from privet.core.finding import STRENGTHS, Finding
from privet.errors import NotReady

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
    parser.add_argument("--explain", action="store_true", help="say which rule or model found each, and why it won")
    parser.add_argument("--show", action="store_true", help="show the values that were found as well")


def run(args: argparse.Namespace) -> int:
    """Scan every record; see the module's text for what is printed."""
    scanner, fd = records.scanner(args), records.opened(args.file)
    out = sys.stdout
    line = _table if args.output == "table" else _json
    look = _explained if args.explain else scanned
    count = unreadable = found = 0
    if args.output == "table":
        heading = "why" if args.explain else ""
        out.write(_row("record", "start", "end", "kind", "score", "by", "value" if args.show else "", heading))
    for record in records.records(fd, args.format, args.field, out.flush):
        findings, error = ([], record.error) if record.error else look(scanner, record.text)
        out.write(line(count, record.text, findings, error, args.show))
        count += 1
        unreadable += bool(error)
        found += len(findings)
    out.flush()
    return records.summary("scan", count, unreadable, found)


def scanned(scanner: Scanner, text: str) -> tuple[list[Explained], str]:
    """The findings, or none and why. Whatever a detector raises, the record counts as not scanned."""
    return _looked(lambda text: [Explained(finding, (), "") for finding in scanner.scan(text)], text)


def _explained(scanner: Scanner, text: str) -> tuple[list[Explained], str]:
    return _looked(lambda text: explained(scanner, text), text)


def _looked(look: Callable[[str], list[Explained]], text: str) -> tuple[list[Explained], str]:
    try:
        return look(text), ""
    except NotReady:  # what detection stands on is not there: no record could be scanned
        raise
    except Exception:  # a detector is third-party code: any error at all means that nothing is known of the record
        return [], records.NOT_SCANNED


def _json(number: int, text: str, found: list[Explained], error: str, show: bool) -> str:
    listed = [
        _plain(one.finding)
        | ({"value": text[one.finding.start : one.finding.end]} if show else {})
        | ({"why": _why(one)} if one.because else {})
        for one in found
    ]
    return json.dumps({"record": number, "findings": listed} | ({"error": error} if error else {})) + "\n"


def _plain(f: Finding) -> dict[str, Any]:
    return {"start": f.start, "end": f.end, "kind": f.kind, "score": f.score, "by": f.by}


def _why(one: Explained) -> dict[str, Any]:
    beaten = [_plain(f) | {"strength": STRENGTHS[f.strength]} for f in one.beaten]
    return {"strength": STRENGTHS[one.finding.strength], "because": one.because, "beat": beaten}


def _table(number: int, text: str, found: list[Explained], error: str, show: bool) -> str:
    if error:
        return _row(number, "", "", "", "", "", error)
    return "".join(
        _row(
            number,
            f.start,
            f.end,
            f.kind,
            f.score,
            f.by,
            ascii(text[f.start : f.end])[1:-1] if show else "",
            _told(one),
        )
        for one in found
        for f in (one.finding,)
    )


def _told(one: Explained) -> str:
    """Why a finding won, in a line: "checksum; stronger evidence than PHONE by phone (pattern) at 5-21"."""
    if not one.because:
        return ""
    than = [f"{f.kind} by {f.by} ({STRENGTHS[f.strength]}) at {f.start}-{f.end}" for f in one.beaten]
    return f"{STRENGTHS[one.finding.strength]}; {one.because}{' before ' if than else ''}{', '.join(than)}"


def _row(
    number: object, start: object, end: object, kind: str, score: object, by: str, value: str, why: str = ""
) -> str:
    row = f"{number!s:>8} {start!s:>7} {end!s:>7}  {kind:<15} {score!s:>5}  {by:<10} {value}".rstrip()
    return f"{row}  {why}".rstrip() + "\n"
