"""Conversations as their reader may see them: a list, one of them in tokens, whom it is given to, restriction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from privet.acts import annotate, assign, browse, file_open, look, macro, mask, read, restrict
from privet.acts.read import ReadMessage
from privet.app import Privet
from privet.core.message import TokenRef
from privet.errors import BadInput, PrivetError
from privet.web.console.answer import Again, Answer, Moved, Page, Route, refilled
from privet.web.console.visit import Visit, local

HERE = "/conversations"
ROWS, LONG = 50, 160
DAY_MS = 86_400_000
PURPOSE = "support"


def everyone(app: Privet, visit: Visit) -> Page:
    """The conversations in sight, the one written in last first."""
    purpose, which = purpose_of(visit, "read"), visit.asked["which"] or browse.WHICH[0]
    before = visit.asked["before"]
    made = browse.browse(app, visit.tenant, visit.here.actor, purpose=purpose, which=which, before=before)
    said = {
        "lines": [(one, list(parts(one.latest, LONG))) for one in made.lines], "before": made.before, "which": which,
        "purpose": purpose, "purposes": purposes(app, visit, "read"), "first": not before, "all": browse.WHICH,
        "today": app.now() - DAY_MS, "finding": visit.ways.purposes.get("find", ()), "seek": "", "wrong": None,
    }  # fmt: skip
    return Page("conversations.html", said, part="conversations-list.html", path=HERE)


def one(app: Privet, visit: Visit) -> Page:
    """One conversation, in tokens, the last messages; each token leads to where its value can be asked for."""
    id, purpose, actor = visit.asked.places["conversation"], purpose_of(visit, "read"), visit.here.actor
    given = (app, visit.tenant, id)
    before = visit.asked["before"]
    rows = read.latest(*given, actor, purpose=purpose, before=before, limit=ROWS)
    new = look.new(*given, actor, ROWS, visit.asked["since"])
    looked = look.row(actor, id, rows[-1].id) if rows and look.beyond(new, rows[-1].id) else None
    held = {ref.id: ref for row in rows for ref in row.tokens}
    masking = purpose in visit.ways.purposes.get("mask", ()) and bool(held)
    said = {
        "id": id, "purpose": purpose, "purposes": purposes(app, visit, "read"), "first": not before,
        "rows": [(row, list(parts(row))) for row in rows], "subjects": sorted({row.subject for row in rows}),
        "before": rows[0].id if read.full(rows, ROWS) else "", "held": list(held.values()), "new": new,
        "files": file_open.of_messages(app, visit.tenant, [row.id for row in rows if row.attachments]),
        "masks": mask.mask(*given, held, actor, purpose=purpose) if masking else {},
    }  # fmt: skip
    if not visit.asked.quiet:
        said |= {
            "given": assign.assigned(*given, actor, purpose=purpose), "sent": visit.asked["sent"],
            "notes": annotate.notes(*given, actor, purpose=purpose),
            "texts": macro.all_(app, visit.tenant, actor, purpose=purpose) if visit.ways.may("send") else [],
            "restricting": purposes(app, visit, "restrict"), "channel": read.channel(*given, actor, purpose=purpose),
            "typed": {}, "wrong": None, "failed": "",
        }  # fmt: skip
    return Page("conversation.html", said, part="conversation-talk.html", path=f"{HERE}/{id}", looked=looked)


def page_again(form: str) -> Again:
    """The conversation's page again, with what was typed into its form of that name."""

    def again(app: Privet, visit: Visit, error: PrivetError) -> Page:
        id = visit.asked["id"]
        came = visit.looking(f"{HERE}/{id}")
        came = replace(came, asked=replace(came.asked, places={"conversation": id}, headers={}))
        return refilled(one(app, came), error, typed=visit.asked.form, failed=form)

    return again


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


def parts(row: ReadMessage, most: int | None = None) -> Iterator[tuple[str, TokenRef | None]]:
    """A message's text piece by piece, or its first `most` characters; with those that are tokens, what they name."""
    if row.text is None:
        return
    text, at = row.text.text, 0
    for ref in row.tokens:
        if most is not None and ref.end > most:
            break
        yield text[at : ref.start], None
        yield text[ref.start : ref.end], ref
        at = ref.end
    yield text[at:] if most is None or len(text) <= most else text[at:most] + "…", None


def _back(visit: Visit) -> Moved:
    return Moved(local(f"{HERE}/{visit.asked['id']}", HERE))


ROUTES = (
    Route("GET", HERE, everyone),
    Route("GET", "/conversations/{conversation:str}", one),
    Route("POST", "/conversations/assign", assigned, typed=("name", "hours"), again=page_again("assign")),
    Route("POST", "/conversations/unassign", unassigned),
    Route("POST", "/conversations/restrict", restricted, typed=("reason",)),
)
