"""Failing: what becomes of messages of a channel that cannot be looked through, set by an act and weighed as they come.

Whoever may change rules may change this. Where nobody set it they are refused (design.md law 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.acts.receive import CHANNEL
from privet.acts.unseen import cards
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.failing import ELSEWHERE, HOLD, MODES
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import BadInput
from privet.store import failing, unseen

if TYPE_CHECKING:
    from privet.app import Privet

PURPOSE = "operation"


@dataclass(frozen=True, slots=True)
class Failing:
    """What becomes of what cannot be looked through on a channel, since when (ms), and whose act it was."""

    channel: str
    mode: str
    since: int
    by: str


def set_(
    app: Privet, tenant: TenantId, channel: str, mode: str, reason: Plain, actor: Actor,
    factor_age_s: int | None = None,
) -> None:  # fmt: skip
    """From here on this becomes of messages of `channel`. Raises BadInput; Denied, on the ledger."""
    if mode not in MODES:
        raise BadInput("that cannot become of a message", hint=f"there are: {', '.join(MODES)}")
    if not CHANNEL.fullmatch(channel):
        raise BadInput("a channel has no such name", hint="such as sms, telegram, webchat or llm")
    if mode == HOLD and channel in ELSEWHERE:
        raise BadInput("messages of this channel do not wait in Privet", hint=ELSEWHERE[channel])
    given = bool(scanned(app, tenant, reason))
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        if mode == HOLD and cards(tx, app.now()):
            raise BadInput(
                "cards were found lately in what customers write, and a text that nobody looked through may hold a "
                "card's code, which must not be stored (PCI DSS 3.3.1)",
                hint="refuse, or mask",
            )
        decision = decide(
            rules.policy, Ask(actor, "rule", PURPOSE), Facts(factor_age_s=factor_age_s, reason_given=given)
        )
        if isinstance(decision, Permit):
            failing.set_mode(tx, channel, mode, app.now(), actor.id)
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "failing",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id, None,
                    purpose=PURPOSE, policy=rules.version, reasons=decision.reasons,
                )
            )
        )  # fmt: skip
    decision.require()


def waiting(app: Privet, tenant: TenantId, actor: Actor) -> tuple[int, int | None]:
    """How many messages wait until they can be looked through, and since when (ms). Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return unseen.counted(view)


def all_(app: Privet, tenant: TenantId, actor: Actor) -> list[Failing]:
    """The channels for which something was set. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return [Failing(channel, *one) for channel, one in failing.modes(view).items()]
