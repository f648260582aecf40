"""Search by words over the conversations in sight. What is searched for is sent in a form, never in an address: it may
be personal, and addresses are written to logs and histories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from privet.acts import search
from privet.acts.search import Hit
from privet.app import Privet
from privet.core import ids, tokens
from privet.errors import BadInput
from privet.web.console.answer import Answer, Page, Route
from privet.web.console.talks import purpose_of, purposes
from privet.web.console.visit import Visit

HERE = "/search"


class Part(NamedTuple):
    """A piece of an excerpt: `kind` where it is a token; whether it is what was searched for."""

    text: str
    kind: str
    sought: bool


def asked(app: Privet, visit: Visit) -> Answer:
    """Where words are typed."""
    return _page(app, visit, {"words": "", "hits": None})


def found(app: Privet, visit: Visit) -> Answer:
    """A page of messages that hold the words, newest first; what cannot be searched for is said on the page."""
    words, purpose, wrong, hits = visit.asked.text("words"), purpose_of(visit, "search"), None, None
    try:
        hits = search.search(app, visit.tenant, words, purpose, visit.here.actor, after=visit.asked["after"])
    except BadInput as error:
        wrong = error
    rows = [(one, list(parts(one)), _until(one.message)) for one in hits.items] if hits else []
    said = {
        "words": visit.asked["words"],
        "hits": hits,
        "rows": rows,
        "first": not visit.asked["after"],
        "wrong": wrong,
    }
    return _page(app, visit, said, 400 if wrong else 200)


def parts(hit: Hit) -> Iterator[Part]:
    """An excerpt piece by piece: tokens, words that were searched for, and what is between."""
    text, at = hit.excerpt.text, 0
    names = [(one.start(), one.end(), one[0][1:].rpartition("_")[0]) for one in tokens.EXACT.finditer(text)]
    marked = [(start, end, "") for start, end in hit.places if not any(one[0] <= start < one[1] for one in names)]
    for start, end, kind in sorted(names + marked):
        if at < start:
            yield Part(text[at:start], "", sought=False)
        yield Part(text[start:end], kind, sought=not kind or (start, end) in hit.places)
        at = end
    if at < len(text):
        yield Part(text[at:], "", sought=False)


def _until(message: str) -> str:
    """The id behind a message's, so that its conversation is shown up to and with it."""
    return ids.shown(ids.MESSAGE, (int.from_bytes(ids.read(ids.MESSAGE, message), "big") + 1).to_bytes(16, "big"))


def _page(app: Privet, visit: Visit, said: Mapping[str, object], status: int = 200) -> Page:
    shared = {"purpose": purpose_of(visit, "search"), "purposes": purposes(app, visit, "search")}
    return Page("search.html", {"rows": [], "first": True, "wrong": None, **said, **shared}, status)


ROUTES = (Route("GET", HERE, asked), Route("POST", HERE, found))
