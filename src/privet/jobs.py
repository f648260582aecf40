"""Which acts run by the clock, and which at start: what a crash left half done is finished before anything else.

Each job runs for one tenant, in one process at a time (`acts.job`). What was missed while nobody looked at the clock is
done at the first look; what fails is written down, spoils no other job and no other tenant, and is tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from privet.acts import (
    access,
    backing,
    checkpoint,
    conclude,
    erase,
    expire,
    freeze,
    hand_on,
    index,
    job,
    notify,
    oversee,
    proving,
    purge,
    reindex,
    relay,
    release,
    retract,
    sample,
    send,
    summarise,
    task,
    teach,
)
from privet.app import Privet
from privet.core.message import TenantId
from privet.errors import PrivetError
from privet.store import erasures, outbox, prompts, relays, tenants, unseen
from privet.store.view import View

TICK_S = 10
"""How often the server looks at the clock."""

EACH, UNSEEN_MS, RENEW_MS, HOUR_MS, DAY_MS = 0, 30_000, 600_000, 3_600_000, 86_400_000
"""How often a job runs at most. What the further places lack would be lost with the first place, hence RENEW_MS."""

UNFORESEEN = "unforeseen"


class Job(NamedTuple):
    """What is done by the clock: at most every `every_ms`, and, but for a sign of life, only when it is `wanted`."""

    name: str
    every_ms: int
    do: Callable[[Privet, TenantId], object]
    wanted: Callable[[Privet, TenantId], bool]


def at_start(app: Privet) -> None:
    """Finish erasures, settle sends, relays and requests whose outcome a crash hid, bring the index up to the data."""
    for tenant in tenants.every(app.store):
        erase.finish(app, tenant.id)
        reindex.reindex(app, tenant.id)
        send.reconcile(app, tenant.id)
        relay.reconcile(app, tenant.id)
        conclude.reconcile(app, tenant.id)


def steps(app: Privet) -> list[Callable[[Privet], None]]:
    """A look at each job of each tenant, in their order, to be called one by one: what came meanwhile goes between."""
    return [partial(_run, tenant=tenant.id, one=one) for tenant in tenants.every(app.store) for one in JOBS]


def tick(app: Privet) -> None:
    """What is due now, for every tenant. The first refusal is raised after everything else was done."""
    refused: Exception | None = None
    for step in steps(app):
        try:
            step(app)
        except Exception as error:
            refused = refused or error
    if refused is not None:
        raise refused


def _some(piece: Callable[[Privet, TenantId], bool]) -> Callable[[Privet], bool]:
    """One piece of something, for one tenant; whether more is left for any."""

    def some(app: Privet) -> bool:
        all_ = tenants.every(app.store)
        first = app.now() % len(all_) if all_ else 0  # each tenant's turn comes, however much another one has to do
        return any(piece(app, tenant.id) for tenant in all_[first:] + all_[:first])

    return some


PIECES = ((_some(index.index), 30), (_some(purge.purge_some), 1))
"""What is done whenever there is time, and how many times as long others go first: messages lose a thirtieth of it to
their words, and half of it to bytes that must be gone.
"""


def beside(app: Privet) -> bool:
    """One piece of each of `PIECES`, for one tenant. Whether more is left of any."""
    more = [piece(app) for piece, _ in PIECES]
    return any(more)


def at_stop(app: Privet) -> None:
    """Tell what was only counted, and sign what is not signed yet: after an import and when the server stops."""
    refused: PrivetError | None = None
    for tenant in tenants.every(app.store):
        try:
            access.tell_refused(app, tenant.id)
            proving.tell_waited(app, tenant.id)
            checkpoint.checkpoint(app, tenant.id)
        except PrivetError as error:
            refused = refused or error
    if refused is not None:
        raise refused


def _run(app: Privet, tenant: TenantId, one: Job) -> None:
    """Run a job for a tenant if its time has come and nobody else runs it; say what came of it."""
    failed: Exception | None = None
    try:
        wanted = one.wanted(app, tenant)
    except Exception as error:
        wanted, failed = True, error
    if not job.claim(app, tenant, one.name, wanted=wanted):
        return
    every = one.every_ms
    try:
        if failed is not None:
            raise failed
        if wanted:
            with job.held(app, tenant, one.name):
                if one.do(app, tenant) is job.UNFINISHED:
                    every = EACH
    except Exception as error:
        code = error.code if isinstance(error, PrivetError) else UNFORESEEN
        job.settle(app, tenant, one.name, one.every_ms, code)
        raise
    job.settle(app, tenant, one.name, every)


def _deliver(app: Privet, tenant: TenantId) -> None:
    """Settle what a crash hid, and hand messages that wait for another try to their channels."""
    send.reconcile(app, tenant)
    with app.store.view(tenant) as view:
        queued = outbox.in_state(view, "queued", app.now())
    for row in queued:
        send.deliver(app, tenant, row.message)


def _index(app: Privet, tenant: TenantId) -> object:
    return job.UNFINISHED if index.index(app, tenant) else None


def _first(app: Privet, tenant: TenantId) -> bool:
    """Whether what is done once for the installation is done with this tenant, and there is anything to do."""
    return bool(app.config.keys.copies) and tenant == tenants.every(app.store)[0].id


def _if(look: Callable[[View, int], object]) -> Callable[[Privet, TenantId], bool]:
    """Whether a look at the store now finds anything to do."""

    def wanted(app: Privet, tenant: TenantId) -> bool:
        with app.store.view(tenant) as view:
            return bool(look(view, app.now()))

    return wanted


def _messages(view: View, at: int) -> object:
    return any(outbox.in_state(view, state, at, 1) for state in ("queued", "sending", "calling"))


JOBS = (
    Job("copies", RENEW_MS, lambda app, tenant: erase.renew(app), _first),
    Job("hold", EACH, freeze.tend, _if(freeze.ended)),
    Job("expire", EACH, expire.expire, _if(expire.ended)),
    Job("erase", EACH, erase.finish, _if(lambda view, at: erasures.unfinished(view))),
    Job("send", EACH, _deliver, _if(_messages)),
    Job("relay", EACH, relay.reconcile, _if(relays.overdue)),
    Job("prompts", EACH, conclude.reconcile, _if(prompts.overdue)),
    Job("unseen", UNSEEN_MS, release.release, _if(lambda view, at: unseen.any_(view))),
    Job("deletions", EACH, retract.alarm, _if(retract.wanted)),
    Job("index", EACH, _index, _if(lambda view, at: index.waiting(view))),
    Job("refused", EACH, access.tell_refused, access.refused),
    Job("review", DAY_MS, oversee.oversee, oversee.may),
    Job("entries", EACH, hand_on.tell_entries, hand_on.asked),
    Job("sample", HOUR_MS, sample.draw, sample.wanted),
    Job("training", DAY_MS, teach.remind, teach.may),
    Job("tasks", DAY_MS, task.remind, task.may),
    Job("statistics", EACH, summarise.summarise, _if(summarise.due)),
    Job("checkpoint", EACH, checkpoint.checkpoint, checkpoint.due),
    Job("backups", EACH, backing.tend, backing.wanted),
    Job("events", HOUR_MS, notify.forget, lambda app, tenant: True),
)
"""Everything that the clock does, in order: what the others put on record is signed."""
