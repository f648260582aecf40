"""Stop: a customer wants no more messages, or wants them again: by their own word, or as a colleague was told.

Whoever said so gets nothing that `send` or `call` decide about, but for Privet's own answer to what they just asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.allowed import company
from privet.acts.noting import Said, note, scanned, stated
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import NotFound
from privet.store import optouts, rights, subjects
from privet.store.optouts import OptOutRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

PURPOSE = "delivery"
SELF = "self"


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
    """The opt-out of a subject, if there is one. A step of acts."""
    row = optouts.of(view, subject)
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
        changed = isinstance(decision, Permit) and (
            optouts.put(tx, OptOutRow(raw, app.now(), by)) if stop else optouts.drop(tx, raw)
        )
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


def _shown(view: View, row: OptOutRow) -> OptOut:
    subject = subjects.subject(view, row.subject)
    return OptOut(ids.shown(ids.SUBJECT, row.subject), subject.channel if subject else "", row.since, row.by)
