"""`privet grant`: an operator asks to see a value, and another one approves that, for a while."""

from __future__ import annotations

import argparse
import sys

from privet.acts import grant
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.plain import Plain

HELP = "ask to see a value, and answer what others ask for"
EXAMPLE = """
privet grant ask --token tok_aaaaaaaaaaaaaaaaaaaaaaaaaa --purpose support --reason "refund" --operator ann
privet grant list --operator sue
privet grant approve grt_aaaaaaaaaaaaaaaaaaaaaaaaaa --operator sue
"""

ANSWERS = {
    "approve": "let whoever asked see the value, for the time and as often as the policy says",
    "deny": "refuse what was asked",
    "end": "end a grant before its time: one's own, or one that one may approve",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet grant`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    ask = what.add_parser("ask", help="ask to see a value; the new grant's id is printed")
    installation(ask)
    ask.add_argument("--token", required=True, metavar="TOK", help="tok_…, from `privet messages --tokens`")
    ask.add_argument("--purpose", required=True, metavar="P", help="for example support or fraud")
    ask.add_argument("--reason", required=True, metavar="R", help="why; whoever may approve it reads this")
    asking.acting(ask)
    listed = what.add_parser("list", help="what waits or may be used: one's own, and what one may answer")
    installation(listed)
    asking.acting(listed)
    listing(listed)
    for name, sentence in ANSWERS.items():
        answer = what.add_parser(name, help=sentence)
        installation(answer)
        answer.add_argument("grant", metavar="GRANT", help="grt_…, from `privet grant list`")
        asking.acting(answer)


def run(args: argparse.Namespace) -> int:
    """Ask, list or answer. Each is done by an operator, who proves it on the terminal."""
    with opened(args) as (app, tenant):
        actor = asking.proved(app, tenant.id, args.operator)
        if args.what == "list":
            rows = [_row(one) for one in grant.everyone(app, tenant.id, actor)]
            emit(args, rows, "nothing waits: `privet grant ask` asks to see a value")
        elif args.what == "ask":
            print(grant.ask(app, tenant.id, args.token, args.purpose, Plain(args.reason), actor))
        else:
            {"approve": grant.approve, "deny": grant.deny, "end": grant.end}[args.what](
                app, tenant.id, args.grant, actor, 0
            )
            print(f"{args.grant}: {args.what} is on record.", file=sys.stderr)
    return 0


def _row(one: grant.Shown) -> dict[str, object]:
    return {
        "id": one.id, "state": one.state, "actor": one.actor, "kind": one.kind, "purpose": one.purpose,
        "until": when(one.due), "uses": one.uses, "reason": one.reason, "token": one.token,
        "decidable": one.decidable,
    }  # fmt: skip
