"""Who wants no more messages: a row a subject, gone with it. Times are milliseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View


class OptOutRow(NamedTuple):
    """Since when a subject wants no more messages, and the actor by whose act that is known."""

    subject: bytes
    since: int
    by: str


_ROW = 'subject, since, "by"'


def put(tx: Tx, row: OptOutRow) -> bool:
    """From here on nothing is sent; False where it is so already."""
    sql = f"INSERT OR IGNORE INTO optout (tenant, {_ROW}) VALUES (?, ?, ?, ?)"  # noqa: S608
    return tx.run(sql, (tx.tenant, *row)) > 0


def drop(tx: Tx, subject: bytes) -> bool:
    """Messages are wanted again, or the subject is erased; False where there was nothing."""
    return tx.run("DELETE FROM optout WHERE tenant = ? AND subject = ?", (tx.tenant, subject)) > 0


def of(view: View, subject: bytes) -> OptOutRow | None:
    """The opt-out of a subject."""
    row = view.row(f"SELECT {_ROW} FROM optout WHERE tenant = ? AND subject = ?", (view.tenant, subject))  # noqa: S608
    return OptOutRow(*row) if row else None


def some(view: View) -> bool:
    """Does anybody want no more messages?"""
    return view.row("SELECT 1 FROM optout WHERE tenant = ? LIMIT 1", (view.tenant,)) is not None


def latest(view: View, limit: int) -> list[OptOutRow]:
    """The latest opt-outs, newest first."""
    rows = view.rows(
        f"SELECT {_ROW} FROM optout INDEXED BY optout_by_time WHERE tenant = ? ORDER BY since DESC LIMIT ?",  # noqa: S608
        (view.tenant, limit),
    )
    return [OptOutRow(*row) for row in rows]
