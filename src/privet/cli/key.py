"""`privet key`: the programs that may ask over HTTP, and what each one's key is good for."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, datetime

from privet.acts import access
from privet.acts.access import Key, Limits
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.core.plain import Plain
from privet.errors import BadInput

HELP = "make, list and revoke the access keys of programs"
EXAMPLE = """
privet key add shop --acts receive,read,send
privet key add crm --acts reveal --kinds PHONE,EMAIL --purposes support --budget 200 --expires 30d
privet key list
privet key revoke crm
"""

ACTS, PURPOSES = "receive", "delivery,operation"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet key`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    add = what.add_parser("add", help="make a key; it is shown once")
    installation(add)
    add.add_argument("name", metavar="NAME", help="the program's: a-z, 0-9, '_', '.' and '-'; it stays in the ledger")
    add.add_argument("--acts", metavar="A,…", default=ACTS, help=f"what it may do (default: {ACTS})")
    add.add_argument("--kinds", metavar="K,…", default="", help="kinds of values that it may see or let out")
    add.add_argument("--purposes", metavar="P,…", default=PURPOSES, help=f"what for (default: {PURPOSES})")
    add.add_argument("--budget", metavar="N", type=int, help="how many values it may see or let out a day (UTC)")
    add.add_argument("--expires", metavar="D", default=f"{access.DAYS}d", help=f"in days (default: {access.DAYS}d)")
    add.add_argument("--owner", metavar="NAME", help="the operator who answers for it, and with whom it goes")
    add.add_argument(
        "--apart", action="store_true", help="it knows everything by ids of its one purpose, which no other key has"
    )
    _acting(add)
    listed = what.add_parser("list", help="which keys there are, and what each is good for")
    installation(listed)
    listing(listed)
    revoke = what.add_parser("revoke", help="revoke a key: from its next request on it is refused")
    installation(revoke)
    revoke.add_argument("name", metavar="NAME", help="from `privet key list`")
    _acting(revoke)


def run(args: argparse.Namespace) -> int:
    """Make, list or revoke."""
    {"add": _add, "list": _list, "revoke": _revoke}[args.what](args)
    return 0


def _acting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", metavar="R", default="", help="why, for the record")
    asking.acting(parser)


def _add(args: argparse.Namespace) -> None:
    days = re.fullmatch(r"([1-9][0-9]{0,3})d?", args.expires)
    if days is None:
        raise BadInput("--expires is a number of days", hint="for example: --expires 30d")
    limits = Limits(_names(args.acts), _names(args.purposes), _names(args.kinds), args.budget, int(days[1]), args.owner,
                    args.apart)  # fmt: skip
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        made, text = access.make(app, tenant.id, args.name, limits, actor, reason=Plain(args.reason), factor_age_s=age)
    if args.json:
        emit(args, [_row(made) | {"key": text.expose()}])
        return
    print(f"Key {made.name} ({made.id}) is good for {', '.join(made.acts)} until {_day(made.expires)}.")
    print(f"The key, shown this once: {text.expose()}")


def _list(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, _ = asking.who(app, tenant.id, None)
        rows = [_row(one) for one in access.everyone(app, tenant.id, actor)]
    emit(args, rows, "no keys yet: `privet key add NAME` makes one")


def _revoke(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        access.revoke(app, tenant.id, args.name, actor, reason=Plain(args.reason), factor_age_s=age)
    print(f"Key {args.name} is revoked.", file=sys.stderr)


def _names(given: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in given.split(",") if one.strip()))


def _row(key: Key) -> dict[str, object]:
    return {
        "name": key.name, "id": key.id, "state": key.state, "acts": key.acts, "kinds": key.kinds,
        "purposes": key.purposes, "budget": key.budget, "spent": key.spent, "expires": _day(key.expires),
        "owner": key.owner, "apart": key.apart,
    }  # fmt: skip


def _day(at: int) -> str:
    return datetime.fromtimestamp(at // 1000, UTC).date().isoformat()
