"""`privet verify`: check the whole ledger where it lies; a verdict a sceptic can read."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict

from privet.acts.verify import Verdict, verify
from privet.cli import installation
from privet.cli.opening import data_folder, opened_app
from privet.errors import Tampered
from privet.store import tenants

HELP = "check the ledger: entries, tiles, checkpoints, reasons, witness; exit 7 names what was changed"
EXAMPLE = """
privet verify
privet verify --all --json
"""
_EVERY_S = 2.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet verify`."""
    installation(parser)
    parser.add_argument("--all", action="store_true", help="every tenant's ledger")


def run(args: argparse.Namespace) -> int:
    """Check, tell what was checked, and give 0 or 7."""
    with opened_app(data_folder(args), as_it_is=True) as app:
        chosen = tenants.every(app.store) if args.all else [app.tenant(args.tenant)]
        holds = True
        for tenant in chosen:
            verdict = verify(app, tenant.id, _Progress().tell)
            holds &= not verdict.problems
            if args.json:
                print(json.dumps({**asdict(verdict), "holds": not verdict.problems}))
            else:
                _show(verdict)
    return 0 if holds else Tampered.exit


def _show(verdict: Verdict) -> None:
    loose = verdict.entries - verdict.covered
    print(f"ledger       {verdict.origin}  (tenant {verdict.tenant})")
    print(f"entries      {verdict.entries:,}, under {verdict.tiles:,} full tiles")
    print(f"checkpoints  {verdict.checkpoints:,}, the newest over {verdict.covered:,} entries")
    print(f"reasons      {verdict.open:,} open and match, {verdict.closed:,} do not open any more (erased or expired)")
    print(f"witness      {'none' if verdict.seen is None else f'has seen {verdict.seen:,} entries'}")
    print(f"figures      {verdict.figures:,} counted anew")
    for problem in verdict.problems:
        print(f"DOES NOT HOLD: {problem.what}.")
    if not verdict.problems:
        print("HOLDS: every entry under a checkpoint is the one that was recorded; none is missing, added or moved.")
        if loose:
            print(f"       The last {loose:,} are under no checkpoint yet: `privet ledger checkpoint` signs them.")


class _Progress:
    """How far it is, on standard error, for a ledger that takes a while."""

    def __init__(self) -> None:
        self._told = time.monotonic()

    def tell(self, done: int, of: int) -> None:
        """A line every other second."""
        now = time.monotonic()
        if now - self._told >= _EVERY_S:
            self._told = now
            print(f"{done:,} of {of:,} entries", file=sys.stderr, flush=True)
