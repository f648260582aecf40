"""Step up: a customer is sent a code on their own channel, says it, and so proves to have that number or address.

For bots, agents and the portal. What comes of it is a fact, `subject_verified`, that rules may ask for; by itself it
shows nothing and changes nothing, since a code can be stolen. For 72 hours after a reported change of the SIM card no
code is sent and none counts.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import send as sending
from privet.acts.about import about, talk
from privet.acts.draft import VALUE, key_of
from privet.acts.noting import stated
from privet.acts.whose import open_key
from privet.core import ids, seal, stepup
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Permit, decide
from privet.core.unseal import unseal
from privet.errors import BadInput, NotFound, NotProved
from privet.store import messages, stepups, subjects
from privet.store.stepups import StepRow
from privet.store.subjects import ACTIVE, ConversationRow, SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

SENDER = Actor("service", "step-up")
"""Who sends the code: Privet itself. No program's key has this name."""

SIM_CHANGED = Deny(("sim-changed",), ("A change of the SIM card was reported less than 72 hours ago.",))
TOO_MANY = Deny(("step-up-often",), (f"The customer was sent {stepup.MOST} codes within 24 hours.",))
WRONG = "the code is wrong, was used, or has ended"
HINT = "five tries and ten minutes; then send a new one"


@dataclass(frozen=True, slots=True)
class State:
    """Whether a customer proved themselves lately, and until when (ms) nothing is believed of their number."""

    verified: bool
    held_until: int | None


def send_code(app: Privet, tenant: TenantId, conversation: str, purpose: str, actor: Actor) -> str:
    """Send the customer of `conversation` a code; the state of its message. An earlier code ends.

    Raises NotFound, Denied, Erased, and BadInput for a group, where a code would reach others.
    """
    with app.store.write(tenant) as tx:
        row, owner = _whose(tx, conversation)
        now = app.now()
        decision = _decided(app, tx, actor, purpose, row, owner)
        if isinstance(decision, Permit) and stepup.held(stepups.sim_changed(tx, owner.id), now):
            decision = SIM_CHANGED
        stepups.forget(tx, owner.id, now - stepup.DAY_MS)
        before = stepups.of(tx, owner.id)
        if isinstance(decision, Permit) and len(before) >= stepup.MOST:
            decision = TOO_MANY
        code = stepup.code(app.chance(8))
        if isinstance(decision, Permit):
            for one in before:
                stepups.put(tx, replace(one, expires=min(one.expires, now)))
            step = app.id()
            kept = stepup.digest(key_of(tx, owner.slot), step, code)
            stepups.put(tx, StepRow(owner.id, step, kept, 0, now + stepup.LIFE_MS, None, actor.id))
        _record(app, tx, "step-up.send", actor, purpose, owner, row, decision)
    decision.require()
    return sending.send(app, tenant, conversation, Plain(stepup.TEXT.format(code=code)), SENDER).state


def check(app: Privet, tenant: TenantId, conversation: str, said: Plain | str, purpose: str, actor: Actor) -> None:
    """Whether the customer of `conversation` said the code: the code itself, or the token (`tok_…`) that stands for it
    in what they wrote, so that whoever asks need not see it.

    Raises NotProved, with one sentence for whatever was wrong; NotFound, Denied, Erased.
    """
    with app.store.write(tenant) as tx:
        row, owner = _whose(tx, conversation)
        decision = _decided(app, tx, actor, purpose, row, owner)
        outcome = Outcome.DENIED
        if isinstance(decision, Permit):
            typed = said.expose() if isinstance(said, Plain) else _behind(tx, said, row, owner)
            right = _try(app, tx, owner, stepup.digits(typed))
            outcome = Outcome.DONE if right else Outcome.FAILED
        _record(app, tx, "step-up.check", actor, purpose, owner, row, decision, outcome)
    decision.require()
    if outcome is not Outcome.DONE:
        raise NotProved(WRONG, hint=HINT)


def change_sim(app: Privet, tenant: TenantId, conversation: str, purpose: str, actor: Actor) -> None:
    """Somebody reports that the customer's SIM card was changed: for 72 hours nothing that comes to it proves anything.

    Raises NotFound, Denied, Erased.
    """
    with app.store.write(tenant) as tx:
        row, owner = _whose(tx, conversation)
        decision = _decided(app, tx, actor, purpose, row, owner)
        if isinstance(decision, Permit):
            stepups.change_sim(tx, owner.id, app.now())
        _record(app, tx, "step-up.sim-change", actor, purpose, owner, row, decision)
    decision.require()


def state(app: Privet, tenant: TenantId, conversation: str, purpose: str, actor: Actor) -> State:
    """What is known of the customer of `conversation` now. Raises NotFound, Denied, Erased."""
    with app.store.write(tenant) as tx:
        row, owner = _whose(tx, conversation)
        decision = _decided(app, tx, actor, purpose, row, owner)
        changed = stepups.sim_changed(tx, owner.id)
        found = State(
            verified(app, tx, owner.id),
            changed + stepup.HOLD_MS if stepup.held(changed, app.now()) and changed else None,
        )
        if not isinstance(decision, Permit):
            _record(app, tx, "step-up.state", actor, purpose, owner, row, decision)
    decision.require()
    return found


def verified(app: Privet, view: View, subject: bytes) -> bool:
    """Whether a subject proved themselves lately: a fact for deciding."""
    changed = stepups.sim_changed(view, subject)
    return any(stepup.good(one.verified, changed, app.now()) for one in stepups.of(view, subject))


def _try(app: Privet, tx: Tx, owner: SubjectRow, typed: str) -> bool:
    """Try a code against the one that is open, and use that up: wholly when it is right, one of five tries if not."""
    now = app.now()
    one = next((one for one in stepups.of(tx, owner.id) if now < one.expires and one.tries < stepup.TRIES), None)
    if one is None:
        return False
    kept = stepup.digest(key_of(tx, owner.slot), one.id, typed)
    right = hmac.compare_digest(kept, one.digest)
    if right:
        stepups.put(tx, replace(one, tries=one.tries + 1, expires=now, verified=now))
    else:
        stepups.put(tx, replace(one, tries=one.tries + 1))
    return right


def _behind(view: View, token: str, row: ConversationRow, owner: SubjectRow) -> str:
    """What the customer wrote in this conversation where that token stands; NotFound for anything else."""
    value = messages.value(view, ids.read(ids.TOKEN, token))
    key = None
    if value is not None and (value.conversation, value.subject) == (row.id, owner.id):
        key = open_key(view, owner.id, owner.slot, value.period)
    if value is None or key is None:
        raise NotFound("there is no such value of that customer in that conversation")
    place = seal.context(view.tenant, owner.id, value.id, value.kind, VALUE, owner.slot, value.period)
    return unseal(key, value.sealed, place).decode("utf-8", "surrogatepass")


def _whose(view: View, conversation: str) -> tuple[ConversationRow, SubjectRow]:
    row = talk(view, ids.read(ids.CONVERSATION, conversation))
    owner = subjects.subject(view, row.subject)
    if owner is None or row.group:
        raise BadInput("a code is for one person, and this conversation has several", hint="use the customer's own one")
    return row, owner


def _decided(
    app: Privet, view: View, actor: Actor, purpose: str, row: ConversationRow, owner: SubjectRow
) -> Permit | Deny:
    facts = about(app, view, actor, row, owner.id)
    facts = replace(facts, erased=owner.state != ACTIVE, subject_verified=verified(app, view, owner.id))
    return decide(app.rules_in(view).policy, Ask(actor, "step-up", purpose), facts)


def _record(
    app: Privet, tx: Tx, act: str, actor: Actor, purpose: str, owner: SubjectRow, row: ConversationRow,
    decision: Permit | Deny, outcome: Outcome = Outcome.DONE,
) -> None:  # fmt: skip
    rules = app.rules_in(tx)
    tx.record(
        entry(
            Entry(
                app.entry_id(), app.now(), act, outcome if isinstance(decision, Permit) else Outcome.DENIED, actor.id,
                ids.shown(ids.CONVERSATION, row.id), ids.shown(ids.SUBJECT, owner.id), stated(rules, purpose),
                rules.version, decision.reasons,
            )
        )
    )  # fmt: skip
