"""What customers ask about their own data: what is to be done next, by when, and doing it."""

from __future__ import annotations

from privet.acts import fulfil, purge, request
from privet.app import Privet
from privet.core.day import begins
from privet.core.deadlines import LAWS
from privet.core.request import REFUSALS, RIGHTS, VIAS
from privet.errors import BadInput
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit

HERE = "/cases"

STEPS = {
    "confirm": request.confirm, "pause": request.pause, "resume": request.resume, "extend": request.extend,
    "back": request.take_back,
}  # fmt: skip


def everyone(app: Privet, visit: Visit) -> Answer:
    """What waits, what is due first first; and what was closed."""
    actor = visit.here.actor
    rows = request.everyone(app, visit.tenant, actor)
    closed = request.everyone(app, visit.tenant, actor, closed=True)[:50]
    said = {
        "rows": rows, "closed": closed, "rights": RIGHTS, "laws": tuple(LAWS), "vias": VIAS, "refusals": REFUSALS,
        "about": visit.asked["about"], "pauses": [name for name, law in LAWS.items() if law.pauses],
    }  # fmt: skip
    return Page("cases.html", said)


def filed(app: Privet, visit: Visit) -> Answer:
    """A request came."""
    said, here = visit.asked, visit.here
    about = said["about"].replace(",", " ").split()
    received = begins(said["received"]) if said["received"] else 0
    request.file(
        app, visit.tenant, said["right"], said["law"], about, said.text("reason"), here.actor, here.factor_age_s,
        via=said["via"], received=received,
    )  # fmt: skip
    return Moved(HERE)


def stepped(app: Privet, visit: Visit) -> Answer:
    """A step of one: it was confirmed, its time stands still, it is refused or done."""
    said, here = visit.asked, visit.here
    given, by = (app, visit.tenant, said["request"]), (said.text("reason"), here.actor, here.factor_age_s)
    if said["do"] == "refuse":
        request.refuse(*given, said["for"], *by)
    elif said["do"] == "widen":
        request.widen(*given, said["about"].replace(",", " ").split(), *by)
    elif said["do"] == "answer":
        fulfil.fulfil(*given, *by, name=said.text("name") if said["name"] else None)
        purge.whole(app, visit.tenant)
    elif said["do"] in STEPS:
        STEPS[said["do"]](*given, *by)
    else:
        raise BadInput("there is no such step of a request", hint="choose one of those on the page")
    return Moved(HERE)


ROUTES = (
    Route("GET", HERE, everyone),
    Route("POST", HERE, filed),
    Route("POST", "/cases/step", stepped),
)
