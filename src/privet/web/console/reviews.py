"""Reviews: the score and what it lacks, the tasks of a year, the reveals that were drawn, who has which right."""

from __future__ import annotations

from privet.acts import census, operator, posture, sample, task
from privet.app import Privet
from privet.core.tasks import VERDICTS, day_end, overdue_days
from privet.errors import BadInput
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit

HERE, SAMPLES = "/reviews", "/reviews/samples"

FRESH_S = 240
"""A proof older than this is soon too old for what is done here (`fresh-factor`)."""


def shown(app: Privet, visit: Visit) -> Answer:
    """The score, every task, and what was done last."""
    actor = visit.here.actor
    said = {
        "posture": posture.posture(app, visit.tenant, actor),
        "tasks": [(one, overdue_days(one, app.now())) for one in task.everyone(app, visit.tenant, actor)],
        "history": task.history(app, visit.tenant, actor),
        "people": [one.name for one in operator.everyone(app, visit.tenant, actor)],
        "stale": visit.here.factor_age_s > FRESH_S, "done": visit.asked["done"] == "1",
    }  # fmt: skip
    return Page("reviews.html", said)


def completed(app: Privet, visit: Visit) -> Answer:
    """A task was done."""
    said, here = visit.asked, visit.here
    task.complete(app, visit.tenant, said["task"], said.text("evidence"), here.actor, here.factor_age_s)
    return Moved("/reviews?done=1")


def planned(app: Privet, visit: Visit) -> Answer:
    """A task gets another owner, round or day."""
    said, here = visit.asked, visit.here
    task.plan(
        app, visit.tenant, said["task"], here.actor, owner=said["owner"], days=_days(said["days"]),
        due=day_end(said["due"]), reason=said.text("reason"), factor_age_s=here.factor_age_s,
    )  # fmt: skip
    return Moved("/reviews?done=1")


def samples(app: Privet, visit: Visit) -> Answer:
    """The reveals that were drawn: those that wait, and what was said of the others."""
    actor = visit.here.actor
    said = {
        "waiting": sample.waiting(app, visit.tenant, actor), "judged": sample.judged(app, visit.tenant, actor),
        "verdicts": VERDICTS,
    }  # fmt: skip
    return Page("samples.html", said)


def judged(app: Privet, visit: Visit) -> Answer:
    """A verdict."""
    said = visit.asked
    sample.judge(app, visit.tenant, said["id"], said["verdict"], said.text("remark"), visit.here.actor)
    return Moved(SAMPLES)


def access(app: Privet, visit: Visit) -> Answer:
    """Who has which right, and used it when."""
    return Page("census.html", {"census": census.census(app, visit.tenant, visit.here.actor)})


def _days(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise BadInput("every how many days?", hint="say a whole number")
    return int(text)


ROUTES = (
    Route("GET", HERE, shown),
    Route("POST", "/reviews/done", completed),
    Route("POST", "/reviews/plan", planned),
    Route("GET", SAMPLES, samples),
    Route("POST", "/reviews/samples", judged),
    Route("GET", "/reviews/access", access),
)
