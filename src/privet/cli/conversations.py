"""`privet conversations`: who talks with the company over which channel, in ids."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from privet.acts import read
from privet.cli import installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import paged
from privet.core.policy import LOCAL

HELP = "list conversations, oldest first"
EXAMPLE = """
privet conversations --limit 20
privet conversations --limit 1 --field id
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet conversations`."""
    installation(parser)
    paged(parser, "con_…")
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """Print a page of conversations."""
    with opened(args) as (app, tenant):
        rows = read.conversations(app, tenant.id, LOCAL, after=args.after, limit=args.limit)
    emit(args, (asdict(one) for one in rows), "no conversations yet: `privet import` brings messages in")
    return 0
