"""The ledger: what was done, each entry as a sentence, with its proof; how far it is signed; a part of it as a file.

Nothing on it is personal. What an address may say of it are names of acts and people, days and ids.
"""

from __future__ import annotations

from urllib.parse import urlencode

from privet.acts import entries
from privet.acts.entries import MOST, Wanted
from privet.app import Privet
from privet.core import handed
from privet.core.entry import Outcome
from privet.core.sentence import person, sentence
from privet.errors import NotFound
from privet.web.console.answer import Answer, File, Page, Route
from privet.web.console.visit import Visit

HERE = "/ledger"
FIELDS = ("act", "actor", "outcome", "first_day", "last_day", "about")
MOST_DIGITS = 15


def listed(app: Privet, visit: Visit) -> Answer:
    """Entries that are wanted, newest first."""
    asked, actor = visit.asked, visit.here.actor
    wanted = _wanted(visit)
    before = asked["before"]
    found = entries.search(app, visit.tenant, actor, wanted, before=_number(before) if before else None)
    acts, actors = entries.named(app, visit.tenant, actor)
    said = {
        "rows": [(number, entry, sentence(entry)) for number, entry in found.rows], "found": found, "wanted": wanted,
        "acts": acts, "actors": actors, "outcomes": list(Outcome), "person": person, "before": before,
        "query": urlencode({name: asked[name] for name in FIELDS if asked[name]}), "formats": handed.FORMATS,
        "state": entries.state(app, visit.tenant, actor), "most": MOST,
    }  # fmt: skip
    return Page("ledger.html", said)


def one(app: Privet, visit: Visit) -> Answer:
    """An entry: everything that it says, and why it was so decided."""
    number, actor = _number(visit.asked.places["entry"]), visit.here.actor
    entry = entries.one(app, visit.tenant, actor, number)
    rules = app.rules_of(visit.tenant).policy.rules
    said = {
        "number": number, "entry": entry, "said": sentence(entry), "state": entries.state(app, visit.tenant, actor),
        "reasons": [(one, rules[one].sentence if one in rules else "") for one in entry.reasons],
    }  # fmt: skip
    return Page("entry.html", said)


def proof(app: Privet, visit: Visit) -> Answer:
    """The proof of an entry, as a file for the stand-alone verifier."""
    number = _number(visit.asked.places["entry"])
    text = entries.proof(app, visit.tenant, visit.here.actor, number)
    return File(text.encode(), f"entry-{number}.tlog-proof", "text/plain; charset=utf-8")


def exported(app: Privet, visit: Visit) -> Answer:
    """The newest of the entries that are wanted, in a format that other programs read; oldest first."""
    name = visit.asked["format"]
    form = handed.FORMATS.get(name)
    if form is None:
        raise NotFound("there is no such format", hint=f"there are: {', '.join(handed.FORMATS)}")
    found = entries.search(app, visit.tenant, visit.here.actor, _wanted(visit), limit=MOST)
    origin = entries.state(app, visit.tenant, visit.here.actor).origin
    lines = (form.line(number, entry, origin) for number, entry in reversed(found.rows))
    return File("".join(f"{line}\n" for line in lines).encode(), f"ledger.{form.suffix}", form.media)


def _wanted(visit: Visit) -> Wanted:
    return Wanted(**{name: visit.asked[name].strip() for name in FIELDS})


def _number(text: str) -> int:
    """The number of an entry. Raises NotFound for what is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise NotFound("there is no such entry on the ledger", hint="look for it in the list")
    return int(text)


ROUTES = (
    Route("GET", HERE, listed),
    Route("GET", "/ledger/export", exported),
    Route("GET", "/ledger/{entry:str}", one),
    Route("GET", "/ledger/{entry:str}/proof", proof),
)
