"""What ends before its class says: classes of customers and conversations, and values kept in their exact form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View


class LastingRow(NamedTuple):
    """A class that what is said ends by, of `ref`, a subject or a conversation; by whose act, and since when (ms)."""

    ref: bytes
    class_: str
    by: str
    at: int


_ROW = 'ref, class, "by", at'


def add(tx: Tx, rows: Sequence[LastingRow]) -> None:
    """From here on what is written ends by these; a class that is there already stays as it is."""
    tx.many(
        f"INSERT OR IGNORE INTO lasting (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
        [(tx.tenant, *row) for row in rows],
    )


def drop(tx: Tx, ref: bytes, class_: str) -> bool:
    """No longer by this one; False where there was none."""
    return tx.run("DELETE FROM lasting WHERE tenant = ? AND ref = ? AND class = ?", (tx.tenant, ref, class_)) > 0


def changed(tx: Tx) -> None:
    """Every process looks anew at what it remembers: somebody set a timer, or took one back."""
    tx.run("UPDATE tenant SET changes = changes + 1 WHERE tenant = ?", (tx.tenant,))


def of(view: View, *refs: bytes) -> list[LastingRow]:
    """The classes of these subjects and conversations."""
    rows = view.rows(
        f"SELECT {_ROW} FROM lasting WHERE tenant = ? AND ref IN ({','.join('?' * len(refs))}) ORDER BY ref, class",  # noqa: S608
        (view.tenant, *refs),
    )
    return [LastingRow(*row) for row in rows]


def erased(tx: Tx, subject: bytes) -> None:
    """Nothing of a subject, nor of a conversation that is theirs, is kept for them."""
    tx.run(
        "DELETE FROM lasting WHERE tenant = ?1 AND (ref = ?2 OR ref IN "
        "(SELECT conversation FROM conversation WHERE tenant = ?1 AND subject = ?2 AND conversation IN "
        "(SELECT conversation FROM member WHERE tenant = ?1 AND subject = ?2)))",
        (tx.tenant, subject),
    )


def keep_exact(tx: Tx, rows: Sequence[tuple[int, bytes]]) -> None:
    """(slot of the period, id) of values that are kept in their exact form."""
    tx.many("INSERT OR IGNORE INTO exact (tenant, period, value) VALUES (?, ?, ?)", [(tx.tenant, *row) for row in rows])


def exact(view: View, period: int, limit: int) -> list[bytes]:
    """Values that are kept in their exact form until the period of this slot is over."""
    rows = view.rows("SELECT value FROM exact WHERE tenant = ? AND period = ? LIMIT ?", (view.tenant, period, limit))
    return [row[0] for row in rows]


def shortened(tx: Tx, period: int, values: Sequence[bytes]) -> None:
    """They are not any more."""
    tx.many(
        "DELETE FROM exact WHERE tenant = ? AND period = ? AND value = ?",
        [(tx.tenant, period, value) for value in values],
    )


def unmarked(tx: Tx, rows: Sequence[tuple[int, bytes, bytes]]) -> None:
    """(tag, conversation, value): a mark recognises nothing any more, but its token still names the value."""
    tx.many(
        "UPDATE mark SET tag = ?1, exact = 0 WHERE tenant = ?2 AND conversation = ?3 AND ref = ?4 AND kind > 0",
        [(tag, tx.tenant, conversation, value) for tag, conversation, value in rows],
    )
