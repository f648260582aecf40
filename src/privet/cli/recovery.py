"""`privet recovery`: a key in shares, M of N, that opens the installation when the root key is lost."""

from __future__ import annotations

import argparse
import base64
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from privet.acts import recovery
from privet.app import Chance
from privet.cli import asking, installation
from privet.cli.init import recovery_key
from privet.cli.opening import data_folder, opened_app, readable
from privet.core import wrap
from privet.core.policy import LOCAL
from privet.errors import BadInput
from privet.plugins.keys import shares
from privet.store.epoch import sync_folder

HELP = "make a recovery key in shares, give the installation's keys to it, try the shares"
EXAMPLE = """
privet recovery make --shares 5 --needed 3 --public recovery.pub
privet recovery adopt recovery.pub
privet recovery try
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet recovery`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    make = what.add_parser("make", help="make one: its shares are shown once, its public half is written to a file")
    make.add_argument("--shares", type=int, metavar="N", default=5, help="how many shares (default: 5)")
    make.add_argument("--needed", type=int, metavar="M", default=3, help="how many of them are needed (default: 3)")
    make.add_argument("--public", metavar="F", required=True, help="the file for its public half, which is no secret")
    adopt = what.add_parser("adopt", help="seal the installation's keys to it as well, here and in every place")
    installation(adopt)
    adopt.add_argument("file", metavar="F", help="its public half")
    tried = what.add_parser("try", help="ask for shares, and say whether they open today's keys")
    installation(tried)
    tried.add_argument("--share-file", metavar="F", action="append", default=[], help="a share, in a private file")


def run(args: argparse.Namespace) -> int:
    """Make, adopt or try."""
    {"make": _make, "adopt": _adopt, "try": _try}[args.what](args)
    return 0


def seed_of(files: Sequence[str]) -> bytes:
    """The recovery key of these shares; asked for one by one where no files are named."""
    if files:
        return shares.join([asking.from_file(Path(one).expanduser()) for one in files])
    given: list[str] = []
    while said := asking.secret(f"Share {len(given) + 1} (nothing: that is all): ").strip():
        given.append(said)
    return shares.join(given)


def _make(args: argparse.Namespace) -> None:
    seed, public = wrap.recovery_keypair(Chance())
    parts = shares.split(seed, args.shares, args.needed)
    path = Path(args.public).expanduser()
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
            file.write(base64.encodebytes(public))
            file.flush()
            os.fsync(file.fileno())  # a share that is on paper must not outlive what it opens
        sync_folder(path.parent)
    except OSError as error:
        raise BadInput(f"the public half cannot be written: {error.strerror}", hint="name a new file") from None
    print(
        f"{args.needed} of these {args.shares} open the installation that adopts {path.name}. "
        "They are shown this once; each goes on paper, to another person.",
        file=sys.stderr,
    )
    for number, part in enumerate(parts, 1):
        print(f"{number}: {part}")


def _adopt(args: argparse.Namespace) -> None:
    public = recovery_key(Path(args.file).expanduser())
    with opened_app(data_folder(args)) as app, readable():
        places = recovery.entrust(app, public, LOCAL)
    print("The keys are sealed to this recovery key as well. `privet recovery try` says whether shares open them.")
    for one in places:
        if not one.done:
            print(f"privet: PENDING: a place was not renewed: {one.reason}", file=sys.stderr)


def _try(args: argparse.Namespace) -> None:
    seed = seed_of(args.share_file)
    with opened_app(data_folder(args), as_it_is=True) as app:
        generation = recovery.opens(app, seed)
    print(f"These shares open the keys of today (generation {generation}).")
