"""Expire: the keys of periods whose time is over are destroyed, and with them everything kept only so long.

While a jump of the clock is doubted (`acts.job`), what was over before it goes, and what lasts two days at most: that
is promised to be short, and little is lost where the clock was wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts import freeze, job, lasting, own, posted, queued, unseen
from privet.acts.erase import renew
from privet.acts.noting import scanned
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.store import answers, files, subjects

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

CLOCK = Actor("service", "clock")
PURPOSE = "operation"

SHORT_MS = 172_800_000
"""What lasts no longer than this is over by any clock: values in transit, kept answers."""


def ended(view: View, at: int) -> list[tuple[str, int, int]]:
    """(class, start, slot) of the periods whose time is over at `at`, as far as the clock is believed."""
    return subjects.periods_ended(view, at, job.trusted(view, at), SHORT_MS)


def believe(app: Privet, tenant: TenantId, reason: Plain, actor: Actor, factor_age_s: int | None = None) -> None:
    """The clock is right, says who may let things expire: what is over by it goes at the next look. Raises Denied."""
    said = scanned(app, tenant, reason)
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        facts = Facts(factor_age_s=factor_age_s, reason_given=bool(said))
        decision = decide(rules.policy, Ask(actor, "expire", PURPOSE), facts)
        outcome = Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED
        number = app.entry_id()
        tx.record(
            entry(
                Entry(
                    number, app.now(), "expire.believe", outcome, actor.id, purpose=PURPOSE, policy=rules.version,
                    reasons=decision.reasons, note=own.note_own(app, tx, number, said.under(rules)),
                )
            )
        )  # fmt: skip
        if isinstance(decision, Permit):
            job.believe(tx)
    decision.require()


def expire(app: Privet, tenant: TenantId, actor: Actor = CLOCK) -> int:
    """Destroy the period keys that are past their time, in one run; how many there were. Repeated until done. What a
    hold covers is sealed under its own key first.
    """
    at = app.now()
    with app.store.view(tenant) as view:
        if not ended(view, at):
            return 0
    freeze.whole(app, tenant)
    with app.store.view(tenant) as view:
        over = ended(view, at)
    lasting.shorten(app, tenant, over)
    with app.store.write(tenant) as tx:
        over = ended(tx, at)
        rules = app.rules_in(tx)
        decision = decide(rules.policy, Ask(actor, "expire", PURPOSE), Facts())
        outcome = Outcome.REQUESTED if isinstance(decision, Permit) else Outcome.DENIED
        tx.record(
            entry(
                Entry(
                    app.entry_id(), at, "expire", outcome, actor.id, purpose=PURPOSE, policy=rules.version,
                    reasons=decision.reasons, count=len(over),
                )
            )
        )  # fmt: skip
    decision.require()
    with app.store.write(tenant) as tx:
        if freeze.behind(tx, [slot for _, _, slot in over]):
            return 0  # a hold began meanwhile: at the next look
        app.store.keys.destroy([(tenant, slot) for _, _, slot in over])
        subjects.end_periods(tx, [slot for _, _, slot in over])
        answers.forget(tx, [slot for _, _, slot in over])
        files.over(tx, [slot for _, _, slot in over])
        queued.over(app, tx, [slot for _, _, slot in over])
        posted.over(app, tx, [slot for _, _, slot in over])
        unseen.over(app, tx, [slot for _, _, slot in over])
        done = Entry(app.entry_id(), at, "expire", Outcome.DONE, actor.id, purpose=PURPOSE, count=len(over))
        tx.record(entry(done))
    renew(app)
    return len(over)
