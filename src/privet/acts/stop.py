"""Stop: a customer wants no more messages, or wants them again: by their own word, or as a colleague was told.

Whoever said so gets nothing that `send` or `call` decide about, but for Privet's own answer to what they just asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from privet.acts.allowed import company, sighted
from privet.acts.noting import Said, note, read_note, scanned, stated
from privet.acts.wanted import linked
from privet.core import ids
from privet.core.entry import Entry, Outcome, decode
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import NotFound
from privet.store import ledger, optouts, rights, subjects, tally
from privet.store.optouts import OptOutRow
from privet.store.subjects import ACTIVE, SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

PURPOSE = "delivery"
SELF = "self"

LOOKED = 1000
"""Entries about a subject that are looked at for receipts, the latest."""


class Spoken(NamedTuple):
    """A message in which a customer says so: raw ids of it, its conversation and its subject; its text, in tokens."""

    message: bytes
    conversation: bytes
    subject: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a customer wanted no messages, or wanted them again (`stop` is False): when (ms), by which message (`msg_…`,
    "" where a colleague was told), whose act it was, what was said, in tokens, and the number of its entry.
    """

    stop: bool
    at: int
    message: str
    by: str
    said: str
    number: int


@dataclass(frozen=True, slots=True)
class OptOut:
    """A subject (`sub_…`) who wants no more messages on its channel, since when (ms), and by whose act: "self" or an
    actor.
    """

    subject: str
    channel: str
    since: int
    by: str


def word(app: Privet, tenant: TenantId, subject: str, actor: Actor, *, stop: bool) -> bool:
    """A customer said STOP, or START, to a gateway; whether that changed anything. Raises NotFound, Denied, Erased."""
    return _change(app, tenant, subject, Ask(actor, "opt-out", PURPOSE), stop, None, None, SELF)


def heard(app: Privet, tx: Tx, actor: Actor, said: Spoken, *, stop: bool) -> bool:
    """The same in the transaction that stores the message in which they said it, with a receipt; whether that changed
    anything. Who opted out of nothing and says START says something else. A step of `receive`.
    """
    row, rules = subjects.subject(tx, said.subject), app.rules_in(tx)
    if row is None or not (stop or any(optouts.of(tx, one) for one in linked(tx, row))):
        return False
    facts = Facts(erased=row.state != ACTIVE, restricted=rights.restricted(tx, row.id))
    decision = decide(rules.policy, Ask(actor, "opt-out", PURPOSE), facts)
    permitted, number = isinstance(decision, Permit), app.entry_id()
    changed = permitted and _put(app, tx, row, SELF, stop=stop)
    tx.record(
        entry(
            Entry(
                number, app.now(), "opt-out" if stop else "opt-out.lift",
                Outcome.DONE if permitted else Outcome.DENIED, actor.id, ids.shown(ids.MESSAGE, said.message),
                ids.shown(ids.SUBJECT, row.id), PURPOSE, rules.version, decision.reasons,
                note=note(app, tx, row, number, said.text),
            )
        )
    )  # fmt: skip
    return changed


def receipts(app: Privet, tenant: TenantId, id: str, actor: Actor, *, purpose: str = "operation") -> list[Receipt]:
    """What `id` (`sub_…`) said about messages, newest first; of many, the latest. Raises NotFound; Denied, on the
    ledger.
    """
    raw = ids.read(ids.SUBJECT, id)

    def of_it(view: View) -> Facts:
        met = actor.kind == "operator" and rights.met(view, actor.id, raw, app.now())
        row = subjects.subject(view, raw)
        if row is None:
            raise NotFound("there is no such subject", hint="`privet subjects` lists them")
        return Facts(channel=row.channel, restricted=rights.restricted(view, raw), assigned=met)

    with sighted(app, tenant, Ask(actor, "read", purpose), of_it, id) as (view, _):
        found = []
        for number in tally.about(view, raw, ledger.size(view), LOOKED):
            for _, data in ledger.entries(view, number, number + 1):
                one = decode(data)
                if one.act in ("opt-out", "opt-out.lift") and one.outcome == Outcome.DONE:
                    said = read_note(view, ids.raw(one.id))
                    found.append(Receipt(one.act == "opt-out", one.at, one.object or "", one.actor, said, number))
        return found


def stop(
    app: Privet, tenant: TenantId, subject: str, purpose: str, reason: Plain, actor: Actor,
    factor_age_s: int | None = None,
) -> bool:  # fmt: skip
    """Nothing more is sent to `subject` (`sub_…`); False where it is so already. Raises NotFound, Denied, Erased."""
    said = scanned(app, tenant, reason)
    return _change(app, tenant, subject, Ask(actor, "opt-out", purpose), True, said, factor_age_s, actor.id)


def start(
    app: Privet, tenant: TenantId, subject: str, purpose: str, reason: Plain, actor: Actor,
    factor_age_s: int | None = None,
) -> bool:  # fmt: skip
    """Messages are sent again; False where nothing stood in the way. Raises NotFound, Denied, Erased."""
    said = scanned(app, tenant, reason)
    return _change(app, tenant, subject, Ask(actor, "opt-out", purpose), False, said, factor_age_s, actor.id)


def listed(app: Privet, tenant: TenantId, actor: Actor, limit: int = 100) -> list[OptOut]:
    """Who wants no more messages, the newest first. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return [_shown(view, row) for row in optouts.latest(view, limit)]


def of(view: View, subject: bytes) -> OptOut | None:
    """The opt-out of a subject, or of whoever is linked to it, if there is one. A step of acts."""
    known = subjects.subject(view, subject)
    found = (optouts.of(view, one) for one in (linked(view, known) if known is not None else ()))
    row = next(filter(None, found), None)
    return None if row is None else _shown(view, row)


def _change(
    app: Privet, tenant: TenantId, id: str, ask: Ask, stop: bool, said: Said | None, factor_age_s: int | None, by: str
) -> bool:
    raw = ids.read(ids.SUBJECT, id)
    with app.store.write(tenant) as tx:
        subject = subjects.subject(tx, raw)
        if subject is None:
            raise NotFound("there is no such subject", hint="`privet subjects` lists them")
        rules = app.rules_in(tx)
        facts = Facts(
            factor_age_s=factor_age_s, reason_given=bool(said), erased=subject.state != ACTIVE,
            restricted=rights.restricted(tx, raw),
            assigned=ask.actor.kind == "operator" and rights.met(tx, ask.actor.id, raw, app.now()),
        )  # fmt: skip
        decision = decide(rules.policy, ask, facts)
        changed = isinstance(decision, Permit) and _put(app, tx, subject, by, stop=stop)
        number = app.entry_id()
        tx.record(
            entry(
                Entry(
                    number, app.now(), "opt-out" if stop else "opt-out.lift",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, ask.actor.id, None, id,
                    stated(rules, ask.purpose), rules.version, decision.reasons,
                    note=note(app, tx, subject, number, said.under(rules)) if said is not None else None,
                )
            )
        )  # fmt: skip
    decision.require()
    return changed


def _put(app: Privet, tx: Tx, row: SubjectRow, by: str, *, stop: bool) -> bool:
    """STOP holds for whoever is linked now, also when one of them is erased; START, on whichever linked channel, takes
    back what was said on any.
    """
    everyone = linked(tx, row)
    if stop:
        return sum(optouts.put(tx, OptOutRow(one, app.now(), by)) for one in everyone) > 0
    return sum(optouts.drop(tx, one) for one in everyone) > 0


def _shown(view: View, row: OptOutRow) -> OptOut:
    subject = subjects.subject(view, row.subject)
    return OptOut(ids.shown(ids.SUBJECT, row.subject), subject.channel if subject else "", row.since, row.by)
