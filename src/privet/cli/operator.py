"""`privet operator`: the named people who may act: invited, added by hand, given roles, reset, logged out, removed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from privet.acts import agree, invite, operator, session
from privet.acts.invite import Invited
from privet.app import Privet
from privet.cli import asking, installation
from privet.cli.link import link
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL, Actor
from privet.errors import BadInput

HELP = "invite, add, list and remove the people who may act under their own name"
EXAMPLE = """
privet operator invite ann --role agent
privet operator add ben --role agent --role privacy --totp
privet operator list
privet operator roles ben --role auditor
privet operator reset ann --reason "lost her telephone"
privet operator agree ann --to invite --role agent --operator paul
privet operator remove ann
"""

ROLES = ("agent", "supervisor", "privacy")
"""What an operator is when nothing else is said, as far as the policy has such roles."""

Change = Callable[[Privet, TenantId, Actor, Plain, int | None], None]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet operator`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    asked = _named(what, "invite", "make a link by which somebody enrols with a passkey or a passphrase with codes")
    _roles(asked)
    add = _named(what, "add", "add an operator by hand; the passphrase is asked for twice", acting=False)
    _roles(add)
    add.add_argument("--totp", action="store_true", help="ask for a one-time code as well (an authenticator app)")
    how = add.add_mutually_exclusive_group()
    how.add_argument("--generate", action="store_true", help="make a passphrase and print it once")
    how.add_argument("--passphrase-file", metavar="F", help="take the first line of a private file")
    for name, said in (
        ("list", "who there is, with which roles"),
        ("invited", "who is invited and has not enrolled yet"),
        ("agreed", "what somebody agreed to and nobody did yet"),
        ("sessions", "who is logged in, from which browsers"),
    ):
        listed = what.add_parser(name, help=said)
        installation(listed)
        listing(listed)
    _roles(_named(what, "roles", "give an operator other roles, from their next request on"), required=True)
    agreed = _named(what, "agree", "agree, as an operator, that an administrator does something to an account")
    agreed.add_argument("--to", required=True, choices=agree.WHATS, metavar="W", help=", ".join(agree.WHATS))
    agreed.add_argument("--role", action="append", default=[], metavar="R", help="a role it then has; may be repeated")
    _named(what, "reset", "make a new link; all that proved them, and every session, ends now")
    _named(what, "end", "end every session of an operator")
    _named(what, "withdraw", "take an invitation back")
    _named(what, "remove", "remove an operator; what they did stays on the ledger")


def run(args: argparse.Namespace) -> int:
    """Do what is asked for."""
    {
        "invite": _invite, "add": _add, "list": _list, "invited": _invited, "sessions": _sessions, "roles": _give_roles,
        "reset": _reset, "end": _end, "withdraw": _withdraw, "remove": _remove, "agree": _agree, "agreed": _agreed,
    }[args.what](args)  # fmt: skip
    return 0


def _named(
    what: argparse._SubParsersAction[argparse.ArgumentParser], name: str, said: str, *, acting: bool = True
) -> argparse.ArgumentParser:
    """What is done to an operator of a name, with a reason, by whoever has the shell or by an operator."""
    parser = what.add_parser(name, help=said)
    installation(parser)
    parser.add_argument("name", metavar="NAME", help="a-z, 0-9, '_', '.' and '-'; it stays in the ledger")
    parser.add_argument("--reason", metavar="R", default="", help="why, for the record")
    if acting:
        asking.acting(parser)
    return parser


def _roles(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    default = "" if required else f" (default: {' and '.join(ROLES)})"
    parser.add_argument("--role", action="append", metavar="R", required=required, help=f"may be repeated{default}")


def _default_roles(app: Privet, tenant: TenantId, args: argparse.Namespace) -> tuple[str, ...]:
    known = app.rules_of(tenant).policy.roles
    return tuple(args.role or [one for one in ROLES if one in known])


def _change(args: argparse.Namespace, change: Change) -> None:
    """Do something to an operator as whoever is named with --operator, or as whoever has the shell."""
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        change(app, tenant.id, actor, Plain(args.reason), age)


def _invite(args: argparse.Namespace) -> None:
    def change(app: Privet, tenant: TenantId, actor: Actor, reason: Plain, age: int | None) -> None:
        roles = _default_roles(app, tenant, args)
        made = invite.invite(app, tenant, args.name, roles, actor, reason=reason, factor_age_s=age)
        _show_link(args, app, made)

    _change(args, change)


def _reset(args: argparse.Namespace) -> None:
    def change(app: Privet, tenant: TenantId, actor: Actor, reason: Plain, age: int | None) -> None:
        _show_link(args, app, invite.reset(app, tenant, args.name, actor, reason=reason, factor_age_s=age))

    _change(args, change)


def _show_link(args: argparse.Namespace, app: Privet, made: Invited) -> None:
    shown = {"name": made.name, "roles": made.roles, "expires": when(made.expires), "link": link(app.config, made)}
    if args.json:
        emit(args, [shown])
        return
    print(f"{made.name} may enrol as {' and '.join(made.roles)} until {shown['expires']}.")
    print(f"The link, shown this once: {shown['link']}")


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
            app, tenant.id, args.name, _default_roles(app, tenant.id, args), passphrase, LOCAL,
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
            {
                "name": one.name, "roles": one.roles, "passkeys": one.passkeys, "passphrase": one.passphrase,
                "codes": one.codes, "sso": one.sso, "failures": one.failures,
            }
            for one in operator.everyone(app, tenant.id, LOCAL)
        ]  # fmt: skip
    emit(args, rows, "no operators yet: `privet operator invite NAME` makes a link for one")


def _invited(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = [
            {"name": one.name, "roles": one.roles, "by": one.by, "expires": when(one.expires), "state": one.state}
            for one in invite.everyone(app, tenant.id, LOCAL)
        ]
    emit(args, rows, "nobody is invited: `privet operator invite NAME` makes a link")


def _agreed(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = [
            {"name": one.name, "to": one.what, "roles": one.roles, "by": one.by, "until": when(one.until)}
            for one in agree.everyone(app, tenant.id, LOCAL)
        ]
    emit(args, rows, "nothing is agreed to: `privet operator agree NAME` agrees")


def _sessions(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = [
            {
                "name": one.name, "id": one.id, "factor": one.factor, "browser": one.label,
                "since": when(one.created), "seen": when(one.seen),
            }
            for one in session.everyone(app, tenant.id, LOCAL)
        ]  # fmt: skip
    emit(args, rows, "nobody is logged in")


def _give_roles(args: argparse.Namespace) -> None:
    def change(app: Privet, tenant: TenantId, actor: Actor, reason: Plain, age: int | None) -> None:
        operator.give_roles(app, tenant, args.name, args.role, actor, reason=reason, factor_age_s=age)

    _change(args, change)
    print(f"Operator {args.name} may act as {' and '.join(args.role)}.", file=sys.stderr)


def _agree(args: argparse.Namespace) -> None:
    def change(app: Privet, tenant: TenantId, actor: Actor, reason: Plain, age: int | None) -> None:
        agree.agree(app, tenant, args.name, args.to, args.role, actor, reason=reason, factor_age_s=age)

    _change(args, change)
    print(f"It is agreed for a day: {args.to} {args.name}.", file=sys.stderr)


def _end(args: argparse.Namespace) -> None:
    counts: list[int] = []

    def change(app: Privet, tenant: TenantId, actor: Actor, reason: Plain, age: int | None) -> None:
        counts.append(session.end_all(app, tenant, args.name, actor, reason=reason, factor_age_s=age))

    _change(args, change)
    print(f"{counts[0]} sessions of operator {args.name} are ended.", file=sys.stderr)


def _withdraw(args: argparse.Namespace) -> None:
    def change(app: Privet, tenant: TenantId, actor: Actor, reason: Plain, age: int | None) -> None:
        invite.withdraw(app, tenant, args.name, actor, reason=reason, factor_age_s=age)

    _change(args, change)
    print(f"The invitation of {args.name} is taken back.", file=sys.stderr)


def _remove(args: argparse.Namespace) -> None:
    def change(app: Privet, tenant: TenantId, actor: Actor, reason: Plain, age: int | None) -> None:
        operator.remove(app, tenant, args.name, actor, reason=reason, factor_age_s=age)

    _change(args, change)
    print(f"Operator {args.name} is removed.", file=sys.stderr)
