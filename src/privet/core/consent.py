"""Consent and legal basis: whether somebody agreed to messages for a purpose, and whether a company may act without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

CONSENT, NONE = "consent", "none"

BASES: Mapping[str, str] = {
    CONSENT: "The person agreed to it (GDPR Art. 6(1)(a)).",
    "contract": "It is needed for a contract with the person (GDPR Art. 6(1)(b)).",
    "legal-obligation": "A law demands it (GDPR Art. 6(1)(c)).",
    "vital-interests": "Somebody's life is at stake (GDPR Art. 6(1)(d)).",
    "public-task": "It is a public task (GDPR Art. 6(1)(e)).",
    "legitimate-interests": "Legitimate interests outweigh the person's (GDPR Art. 6(1)(f)).",
    NONE: "There is no basis: it is not done.",
}
"""What a company may act on, each with its sentence."""

STORAGE = "storage"
"""The purpose of keeping what customers write, beside the policy's own purposes."""

EVERY = ""
"""In place of a channel: all of them."""


class Consent(NamedTuple):
    """A subject gave consent, or withdrew it: for a channel (`EVERY`: for all), a purpose, to a version of a text; when
    (ms), and the actor who put it on record. `id` and `subject` are raw ids.
    """

    id: bytes
    subject: bytes
    channel: str
    purpose: str
    version: str
    given: bool
    at: int
    by: str


def in_force(rows: Iterable[Consent], channel: str, purpose: str) -> Consent | None:
    """The consent that holds for a channel and purpose: of what was said of that channel or of all, oldest first, the
    last word counts; None where it was withdrawn, or never given.
    """
    last = None
    for row in rows:
        if row.purpose == purpose and row.channel in (EVERY, channel):
            last = row
    return last if last is not None and last.given else None


def permitted(basis: str | None, consented: bool) -> bool:
    """May a company act on this basis, None where nobody said which, towards somebody who consented or did not?"""
    if basis == CONSENT:
        return consented
    return basis != NONE
