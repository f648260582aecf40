"""Restrict: a subject's data is only stored from here on (GDPR Art. 18), until that is lifted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts.noting import note, scanned, stated
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import NotFound
from privet.store import rights, subjects
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet


def restrict(
    app: Privet, tenant: TenantId, id: str, purpose: str, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> bool:
    """Restrict the data of `id` (`sub_…`); False where it is restricted already. Raises NotFound, Denied, Erased."""
    return _change(app, tenant, id, purpose, reason, actor, factor_age_s, lift=False)


def lift(
    app: Privet, tenant: TenantId, id: str, purpose: str, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> bool:
    """End a restriction; False where there is none. Raises NotFound, Denied, Erased."""
    return _change(app, tenant, id, purpose, reason, actor, factor_age_s, lift=True)


def _change(
    app: Privet,
    tenant: TenantId,
    id: str,
    purpose: str,
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None,
    *,
    lift: bool,
) -> bool:
    said = scanned(app, tenant, reason)
    with app.store.write(tenant) as tx:
        subject = subjects.subject(tx, ids.read(ids.SUBJECT, id))
        if subject is None:
            raise NotFound("there is no such subject", hint="`privet subjects` lists them")
        rules = app.rules_in(tx)
        facts = Facts(
            factor_age_s=factor_age_s, reason_given=bool(said), erased=subject.state != ACTIVE,
            restricted=rights.restricted(tx, subject.id),
        )  # fmt: skip
        decision = decide(rules.policy, Ask(actor, "restrict", purpose), facts)
        changed = isinstance(decision, Permit) and (
            rights.lift(tx, subject.id) if lift else rights.restrict(tx, subject.id, app.now())
        )
        number = app.entry_id()
        tx.record(
            entry(
                Entry(
                    number, app.now(), "restrict.lift" if lift else "restrict",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id, None, id,
                    stated(rules, purpose), rules.version, decision.reasons,
                    note=note(app, tx, subject, number, said.under(app.rules_in(tx))),
                )
            )
        )  # fmt: skip
    decision.require()
    return changed
