"""Messages by words. What is searched for comes in the body: it may be personal, and an address is written to logs."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from privet.acts import search as searching
from privet.app import Privet
from privet.core.plain import Plain
from privet.web.api.conversations import Time, when
from privet.web.api.operation import ConversationId, MessageId, Operation, Purpose, SubjectId
from privet.web.api.visitor import Visitor


class Search(Struct, forbid_unknown_fields=True):
    """Which words, what for, and which part of what holds them."""

    words: Annotated[
        str,
        Meta(
            min_length=1, max_length=searching.LONGEST, examples=["refund 10422"],
            description="All of them stand in a message, in any order and any case; a token is a word.",
        ),
    ]  # fmt: skip
    purpose: Purpose
    after: Annotated[str, Meta(pattern="^([0-9]{1,15})?$", description="Begin behind this one: `next` of a page.")] = ""
    limit: Annotated[int, Meta(ge=1, le=searching.MOST, description="How many rows at most.")] = searching.PAGE

    def __repr__(self) -> str:
        return "Search(…)"


class Place(Struct):
    """Where in an excerpt something stands, in characters."""

    start: int
    end: int


class Hit(Struct):
    """A message that holds the words: an excerpt of it in tokens, and where they stand in that."""

    message: MessageId
    conversation: ConversationId
    subject: SubjectId
    direction: Annotated[str, Meta(pattern="^(in|out)$", description="From the customer, or to the customer.")]
    sent_at: Time | None
    excerpt: str
    places: list[Place]


class HitPage(Struct):
    """A page of hits, newest first. It may hold fewer than were asked for, and there be more behind `next`."""

    items: list[Hit]
    next: Annotated[str | None, Meta(description="What `after` is for the next page; null at the end.")]
    behind: Annotated[int, Meta(description="How many of the newest entries words do not lead to yet.")]


def search(app: Privet, visitor: Visitor, asked: Search) -> HitPage:
    """Messages that hold all words, newest first. The ledger says how many came back, never which words."""
    found = searching.search(
        app, visitor.tenant, Plain(asked.words), asked.purpose, visitor.actor, after=asked.after, limit=asked.limit
    )
    items = [
        Hit(
            one.message, one.conversation, one.subject, one.direction, when(one.sent_at), one.excerpt.text,
            [Place(start, end) for start, end in one.places],
        )
        for one in found.items
    ]  # fmt: skip
    return HitPage(items, found.next or None, found.behind)


OPERATIONS = (
    Operation(
        "POST", "/search", "search", "Read", "search", "Search messages by words", Search, HitPage, search,
        repeats="done again",
    ),
)  # fmt: skip
