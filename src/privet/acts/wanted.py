"""Whether messages are wanted: what a subject, or whoever is linked to them, said about that. A step of the acts that
send, show and pass on, and of `receive`.

Two subjects are linked by the company's own reference for its customer, and by one telephone number on two channels. A
word on one channel counts on all of them, also where the link came later.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from privet.acts.draft import index_key
from privet.acts.whose import ROOM, subject_record, subjects_at
from privet.core import tags
from privet.core.consent import CONSENT, EVERY, OBJECTED, last_word, permitted
from privet.core.policy import Facts
from privet.store import consents, optouts, subjects
from privet.store.subjects import ACTIVE, SubjectRow

if TYPE_CHECKING:
    from privet.store.view import View

MOST = 64
"""Linked subjects that are looked at, at most."""


class Wanted(NamedTuple):
    """What a rule may look at: that somebody wants no messages, and that there is no basis to send them any."""

    opted_out: bool
    unconsented: bool


def wanted(view: View, subject: bytes, channel: str, purpose: str) -> Wanted:
    """What holds now of a subject (a raw id), a channel and a purpose. Somebody who writes for the first time in the
    transaction under way said nothing yet.
    """
    basis = consents.basis(view, purpose)
    asked = basis == CONSENT or (basis in OBJECTED and consents.some(view))
    if not asked and not optouts.some(view):
        return Wanted(False, not permitted(basis, None))
    row = subjects.subject(view, subject)
    everyone = [subject] if row is None else linked(view, row)
    word = last_word(consents.of(view, everyone), channel, purpose) if asked else None
    return Wanted(any(optouts.of(view, one) for one in everyone), not permitted(basis, word))


def grounded(view: View, facts: Facts, subject: bytes, purpose: str) -> Facts:
    """`facts` of a value or file, with those about the legal basis of seeing it for a purpose. What a subject said of
    one channel is about messages over it, so here counts what they said of all.
    """
    basis = consents.basis(view, purpose)
    row = subjects.subject(view, subject) if consents.some(view) else None
    if row is None or row.state != ACTIVE:
        return replace(facts, unconsented=not permitted(basis, None))
    word = last_word(consents.of(view, linked(view, row)), EVERY, purpose)
    return replace(facts, unconsented=not permitted(basis, word), consented=word is True)


def linked(view: View, row: SubjectRow) -> list[bytes]:
    """The subject and whoever is linked to it (raw ids), the subject first."""
    record = subject_record(view, row)
    if record is None or record[0].startswith(ROOM):
        return [row.id]
    found = {row.id: None}
    key = index_key(view)
    if record[0].startswith("+"):
        tag = tags.tag(key, tags.ADDRESS, record[0])
        found |= {one.id: None for one in subjects_at(view, record[0], tag)[:MOST]}
    if record[2]:
        refs = subjects.find_refs(view, tags.tag(key, tags.REFERENCE, record[2]))[:MOST]
        found |= {ref: None for ref in refs if _called(view, ref, record[2])}
    return list(found)


def _called(view: View, subject: bytes, reference: str) -> bool:
    """Does the company call the subject so still? A tag is believed after opening."""
    row = subjects.subject(view, subject)
    record = None if row is None else subject_record(view, row)
    return record is not None and record[2] == reference
