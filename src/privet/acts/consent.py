"""Consent: a customer agreed to messages for a purpose, or takes that back: one record for both, on the ledger.

It says for which channel or for all, to which version of the text that they were shown, when, and who put it on record.
A send for a purpose whose legal basis is consent needs it (`acts.wanted`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.allowed import sighted
from privet.acts.noting import note, scanned, stated
from privet.acts.wanted import linked
from privet.core import ids
from privet.core.consent import EVERY, STORAGE, Consent
from privet.core.decision import NAME
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import BadInput, NotFound
from privet.store import consents, rights, subjects
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.store.view import View

CONSENT = "cns"


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody agrees to: messages for a purpose, by a channel ("" for all), as a version of a text says it."""

    purpose: str
    version: str
    channel: str = EVERY


@dataclass(frozen=True, slots=True)
class Kept:
    """One record (`cns_…`): what a subject (`sub_…`) agreed to or took back, when (ms), and whose act it was."""

    id: str
    subject: str
    what: Given
    given: bool
    at: int
    by: str


def give(
    app: Privet, tenant: TenantId, subject: str, what: Given, purpose: str, reason: Plain, actor: Actor,
    factor_age_s: int | None = None,
) -> Kept:  # fmt: skip
    """`subject` (`sub_…`) agreed. `purpose` is that of the record. Raises NotFound, BadInput, Denied, Erased."""
    return _record(app, tenant, subject, what, True, Ask(actor, "consent", purpose), reason, factor_age_s)


def withdraw(
    app: Privet, tenant: TenantId, subject: str, what: Given, purpose: str, reason: Plain, actor: Actor,
    factor_age_s: int | None = None,
) -> Kept:  # fmt: skip
    """`subject` (`sub_…`) takes it back: nothing more is sent by it. Raises NotFound, BadInput, Denied, Erased."""
    return _record(app, tenant, subject, what, False, Ask(actor, "consent", purpose), reason, factor_age_s)


def history(app: Privet, tenant: TenantId, id: str, actor: Actor, *, purpose: str = "operation") -> list[Kept]:
    """What `id` (`sub_…`) and whoever is linked to it agreed to and took back, oldest first. Raises NotFound;
    Denied, on the ledger.
    """
    raw = ids.read(ids.SUBJECT, id)

    def of_it(view: View) -> Facts:
        row = subjects.subject(view, raw)
        if row is None:
            raise NotFound("there is no such subject", hint="`privet subjects` lists them")
        met = actor.kind == "operator" and rights.met(view, actor.id, raw, app.now())
        return Facts(channel=row.channel, restricted=rights.restricted(view, raw), assigned=met)

    with sighted(app, tenant, Ask(actor, "read", purpose), of_it, id) as (view, _):
        row = subjects.subject(view, raw)
        return [_shown(one) for one in consents.of(view, linked(view, row) if row is not None else [raw])]


def _record(
    app: Privet, tenant: TenantId, id: str, what: Given, given: bool, ask: Ask, reason: Plain,
    factor_age_s: int | None,
) -> Kept:  # fmt: skip
    raw, said = ids.read(ids.SUBJECT, id), scanned(app, tenant, reason)
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        _check(rules, what)
        subject = subjects.subject(tx, raw)
        if subject is None:
            raise NotFound("there is no such subject", hint="`privet subjects` lists them")
        facts = Facts(
            factor_age_s=factor_age_s, reason_given=bool(said), erased=subject.state != ACTIVE,
            restricted=rights.restricted(tx, raw),
            assigned=ask.actor.kind == "operator" and rights.met(tx, ask.actor.id, raw, app.now()),
        )  # fmt: skip
        decision = decide(rules.policy, ask, facts)
        made = Consent(app.id(), raw, what.channel, what.purpose, what.version, given, app.now(), ask.actor.id)
        if isinstance(decision, Permit):
            consents.add(tx, made)
        number = app.entry_id()
        tx.record(
            entry(
                Entry(
                    number, made.at, "consent" if given else "consent.withdraw",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, ask.actor.id,
                    ids.shown(CONSENT, made.id), id, stated(rules, ask.purpose), rules.version, decision.reasons,
                    note=note(app, tx, subject, number, said.under(rules)),
                )
            )
        )  # fmt: skip
    decision.require()
    return _shown(made)


def _check(rules: Rules, what: Given) -> None:
    purposes = (*rules.policy.purposes, STORAGE)
    if what.purpose not in purposes:
        raise NotFound("there is no such purpose", hint=f"there are: {', '.join(purposes)}")
    if not NAME.fullmatch(what.version):
        raise BadInput("a version of a text is called by 1 to 64 of a-z, 0-9, '_', '.', ':' and '-'")
    if what.channel and not NAME.fullmatch(what.channel):
        raise BadInput("there is no channel of that name", hint="leave it out for all channels")


def _shown(row: Consent) -> Kept:
    return Kept(
        ids.shown(CONSENT, row.id), ids.shown(ids.SUBJECT, row.subject), Given(row.purpose, row.version, row.channel),
        row.given, row.at, row.by,
    )  # fmt: skip
