"""Complete: values go back into a language model's answer, on record before the first of them leaves.

Its reader gets what they wrote themselves, in this conversation, of the kinds that the policy lets out; all other
tokens stay tokens. Nothing of an answer is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from privet.acts import restoring
from privet.acts.llm import Open
from privet.acts.prompt import PROMPT, PURPOSE, Prompted
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.kinds import BY_NUMBER
from privet.core.llm.gateway import CHANNEL
from privet.core.llm.tokens import Pair
from privet.core.message import TenantId
from privet.core.policy import Ask, Facts, Permit
from privet.store import messages, prompts, rights, subjects
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.store.view import Tx, View


class Wanted(msgspec.Struct, frozen=True, gc=False):
    """An answer to a request, which mentions these tokens."""

    prompted: Prompted
    pairs: frozenset[Pair]

    def __repr__(self) -> str:
        return "Wanted(…)"


class Let(msgspec.Struct, frozen=True, gc=False):
    """The values that an answer may have; `done` says that this is on record as done."""

    values: dict[Pair, str]
    done: bool

    def __repr__(self) -> str:
        return "Let(…)"


def begin(app: Privet, tenant: TenantId, gateway: Open, batch: Sequence[Wanted]) -> list[Let]:
    """Decide and record; for each answer the values that it may have: all of its request's, so that what the model says
    next needs no other turn, and those that it mentions of what came before in its conversation.
    """
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        found = [_decided(app, tx, rules, gateway, one) for one in batch]
        for one, (_, _, done) in zip(batch, found, strict=True):
            if done:
                prompts.remove(tx, one.prompted.id)
    with app.store.view(tenant) as view:
        return [
            Let(_values(view, one, let, earlier), done) for one, (let, earlier, done) in zip(batch, found, strict=True)
        ]


def _decided(
    app: Privet, tx: Tx, rules: Rules, gateway: Open, wanted: Wanted
) -> tuple[list[Pair], restoring.Known, bool]:
    """Which tokens may be put back, which values earlier requests brought, and whether it is on record as done."""
    prompted = wanted.prompted
    facts = Facts(channel=CHANNEL, to_member=gateway.settings.reader == "customer")
    earlier: restoring.Known = {}
    if prompted.conversation:
        owner = subjects.subject(tx, prompted.subject)
        erased, held = owner is None or owner.state != ACTIVE, rights.restricted(tx, prompted.subject)
        facts = replace(facts, erased=erased, restricted=held)
        if others := wanted.pairs - prompted.values.keys():
            earlier = messages.value_ids(tx, prompted.conversation, set(others))
    pairs = prompted.values.keys() | earlier.keys()
    decided = {
        kind: rules.decided.decide(Ask(gateway.actor, "complete", PURPOSE, frozenset({BY_NUMBER[kind].name})), facts)
        for kind in sorted({kind for kind, _ in pairs})
    }
    said = [decided[kind] for kind in sorted({kind for kind, _ in wanted.pairs & pairs})]
    let = [pair for pair in pairs if isinstance(decided[pair[0]], Permit)]
    done = any(isinstance(one, Permit) for one in said)
    if said:
        reasons = {reason: None for one in said if isinstance(one, Permit) is done for reason in one.reasons}
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "complete", Outcome.DONE if done else Outcome.DENIED, gateway.actor.id,
                    ids.shown(PROMPT, prompted.id),
                    ids.shown(ids.SUBJECT, prompted.subject) if prompted.subject else None, PURPOSE, rules.version,
                    tuple(reasons),
                )
            )
        )  # fmt: skip
    return let, earlier, done


def _values(view: View, wanted: Wanted, let: Sequence[Pair], earlier: restoring.Known) -> dict[Pair, str]:
    """The values themselves, once that is on record."""
    prompted = wanted.prompted
    found: dict[Pair, str] = {}
    for pair in let:
        own = prompted.values.get(pair)
        if own is None:
            own = restoring.opened(view, {prompted.subject}, earlier[pair])
        if own is not None:
            found[pair] = own
    return found
