"""`privet rollback`: take the data folder back to an older schema, before an older version is installed again."""

from __future__ import annotations

import argparse

from privet.app import installed
from privet.cli import installation
from privet.cli.opening import data_folder, emit, readable
from privet.store import migrate

HELP = "take the data folder back to an older version's schema; messages, keys and ledger stay as they are"
EXAMPLE = """
privet rollback --to 0001
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet rollback`."""
    installation(parser)
    parser.add_argument("--to", metavar="SCHEMA", required=True, help="the schema that the older version speaks")


def run(args: argparse.Namespace) -> int:
    """Roll back, and say what to do next. Nobody else may have the installation open."""
    folder = data_folder(args)
    with readable():
        installed(folder)
        before = migrate.revision(folder)
        migrate.rollback(folder, args.to)
    copy = str(folder / migrate.BEFORE)
    if args.json:
        emit(args, [{"from": before, "to": args.to, "copy": copy}])
    else:
        print(f"From schema {before} to {args.to}. data.db as it was is in {copy}.")
        print("Install the version that speaks it now: this one would bring the folder up again when it starts.")
    return 0
