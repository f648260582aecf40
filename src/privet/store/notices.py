"""Versions of the privacy notice, as they were given out. Times are milliseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View

_ROW = 'version, at, "by", said'


class NoticeRow(NamedTuple):
    """A version: its number, from one on, when, the actor whose act it was, and what it says, as JSON."""

    version: int
    at: int
    by: str
    said: bytes


def last(view: View) -> NoticeRow | None:
    """The newest; None where there is none."""
    row = view.row(f"SELECT {_ROW} FROM notice WHERE tenant = ? ORDER BY version DESC LIMIT 1", (view.tenant,))  # noqa: S608
    return None if row is None else NoticeRow(*row)


def version(view: View, number: int) -> NoticeRow | None:
    """The one of that number."""
    row = view.row(f"SELECT {_ROW} FROM notice WHERE tenant = ? AND version = ?", (view.tenant, number))  # noqa: S608
    return None if row is None else NoticeRow(*row)


def every(view: View) -> list[NoticeRow]:
    """All of them, the newest first."""
    rows = view.rows(f"SELECT {_ROW} FROM notice WHERE tenant = ? ORDER BY version DESC", (view.tenant,))  # noqa: S608
    return [NoticeRow(*row) for row in rows]


def add(tx: Tx, row: NoticeRow) -> None:
    """One more."""
    tx.run(f"INSERT INTO notice (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?)", (tx.tenant, *row))  # noqa: S608
