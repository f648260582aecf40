"""`privet restore`: an installation again from a backup and one place of its keys; or a check that it could be."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from privet import config as settings
from privet.acts import drill, restore
from privet.app import Chance
from privet.cli import asking
from privet.cli.drill import shown
from privet.cli.opening import emit, readable
from privet.cli.recovery import seed_of
from privet.cli.showing import when
from privet.core.wrap import KEY, RootKey
from privet.errors import BadInput
from privet.plugins.keys import passphrase as passphrases
from privet.plugins.keys.keyfile import KeyFile
from privet.store import epoch
from privet.store.backups import ROOT

HELP = "make an installation of a backup and one place of its keys, in a new folder; --check only looks"
EXAMPLE = """
privet restore /media/backup/privet --keys /media/keys --key-file ~/.config/privet/shop.key --to /srv/privet
privet restore /media/backup/privet --keys /media/keys --key-file ~/.config/privet/shop.key --check
privet restore /media/backup/privet --keys /media/keys --recover --key-file ~/.config/privet/new.key --to /srv/privet
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet restore`."""
    parser.add_argument("backups", metavar="BACKUPS", help="the folder of backups")
    parser.add_argument("--keys", metavar="PLACE", required=True, help="a folder with `keys.db` and `epoch`")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--to", metavar="FOLDER", help="the new data folder")
    what.add_argument("--check", action="store_true", help="restore for show, check everything, leave nothing")
    parser.add_argument("--backup", metavar="NAME", default="", help="which backup (default: the newest)")
    parser.add_argument("--key-file", metavar="F", help="the root key; with --recover it is made anew there")
    parser.add_argument("--recover", action="store_true", help="without the root key: by shares, asked for")
    parser.add_argument("--share-file", metavar="F", action="append", default=[], help="a share, in a private file")
    parser.add_argument("--scratch", metavar="DIR", help="where --check works; it needs room for the data")
    parser.add_argument("--json", action="store_true", help="print JSON, one object a line")


def run(args: argparse.Namespace) -> int:
    """Restore, or check; 7 when a check finds that something does not hold."""
    backups, keys = (Path(one).expanduser() for one in (args.backups, args.keys))
    seed = seed_of(args.share_file) if args.recover or args.share_file else None
    with readable():
        if args.check:
            return _check(args, backups, keys, seed)
        to = Path(args.to).expanduser().absolute()
        file = Path(args.key_file).expanduser().absolute() if args.key_file else None
        root = _root(backups, to, file, seed is not None)
        made = restore.restore(
            backups, to, keys, root, run=args.backup, seed=seed, adapt=lambda work: _points(work / settings.FILE, file)
        )
    if args.json:
        emit(args, [asdict(made) | {"at": when(made.at)}])
        return 0
    print(f"Backup {made.run} is restored to {to}: {made.messages:,} messages, {made.subjects:,} people.")
    print(f"Erased since, and erased here: {made.erased:,}. Outcome of sending unknown: {made.unknown:,}.")
    undone = "access keys revoked, people removed, rules, customers who said STOP"
    print(f"What was changed after {when(made.at)} is undone: {undone}. Look at these first.", file=sys.stderr)
    print("The word index follows while the server runs.", file=sys.stderr)
    return 0


def _check(args: argparse.Namespace, backups: Path, keys: Path, seed: bytes | None) -> int:
    scratch = Path(tempfile.mkdtemp(prefix="privet-", dir=args.scratch))
    try:
        file = Path(args.key_file).expanduser().absolute() if args.key_file else None
        root = _passing if seed is not None else _root(backups, scratch, file, False)
        now: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000  # noqa: E731
        return shown(args, drill.check(backups, keys, root, scratch / "data", now, run=args.backup, seed=seed))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _passing(folder: Path) -> RootKey:
    """A root key for the moment: with the recovery key it is not asked for."""
    chance = Chance()
    return KeyFile(chance(KEY), chance)


def _root(backups: Path, to: Path, file: Path | None, new: bool) -> Callable[[Path], RootKey]:
    """The root key, opened or made once; by a passphrase where the installation had one, unless a file is named."""
    known: list[RootKey] = []

    def root(work: Path) -> RootKey:
        if not known:
            known.append(_opened(work, to, file, new, (backups / ROOT).exists()))
        return known[0]

    return root


def _opened(work: Path, to: Path, file: Path | None, new: bool, by_passphrase: bool) -> RootKey:
    chance = Chance()
    if file is not None:
        return KeyFile.create(file, to, chance) if new else KeyFile.open(file, to, chance)
    if not by_passphrase:
        raise BadInput("where is the root key?", hint="say --key-file F; without it: --recover, and shares")
    if not new:
        return passphrases.Passphrase.open(work, asking.root_passphrase(), chance)
    (work / passphrases.FILE).unlink(missing_ok=True)
    return passphrases.Passphrase.create(work, asking.secret_twice("New passphrase of this installation: "), chance)


def _points(path: Path, file: Path | None) -> None:
    """Have the restored settings name the key file that was given."""
    if file is None:
        return
    text = path.read_text("utf-8") if path.exists() else ""
    head, _keys, rest = text.partition("[keys]\n")
    section, mark, tail = rest.partition("\n[")
    for name, value in (("provider", "file"), ("file", str(file))):
        section = re.sub(rf"^(# )?{name} = .*\n?", "", section, flags=re.MULTILINE)
        section = f"{name} = {json.dumps(value, ensure_ascii=False)}\n" + section
    epoch.durable(path, f"{head}[keys]\n{section}{mark}{tail}".encode())
    settings.load(path.parent)
