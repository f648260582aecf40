"""The outbox: what is to be sent. A row is written with its ledger entry and stays until its outcome is known.

queued → sending → sent | failed | unknown
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message to be delivered; `due` is milliseconds, `kinds` are those whose values may leave."""

    message: bytes
    channel: str
    state: str
    attempts: int
    due: int
    purpose: str
    actor: str
    kinds: str = ""


_ROW = "message, channel, state, attempts, due, purpose, actor, kinds"


def put(tx: Tx, row: OutboxRow) -> None:
    """Write a row, or its next state."""
    tx.run(
        f"INSERT OR REPLACE INTO outbox (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, row.message, row.channel, row.state, row.attempts, row.due, row.purpose, row.actor, row.kinds),
    )


def row(view: View, message: bytes) -> OutboxRow | None:
    """The row of a message."""
    found = view.row(f"SELECT {_ROW} FROM outbox WHERE tenant = ? AND message = ?", (view.tenant, message))  # noqa: S608
    return OutboxRow(*found) if found else None


def in_state(view: View, state: str, at: int, limit: int = 100) -> list[OutboxRow]:
    """Rows in `state` that are due at `at`, those due longest first."""
    rows = view.rows(
        f"SELECT {_ROW} FROM outbox INDEXED BY outbox_by_state "  # noqa: S608
        "WHERE tenant = ? AND state = ? AND due <= ? ORDER BY due, message LIMIT ?",
        (view.tenant, state, at, limit),
    )
    return [OutboxRow(*row) for row in rows]
