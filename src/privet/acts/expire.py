"""Expire: the keys of periods whose time is over are destroyed, and with them everything kept only so long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts.erase import renew
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.store import answers, subjects

if TYPE_CHECKING:
    from privet.app import Privet

CLOCK = Actor("service", "clock")
PURPOSE = "operation"


def expire(app: Privet, tenant: TenantId, actor: Actor = CLOCK) -> int:
    """Destroy the period keys that are past their time, in one run; how many there were. Repeated until done."""
    at = app.now()
    with app.store.view(tenant) as view:
        if not subjects.periods_ended(view, at):
            return 0
    with app.store.write(tenant) as tx:
        ended = subjects.periods_ended(tx, at)
        rules = app.rules_in(tx)
        decision = decide(rules.policy, Ask(actor, "expire", PURPOSE), Facts())
        outcome = Outcome.REQUESTED if isinstance(decision, Permit) else Outcome.DENIED
        tx.record(
            entry(
                Entry(
                    app.entry_id(), at, "expire", outcome, actor.id, purpose=PURPOSE, policy=rules.version,
                    reasons=decision.reasons, count=len(ended),
                )
            )
        )  # fmt: skip
    decision.require()
    with app.store.write(tenant) as tx:
        app.store.keys.destroy([(tenant, slot) for _, _, slot in ended])
        subjects.end_periods(tx, [slot for _, _, slot in ended])
        answers.forget(tx, [slot for _, _, slot in ended])
        done = Entry(app.entry_id(), at, "expire", Outcome.DONE, actor.id, purpose=PURPOSE, count=len(ended))
        tx.record(entry(done))
    renew(app)
    return len(ended)
