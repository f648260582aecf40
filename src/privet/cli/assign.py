"""`privet assign`: a conversation is given to an operator, or taken back; or who has it."""

from __future__ import annotations

import argparse
import sys

from privet.acts import assign
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.errors import BadInput

HELP = "give a conversation to an operator, take it back, or list who has it"
EXAMPLE = """
privet assign con_aaaaaaaaaaaaaaaaaaaaaaaaaa ann --hours 8
privet assign con_aaaaaaaaaaaaaaaaaaaaaaaaaa ann --end
privet assign con_aaaaaaaaaaaaaaaaaaaaaaaaaa
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet assign`."""
    installation(parser)
    parser.add_argument("conversation", metavar="CONVERSATION", help="con_…, from `privet conversations`")
    parser.add_argument("name", metavar="NAME", nargs="?", help="from `privet operator list`; without it, list")
    parser.add_argument("--hours", metavar="N", type=int, help="give it for so many hours (default: until it is taken)")
    parser.add_argument("--end", action="store_true", help="take it back")
    asking.acting(parser)
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """Give, take back or list."""
    if args.name is None and (args.end or args.hours is not None):
        raise BadInput("who gives the conversation back, or gets it?", hint="name an operator")
    with opened(args) as (app, tenant):
        actor, _ = asking.who(app, tenant.id, args.operator)
        if args.name is None:
            found = assign.assigned(app, tenant.id, args.conversation, actor)
            rows = [{"name": one.name, "since": when(one.since), "until": when(one.until)} for one in found]
            emit(args, rows, "it is given to nobody: `privet assign CONVERSATION NAME` gives it")
        elif args.end:
            assign.unassign(app, tenant.id, args.conversation, args.name, actor)
            print(f"The conversation is not given to {args.name} any more.", file=sys.stderr)
        else:
            assign.assign(app, tenant.id, args.conversation, args.name, actor, args.hours)
            print(f"The conversation is given to {args.name}.", file=sys.stderr)
    return 0
