"""Sample: once a week some reveals of the week are drawn at random, and somebody else says whether each was in order.

Shown is the purpose and the reason as it was kept, masked; the value is not, and nothing of it is opened. The verdict
is on the ledger, with a remark that is scanned and sealed as the company's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import own
from privet.acts.allowed import allowed
from privet.acts.noting import read_note, scanned
from privet.acts.oversee import FOUND
from privet.acts.telling import tell
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.tasks import DAY_MS, VERDICTS, picked
from privet.errors import BadInput, NotFound
from privet.store import messages, tasks
from privet.store.tasks import SampleRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

CLOCK = Actor("service", "clock")
WEEK_MS, KEPT_MS = 7 * DAY_MS, 400 * DAY_MS
"""After how long reveals are drawn; how long verdicts are kept beside the ledger, where they stay."""

MOST = 200
"""How many a list shows."""

IN_ORDER, NOT_IN_ORDER = VERDICTS


@dataclass(frozen=True, slots=True)
class Sample:
    """A reveal that was drawn: who saw a value of which kind when (ms), what for and why; and what was judged of it.

    `kind` and `reason` are empty where the customer was erased. `own` says that it is the reader's own: they do not
    judge it.
    """

    id: str
    at: int
    actor: str
    token: str
    kind: str
    purpose: str
    reason: str
    own: bool
    verdict: str | None
    reviewer: str | None
    judged: int | None
    remark: str


def waiting(app: Privet, tenant: TenantId, actor: Actor) -> list[Sample]:
    """What was drawn and waits for a verdict, oldest first. Raises Denied, on the ledger."""
    with allowed(app, tenant, _ask(actor)) as view:
        return [_shown(view, row, actor) for row in tasks.drawn(view, judged=False, limit=MOST)]


def judged(app: Privet, tenant: TenantId, actor: Actor) -> list[Sample]:
    """What was judged, newest first."""
    with allowed(app, tenant, _ask(actor)) as view:
        return [_shown(view, row, actor) for row in tasks.drawn(view, judged=True, limit=MOST)]


def judge(app: Privet, tenant: TenantId, id: str, verdict: str, remark: Plain, actor: Actor) -> None:
    """Say whether a reveal was in order. Raises BadInput, NotFound for one that does not wait, Denied to whoever saw
    the value themselves.
    """
    said = scanned(app, tenant, remark)
    if verdict not in VERDICTS:
        raise BadInput("that is no verdict", hint=f"one of: {', '.join(VERDICTS)}")
    if verdict == NOT_IN_ORDER and not said:
        raise BadInput("what was not in order?", hint="say it in the remark")
    with app.store.write(tenant) as tx:
        row = tasks.sample(tx, ids.read(ids.ENTRY, id))
        known, number = row is not None and row.judged is None, app.entry_id()
        decision = own.recorded(
            app, tx, _ask(actor), f"review.{verdict}", id, said, None,
            Outcome.DONE if known else Outcome.FAILED, own_work=row is not None and row.actor == actor.id,
            number=number,
        )  # fmt: skip
        if isinstance(decision, Permit) and row is not None and known:
            note = ids.raw(number) if said else None
            tasks.judge(
                tx, replace(row, verdict=verdict, reviewer=actor.id, judged=app.now(), remark=note)
            )  # fmt: skip
            if verdict == NOT_IN_ORDER:
                tell(app, tx, FOUND, ids.ENTRY, [ids.raw(number)])
    decision.require()
    if not known:
        raise NotFound("there is no such reveal that waits for a verdict", hint="`privet review samples` lists them")


def wanted(app: Privet, tenant: TenantId) -> bool:
    """Whether a week is over since the first value that was shown after the last draw, and rules let the clock."""
    with app.store.view(tenant) as view:
        return bool(tasks.undrawn(view, app.now() - WEEK_MS)) and isinstance(_clock(app, view), Permit)


def draw(app: Privet, tenant: TenantId) -> int:
    """Draw from what was shown since the last time, on the ledger; how many wait now that did not before."""
    with app.store.write(tenant) as tx:
        decision = _clock(app, tx)
        if not isinstance(decision, Permit):
            return 0
        entries = picked(tasks.undrawn(tx, app.now()), app.chance(32))
        tasks.draw(tx, entries, app.now(), app.now())
        tasks.forget(tx, app.now() - KEPT_MS)
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "review.draw", Outcome.DONE, CLOCK.id, purpose="operation",
                    policy=app.rules_in(tx).version, reasons=decision.reasons, count=len(entries),
                )
            )
        )  # fmt: skip
    return len(entries)


def _shown(view: View, row: SampleRow, actor: Actor) -> Sample:
    value = messages.value(view, row.value)
    return Sample(
        ids.shown(ids.ENTRY, row.entry), row.at, row.actor, ids.shown(ids.TOKEN, row.value),
        BY_NUMBER[value.kind].name if value else "", row.purpose, read_note(view, row.entry), row.actor == actor.id,
        row.verdict, row.reviewer, row.judged, own.read_own(view, row.remark) if row.remark else "",
    )  # fmt: skip


def _clock(app: Privet, view: View) -> Permit | Deny:
    return decide(app.rules_in(view).policy, Ask(CLOCK, "read", "operation"), Facts(company=True))


def _ask(actor: Actor) -> Ask:
    return Ask(actor, "review", "operation")
