"""Signal: a customer's browser asks for them, by Global Privacy Control, that their data be neither sold nor shared. It
is recorded as taken back for each purpose that the setting `webchat.gpc_purposes` names, in force at once, never as an
erasure; and again, whenever they agreed since.

A purpose that the policy does not have is recorded too, so that whoever makes it one later finds who objected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts.consent import CONSENT
from privet.acts.wanted import linked
from privet.core import ids
from privet.core.consent import ANY, EVERY, Consent, last_word
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.store import consents, messages, rights, subjects
from privet.store.subjects import ACTIVE, SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

PURPOSE = "delivery"
METHOD = "signal"


def honour(app: Privet, tenant: TenantId, message: str, actor: Actor) -> int:
    """Whoever wrote `message` (`msg_…`) sent the signal with it; for how many purposes that is news. Where nothing is
    kept of them, there is nothing to be sold. Raises Denied, on the ledger.
    """
    raw = ids.read(ids.MESSAGE, message)
    with app.store.view(tenant) as view:
        if not _news(app, view, _whose(view, raw)):
            return 0
    with app.store.write(tenant) as tx:
        row = _whose(tx, raw)
        rules, news = app.rules_in(tx), _news(app, tx, row)
        if row is None or not news:
            return 0
        facts = Facts(erased=row.state != ACTIVE, restricted=rights.restricted(tx, row.id))
        decision = decide(rules.policy, Ask(actor, "opt-out", PURPOSE), facts)
        for purpose in news:
            number = app.entry_id()
            made = Consent(
                app.id(), row.id, EVERY, purpose, ANY, False, app.now(), actor.id, method=METHOD, entry=ids.raw(number)
            )
            if isinstance(decision, Permit):
                consents.add(tx, made)
            tx.record(
                entry(
                    Entry(
                        number, made.at, "consent.withdraw",
                        Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id,
                        ids.shown(CONSENT, made.id), ids.shown(ids.SUBJECT, row.id), PURPOSE, rules.version,
                        decision.reasons,
                    )
                )
            )  # fmt: skip
    decision.require()
    return len(news)


def _whose(view: View | Tx, message: bytes) -> SubjectRow | None:
    row = messages.message(view, message)
    return None if row is None else subjects.subject(view, row.subject)


def _news(app: Privet, view: View | Tx, row: SubjectRow | None) -> list[str]:
    """The purposes for which it is not so already."""
    if row is None:
        return []
    said = consents.of(view, linked(view, row))
    return [one for one in app.config.webchat.gpc_purposes if last_word(said, EVERY, one) is not False]
