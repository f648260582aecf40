"""Consent and legal basis: whether somebody agreed to messages for a purpose, and whether a company may act without."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from privet.core.decision import NAME
from privet.errors import BadInput, Conflict

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

OBJECTED = frozenset({None, "public-task", "legitimate-interests"})
"""Bases on which nothing is done any more to whoever objects; None: nobody said which."""

STORAGE = "storage"
"""The purpose of keeping what customers write, beside the policy's own purposes."""

EVERY = ""
"""In place of a channel: all of them."""


OTHER = "other"

METHODS: Mapping[str, str] = {
    "form": "A form or a switch that the person used.",
    "message": "A message that the person wrote.",
    "telephone": "The person said so on the telephone.",
    "letter": "The person wrote a letter.",
    "in-person": "The person said so face to face.",
    "signal": "The person's browser or program sent a signal for them, such as Global Privacy Control.",
    OTHER: "In a way that nobody noted.",
}
"""How people say that they agree, or take it back, each with its sentence."""

ANY = "any"
"""In place of the version of a text: of what is taken back, where nobody named it and nothing was given."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
COUNTRIES = re.compile(r"[A-Z]{2}( [A-Z]{2}){0,15}")
LONGEST = 10_000


class Consent(NamedTuple):
    """A subject gave consent, or withdrew it: for a channel (`EVERY`: for all), a purpose, to a version of a text; when
    (ms), and the actor who put it on record. `id` and `subject` are raw ids. Where the text is on file, its language
    and SHA-256 ("" and "" where not); by which of `METHODS` they said so; the ledger's entry (raw; None of before).
    """

    id: bytes
    subject: bytes
    channel: str
    purpose: str
    version: str
    given: bool
    at: int
    by: str
    language: str = ""
    digest: str = ""
    method: str = OTHER
    entry: bytes | None = None


class Wording(NamedTuple):
    """A text that people agree to, as they are shown it: its version and language (BCP 47), for which purpose, SHA-256
    of its UTF-8 bytes in hexadecimal, under which countries' law it is asked for and in which countries data is kept
    (ISO 3166, with spaces between), when (ms), and the actor who added it.
    """

    version: str
    language: str
    purpose: str
    text: str
    digest: str
    law: str
    place: str
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


def last_word(rows: Iterable[Consent], channel: str, purpose: str) -> bool | None:
    """Whether the last that was said of a channel or of all, oldest first, about a purpose was yes; None: nothing."""
    last = None
    for row in rows:
        if row.purpose == purpose and row.channel in (EVERY, channel):
            last = row.given
    return last


def permitted(basis: str | None, word: bool | None) -> bool:
    """May a company act on this basis, None where nobody said which, towards somebody whose last word was yes, or no
    (they took a consent back, or object), or who said nothing (None)?

    Where nobody said which, and where the person may object (GDPR Art. 21(1)), a no stops it; what a contract, a law or
    somebody's life asks for is not stopped by one.
    """
    if basis == CONSENT:
        return word is True
    if basis in OBJECTED:
        return word is not False
    return basis != NONE


def digest(text: str) -> str:
    """SHA-256 of the exact text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check_text(version: str, language: str, text: str, law: str, place: str) -> None:
    """Raises BadInput, without a word of it, for what cannot be a text that people agree to."""
    if not NAME.fullmatch(version) or version == ANY:
        raise BadInput("a version of a text is called by 1 to 64 of a-z, 0-9, '_', '.', ':' and '-', and not any")
    if not LANGUAGE.fullmatch(language):
        raise BadInput("a language is named as in en or pt-BR")
    if not COUNTRIES.fullmatch(law) or not COUNTRIES.fullmatch(place):
        raise BadInput("countries are named by two capitals, with spaces between: DE, or DE FR")
    if not text.strip() or len(text) > LONGEST or _half(text):
        raise BadInput(f"a text that people agree to has 1 to {LONGEST} characters")


def shown_text(texts: Sequence[Wording], purpose: str, language: str) -> Wording:
    """Of the texts of one version, the one that somebody was shown. Raises Conflict where it is of another purpose, is
    not there in that language, or there are several languages and none is named.
    """
    if texts[0].purpose != purpose:
        raise Conflict("that text is for another purpose", hint="`privet consent texts` lists them")
    found = [one for one in texts if language in ("", one.language)]
    if len(found) != 1:
        raise Conflict(
            "which text they were shown is not clear",
            hint=f"name its language: {', '.join(one.language for one in texts)}",
        )
    return found[0]


def _half(text: str) -> bool:
    """Whether the text holds half a surrogate pair, hence is no Unicode."""
    return any("\ud800" <= one <= "\udfff" for one in text)
