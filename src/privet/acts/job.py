"""Job: what the clock does for a tenant is done by one process at a time, and what came of it is written down.

A run is claimed under the write lock and holds a lease: where whoever runs it dies, another process takes over when the
lease is out. Nothing here is an act of its own; what a job does is on the ledger where it does it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, decide
from privet.store import jobs
from privet.store.jobs import JobRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

LEASE_MS = 120_000
"""How long a run may take before whoever runs it is taken for dead. Jobs are safe to run twice."""

ALIVE_MS = 300_000
"""A job with nothing to do gives a sign of life so often, not each time: every commit waits for the disk."""

SLACK_MS = ALIVE_MS + 30_000
"""A job that waits no longer than this is not late."""


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
        jobs.put(tx, replace(before, begun=app.now()))
    return True


def settle(app: Privet, tenant: TenantId, name: str, every_ms: int, error: str = "") -> None:
    """A run that was claimed has ended; `error` is the code of what went wrong. It is due again in `every_ms`."""
    with app.store.write(tenant) as tx:
        row = jobs.row(tx, name) or JobRow(name, app.now(), None, None, "", 0)
        row = replace(row, failed=app.now()) if error else replace(row, done=app.now())
        jobs.put(tx, replace(row, error=error, due=row.begun + every_ms))


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Job]:
    """Every job that ever ran for the tenant, by name."""
    with app.store.view(tenant) as view:
        decide(app.rules_in(view).policy, Ask(actor, "read", "operation"), Facts()).require()
        return standing(view, app.now())


def standing(view: View, at: int) -> list[Job]:
    """How every job that ever ran for the tenant stands, by name; for monitors, which see nothing of a customer."""
    return [_shown(row, at) for row in jobs.every(view)]


def _silent(row: JobRow, at: int) -> bool:
    return at >= max(row.done or 0, row.failed or 0) + ALIVE_MS


def _running(row: JobRow, at: int) -> bool:
    ended = max(row.done or 0, row.failed or 0)
    return row.begun > ended and row.begun <= at < row.begun + LEASE_MS


def _due(row: JobRow, at: int) -> bool:
    """Due, and nobody runs it. A clock that was set back by more than a lease makes everything due."""
    return not _running(row, at) and (at >= row.due or at < row.begun - LEASE_MS)


def _shown(row: JobRow, at: int) -> Job:
    running = _running(row, at)
    late = 0 if running else max(0, at - row.due - SLACK_MS) // 1000
    return Job(row.name, row.begun, row.done, row.failed, row.error, late, running)
