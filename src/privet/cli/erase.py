"""`privet erase`: a person's key is destroyed; what is printed is the certificate."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from privet.acts import erase
from privet.acts.certify import certify
from privet.cli import asking, installation
from privet.cli.opening import emit, opened
from privet.cli.showing import when, write_report
from privet.core import ids
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.errors import BadInput, Denied

HELP = "erase a person for good, backups included, and print the certificate"
EXAMPLE = """
privet erase --subject sub_aaaaaaaaaaaaaaaaaaaaaaaaaa --purpose subject-request --reason "letter of 3 May"
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet erase`."""
    installation(parser)
    asking.acting(parser)
    parser.add_argument(
        "--subject", required=True, metavar="SUB", help="sub_…, from `privet find` or `privet subjects`"
    )
    parser.add_argument("--purpose", default="subject-request", metavar="P", help="subject-request (default) or legal")
    parser.add_argument(
        "--reason", required=True, metavar="R", help="why; on the record by a commitment, erased with them"
    )
    parser.add_argument(
        "--certificate", metavar="FILE", help="write the signed certificate here; `privet verify FILE` checks it"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(args: argparse.Namespace) -> int:
    """Ask, erase, and print the certificate. It is done also where a place has not answered, and says so."""
    ids.read(ids.SUBJECT, args.subject)
    if not args.yes and not asking.both_terminals():
        raise BadInput("there is no terminal to ask on whether this is meant", hint="say so with --yes")
    with opened(args) as (app, tenant):
        if not args.yes and asking.answer(f"Erase {args.subject} for good? Type yes: ") != "yes":
            raise Denied("not confirmed; nothing was erased")
        actor, age = asking.who(app, tenant.id, args.operator)
        made = erase.erase(app, tenant.id, args.subject, args.purpose, Plain(args.reason), actor, age)
        if args.certificate:
            write_report(Path(args.certificate), certify(app, tenant.id, args.subject, LOCAL))
    places = [one for one in made.pending if one != erase.JOURNAL]
    if args.json:
        emit(args, [{**asdict(made), "requested": when(made.requested), "done": when(made.done)}])
    else:
        print(made.not_covered)
        print(f"Subject: {made.subject}")
        print(f"Asked for: {when(made.requested)}. Key destroyed: {when(made.done)}, keys now in generation "
              f"{made.generation}.")  # fmt: skip
        print(f"On the ledger {made.ledger}, within its first {made.size} entries.")
        print("Places that have not answered: " + (", ".join(places) or "none") + ".")
    if places:
        print(
            f"privet: PENDING: {len(places)} place(s) still hold a copy of the old keys. The subject is refused "
            "here already; the running server tries again, and so does every command.",
            file=sys.stderr,
        )
    if erase.JOURNAL in made.pending:
        print(
            "privet: PENDING: index journal. Another process reads the index, so what led to the subject is still in "
            "its journal, without what it led to; the running server cuts it as soon as it can, and so does every "
            "command.",
            file=sys.stderr,
        )
    return 0
