"""`privet drill`: a backup is restored where nobody uses it, checked, and removed; `privet jobs` says when that was."""

from __future__ import annotations

import argparse

from privet.acts import drill
from privet.acts.drill import Report
from privet.cli import installation
from privet.cli.backup import destination
from privet.cli.opening import data_folder, emit, opened_app, readable
from privet.cli.showing import when
from privet.core.policy import LOCAL
from privet.errors import Tampered

HELP = "restore a backup for show, check its ledger and counts, and say what does not hold; exit 7 then"
EXAMPLE = """
privet drill
privet drill --from /media/backup/privet --json
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet drill`."""
    installation(parser)
    parser.add_argument(
        "--from", dest="folder", metavar="FOLDER", help="where the backups are (default: backup.folder)"
    )
    parser.add_argument("--backup", metavar="NAME", default="", help="which one (default: the newest)")


def run(args: argparse.Namespace) -> int:
    """Try it out, and give 0 or 7."""
    with opened_app(data_folder(args)) as app, readable():
        report = drill.drill(app, destination(args.folder, app.config), LOCAL, run=args.backup)
    return shown(args, report)


def shown(args: argparse.Namespace, report: Report) -> int:
    """Say what was found, and give 0 or 7."""
    if args.json:
        row = {name: getattr(report, name) for name in Report.__slots__}
        emit(args, [row | {"at": when(report.at), "holds": not report.problems}])
        return Tampered.exit if report.problems else 0
    print(f"backup    {report.run}, of {when(report.at)}")
    print(f"holds     {report.entries:,} entries, {report.messages:,} messages, {report.subjects:,} people")
    print(f"erased    {report.erased:,} of them since: their keys are gone, and they do not open")
    print(f"opened    the records of {report.opened:,} others, with the keys of a place")
    print(f"took      {report.took_ms / 1000:.1f} s")
    for one in report.problems:
        print(f"DOES NOT HOLD: {one}.")
    if not report.problems:
        print("HOLDS: every piece, the signed list, the ledgers and the counts.")
    return Tampered.exit if report.problems else 0
