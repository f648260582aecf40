"""A person's own requests: who is this, and erase them."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta, Struct

from privet.acts import erase as erasing
from privet.acts import find as finding
from privet.app import Privet
from privet.core.plain import Plain
from privet.errors import BadInput
from privet.web.api.conversations import Time, when
from privet.web.api.operation import ConversationId, Operation, Purpose, SubjectId, ValueId
from privet.web.api.visitor import Visitor

Identity = Annotated[
    str,
    Meta(
        min_length=1, max_length=finding.LONGEST, examples=["+1 202 555 0101"],
        description="An address, a telephone number in any spelling, or your own reference of a customer.",
    ),
]  # fmt: skip
Reason = Annotated[str, Meta(max_length=2000, description="Why; kept sealed, erased with the subject.")]


class Find(Struct, forbid_unknown_fields=True):
    """Who is looked for, and what for."""

    identity: Identity
    purpose: Purpose

    def __repr__(self) -> str:
        return "Find(…)"


class Mention(Struct):
    """A value that spells the identity, in somebody's words."""

    token: ValueId
    kind: str
    conversation: ConversationId
    subject: SubjectId


class Found(Struct):
    """Subjects who have the identity, and mentions of it in anybody's messages."""

    subjects: list[SubjectId]
    mentions: list[Mention]


class Erase(Struct, forbid_unknown_fields=True):
    """Who is to be erased: a subject by its id, or whoever has an exact identity; one of the two."""

    either: ClassVar = ("subject", "identity")
    subject: SubjectId | msgspec.UnsetType = msgspec.UNSET
    identity: Identity | msgspec.UnsetType = msgspec.UNSET
    purpose: Purpose = "subject-request"
    reason: Reason = ""

    def __repr__(self) -> str:
        return "Erase(…)"


class Certificate(Struct):
    """What was done to erase one subject."""

    not_covered: Annotated[str, Meta(description="What an erasure cannot reach.")]
    subject: SubjectId
    requested: Time
    done: Annotated[Time | None, Meta(description="When the subject's key was destroyed.")]
    generation: Annotated[int, Meta(description="Generation of the key store since then.")]
    pending: Annotated[
        list[str],
        Meta(
            description="Places that still hold a copy of the old keys; `index journal` where another process reads the"
            " index, whose journal then still holds what led to the subject. Both are tried again until done."
        ),
    ]
    ledger: Annotated[str, Meta(description="The ledger that has it on record.")]
    size: Annotated[int, Meta(description="It is within so many first entries.")]


class Erasures(Struct):
    """A certificate for each subject, and where others wrote about the person: that is theirs and stays."""

    items: list[Certificate]
    mentions: list[Mention]


def find(app: Privet, visitor: Visitor, asked: Find) -> Found:
    """Look a person up by exact identity. The ledger says how many were found, never who was asked for."""
    found = finding.find(app, visitor.tenant, Plain(asked.identity), asked.purpose, visitor.actor)
    return Found(list(found.subjects), _mentions(found.mentions))


def erase(app: Privet, visitor: Visitor, asked: Erase) -> Erasures:
    """Erase for good, backups included, and say what was done. By identity, the key must name `find` as well."""
    if isinstance(asked.subject, str) == isinstance(asked.identity, str):
        raise BadInput("name a subject or an identity, one of the two")
    reason = Plain(asked.reason)
    if isinstance(asked.subject, str):
        made = [erasing.erase(app, visitor.tenant, asked.subject, asked.purpose, reason, visitor.actor)]
        elsewhere: tuple[finding.Mention, ...] = ()
    else:
        who = Plain(str(asked.identity))
        made, elsewhere = erasing.erase_whoever(app, visitor.tenant, who, asked.purpose, reason, visitor.actor)
    return Erasures([_certificate(one) for one in made], _mentions(elsewhere))


def _certificate(one: erasing.Certificate) -> Certificate:
    return Certificate(
        one.not_covered, one.subject, when(one.requested) or "", when(one.done) if one.done else None, one.generation,
        list(one.pending), one.ledger, one.size,
    )  # fmt: skip


def _mentions(found: tuple[finding.Mention, ...]) -> list[Mention]:
    return [Mention(one.token, one.kind, one.conversation, one.subject) for one in found]


OPERATIONS = (
    Operation("POST", "/find", "find", "People", "find", "Find a person", Find, Found, find, repeats="resumed"),
    Operation(
        "POST", "/erasures", "erase", "People", "erase", "Erase a person", Erase, Erasures, erase, repeats="resumed"
    ),
)
