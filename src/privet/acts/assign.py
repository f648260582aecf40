"""Assign: a conversation is given to a person, for good or for a time, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.about import about, talk
from privet.acts.allowed import sighted
from privet.acts.operator import NAMED, NO_SUCH, OPERATOR
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import BadInput, NotFound
from privet.store import rights, tenants
from privet.store.rights import Assignment

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

PURPOSE = "operation"
HOUR_MS = 3_600_000
MOST_HOURS = 24 * 366


@dataclass(frozen=True, slots=True)
class Given:
    """A person, named as `ann`, to whom a conversation is given; `until` (ms) is None where nobody said."""

    name: str
    since: int
    until: int | None


def assign(app: Privet, tenant: TenantId, id: str, name: str, actor: Actor, hours: int | None = None) -> None:
    """Give conversation `id` (`con_…`) to the operator `name`, for so many hours. Raises NotFound, BadInput, Denied."""
    if hours is not None and not 1 <= hours <= MOST_HOURS:
        raise BadInput(f"a conversation is given for 1 to {MOST_HOURS} hours, or until it is taken back")
    _change(app, tenant, id, name, actor, hours, give=True)


def unassign(app: Privet, tenant: TenantId, id: str, name: str, actor: Actor) -> None:
    """Take a conversation back from an operator: from here on it is not theirs. Raises NotFound, Denied."""
    _change(app, tenant, id, name, actor, None, give=False)


def assigned(app: Privet, tenant: TenantId, id: str, actor: Actor, *, purpose: str = PURPOSE) -> list[Given]:
    """To whom a conversation is given now, by name, for whoever may read it. Raises NotFound, Denied."""
    raw = ids.read(ids.CONVERSATION, id)

    def of_it(view: View) -> Facts:
        row = talk(view, raw)
        return about(app, view, actor, row, row.subject)

    with sighted(app, tenant, Ask(actor, "read", purpose), of_it, id) as (view, _):
        return [
            Given(one.actor.removeprefix("operator:"), one.since, one.until)
            for one in rights.assignments(view, raw, app.now())
        ]


def _change(app: Privet, tenant: TenantId, id: str, name: str, actor: Actor, hours: int | None, *, give: bool) -> None:
    with app.store.write(tenant) as tx:
        row = talk(tx, ids.read(ids.CONVERSATION, id))
        person = tenants.operator(tx, name) if name else None
        rules, at = app.rules_in(tx), app.now()
        facts = about(app, tx, actor, row, row.subject)
        decision = decide(rules.policy, Ask(actor, "assign", PURPOSE), facts)
        if person is None and isinstance(decision, Permit):
            raise NotFound(NO_SUCH, hint=NAMED)
        whom = f"operator:{name}"
        if isinstance(decision, Permit) and give:
            rights.give(tx, Assignment(whom, row.id, at, None if hours is None else at + hours * HOUR_MS))
        elif isinstance(decision, Permit) and not rights.take(tx, whom, row.id):
            raise NotFound("the conversation is not given to that operator")
        tx.record(
            entry(
                Entry(
                    app.entry_id(), at, "assign" if give else "unassign",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id,
                    ids.shown(ids.CONVERSATION, row.id), ids.shown(OPERATOR, person.id) if person else None,
                    PURPOSE, rules.version, decision.reasons,
                )
            )
        )  # fmt: skip
    decision.require()
