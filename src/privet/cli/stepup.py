"""`privet step-up`: a customer proves their number by a code on their own channel; a SIM change is reported."""

from __future__ import annotations

import argparse
import sys

from privet.acts import stepup
from privet.cli import asking, installation
from privet.cli.opening import emit, opened
from privet.cli.showing import when
from privet.core.plain import Plain

HELP = "have a customer prove their number by a code, or report a SIM change"
EXAMPLE = """
privet step-up send con_aaaaaaaaaaaaaaaaaaaaaaaaaa --operator ann
privet step-up check con_aaaaaaaaaaaaaaaaaaaaaaaaaa --token tok_aaaaaaaaaaaaaaaaaaaaaaaaaa --operator ann
privet step-up sim-change con_aaaaaaaaaaaaaaaaaaaaaaaaaa --operator ann
"""


NO_CODE = "No code was sent: a SIM card was changed, and only their passkey counts. The pages and the API make a link."


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet step-up`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, said in (
        ("send", "send the customer a code, good for ten minutes and five tries"),
        ("check", "check what the customer said: asked for on the terminal, or named by its token"),
        ("sim-change", "report a change of the SIM card: for 72 hours no code counts and no passkey is enrolled"),
        ("state", "whether the customer proved themselves within a quarter of an hour"),
    ):
        one = what.add_parser(name, help=said)
        installation(one)
        asking.acting(one)
        one.add_argument("conversation", metavar="CON", help="con_…, from `privet conversations`")
        one.add_argument("--purpose", default="support", metavar="P", help="support (default), fraud, subject-request")
        if name == "sim-change":
            one.add_argument("--lost", action="store_true", help="the devices are gone too: every passkey goes")
        if name == "check":
            one.add_argument("--token", metavar="TOK", help="tok_…, where the customer wrote the code")


def run(args: argparse.Namespace) -> int:
    """Do what is asked for, and say what is known of the customer then."""
    with opened(args) as (app, tenant):
        actor, _ = asking.who(app, tenant.id, args.operator)
        given = (app, tenant.id, args.conversation)
        if args.what == "send":
            state = stepup.send_code(*given, args.purpose, actor)
            sent = f"The code is {state}." if state != stepup.PASSKEY else NO_CODE
            print(sent, file=sys.stderr)
            return 0
        if args.what == "check":
            said = args.token or Plain(asking.answer("Code: "))
            stepup.check(*given, said, args.purpose, actor)
        elif args.what == "sim-change":
            stepup.change_sim(*given, args.purpose, actor, lost=args.lost)
        found = stepup.state(*given, args.purpose, actor)
    said = {"verified": found.verified, "held_until": when(found.held_until), "passkeys": found.passkeys}
    emit(args, [said])
    return 0
