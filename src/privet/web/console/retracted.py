"""What leaves the chats: deletions that Telegram was asked for, and what came of them; who wants no messages."""

from __future__ import annotations

from privet.acts import bot, retract, stop
from privet.app import Privet
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit

SHOWN = 200
"""How many rows a page has at most, the newest first."""


def deletions(app: Privet, visit: Visit) -> Answer:
    """What is to be deleted at Telegram and when, what was, and why not; what is late comes first."""
    found = retract.listed(app, visit.tenant, visit.here.actor, limit=SHOWN)
    rows = sorted(found, key=lambda one: one.state != "late")
    names = {one.id: one.name for one in bot.everyone(app, visit.tenant, visit.here.actor)}
    late = sum(one.state == "late" for one in found)
    return Page("deletions.html", {"rows": rows, "late": late, "most": SHOWN, "names": names})


def opted_out(app: Privet, visit: Visit) -> Answer:
    """Who wants no more messages, since when, and who said so."""
    rows = stop.listed(app, visit.tenant, visit.here.actor, limit=SHOWN)
    return Page("opt-outs.html", {"rows": rows, "most": SHOWN})


def changed(app: Privet, visit: Visit) -> Answer:
    """A customer said elsewhere that they want no more messages, or want them again."""
    said, here = visit.asked, visit.here
    does = stop.start if said["do"] == "start" else stop.stop
    does(app, visit.tenant, said["subject"], said["purpose"], said.text("reason"), here.actor, here.factor_age_s)
    return Moved(f"/customers/{said['subject']}?purpose={said['purpose']}")


ROUTES = (
    Route("GET", "/settings/telegram/deletions", deletions),
    Route("GET", "/settings/telegram/opt-outs", opted_out),
    Route("POST", "/customers/messages", changed),
)
