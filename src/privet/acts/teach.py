"""Teach: who passed what, for auditors; and by the clock, whoever's time is nearly over is reminded.

Reminders go out 30, 7 and 1 days before the right to see values ends, and when it has ended, once each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.allowed import company
from privet.acts.operator import OPERATOR
from privet.acts.telling import tell
from privet.acts.trained import lessons, trained
from privet.core import ids
from privet.core import training as core
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.store import tenants, training

if TYPE_CHECKING:
    from privet.app import Privet

CLOCK = Actor("service", "clock")
DUE = "training.due"
"""The event that tells of somebody whose training is to be passed again; its object is the operator."""

KEPT_MS = 400 * core.DAY_MS
"""How long tries are kept for the report; they stay on the ledger."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """One person and one module, as the report has it: `passed` and `until` in ms where it was passed, `tries` marked
    within the last 400 days, and whether it is good now.
    """

    name: str
    roles: tuple[str, ...]
    module: str
    version: int | None
    passed: int | None
    until: int | None
    tries: int
    good: bool


def report(app: Privet, tenant: TenantId, actor: Actor) -> list[Learnt]:
    """Everybody with every module, by name. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        valid, tried = 1000 * app.rules_in(view).policy.terms.training.valid, training.tried(view)
        passed = {(row.operator, row.module): row for row in training.passes(view)}
        found = []
        for person in tenants.operators(view):
            for name in lessons():
                row, tries = passed.get((person.id, name)), tried.get((person.id, name), 0)
                until = row.passed + valid if row else None
                found.append(
                    Learnt(
                        person.name, person.roles, name, row.version if row else None, row.passed if row else None,
                        until, tries, row is not None and row.passed <= app.now() < row.passed + valid,
                    )
                )  # fmt: skip
        return found


def may(app: Privet, tenant: TenantId) -> bool:
    """Whether rules ask for training, and let the clock look at who passed it."""
    with app.store.view(tenant) as view:
        decision = decide(app.rules_in(view).policy, _ask(), Facts(company=True))
        return training.introduced(view) is not None and isinstance(decision, Permit)


def remind(app: Privet, tenant: TenantId) -> int:
    """Remind whoever is to be, each on the ledger; how many there were. Old tries are forgotten."""
    count = 0
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        decision = decide(rules.policy, _ask(), Facts(company=True))
        if isinstance(decision, Permit):
            training.forget(tx, app.now() - KEPT_MS)
            for person in tenants.operators(tx):
                until = trained(app, tx, person.id).until
                days = None if until is None else core.reminder(until, app.now())
                before = training.reminded(tx, person.id)
                if until is None or days is None or (before and before[0] == until and before[1] <= days):
                    continue
                training.remind(tx, person.id, until, days)
                thing = ids.shown(OPERATOR, person.id)
                tx.record(
                    entry(
                        Entry(
                            app.entry_id(), app.now(), "train.remind", Outcome.DONE, CLOCK.id, thing,
                            purpose="operation", policy=rules.version, reasons=decision.reasons, count=days,
                        )
                    )
                )  # fmt: skip
                tell(app, tx, DUE, OPERATOR, [person.id])
                count += 1
    return count


def _ask() -> Ask:
    return Ask(CLOCK, "read", "operation")
