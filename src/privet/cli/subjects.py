"""`privet subjects`: the company's customers, in ids."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from privet.acts import read
from privet.cli import installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import paged, when
from privet.core.policy import LOCAL

HELP = "list subjects (customers), oldest first"
EXAMPLE = """
privet subjects --limit 20
privet subjects --json
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet subjects`."""
    installation(parser)
    paged(parser, "sub_…")
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """Print a page of subjects."""
    with opened(args) as (app, tenant):
        rows = read.people(app, tenant.id, LOCAL, after=args.after, limit=args.limit)
    emit(
        args,
        ({**asdict(one), "since": when(one.since)} for one in rows),
        "no subjects yet: `privet import` brings messages in",
    )
    return 0
