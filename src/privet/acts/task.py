"""Task: a review is planned (whose, how often, when), and said to be done with what shows it; the clock tells of those
that are due within 7 days or 1, and of those that are overdue.

Evidence is a text, scanned like a message and sealed as the company's own; the ledger commits to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import own, vouch
from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.acts.telling import tell
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.tasks import (
    DAY_MS,
    KINDS,
    LONGEST_DAYS,
    PROVED,
    VOUCHED,
    Task,
    following,
    latest,
    overdue_days,
    reminder,
)
from privet.errors import BadInput, NotFound
from privet.store import tasks, tenants
from privet.store.tasks import DoneRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

CLOCK = Actor("service", "clock")
OVERDUE, SOON = "task.overdue", "task.due"
"""The events that tell of reviews which are overdue, or are due soon; the object is the entry that counts them."""

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
            Done(row.task, row.due, row.done, row.actor, _evidence(view, row), ids.shown(ids.ENTRY, row.entry))
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
        before = standing_of(tx, name, app.now())
        decision = own.recorded(app, tx, _ask(actor), "task.plan", None, said, factor_age_s)
        if isinstance(decision, Permit):  # whoever may not is told nothing else
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
            tasks.put(tx, row)
    decision.require()


def complete(
    app: Privet, tenant: TenantId, name: str, evidence: Plain, actor: Actor, factor_age_s: int | None = None
) -> None:
    """A task was done: `evidence` says what was looked at and found. Raises NotFound, BadInput, Denied."""
    said = scanned(app, tenant, evidence)
    with app.store.write(tenant) as tx:
        row = standing_of(tx, name, app.now())
        if name == PROVED:
            raise BadInput("a report that holds puts this on record by itself", hint="run `privet prove`")
        if not said:
            raise BadInput("what shows that it was done?", hint="say what was looked at, and what was found")
        number = app.entry_id()
        decision = own.recorded(app, tx, _ask(actor), f"task.{name}", None, said, factor_age_s, number=number)
        if isinstance(decision, Permit):  # whoever may not is told nothing of what is missing
            _enough(app, tx, name)
            tasks.put(tx, replace(row, due=following(row, app.now()), done=app.now(), by=actor.id))
            tasks.finish(tx, DoneRow(name, ids.raw(number), row.due, app.now(), actor.id))
    decision.require()


def _enough(app: Privet, tx: Tx, name: str) -> None:
    """Raise BadInput where something of the task is still to be done: nothing of it happens then."""
    if name == "reveal-sampling" and (waiting := tasks.drawn(tx, judged=False, limit=1000)):
        raise BadInput(
            f"{len(waiting)} of the reveals that were drawn wait for a verdict", hint="give each one on its page"
        )
    if name == VOUCHED and (missing := vouch.missing_in(app, tx)):
        raise BadInput(
            f"nobody vouched for {len(missing)} of the administrators yet",
            hint="do so for each: privet review vouch",
        )


def _evidence(view: View, row: DoneRow) -> str:
    return "The report holds." if row.task == PROVED else own.read_own(view, row.entry)


def may(app: Privet, tenant: TenantId) -> bool:
    """Whether rules let the clock look after tasks."""
    with app.store.view(tenant) as view:
        return isinstance(_clock(app, view), Permit)


def remind(app: Privet, tenant: TenantId) -> int:
    """Plan what is not planned yet, and tell of what is due soon and of what is overdue, on the ledger; how many are
    overdue.
    """
    with app.store.write(tenant) as tx:
        decision = _clock(app, tx)
        if not isinstance(decision, Permit):
            return 0
        planned = {one.name for one in tasks.every(tx)}
        listed = standing(tx, app.now())
        for one in listed:
            if one.name not in planned:
                tasks.put(tx, one)
        _tell(app, tx, SOON, _soon(tx, listed, app.now()), decision)
        late = sum(bool(overdue_days(one, app.now())) for one in listed)
        _tell(app, tx, OVERDUE, late, decision)
    return late


def _soon(tx: Tx, listed: list[Task], at: int) -> int:
    """How many tasks are to be told of now, before they are due; they count as told."""
    told, count = tasks.reminded(tx), 0
    for one in listed:
        days = reminder(one, at, told.get(one.name))
        if days is not None:
            tasks.remind(tx, one.name, one.due, days)
            count += 1
    return count


def _tell(app: Privet, tx: Tx, event: str, count: int, decision: Permit) -> None:
    """Put on record how many there are, if any, and tell whoever asked for that."""
    if not count:
        return
    number = app.entry_id()
    tx.record(
        entry(
            Entry(
                number, app.now(), event, Outcome.DONE, CLOCK.id, purpose="operation",
                policy=app.rules_in(tx).version, reasons=decision.reasons, count=count,
            )
        )
    )  # fmt: skip
    tell(app, tx, event, ids.ENTRY, [ids.raw(number)])


def standing_of(view: View, name: str, at: int) -> Task:
    """One task as it stands. Raises NotFound."""
    found = next((one for one in standing(view, at) if one.name == name), None)
    if found is None:
        raise NotFound("there is no such task", hint=f"there are: {', '.join(KINDS)}")
    return found


def _clock(app: Privet, view: View) -> Permit | Deny:
    return decide(app.rules_in(view).policy, Ask(CLOCK, "read", "operation"), Facts(company=True))


def _ask(actor: Actor) -> Ask:
    return Ask(actor, "task", "operation")
