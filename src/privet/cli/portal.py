"""`privet portal`: a customer is sent a one-time link to their own page, on their own channel."""

from __future__ import annotations

import argparse

from privet import gateways
from privet.acts import portal
from privet.cli import asking, installation
from privet.cli.opening import emit, opened
from privet.core.portal import TEXTS

HELP = "send a customer the link to their own page: what is held of them, who saw it, and what they may decide"
EXAMPLE = """
privet portal con_aaaaaaaaaaaaaaaaaaaaaaaaaa --operator ann --language de
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet portal`."""
    installation(parser)
    asking.acting(parser)
    parser.add_argument("conversation", metavar="CON", help="con_…, from `privet conversations`")
    parser.add_argument(
        "--purpose", default="subject-request", metavar="P", help="subject-request (default) or support"
    )
    parser.add_argument("--language", choices=tuple(TEXTS), default="en", help="in which the message is (default: en)")


def run(args: argparse.Namespace) -> int:
    """Send it; it is shown to nobody here."""
    with opened(args) as (app, tenant):
        actor, _ = asking.who(app, tenant.id, args.operator)
        gateways.channels(app)
        state = portal.link(app, tenant.id, args.conversation, args.purpose, actor, args.language)
        emit(args, [{"state": state, "page": portal.origin(app)}])
    return 0
