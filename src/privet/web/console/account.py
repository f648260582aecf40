"""One's own account: what proves one, where one is logged in, and ending it."""

from __future__ import annotations

from collections.abc import Sequence

from privet.acts import factor, session
from privet.acts.session import Device
from privet.app import Privet
from privet.web.console import enrolment
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit

HERE = "/account"
DONE, ENDED = "/account?done=1", "/account?done=2"
"""Where a change leads back to: that it is done, and that everywhere else one was logged out."""

NEW_MS = 7 * 86_400_000
"""For how long a browser that was new is spoken of."""


def shown(app: Privet, visit: Visit) -> Answer:
    """The account of whoever asks."""
    here, done = visit.here, visit.asked["done"]
    devices = session.devices(app, visit.tenant, here)
    said = {
        "changed": done in ("1", "2"), "ended": done == "2", "unknown": unknown(devices, app.now()),
        "factors": factor.mine(app, visit.tenant, here.actor),
        "sessions": session.mine(app, visit.tenant, here),
        "devices": devices,
        "roles": sorted(here.actor.roles),
        "policy": app.rules_of(visit.tenant).policy.roles,
    }  # fmt: skip
    return Page("account.html", said)


def unknown(devices: Sequence[Device], now: int) -> int | None:
    """When (ms) a browser lately came that was new, beside those that one had; None where none did."""
    newest = max((one.created for one in devices), default=0)
    return newest if len(devices) > 1 and now < newest + NEW_MS else None


def more(app: Privet, visit: Visit) -> Answer:
    """Add what proves one."""
    made = factor.more(app, visit.tenant, visit.here.actor, visit.here.factor_age_s)
    return enrolment.offer_own(app, visit, made)


def passkey_removed(app: Privet, visit: Visit) -> Answer:
    """Take a passkey away."""
    here = visit.here
    factor.remove_passkey(app, visit.tenant, visit.asked["id"], here.actor, here.factor_age_s)
    return Moved(ENDED if enrolment.alone(app, visit, here.session) else DONE)


def codes_removed(app: Privet, visit: Visit) -> Answer:
    """Take passphrase and codes away."""
    here = visit.here
    factor.remove_codes(app, visit.tenant, here.actor, here.factor_age_s)
    return Moved(ENDED if enrolment.alone(app, visit, here.session) else DONE)


def recovery_made(app: Privet, visit: Visit) -> Answer:
    """New recovery codes."""
    return enrolment.kept_once(factor.new_recovery(app, visit.tenant, visit.here.actor, visit.here.factor_age_s))


def session_ended(app: Privet, visit: Visit) -> Answer:
    """End one of one's sessions."""
    session.end(app, visit.tenant, visit.asked["id"], visit.here.actor)
    return Moved(HERE)


def others_ended(app: Privet, visit: Visit) -> Answer:
    """End all of one's sessions but this one."""
    here = visit.here
    session.end_all(app, visit.tenant, here.actor.name, here.actor, but=here.session)
    return Moved(ENDED)


ROUTES = (
    Route("GET", HERE, shown),
    Route("POST", "/account/factors", more),
    Route("POST", "/account/passkeys/remove", passkey_removed),
    Route("POST", "/account/codes/remove", codes_removed),
    Route("POST", "/account/recovery", recovery_made),
    Route("POST", "/account/sessions/end", session_ended),
    Route("POST", "/account/sessions/end-others", others_ended),
)
