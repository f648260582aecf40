"""Reveal: one value is shown to someone entitled, for a purpose, on the record. There is no reveal of several.

Whoever asks, over the API, at a terminal or in a page, is judged by the same facts: whether the conversation was given
to them, whether somebody else approved it (`acts.grant`), when they last proved who they are, and how much they saw
within the hour and the day. All of it is read, and what is used up is counted, in the transaction of the entry.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import access, stepup
from privet.acts.about import about, granted, over_budget, talk
from privet.acts.draft import VALUE
from privet.acts.noting import note, scanned, stated
from privet.acts.telling import tell
from privet.acts.whose import open_key
from privet.core import ids, seal
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.grant import Grant, used
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.unseal import unseal
from privet.errors import NotFound
from privet.store import grants, messages, subjects
from privet.store.messages import ValueRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.store.view import Tx, View

EXPIRED = Deny(("expired",), ("The value's time is over; its key was destroyed.",), erased=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """A value, and for how many seconds it may be on a screen."""

    value: Plain
    seconds: int


def reveal(
    app: Privet, tenant: TenantId, token: str, purpose: str, reason: Plain, actor: Actor, factor_age_s: int | None
) -> Shown:
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
        grant = granted(app, tx, actor, row.id, purpose)
        facts = _facts(app, tx, actor, row)
        facts = replace(
            facts, factor_age_s=factor_age_s, reason_given=bool(said), erased=not live, granted=grant is not None
        )
        decision = _decided(rules, ask, facts, there=key is not None)

        # 3. Record, whatever was decided.
        if isinstance(decision, Permit):
            _spend(app, tx, actor, grant)
            tell(app, tx, "value.revealed", ids.TOKEN, [row.id])
        _record(app, tx, ask, row, decision, said.under(app.rules_in(tx)))

    # 4. Show it, now that the entry is committed.
    decision.require()
    slot = subject.slot if subject is not None else 0
    place = seal.context(tenant, row.subject, row.id, row.kind, VALUE, slot, row.period)
    value = Plain(unseal(key or b"", row.sealed, place).decode("utf-8", "surrogatepass"))
    return Shown(value, rules.policy.terms.showing.shown)


def _record(app: Privet, tx: Tx, ask: Ask, row: ValueRow, decision: Permit | Deny, said: str) -> None:
    """The entry of a reveal, with what was said of it."""
    rules, number = app.rules_in(tx), app.entry_id()
    outcome = Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED
    tx.record(
        entry(
            Entry(
                number, app.now(), "reveal", outcome, ask.actor.id, ids.shown(ids.TOKEN, row.id),
                ids.shown(ids.SUBJECT, row.subject), stated(rules, ask.purpose), rules.version, decision.reasons,
                note=note(app, tx, subjects.subject(tx, row.subject), number, said),
            )
        )
    )  # fmt: skip


def _facts(app: Privet, view: View, actor: Actor, row: ValueRow) -> Facts:
    """Where the value stands, and whether its reader has seen enough for now."""
    facts = about(app, view, actor, talk(view, row.conversation), row.subject)
    return replace(
        facts,
        over_budget=access.over_budget(app, view, actor) or over_budget(app, view, actor),
        subject_verified=stepup.verified(app, view, row.subject),
    )


def _spend(app: Privet, tx: Tx, actor: Actor, grant: Grant | None) -> None:
    """Count it: on the key of a program, for a person, and on the grant by which it is shown."""
    access.spend(app, tx, actor)
    if actor.kind == "operator":
        grants.show(tx, actor.id, app.id(), app.now())
    if grant is not None:
        grants.put(tx, used(grant))


def _decided(rules: Rules, ask: Ask, facts: Facts, *, there: bool) -> Permit | Deny:
    """May it be shown, and is it still there to be shown?"""
    decision = decide(rules.policy, ask, facts)
    return EXPIRED if isinstance(decision, Permit) and not there else decision
