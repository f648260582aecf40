"""Mask: enough of a conversation's values to work with (`···· 4242`), too little to use, shown to whoever a rule lets.

A mask is made at view and kept nowhere (PCI DSS 3.4.1). That somebody sees the masks of a conversation goes on the
ledger before they do, once for the quarter of an hour in which they work on it. All of a value is seen by a reveal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from privet.acts.about import about, talk
from privet.acts.draft import VALUE
from privet.acts.noting import stated
from privet.acts.wanted import grounded
from privet.acts.whose import open_key
from privet.core import ids, masks, seal
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Permit, decide
from privet.core.unseal import unseal
from privet.store import desk, messages, rights, subjects
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.core.policy import Deny, Facts
    from privet.store.messages import ValueRow
    from privet.store.view import View

AGAIN_MS = 15 * 60_000
"""For how long an entry stands for all masks of its conversation that its actor sees."""


def mask(
    app: Privet, tenant: TenantId, id: str, tokens: Iterable[str], actor: Actor, *, purpose: str
) -> dict[str, str]:
    """By token (`tok_…`), the masks of these values of the conversation `id` (`con_…`), of the kinds that rules let be
    seen so. Raises NotFound; Denied, on the ledger.
    """
    raw, ask = ids.read(ids.CONVERSATION, id), Ask(actor, "mask", purpose)
    wanted = [ids.read(ids.TOKEN, one) for one in tokens]
    with app.store.view(tenant) as view:
        decision, facts = _judged(app, view, ask, raw)
        shown = desk.glimpsed(view, actor.id, raw)
    if not isinstance(decision, Permit) or shown is None or not 0 <= app.now() - shown < AGAIN_MS:
        with app.store.write(tenant) as tx:
            decision, facts = _judged(app, tx, ask, raw)
            rules = app.rules_in(tx)
            if isinstance(decision, Permit):
                desk.glimpse(tx, actor.id, raw, app.now())
            tx.record(
                entry(
                    Entry(
                        app.entry_id(), app.now(), "mask",
                        Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id, id,
                        ids.shown(ids.SUBJECT, talk(tx, raw).subject), stated(rules, purpose), rules.version,
                        decision.reasons,
                    )
                )
            )  # fmt: skip
    decision.require()
    with app.store.view(tenant) as view:
        opened = _Masked(app.rules_in(view), view, ask, facts, raw)
        return {ids.shown(ids.TOKEN, one): made for one in wanted if (made := opened.of(one)) is not None}


def _judged(app: Privet, view: View, ask: Ask, conversation: bytes) -> tuple[Permit | Deny, Facts]:
    row = talk(view, conversation)
    owner = subjects.subject(view, row.subject)
    erased = owner is None or owner.state != ACTIVE
    facts = replace(about(app, view, ask.actor, row, row.subject), erased=erased)
    return decide(app.rules_in(view).policy, ask, facts), facts


class _Masked:
    """The masks of one conversation's values; each kind is decided once for all of whom the same holds."""

    def __init__(self, rules: Rules, view: View, ask: Ask, facts: Facts, conversation: bytes) -> None:
        self._rules, self._view, self._ask, self._facts = rules, view, ask, facts
        self._conversation = conversation
        self._facts_of: dict[bytes, Facts] = {}
        self._may: dict[tuple[str, Facts], bool] = {}

    def of(self, value: bytes) -> str | None:
        """The mask; None where there is no such value here, none that opens, or no rule for its kind."""
        row = messages.value(self._view, value)
        if row is None or row.conversation != self._conversation or not self._permitted(row):
            return None
        owner = subjects.subject(self._view, row.subject)
        if owner is None or owner.state != ACTIVE:
            return None
        key = open_key(self._view, owner.id, owner.slot, row.period)
        if key is None:
            return None
        place = seal.context(self._view.tenant, owner.id, row.id, row.kind, VALUE, owner.slot, row.period)
        plain = unseal(key, row.sealed, place).decode("utf-8", "surrogatepass")
        return masks.mask(BY_NUMBER[row.kind].name, plain)

    def _permitted(self, row: ValueRow) -> bool:
        """Of a group each member's own data may be restricted, and each has a say of their own, whatever holds of the
        group.
        """
        if row.subject not in self._facts_of:
            facts = replace(self._facts, restricted=rights.restricted(self._view, row.subject))
            self._facts_of[row.subject] = grounded(self._view, facts, row.subject, self._ask.purpose)
        of = BY_NUMBER[row.kind].name, self._facts_of[row.subject]
        if of not in self._may:
            ask = replace(self._ask, kinds=frozenset({of[0]}))
            self._may[of] = isinstance(decide(self._rules.policy, ask, of[1]), Permit)
        return self._may[of]
