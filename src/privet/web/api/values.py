"""What lets a value out: a reveal shows one, a message that is sent carries some."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from privet.acts import reveal as revealing
from privet.acts import send as sending
from privet.app import Privet
from privet.core.lasting import After, timer
from privet.core.plain import Plain
from privet.web.api.operation import ConversationId, MessageId, Operation, Purpose, ValueId
from privet.web.api.visitor import Visitor

LONGEST = 65_536
"""Characters of a text."""


class Reveal(Struct, forbid_unknown_fields=True):
    """Which value is to be shown, and what for."""

    token: ValueId
    purpose: Purpose
    reason: Annotated[
        str, Meta(max_length=2000, description="Why; scanned like a message, kept sealed, erased with the subject.")
    ] = ""

    def __repr__(self) -> str:
        return "Reveal(…)"


class Revealed(Struct):
    """One value in the clear."""

    token: ValueId
    value: str
    seconds: Annotated[int, Meta(description="How long it may be on a screen. It is for no cache and no file.")]

    def __repr__(self) -> str:
        return "Revealed(…)"


class Send(Struct, forbid_unknown_fields=True):
    """A message to the other side of a conversation."""

    conversation: ConversationId
    text: Annotated[
        str,
        Meta(
            min_length=1, max_length=LONGEST, description="The text; its tokens are replaced by what they stand for.",
            examples=["We have refunded [CARD_1]."],
        ),
    ]  # fmt: skip
    purpose: Purpose = "delivery"
    timer: Annotated[
        After | None,
        Meta(description="After which time the message destroys itself here; without it, it lasts as its class says."),
    ] = None

    def __repr__(self) -> str:
        return "Send(…)"


class Sent(Struct):
    """A message on its way."""

    id: MessageId
    state: Annotated[
        str,
        Meta(pattern="^(queued|waiting|sending|sent|failed|unknown|gone)$", description="Where it stands."),
    ]
    stayed: Annotated[int, Meta(description="How many tokens were not replaced, since no rule lets that value out.")]


def reveal(app: Privet, visitor: Visitor, asked: Reveal) -> Revealed:
    """Show the value behind one token, on the record and out of the key's budget."""
    shown = revealing.reveal(
        app, visitor.tenant, asked.token, asked.purpose, Plain(asked.reason), visitor.actor, factor_age_s=None
    )
    return Revealed(asked.token, shown.value.expose(), shown.seconds)


def send(app: Privet, visitor: Visitor, asked: Send) -> Sent:
    """Send an answer with tokens; the recipient reads the values that the recipient may have."""
    made = sending.send(
        app, visitor.tenant, asked.conversation, Plain(asked.text), visitor.actor, asked.purpose,
        timer=timer(asked.timer) if asked.timer else "",
    )  # fmt: skip
    return Sent(made.id, made.state, made.stayed)


OPERATIONS = (
    Operation(
        "POST",
        "/reveals",
        "reveal",
        "Show and send",
        "reveal",
        "Show a value",
        Reveal,
        Revealed,
        reveal,
        repeats="done again",
    ),
    Operation("POST", "/sends", "send", "Show and send", "send", "Send a message", Send, Sent, send),
)
