"""Answers that are kept for a day, so that a program which asks again gets them again and nothing is done twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One request, by keyed tags: the access key's id, what names the request, its fingerprint; `sealed` once it has
    been answered. `period` is the slot of the key behind tags and seal.
    """

    period: int
    key: bytes
    tag: int
    fingerprint: bytes
    sealed: bytes | None


def periods(view: View, class_: str) -> list[int]:
    """Slots of the live periods of a class, newest first."""
    rows = view.rows(
        "SELECT slot FROM period WHERE tenant = ? AND class = ? AND state = 0 ORDER BY start DESC",
        (view.tenant, class_),
    )
    return [row[0] for row in rows]


def answer(view: View, period: int, key: bytes, tag: int) -> AnswerRow | None:
    """What is known of a request in one period."""
    row = view.row(
        "SELECT fingerprint, sealed FROM answer WHERE tenant = ? AND period = ? AND key = ? AND tag = ?",
        (view.tenant, period, key, tag),
    )
    return AnswerRow(period, key, tag, row[0], row[1]) if row else None


def put(tx: Tx, row: AnswerRow) -> None:
    """Write down a request, or its answer."""
    tx.run(
        "INSERT OR REPLACE INTO answer (tenant, period, key, tag, fingerprint, sealed) VALUES (?, ?, ?, ?, ?, ?)",
        (tx.tenant, row.period, row.key, row.tag, row.fingerprint, row.sealed),
    )


def forget(tx: Tx, periods: Sequence[int]) -> None:
    """Remove what was kept in periods whose keys are destroyed."""
    tx.many("DELETE FROM answer WHERE tenant = ? AND period = ?", [(tx.tenant, one) for one in periods])
