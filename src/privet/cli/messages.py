"""`privet messages`: a conversation as the company's people and programs see it: in tokens."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from privet.acts import read
from privet.acts.read import ReadMessage
from privet.cli import installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import Row, paged, when
from privet.core.policy import LOCAL

HELP = "show a conversation in tokens, in order of arrival"
EXAMPLE = """
privet messages con_aaaaaaaaaaaaaaaaaaaaaaaaaa --limit 20
privet messages con_aaaaaaaaaaaaaaaaaaaaaaaaaa --tokens --kind EMAIL --field id
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet messages`."""
    installation(parser)
    parser.add_argument("conversation", metavar="CONVERSATION", help="con_…, from `privet conversations`")
    parser.add_argument("--tokens", action="store_true", help="list the tokens in the messages instead")
    parser.add_argument("--kind", metavar="K", help="with --tokens: of this kind only, for example EMAIL")
    paged(parser, "msg_…")
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """Print a page of messages, or the tokens in it."""
    with opened(args) as (app, tenant):
        rows = read.conversation(app, tenant.id, args.conversation, LOCAL, after=args.after, limit=args.limit)
    if args.tokens or args.kind:
        emit(args, _tokens(rows, args.kind), "no such tokens in these messages")
    else:
        emit(args, (_message(one, whole=args.json) for one in rows), "no messages after that one")
    return 0


def _message(one: ReadMessage, *, whole: bool) -> Row:
    """A message for a program, or the columns that fit a screen."""
    text = one.text.text if one.text else None
    row: dict[str, object] = {"id": one.id, "sent_at": when(one.sent_at), "direction": one.direction, "text": text}
    if whole:
        row |= {"conversation": one.conversation, "subject": one.subject, "attachments": one.attachments}
        row["tokens"] = [
            {"text": ref.text, "id": ref.id, "kind": ref.kind, "start": ref.start, "end": ref.end} for ref in one.tokens
        ]
    return row


def _tokens(rows: Sequence[ReadMessage], kind: str | None) -> Iterator[Row]:
    for one in rows:
        for ref in one.tokens:
            if kind is None or ref.kind == kind.upper():
                yield {"id": ref.id, "text": ref.text, "kind": ref.kind, "message": one.id, "subject": one.subject}
