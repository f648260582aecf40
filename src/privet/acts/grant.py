"""Grant: somebody asks to see one value for one purpose, somebody else with the right approves it, for a while.

Nothing is shown here: what an approved grant changes is what a reveal is decided by (`core.grant`, `acts.reveal`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from privet.acts import noting
from privet.acts.about import about, talk
from privet.acts.allowed import allowed
from privet.acts.noting import scanned, stated
from privet.core import grant as granting
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.grant import ASKED, DENIED, ENDED, Grant
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.errors import BadInput, NotFound
from privet.store import grants, messages, subjects
from privet.store.messages import ValueRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

GRANT = "grt"
"""The prefix of a grant's id; its letters are those of the entry with which it was asked for."""

MOST_ASKED, MOST_SHOWN, MOST_LOOKED = 50, 200, 5000
"""Requests of one actor that may wait for an answer; grants that a list shows, and that are looked at for it."""

KEPT_MS = 30 * 86_400_000
"""How long a grant whose time is over is kept; what was done with it stays on the ledger."""

OVER = Deny(("grant-over",), ("It was answered or used already, or its time is over.",))


@dataclass(frozen=True, slots=True)
class Shown:
    """A grant as people see it: `id` is `grt_…`, `reason` why it was asked for, `due` (ms) until when it stands."""

    id: str
    actor: str
    token: str
    kind: str
    purpose: str
    reason: str
    state: str
    uses: int
    due: int
    approver: str
    decidable: bool


def ask(app: Privet, tenant: TenantId, token: str, purpose: str, reason: Plain, actor: Actor) -> str:
    """Ask to see the value of `token`; the new grant's id. Raises NotFound, BadInput, Denied, Erased."""
    said = scanned(app, tenant, reason)
    with app.store.write(tenant) as tx:
        grants.forget(tx, app.now() - KEPT_MS)
        row = _value(tx, ids.read(ids.TOKEN, token))
        if grants.asked_by(tx, actor.id, app.now()) >= MOST_ASKED:
            raise BadInput(f"{MOST_ASKED} requests of yours wait for an answer", hint="end some, or ask for an answer")
        rules, number = app.rules_in(tx), app.entry_id()
        asked = Grant(
            ids.raw(number), actor.id, row.id, row.subject, row.kind, purpose, ASKED, 0,
            app.now() + rules.policy.terms.showing.answer * 1000,
        )  # fmt: skip
        facts = replace(_facts(app, tx, actor, row), reason_given=bool(said))
        decision = decide(rules.policy, _ask(actor, "ask", asked), facts)
        if isinstance(decision, Permit):
            grants.put(tx, asked)
        _record(app, tx, actor, "ask", asked, decision, number, said.under(app.rules_in(tx)))
    decision.require()
    return ids.shown(GRANT, asked.id)


def approve(app: Privet, tenant: TenantId, id: str, actor: Actor, factor_age_s: int | None) -> None:
    """Let whoever asked see it, for the time and as often as the policy says. Raises NotFound, Denied, Erased."""
    _decide(app, tenant, id, actor, "approve", factor_age_s)


def deny(app: Privet, tenant: TenantId, id: str, actor: Actor, factor_age_s: int | None) -> None:
    """Refuse what was asked. Raises NotFound, Denied."""
    _decide(app, tenant, id, actor, "deny", factor_age_s)


def end(app: Privet, tenant: TenantId, id: str, actor: Actor, factor_age_s: int | None) -> None:
    """End a grant before its time: whoever asked takes it back, or somebody who may approve it. NotFound, Denied."""
    _decide(app, tenant, id, actor, "end", factor_age_s)


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Shown]:
    """What waits or may be used: the actor's own, and what they may decide about; that which ends first, first."""
    with app.store.view(tenant) as view:
        found = (_shown(app, view, actor, one) for one in grants.live(view, app.now(), MOST_LOOKED))
        return list(islice((one for one in found if one), MOST_SHOWN))


def mine(app: Privet, tenant: TenantId, purpose: str, actor: Actor) -> list[Shown]:
    """What the actor asked for, for one purpose, and that waits or may be used. Raises Denied, on the ledger."""
    may_ask = Facts(reason_given=True, assigned=True)
    with allowed(app, tenant, Ask(actor, "ask", purpose), may_ask) as view:
        return [
            shown
            for one in grants.live(view, app.now(), MOST_SHOWN, actor.id)
            if one.purpose == purpose and (shown := _shown(app, view, actor, one))
        ]


def _decide(app: Privet, tenant: TenantId, id: str, actor: Actor, what: str, factor_age_s: int | None) -> None:
    """One answer to a grant, on record. Only a waiting one is approved or denied; nobody approves their own."""
    with app.store.write(tenant) as tx:
        found = grants.grant(tx, ids.read(GRANT, id))
        if found is None:
            raise NotFound("there is no such grant", hint="`privet grant list` names those that stand")
        rules, at = app.rules_in(tx), app.now()
        own = found.actor == actor.id
        act = "ask" if own and what == "end" else "approve"
        facts = replace(
            _facts(app, tx, actor, _value(tx, found.value)), factor_age_s=factor_age_s, own_ask=own, reason_given=True
        )
        decision = decide(rules.policy, _ask(actor, act, found), facts)
        standing = granting.standing(found, at)
        if isinstance(decision, Permit) and standing != ASKED and not (what == "end" and standing == granting.GRANTED):
            decision = OVER
        if isinstance(decision, Permit):
            after = {"deny": DENIED, "end": ENDED}.get(what)
            grants.put(
                tx,
                granting.approved(found, actor.id, rules.policy.terms.showing, at)
                if after is None
                else replace(found, state=after, approver=actor.id, due=at),
            )
        _record(app, tx, actor, act if act == what else f"{act}.{what}", found, decision, app.entry_id())
    decision.require()


def _value(view: View, id: bytes) -> ValueRow:
    row = messages.value(view, id)
    if row is None:
        raise NotFound("there is no value behind that token", hint="what must not be kept was never stored")
    return row


def _facts(app: Privet, view: View, actor: Actor, row: ValueRow) -> Facts:
    subject = subjects.subject(view, row.subject)
    facts = about(app, view, actor, talk(view, row.conversation), row.subject)
    return replace(facts, erased=subject is None or subject.state != ACTIVE)


def _ask(actor: Actor, act: str, grant: Grant) -> Ask:
    return Ask(actor, act, grant.purpose, frozenset({BY_NUMBER[grant.kind].name}))


def _record(
    app: Privet, tx: Tx, actor: Actor, act: str, grant: Grant, decision: Permit | Deny, number: str, said: str = ""
) -> None:
    """The entry of what was asked or answered; the reason is kept with it."""
    rules, asked = app.rules_in(tx), act == "ask"
    subject = subjects.subject(tx, grant.subject)
    tx.record(
        entry(
            Entry(
                number, app.now(), act, Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id,
                ids.shown(ids.TOKEN, grant.value) if asked else ids.shown(GRANT, grant.id),
                ids.shown(ids.SUBJECT, grant.subject), stated(rules, grant.purpose), rules.version, decision.reasons,
                note=noting.note(app, tx, subject, number, said),
            )
        )
    )  # fmt: skip


def _shown(app: Privet, view: View, actor: Actor, one: Grant) -> Shown | None:
    """A grant with the reason that was given for it, and whether the actor may decide about it once they proved it;
    None where its value is not kept any more, or it is nothing of the actor's to see.
    """
    row = messages.value(view, one.value)
    if row is None:
        return None
    own = one.actor == actor.id
    facts = replace(_facts(app, view, actor, row), factor_age_s=0, reason_given=True, own_ask=own)
    may = isinstance(decide(app.rules_in(view).policy, _ask(actor, "approve", one), facts), Permit)
    if not (may or own):
        return None
    return Shown(
        ids.shown(GRANT, one.id), one.actor, ids.shown(ids.TOKEN, one.value), BY_NUMBER[one.kind].name, one.purpose,
        noting.read_note(view, one.id), granting.standing(one, app.now()), one.uses, one.due, one.approver, may,
    )  # fmt: skip
