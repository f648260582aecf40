"""What customers agreed to: recorded by whoever they told; and on which legal basis the company acts, a page."""

from __future__ import annotations

from privet.acts import basis, consent
from privet.acts.consent import Given
from privet.app import Privet
from privet.core.consent import BASES
from privet.web.console.answer import Answer, Moved, Page, Route
from privet.web.console.visit import Visit

HERE = "/settings/bases"


def recorded(app: Privet, visit: Visit) -> Answer:
    """A customer agreed elsewhere, or takes it back."""
    said, here = visit.asked, visit.here
    does = consent.withdraw if said["do"] == "withdraw" else consent.give
    what = Given(said["messages"], said["version"], said["channel"])
    does(app, visit.tenant, said["subject"], what, said["purpose"], said.text("reason"), here.actor, here.factor_age_s)
    return Moved(f"/customers/{said['subject']}?purpose={said['purpose']}")


def bases(app: Privet, visit: Visit) -> Answer:
    """Every purpose, and on which basis something is done for it."""
    rows = basis.all_(app, visit.tenant, visit.here.actor)
    return Page("settings-bases.html", {"rows": rows, "bases": BASES})


def changed(app: Privet, visit: Visit) -> Answer:
    """A purpose has another basis from here on."""
    said, here = visit.asked, visit.here
    basis.set_(app, visit.tenant, said["of"], said["basis"], said.text("reason"), here.actor, here.factor_age_s)
    return Moved(HERE)


ROUTES = (
    Route("POST", "/customers/consents", recorded),
    Route("GET", HERE, bases),
    Route("POST", HERE, changed),
)
