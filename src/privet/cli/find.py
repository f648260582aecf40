"""`privet find`: whose address is this, and where is it mentioned. What is asked for is never repeated."""

from __future__ import annotations

import argparse
import sys

from privet.acts import find
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import Row
from privet.core.plain import Plain

HELP = "find a person by exact identity: address, telephone number in any spelling, or your own reference"
EXAMPLE = """
privet find - --purpose subject-request < identity.txt
privet find +1 555 0100 --purpose support
"""

_LONGEST = 4096


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet find`."""
    installation(parser)
    asking.acting(parser)
    parser.add_argument(
        "who", metavar="WHO", nargs="+", help="who; - reads the first line of standard input, which no history keeps"
    )
    parser.add_argument("--purpose", required=True, metavar="P", help="for example support or subject-request")
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """Print subjects and mentions, in ids and tokens."""
    who = Plain(first_line() if args.who == ["-"] else " ".join(args.who))
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        found = find.find(app, tenant.id, who, args.purpose, actor, age)
    rows: list[Row] = [
        {"found": "subject", "subject": one, "token": None, "kind": None, "conversation": None}
        for one in found.subjects
    ]
    rows += [
        {"found": "mention", "subject": one.subject, "token": one.token, "kind": one.kind,
         "conversation": one.conversation}
        for one in found.mentions
    ]  # fmt: skip
    emit(args, rows, "nobody has it and nobody mentions it")
    return 0


def first_line() -> str:
    """The first line of standard input."""
    return sys.stdin.buffer.readline(_LONGEST).decode("utf-8", "replace").strip()
