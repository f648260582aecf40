"""The customer proves to be there: staff send them a code, and they type it on a page that needs no account; or they
use a passkey there, which they enrolled on another such page.

A bot or the company's own pages lead there by a link of ten minutes (`POST /v1/step-ups` names it). The pages say the
same whatever is wrong with a link or a code; only a link of ours shows whether there is a passkey.
"""

from __future__ import annotations

from privet.acts import portal, recognise, respond, stepup, timer
from privet.app import Privet
from privet.core.portal import TEXTS
from privet.errors import BadInput, Denied, NotFound
from privet.web.console.answer import Answer, Data, Moved, Page, Route
from privet.web.console.talks import HERE, purpose_of
from privet.web.console.visit import Visit

DONE, KEPT = "/code/done", "/passkey/done"
WRONG = (BadInput, Denied, NotFound)
"""What the pages say the same of."""


def asked(app: Privet, visit: Visit) -> Answer:
    """The customer's page to type a code on, or to use their passkey on, which comes first where there is one."""
    return _page(app, visit, wrong=False)


def typed(app: Privet, visit: Visit) -> Answer:
    """The code that the customer typed, or what their passkey answered."""
    link, answer = visit.asked.places["link"], visit.asked["answer"]
    try:
        if answer:
            recognise.recognise(app, visit.tenant, link, answer, visit.site, visit.whence.address)
        else:
            respond.respond(app, visit.tenant, link, visit.asked.text("code"), visit.whence.address)
    except WRONG:
        return _page(app, visit, wrong=True)
    return Moved(DONE)


def challenged(app: Privet, visit: Visit) -> Answer:
    """What the script asks the customer's browser for a passkey with."""
    link, enrol = visit.asked.places["link"], visit.asked.path.startswith("/passkey/")
    return Data({"passkey": recognise.ask(app, visit.tenant, link, visit.site, enrol=enrol)})


def thanked(app: Privet, visit: Visit) -> Answer:
    """Where the customer's page leads to."""
    return Page("code-done.html", {"kept": visit.asked.path == KEPT})


def enrolling(app: Privet, visit: Visit) -> Answer:
    """The customer's page to enrol a passkey on. They prove themselves first."""
    return _page(app, visit, wrong=False, enrol=True)


def proved(app: Privet, visit: Visit) -> Answer:
    """The customer proved themselves there: this page, in this visit, makes a passkey."""
    link, answer = visit.asked.places["link"], visit.asked["answer"]
    given, at = (visit.site, visit.seed), visit.whence.address
    try:
        if answer:
            options = recognise.offer_by_passkey(app, visit.tenant, link, answer, *given, at)
        else:
            options = recognise.offer_by_code(app, visit.tenant, link, visit.asked.text("code"), *given, at)
    except WRONG:
        return _page(app, visit, wrong=True, enrol=True)
    return Page("passkey.html", {"link": link, "options": options})


def enrolled(app: Privet, visit: Visit) -> Answer:
    """The passkey that the customer's browser made."""
    link, answer = visit.asked.places["link"], visit.asked["answer"]
    try:
        recognise.enrol(app, visit.tenant, link, answer, visit.site, visit.seed, visit.whence.address)
    except WRONG:
        return _page(app, visit, wrong=True, enrol=True)
    return Moved(KEPT)


def state(app: Privet, visit: Visit) -> Answer:
    """Whether the customer of a conversation proved themselves lately, for staff."""
    id, purpose = visit.asked.places["conversation"], purpose_of(visit, "step-up")
    found = stepup.state(app, visit.tenant, id, purpose, visit.here.actor)
    return Page("step-up.html", {**_said(app, visit, id, purpose), "found": found, "link": ""})


def sent(app: Privet, visit: Visit) -> Answer:
    """Send the customer a code; the link to the page for it is shown, or to the one on which they enrol a passkey."""
    id, purpose, actor = visit.asked["id"], visit.asked["purpose"], visit.here.actor
    enrol = visit.asked["enrol"] == "yes"
    silent = stepup.send_code(app, visit.tenant, id, purpose, actor, enrol=enrol) == stepup.PASSKEY
    found = stepup.state(app, visit.tenant, id, purpose, actor)
    link = visit.site.origin + respond.page(app, visit.tenant, id, purpose, enrol=enrol)
    said = {"found": found, "link": link, "silent": silent, "enrol": enrol}
    return Page("step-up.html", {**_said(app, visit, id, purpose), **said})


def invited(app: Privet, visit: Visit) -> Answer:
    """Send the customer the link to their own page; nobody here is shown it."""
    id, purpose, actor = visit.asked["id"], visit.asked["purpose"], visit.here.actor
    portal.link(app, visit.tenant, id, purpose, actor, visit.asked["language"] or "en")
    found = stepup.state(app, visit.tenant, id, purpose, actor)
    return Page("step-up.html", {**_said(app, visit, id, purpose), "found": found, "link": "", "invited": True})


def timed(app: Privet, visit: Visit) -> Answer:
    """What is said in the conversation destroys itself after a time, or does not."""
    id, purpose = visit.asked["id"], visit.asked["purpose"]
    timer.put(app, visit.tenant, id, visit.asked["after"], purpose, visit.here.actor)
    return Moved(f"{HERE}/{id}/step-up?purpose={purpose}")


def reported(app: Privet, visit: Visit) -> Answer:
    """Their SIM card was changed, or their devices are lost as well: what proved them before ends."""
    id, purpose, lost = visit.asked["id"], visit.asked["purpose"], visit.asked["lost"] == "yes"
    stepup.change_sim(app, visit.tenant, id, purpose, visit.here.actor, lost=lost)
    return Moved(f"{HERE}/{id}/step-up?purpose={purpose}")  # both are ours, or there was no such act


def _page(app: Privet, visit: Visit, *, wrong: bool, enrol: bool = False) -> Page:
    link = visit.asked.places["link"]
    there = recognise.enrolled(app, visit.tenant, link, enrol=enrol)
    to = f"/{'passkey' if enrol else 'code'}/{link}"
    return Page("code.html", {"to": to, "passkey": there, "wrong": wrong, "enrol": enrol}, 401 if wrong else 200)


def _said(app: Privet, visit: Visit, id: str, purpose: str) -> dict[str, object]:
    after = ""
    if purpose in visit.ways.purposes.get("timer", ()):
        set_ = timer.state(app, visit.tenant, id, purpose, visit.here.actor)
        after = set_.after if set_ else timer.OFF
    return {
        "id": id, "back": f"{HERE}/{id}", "purpose": purpose, "invited": False, "tongues": tuple(TEXTS),
        "inviting": visit.ways.may("portal"), "after": after,
    }  # fmt: skip


ROUTES = (
    Route("GET", "/code/{link:str}", asked, stranger=True),
    Route("POST", "/code/{link:str}", typed, stranger=True),
    Route("POST", "/code/{link:str}/challenge", challenged, stranger=True),
    Route("GET", DONE, thanked, stranger=True),
    Route("GET", "/passkey/{link:str}", enrolling, stranger=True),
    Route("POST", "/passkey/{link:str}", proved, stranger=True),
    Route("POST", "/passkey/{link:str}/challenge", challenged, stranger=True),
    Route("POST", "/passkey/{link:str}/made", enrolled, stranger=True),
    Route("GET", KEPT, thanked, stranger=True),
    Route("GET", "/conversations/{conversation:str}/step-up", state),
    Route("POST", "/conversations/step-up", sent),
    Route("POST", "/conversations/sim-change", reported),
    Route("POST", "/conversations/timer", timed),
    Route("POST", "/conversations/portal", invited),
)
