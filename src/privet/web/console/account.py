"""One's own account: what proves one, where one is logged in, and ending it."""

from __future__ import annotations

from privet.acts import factor, session
from privet.app import Privet
from privet.web.console import enrolment
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit

HERE = "/account"


def shown(app: Privet, visit: Visit) -> Answer:
    """The account of whoever asks."""
    here = visit.here
    said = {
        "factors": factor.mine(app, visit.tenant, here.actor),
        "sessions": session.mine(app, visit.tenant, here),
        "devices": session.devices(app, visit.tenant, here),
        "roles": sorted(here.actor.roles),
        "policy": app.rules_of(visit.tenant).policy.roles,
    }
    return Page("account.html", said)


def more(app: Privet, visit: Visit) -> Answer:
    """Add what proves one."""
    made = factor.more(app, visit.tenant, visit.here.actor, visit.here.factor_age_s)
    return enrolment.offer_own(app, visit, made)


def passkey_removed(app: Privet, visit: Visit) -> Answer:
    """Take a passkey away."""
    here = visit.here
    factor.remove_passkey(app, visit.tenant, visit.asked["id"], here.actor, here.factor_age_s)
    return Moved(HERE)


def codes_removed(app: Privet, visit: Visit) -> Answer:
    """Take passphrase and codes away."""
    factor.remove_codes(app, visit.tenant, visit.here.actor, visit.here.factor_age_s)
    return Moved(HERE)


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
    return Moved(HERE)


ROUTES = (
    Route("GET", HERE, shown),
    Route("POST", "/account/factors", more),
    Route("POST", "/account/passkeys/remove", passkey_removed),
    Route("POST", "/account/codes/remove", codes_removed),
    Route("POST", "/account/recovery", recovery_made),
    Route("POST", "/account/sessions/end", session_ended),
    Route("POST", "/account/sessions/end-others", others_ended),
)
