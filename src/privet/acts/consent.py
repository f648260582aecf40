"""Consent: a customer agreed to messages for a purpose, or takes that back: one record for both, on the ledger.

It says for which channel or for all, to which version of the text that they were shown, how they said so, when, and who
put it on record. A text that is on file (`acts.consent_text`) is named with its hash. To take a consent back asks for
nothing that giving it does not: no version need be named, and none can be wrong. A send for a purpose whose legal basis
is consent needs it (`acts.wanted`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.allowed import sighted
from privet.acts.noting import note, scanned, stated
from privet.acts.wanted import linked
from privet.core import ids
from privet.core.consent import ANY, EVERY, METHODS, OTHER, STORAGE, Consent, shown_text
from privet.core.decision import NAME
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import BadInput, Conflict, NotFound
from privet.store import consents, rights, subjects
from privet.store.subjects import ACTIVE, SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.store.view import Tx, View

CONSENT = "cns"


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody agrees to: messages for a purpose, by a channel ("" for all), as a version of a text says it, in a
    language ("": the only one it is on file in); and by which of `core.consent.METHODS` they said so.
    """

    purpose: str
    version: str = ""
    channel: str = EVERY
    language: str = ""
    method: str = OTHER


@dataclass(frozen=True, slots=True)
class Kept:
    """One record (`cns_…`): what a subject (`sub_…`) agreed to or took back, when (ms), and whose act it was; SHA-256
    of the text that they were shown, in hexadecimal, "" where it is not on file.
    """

    id: str
    subject: str
    what: Given
    given: bool
    at: int
    by: str
    digest: str = ""


def give(
    app: Privet, tenant: TenantId, subject: str, what: Given, purpose: str, reason: Plain, actor: Actor,
    factor_age_s: int | None = None,
) -> Kept:  # fmt: skip
    """`subject` (`sub_…`) agreed. `purpose` is that of the record. Raises NotFound, BadInput, Denied, Erased; Conflict
    where it is not clear to which text, or that one is not on file.
    """
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
        permitted, number = isinstance(decision, Permit), app.entry_id()
        version, language, digest = _text(tx, subject, what, given) if permitted else (what.version, "", "")
        made = Consent(
            app.id(), raw, what.channel, what.purpose, version, given, app.now(), ask.actor.id, language, digest,
            what.method, ids.raw(number),
        )  # fmt: skip
        if permitted:
            consents.add(tx, made)
        tx.record(
            entry(
                Entry(
                    number, made.at, "consent" if given else "consent.withdraw",
                    Outcome.DONE if permitted else Outcome.DENIED, ask.actor.id,
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
    if what.method not in METHODS:
        raise BadInput("there is no such way to agree", hint=f"there are: {', '.join(METHODS)}")
    if what.version and not NAME.fullmatch(what.version):
        raise BadInput("a version of a text is called by 1 to 64 of a-z, 0-9, '_', '.', ':' and '-'")
    if what.channel and not NAME.fullmatch(what.channel):
        raise BadInput("there is no channel of that name", hint="leave it out for all channels")


def _text(tx: Tx, subject: SubjectRow, what: Given, given: bool) -> tuple[str, str, str]:
    """Version, language and SHA-256 of the text that is agreed to, or that was, where it is taken back."""
    if not given:
        return _taken_back(tx, subject, what)
    texts = consents.texts_of(tx, what.version)
    if texts:
        found = shown_text(texts, what.purpose, what.language)
        return found.version, found.language, found.digest
    if not what.version or consents.has_texts(tx, what.purpose):
        raise Conflict(
            "nobody agrees to a text that is not named, or not on file", hint="`privet consent texts` lists them"
        )
    return what.version, "", ""


def _taken_back(tx: Tx, subject: SubjectRow, what: Given) -> tuple[str, str, str]:
    """The same of what is taken back: the last that was given, where no other version is named; it refuses nothing."""
    for one in reversed(consents.of(tx, linked(tx, subject))):
        if (
            one.given
            and one.purpose == what.purpose
            and what.version in ("", one.version)
            and (EVERY in (what.channel, one.channel) or what.channel == one.channel)
        ):
            return one.version, one.language, one.digest
    return what.version or ANY, "", ""


def _shown(row: Consent) -> Kept:
    what = Given(row.purpose, row.version, row.channel, row.language, row.method or OTHER)
    return Kept(
        ids.shown(CONSENT, row.id), ids.shown(ids.SUBJECT, row.subject), what, row.given, row.at, row.by, row.digest
    )
