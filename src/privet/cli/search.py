"""`privet search`: which messages hold these words, newest first, in tokens. What is asked for is never repeated."""

from __future__ import annotations

import argparse

from privet.acts import index, search
from privet.cli import asking, installation
from privet.cli.find import first_line
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import Row, when
from privet.core.plain import Plain

HELP = "search messages by words: all of them, in any order; newest first, in tokens"
EXAMPLE = """
privet search refund 10422 --purpose support
privet search - --purpose legal < words.txt
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet search`."""
    installation(parser)
    asking.acting(parser)
    parser.add_argument(
        "words", metavar="WORDS", nargs="+",
        help="words; - reads the first line of standard input, which no history keeps",
    )  # fmt: skip
    parser.add_argument("--purpose", required=True, metavar="P", help="for example support or legal")
    parser.add_argument("--after", metavar="NEXT", default="", help="begin behind this: `next` of a page's last row")
    parser.add_argument(
        "--limit", type=int, default=search.PAGE, metavar="N", help=f"at most so many, up to {search.MOST}"
    )
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """Print a page of hits. What no server has indexed yet is indexed first."""
    words = Plain(first_line() if args.words == ["-"] else " ".join(args.words))
    with opened(args) as (app, tenant):
        actor, _ = asking.who(app, tenant.id, args.operator)
        index.whole(app, tenant.id)
        found = search.search(
            app, tenant.id, words, args.purpose, actor, after=args.after, limit=args.limit
        )  # fmt: skip
    rows: list[Row] = [
        {"id": one.message, "conversation": one.conversation, "sent_at": when(one.sent_at),
         "direction": one.direction, "text": one.excerpt.text, "next": found.next}
        for one in found.items
    ]  # fmt: skip
    emit(args, rows, _empty(found))
    return 0


def _empty(found: search.Hits) -> str:
    if found.next:
        return f"none among the newest that hold the words; go on with --after {found.next}"
    return "no message in your sight holds all of these words"
