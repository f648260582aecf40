"""`privet agent`: authorized agents, who ask over people's data for them by the Data Rights Protocol."""

from __future__ import annotations

import argparse
import sys

from privet.acts import agent
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.plain import Plain

HELP = "say which authorized agents may ask for people by the Data Rights Protocol"
EXAMPLE = """
privet agent add CR_AA_1 --key 3p1T…= --reason "in the service directory"
privet agent list
privet agent remove CR_AA_1 --reason "left the network"
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet agent`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    add = what.add_parser("add", help="let an agent ask, by its verify key")
    installation(add)
    add.add_argument("name", metavar="ID", help="what the service directory calls it")
    add.add_argument("--key", required=True, metavar="KEY", help="its verify_key, as the directory has it")
    listed = what.add_parser("list", help="which agents may ask")
    installation(listed)
    listing(listed)
    remove = what.add_parser("remove", help="from its next message on it is refused")
    installation(remove)
    remove.add_argument("name", metavar="ID", help="from `privet agent list`")
    for one in (add, remove):
        one.add_argument("--reason", default="", metavar="R", help="why, for the record")
        asking.acting(one)


def run(args: argparse.Namespace) -> int:
    """Add, list or remove."""
    with opened(args) as (app, tenant):
        if args.what == "list":
            actor, _ = asking.who(app, tenant.id, None)
            rows = [
                {"name": one.name, "since": when(one.since), "met": one.met, "by": one.by}
                for one in agent.everyone(app, tenant.id, actor)
            ]
            emit(args, rows, "no agents yet: `privet agent add ID --key KEY` lets one ask")
            return 0
        actor, age = asking.who(app, tenant.id, args.operator)
        reason = Plain(args.reason)
        if args.what == "add":
            agent.add(app, tenant.id, args.name, args.key, reason, actor, age)
            print(f"{args.name} may ask.", file=sys.stderr)
        else:
            agent.remove(app, tenant.id, args.name, reason, actor, age)
            print(f"{args.name} may not ask any more.", file=sys.stderr)
    return 0
