"""Reveal: one value is shown to someone entitled, for a purpose, on the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts import access
from privet.acts.draft import VALUE
from privet.acts.noting import note, scanned, stated
from privet.acts.telling import tell
from privet.acts.whose import open_key
from privet.core import ids, seal
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.unseal import unseal
from privet.errors import NotFound
from privet.store import messages, subjects
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet, Rules

EXPIRED = Deny(("expired",), ("The value's time is over; its key was destroyed.",), erased=True)


def reveal(
    app: Privet, tenant: TenantId, token: str, purpose: str, reason: Plain, actor: Actor, factor_age_s: int | None
) -> Plain:
    """The value of `token` (`tok_…`). Raises NotFound, Denied or Erased; each of the latter two is on the ledger."""
    said = scanned(app, tenant, reason)

    # 1. Load the sealed value and the facts.
    with app.store.write(tenant) as tx:
        row = messages.value(tx, ids.read(ids.TOKEN, token))
        if row is None:
            raise NotFound("there is no value behind that token", hint="what must not be kept was never stored")
        subject = subjects.subject(tx, row.subject)
        live = subject is not None and subject.state == ACTIVE
        key = open_key(tx, row.subject, subject.slot, row.period) if subject is not None and live else None

        # 2. Decide.
        rules = app.rules_in(tx)
        ask = Ask(actor, "reveal", purpose, frozenset({BY_NUMBER[row.kind].name}))
        over = access.over_budget(app, tx, actor)
        facts = Facts(factor_age_s=factor_age_s, reason_given=bool(said), erased=not live, over_budget=over)
        decision = _decided(rules, ask, facts, there=key is not None)

        # 3. Record, whatever was decided.
        if isinstance(decision, Permit):
            access.spend(app, tx, actor)
            tell(app, tx, "value.revealed", ids.TOKEN, [row.id])
        number = app.entry_id()
        tx.record(
            entry(
                Entry(
                    number, app.now(), "reveal",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED,
                    actor.id, token, ids.shown(ids.SUBJECT, row.subject), stated(rules, purpose), rules.version,
                    decision.reasons, note=note(app, tx, subject, number, said.under(rules)),
                )
            )
        )  # fmt: skip

    # 4. Show it, now that the entry is committed.
    decision.require()
    slot = subject.slot if subject is not None else 0
    place = seal.context(tenant, row.subject, row.id, row.kind, VALUE, slot, row.period)
    return Plain(unseal(key or b"", row.sealed, place).decode("utf-8", "surrogatepass"))


def _decided(rules: Rules, ask: Ask, facts: Facts, *, there: bool) -> Permit | Deny:
    """May it be shown, and is it still there to be shown?"""
    decision = decide(rules.policy, ask, facts)
    return EXPIRED if isinstance(decision, Permit) and not there else decision
