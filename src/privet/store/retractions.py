"""What is to be deleted at a channel: a row a message and number the channel gave it. Times are milliseconds.

due → asked → done | failed
kept                          shall not be deleted; that somebody was told of it is remembered
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View

DUE, ASKED, DONE, FAILED, KEPT = "due", "asked", "done", "failed", "kept"
OPEN = (DUE, ASKED)


class RetractionRow(NamedTuple):
    """A message that a bot is to delete, by the channel's number of it: since when that is known, `due` when, possible
    `before` when, and what came of it `at` when; `told` says that whoever asked was told that it is late.
    """

    message: bytes
    number: int
    conversation: bytes
    subject: bytes
    bot: bytes
    why: str
    state: str
    made: int
    due: int
    before: int
    attempts: int = 0
    at: int | None = None
    reason: str = ""
    told: bool = False


_ROW = "message, number, conversation, subject, bot, why, state, made, due, before, attempts, at, reason, told"
_MARKS = ", ".join("?" * 15)


def plan(tx: Tx, rows: Sequence[RetractionRow]) -> None:
    """New rows; what is known of a message already stays."""
    tx.many(f"INSERT OR IGNORE INTO retraction (tenant, {_ROW}) VALUES ({_MARKS})", [(tx.tenant, *row) for row in rows])  # noqa: S608


def put(tx: Tx, rows: Sequence[RetractionRow]) -> None:
    """Rows, or their next states."""
    tx.many(
        f"INSERT OR REPLACE INTO retraction (tenant, {_ROW}) VALUES ({_MARKS})",  # noqa: S608
        [(tx.tenant, *row) for row in rows],
    )


def one(view: View, message: bytes, number: int) -> RetractionRow | None:
    """The row of a message and number."""
    row = view.row(
        f"SELECT {_ROW} FROM retraction WHERE tenant = ? AND message = ? AND number = ?",  # noqa: S608
        (view.tenant, message, number),
    )
    return _read(row) if row else None


def due(view: View, at: int, limit: int) -> list[RetractionRow]:
    """What is to be asked for at `at`, or again, since nothing came of it: those due longest first."""
    found = [
        _read(row)
        for state in OPEN
        for row in view.rows(
            f"SELECT {_ROW} FROM retraction INDEXED BY retraction_by_state "  # noqa: S608
            "WHERE tenant = ? AND state = ? AND due <= ? ORDER BY due, message LIMIT ?",
            (view.tenant, state, at, limit),
        )
    ]
    return sorted(found, key=lambda row: (row.due, row.message, row.number))[:limit]


def late(view: View, before: int, limit: int = 1000) -> list[RetractionRow]:
    """What is neither done nor given up, cannot be done any more at `before`, and nobody was told of."""
    found = []
    for state in OPEN:
        found += view.rows(
            f"SELECT {_ROW} FROM retraction INDEXED BY retraction_by_state "  # noqa: S608
            "WHERE tenant = ? AND state = ? AND before <= ? AND told = 0 LIMIT ?",
            (view.tenant, state, before, limit),
        )
    return [_read(row) for row in found]


def of(view: View, conversation: bytes, subject: bytes, why: str, since: int) -> bool:
    """Whether anything that a subject wrote in a conversation came here since a time, for this reason."""
    row = view.row(
        "SELECT 1 FROM retraction INDEXED BY retraction_by_conversation "
        "WHERE tenant = ? AND conversation = ? AND made > ? AND subject = ? AND why = ? LIMIT 1",
        (view.tenant, conversation, since, subject, why),
    )
    return row is not None


def counted(view: View, conversation: bytes, subject: bytes, why: str) -> dict[str, int]:
    """How many of what a subject wrote in a conversation are in which state, of those that are here for this reason."""
    rows = view.rows(
        "SELECT state, count(*) FROM retraction INDEXED BY retraction_by_conversation "
        "WHERE tenant = ? AND conversation = ? AND subject = ? AND why = ? GROUP BY state",
        (view.tenant, conversation, subject, why),
    )
    return {str(state): int(many) for state, many in rows}


def latest(view: View, bot: bytes | None, limit: int) -> list[RetractionRow]:
    """The latest rows, of one bot or of all, newest first; without what was only remembered."""
    whose = "" if bot is None else "AND bot = ? "
    rows = view.rows(
        f"SELECT {_ROW} FROM retraction INDEXED BY retraction_by_time "  # noqa: S608
        f"WHERE tenant = ? AND state <> '{KEPT}' {whose}ORDER BY made DESC, message, number LIMIT ?",
        (view.tenant, *([] if bot is None else [bot]), limit),
    )
    return [_read(row) for row in rows]


def settled(view: View, before: int) -> bool:
    """Whether there are rows older than `before` about which there is nothing more to do."""
    return view.row(f"SELECT 1 {_SETTLED} LIMIT 1", (view.tenant, before, *OPEN)) is not None


def forget(tx: Tx, before: int) -> None:
    """Rows older than `before` about which there is nothing more to do are gone; the ledger has what came of them."""
    tx.run(f"DELETE {_SETTLED}", (tx.tenant, before, *OPEN))


_SETTLED = "FROM retraction WHERE tenant = ? AND made < ? AND state NOT IN (?, ?)"


def _read(row: Sequence[Any]) -> RetractionRow:
    return RetractionRow(*row)._replace(told=bool(row[13]))
