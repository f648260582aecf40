"""`privet backup`: the data, sealed, to a folder elsewhere; while a server runs, too."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from privet.acts import backup
from privet.cli import installation
from privet.cli.opening import data_folder, emit, opened_app, readable
from privet.config import Config
from privet.core.policy import LOCAL
from privet.errors import BadInput, ChannelError
from privet.store.backups import Backups

HELP = "write a backup of the data, sealed; without keys and index, while others write"
EXAMPLE = """
privet backup --to /media/backup/privet
privet backup
privet backup --list
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet backup`."""
    installation(parser)
    parser.add_argument("--to", metavar="FOLDER", help="where it goes (default: backup.folder)")
    parser.add_argument("--whole", action="store_true", help="write everything anew, not only what changed")
    parser.add_argument("--list", action="store_true", help="only name the backups that are there, newest first")


def run(args: argparse.Namespace) -> int:
    """Write one and say what it is; 6 where the keys could not be renewed in one of their places."""
    if args.list and args.to:
        return _listed(args, Path(args.to))
    with opened_app(data_folder(args)) as app:
        folder = destination(args.to, app.config)
        if args.list:
            return _listed(args, folder)
        with readable():
            made = backup.backup(app, folder, LOCAL, whole=args.whole)
    if args.json:
        emit(args, [asdict(made)])
    else:
        size = f"{_mb(made.bytes)} of data, {_mb(made.new_bytes)} new"
        print(f"Backup {made.run}: {made.messages:,} messages, {size}, in {made.took_ms / 1000:.1f} s.")
        print("It holds no key. To restore it takes: this folder, one place of the keys, and the root or recovery key.")
    if not made.places:
        print("privet: there is no further place of the keys (keys.copies): with the data folder lost, this backup is "
              "worth nothing.", file=sys.stderr)  # fmt: skip
    for one in made.places:
        if not one.done:
            print(f"privet: the keys could not be renewed in a place: {one.reason}", file=sys.stderr)
    return 0 if all(one.done for one in made.places) else ChannelError.exit


def destination(given: str | None, config: Config) -> Path:
    """The folder of backups that was named, or that privet.toml names."""
    if not given and not config.backup.folder:
        raise BadInput("where to?", hint="say --to FOLDER, or set backup.folder in privet.toml")
    return Path(given or config.backup.folder).expanduser()


def _listed(args: argparse.Namespace, folder: Path) -> int:
    emit(args, [{"backup": run} for run in Backups.read(folder.expanduser()).runs()], "no backups yet")
    return 0


def _mb(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB"
