"""`privet step-up`: a customer proves to be there, by a code on their channel or a passkey; a SIM change is reported.

With `send` goes a link to a page of theirs: to type the code on, or to set up a passkey on.
"""

from __future__ import annotations

import argparse
import sys

from privet import gateways
from privet.acts import respond, stepup
from privet.cli import asking, installation
from privet.cli.link import opened_at
from privet.cli.opening import emit, opened
from privet.cli.showing import when
from privet.core.plain import Plain

HELP = "have a customer prove their number by a code or a passkey, or report a SIM change"
EXAMPLE = """
privet step-up send con_aaaaaaaaaaaaaaaaaaaaaaaaaa --operator ann
privet step-up send con_aaaaaaaaaaaaaaaaaaaaaaaaaa --enrol --operator ann
privet step-up check con_aaaaaaaaaaaaaaaaaaaaaaaaaa --token tok_aaaaaaaaaaaaaaaaaaaaaaaaaa --operator ann
privet step-up sim-change con_aaaaaaaaaaaaaaaaaaaaaaaaaa --operator ann
"""

NO_CODE = "No code was sent: here only their passkey counts, on the page that this leads to within ten minutes."
SENT = "The code is {}. They say it, or open this within ten minutes."
TO_ENROL = "The code is {}. They type it on the page that this leads to within ten minutes, and make a passkey there."


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet step-up`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, said in (
        ("send", "send the customer a code, good for ten minutes and five tries, and show the link to its page"),
        ("check", "check what the customer said: asked for on the terminal, or named by its token"),
        ("sim-change", "report a change of the SIM card: for 72 hours no code counts and no passkey is enrolled"),
        ("state", "whether the customer proved themselves within a quarter of an hour"),
    ):
        one = what.add_parser(name, help=said)
        installation(one)
        asking.acting(one)
        one.add_argument("conversation", metavar="CON", help="con_…, from `privet conversations`")
        one.add_argument("--purpose", default="support", metavar="P", help="support (default), fraud, subject-request")
        if name == "send":
            one.add_argument("--enrol", action="store_true", help="a link to the page on which they set up a passkey")
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
            gateways.channels(app)
            state = stepup.send_code(*given, args.purpose, actor, enrol=args.enrol)
            return _show(args, state, opened_at(app.config) + respond.page(*given, args.purpose, enrol=args.enrol))
        if args.what == "check":
            said = args.token or Plain(asking.answer("Code: "))
            stepup.check(*given, said, args.purpose, actor)
        elif args.what == "sim-change":
            stepup.change_sim(*given, args.purpose, actor, lost=args.lost)
        found = stepup.state(*given, args.purpose, actor)
    said = {"verified": found.verified, "held_until": when(found.held_until), "passkeys": found.passkeys}
    emit(args, [said])
    return 0


def _show(args: argparse.Namespace, state: str, link: str) -> int:
    if args.json:
        emit(args, [{"state": state, "link": link}])
    else:
        said = NO_CODE if state == stepup.PASSKEY else (TO_ENROL if args.enrol else SENT).format(state)
        print(said, file=sys.stderr)
        print(link)
    return 0
