"""Job: what the clock does for a tenant is done by one process at a time, and what came of it is written down.

A run is claimed under the write lock and holds a lease, which is renewed as long as it runs: where whoever runs it
dies, another process takes over when the lease is out. Nothing here is an act of its own; what a job does is on the
ledger where it does it.

A clock that jumps ahead would end what has years to go, and nothing brings a destroyed key back. So the rows also say
when somebody last looked at the clock: a day further on it is doubted for a day (`trusted`), whether it is wrong or the
server was off that long. Meanwhile it is set right, or it goes on as clocks do, or somebody says that it is right.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts.allowed import company
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.store import jobs
from privet.store.jobs import JobRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

LEASE_MS = 120_000
"""How long a run may be silent before whoever runs it is taken for dead. Jobs are safe to run twice."""

RENEW_S = 30.0
"""How often a run says that it still goes on: several times in a lease, since a disk may be slow."""

ALIVE_MS = 300_000
"""A job with nothing to do gives a sign of life so often, not each time: every commit waits for the disk."""

SLACK_MS = ALIVE_MS + 30_000
"""A job that waits no longer than this is not late."""


UNFINISHED = object()
"""What a job says that did a part of its work and wants to go on at the next look at the clock."""

CLOCK, JUMPED = "clock", "clock-jumped"
"""The row that is there while the clock is doubted: `begun` after the jump, `done` before it, `due` when it ends."""

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Job:
    """A job as a list shows one; times are ms, None: never. `late_s` is how long it has been due beyond the slack."""

    name: str
    begun: int
    done: int | None
    failed: int | None
    error: str
    late_s: int
    running: bool


def claim(app: Privet, tenant: TenantId, name: str, *, wanted: bool) -> bool:
    """Whether the caller is to run this job now: it is due, and nobody else runs it. What it began, it settles.

    One that is not `wanted`, since there is nothing to do, is claimed only for its sign of life.
    """
    with app.store.view(tenant) as view:
        row = jobs.row(view, name)
    if row is not None and not (_due(row, app.now()) and (wanted or _silent(row, app.now()))):
        return False
    with app.store.write(tenant) as tx:
        row = jobs.row(tx, name)
        if row is not None and not _due(row, app.now()):
            return False  # another process was faster
        before = row or JobRow(name, 0, None, None, "", 0)
        _watch(tx, app.now())
        jobs.put(tx, replace(before, begun=app.now()))
    return True


@contextmanager
def held(app: Privet, tenant: TenantId, name: str) -> Iterator[None]:
    """Renew the lease of a run that was claimed, as long as the block takes: it may wait for other programs."""
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(RENEW_S):
            jobs.alive(app.folder, tenant, name, app.now())

    thread = threading.Thread(target=renew, name=f"lease-{name}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def settle(app: Privet, tenant: TenantId, name: str, every_ms: int, error: str = "") -> None:
    """A run that was claimed has ended; `error` is the code of what went wrong. It is due again in `every_ms`."""
    with app.store.write(tenant) as tx:
        row = jobs.row(tx, name) or JobRow(name, app.now(), None, None, "", 0)
        row = replace(row, failed=app.now()) if error else replace(row, done=app.now())
        jobs.put(tx, replace(row, error=error, due=row.begun + every_ms))


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Job]:
    """Every job that ever ran for the tenant, by name."""
    with company(app, tenant, actor) as view:
        return standing(view, app.now())


def standing(view: View, at: int) -> list[Job]:
    """How every job that ever ran for the tenant stands, by name; for monitors, which see nothing of a customer."""
    return [_shown(row, at) for row in jobs.every(view)]


def trusted(view: View, at: int) -> int:
    """Up to when time has surely gone by: `at`; while a jump of the clock to it is doubted, when it was before that."""
    doubt = _doubt(view, at)
    if doubt is not None:
        return doubt.done or 0
    seen = _seen(view, at)
    return at if at <= seen + DAY_MS else seen


def believe(tx: Tx) -> None:
    """The clock is right, somebody says who may."""
    jobs.remove(tx, CLOCK)


def _watch(tx: Tx, at: int) -> None:
    """Doubt the clock from a jump on; no longer once it has gone on for a day, or was set back to before the jump."""
    seen = _seen(tx, at)
    if at > seen + DAY_MS:
        jobs.put(tx, JobRow(CLOCK, at, seen, at, JUMPED, at + DAY_MS))
    elif _doubt(tx, at) is None:
        believe(tx)


def _doubt(view: View, at: int) -> JobRow | None:
    row = jobs.row(view, CLOCK)
    return row if row is not None and row.begun <= at < row.due else None


def _seen(view: View, at: int) -> int:
    """When somebody last looked at the clock, as far as it is not after `at`; `at` where nobody did."""
    return max((row.begun for row in jobs.every(view) if row.name != CLOCK and 0 < row.begun <= at), default=at)


def _ended(row: JobRow, at: int) -> int:
    """When it last ended; a time that is still to come is of a clock that was set back since."""
    return max(one for one in (0, row.done, row.failed) if one is not None and one <= at)


def _silent(row: JobRow, at: int) -> bool:
    return at >= _ended(row, at) + ALIVE_MS


def _running(row: JobRow, at: int) -> bool:
    return row.begun > _ended(row, at) and row.begun <= at < row.begun + LEASE_MS


def _due(row: JobRow, at: int) -> bool:
    """Due, and nobody runs it. A clock that was set back by more than a lease makes everything due."""
    return not _running(row, at) and (at >= row.due or at < row.begun - LEASE_MS)


def _shown(row: JobRow, at: int) -> Job:
    running = _running(row, at)
    late = 0 if running else max(0, at - row.due - SLACK_MS) // 1000
    return Job(row.name, row.begun, row.done, row.failed, row.error, late, running)
