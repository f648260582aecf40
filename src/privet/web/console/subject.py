"""A customer's page: what is held of them, what leads to them, and who was shown any of it. Nothing in the clear."""

from __future__ import annotations

from privet.acts import consent, customer, stop
from privet.app import Privet
from privet.core.consent import METHODS
from privet.core.sentence import sentence
from privet.web.console import cases, consenting
from privet.web.console.answer import Answer, Page, Route
from privet.web.console.talks import purpose_of, purposes
from privet.web.console.visit import Visit


def shown(app: Privet, visit: Visit) -> Answer:
    """Everything that is held of one customer, in kinds and figures."""
    purpose, id = purpose_of(visit, "read"), visit.asked.places["subject"]
    made = customer.customer(app, visit.tenant, id, visit.here.actor, purpose=purpose)
    active = made.state == "active" and not made.group
    given = consent.history(app, visit.tenant, id, visit.here.actor, purpose=purpose) if active else []
    words = stop.receipts(app, visit.tenant, id, visit.here.actor, purpose=purpose) if active else []
    said = {
        "given": given, "words": words, "consenting": purposes(app, visit, "consent"),
        "methods": METHODS, "every": app.rules_of(visit.tenant).policy.purposes,
        "made": made, "purpose": purpose, "purposes": purposes(app, visit, "read"),
        "stopping": purposes(app, visit, "opt-out"),
        "seen": None if made.seen is None else [(one, sentence(one.entry)) for one in made.seen],
    }  # fmt: skip
    return Page("customer.html", said)


ROUTES = (Route("GET", "/customers/{subject:str}", shown), *consenting.ROUTES, *cases.ROUTES)
