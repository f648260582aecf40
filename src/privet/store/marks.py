"""How far the ledger was handed on, to each place that it is handed on to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View


def after(view: View, target: str) -> int | None:
    """The number of the entry that is next for a place; None where nothing was handed on to it yet."""
    row = view.row("SELECT next FROM export_mark WHERE tenant = ? AND target = ?", (view.tenant, target))
    return int(row[0]) if row else None


def put(tx: Tx, target: str, next: int) -> None:
    """Everything before the entry of that number was handed on."""
    tx.run("INSERT OR REPLACE INTO export_mark (tenant, target, next) VALUES (?, ?, ?)", (tx.tenant, target, next))


def drop(tx: Tx, target: str) -> None:
    """A place is there no more."""
    tx.run("DELETE FROM export_mark WHERE tenant = ? AND target = ?", (tx.tenant, target))
