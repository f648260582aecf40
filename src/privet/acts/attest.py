"""Attest: what a command found about the installation goes on the ledger, and comes back as a signed report; so does
the clock's daily one (`acts.oversee`), to whoever looks after the installation.

The entry commits to the report, which is sealed beside it as the tenant's own; who holds the file can show that it was
on record then, and that nothing in it was changed since.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from privet.acts import own, task, usage
from privet.acts.allowed import company
from privet.acts.export import prove
from privet.core import ids, report
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.core.tasks import PROVED, following
from privet.errors import BadInput, NotFound
from privet.store import ledger, tasks
from privet.store.tasks import DoneRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

LONGEST = 1 << 20
"""The longest report, in characters."""

PURPOSE = "operation"

What = Literal["prove", "doctor", "review", "erasure"]

SHOWN = 14
"""How many of the clock's reports a list shows."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A report of the clock: its entry, when it was made (ms), whether it holds, and how much it found."""

    entry: str
    at: int
    holds: bool
    concerns: int


def attest(app: Privet, tenant: TenantId, what: What, text: str, actor: Actor) -> str:
    """The signed report of `text`, one line that a command made, as a file. Raises BadInput, Denied (on the ledger)."""
    if not text or "\n" in text or len(text) > LONGEST:
        raise BadInput("a report is one line of at most a million characters")
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        decision = decide(rules.policy, Ask(actor, "read", PURPOSE), Facts(company=True))
        outcome = Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED
        number, salt = app.entry_id(), app.chance(32)
        note = own.note_own(app, tx, number, text, salt) if isinstance(decision, Permit) else None
        tx.record(
            entry(
                Entry(
                    number, app.now(), f"report.{what}", outcome, actor.id, purpose=PURPOSE, policy=rules.version,
                    reasons=decision.reasons, note=note,
                )
            )
        )  # fmt: skip
        if what == "prove" and isinstance(decision, Permit) and json.loads(text).get("holds"):
            row = task.standing_of(tx, PROVED, app.now())
            tasks.put(tx, replace(row, due=following(row, app.now()), done=app.now(), by=actor.id))
            tasks.finish(tx, DoneRow(PROVED, ids.raw(number), row.due, app.now(), actor.id))
    decision.require()
    proof = prove(app, tenant, number)
    return report.write(text, salt, proof.entry, proof.text())


def kept(app: Privet, tenant: TenantId, actor: Actor) -> list[Kept]:
    """The clock's newest reports, newest first. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        found = []
        for row in tasks.audits(view, SHOWN):
            said = json.loads(own.read_own(view, row.entry))
            found.append(Kept(ids.shown(ids.ENTRY, row.entry), row.done, said["holds"], len(said["concerns"])))
        return found


def again(app: Privet, tenant: TenantId, entry: str, actor: Actor) -> str:
    """A report of the clock as the file that `privet prove --check` reads. Raises NotFound, Denied (on the ledger)."""
    raw = ids.read(ids.ENTRY, entry)
    with company(app, tenant, actor) as view:
        row = tasks.audit(view, raw)
        if row is None:
            raise NotFound("there is no such report", hint="open Reviews: the newest are listed there")
        text, salt = own.read_own(view, raw), own.salt_own(view, raw)
        number = _number(view, raw, row.done)
    proof = prove(app, tenant, str(number))
    return report.write(text, salt, proof.entry, proof.text())


def _number(view: View, entry: bytes, at: int) -> int:
    """The number of an entry of about `at` (ms) in the ledger; looked for in all of it where the clock was set back."""
    size, begins = ledger.size(view), f'{{"v":1,"id":"{ids.shown(ids.ENTRY, entry).partition("_")[2]}",'.encode()
    near = usage.first(view, at - 1000, size)
    return next(
        number
        for start, end in ((near, size), (0, near))
        for number, one in ledger.entries(view, start, end)
        if one.startswith(begins)
    )
