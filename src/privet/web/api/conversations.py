"""Conversations, messages and subjects, in tokens."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from msgspec import Meta, Struct

from privet.acts import read
from privet.app import Privet
from privet.core.message import TokenRef
from privet.web.api.operation import (
    ConversationId,
    MessageId,
    Operation,
    Page,
    Purpose,
    SubjectId,
)
from privet.web.api.visitor import Visitor

TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$"
Time = Annotated[str, Meta(pattern=TIME, description="RFC 3339, in UTC.", examples=["2026-11-21T12:00:00.000Z"])]


class Conversations(Page, forbid_unknown_fields=True):
    """Which conversations."""

    after: Annotated[
        str, Meta(pattern="^(con_[a-z2-7]{25}[aeimquy4])?$", description="Begin behind this one: `next` of a page.")
    ] = ""


class Subjects(Page, forbid_unknown_fields=True):
    """Which subjects."""

    after: Annotated[
        str, Meta(pattern="^(sub_[a-z2-7]{25}[aeimquy4])?$", description="Begin behind this one: `next` of a page.")
    ] = ""


class Messages(Page, forbid_unknown_fields=True, kw_only=True):
    """Which messages."""

    conversation: ConversationId
    after: Annotated[
        str, Meta(pattern="^(msg_[a-z2-7]{25}[aeimquy4])?$", description="Begin behind this one: `next` of a page.")
    ] = ""


class OneMessage(Struct, forbid_unknown_fields=True):
    """Which message."""

    message: MessageId
    purpose: Purpose = "operation"


class Conversation(Struct):
    """A conversation: its channel, its subjects, whether it is a group."""

    id: ConversationId
    channel: str
    group: bool
    subjects: list[SubjectId]


class Subject(Struct):
    """A subject: its channel, since when it is known, its state, its conversations."""

    id: SubjectId
    channel: str
    since: Time
    state: Annotated[str, Meta(pattern="^(active|erasing|erased)$")]
    conversations: list[ConversationId]


class TokenisedMessage(Struct):
    """A message in tokens."""

    id: MessageId
    conversation: ConversationId
    subject: SubjectId
    direction: Annotated[str, Meta(pattern="^(in|out)$", description="From the customer, or to the customer.")]
    sent_at: Time | None
    text: Annotated[str | None, Meta(description="Null where the subject was erased or the message's time is over.")]
    tokens: tuple[TokenRef, ...]
    attachments: Annotated[int, Meta(description="How many there were.")]


class ConversationPage(Struct):
    """A page of conversations, oldest first."""

    items: list[Conversation]
    next: Annotated[str | None, Meta(description="What `after` is for the next page; null at the end.")]


class SubjectPage(Struct):
    """A page of subjects, oldest first."""

    items: list[Subject]
    next: Annotated[str | None, Meta(description="What `after` is for the next page; null at the end.")]


class MessagePage(Struct):
    """A page of messages, in order of arrival."""

    items: list[TokenisedMessage]
    next: Annotated[str | None, Meta(description="What `after` is for the next page; null at the end.")]


def conversations(app: Privet, visitor: Visitor, asked: Conversations) -> ConversationPage:
    """Conversations, oldest first, each with the subjects that take part."""
    found = read.conversations(
        app, visitor.tenant, visitor.actor, purpose=asked.purpose, after=asked.after, limit=asked.limit
    )
    items = [Conversation(one.id, one.channel, one.group, list(one.subjects)) for one in found]
    return ConversationPage(items, items[-1].id if len(items) == asked.limit else None)


def subjects(app: Privet, visitor: Visitor, asked: Subjects) -> SubjectPage:
    """Subjects, oldest first, erased ones included; nothing says who they are."""
    found = read.people(app, visitor.tenant, visitor.actor, purpose=asked.purpose, after=asked.after, limit=asked.limit)
    items = [Subject(one.id, one.channel, when(one.since) or "", one.state, list(one.conversations)) for one in found]
    return SubjectPage(items, items[-1].id if len(items) == asked.limit else None)


def messages(app: Privet, visitor: Visitor, asked: Messages) -> MessagePage:
    """The messages of one conversation in order of arrival, in tokens."""
    found = read.conversation(
        app, visitor.tenant, asked.conversation, visitor.actor, purpose=asked.purpose, after=asked.after,
        limit=asked.limit,
    )  # fmt: skip
    items = [_message(one) for one in found]
    return MessagePage(items, items[-1].id if read.full(found, asked.limit) else None)


def message(app: Privet, visitor: Visitor, asked: OneMessage) -> TokenisedMessage:
    """One message, in tokens."""
    return _message(read.message(app, visitor.tenant, asked.message, visitor.actor, purpose=asked.purpose))


def when(at: int | None) -> str | None:
    """Milliseconds since 1970 as RFC 3339 in UTC; None for what no calendar holds."""
    try:
        return None if at is None else datetime.fromtimestamp(at / 1000, UTC).isoformat("T", "milliseconds")[:23] + "Z"
    except (OverflowError, ValueError, OSError):
        return None


def _message(one: read.ReadMessage) -> TokenisedMessage:
    return TokenisedMessage(
        one.id, one.conversation, one.subject, one.direction, when(one.sent_at),
        one.text.text if one.text else None, one.tokens, one.attachments,
    )  # fmt: skip


OPERATIONS = (
    Operation(
        "GET", "/conversations", "listConversations", "Read", "read", "List conversations", Conversations,
        ConversationPage, conversations,
    ),
    Operation(
        "GET", "/conversations/{conversation}/messages", "listMessages", "Read", "read",
        "List a conversation's messages", Messages, MessagePage, messages,
    ),
    Operation("GET", "/messages/{message}", "readMessage", "Read", "read", "Read one message", OneMessage,
              TokenisedMessage, message),
    Operation("GET", "/subjects", "listSubjects", "Read", "read", "List subjects", Subjects, SubjectPage, subjects),
)  # fmt: skip
