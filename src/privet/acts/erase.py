"""Erase: a subject's key is destroyed, and with it everything that was sealed under it, backups included.

The request is on record before the key goes; from that commit on the product refuses the subject. Destroying the key is
repeated until done, also after a crash, and its outcome is a second entry (law 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import freeze, stepup
from privet.acts.find import Mention, find
from privet.acts.forgetting import forget
from privet.acts.noting import Said, note, scanned, stated
from privet.acts.telling import tell
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.errors import NotFound
from privet.store import (
    aliases,
    confirmations,
    consents,
    customer_passkeys,
    erasures,
    files,
    holdings,
    lasting,
    ledger,
    lines,
    looks,
    optouts,
    subjects,
    tenants,
    unseen,
    updates,
)
from privet.store.places import replicate
from privet.store.subjects import SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

NOT_COVERED = (
    "Not covered: whoever kept an old `epoch` file and can open it (a disk image, a clone of a key device, a key "
    "service within its waiting period) can undo this erasure for copies of the data made before it."
)

WHERE = "`privet find` or `privet subjects` gives its id"

TOGETHER = 32
"""Subjects that are taken out of the index in one transaction: others write between two."""

JOURNAL = "index journal"
"""What is pending while another process reads the index: its journal still holds the rows that led to the subject."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was done to erase a subject; times are milliseconds, 0 where not yet. `pending` names places that did not
    answer, and `JOURNAL`.
    """

    not_covered: str
    subject: str
    requested: int
    done: int
    generation: int
    pending: tuple[str, ...]
    ledger: str
    size: int


def erase(
    app: Privet,
    tenant: TenantId,
    subject: str,
    purpose: str,
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None = None,
) -> Certificate:
    """Erase `subject` (`sub_…`) and say what was done. Erasing again finishes what is pending."""
    return erase_all(app, tenant, [subject], purpose, reason, actor, factor_age_s)[0]


def erase_all(
    app: Privet,
    tenant: TenantId,
    chosen: Sequence[str],
    purpose: str,
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None = None,
) -> list[Certificate]:
    """Erase several subjects (`sub_…`) in one run, under one new epoch, and say what was done for each, in their order.
    Raises NotFound for one that nobody knows, before any is erased; Denied.
    """
    ask(app, tenant, chosen, purpose, reason, actor, factor_age_s)
    finish(app, tenant)
    return [certificate(app, tenant, ids.read(ids.SUBJECT, one)) for one in dict.fromkeys(chosen)]


def ask(
    app: Privet,
    tenant: TenantId,
    chosen: Sequence[str],
    purpose: str,
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None = None,
) -> None:
    """Put on record that subjects are to be erased; each is refused from its commit on. Raises NotFound, Denied."""
    said, raw = scanned(app, tenant, reason), list(dict.fromkeys(ids.read(ids.SUBJECT, one) for one in chosen))
    with app.store.view(tenant) as view:
        unknown = sum(subjects.subject(view, one) is None for one in raw)
    if unknown and len(raw) > 1:
        raise NotFound(f"{unknown} of {len(raw)} subjects are not there; nobody was erased", hint=WHERE)
    for start in range(0, len(raw), TOGETHER):
        with app.store.write(tenant) as tx:
            asked = Ask(actor, "erase", purpose)
            decisions = [_asked(app, tx, one, asked, said, factor_age_s) for one in raw[start : start + TOGETHER]]
        for one in decisions:
            one.require()


def _asked(app: Privet, tx: Tx, id: bytes, asked: Ask, said: Said, factor_age_s: int | None) -> Permit | Deny:
    """Whether a subject may be erased, on record; from this commit on it is refused."""
    row, rules, before = _row(tx, id), app.rules_in(tx), erasures.of(tx, id)
    facts = Facts(
        factor_age_s=factor_age_s, reason_given=bool(said), erased=before is not None,
        subject_verified=stepup.verified(app, tx, id),
    )  # fmt: skip
    decision = decide(rules.policy, asked, facts)
    number = app.entry_id()
    again = Outcome.DONE if before is not None and before.done else Outcome.REQUESTED
    outcome = Outcome.DENIED if isinstance(decision, Deny) else again
    tx.record(
        entry(
            Entry(
                number, app.now(), "erase", outcome, asked.actor.id, subject=ids.shown(ids.SUBJECT, id),
                purpose=stated(rules, asked.purpose), policy=rules.version, reasons=decision.reasons,
                note=note(app, tx, row, number, said.under(rules)),
            )
        )
    )  # fmt: skip
    if outcome is Outcome.REQUESTED and before is None:
        erasures.ask(tx, id, app.now())
    return decision


def _row(view: View, id: bytes) -> SubjectRow:
    row = subjects.subject(view, id)
    if row is None:
        raise NotFound("there is no such subject", hint=WHERE)
    return row


def erase_whoever(
    app: Privet,
    tenant: TenantId,
    who: Plain,
    purpose: str,
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None = None,
) -> tuple[list[Certificate], tuple[Mention, ...]]:
    """Erase every subject with this exact identity, as `find` finds it, and say what was done for each.

    What others wrote about the person is theirs and stays; it is named, so that somebody can look at it.
    """
    found = find(app, tenant, who, purpose, actor, factor_age_s)
    made = erase_all(app, tenant, found.subjects, purpose, reason, actor, factor_age_s)
    return made, tuple(one for one in found.mentions if one.subject not in found.subjects)


def finish(app: Privet, tenant: TenantId) -> int:
    """Destroy the keys of all erasures that are on record and not done, in one run; how much is still pending.

    Called after each request, at start, and by the clock for what did not answer.
    """
    with app.store.view(tenant) as view:
        if not erasures.unfinished(view):
            return 0
    while forgotten := _forgotten(app, tenant):
        _destroyed(app, tenant, forgotten)
    generation = app.store.keys.generation
    pending = _pending(app, tenant)
    with app.store.write(tenant) as tx:
        # Whoever erased meanwhile reaches the rest himself; what he has not reached yet stays pending.
        if app.store.keys.generation == generation:
            for one in erasures.unfinished(tx):
                if one.done:
                    erasures.finish(tx, replace(one, pending=pending))
    return len(pending)


def _forgotten(app: Privet, tenant: TenantId) -> list[erasures.ErasureRow]:
    """Erasures whose keys are still there, their subjects taken out of the index for good."""
    with app.store.view(tenant) as view:
        due = [one for one in erasures.unfinished(view) if not one.done]
    for start in range(0, len(due), TOGETHER):
        with app.store.write(tenant) as tx:
            for row in filter(None, [subjects.subject(tx, one.subject) for one in due[start : start + TOGETHER]]):
                forget(tx, row, app.rules_in(tx).policy.regions)
    if due:
        app.store.sync_index()
    return due


def _destroyed(app: Privet, tenant: TenantId, forgotten: list[erasures.ErasureRow]) -> None:
    """Destroy the keys of subjects that the index has forgotten, and record it; others' requests wait their turn. What
    a hold covers is sealed under its own key first.
    """
    freeze.whole(app, tenant)
    pending = (*(str(place) for place in app.places()), JOURNAL)
    numbers = {one.number for one in forgotten}
    with app.store.write(tenant) as tx:
        due = [
            one
            for one in erasures.unfinished(tx)
            if not one.done and one.number in numbers and not freeze.unfrozen(tx, one.subject)
        ]
        rows = [subjects.subject(tx, one.subject) for one in due]
        before = app.store.keys.generation
        after = app.store.keys.destroy([(tenant, row.slot) for row in rows if row is not None]).generation
        for one in due:
            sealed = erasures.sealed(tx, one.subject)
            holdings.erased(tx, one.subject)
            customer_passkeys.drop(tx, one.subject)
            looks.erased(tx, one.subject)
            aliases.erased(tx, one.subject)
            optouts.drop(tx, one.subject)
            lasting.erased(tx, one.subject)
            consents.erased(tx, one.subject)
            updates.erased(tx, one.subject)
            files.erased(tx, one.subject)
            lines.erased(tx, one.subject)
            unseen.erased(tx, one.subject)
            done = replace(one, done=app.now(), pending=pending, before=before, after=after)
            erasures.finish(tx, replace(done, messages=sealed["message"], values=sealed["value"]))
            shown = ids.shown(ids.SUBJECT, one.subject)
            tx.record(entry(Entry(app.entry_id(), app.now(), "erase", Outcome.DONE, "service:clock", subject=shown)))
            tell(app, tx, confirmations.KIND, ids.SUBJECT, [one.subject])
            confirmations.tell(tx, one.number, app.now())


def _pending(app: Privet, tenant: TenantId) -> tuple[str, ...]:
    """Reach what the erasures of `tenant` have not reached yet; the names of what could not be."""
    with app.store.view(tenant) as view:
        left = {name for one in erasures.unfinished(view) for name in one.pending}
    places = renew(app) if left - {JOURNAL} else ()
    return places if JOURNAL not in left or app.store.tidy_index() else (*places, JOURNAL)


def renew(app: Privet) -> tuple[str, ...]:
    """Replace key store and epoch in every further place; the names of those that did not answer.

    Outside any lock, so that a slow place holds nobody up.
    """
    return tuple(one.name for one in replicate(app.store.keys, app.places()) if not one.done)


def certificate(app: Privet, tenant: TenantId, subject: bytes) -> Certificate:
    """What is on record about a subject's erasure."""
    with app.store.view(tenant) as view:
        row = erasures.of(view, subject)
        if row is None:
            raise NotFound("this subject was not erased")
        return Certificate(
            NOT_COVERED + freeze.held(view, subject),
            ids.shown(ids.SUBJECT, subject),
            row.requested,
            row.done,
            app.store.keys.generation,
            row.pending,
            tenants.of(view).origin,
            ledger.size(view),
        )
