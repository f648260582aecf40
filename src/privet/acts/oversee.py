"""Oversee: once a day the clock looks at the installation as `privet doctor` does while it works (`acts.inspect`), goes
through accounts, keys and rights (`acts.review`) and counts refused acts. The report goes on the ledger, signed by the
next checkpoint; what it found is told.

The ledger is read a part at a time, so that nobody waits for it, and what was read is not read again: each day only
what is new. It is in memory alone; a process that begins reads the last three months once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from privet import __version__
from privet.acts import inspect, own, review
from privet.acts.job import UNFINISHED
from privet.acts.telling import tell
from privet.acts.usage import Usage, first
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.tasks import AUDITED, DAY_MS
from privet.store import ledger, tasks
from privet.store.tasks import DoneRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

CLOCK = Actor("service", "clock")
FOUND = "review.found"
"""The event that tells of a review which found something; its object is the report's entry."""

AT_ONCE = 2_000
"""Entries that are looked at in one turn, which other acts wait for: some 15 ms."""

LONGEST = 200
"""Concerns that a report names; it says how many there are."""


def may(app: Privet, tenant: TenantId) -> bool:
    """Whether rules let the clock review: a policy from before it did has no such rule, and is no failure."""
    with app.store.view(tenant) as view:
        return isinstance(_decided(app, view), Permit)


def oversee(app: Privet, tenant: TenantId) -> object:
    """Go on reading; once all is read, review and put the report on record. UNFINISHED where there is more to read."""
    with app.store.view(tenant) as view:
        size = ledger.size(view)
        usage = app.usage.get(tenant)
        if usage is None or usage.next > size:
            usage = app.usage[tenant] = Usage(first(view, review.lately(app), size))
        usage.read(view, min(size, usage.next + AT_ONCE))
        if usage.next < size:
            return UNFINISHED
        usage.whole = True
        found = review.concerns(app, view, usage)
        said = _said(app, view, usage, found)
    _report(app, tenant, found, said)
    return None


def _said(app: Privet, view: View, usage: Usage, found: list[review.Concern]) -> dict[str, object]:
    """The report: whether it holds (nothing found, no check failed), every check, every concern, what was refused."""
    checks = [*inspect.machine(app), *inspect.inspected(app, view, usage)]
    return {
        "version": __version__,
        "at": app.now(),
        "holds": not found and all(one.state != "fail" for one in checks),
        "checks": [one._asdict() for one in checks if not one.check.startswith("access ")],
        "concerns": [
            {"check": one.check, "who": one.who, "said": one.sentence, "todo": one.todo} for one in found[:LONGEST]
        ],
        "refused": usage.refused_since(app.now() - inspect.REFUSED_DAYS * DAY_MS),
    }


def _decided(app: Privet, view: View) -> Permit | Deny:
    return decide(app.rules_in(view).policy, Ask(CLOCK, "read", "operation"), Facts(company=True))


def _report(app: Privet, tenant: TenantId, found: list[review.Concern], said: dict[str, object]) -> None:
    """The entry, with the report sealed beside it as the tenant's own."""
    with app.store.write(tenant) as tx:
        rules, number = app.rules_in(tx), app.entry_id()
        decision = _decided(app, tx)
        outcome = Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED
        note = own.note_own(app, tx, number, json.dumps(said)) if isinstance(decision, Permit) else None
        tx.record(
            entry(
                Entry(
                    number, app.now(), "report.review", outcome, CLOCK.id, purpose="operation",
                    policy=rules.version, reasons=decision.reasons, note=note, count=len(found),
                )
            )
        )  # fmt: skip
        if isinstance(decision, Permit):
            tasks.finish(tx, DoneRow(AUDITED, ids.raw(number), app.now(), app.now(), CLOCK.id))
        if found and isinstance(decision, Permit):
            tell(app, tx, FOUND, ids.ENTRY, [ids.raw(number)])
    decision.require()
