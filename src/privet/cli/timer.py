"""`privet timer`: what is said destroys itself after a time."""

from __future__ import annotations

import argparse

from privet.acts import timer
from privet.cli import asking, installation
from privet.cli.opening import emit, opened
from privet.core.lasting import TIMERS

HELP = "have what a customer writes, or what is said in a conversation, destroy itself after a time"
EXAMPLE = """
privet timer con_aaaaaaaaaaaaaaaaaaaaaaaaaa 1d
privet timer sub_aaaaaaaaaaaaaaaaaaaaaaaaaa off --operator ann
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet timer`."""
    installation(parser)
    asking.acting(parser)
    parser.add_argument("of", metavar="ID", help="con_…, from `privet conversations`, or sub_…, from `privet subjects`")
    parser.add_argument("after", choices=(timer.OFF, *TIMERS), help="after which time; off: it does not")
    parser.add_argument("--purpose", default="support", metavar="P", help="support (default) or subject-request")


def run(args: argparse.Namespace) -> int:
    """Set it, or take it back."""
    with opened(args) as (app, tenant):
        actor, _ = asking.who(app, tenant.id, args.operator)
        changed = timer.put(app, tenant.id, args.of, args.after, args.purpose, actor)
        emit(args, [{"of": args.of, "after": args.after, "changed": changed}])
    return 0
