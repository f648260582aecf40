"""`privet upgrade`: bring the data folder up to this version's schema now, instead of at the next start."""

from __future__ import annotations

import argparse

from privet.app import installed
from privet.cli import installation
from privet.cli.opening import data_folder, emit, opened_app, readable
from privet.store import migrate

HELP = "bring the data folder up to this version's schema, with a copy of data.db before"
EXAMPLE = """
privet upgrade
privet upgrade --json
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet upgrade`."""
    installation(parser)


def run(args: argparse.Namespace) -> int:
    """Upgrade, and say from where to where. Every start does the same, so that nobody has to remember this command."""
    folder = data_folder(args)
    with readable():
        installed(folder)
        before = migrate.revision(folder)
        with opened_app(folder):  # opening it is upgrading it, and shows that everything can be read
            pass
    copy = str(folder / migrate.BEFORE) if before != migrate.REVISION else None
    if args.json:
        emit(args, [{"from": before, "to": migrate.REVISION, "copy": copy}])
    elif copy is None:
        print(f"Nothing to do: the data folder has schema {before}, which this version speaks.")
    else:
        print(f"From schema {before} to {migrate.REVISION}. data.db as it was is in {copy}.")
    return 0
