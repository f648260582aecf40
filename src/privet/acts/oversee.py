"""Oversee: the review runs by the clock, once a day; what it found goes on the ledger, and is told when it is anything.

The ledger is read a part at a time, so that nobody waits for it, and what was read is not read again: each day only
what is new. It is in memory alone; a process that begins reads the last three months once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from privet.acts import own, review
from privet.acts.job import UNFINISHED
from privet.acts.telling import tell
from privet.acts.usage import Usage, first
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.store import ledger

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
    _report(app, tenant, found)
    return None


def _decided(app: Privet, view: View) -> Permit | Deny:
    return decide(app.rules_in(view).policy, Ask(CLOCK, "read", "operation"), Facts(company=True))


def _report(app: Privet, tenant: TenantId, found: list[review.Concern]) -> None:
    """The entry, with what was found sealed beside it as the tenant's own."""
    said = [{"check": one.check, "who": one.who, "said": one.sentence, "todo": one.todo} for one in found[:LONGEST]]
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
        if found and isinstance(decision, Permit):
            tell(app, tx, FOUND, ids.ENTRY, [ids.raw(number)])
    decision.require()
