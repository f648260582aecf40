"""`privet hold`: something is kept beyond its time for a claim or an order, when two people say so."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from privet.acts import freeze, hold
from privet.acts.hold import Hold
from privet.app import Privet
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.day import DAY_MS, begins
from privet.core.hold import GROUNDS
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.errors import BadInput
from privet.store.holds import EVER

HELP = "keep what somebody said beyond its time for a claim or an order, seen by nobody"
EXAMPLE = """
privet hold ask --about sub_aaaaaaaaaaaaaaaaaaaaaaaaaa --ground claim --days 365 --reason "claim 7 of 2026"
privet hold agree --hold hld_aaaaaaaaaaaaaaaaaaaaaaaaaa --reason "seen the claim" --operator paul
privet hold change --hold hld_aaaaaaaaaaaaaaaaaaaaaaaaaa --days 0 --reason "the claim is settled"
privet hold list
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet hold`."""
    installation(parser)
    asking.acting(parser)
    parser.add_argument(
        "do", choices=tuple(DO), help="what to do: ask and change wait for a second person, who agrees or not"
    )
    parser.add_argument("--about", action="append", default=[], metavar="ID", help="sub_… or con_…; again for each")
    grounds = "; ".join(f"{one.name}: {one.sentence} {one.citation}" for one in GROUNDS.values())
    parser.add_argument("--ground", default="claim", choices=tuple(GROUNDS), help=grounds)
    parser.add_argument("--days", type=int, metavar="N", help="for how many days from now; to change, 0 ends it")
    parser.add_argument("--from", dest="first", metavar="DAY", help="what was written from this day on (2026-03-01)")
    parser.add_argument("--to", dest="last", metavar="DAY", help="and up to the end of this one; UTC")
    parser.add_argument("--hold", metavar="HLD", help="hld_…, from `privet hold list`")
    parser.add_argument("--reason", default="", metavar="R", help="why; on the record by a commitment")
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """Do it, and say what comes of it."""
    if args.do not in ("ask", "list") and not args.hold:
        raise BadInput("which hold?", hint="name it with --hold; `privet hold list` lists them")
    if args.do in ("ask", "change") and args.days is None:
        raise BadInput("for how long?", hint="say for how many days with --days")
    with opened(args, as_it_is=args.do in ("list", "check")) as (app, tenant):
        DO[args.do](args, app, tenant.id)
    return 0


def _ask(args: argparse.Namespace, app: Privet, tenant: TenantId) -> None:
    actor, age = asking.who(app, tenant, args.operator)
    first = begins(args.first) if args.first else 0
    last = begins(args.last) + DAY_MS - 1 if args.last else EVER
    reason = Plain(args.reason)
    made = hold.ask(app, tenant, args.about, args.ground, args.days, reason, actor, age, first=first, last=last)
    print(made)
    print("Nothing is held before somebody else agrees: `privet hold agree`, or Holds in the console.", file=sys.stderr)


def _change(args: argparse.Namespace, app: Privet, tenant: TenantId) -> None:
    actor, age = asking.who(app, tenant, args.operator)
    hold.change(app, tenant, args.hold, args.days, Plain(args.reason), actor, age)
    print(f"{args.hold} goes on as it is until somebody else agrees.", file=sys.stderr)


def _answer(*, decline: bool) -> Callable[[argparse.Namespace, Privet, TenantId], None]:
    def answer(args: argparse.Namespace, app: Privet, tenant: TenantId) -> None:
        actor, age = asking.who(app, tenant, args.operator)
        hold.answer(app, tenant, args.hold, Plain(args.reason), actor, age, decline=decline)
        made = next(one for one in hold.everyone(app, tenant, LOCAL) if one.hold == args.hold)
        until = f" until {when(made.until)}" if made.state == "held" else ""
        print(f"{args.hold} is {made.state}{until}.", file=sys.stderr)

    return answer


def _list(args: argparse.Namespace, app: Privet, tenant: TenantId) -> None:
    emit(args, [_line(one) for one in hold.everyone(app, tenant, LOCAL)], "nothing is held")


def _check(args: argparse.Namespace, app: Privet, tenant: TenantId) -> None:
    made = freeze.check(app, tenant, args.hold, LOCAL)
    emit(args, [{**dict(made.counts), "all open": made.opened, "damaged before": made.damaged}])


DO: dict[str, Callable[[argparse.Namespace, Privet, TenantId], None]] = {
    "ask": _ask, "agree": _answer(decline=False), "decline": _answer(decline=True), "change": _change, "list": _list,
    "check": _check,
}  # fmt: skip


def _line(one: Hold) -> dict[str, object]:
    return {
        "hold": one.hold, "state": one.state, "ground": one.ground, "about": ", ".join(one.about),
        "from": when(one.first) if one.first else "", "to": when(one.last) if one.last < EVER else "",
        "until": when(one.until) if one.until else "", "asked until": when(one.wanted) if one.wanted else "",
        "asked by": one.asker, "agreed by": one.upheld,
        "copies": ", ".join(f"{count} {name}" for name, count in one.counts),
    }  # fmt: skip
