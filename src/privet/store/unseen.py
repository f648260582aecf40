"""Messages that wait, sealed whole, until detectors look through them again. Times are milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View

_ROW = "unseen, conversation, subject, period, line, tag, at, tries, sealed"


class UnseenRow(NamedTuple):
    """One that waits: `id` has its place in the order; `line` is the raw id of the line it came over, b"" for none;
    `tag` recognises it when it comes again, 0: it is not; `tries` counts how often it could not be looked through while
    others could.
    """

    id: bytes
    conversation: bytes
    subject: bytes
    period: int
    line: bytes
    tag: int
    at: int
    tries: int
    sealed: bytes


def any_(view: View) -> bool:
    """Whether any waits."""
    return view.row("SELECT 1 FROM unseen WHERE tenant = ? LIMIT 1", (view.tenant,)) is not None


def counted(view: View) -> tuple[int, int | None]:
    """How many wait, and since when the first of them."""
    row = view.row("SELECT count(*), min(at) FROM unseen WHERE tenant = ?", (view.tenant,))
    return (int(row[0]), row[1]) if row else (0, None)


def first(view: View, limit: int, after: bytes = b"") -> list[UnseenRow]:
    """Those that wait, oldest first, from behind an id on."""
    rows = view.rows(
        f"SELECT {_ROW} FROM unseen WHERE tenant = ? AND unseen > ? ORDER BY unseen LIMIT ?",  # noqa: S608
        (view.tenant, after, limit),
    )
    return [UnseenRow(*row) for row in rows]


def of(view: View, conversation: bytes) -> list[UnseenRow]:
    """Those of a conversation, oldest first."""
    rows = view.rows(
        f"SELECT {_ROW} FROM unseen WHERE tenant = ? AND conversation = ? ORDER BY unseen",  # noqa: S608
        (view.tenant, conversation),
    )
    return [UnseenRow(*row) for row in rows]


def add(tx: Tx, rows: Sequence[UnseenRow]) -> None:
    """These wait from here on."""
    tx.many(
        f"INSERT INTO unseen (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(tx.tenant, *row) for row in rows],
    )


def tried(tx: Tx, id: bytes) -> None:
    """It was looked at again, while others could be looked through, and it could not."""
    tx.run("UPDATE unseen SET tries = tries + 1 WHERE tenant = ? AND unseen = ?", (tx.tenant, id))


def gone(tx: Tx, id: bytes) -> None:
    """It waits no longer."""
    tx.run("DELETE FROM unseen WHERE tenant = ? AND unseen = ?", (tx.tenant, id))


def over(tx: Tx, periods: Sequence[int]) -> int:
    """None of these periods wait any longer; how many did."""
    places = ", ".join("?" * len(periods))
    where = f"tenant = ? AND period IN ({places})"
    row = tx.row(f"SELECT count(*) FROM unseen WHERE {where}", (tx.tenant, *periods))  # noqa: S608
    tx.run(f"DELETE FROM unseen WHERE {where}", (tx.tenant, *periods))  # noqa: S608
    return int(row[0]) if row else 0


def erased(tx: Tx, subject: bytes) -> None:
    """None of an erased subject waits."""
    tx.run("DELETE FROM unseen WHERE tenant = ? AND subject = ?", (tx.tenant, subject))
