"""What customers agreed to: recorded by whoever they told, with receipts; the texts they agree to, and on which legal
basis the company acts, a page.
"""

from __future__ import annotations

from privet.acts import basis, consent, consent_text, receipt
from privet.acts.consent import Given
from privet.app import Privet
from privet.core.consent import BASES, OTHER
from privet.web.console.answer import Answer, File, Moved, Page, Route
from privet.web.console.talks import purpose_of
from privet.web.console.visit import Visit

HERE = "/settings/bases"


def recorded(app: Privet, visit: Visit) -> Answer:
    """A customer agreed elsewhere, or takes it back."""
    said, here = visit.asked, visit.here
    does = consent.withdraw if said["do"] == "withdraw" else consent.give
    what = Given(said["messages"], said["version"], said["channel"], said["language"], said["method"] or OTHER)
    does(app, visit.tenant, said["subject"], what, said["purpose"], said.text("reason"), here.actor, here.factor_age_s)
    return Moved(f"/customers/{said['subject']}?purpose={said['purpose']}")


def receipted(app: Privet, visit: Visit) -> Answer:
    """The signed receipt of a consent, to keep or hand on."""
    text = receipt.receipt_of(
        app, visit.tenant, visit.asked.places["consent"], visit.here.actor, purpose=purpose_of(visit, "read")
    )
    return File(text.encode("utf-8"), "consent-receipt.txt", "text/plain; charset=utf-8")


def bases(app: Privet, visit: Visit) -> Answer:
    """Every purpose, and on which basis something is done for it."""
    rows = basis.all_(app, visit.tenant, visit.here.actor)
    texts = consent_text.all_(app, visit.tenant, visit.here.actor)
    return Page("settings-bases.html", {"rows": rows, "bases": BASES, "texts": texts})


def changed(app: Privet, visit: Visit) -> Answer:
    """A purpose has another basis from here on."""
    said, here = visit.asked, visit.here
    basis.set_(app, visit.tenant, said["of"], said["basis"], said.text("reason"), here.actor, here.factor_age_s)
    return Moved(HERE)


def added(app: Privet, visit: Visit) -> Answer:
    """A text that people agree to is on file from here on."""
    said, here = visit.asked, visit.here
    draft = consent_text.Draft(
        said["version"], said["language"], said["of"], said["text"].replace("\r\n", "\n"), said["law"], said["place"]
    )
    consent_text.add(app, visit.tenant, draft, said.text("reason"), here.actor, here.factor_age_s)
    return Moved(HERE)


ROUTES = (
    Route("GET", "/customers/consents/{consent:str}/receipt", receipted),
    Route("POST", "/settings/bases/texts", added),
    Route("POST", "/customers/consents", recorded),
    Route("GET", HERE, bases),
    Route("POST", HERE, changed),
)
