"""Language models: gateways to them, put up, set, paused and removed.

A gateway's name is what a form says, never part of an address: addresses are logged.
"""

from __future__ import annotations

from privet.acts import llm, trial
from privet.acts.llm import Llm
from privet.app import Privet
from privet.core import webhook
from privet.core.llm import gateway as core
from privet.core.llm.gateway import Settings
from privet.errors import BadInput, NotFound, PrivetError
from privet.web.console.answer import Answer, Moved, Page, Route, refilled
from privet.web.console.visit import Visit

HERE = "/settings/models"
_NEW = {"name": "", "upstream": "", "reader": "customer", "timeout_s": "120", "trial": "", "reason": ""}


def shown(app: Privet, visit: Visit) -> Answer:
    """Every gateway, what its trial shows, and the form for another one."""
    each, actor = llm.everyone(app, visit.tenant, visit.here.actor), visit.here.actor
    reports = {one.id: trial.report(app, visit.tenant, one.name, actor, "llm") for one in each}
    said = {
        "gateways": each, "reports": reports, "origin": visit.site.origin, "typed": _NEW,
        "wrong": None, "done": visit.asked["done"],
    }  # fmt: skip
    return Page("models.html", said, path=HERE)


def added(app: Privet, visit: Visit) -> Answer:
    """A gateway is put up."""
    said, here = visit.asked, visit.here
    llm.add(
        app, visit.tenant, said["name"].strip(), _settings(app, visit), here.actor, reason=said.text("reason"),
        factor_age_s=here.factor_age_s,
    )  # fmt: skip
    return Moved(f"{HERE}?done=added")


def again(app: Privet, visit: Visit, error: PrivetError) -> Page:
    """What was typed, and what was wrong."""
    page = shown(app, visit)
    assert isinstance(page, Page)
    return refilled(page, error, typed={name: visit.asked[name] for name in _NEW})


def changed(app: Privet, visit: Visit) -> Answer:
    """A gateway is set anew."""
    found, here = _of(app, visit), visit.here
    llm.change(
        app, visit.tenant, found.name, _settings(app, visit), here.actor, reason=visit.asked.text("reason"),
        factor_age_s=here.factor_age_s,
    )  # fmt: skip
    return Moved(f"{HERE}?done=set")


def paused(app: Privet, visit: Visit) -> Answer:
    """Nothing is passed on, for now; or it goes on; or the gateway is gone."""
    found, here = _of(app, visit), visit.here
    does = {"resume": llm.resume, "remove": llm.remove}.get(visit.asked["do"], llm.pause)
    does(app, visit.tenant, found.name, here.actor, reason=visit.asked.text("reason"), factor_age_s=here.factor_age_s)
    return Moved(f"{HERE}?done=set")


def _of(app: Privet, visit: Visit) -> Llm:
    """The gateway with the id that the form says. Raises NotFound."""
    for found in llm.everyone(app, visit.tenant, visit.here.actor):
        if found.id == visit.asked["gateway"]:
            return found
    raise NotFound("there is no such gateway", hint="the page of the settings lists them")


def _settings(app: Privet, visit: Visit) -> Settings:
    """What the form says. Raises BadInput."""
    said = visit.asked
    seconds = said["timeout_s"].strip()
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) < 5):
        raise BadInput("timeout_s is 1 to 3600")
    given = {
        "upstream": said["upstream"].strip(), "reader": said["reader"], "timeout_s": int(seconds),
        "trial": said["trial"] == "yes",
    }  # fmt: skip
    return core.given(given, webhook.networks(app.config.outgoing.networks))


ROUTES = (
    Route("GET", HERE, shown),
    Route("POST", "/settings/models/add", added, typed=("name", "reason"), again=again),
    Route("POST", "/settings/models/set", changed),
    Route("POST", "/settings/models/pause", paused),
)
