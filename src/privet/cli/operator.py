"""`privet operator`: the named people who may act, and how they prove who they are."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from privet.acts import operator
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.errors import BadInput

HELP = "add, list and remove the people who may act under their own name"
EXAMPLE = """
privet operator add ann --role agent --role privacy --totp
privet operator list
privet operator remove ann
"""

ROLES = ("agent", "privacy")
"""What an operator is when nothing else is said."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet operator`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    add = what.add_parser("add", help="add an operator; the passphrase is asked for twice")
    installation(add)
    add.add_argument("name", metavar="NAME", help="a-z, 0-9, '_', '.' and '-'; it stays in the ledger")
    add.add_argument("--role", action="append", metavar="R", help=f"may be repeated (default: {' and '.join(ROLES)})")
    add.add_argument("--totp", action="store_true", help="ask for a one-time code as well (an authenticator app)")
    how = add.add_mutually_exclusive_group()
    how.add_argument("--generate", action="store_true", help="make a passphrase and print it once")
    how.add_argument("--passphrase-file", metavar="F", help="take the first line of a private file")
    _reason(add)
    listed = what.add_parser("list", help="who there is, with which roles")
    installation(listed)
    listing(listed)
    remove = what.add_parser("remove", help="remove an operator; what they did stays on the ledger")
    installation(remove)
    remove.add_argument("name", metavar="NAME", help="from `privet operator list`")
    _reason(remove)


def run(args: argparse.Namespace) -> int:
    """Add, list or remove."""
    {"add": _add, "list": _list, "remove": _remove}[args.what](args)
    return 0


def _reason(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", metavar="R", default="", help="why, for the record")


def _add(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        if args.name in {one.name for one in operator.everyone(app, tenant.id, LOCAL)}:
            raise BadInput("there is an operator of that name", hint="choose another name, or remove that one first")
        if args.generate:
            passphrase = operator.generate_passphrase(app.chance)
        elif args.passphrase_file:
            passphrase = Plain(asking.from_file(Path(args.passphrase_file).expanduser()))
        else:
            passphrase = Plain(asking.secret_twice(f"New passphrase of operator {args.name}: "))
        added = operator.add(
            app, tenant.id, args.name, args.role or ROLES, passphrase, LOCAL,
            codes=args.totp, reason=Plain(args.reason),
        )  # fmt: skip
    shown: dict[str, object] = {"name": added.name, "roles": added.roles}
    if args.generate:
        shown["passphrase"] = passphrase.expose()
    if added.codes:
        shown["otpauth"] = added.codes.expose()
    if args.json:
        emit(args, [shown])
        return
    print(f"Operator {added.name} may act as {' and '.join(added.roles)}.")
    if args.generate:
        print(f"Passphrase, shown this once: {shown['passphrase']}")
    if added.codes:
        print(f"For the authenticator app, shown this once: {shown['otpauth']}")


def _list(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = [
            {"name": one.name, "roles": one.roles, "codes": one.codes, "failures": one.failures}
            for one in operator.everyone(app, tenant.id, LOCAL)
        ]
    emit(args, rows, "no operators yet: `privet operator add NAME` names one")


def _remove(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        operator.remove(app, tenant.id, args.name, LOCAL, reason=Plain(args.reason))
    print(f"Operator {args.name} is removed.", file=sys.stderr)
