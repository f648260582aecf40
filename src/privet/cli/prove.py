"""`privet prove`: try to catch Privet out, and put on record what came of it."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from privet.acts.attest import attest
from privet.acts.checkpoint import vkeys
from privet.cli import UNFORESEEN, installation
from privet.cli.opening import opened
from privet.cli.showing import when, write_report
from privet.core import report as signed
from privet.core.policy import LOCAL
from privet.errors import BadInput
from privet.prove import Report, prove

HELP = "try to catch Privet out: plant values everywhere, break things, then search every byte that was written"
EXAMPLE = """
privet prove
privet prove --keep evidence --report report.txt
privet prove --check report.txt
"""
_SHOWN = 40
"""How many hits and faults are listed; all are counted, and all are in the report."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet prove`."""
    installation(parser)
    parser.add_argument("--keep", metavar="DIR", help="keep the scratch installation in this empty or new folder")
    parser.add_argument("--report", metavar="FILE", help="write the signed report here (privet-prove-TIME.txt)")
    parser.add_argument("--check", metavar="FILE", help="only check a signed report: this ledger's, and unchanged?")


def run(args: argparse.Namespace) -> int:
    """Attack, show the table, write the signed report; 1 when anything was found or could not be looked at."""
    if args.check:
        return _check(args)
    with opened(args) as (app, tenant):
        progress = _Progress()
        report = prove(app, tenant.id, progress.tell, Path(args.keep).absolute() if args.keep else None)
        progress.end()
        file = attest(app, tenant.id, "prove", report.text(), LOCAL)
        path = Path(args.report or f"privet-prove-{(when(report.at) or '').replace(':', '')}.txt")
        write_report(path, file)
    if args.json:
        print(report.text())
    else:
        print("\n".join(table(report)))
        print(f"Signed and on the ledger: {path}. `privet prove --check {path}` checks it.")
        if args.keep:
            print(f"The scratch installation is in {args.keep}.")
    return 0 if report.holds else UNFORESEEN


def table(report: Report) -> Iterator[str]:
    """The outcome for people."""
    yield f"privet prove {report.version}, policy {report.policy}, {when(report.at)}, {report.seconds} s"
    yield ""
    yield f"{report.canaries} canaries, looked for in {report.needles:,} ways"
    for name, counts in (("kinds", report.kinds), ("entrances", report.entrances), ("disguised", report.ways)):
        yield from _counts(name, counts)
    yield from _counts("made to fail", report.forced)
    found = sum(of == seen for of, seen in report.self_check.values())
    yield f"  {'self-check':<13} {found} of {len(report.self_check)} forms of a planted leak were found"
    yield from _counts("gone", report.gone)
    yield ""
    yield f"  {'searched':<13} {'files':>6} {'bytes':>12} {'hits':>6}"
    for row in report.rows:
        yield f"  {row.what:<13} {row.files:>6,} {row.bytes:>12,} {row.hits:>6,}"
    yield f"  {'all':<13} {report.files:>6,} {report.bytes:>12,} {len(report.hits):>6,}"
    yield f"  and {report.streams:,} compressed streams, opened"
    yield ""
    for name, lines in (("FOUND", report.hits), ("NOT AS MEANT", report.faults)):
        yield from (f"{name}: {line}" for line in lines[:_SHOWN])
        if len(lines) > _SHOWN:
            yield f"{name}: and {len(lines) - _SHOWN:,} more, in the report"
    yield from (f"REFUSED by your rules, so not tried: {line}" for line in report.refused)
    for form, (of, seen) in report.self_check.items():
        if of != seen:
            yield f"BLIND: of {of} leaks planted in the form {form}, {seen} were found."
    if report.holds:
        yield "HOLDS: not one canary is in any file that was written, in any form that was looked for."
    else:
        yield "DOES NOT HOLD."


def _counts(name: str, counts: dict[str, int]) -> Iterator[str]:
    """`name` and its counts, in lines of a screen's width."""
    line = f"  {name:<13}"
    for what, count in counts.items():
        more = f" {what} {count}"
        if len(line) + len(more) > 100:
            yield line
            line = " " * 15
        line += more + ","
    yield line.rstrip(",")


def _check(args: argparse.Namespace) -> int:
    """Whether a report is what this ledger holds; Tampered (exit 7) where it is not."""
    try:
        file = Path(args.check).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput("the report cannot be read", hint="check its name") from None
    with opened(args, as_it_is=True) as (app, tenant):
        checked = signed.check(file, vkeys(app, tenant.id))
    said = {"entry": checked.index, "id": checked.entry.id, "at": when(checked.entry.at), "act": checked.entry.act}
    holds = bool(json.loads(checked.text).get("holds"))
    if args.json:
        print(json.dumps({**said, "signed": True, "holds": holds}))
    else:
        print(f"It is entry {checked.index} of this ledger ({checked.entry.act}, {when(checked.entry.at)}), unchanged.")
        print(f"It says that {'it holds' if holds else 'it does not hold'}.")
    return 0


class _Progress:
    """What is being done, on standard error; on a terminal one line that changes."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._terminal = sys.stderr.isatty()

    def tell(self, step: str) -> None:
        """Say it."""
        line = f"{time.monotonic() - self._begun:5.1f} s  {step} …"
        print(
            f"\r\x1b[K{line}" if self._terminal else line,
            end="" if self._terminal else "\n",
            file=sys.stderr,
            flush=True,
        )

    def end(self) -> None:
        """Take the line away."""
        if self._terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
