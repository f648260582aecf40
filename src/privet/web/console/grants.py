"""Requests to see a value: one's own, and those one may answer."""

from __future__ import annotations

from privet.acts import grant
from privet.app import Privet
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit

HERE = "/requests"


def everyone(app: Privet, visit: Visit) -> Answer:
    """What waits or may be used, as far as it is one's own or one may answer it."""
    actor = visit.here.actor
    rows = grant.everyone(app, visit.tenant, actor)
    own = [one for one in rows if one.actor == actor.id]
    return Page("requests.html", {"own": own, "others": [one for one in rows if one.actor != actor.id]})


def approved(app: Privet, visit: Visit) -> Answer:
    """Whoever asked may see it, for a while."""
    grant.approve(app, visit.tenant, visit.asked["id"], visit.here.actor, visit.here.factor_age_s)
    return Moved(HERE)


def denied(app: Privet, visit: Visit) -> Answer:
    """They may not."""
    grant.deny(app, visit.tenant, visit.asked["id"], visit.here.actor, visit.here.factor_age_s)
    return Moved(HERE)


def ended(app: Privet, visit: Visit) -> Answer:
    """A request is taken back, or a grant ended before its time."""
    grant.end(app, visit.tenant, visit.asked["id"], visit.here.actor, visit.here.factor_age_s)
    return Moved(HERE)


ROUTES = (
    Route("GET", HERE, everyone),
    Route("POST", "/requests/approve", approved),
    Route("POST", "/requests/deny", denied),
    Route("POST", "/requests/end", ended),
)
