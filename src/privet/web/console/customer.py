"""The customer proves to be there: staff send them a code, and they type it on a page that needs no account.

A bot or the company's own pages lead there by a link of ten minutes (`POST /v1/step-ups` names it). The page says the
same whatever is wrong with a link or a code, and before anything was typed it has not looked at either.
"""

from __future__ import annotations

from privet.acts import respond, stepup
from privet.app import Privet
from privet.errors import BadInput, Denied, NotFound
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.talks import HERE, purpose_of
from privet.web.console.visit import Visit

DONE = "/code/done"


def asked(app: Privet, visit: Visit) -> Answer:
    """The customer's page to type a code on."""
    return Page("code.html", {"link": visit.asked.places["link"], "wrong": False})


def typed(app: Privet, visit: Visit) -> Answer:
    """The code that the customer typed."""
    link = visit.asked.places["link"]
    try:
        respond.respond(app, visit.tenant, link, visit.asked.text("code"), visit.whence.address)
    except (BadInput, Denied, NotFound):
        return Page("code.html", {"link": link, "wrong": True}, 401)
    return Moved(DONE)


def thanked(app: Privet, visit: Visit) -> Answer:
    """Where the customer's page leads to."""
    return Page("code-done.html")


def state(app: Privet, visit: Visit) -> Answer:
    """Whether the customer of a conversation proved themselves lately, for staff."""
    id, purpose = visit.asked.places["conversation"], purpose_of(visit, "step-up")
    found = stepup.state(app, visit.tenant, id, purpose, visit.here.actor)
    return Page("step-up.html", {**_said(visit, id, purpose), "found": found, "link": ""})


def sent(app: Privet, visit: Visit) -> Answer:
    """Send the customer a code; the link to the page for it is shown."""
    id, purpose, actor = visit.asked["id"], visit.asked["purpose"], visit.here.actor
    stepup.send_code(app, visit.tenant, id, purpose, actor)
    found = stepup.state(app, visit.tenant, id, purpose, actor)
    link = f"{visit.site.origin}/code/{respond.link(app, visit.tenant, id, purpose)}"
    return Page("step-up.html", {**_said(visit, id, purpose), "found": found, "link": link})


def _said(visit: Visit, id: str, purpose: str) -> dict[str, object]:
    return {"id": id, "back": f"{HERE}/{id}", "purpose": purpose}


ROUTES = (
    Route("GET", "/code/{link:str}", asked, stranger=True),
    Route("POST", "/code/{link:str}", typed, stranger=True),
    Route("GET", DONE, thanked, stranger=True),
    Route("GET", "/conversations/{conversation:str}/step-up", state),
    Route("POST", "/conversations/step-up", sent),
)
