"""Jobs: when each was last run for a tenant, by whichever process, and what came of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.store.db import DATA, connect

if TYPE_CHECKING:
    from pathlib import Path

    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class JobRow:
    """The last run of a job; times are milliseconds. `begun` after both `done` and `failed`: it runs, or has died.

    While it runs, `begun` is when it last said so.
    """

    name: str
    begun: int
    done: int | None
    failed: int | None
    error: str
    due: int


_ROW = "name, begun, done, failed, error, due"


def row(view: View, name: str) -> JobRow | None:
    """The last run of one job."""
    found = view.row(f"SELECT {_ROW} FROM job WHERE tenant = ? AND name = ?", (view.tenant, name))  # noqa: S608
    return JobRow(*found) if found else None


def every(view: View) -> list[JobRow]:
    """The last run of every job, by name."""
    rows = view.rows(f"SELECT {_ROW} FROM job WHERE tenant = ? ORDER BY name", (view.tenant,))  # noqa: S608
    return [JobRow(*row) for row in rows]


def put(tx: Tx, row: JobRow) -> None:
    """Write what a job does now."""
    tx.run(
        f"INSERT OR REPLACE INTO job (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, row.name, row.begun, row.done, row.failed, row.error, row.due),
    )


def remove(tx: Tx, name: str) -> None:
    """Forget a job."""
    tx.run("DELETE FROM job WHERE tenant = ? AND name = ?", (tx.tenant, name))


def alive(folder: Path, tenant: int, name: str, at: int) -> None:
    """A job still runs at `at`: said over a connection of its own, since the installation's may be in use by the job.

    Where that does not work it is said next time.
    """
    with suppress(sqlite3.Error), closing(connect(folder / DATA, durable=False)) as link:
        link.execute("UPDATE job SET begun = ? WHERE tenant = ? AND name = ? AND begun < ?", (at, tenant, name, at))
