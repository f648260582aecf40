"""`privet deadlines`: by when somebody who asks for their data must be answered, by the law that applies."""

from __future__ import annotations

import argparse
from datetime import date

from privet.cli.showing import emit, listing
from privet.core.deadlines import LAWS, deadlines
from privet.errors import BadInput

HELP = "tell by when a request of a customer must be answered, with the law that says so"
EXAMPLE = """
privet deadlines
privet deadlines --law gdpr --received 2026-11-23
privet deadlines --law gdpr --received 2026-11-23 --paused 5
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet deadlines`."""
    parser.add_argument("--json", action="store_true", help="print JSON, one object a line")
    listing(parser)
    parser.add_argument("--law", metavar="LAW", help=f"one of: {', '.join(LAWS)}; without it the laws are listed")
    parser.add_argument("--received", metavar="DAY", help="when it came (2026-11-23)")
    parser.add_argument("--paused", type=int, default=0, metavar="DAYS", help="how long it was in doubt who asks")


def run(args: argparse.Namespace) -> int:
    """A line a deadline, or a law."""
    if args.law is None:
        emit(args, [
            {"law": one.name, "where": one.where, "since": one.since.isoformat(), "citation": one.citation,
             "what": one.sentence} for one in LAWS.values()
        ])  # fmt: skip
        return 0
    try:
        received = date.fromisoformat(args.received or "")
    except ValueError:
        raise BadInput("a day is written like 2026-11-23", hint="say with --received when the request came") from None
    emit(args, [
        {"by the end of": one.by.isoformat(), "what": one.what, "citation": one.citation}
        for one in deadlines(args.law, received, args.paused)
    ])  # fmt: skip
    return 0
