"""Erase: a subject's key is destroyed, and with it everything that was sealed under it, backups included.

The request is on record before the key goes; from that commit on the product refuses the subject. Destroying the key is
repeated until done, also after a crash, and its outcome is a second entry (law 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts.allowed import company
from privet.acts.find import Mention, find
from privet.acts.forgetting import forget
from privet.acts.noting import note, scanned, stated
from privet.acts.telling import tell
from privet.core import ids
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts, decide
from privet.errors import NotFound
from privet.store import (
    aliases,
    confirmations,
    consents,
    customer_passkeys,
    erasures,
    files,
    holdings,
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

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

NOT_COVERED = (
    "Not covered: whoever kept an old `epoch` file and can open it (a disk image, a clone of a key device, a key "
    "service within its waiting period) can undo this erasure for copies of the data made before it."
)

WHERE = "`privet find` or `privet subjects` gives its id"

TOGETHER = 32
"""Subjects that are taken out of the index in one transaction: others write between two."""

PAGE = 500

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
    _ask(app, tenant, subject, purpose, reason, actor, factor_age_s)
    finish(app, tenant)
    return certificate(app, tenant, ids.read(ids.SUBJECT, subject))


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
    Each is refused from its own commit on. Raises NotFound for one that nobody knows, before any is erased.
    """
    raw = list(dict.fromkeys(ids.read(ids.SUBJECT, one) for one in chosen))
    with app.store.view(tenant) as view:
        unknown = [one for one in raw if subjects.subject(view, one) is None]
    if unknown and len(raw) > 1:
        raise NotFound(f"{len(unknown)} of {len(raw)} subjects are not there; nobody was erased", hint=WHERE)
    for one in raw:
        _ask(app, tenant, ids.shown(ids.SUBJECT, one), purpose, reason, actor, factor_age_s)
    finish(app, tenant)
    return [certificate(app, tenant, one) for one in raw]


def _ask(
    app: Privet, tenant: TenantId, subject: str, purpose: str, reason: Plain, actor: Actor, factor_age_s: int | None
) -> None:
    """Put on record that a subject is to be erased; from this commit on it is refused. Raises NotFound, Denied."""
    said = scanned(app, tenant, reason)
    id = ids.read(ids.SUBJECT, subject)
    with app.store.write(tenant) as tx:
        row = subjects.subject(tx, id)
        if row is None:
            raise NotFound("there is no such subject", hint=WHERE)
        rules = app.rules_in(tx)
        before = erasures.of(tx, id)
        asked = before is not None
        facts = Facts(factor_age_s=factor_age_s, reason_given=bool(said), erased=asked)
        decision = decide(rules.policy, Ask(actor, "erase", purpose), facts)
        number = app.entry_id()
        again = Outcome.DONE if before is not None and before.done else Outcome.REQUESTED
        outcome = Outcome.DENIED if isinstance(decision, Deny) else again
        tx.record(
            entry(
                Entry(
                    number, app.now(), "erase", outcome, actor.id, subject=subject, purpose=stated(rules, purpose),
                    policy=rules.version, reasons=decision.reasons, note=note(app, tx, row, number, said.under(rules)),
                )
            )
        )  # fmt: skip
        if outcome is Outcome.REQUESTED and not asked:
            erasures.ask(tx, id, app.now())
    decision.require()


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
    made = [erase(app, tenant, one, purpose, reason, actor, factor_age_s) for one in found.subjects]
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
    """Destroy the keys of subjects that the index has forgotten, and record it; others' requests wait their turn."""
    pending = (*(str(place) for place in app.places()), JOURNAL)
    numbers = {one.number for one in forgotten}
    with app.store.write(tenant) as tx:
        due = [one for one in erasures.unfinished(tx) if not one.done and one.number in numbers]
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


@dataclass(frozen=True, slots=True)
class Listed:
    """An erasure as a list shows it; times are ms, 0 where not yet. `gone` is when its bytes were overwritten,
    `informed` and `unconfirmed` name the programs that were told and have, or have not, confirmed it.
    """

    subject: str
    requested: int
    done: int
    gone: int
    pending: tuple[str, ...]
    informed: tuple[str, ...]
    unconfirmed: tuple[str, ...]


def everyone(app: Privet, tenant: TenantId, actor: Actor, *, unconfirmed: bool = False) -> list[Listed]:
    """Every erasure, the oldest first, or those that a program has not confirmed. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        found: list[Listed] = []
        after = 0
        while page := erasures.every(view, after, PAGE):
            found += [listed(view, one) for one in page]
            after = page[-1].number
    return [one for one in found if one.unconfirmed or not unconfirmed]


def listed(view: View, row: erasures.ErasureRow) -> Listed:
    """An erasure with who was told of it."""
    told = confirmations.of(view, row.number)
    return Listed(
        ids.shown(ids.SUBJECT, row.subject), row.requested, row.done, row.gone, row.pending,
        tuple(one.name for one in told if one.confirmed), tuple(one.name for one in told if not one.confirmed),
    )  # fmt: skip


def certificate(app: Privet, tenant: TenantId, subject: bytes) -> Certificate:
    """What is on record about a subject's erasure."""
    with app.store.view(tenant) as view:
        row = erasures.of(view, subject)
        if row is None:
            raise NotFound("this subject was not erased")
        return Certificate(
            NOT_COVERED,
            ids.shown(ids.SUBJECT, subject),
            row.requested,
            row.done,
            app.store.keys.generation,
            row.pending,
            tenants.of(view).origin,
            ledger.size(view),
        )
