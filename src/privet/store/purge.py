"""What no key opens any more, overwritten where it lies: a row stays, its id means what it meant.

A walk goes over a table in the order of its key, so many rows at a time, and so goes on where it stopped. SQLite
overwrites what it frees (`secure_delete`); the journal holds older pages until it begins anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from privet.store.messages import LISTED

if TYPE_CHECKING:
    from privet.store.view import Tx, View

OVER, PURGED = 1, 2
"""States of a period: its key is destroyed; and no bytes that were sealed under it are left."""

_SEALED = {"message": ("message", "body"), "value": ("value", "sealed"), "note": ("entry", "sealed")}
"""By table, its key and the column that is sealed."""

ID, _FIRST = 16, (b"", LISTED - 1, b"")

TABLES = (*_SEALED, "mark", "mention")
"""What a walk goes over, in order: marks and mentions of values whose bytes are gone go themselves."""


def over(view: View) -> frozenset[int]:
    """Slots of periods whose keys are destroyed and whose bytes may still be there."""
    rows = view.rows("SELECT slot FROM period WHERE tenant = ? AND state = ?", (view.tenant, OVER))
    return frozenset(row[0] for row in rows)


def purged(tx: Tx, periods: Collection[int]) -> None:
    """No bytes of these periods are left."""
    tx.many(
        "UPDATE period SET state = ? WHERE tenant = ? AND slot = ? AND state = ?",
        [(PURGED, tx.tenant, slot, OVER) for slot in periods],
    )


def walk(tx: Tx, table: str, periods: frozenset[int], after: Sequence[object], most: int) -> tuple[object, ...] | None:
    """Overwrite what was sealed in `periods` among the next rows of a table, at most so many; the key of the last row
    that was looked at, None where it was the table's last.
    """
    if table == "mark":
        return _marks(tx, after, most)
    if table == "mention":
        return _mentions(tx, after, most)
    key, _ = _SEALED[table]
    rows = tx.rows(
        f"SELECT {key}, period FROM {table} WHERE tenant = ? AND {key} > ? ORDER BY {key} LIMIT ?",  # noqa: S608
        (tx.tenant, after[0] if after else b"", most),
    )
    _blank(tx, table, [id for id, period in rows if period in periods])
    return (rows[-1][0],) if len(rows) == most else None


def _blank(tx: Tx, table: str, ids: Sequence[bytes], subject: bytes | None = None) -> None:
    key, column = _SEALED[table]
    whose = "" if subject is None else " AND subject = ?"
    tx.many(
        f"UPDATE {table} SET {column} = x'' WHERE tenant = ? AND {key} = ? AND length({column}) > 0{whose}",  # noqa: S608
        [(tx.tenant, id) if subject is None else (tx.tenant, id, subject) for id in ids],
    )


def _marks(tx: Tx, after: Sequence[object], most: int) -> tuple[object, ...] | None:
    """Marks that recognise values that are gone: whoever has the person’s key could try values by them."""
    rows = tx.rows(
        "SELECT mark.conversation, mark.tag, mark.ref, mark.kind > 0 AND length(mark.ref) = 16 "
        "AND length(coalesce(sealed, x'')) = 0 FROM mark LEFT JOIN value ON value.tenant = mark.tenant "
        "AND value.value = mark.ref WHERE mark.tenant = ? AND (mark.conversation, mark.tag, mark.ref) > (?, ?, ?) "
        "ORDER BY mark.conversation, mark.tag, mark.ref LIMIT ?",
        (tx.tenant, *(after or _FIRST), most),
    )
    tx.many(
        "DELETE FROM mark WHERE tenant = ? AND conversation = ? AND tag = ? AND ref = ?",
        [(tx.tenant, *row[:3]) for row in rows if row[3]],
    )
    return tuple(rows[-1][:3]) if len(rows) == most else None


def _mentions(tx: Tx, after: Sequence[object], most: int) -> tuple[object, ...] | None:
    """Rows of the index that lead to a value that is gone."""
    rows = tx.index_rows(
        "SELECT part, tag, value FROM mention WHERE tenant = ? AND (part, tag, value) > (?, ?, ?) "
        "ORDER BY part, tag, value LIMIT ?",
        (tx.tenant, *(after or (-1, 0, b"")), most),
    )
    there = _there(tx, [row[2] for row in rows])
    tx.index_many(
        "DELETE FROM mention WHERE tenant = ? AND part = ? AND tag = ? AND value = ?",
        [(tx.tenant, *row) for row in rows if row[2] not in there],
    )
    return tuple(rows[-1]) if len(rows) == most else None


def _there(view: View, values: Sequence[bytes]) -> set[bytes]:
    """Which of these values still have bytes."""
    marks = ",".join("?" * len(values))
    rows = view.rows(
        f"SELECT value FROM value WHERE tenant = ? AND value IN ({marks}) AND length(sealed) > 0",  # noqa: S608
        (view.tenant, *values),
    )
    return {row[0] for row in rows}


def subject(tx: Tx, subject: bytes, after: Sequence[object], most: int) -> tuple[tuple[object, ...] | None, int]:
    """Overwrite what was sealed under an erased subject's key, beside the next marks of their conversations, at most so
    many; the key of the last mark, None where nothing is left, and how many there were. What others wrote in a group is
    theirs and stays.
    """
    start = after or _FIRST
    rows: list[tuple[bytes, int, bytes, int]] = []
    for (talk,) in tx.rows(
        "SELECT conversation FROM member WHERE tenant = ? AND subject = ? AND conversation >= ? ORDER BY conversation",
        (tx.tenant, subject, start[0]),
    ):
        rows += tx.rows(
            "SELECT conversation, tag, ref, kind FROM mark WHERE tenant = ? AND conversation = ? "
            "AND (tag, ref) > (?, ?) ORDER BY tag, ref LIMIT ?",
            (tx.tenant, talk, *(start[1:] if talk == start[0] else _FIRST[1:]), most - len(rows)),
        )
        if len(rows) == most:
            break
    said = {row[2]: row[3] == 0 for row in rows if len(row[2]) == ID}
    _blank(tx, "message", [id for id, message in said.items() if message], subject)
    _blank(tx, "value", [id for id, message in said.items() if not message], subject)
    if len(rows) == most:
        return tuple(rows[-1][:3]), most
    own = "SELECT conversation FROM member WHERE tenant = ?1 AND subject = ?2"
    for table, which in (("conversation", f"conversation IN ({own})"), ("subject", "1")):
        tx.run(
            f"UPDATE {table} SET record = x'' WHERE tenant = ?1 AND subject = ?2 AND {which} AND length(record) > 0",  # noqa: S608
            (tx.tenant, subject),
        )
    return None, len(rows)


def notes(tx: Tx, whose: Collection[bytes], after: Sequence[object], most: int) -> tuple[object, ...] | None:
    """Overwrite reasons and notes that were sealed for erased subjects among the next rows of all of them, at most so
    many; the key of the last, None where it was the table's last.
    """
    rows = tx.rows(
        "SELECT entry, subject FROM note WHERE tenant = ? AND entry > ? ORDER BY entry LIMIT ?",
        (tx.tenant, after[0] if after else b"", most),
    )
    _blank(tx, "note", [entry for entry, subject in rows if subject in whose])
    return (rows[-1][0],) if len(rows) == most else None
