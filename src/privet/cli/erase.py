"""`privet erase`: a person's key is destroyed; what is printed is the certificate."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from privet.acts import erase, purge
from privet.acts.certify import certify, everyone
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when, write_report
from privet.core import ids
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.errors import BadInput, Denied

HELP = "erase a person for good, backups included, and print the certificate"
EXAMPLE = """
privet erase --subject sub_aaaaaaaaaaaaaaaaaaaaaaaaaa --purpose subject-request --reason "letter of 3 May"
privet erase --file asked-for.txt --reason "letters of May" --yes
privet erase --list --unconfirmed
"""

MOST = 100_000
"""People in a file."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet erase`."""
    installation(parser)
    asking.acting(parser)
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("--subject", metavar="SUB", help="sub_…, from `privet find` or `privet subjects`")
    chosen.add_argument("--file", metavar="FILE", help="a file with a sub_… a line; all of them in one run")
    chosen.add_argument("--list", action="store_true", help="erase nobody; list whom somebody asked to erase")
    listing(parser)
    parser.add_argument("--unconfirmed", action="store_true", help="list those that another program has not confirmed")
    parser.add_argument("--purpose", default="subject-request", metavar="P", help="subject-request (default) or legal")
    parser.add_argument(
        "--reason", default="", metavar="R", help="why (needed); on the record by a commitment, erased with them"
    )
    parser.add_argument(
        "--certificate", metavar="FILE", help="write the signed certificate here; `privet verify FILE` checks it"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(args: argparse.Namespace) -> int:
    """Ask, erase, and print the certificate. It is done also where a place has not answered, and says so."""
    if args.list:
        return _list(args)
    chosen = _chosen(args)
    if not args.reason:
        raise BadInput("to erase takes a reason", hint='say why with --reason "…"')
    if args.certificate and len(chosen) > 1:
        raise BadInput(
            "a certificate is of one person", hint="leave --certificate out; ask for each later by --subject"
        )
    if not args.yes and not asking.both_terminals():
        raise BadInput("there is no terminal to ask on whether this is meant", hint="say so with --yes")
    with opened(args) as (app, tenant):
        whom = chosen[0] if len(chosen) == 1 else f"{len(chosen)} people"
        if not args.yes and asking.answer(f"Erase {whom} for good? Type yes: ") != "yes":
            raise Denied("not confirmed; nothing was erased")
        actor, age = asking.who(app, tenant.id, args.operator)
        made = erase.erase_all(app, tenant.id, chosen, args.purpose, Plain(args.reason), actor, age)
        purge.whole(app, tenant.id)
        if args.certificate:
            write_report(Path(args.certificate), certify(app, tenant.id, chosen[0], LOCAL))
    if args.json:
        emit(args, [{**asdict(one), "requested": when(one.requested), "done": when(one.done)} for one in made])
    else:
        _show(made)
    _pending({place for one in made for place in one.pending})
    return 0


def _chosen(args: argparse.Namespace) -> list[str]:
    """Whom to erase. A line of the file that is no id of a subject is named by its number alone."""
    if args.subject:
        ids.read(ids.SUBJECT, args.subject)
        return [args.subject]
    try:
        lines = Path(args.file).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadInput("the file cannot be read", hint="check its name; it has a sub_… a line") from None
    chosen = {number: line.strip() for number, line in enumerate(lines, 1) if line.strip()}
    for number, one in chosen.items():
        try:
            ids.read(ids.SUBJECT, one)
        except BadInput:
            raise BadInput(f"line {number} of the file is no sub_…", hint="nobody was erased; correct it") from None
    if not 0 < len(chosen) <= MOST:
        raise BadInput(f"the file names nobody, or more than {MOST:,}", hint="a sub_… a line")
    return list(dict.fromkeys(chosen.values()))


def _show(made: list[erase.Certificate]) -> None:
    print(made[0].not_covered)
    for one in made:
        print(f"Subject: {one.subject}")
        print(f"Asked for: {when(one.requested)}. Key destroyed: {when(one.done)}, keys now in generation "
              f"{one.generation}.")  # fmt: skip
    print(f"On the ledger {made[0].ledger}, within its first {made[-1].size} entries.")
    places = {place for one in made for place in one.pending if place != erase.JOURNAL}
    print("Places that have not answered: " + (", ".join(sorted(places)) or "none") + ".")


def _pending(pending: set[str]) -> None:
    """What could not be reached, on standard error."""
    places = len(pending - {erase.JOURNAL})
    if places:
        print(
            f"privet: PENDING: {places} place(s) still hold a copy of the old keys. The subject is refused "
            "here already; the running server tries again, and so does every command.",
            file=sys.stderr,
        )
    if erase.JOURNAL in pending:
        print(
            "privet: PENDING: index journal. Another process reads the index, so what led to the subject is still in "
            "its journal, without what it led to; the running server cuts it as soon as it can, and so does every "
            "command.",
            file=sys.stderr,
        )


def _list(args: argparse.Namespace) -> int:
    """One line an erasure: when it was asked for and done, when its bytes were gone, and who has not confirmed it."""
    with opened(args, as_it_is=True) as (app, tenant):
        rows = [
            {
                "subject": one.subject, "requested": when(one.requested), "done": when(one.done) if one.done else "",
                "gone": when(one.gone) if one.gone else "", "pending": len(one.pending),
                "confirmed": ", ".join(one.informed), "unconfirmed": ", ".join(one.unconfirmed),
            }
            for one in everyone(app, tenant.id, LOCAL, unconfirmed=args.unconfirmed)
        ]  # fmt: skip
    emit(args, rows, "nobody was erased yet" if not args.unconfirmed else "every program confirmed every erasure")
    return 0
