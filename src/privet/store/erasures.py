"""Erasures: asked for, done, and the places that have not answered yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.store import subjects

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """One erasure; `done` is 0 until the key is destroyed, `pending` names what still holds something of it: places
    whose copies are not replaced, the journal of the index.
    """

    number: int
    subject: bytes
    requested: int
    done: int
    pending: tuple[str, ...]


def ask(tx: Tx, subject: bytes, at: int) -> int:
    """Record that a subject is to be erased; from here on it is refused. Returns the erasure's number."""
    row = tx.row("SELECT coalesce(max(number), 0) + 1 FROM erasure WHERE tenant = ?", (tx.tenant,))
    number = int(row[0]) if row else 1
    tx.run(
        "INSERT INTO erasure (tenant, number, subject, requested, done, pending) VALUES (?, ?, ?, ?, 0, '')",
        (tx.tenant, number, subject, at),
    )
    subjects.set_state(tx, subject, subjects.ERASING)
    _moved(tx)
    return number


def finish(tx: Tx, erasure: ErasureRow) -> None:
    """Record that the key is destroyed, and which places have not answered."""
    tx.run(
        "UPDATE erasure SET done = ?, pending = ? WHERE tenant = ? AND number = ?",
        (erasure.done, "\n".join(erasure.pending), tx.tenant, erasure.number),
    )
    subjects.set_state(tx, erasure.subject, subjects.ERASED)
    _moved(tx)


def unfinished(view: View) -> list[ErasureRow]:
    """Erasures whose key may still be there, or of which a place still holds a copy."""
    rows = view.rows(
        "SELECT number, subject, requested, done, pending FROM erasure "
        "WHERE tenant = ? AND (done = 0 OR pending != '') ORDER BY number",
        (view.tenant,),
    )
    return [_erasure(row) for row in rows]


def of(view: View, subject: bytes) -> ErasureRow | None:
    """The erasure of a subject."""
    row = view.row(
        "SELECT number, subject, requested, done, pending FROM erasure WHERE tenant = ? AND subject = ?",
        (view.tenant, subject),
    )
    return _erasure(row) if row else None


def _erasure(row: tuple[object, ...]) -> ErasureRow:
    number, subject, requested, done, pending = row
    return ErasureRow(number, subject, requested, done, tuple(str(pending).split("\n")) if pending else ())  # type: ignore[arg-type]


def _moved(tx: Tx) -> None:
    """Let every process drop what it cached of this tenant."""
    tx.run("UPDATE tenant SET changes = changes + 1 WHERE tenant = ?", (tx.tenant,))
