"""Step up: a customer is sent a code on their own channel, says it, and so proves to have that number or address.

For bots, agents and the portal. What comes of it is a fact, `subject_verified`, that rules may ask for; by itself it
shows nothing and changes nothing, since a code can be stolen. For 72 hours after a reported change of the SIM card no
code is sent and none counts. A passkey (`acts.recognise`) proves the same, and then as well.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import passkeys
from privet.acts import send as sending
from privet.acts.about import about, talk
from privet.acts.draft import VALUE, key_of
from privet.acts.noting import stated
from privet.acts.whose import open_key
from privet.core import ids, seal, stepup
from privet.core.entry import Entry, Outcome, decode
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Permit, decide
from privet.core.unseal import unseal
from privet.errors import BadInput, NotFound, NotProved
from privet.store import customer_passkeys, ledger, messages, requests, stepups, subjects, tally
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

CODE, PASSKEY = "code", "passkey"
"""What proves a customer. `send_code` says `PASSKEY` where no code was sent, since a passkey alone counts now."""

LOOKED = 256
"""Entries about a conversation that are looked at for its latest proof; one further back does not count."""


@dataclass(frozen=True, slots=True)
class State:
    """Whether a customer proved themselves lately, until when (ms) nothing is believed of their number, how many
    passkeys they have, and by what they proved themselves in this very conversation: `CODE`, `PASSKEY` or nothing.
    """

    verified: bool
    held_until: int | None
    passkeys: int = 0
    here: str = ""


def send_code(
    app: Privet, tenant: TenantId, conversation: str, purpose: str, actor: Actor, *, enrol: bool = False,
    asked: bool = False,
) -> str:  # fmt: skip
    """Send the customer of `conversation` a code; the state of its message. An earlier code ends. `asked` says that
    they asked for it themselves just now, so that it reaches whoever wants no messages too.

    With `enrol` they are to enrol a passkey. Where they have one, and a code does not count (for that, or in a hold),
    none is sent: the state is `passkey`, and five tries of ten minutes are open for it. In a hold nobody enrols.
    Raises NotFound, Denied, Erased, and BadInput for a group, where a code would reach others, and where nothing is set
    up to send it over.
    """
    with app.store.write(tenant) as tx:
        row, owner = whose(tx, conversation)
        now = app.now()
        decision = decided(app, tx, actor, purpose, row, owner)
        hold = stepup.held(stepups.sim_changed(tx, owner.id), now)
        have = bool(passkeys.known(tx, owner))
        silent = have and (hold or enrol)
        if isinstance(decision, Permit) and hold and (enrol or not have):
            decision = SIM_CHANGED
        stepups.forget(tx, owner.id, now - stepup.DAY_MS)
        before = stepups.of(tx, owner.id)
        if isinstance(decision, Permit) and len(before) >= stepup.MOST:
            decision = TOO_MANY
        code = stepup.code(app.chance(8))
        if isinstance(decision, Permit):
            if not silent:
                sending.reach(app, row.channel)
            for one in before:
                stepups.put(tx, replace(one, expires=min(one.expires, now)))
            step = app.id()
            kept = app.chance(32) if silent else stepup.digest(key_of(tx, owner.slot), step, code)
            stepups.put(tx, StepRow(owner.id, step, kept, 0, now + stepup.LIFE_MS, None, actor.id))
        record(app, tx, "step-up.offer" if silent else "step-up.send", actor, purpose, owner, row, decision)
    decision.require()
    if silent:
        return PASSKEY
    text = Plain(stepup.TEXT.format(code=code))
    return sending.send(app, tenant, conversation, text, SENDER, own_answer=asked).state


def check(app: Privet, tenant: TenantId, conversation: str, said: Plain | str, purpose: str, actor: Actor) -> None:
    """Whether the customer of `conversation` said the code: the code itself, or the token (`tok_…`) that stands for it
    in what they wrote, so that whoever asks need not see it.

    Raises NotProved, with one sentence for whatever was wrong; NotFound, Denied, Erased.
    """
    with app.store.write(tenant) as tx:
        row, owner = whose(tx, conversation)
        decision = decided(app, tx, actor, purpose, row, owner)
        outcome = Outcome.DENIED
        if isinstance(decision, Permit):
            typed = said.expose() if isinstance(said, Plain) else _behind(tx, said, row, owner)
            right = tried(app, tx, owner, lambda one: _right(tx, owner, one, stepup.digits(typed)))
            outcome = Outcome.DONE if right else Outcome.FAILED
        record(app, tx, "step-up.check", actor, purpose, owner, row, decision, outcome)
    decision.require()
    if outcome is not Outcome.DONE:
        raise NotProved(WRONG, hint=HINT)


def change_sim(
    app: Privet, tenant: TenantId, conversation: str, purpose: str, actor: Actor, *, lost: bool = False
) -> None:
    """Somebody reports that the customer's SIM card was changed: for 72 hours nothing that comes to it proves anything.

    Passkeys enrolled in the 72 hours before go: whoever has the card may have enrolled them. With `lost`, the devices
    are gone as well, and every passkey goes. Raises NotFound, Denied, Erased.
    """
    with app.store.write(tenant) as tx:
        row, owner = whose(tx, conversation)
        decision = decided(app, tx, actor, purpose, row, owner)
        if isinstance(decision, Permit):
            stepups.change_sim(tx, owner.id, app.now())
            customer_passkeys.drop(tx, owner.id, 0 if lost else app.now() - stepup.HOLD_MS + 1)
        record(app, tx, "step-up.lost" if lost else "step-up.sim-change", actor, purpose, owner, row, decision)
    decision.require()


def state(app: Privet, tenant: TenantId, conversation: str, purpose: str, actor: Actor) -> State:
    """What is known of the customer of `conversation` now. Raises NotFound, Denied, Erased."""
    with app.store.write(tenant) as tx:
        row, owner = whose(tx, conversation)
        decision = decided(app, tx, actor, purpose, row, owner)
        changed = stepups.sim_changed(tx, owner.id)
        found = State(
            verified(app, tx, owner.id),
            changed + stepup.HOLD_MS if stepup.held(changed, app.now()) and changed else None,
            len(passkeys.known(tx, owner)),
            _here(app, tx, row, owner, changed),
        )
        if not isinstance(decision, Permit):
            record(app, tx, "step-up.state", actor, purpose, owner, row, decision)
    decision.require()
    return found


def verified(app: Privet, view: View, subject: bytes) -> bool:
    """Whether a subject proved themselves lately: a fact for deciding."""
    changed = stepups.sim_changed(view, subject)
    by_code = any(stepup.good(one.verified, changed, app.now()) for one in stepups.of(view, subject))
    return by_code or any(stepup.good(one.proved, None, app.now()) for one in customer_passkeys.of(view, subject))


def _here(app: Privet, view: View, row: ConversationRow, owner: SubjectRow, changed: int | None) -> str:
    """By what the customer proved themselves in this conversation, as the ledger says it; by a passkey if by both.

    A link joins conversations into one subject, so `verified` may come from another of them: from whoever sits there.
    """
    now, found = app.now(), ""
    good = any(stepup.good(one.proved, None, now) for one in customer_passkeys.of(view, owner.id))
    for number in tally.about(view, row.id, ledger.size(view), LOOKED):
        ((_, data),) = ledger.entries(view, number, number + 1)
        one = decode(data)
        if one.at <= now - stepup.GOOD_MS:
            break
        done = one.outcome is Outcome.DONE
        if done and one.act == "step-up.passkey" and good:
            return PASSKEY
        if done and one.act == "step-up.check" and stepup.good(one.at, changed, now):
            found = CODE
    return found if verified(app, view, owner.id) else ""


def tried(app: Privet, tx: Tx, owner: SubjectRow, right: Callable[[StepRow], bool]) -> bool:
    """Try an answer against the code that is open, and use that up: wholly when it is right, one of five tries if not.

    A passkey is tried in the same way, and so is bound to the same ten minutes.
    """
    now = app.now()
    one = next((one for one in stepups.of(tx, owner.id) if now < one.expires and one.tries < stepup.TRIES), None)
    if one is None:
        return False
    good = right(one)
    if good:
        stepups.put(tx, replace(one, tries=one.tries + 1, expires=now, verified=now))
        requests.prove(tx, owner.id, now)
    else:
        stepups.put(tx, replace(one, tries=one.tries + 1))
    return good


def _right(view: View, owner: SubjectRow, one: StepRow, typed: str) -> bool:
    return hmac.compare_digest(stepup.digest(key_of(view, owner.slot), one.id, typed), one.digest)


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


def whose(view: View, conversation: str) -> tuple[ConversationRow, SubjectRow]:
    """The conversation and its one customer. Raises NotFound, BadInput."""
    row = talk(view, ids.read(ids.CONVERSATION, conversation))
    owner = subjects.subject(view, row.subject)
    if owner is None or row.group:
        raise BadInput("a code is for one person, and this conversation has several", hint="use the customer's own one")
    return row, owner


def decided(
    app: Privet, view: View, actor: Actor, purpose: str, row: ConversationRow, owner: SubjectRow
) -> Permit | Deny:
    """Whether the actor may have this customer step up."""
    facts = about(app, view, actor, row, owner.id)
    facts = replace(facts, erased=owner.state != ACTIVE, subject_verified=verified(app, view, owner.id))
    return decide(app.rules_in(view).policy, Ask(actor, "step-up", purpose), facts)


def record(
    app: Privet, tx: Tx, act: str, actor: Actor, purpose: str, owner: SubjectRow, row: ConversationRow,
    decision: Permit | Deny, outcome: Outcome = Outcome.DONE,
) -> None:  # fmt: skip
    """The entry of a step-up act, which names by what the customer was proved."""
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
