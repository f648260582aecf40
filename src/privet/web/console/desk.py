"""What people do at their desk beside reading: answer, write a note, look somebody up, keep texts for answers, and be
told that something came.
"""

from __future__ import annotations

from urllib.parse import urlencode

from privet.acts import annotate, find, look, macro, read, send
from privet.app import Privet
from privet.core.kinds import KINDS
from privet.errors import Conflict, PrivetError
from privet.web.console.answer import Answer, Moved, News, Page, Route, refilled
from privet.web.console.talks import HERE, everyone, page_again, purpose_of
from privet.web.console.visit import Visit, local

TEXTS = "/texts"


def news(app: Privet, visit: Visit) -> Answer:
    """Be told that something came, for a page's script."""
    return News()


def answered(app: Privet, visit: Visit) -> Answer:
    """Answer the customer."""
    said = visit.asked
    made = send.send(app, visit.tenant, said["id"], said.text("text"), visit.here.actor)
    if made.state == "failed":
        raise Conflict(
            "the answer was not delivered", hint="it stands in the conversation; send it once more, or change it"
        )
    seen = urlencode({"purpose": purpose_of(visit, "read"), "sent": made.state, "since": made.id})
    return Moved(local(f"{HERE}/{said['id']}", HERE) + f"?{seen}")


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


def seen(app: Privet, visit: Visit) -> Answer:
    """Nothing that came so far is new to them any more."""
    look.everything(app, visit.tenant, visit.here.actor)
    return Moved(HERE)


def seek(app: Privet, visit: Visit, error: PrivetError) -> Page:
    """The inbox again, with whom was looked for."""
    return refilled(everyone(app, visit.looking(HERE)), error, seek=visit.asked["who"])


def texts(app: Privet, visit: Visit) -> Page:
    """The texts that answers begin with."""
    found = macro.all_(app, visit.tenant, visit.here.actor, purpose=purpose_of(visit, "read"))
    return Page("texts.html", {"texts": found, "typed": {}, "wrong": None}, path=TEXTS)


def texts_again(app: Privet, visit: Visit, error: PrivetError) -> Page:
    """The texts again, with the one that was not kept."""
    return refilled(texts(app, visit.looking(TEXTS)), error, typed=visit.asked.form)


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
    Route("POST", "/conversations/answer", answered, typed=("text",), again=page_again("answer")),
    Route("POST", "/conversations/note", noted, typed=("text",), again=page_again("note")),
    Route("POST", "/conversations/find", found, typed=("who",), again=seek),
    Route("POST", "/conversations/seen", seen),
    Route("GET", TEXTS, texts),
    Route("POST", f"{TEXTS}/keep", kept, typed=("name", "text"), again=texts_again),
    Route("POST", f"{TEXTS}/drop", dropped),
)
