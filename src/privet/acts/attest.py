"""Attest: what a command found about the installation goes on the ledger, and comes back as a signed report.

The entry commits to the report, which is sealed beside it as the tenant's own; who holds the file can show that it was
on record then, and that nothing in it was changed since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from privet.acts import own
from privet.acts.export import prove
from privet.core import report
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import BadInput

if TYPE_CHECKING:
    from privet.app import Privet

LONGEST = 1 << 20
"""The longest report, in characters."""

PURPOSE = "operation"

What = Literal["prove", "doctor", "review"]


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
    decision.require()
    proof = prove(app, tenant, number)
    return report.write(text, salt, proof.entry, proof.text())
