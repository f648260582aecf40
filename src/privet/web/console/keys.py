"""API keys: what each program may, since when, until when, and when it last came; made, shown once, revoked."""

from __future__ import annotations

from privet.acts import access
from privet.acts.access import DAYS, MOST_DAYS, Limits
from privet.app import Privet
from privet.core.access import OPENING
from privet.core.matrix import SHOWN
from privet.core.policy import ACTS
from privet.errors import BadInput
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit

HERE = "/settings/keys"

FOR = (
    "read", "find", "receive", "send", "reveal", "relay", "ask", "assign", "restrict", "erase", "step-up", "portal",
    "timer", "ledger",
)  # fmt: skip
"""Acts that a key is commonly made for, in the order in which the form names them."""


def shown(app: Privet, visit: Visit) -> Answer:
    """Every key there was, without anything that proves one; those that are good first."""
    policy = app.rules_of(visit.tenant).policy
    keys = sorted(
        access.everyone(app, visit.tenant, visit.here.actor), key=lambda one: (one.state != "live", -one.created)
    )
    said = {
        "keys": keys, "acts": [one for one in FOR if one in ACTS], "purposes": policy.purposes, "kinds": SHOWN,
        "opening": sorted(OPENING), "days": DAYS, "most": MOST_DAYS,
    }  # fmt: skip
    return Page("settings-keys.html", said)


def made(app: Privet, visit: Visit) -> Answer:
    """A key for a program, on this page and never again."""
    said, here = visit.asked, visit.here
    limits = Limits(
        said["acts"].split(), said["purposes"].split(), said["kinds"].split(), _number(said["budget"], "a budget"),
        _number(said["days"], "days") or DAYS, here.actor.name,
    )  # fmt: skip
    key, text = access.make(
        app, visit.tenant, said["name"].strip(), limits, here.actor, reason=said.text("reason"),
        factor_age_s=here.factor_age_s,
    )  # fmt: skip
    return Page("settings-key.html", {"key": key, "text": text.expose()})


def revoked(app: Privet, visit: Visit) -> Answer:
    """From here on nobody comes in with it."""
    said, here = visit.asked, visit.here
    access.revoke(
        app, visit.tenant, said["name"], here.actor, reason=said.text("reason"), factor_age_s=here.factor_age_s
    )
    return Moved(HERE)


def _number(text: str, what: str) -> int | None:
    """A number of a form, or None where nothing stands there."""
    text = text.strip()
    if text and not (text.isascii() and text.isdecimal() and len(text) < 8):
        raise BadInput(f"{what}: a number, or nothing", hint="digits alone")
    return int(text) if text else None


ROUTES = (
    Route("GET", HERE, shown),
    Route("POST", "/settings/keys/make", made),
    Route("POST", "/settings/keys/revoke", revoked),
)
