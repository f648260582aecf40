"""`privet ledger`: the record of every act: read it, sign it, prove one entry, hand it out to be checked."""

from __future__ import annotations

import argparse
import base64
import json
import sys

from privet.acts import entries, export
from privet.acts.checkpoint import checkpoint, vkeys
from privet.cli import installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import Row, when
from privet.core import handed
from privet.core.entry import Entry
from privet.core.policy import LOCAL
from privet.errors import BadInput

HELP = "read the ledger, sign a checkpoint, prove an entry, export it to be checked by others"
EXAMPLE = """
privet ledger entries --act reveal
privet ledger checkpoint > kept-today.txt
privet ledger prove 17
privet ledger export > ledger.txt && python3 privet_verify.py ledger.txt
privet ledger export --format ocsf > ledger.ocsf.jsonl
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet ledger`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    listed = what.add_parser("entries", help="a page of entries")
    listed.add_argument("--after", type=int, default=-1, metavar="N", help="begin behind the entry of this number")
    listed.add_argument("--limit", type=int, default=export.PAGE, metavar="N", help="at most so many, up to 1,000")
    listed.add_argument("--act", default="", metavar="A", help="only entries of this act, for example reveal")
    listing(listed)
    signed = what.add_parser("checkpoint", help="sign the head, and print the note for others to keep")
    signed.add_argument("--new-witness", action="store_true", help="go on with another witness than the one before")
    signed.add_argument("--keys", action="store_true", help="print the ledger's public keys instead")
    prove = what.add_parser("prove", help="print the proof that an entry is on the ledger (C2SP tlog-proof)")
    prove.add_argument("entry", metavar="ENTRY", help="its number or its id, from `privet ledger entries`")
    whole = what.add_parser("export", help="print all of it as one file, for verifier/privet_verify.py")
    whole.add_argument(
        "--format", choices=("whole", *handed.FORMATS), default="whole",
        help="`whole` with hashes and signatures; or one line an entry, for other programs",
    )  # fmt: skip
    whole.add_argument("--after", type=int, default=-1, metavar="N", help="begin behind the entry of this number")
    for one in (listed, signed, prove, whole):
        installation(one)


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    {"entries": _entries, "checkpoint": _checkpoint, "prove": _prove, "export": _export}[args.what](args)
    return 0


def _entries(args: argparse.Namespace) -> None:
    with opened(args, as_it_is=True) as (app, tenant):
        rows = export.entries(app, tenant.id, LOCAL, after=args.after, limit=args.limit, act=args.act)
    emit(args, (_row(number, entry, whole=args.json) for number, entry in rows), "no entries behind that one")


def _row(number: int, entry: Entry, *, whole: bool) -> Row:
    """An entry for a program, or the columns that fit a screen."""
    row: dict[str, object] = {
        "number": number,
        "at": when(entry.at),
        "act": entry.act,
        "outcome": str(entry.outcome),
        "actor": entry.actor,
        "object": entry.object,
        "purpose": entry.purpose,
        "reasons": list(entry.reasons),
    }
    if whole:
        note = None if entry.note is None else base64.b64encode(entry.note).decode("ascii")
        more = {"subject": entry.subject, "policy": entry.policy, "count": entry.count, "note": note}
        return {"id": entry.id, **row, **more}
    return {**row, "id": entry.id}


def _checkpoint(args: argparse.Namespace) -> None:
    with opened(args, as_it_is=True) as (app, tenant):
        note = "" if args.keys else checkpoint(app, tenant.id, new_witness=args.new_witness)
        keys = vkeys(app, tenant.id)
    if args.json:
        print(json.dumps({"checkpoint": note or None, "keys": keys}))
    else:
        print("\n".join(keys) if args.keys else note, end="\n" if args.keys else "")


def _prove(args: argparse.Namespace) -> None:
    with opened(args, as_it_is=True) as (app, tenant):
        proof = export.prove(app, tenant.id, args.entry)
    if not args.json:
        print(proof.text(whole=True), end="")
        return
    hashes = [base64.b64encode(one).decode("ascii") for one in proof.hashes]
    entry = proof.entry.decode("ascii", "replace")
    print(json.dumps({"number": proof.index, "entry": entry, "proof": hashes, "checkpoint": proof.note}))


def _export(args: argparse.Namespace) -> None:
    if args.format == "whole" and args.after != -1:
        raise BadInput("the whole ledger is exported from its beginning", hint="say --format as well")
    with opened(args, as_it_is=True) as (app, tenant):
        whole = args.format == "whole"
        pieces = (
            export.export(app, tenant.id)
            if whole
            else entries.lines(app, tenant.id, LOCAL, handed.FORMATS[args.format], after=args.after)
        )
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
