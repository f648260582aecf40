"""Task: a review is planned (whose, how often, when), and said to be done with what shows it; the clock tells of those
that are overdue.

Evidence is a text, scanned like a message and sealed as the company's own; the ledger commits to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import own
from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.acts.telling import tell
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.tasks import DAY_MS, KINDS, LONGEST_DAYS, Task, following, latest, overdue_days
from privet.errors import BadInput, NotFound
from privet.store import tasks, tenants
from privet.store.tasks import DoneRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

CLOCK = Actor("service", "clock")
OVERDUE = "task.overdue"
"""The event that tells of reviews which are overdue; its object is the entry that counts them."""

MOST_DONE = 50
"""How many of those done last a list shows."""


@dataclass(frozen=True, slots=True)
class Done:
    """A task that was done: when it was due and was done (ms), by whom, and the evidence, masked where personal."""

    task: str
    due: int
    done: int
    by: str
    evidence: str
    entry: str


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Task]:
    """Every task, that which is due first, first. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return standing(view, app.now())


def standing(view: View, at: int) -> list[Task]:
    """The same, for whoever may look already. A task that the clock has not planned yet is due in its time."""
    there = {one.name: one for one in tasks.every(view)}
    new = (Task(name, "", kind.days, at + kind.days * DAY_MS) for name, kind in KINDS.items() if name not in there)
    return sorted([*(one for one in there.values() if one.name in KINDS), *new], key=lambda one: (one.due, one.name))


def history(app: Privet, tenant: TenantId, actor: Actor) -> list[Done]:
    """What was done last, newest first, with its evidence."""
    with company(app, tenant, actor) as view:
        return [
            Done(row.task, row.due, row.done, row.actor, own.read_own(view, row.entry), ids.shown(ids.ENTRY, row.entry))
            for row in tasks.finished(view, MOST_DONE)
        ]


def plan(
    app: Privet,
    tenant: TenantId,
    name: str,
    actor: Actor,
    *,
    owner: str | None = None,
    days: int | None = None,
    due: int | None = None,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
) -> None:
    """Say whose a task is (empty: nobody's), how often it comes and when it is due (ms); what is None stays.

    Raises NotFound, BadInput where it would be put off beyond its round, Denied.
    """
    said = scanned(app, tenant, reason or Plain(""))
    with app.store.write(tenant) as tx:
        before = _task(tx, name, app.now())
        days = before.days if days is None else days
        if not 1 <= days <= LONGEST_DAYS:
            raise BadInput(f"a task comes round every 1 to {LONGEST_DAYS} days", hint="say how many days")
        end = latest(before, days, app.now())
        row = replace(
            before, owner=before.owner if owner is None else owner, days=days,
            due=min(before.due, end) if due is None else due,
        )  # fmt: skip
        if row.due > end:
            raise BadInput("a task is not put off beyond its round", hint="do it, or have it come less often")
        if row.owner and tenants.operator(tx, row.owner) is None:
            raise NotFound("there is no such operator", hint="`privet operator list` names them")
        decision = own.recorded(app, tx, _ask(actor), "task.plan", None, said, factor_age_s)
        if isinstance(decision, Permit):
            tasks.put(tx, row)
    decision.require()


def complete(
    app: Privet, tenant: TenantId, name: str, evidence: Plain, actor: Actor, factor_age_s: int | None = None
) -> None:
    """A task was done: `evidence` says what was looked at and found. Raises NotFound, BadInput, Denied."""
    said = scanned(app, tenant, evidence)
    with app.store.write(tenant) as tx:
        row = _task(tx, name, app.now())
        if not said:
            raise BadInput("what shows that it was done?", hint="say what was looked at, and what was found")
        if name == "reveal-sampling" and (waiting := tasks.drawn(tx, judged=False, limit=1000)):
            raise BadInput(
                f"{len(waiting)} of the reveals that were drawn wait for a verdict", hint="give each one on its page"
            )
        number = app.entry_id()
        decision = own.recorded(app, tx, _ask(actor), f"task.{name}", None, said, factor_age_s, number=number)
        if isinstance(decision, Permit):
            tasks.put(tx, replace(row, due=following(row, app.now()), done=app.now(), by=actor.id))
            tasks.finish(tx, DoneRow(name, ids.raw(number), row.due, app.now(), actor.id))
    decision.require()


def may(app: Privet, tenant: TenantId) -> bool:
    """Whether rules let the clock look after tasks."""
    with app.store.view(tenant) as view:
        return isinstance(_clock(app, view), Permit)


def remind(app: Privet, tenant: TenantId) -> int:
    """Plan what is not planned yet, and tell of what is overdue, on the ledger; how many that are."""
    with app.store.write(tenant) as tx:
        decision = _clock(app, tx)
        if not isinstance(decision, Permit):
            return 0
        planned = {one.name for one in tasks.every(tx)}
        listed = standing(tx, app.now())
        for one in listed:
            if one.name not in planned:
                tasks.put(tx, one)
        late = [one for one in listed if overdue_days(one, app.now())]
        if late:
            number = app.entry_id()
            tx.record(
                entry(
                    Entry(
                        number, app.now(), OVERDUE, Outcome.DONE, CLOCK.id, purpose="operation",
                        policy=app.rules_in(tx).version, reasons=decision.reasons, count=len(late),
                    )
                )
            )  # fmt: skip
            tell(app, tx, OVERDUE, ids.ENTRY, [ids.raw(number)])
    return len(late)


def _task(view: View, name: str, at: int) -> Task:
    found = next((one for one in standing(view, at) if one.name == name), None)
    if found is None:
        raise NotFound("there is no such task", hint=f"there are: {', '.join(KINDS)}")
    return found


def _clock(app: Privet, view: View) -> Permit | Deny:
    return decide(app.rules_in(view).policy, Ask(CLOCK, "read", "operation"), Facts(company=True))


def _ask(actor: Actor) -> Ask:
    return Ask(actor, "task", "operation")
