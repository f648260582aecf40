"""What is kept beyond its time for a claim or an order: one asks, another agrees."""

from __future__ import annotations

from privet.acts import hold
from privet.app import Privet
from privet.core.day import DAY_MS, begins
from privet.core.hold import GROUNDS
from privet.errors import BadInput
from privet.store.holds import EVER
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit

HERE = "/settings/holds"


def everyone(app: Privet, visit: Visit) -> Answer:
    """Every hold there is or was, the newest first."""
    rows = hold.everyone(app, visit.tenant, visit.here.actor)[::-1]
    said = {"rows": rows, "grounds": GROUNDS.values(), "about": visit.asked["about"], "ever": EVER}
    return Page("settings-holds.html", said)


def asked(app: Privet, visit: Visit) -> Answer:
    """Somebody asks that something is held."""
    said, here = visit.asked, visit.here
    first = begins(said["first"]) if said["first"] else 0
    last = begins(said["last"]) + DAY_MS - 1 if said["last"] else EVER
    about, days = said["about"].replace(",", " ").split(), _number(said["days"])
    hold.ask(
        app, visit.tenant, about, said["ground"], days, said.text("reason"), here.actor, here.factor_age_s,
        first=first, last=last,
    )  # fmt: skip
    return Moved(HERE)


def changed(app: Privet, visit: Visit) -> Answer:
    """Somebody asks that a hold goes on for longer, or ends."""
    said, here = visit.asked, visit.here
    days = _number(said["days"])
    hold.change(app, visit.tenant, said["hold"], days, said.text("reason"), here.actor, here.factor_age_s)
    return Moved(HERE)


def answered(app: Privet, visit: Visit) -> Answer:
    """Somebody else agrees to what was asked, or not."""
    said, here = visit.asked, visit.here
    decline = said["do"] == "decline"
    hold.answer(app, visit.tenant, said["hold"], said.text("reason"), here.actor, here.factor_age_s, decline=decline)
    return Moved(HERE)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 4:
        raise BadInput("for how many days is a number", hint="for example 90")
    return int(text)


ROUTES = (
    Route("GET", HERE, everyone),
    Route("POST", HERE, asked),
    Route("POST", "/settings/holds/change", changed),
    Route("POST", "/settings/holds/answer", answered),
)
