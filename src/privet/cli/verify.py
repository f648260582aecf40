"""`privet verify`: check the whole ledger where it lies, or a certificate of erasure or a receipt of consent
anywhere; a verdict a sceptic can read.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from privet.acts.verify import Verdict, verify
from privet.cli import installation
from privet.cli.opening import data_folder, opened_app
from privet.cli.showing import when
from privet.core import certificate, receipt, report
from privet.core.report import Checked
from privet.errors import BadInput, Tampered
from privet.store import tenants

HELP = "check the ledger: entries, tiles, checkpoints, reasons, witness; exit 7 names what was changed"
EXAMPLE = """
privet verify
privet verify --all --json
privet verify erased.txt --key "$KEY" --key "$KEY2"
privet verify receipt.txt --key "$KEY" --key "$KEY2"
"""
_EVERY_S = 2.0
LONGEST = 1 << 20
"""The longest certificate, in bytes."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet verify`."""
    installation(parser)
    parser.add_argument(
        "certificate", nargs="?", metavar="CERTIFICATE",
        help="check only this certificate of erasure, or this receipt of a consent",
    )  # fmt: skip
    parser.add_argument(
        "--key", action="append", default=[], metavar="VKEY",
        help="a key of its ledger (`privet ledger checkpoint --keys`); give all of them. Nothing else is opened",
    )  # fmt: skip
    parser.add_argument("--all", action="store_true", help="every tenant's ledger")


def run(args: argparse.Namespace) -> int:
    """Check, tell what was checked, and give 0 or 7."""
    if args.certificate or args.key:
        return _certificate(args)
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


def _certificate(args: argparse.Namespace) -> int:
    """Check a certificate with the given keys alone, wherever it is; Tampered (exit 7) where it does not hold."""
    if not args.certificate or not args.key:
        raise BadInput("a certificate is checked with the keys of its ledger", hint="privet verify FILE --key VKEY …")
    try:
        file = Path(args.certificate).read_bytes()[: LONGEST + 1].decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput("the certificate cannot be read", hint="check its name") from None
    if len(file) > LONGEST:
        raise BadInput("the certificate is too long to be one")
    checked = report.check(file, tuple(args.key))
    if checked.entry.act == receipt.ACT:
        return _receipt(receipt.decode(checked), checked, args)
    said, checked = certificate.check(file, tuple(args.key))
    if args.json:
        print(json.dumps({**json.loads(checked.text), "signed": True, "entry": checked.index}))
        return 0
    print(said.not_covered)
    print(f"subject      {said.subject}")
    print(f"ledger       {said.ledger}, entry {checked.index} of {checked.checkpoint.size:,}")
    print(f"erased       asked for {when(said.requested)}, key destroyed {when(said.done)}")
    print(f"epoch        {said.before} ended, {said.after} began")
    print(f"bytes        {f'overwritten {when(said.gone)}' if said.gone else 'still in the files, opened by no key'}")
    print(f"looked at    {when(said.at)}, keys in generation {said.generation}")
    print("unreadable   " + ", ".join(f"{count:,} {name}" for name, count in said.erased))
    print("left         " + ", ".join(f"{count:,} {name}" for name, count in said.residue))
    print(f"key places   {said.confirmed} confirmed; pending: {', '.join(said.pending) or 'none'}")
    print(f"programs     confirmed: {', '.join(said.informed) or 'none'}; not: {', '.join(said.unconfirmed) or 'none'}")
    print("UNCHANGED: every word is as the ledger holds it, signed by all of the given keys.")
    if not said.holds:
        print("           It says itself that the erasure is not finished.")
    return 0


def _receipt(said: dict[str, Any], checked: Checked, args: argparse.Namespace) -> int:
    """Say what a receipt says that holds."""
    if args.json:
        print(json.dumps({**said, "signed": True, "entry": checked.index}))
        return 0
    of = said["dpv:hasRecordOfActivity"]
    process, last = of["dpv:hasProcess"], of["dpv:hasConsentStatus"][-1]
    text = process["dpv:hasNotice"][0]
    print(f"consent      {of['dct:identifier']}")
    print(f"subject      {of['dpv:hasDataSubject']['dct:identifier']}")
    print(f"company      {of['dpv:hasDataController']['dpv:hasName']}")
    print(f"ledger       {said['privet:ledger']}, entry {checked.index} of {checked.checkpoint.size:,}")
    print(f"purpose      {process['dpv:hasPurpose']['dct:identifier']}, over {process['privet:channel']}")
    print(f"text         {text['dct:identifier']} in {text['dct:language']}, SHA-256 {text['privet:sha256']}")
    print(f"state        {last['@type']} {last['dct:date']}")
    print("UNCHANGED: every word is as the ledger holds it, signed by all of the given keys.")
    return 0


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
