"""`privet join`: which ids of two purposes stand for the same, told to two persons who prove who they are."""

from __future__ import annotations

import argparse

from privet.acts import apart
from privet.acts.apart import OWN, Person
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.core.plain import Plain

HELP = "say which ids of two purposes stand for the same: two persons, on record"
EXAMPLE = """
privet join sub_aaaaaaaaaaaaaaaaaaaaaaaaaa --from support --to vault --purpose legal --operator ann --second ben \\
    --reason "order 7"
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet join`."""
    installation(parser)
    parser.add_argument("ids", metavar="ID", nargs="+", help="ids by which the first purpose knows something")
    parser.add_argument("--from", dest="away", required=True, metavar="P", help=f"the purpose they are of, or {OWN}")
    parser.add_argument("--to", required=True, metavar="P", help=f"the purpose whose ids are wanted, or {OWN}")
    parser.add_argument("--purpose", required=True, metavar="P", help="what for: subject-request, fraud or legal")
    parser.add_argument("--reason", required=True, metavar="R", help="why; on the record by a commitment")
    parser.add_argument("--operator", required=True, metavar="NAME", help="the first person, who proves who they are")
    parser.add_argument("--second", required=True, metavar="NAME", help="the second, who does so after them")
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """Both prove who they are; then it is told."""
    with opened(args) as (app, tenant):
        first = Person(*asking.who(app, tenant.id, args.operator))
        second = Person(*asking.who(app, tenant.id, args.second))
        between = (args.away, args.to)
        found = apart.join(app, tenant.id, args.ids, between, args.purpose, Plain(args.reason), first, second)
        emit(args, [{"from": one, "to": other} for one, other in zip(args.ids, found, strict=True)])
    return 0
