"""What people do at their desk beside reading: answer, write a note, look somebody up, keep texts for answers, and be
told that something came.
"""

from __future__ import annotations

from privet.acts import annotate, find, macro, read, send
from privet.app import Privet
from privet.core.kinds import KINDS
from privet.web.console.answer import Answer, Moved, News, Page, Route
from privet.web.console.talks import HERE, purpose_of
from privet.web.console.visit import Visit, local

TEXTS = "/texts"


def news(app: Privet, visit: Visit) -> Answer:
    """Be told that something came, for a page's script."""
    return News()


def answered(app: Privet, visit: Visit) -> Answer:
    """Answer the customer."""
    said = visit.asked
    made = send.send(app, visit.tenant, said["id"], said.text("text"), visit.here.actor)
    return Moved(local(f"{HERE}/{said['id']}", HERE) + f"?purpose={purpose_of(visit, 'read')}&sent={made.state}")


def noted(app: Privet, visit: Visit) -> Answer:
    """Write a note about a conversation."""
    said = visit.asked
    purpose = purpose_of(visit, "annotate")
    annotate.annotate(app, visit.tenant, said["id"], said.text("text"), visit.here.actor, purpose=purpose)
    return Moved(local(f"{HERE}/{said['id']}", HERE))


def found(app: Privet, visit: Visit) -> Answer:
    """Look somebody up by an address or a number, in any spelling."""
    purpose, actor = purpose_of(visit, "find"), visit.here.actor
    made = find.find(app, visit.tenant, visit.asked.text("who"), purpose, actor, visit.here.factor_age_s)
    talks = dict.fromkeys([one.conversation for one in made.mentions])
    if visit.ways.may("read"):
        own = read.talks_of(app, visit.tenant, made.subjects, actor, purpose=purpose)
        talks = dict.fromkeys([*own, *talks])
    spelled = {one.conversation: one.kind for one in made.mentions if one.kind in KINDS}
    return Page("found.html", {"talks": list(talks), "spelled": spelled, "purpose": purpose})


def texts(app: Privet, visit: Visit) -> Answer:
    """The texts that answers begin with."""
    purpose = purpose_of(visit, "read")
    return Page("texts.html", {"texts": macro.all_(app, visit.tenant, visit.here.actor, purpose=purpose)})


def kept(app: Privet, visit: Visit) -> Answer:
    """Keep another text."""
    said = visit.asked
    macro.keep(app, visit.tenant, said["name"], said["text"], visit.here.actor)
    return Moved(TEXTS)


def dropped(app: Privet, visit: Visit) -> Answer:
    """Take a text away."""
    macro.drop(app, visit.tenant, visit.asked["id"], visit.here.actor)
    return Moved(TEXTS)


ROUTES = (
    Route("GET", "/conversations/news", news),
    Route("POST", "/conversations/answer", answered),
    Route("POST", "/conversations/note", noted),
    Route("POST", "/conversations/find", found),
    Route("GET", TEXTS, texts),
    Route("POST", f"{TEXTS}/keep", kept),
    Route("POST", f"{TEXTS}/drop", dropped),
)
