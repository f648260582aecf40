"""Timer: what is said from here on destroys itself after a time, for a customer wherever they write, or in a
conversation. What was said before keeps the time that it had; of several times the shortest counts.

What is gone is gone by the key of a period of its own, in backups too (`core.lasting`). A bot also deletes it in its
chat, where Telegram lets it: for 48 hours after it was sent (`acts.retract`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import stepup
from privet.acts.about import about
from privet.acts.allowed import allowed
from privet.acts.noting import stated
from privet.core import ids, lasting
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import BadInput, NotFound
from privet.store import lasting as rows
from privet.store import rights, subjects
from privet.store.lasting import LastingRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

OFF = "off"
"""No timer."""


@dataclass(frozen=True, slots=True)
class Timer:
    """After which time (a name of `core.lasting.TIMERS`) what is said destroys itself; since when that holds (ms), and
    by whose act.
    """

    after: str
    since: int
    by: str


def put(app: Privet, tenant: TenantId, id: str, after: str, purpose: str, actor: Actor) -> bool:
    """Set the timer of a customer (`sub_…`) or a conversation (`con_…`), or take it back (`OFF`); False where it was so
    already. Raises BadInput, NotFound, Denied, Erased.
    """
    class_ = "" if after == OFF else lasting.timer(after)
    with app.store.write(tenant) as tx:
        ref, subject, facts = _facts(app, tx, id, actor)
        rules = app.rules_in(tx)
        decision = decide(rules.policy, Ask(actor, "timer", purpose), facts)
        had = [one.class_ for one in rows.of(tx, ref) if lasting.named(one.class_)]
        new = [class_] if class_ else []
        changed = isinstance(decision, Permit) and had != new
        if changed:
            for one in had:
                rows.drop(tx, ref, one)
            rows.add(tx, [LastingRow(ref, one, actor.id, app.now()) for one in new])
            rows.changed(tx)
        outcome = Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "timer" if class_ else "timer.off", outcome, actor.id,
                    id if id.startswith(ids.CONVERSATION) else None, ids.shown(ids.SUBJECT, subject),
                    stated(rules, purpose), rules.version, decision.reasons,
                )
            )
        )  # fmt: skip
    decision.require()
    return changed


def state(app: Privet, tenant: TenantId, id: str, purpose: str, actor: Actor) -> Timer | None:
    """The timer of a customer or a conversation, for whoever may set it. Raises NotFound; Denied, on the ledger."""
    with app.store.view(tenant) as view:
        ref, _, facts = _facts(app, view, id, actor)
    with allowed(app, tenant, Ask(actor, "timer", purpose), facts) as view:
        return of(view, ref)


def of(view: View, ref: bytes) -> Timer | None:
    """The timer of a customer or a conversation (raw id). A step of acts."""
    for one in rows.of(view, ref):
        if after := lasting.named(one.class_):
            return Timer(after, one.at, one.by)
    return None


def _facts(app: Privet, view: View, id: str, actor: Actor) -> tuple[bytes, bytes, Facts]:
    """Raw ids of what the timer is of, and of the customer; what the rules look at."""
    sort, raw = ids.of_any_sort(id)
    if sort not in (ids.CONVERSATION, ids.SUBJECT):
        raise BadInput("a timer is a customer's or a conversation's", hint="give an id such as con_… or sub_…")
    talk = subjects.conversation(view, raw) if sort == ids.CONVERSATION else None
    owner = subjects.subject(view, talk.subject if talk else raw)
    if owner is None or (sort == ids.CONVERSATION and talk is None):
        raise NotFound("there is no such conversation or customer", hint="`privet conversations` lists them")
    facts = Facts(restricted=rights.restricted(view, owner.id))
    if talk is not None:
        facts = about(app, view, actor, talk, owner.id)
    return (
        raw,
        owner.id,
        replace(facts, erased=owner.state != ACTIVE, subject_verified=stepup.verified(app, view, owner.id)),
    )
