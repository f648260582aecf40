"""Annotate: a note about a conversation, for whoever works on it next.

It is scanned like a message, what is personal in it masked, and what is left sealed under the customer's key: it goes
when they are erased. Tokens of the conversation stay in it as they are. It is never sent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts.about import about, talk
from privet.acts.allowed import sighted
from privet.acts.noting import note, read_note, scanned, stated
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Permit, decide
from privet.errors import BadInput
from privet.store import desk, subjects
from privet.store.desk import AnnotationRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.core.policy import Facts
    from privet.store.view import View

MOST = 50
TOKENS = frozenset({"LITERAL"})
"""What reads like a token stays: it says no more than its kind."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note: who wrote it, when (ms), and its text, masked as it is kept."""

    name: str
    at: int
    text: str


def annotate(app: Privet, tenant: TenantId, id: str, text: Plain, actor: Actor, *, purpose: str) -> None:
    """Write a note about the conversation `id` (`con_…`). Raises NotFound, BadInput; Denied, on the ledger."""
    said = scanned(app, tenant, text, TOKENS)
    if not said:
        raise BadInput("a note says something")
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        row = talk(tx, ids.read(ids.CONVERSATION, id))
        owner = subjects.subject(tx, row.subject)
        facts = replace(about(app, tx, actor, row, row.subject), erased=owner is None or owner.state != ACTIVE)
        decision = decide(rules.policy, Ask(actor, "annotate", purpose), facts)
        number, kept = app.entry_id(), None
        if isinstance(decision, Permit):
            kept = note(app, tx, owner, number, said.under(rules))
            desk.annotate(tx, AnnotationRow(row.id, ids.raw(number), actor.id, app.now()))
        tx.record(
            entry(
                Entry(
                    number, app.now(), "annotate",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id, id,
                    ids.shown(ids.SUBJECT, row.subject), stated(rules, purpose), rules.version, decision.reasons,
                    note=kept,
                )
            )
        )  # fmt: skip
    decision.require()


def notes(app: Privet, tenant: TenantId, id: str, actor: Actor, *, purpose: str) -> list[Annotation]:
    """The last notes about a conversation, oldest first, for whoever may read it. Raises NotFound, Denied."""
    raw = ids.read(ids.CONVERSATION, id)

    def of_it(view: View) -> Facts:
        row = talk(view, raw)
        return about(app, view, actor, row, row.subject)

    with sighted(app, tenant, Ask(actor, "read", purpose), of_it, id) as (view, _):
        found = [(one, read_note(view, one.entry)) for one in desk.notes(view, raw, MOST)]
    return [Annotation(one.actor.removeprefix("operator:"), one.at, text) for one, text in found[::-1] if text]
