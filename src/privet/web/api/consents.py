"""What customers agreed to and took back, with receipts, and on which legal basis the company acts."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from privet.acts import consent as consenting
from privet.acts import receipt as receipts
from privet.acts import stop as stopping
from privet.acts.consent import Given
from privet.app import Privet
from privet.core.plain import Plain
from privet.web.api.conversations import Time, when
from privet.web.api.operation import TEXT, Operation, Purpose, SubjectId, id_of
from privet.web.api.visitor import Visitor

ConsentId = Annotated[str, id_of("cns", "A consent.")]
Version = Annotated[
    str, Meta(pattern="^[a-z0-9][a-z0-9_.:-]{0,63}$", description="The version of the text.", examples=["offers-3"])
]
Channel = Annotated[str, Meta(pattern="^([a-z][a-z0-9_-]{0,31})?$", description="Over which channel; empty: over all.")]


class Consent(Struct, forbid_unknown_fields=True):
    """Who agreed to messages for a purpose, or takes that back."""

    subject: SubjectId
    messages: Annotated[Purpose, Meta(description="For which purpose messages are sent.")]
    version: Annotated[
        str,
        Meta(
            pattern="^([a-z0-9][a-z0-9_.:-]{0,63})?$",
            description="The version of the text; may be left out where it is taken back.",
            examples=["offers-3"],
        ),
    ] = ""
    language: Annotated[
        str,
        Meta(
            pattern="^([a-z]{2,3}(-[A-Za-z0-9]{2,8})?)?$",
            description="The text's language, where it is on file in several.",
        ),
    ] = ""
    how: Annotated[
        Literal["form", "message", "telephone", "letter", "in-person", "signal", "other"],
        Meta(description="How they said so."),
    ] = "other"
    channel: Channel = ""
    given: Annotated[bool, Meta(description="False takes it back.")] = True
    reason: Annotated[str, Meta(max_length=2000, description="How they said so; kept sealed, erased with them.")] = ""
    purpose: Purpose = "subject-request"

    def __repr__(self) -> str:
        return "Consent(…)"


class Consented(Struct):
    """A consent that was given or withdrawn."""

    consent: ConsentId
    subject: SubjectId
    messages: str
    version: str
    channel: str
    given: bool
    at: Time | None
    by: str
    language: Annotated[str, Meta(description="The text's language; empty where it is not on file.")] = ""
    sha256: Annotated[str, Meta(description="Of the exact text, in hexadecimal; empty where it is not on file.")] = ""
    how: Annotated[str, Meta(description="How they said so.")] = "other"


class Which(Struct, forbid_unknown_fields=True):
    """Of which consent."""

    consent: ConsentId
    purpose: Purpose


class Whose(Struct, forbid_unknown_fields=True):
    """Of whom."""

    subject: SubjectId
    purpose: Purpose


class Word(Struct):
    """A message, or a colleague's note, by which somebody wanted no more messages, or wanted them again."""

    stop: Annotated[bool, Meta(description="False: messages are wanted again.")]
    at: Time | None
    message: Annotated[str, Meta(description="The message that said so; empty where a colleague was told.")]
    by: str
    said: Annotated[str, Meta(description="What was said, in tokens; empty once it is erased.")]

    def __repr__(self) -> str:
        return "Word(…)"


class ConsentList(Struct):
    """What was given and withdrawn, oldest first, and what was said of messages at all, newest first."""

    items: list[Consented]
    words: list[Word]


def record(app: Privet, visitor: Visitor, asked: Consent) -> Consented:
    """Record that a customer agreed to messages for a purpose, or takes that back."""
    do = consenting.give if asked.given else consenting.withdraw
    what = Given(asked.messages, asked.version, asked.channel, asked.language, asked.how)
    made = do(app, visitor.tenant, asked.subject, what, asked.purpose, Plain(asked.reason), visitor.actor)
    return _shown(made)


def history(app: Privet, visitor: Visitor, asked: Whose) -> ConsentList:
    """What a customer, on every channel that is linked, agreed to, took back and said of messages."""
    given = consenting.history(app, visitor.tenant, asked.subject, visitor.actor, purpose=asked.purpose)
    said = stopping.receipts(app, visitor.tenant, asked.subject, visitor.actor, purpose=asked.purpose)
    return ConsentList(
        [_shown(one) for one in given],
        [Word(one.stop, when(one.at), one.message, one.by, one.said) for one in said],
    )


def receipt(app: Privet, visitor: Visitor, asked: Which) -> str:
    """The signed receipt of a consent, as docs/spec/consent-receipt.md says."""
    return receipts.receipt_of(app, visitor.tenant, asked.consent, visitor.actor, purpose=asked.purpose)


def _shown(one: consenting.Kept) -> Consented:
    return Consented(
        one.id, one.subject, one.what.purpose, one.what.version, one.what.channel, one.given, when(one.at), one.by,
        one.what.language, one.digest, one.what.method,
    )  # fmt: skip


OPERATIONS = (
    Operation("POST", "/consents", "recordConsent", "People", "consent", "Record a consent", Consent, Consented,
              record),
    Operation("GET", "/consents", "listConsents", "People", "read", "List what a customer agreed to", Whose,
              ConsentList, history),
    Operation("GET", "/consents/{consent}/receipt", "getReceipt", "People", "read", "Get the receipt of a consent",
              Which, TEXT, receipt),
)  # fmt: skip
