"""Receipt: what somebody agreed to, or took back, as a signed file that whoever has the ledger's public keys checks;
and all that they said of it, as an export (ISO/IEC TS 27560, `core.receipt`).

Each receipt is on record: the entry commits to it, and its words are sealed beside it under the person's key, so that
they are erased with them. Whoever holds the file can still show it: that is what a receipt is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privet.acts.export import prove
from privet.acts.noting import note, stated
from privet.acts.wanted import linked
from privet.core import ids, notice, receipt, report
from privet.core.consent import Consent, Wording
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.receipt import ACT, CONSENT, Told
from privet.errors import Conflict, NotFound
from privet.store import consents, notices, rights, subjects, tenants
from privet.store.subjects import SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

PURPOSE = "subject-request"


def receipt_of(app: Privet, tenant: TenantId, consent: str, actor: Actor, *, purpose: str = PURPOSE) -> str:
    """The receipt of `consent` (`cns_…`) as a file. Raises NotFound; Conflict where the text or a privacy notice is not
    on file; Denied, on the ledger.
    """
    raw = ids.read(CONSENT, consent)
    salt = app.chance(32)
    with app.store.write(tenant) as tx:
        row = consents.one(tx, raw)
        subject = subjects.subject(tx, row.subject) if row is not None else None
        number, at = app.entry_id(), app.now()
        decision = _decided(app, tx, Ask(actor, "read", purpose), subject)
        text = ""
        if isinstance(decision, Permit):
            if row is None or subject is None:
                raise NotFound("there is no such consent", hint="`privet consent list` names them")
            came = ids.shown(ids.ENTRY, row.entry) if row.entry else ""
            origin = tenants.of(tx).origin
            text = receipt.encode(
                receipt.receipt(f"{ids.ENTRY}_{number}", origin, came, at, _record(tx, subject, row, origin))
            )
        rules = app.rules_in(tx)
        tx.record(
            entry(
                Entry(
                    number, at, ACT if isinstance(decision, Permit) else "read",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id,
                    consent, ids.shown(ids.SUBJECT, row.subject) if row is not None else None,
                    stated(rules, purpose), rules.version,
                    decision.reasons, note=note(app, tx, subject, number, text, salt),
                )
            )
        )  # fmt: skip
    decision.require()
    proof = prove(app, tenant, number)
    return report.write(text, salt, proof.entry, proof.text())


def export(app: Privet, tenant: TenantId, subject: str, actor: Actor, *, purpose: str = PURPOSE) -> str:
    """Every consent record of `subject` (`sub_…`) and whoever is linked to them, as one line of JSON-LD. Raises
    NotFound; Conflict where the text or a privacy notice is not on file; Denied, on the ledger.
    """
    raw = ids.read(ids.SUBJECT, subject)
    with app.store.write(tenant) as tx:
        row = subjects.subject(tx, raw)
        decision = _decided(app, tx, Ask(actor, "read", purpose), row)
        found: list[dict[str, Any]] = []
        if isinstance(decision, Permit):
            if row is None:
                raise NotFound("there is no such subject", hint="`privet subjects` lists them")
            newest = {(one.channel, one.purpose): one for one in consents.of(tx, linked(tx, row))}
            found = [_record(tx, row, one, tenants.of(tx).origin) for one in newest.values()]
        rules = app.rules_in(tx)
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "consent.export",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id, None, subject,
                    stated(rules, purpose), rules.version, decision.reasons,
                    count=len(found) if isinstance(decision, Permit) else None,
                )
            )
        )  # fmt: skip
    decision.require()
    return receipt.encode(receipt.collected(found))


def _decided(app: Privet, tx: Tx, ask: Ask, subject: SubjectRow | None) -> Permit | Deny:
    """May they? Where there is nobody, they are asked all the same, so that who may not learns nothing of it."""
    if subject is None:
        return decide(app.rules_in(tx).policy, ask, Facts())
    met = ask.actor.kind == "operator" and rights.met(tx, ask.actor.id, subject.id, app.now())
    facts = Facts(channel=subject.channel, restricted=rights.restricted(tx, subject.id), assigned=met)
    return decide(app.rules_in(tx).policy, ask, facts)


def _record(view: View, subject: SubjectRow, row: Consent, ledger: str) -> dict[str, Any]:
    """The record as it stood when `row` was said."""
    same = [
        one
        for one in consents.of(view, linked(view, subject))
        if (one.channel, one.purpose) == (row.channel, row.purpose) and one.id <= row.id
    ]
    return receipt.record(ledger, same, _wording(view, row), _told(view, row.at))


def _wording(view: View, row: Consent) -> Wording:
    for one in consents.texts_of(view, row.version):
        if one.digest == row.digest:
            return one
    raise Conflict(
        "the text that they were shown is not on file",
        hint="`privet consent text` adds texts; consents that are given after it name them",
    )


def _told(view: View, at: int) -> Told:
    """The privacy notice that stood at that time (ms); of before there was one, the first."""
    rows = notices.every(view)
    if not rows:
        raise Conflict("no privacy notice was given out", hint="`privet notice publish`: a receipt names the company")
    row = next((one for one in rows if one.at <= at), rows[-1])
    return Told(row.version, row.at, notice.read(row.said))
