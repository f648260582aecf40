"""A message as a channel brings it, and what Privet answers: the one form every gateway, import and API speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

import msgspec

from privet.core.plain import Plain, TokenText

TenantId = NewType("TenantId", int)
SubjectId = NewType("SubjectId", bytes)
ConversationId = NewType("ConversationId", bytes)
MessageId = NewType("MessageId", bytes)
ValueId = NewType("ValueId", bytes)

Direction = Literal["in", "out"]


class Inbound(msgspec.Struct, frozen=True, gc=False):
    """One message on its way into the vault.

    `party` is the address of the customer whose message it is: the sender of an incoming message, the recipient of an
    outgoing one. `conversation` is the channel's own name for the conversation; `group` says that it has more than one
    customer. `sent_at` is milliseconds since 1970 UTC. `external_id` is the channel's own id of the message; with one,
    a repetition is recognised and stored once.
    """

    channel: str
    conversation: Plain
    party: Plain
    text: Plain
    sent_at: int
    direction: Direction = "in"
    external_id: str | None = None
    name: Plain | None = None  # what the sender calls themselves
    title: Plain | None = None  # what the conversation is called
    group: bool = False
    subject_ref: Plain | None = None  # the tenant's own reference for the customer
    attachments: tuple[Plain, ...] = ()  # file names as the channel wrote them
    timer: str = ""  # the class of what destroys itself (`core.lasting`); "" where it lasts as its class says

    def __repr__(self) -> str:
        return f"Inbound({self.channel}, {self.direction})"  # even an id may be personal: a file's are anything


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record of a file that could not be read: where it stands, and why, without its content."""

    record: int  # counted from 0
    position: str  # "line 7", "byte 1024", "message 12 of chat 3"
    reason: str  # a fixed sentence; never holds what was read


class TokenRef(msgspec.Struct, frozen=True, gc=False):
    """One token of a tokenised text: `text[start:end]` is how it reads, `id` names its value in the API."""

    text: str
    id: str
    kind: str
    start: int
    end: int


class Received(msgspec.Struct, frozen=True, gc=False):
    """What became of one message: stored, repeated (it was there already), refused with the reasons, passed on without
    anything of it being kept, or it waits until it can be looked through. `heard` is what it says about messages
    themselves: that no more are wanted, that they are again, or that help with that is.
    """

    outcome: Literal["stored", "repeated", "refused", "passed", "waits"]
    id: str
    conversation: str
    text: TokenText | None
    tokens: tuple[TokenRef, ...] = ()
    reasons: tuple[str, ...] = ()
    heard: Literal["stop", "start", "help", ""] = ""
