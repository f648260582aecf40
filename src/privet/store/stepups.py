"""Codes by which customers proved themselves, as keyed digests, and reported changes of their SIM cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class StepRow:
    """A code that was sent to a subject: its keyed digest, how often it was tried, when it ends or was right (ms), and
    who had it sent, named as on the ledger.
    """

    subject: bytes
    id: bytes
    digest: bytes
    tries: int
    expires: int
    verified: int | None
    actor: str | None = None


def of(view: View, subject: bytes) -> list[StepRow]:
    """The codes that were sent to a subject and are still counted, oldest first."""
    rows = view.rows(
        "SELECT subject, step_up, digest, tries, expires, verified, actor FROM step_up "
        "WHERE tenant = ? AND subject = ? ORDER BY step_up",
        (view.tenant, subject),
    )
    return [StepRow(*row) for row in rows]


def put(tx: Tx, row: StepRow) -> None:
    """A new code, or one that was tried."""
    tx.run(
        "INSERT OR REPLACE INTO step_up (tenant, subject, step_up, digest, tries, expires, verified, actor) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (tx.tenant, row.subject, row.id, row.digest, row.tries, row.expires, row.verified, row.actor),
    )


def forget(tx: Tx, subject: bytes, before: int) -> None:
    """Remove a subject's codes that ended before a time."""
    tx.run("DELETE FROM step_up WHERE tenant = ? AND subject = ? AND expires < ?", (tx.tenant, subject, before))


def leave(tx: Tx, actor: str, at: int) -> None:
    """Codes that an actor had sent end at a time, and those that were right say nothing any more."""
    tx.run("UPDATE step_up SET verified = NULL, expires = min(expires, ?) WHERE tenant = ? AND actor = ?",
           (at, tx.tenant, actor))  # fmt: skip


def change_sim(tx: Tx, subject: bytes, at: int) -> None:
    """A change of the SIM card was reported: no code that was right before says anything any more."""
    tx.run("INSERT OR REPLACE INTO sim_change (tenant, subject, at) VALUES (?, ?, ?)", (tx.tenant, subject, at))
    tx.run("UPDATE step_up SET verified = NULL, expires = min(expires, ?) WHERE tenant = ? AND subject = ?",
           (at, tx.tenant, subject))  # fmt: skip


def sim_changed(view: View, subject: bytes) -> int | None:
    """When a change of the SIM card was last reported."""
    row = view.row("SELECT at FROM sim_change WHERE tenant = ? AND subject = ?", (view.tenant, subject))
    return int(row[0]) if row else None
