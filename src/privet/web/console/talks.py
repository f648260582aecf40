"""Conversations as their reader may see them: a list, one of them in tokens, whom it is given to, restriction."""

from __future__ import annotations

from collections.abc import Iterator

from privet.acts import assign, read, restrict
from privet.acts.read import ReadMessage
from privet.app import Privet
from privet.core.message import TokenRef
from privet.errors import BadInput
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit, local

HERE = "/conversations"
ROWS = 50
PURPOSE = "support"


def everyone(app: Privet, visit: Visit) -> Answer:
    """The conversations in sight, oldest first."""
    purpose = purpose_of(visit, "read")
    rows = read.conversations(
        app, visit.tenant, visit.here.actor, purpose=purpose, after=visit.asked["after"], limit=ROWS
    )
    said = {
        "rows": rows, "purpose": purpose, "purposes": purposes(app, visit, "read"),
        "next": rows[-1].id if len(rows) == ROWS else "",
    }  # fmt: skip
    return Page("conversations.html", said)


def one(app: Privet, visit: Visit) -> Answer:
    """One conversation, in tokens; each leads to where its value can be asked for."""
    id, purpose, actor = visit.asked.places["conversation"], purpose_of(visit, "read"), visit.here.actor
    rows = read.conversation(app, visit.tenant, id, actor, purpose=purpose, after=visit.asked["after"], limit=ROWS)
    said = {
        "id": id, "purpose": purpose, "purposes": purposes(app, visit, "read"),
        "rows": [(row, list(parts(row))) for row in rows], "subjects": sorted({row.subject for row in rows}),
        "given": assign.assigned(app, visit.tenant, id, actor, purpose=purpose),
        "next": rows[-1].id if read.full(rows, ROWS) else "",
        "restricting": purposes(app, visit, "restrict"),
    }  # fmt: skip
    return Page("conversation.html", said)


def assigned(app: Privet, visit: Visit) -> Answer:
    """Give it to somebody, for good or for some hours."""
    said = visit.asked
    hours = said["hours"].strip()
    if hours and not (hours.isascii() and hours.isdecimal() and len(hours) < 6):
        raise BadInput("hours are a number, or nothing", hint="nothing means: until it is taken back")
    assign.assign(app, visit.tenant, said["id"], said["name"].strip(), visit.here.actor, int(hours) if hours else None)
    return _back(visit)


def unassigned(app: Privet, visit: Visit) -> Answer:
    """Take it back from somebody."""
    assign.unassign(app, visit.tenant, visit.asked["id"], visit.asked["name"], visit.here.actor)
    return _back(visit)


def restricted(app: Privet, visit: Visit) -> Answer:
    """A subject's data is only stored from here on (GDPR Art. 18), or no longer so."""
    said, here = visit.asked, visit.here
    act = restrict.lift if said["what"] == "lift" else restrict.restrict
    act(app, visit.tenant, said["subject"], said["purpose"], said.text("reason"), here.actor, here.factor_age_s)
    return Moved(HERE)


def purposes(app: Privet, visit: Visit, act: str) -> dict[str, str]:
    """The purposes for which a rule might let whoever asks do that, with their sentences."""
    said = app.rules_of(visit.tenant).policy.purposes
    return {name: said[name] for name in visit.ways.purposes.get(act, ()) if name in said}


def purpose_of(visit: Visit, act: str) -> str:
    """The purpose that was named; where none was, answering customers, or what else whoever asks may."""
    if named := visit.asked["purpose"]:
        return named
    found = visit.ways.purposes.get(act, ())
    return PURPOSE if PURPOSE in found else next(iter(found), PURPOSE)


def parts(row: ReadMessage) -> Iterator[tuple[str, TokenRef | None]]:
    """A message's text piece by piece; with those that are tokens, what they name."""
    if row.text is None:
        return
    text, at = row.text.text, 0
    for ref in row.tokens:
        yield text[at : ref.start], None
        yield text[ref.start : ref.end], ref
        at = ref.end
    yield text[at:], None


def _back(visit: Visit) -> Moved:
    return Moved(local(f"{HERE}/{visit.asked['id']}", HERE))


ROUTES = (
    Route("GET", HERE, everyone),
    Route("GET", "/conversations/{conversation:str}", one),
    Route("POST", "/conversations/assign", assigned),
    Route("POST", "/conversations/unassign", unassigned),
    Route("POST", "/conversations/restrict", restricted),
)
