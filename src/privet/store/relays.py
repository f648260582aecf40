"""Relays under way: one row a value from the entry that says it leaves to the entry that says what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View


class RelayRow(NamedTuple):
    """One value on its way; after `due` (ms) whoever relays it is taken for dead."""

    relay: bytes
    value: bytes
    due: int
    actor: str
    purpose: str


_ROW = "relay, value, due, actor, purpose"


def add(tx: Tx, rows: Sequence[RelayRow]) -> None:
    """These values are about to leave."""
    tx.many(
        f"INSERT INTO relay (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(tx.tenant, *row) for row in rows],
    )


def of(view: View, relay: bytes) -> list[RelayRow]:
    """The values of one relay."""
    return [
        RelayRow(*row)
        for row in view.rows(
            f"SELECT {_ROW} FROM relay WHERE tenant = ? AND relay = ? ORDER BY value",  # noqa: S608
            (view.tenant, relay),
        )
    ]


def overdue(view: View, at: int) -> list[RelayRow]:
    """Values of which nobody said what became of them by `at`; there are never many rows. Those of no value are
    requests to language models (`store.prompts`).
    """
    return [
        RelayRow(*row)
        for row in view.rows(
            f"SELECT {_ROW} FROM relay WHERE tenant = ? AND due <= ? AND value <> ? ORDER BY relay, value",  # noqa: S608
            (view.tenant, at, b""),
        )
    ]


def remove(tx: Tx, relay: bytes) -> None:
    """What became of it is on record."""
    tx.run("DELETE FROM relay WHERE tenant = ? AND relay = ?", (tx.tenant, relay))
