"""People: who works here, with which roles; invited, given roles, logged out, reset, removed by whoever may.

A name is what a form says, never part of an address: addresses are logged.
"""

from __future__ import annotations

from privet.acts import agree, invite, operator, session
from privet.acts.invite import Invited
from privet.app import Privet
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit

HERE = "/people"


def shown(app: Privet, visit: Visit) -> Answer:
    """Everybody, who is invited, and who is logged in."""
    actor = visit.here.actor
    said = {
        "people": operator.everyone(app, visit.tenant, actor),
        "invited": invite.everyone(app, visit.tenant, actor),
        "sessions": session.everyone(app, visit.tenant, actor),
        "agreed": agree.everyone(app, visit.tenant, actor),
        "roles": app.rules_of(visit.tenant).policy.roles,
        "own": actor.name,
    }
    return Page("people.html", said)


def invited(app: Privet, visit: Visit) -> Answer:
    """A link for somebody new, shown once."""
    said, here = visit.asked, visit.here
    made = invite.invite(
        app, visit.tenant, said["name"].strip(), said["roles"].split(), here.actor, reason=said.text("reason"),
        factor_age_s=here.factor_age_s,
    )  # fmt: skip
    return _link(visit, made)


def withdrawn(app: Privet, visit: Visit) -> Answer:
    """An invitation is taken back."""
    invite.withdraw(
        app, visit.tenant, visit.asked["name"], visit.here.actor, reason=visit.asked.text("reason"),
        factor_age_s=visit.here.factor_age_s,
    )  # fmt: skip
    return Moved(HERE)


def roles_given(app: Privet, visit: Visit) -> Answer:
    """Other roles, from the next request on."""
    said = visit.asked
    operator.give_roles(
        app, visit.tenant, said["name"], said["roles"].split(), visit.here.actor, reason=said.text("reason"),
        factor_age_s=visit.here.factor_age_s,
    )  # fmt: skip
    return Moved(HERE)


def agreed(app: Privet, visit: Visit) -> Answer:
    """What another administrator then may do to an account within a day."""
    said = visit.asked
    agree.agree(
        app, visit.tenant, said["name"].strip(), said["what"], said["roles"].split(), visit.here.actor,
        reason=said.text("reason"), factor_age_s=visit.here.factor_age_s,
    )  # fmt: skip
    return Moved(HERE)


def reset(app: Privet, visit: Visit) -> Answer:
    """A new link for who lost what proves them; the old proofs and sessions end."""
    made = invite.reset(
        app, visit.tenant, visit.asked["name"], visit.here.actor, reason=visit.asked.text("reason"),
        factor_age_s=visit.here.factor_age_s,
    )  # fmt: skip
    return _link(visit, made)


def logged_out(app: Privet, visit: Visit) -> Answer:
    """Every session of somebody ends."""
    session.end_all(
        app, visit.tenant, visit.asked["name"], visit.here.actor, reason=visit.asked.text("reason"),
        factor_age_s=visit.here.factor_age_s,
    )  # fmt: skip
    return Moved(HERE)


def removed(app: Privet, visit: Visit) -> Answer:
    """Somebody leaves: sessions, keys and grants with them."""
    operator.remove(
        app, visit.tenant, visit.asked["name"], visit.here.actor, reason=visit.asked.text("reason"),
        factor_age_s=visit.here.factor_age_s,
    )  # fmt: skip
    return Moved(HERE)


def _link(visit: Visit, made: Invited) -> Page:
    """A link to hand on, on this page and never again."""
    link = f"{visit.site.origin}/enrol#{made.secret.expose()}"
    return Page("invited.html", {"name": made.name, "roles": made.roles, "expires": made.expires, "link": link})


ROUTES = (
    Route("GET", HERE, shown),
    Route("POST", "/people/invite", invited),
    Route("POST", "/people/withdraw", withdrawn),
    Route("POST", "/people/roles", roles_given),
    Route("POST", "/people/reset", reset),
    Route("POST", "/people/agree", agreed),
    Route("POST", "/people/log-out", logged_out),
    Route("POST", "/people/remove", removed),
)
