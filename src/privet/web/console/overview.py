"""How the company stands: the page that officers and supervisors land on; and where somebody lands who logged in."""

from __future__ import annotations

from privet.acts import overview
from privet.app import Privet
from privet.core.sentence import person
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit

HERE = "/overview"
KINDS = 5
"""Kinds that a chart shows by themselves."""


def started(app: Privet, visit: Visit) -> Answer:
    """Where somebody begins: with what they are here for."""
    if visit.ways.people:
        return Moved(HERE)
    return Moved("/conversations" if visit.ways.may("read") else "/account")


def shown(app: Privet, visit: Visit) -> Answer:
    """The figures of the last thirty days, and what could be got at now."""
    made = overview.overview(app, visit.tenant, visit.here.actor)
    most = max((one.total for one in made.found), default=0)
    said = {
        "made": made, "person": person, "charted": made.found[:KINDS], "most": most,
        "found": sum(one.total for one in made.found), "refused": sum(many for _, _, many in made.denied),
    }  # fmt: skip
    return Page("overview.html", said)


ROUTES = (Route("GET", "/start", started), Route("GET", HERE, shown))
