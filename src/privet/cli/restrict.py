"""`privet restrict`: a person's data is only stored from here on, or that ends."""

from __future__ import annotations

import argparse
import sys

from privet.acts import restrict
from privet.cli import asking, installation
from privet.cli.opening import opened
from privet.core.plain import Plain

HELP = "restrict a person's data to being stored (GDPR Art. 18), or lift that"
EXAMPLE = """
privet restrict --subject sub_aaaaaaaaaaaaaaaaaaaaaaaaaa --reason "contests that it is right"
privet restrict --subject sub_aaaaaaaaaaaaaaaaaaaaaaaaaa --reason "corrected" --lift
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet restrict`."""
    installation(parser)
    asking.acting(parser)
    parser.add_argument(
        "--subject", required=True, metavar="SUB", help="sub_…, from `privet find` or `privet subjects`"
    )
    parser.add_argument("--purpose", default="subject-request", metavar="P", help="subject-request (default) or legal")
    parser.add_argument("--reason", required=True, metavar="R", help="why; kept sealed, erased with them")
    parser.add_argument("--lift", action="store_true", help="end the restriction")


def run(args: argparse.Namespace) -> int:
    """Restrict or lift, and say whether anything changed."""
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        do = restrict.lift if args.lift else restrict.restrict
        changed = do(app, tenant.id, args.subject, args.purpose, Plain(args.reason), actor, age)
    state = "not restricted" if args.lift else "restricted"
    print(f"{args.subject} is {state}{'' if changed else ' already'}.", file=sys.stderr)
    return 0
