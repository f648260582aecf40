"""What becomes of messages of each channel that cannot be looked through. Times are milliseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View


def modes(view: View) -> dict[str, tuple[str, int, str]]:
    """By channel, what becomes of them, since when, and the actor who set it."""
    rows = view.rows('SELECT channel, mode, since, "by" FROM failing WHERE tenant = ? ORDER BY channel', (view.tenant,))
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def mode(view: View, channel: str) -> str | None:
    """What becomes of those of a channel; None where nobody set it."""
    row = view.row("SELECT mode FROM failing WHERE tenant = ? AND channel = ?", (view.tenant, channel))
    return None if row is None else str(row[0])


def set_mode(tx: Tx, channel: str, mode: str, at: int, by: str) -> None:
    """From here on this becomes of them."""
    tx.run(
        'INSERT OR REPLACE INTO failing (tenant, channel, mode, since, "by") VALUES (?, ?, ?, ?, ?)',
        (tx.tenant, channel, mode, at, by),
    )
