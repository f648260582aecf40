"""Consent text: what people agree to, in the company's own words, kept exactly as they were shown it.

A version of a text may be there in several languages, each with the hash of its exact bytes. An act adds one; nothing
changes or removes one, so that a receipt (`acts.receipt`) can always be held against what somebody read. From the first
text for a purpose on, consents for it are given to texts on file alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts import own
from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.core.consent import STORAGE, Wording, check_text, digest
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Permit
from privet.errors import BadInput, Conflict
from privet.store import consents

if TYPE_CHECKING:
    from privet.app import Privet

PURPOSE = "operation"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to add: version, language (BCP 47), purpose and words; under which countries' law people are asked, and
    in which countries what is held of them is kept (ISO 3166, spaces between).
    """

    version: str
    language: str
    purpose: str
    text: str
    law: str
    place: str


def add(
    app: Privet, tenant: TenantId, draft: Draft, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> Wording:
    """The text is on file from here on. Raises BadInput; Conflict where that version has one in that language, or is
    for another purpose; Denied, on the ledger.
    """
    check_text(draft.version, draft.language, draft.text, draft.law, draft.place)
    said = scanned(app, tenant, reason)
    with app.store.write(tenant) as tx:
        purposes = (*app.rules_in(tx).policy.purposes, STORAGE)
        if draft.purpose not in purposes:
            raise BadInput("there is no such purpose", hint=f"there are: {', '.join(purposes)}")
        made = Wording(
            draft.version, draft.language, draft.purpose, draft.text, digest(draft.text), draft.law, draft.place,
            app.now(), actor.id,
        )  # fmt: skip
        decision = own.recorded(app, tx, Ask(actor, "basis", PURPOSE), "consent.text", None, said, factor_age_s)
        if isinstance(decision, Permit):
            there = consents.texts_of(tx, made.version)
            if any(one.language == made.language for one in there):
                raise Conflict("that text is there, and stays as it is", hint="add it under the name of a new version")
            if any(one.purpose != made.purpose for one in there):
                raise Conflict("that version is for another purpose", hint="add it under the name of a new version")
            consents.add_text(tx, made)
    decision.require()
    return made


def all_(app: Privet, tenant: TenantId, actor: Actor) -> list[Wording]:
    """Every text, by version and language. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return consents.texts(view)
