"""Complete: values go back into a language model's answer, on record before the first of them leaves.

Its reader gets what they wrote themselves, in this conversation, of the kinds that the policy lets out; all other
tokens stay tokens. Nothing of an answer is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from privet.core.policy import Ask, Deny, Facts, Permit
from privet.store import messages, rights, subjects
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


def begin(app: Privet, tenant: TenantId, gateway: Open, batch: Sequence[Wanted]) -> list[dict[Pair, str]]:
    """Decide and record; for each answer the values that it may have: all of its request's, so that what the model says
    next needs no other turn, and those that it mentions of what came before in its conversation.
    """
    found: list[dict[Pair, str]] = []
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        for one in batch:
            found.append(_allowed(app, tx, rules, gateway, one))
    with app.store.view(tenant) as view:
        return [_with_earlier(view, one, let) for one, let in zip(batch, found, strict=True)]


def _allowed(app: Privet, tx: Tx, rules: Rules, gateway: Open, wanted: Wanted) -> dict[Pair, str]:
    """What of the request's own values may go back, "" for what is to be looked up. On record."""
    prompted = wanted.prompted
    facts = Facts(channel=CHANNEL, to_member=gateway.settings.reader == "customer")
    if prompted.subject:
        owner = subjects.subject(tx, prompted.subject)
        facts = Facts(
            channel=CHANNEL, to_member=facts.to_member, erased=owner is None or owner.state != ACTIVE,
            restricted=rights.restricted(tx, prompted.subject),
        )  # fmt: skip
    pairs = prompted.values.keys() | (wanted.pairs if prompted.conversation else frozenset())
    decided = {
        kind: rules.decided.decide(Ask(gateway.actor, "complete", PURPOSE, frozenset({BY_NUMBER[kind].name})), facts)
        for kind in sorted({kind for kind, _ in pairs})
    }
    let = {pair: prompted.values.get(pair, "") for pair in pairs if isinstance(decided[pair[0]], Permit)}
    said = [decided[kind] for kind in sorted({kind for kind, _ in wanted.pairs & pairs})]
    if said:
        denied = [one for one in said if isinstance(one, Deny)]
        outcome = Outcome.DENIED if len(denied) == len(said) else Outcome.DONE
        reasons = {reason: None for one in (denied if outcome is Outcome.DENIED else said) for reason in one.reasons}
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "complete", outcome, gateway.actor.id, ids.shown(PROMPT, prompted.id),
                    ids.shown(ids.SUBJECT, prompted.subject) if prompted.subject else None, PURPOSE, rules.version,
                    tuple(reasons),
                )
            )
        )  # fmt: skip
    return let


def _with_earlier(view: View, wanted: Wanted, let: dict[Pair, str]) -> dict[Pair, str]:
    """The same with values that earlier requests of the conversation brought."""
    prompted = wanted.prompted
    own = {pair: value for pair, value in let.items() if pair in prompted.values}
    earlier = let.keys() - own.keys()
    if not earlier:
        return own
    for pair, value in messages.value_ids(view, prompted.conversation, earlier).items():
        opened = restoring.opened(view, {prompted.subject}, value)
        if opened is not None:
            own[pair] = opened
    return own
