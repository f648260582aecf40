"""`privet failing`: what becomes of messages that cannot be looked through, because a detector failed."""

from __future__ import annotations

import argparse
import sys

from privet.acts import failing
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.failing import MODES
from privet.core.plain import Plain

HELP = "set what becomes of messages that cannot be looked through, or list it"
EXAMPLE = """
privet failing
privet failing sms mask --reason "a lost message is worse than one that nobody can read"
privet failing sms hold --reason "the shop takes no cards, and can answer an hour later"
privet failing sms refuse --reason "as before"
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet failing`."""
    installation(parser)
    asking.acting(parser)
    parser.add_argument("channel", metavar="CHANNEL", nargs="?", help="such as sms, telegram, llm; without it, list")
    parser.add_argument("mode", metavar="MODE", nargs="?", help=" ".join(f"{one}: {is_}" for one, is_ in MODES.items()))
    parser.add_argument("--reason", default="", metavar="R", help="why")
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """Set or list."""
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        if args.channel is not None:
            failing.set_(app, tenant.id, args.channel, args.mode or "", Plain(args.reason), actor, age)
            print(f"{args.channel}: {MODES[args.mode]}", file=sys.stderr)
            return 0
        rows = [
            {"channel": one.channel, "mode": one.mode, "since": when(one.since), "by": one.by}
            for one in failing.all_(app, tenant.id, actor)
        ]
        count, since = failing.waiting(app, tenant.id, actor)
    if count and since is not None:
        print(f"Messages that wait until they can be looked through: {count}, since {when(since)}.", file=sys.stderr)
    emit(args, rows, "every message that cannot be looked through is refused")
    return 0
