"""Reading what holds no value in the clear: a rule decides; a permitted read leaves no entry, a refused one does.

A step of the acts that only read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from privet.acts.noting import stated
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Ask, Facts, Permit, decide

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View


@contextmanager
def allowed(app: Privet, tenant: TenantId, ask: Ask) -> Iterator[View]:
    """A view of the tenant for whoever may have it. Raises Denied, on the ledger."""
    with app.store.view(tenant) as view:
        rules = app.rules_in(view)
        decision = decide(rules.policy, ask, Facts())
        if isinstance(decision, Permit):
            yield view
            return
    with app.store.write(tenant) as tx:
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), ask.act, Outcome.DENIED, ask.actor.id,
                    purpose=stated(rules, ask.purpose), policy=rules.version, reasons=decision.reasons,
                )
            )
        )  # fmt: skip
    decision.require()
