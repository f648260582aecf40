"""Reveal: one value is shown to someone entitled, for a purpose, on the record. There is no reveal of several.

Whoever asks, over the API, at a terminal or in a page, is judged by the same facts: whether the conversation was given
to them, whether somebody else approved it (`acts.grant`), when they last proved who they are, and how much they saw
within the hour and the day. All of it is read, and what is used up is counted, in the transaction of the entry.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from privet.acts import access, stepup
from privet.acts.about import about, granted, over_budget, talk
from privet.acts.allowed import absent
from privet.acts.draft import VALUE
from privet.acts.noting import note, scanned, stated
from privet.acts.telling import tell
from privet.acts.trained import untrained
from privet.acts.wanted import grounded, linked
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
from privet.store import grants, messages, subjects, tasks
from privet.store.messages import ValueRow
from privet.store.subjects import ACTIVE
from privet.store.tasks import SampleRow

if TYPE_CHECKING:
    from privet.acts.noting import Said
    from privet.app import Privet, Rules
    from privet.store.view import Tx, View

EXPIRED = Deny(("expired",), ("The value's time is over; nobody sees it any more.",), erased=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """A value, and for how many seconds it may be on a screen."""

    value: Plain
    seconds: int


def reveal(
    app: Privet, tenant: TenantId, token: str, purpose: str, reason: Plain, actor: Actor, factor_age_s: int | None
) -> Shown:
    """The value of `token` (`tok_…`). Raises NotFound, Denied or Erased; each of the latter two is on the ledger.

    Whoever could see no value at all is refused, whether there is one behind the token or not.
    """
    said = scanned(app, tenant, reason)
    ask, brought = Ask(actor, "reveal", purpose), Facts(factor_age_s=factor_age_s, reason_given=bool(said))

    # 1. Load the sealed value; 2. decide; 3. record, whatever was decided.
    with app.store.write(tenant) as tx:
        row = messages.value(tx, ids.read(ids.TOKEN, token))
        judged = None if row is None else _judged(app, tx, ask, row, brought, said)
    if row is None or judged is None:
        fault = NotFound("there is no value behind that token", hint="what must not be kept was never stored")
        absent(app, tenant, ask, brought, fault)

    # 4. Show it, now that the entry is committed.
    decision, key, slot, seconds = judged
    decision.require()
    place = seal.context(tenant, row.subject, row.id, row.kind, VALUE, slot, row.period)
    value = Plain(unseal(key or b"", row.sealed, place).decode("utf-8", "surrogatepass"))
    return Shown(value, seconds)


class _Judged(NamedTuple):
    """What was decided of a value and is on record; the key that opens it, if it is there, and its subject's slot."""

    decision: Permit | Deny
    key: bytes | None
    slot: int
    seconds: int

    def __repr__(self) -> str:
        return "_Judged(…)"


def _judged(app: Privet, tx: Tx, ask: Ask, row: ValueRow, brought: Facts, said: Said) -> _Judged:
    """Load the facts of a value, decide, record. `brought` is what the actor came with."""
    actor, rules = ask.actor, app.rules_in(tx)
    subject = subjects.subject(tx, row.subject)
    live = subject is not None and subject.state == ACTIVE
    key = open_key(tx, row.subject, subject.slot, row.period) if subject is not None and live else None
    ask = replace(ask, kinds=frozenset({BY_NUMBER[row.kind].name}))
    grant = granted(app, tx, actor, row.id, ask.purpose)
    facts = replace(
        grounded(tx, _facts(app, tx, actor, row), row.subject, ask.purpose),
        factor_age_s=brought.factor_age_s, reason_given=brought.reason_given,
        erased=not live, granted=grant is not None,
    )  # fmt: skip
    decision = _decided(rules, ask, facts, there=key is not None)
    if isinstance(decision, Permit):
        _spend(app, tx, actor, grant)
        tell(app, tx, "value.revealed", ids.TOKEN, [row.id])
    _record(app, tx, ask, row, decision, said.under(rules))
    return _Judged(decision, key, subject.slot if subject is not None else 0, rules.policy.terms.showing.shown)


def _record(app: Privet, tx: Tx, ask: Ask, row: ValueRow, decision: Permit | Deny, said: str) -> None:
    """The entry of a reveal, with what was said of it; where a person saw a value, it may be sampled for review."""
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
    if ask.actor.kind == "operator" and isinstance(decision, Permit):
        tasks.seen(tx, SampleRow(ids.raw(number), app.now(), ask.actor.id, row.id, ask.purpose))


def _facts(app: Privet, view: View, actor: Actor, row: ValueRow) -> Facts:
    """Where the value stands, and whether its reader has seen enough for now."""
    facts = about(app, view, actor, talk(view, row.conversation), row.subject)
    return replace(
        facts,
        over_budget=access.over_budget(app, view, actor) or over_budget(app, view, actor),
        subject_verified=proven(app, view, row.subject),
        untrained=untrained(app, view, actor),
    )


def proven(app: Privet, view: View, subject: bytes) -> bool:
    """Whether a subject, or whoever is linked to it, proved themselves lately: what is held under one number on several
    channels is proved by a code to that number.
    """
    if stepup.verified(app, view, subject):
        return True
    row = subjects.subject(view, subject)
    others = linked(view, row)[1:] if row is not None and row.state == ACTIVE else []
    return any(stepup.verified(app, view, one) for one in others)


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
