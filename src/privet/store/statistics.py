"""Statistics: how many values of which kind were found on a day that is over. A row says nothing of anybody: which may
stay, `core.statistic` says. Days are counted from 1970, in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.store.view import Tx, View

DAY_MS = 86_400_000


def upto(view: View, before: int) -> int:
    """The newest day that is settled, of those before a day; -1 where there is none."""
    rows = view.rows("SELECT coalesce(max(day), -1) FROM statistic WHERE tenant = ? AND day < ?", (view.tenant, before))
    return int(rows[0][0])


def since(view: View, day: int) -> list[tuple[int, int, int]]:
    """(day, number of a kind, values) from a day on."""
    rows = view.rows("SELECT day, kind, found FROM statistic WHERE tenant = ? AND day >= ?", (view.tenant, day))
    return [(row[0], row[1], row[2]) for row in rows]


def keep(tx: Tx, day: int, found: Mapping[int, int]) -> None:
    """A day is settled: these are its figures, for good."""
    tx.run("DELETE FROM statistic WHERE tenant = ? AND day = ?", (tx.tenant, day))
    tx.many(
        "INSERT INTO statistic (tenant, day, kind, found) VALUES (?, ?, ?, ?)",
        [(tx.tenant, day, kind, many) for kind, many in sorted(found.items())],
    )


def drop(tx: Tx, since: int) -> None:
    """Nothing is settled from a day on: a clock that was put right had said that they were over."""
    tx.run("DELETE FROM statistic WHERE tenant = ? AND day >= ?", (tx.tenant, since))


def values(view: View, day: int, after: bytes, most: int) -> list[tuple[bytes, int, bytes]]:
    """(id, number of a kind, subject) of the next values that were found on a day, of whoever is not erased, nor asked
    to be; at most so many, those behind the id `after`. Ids begin with the time, in milliseconds.
    """
    begin, end = ((one * DAY_MS << 16).to_bytes(8, "big") for one in (day, day + 1))
    rows = view.rows(
        "SELECT value, kind, value.subject FROM value CROSS JOIN subject ON subject.tenant = value.tenant "  # noqa: S608
        f"AND subject.subject = value.subject AND state = {ACTIVE} "
        "WHERE value.tenant = ? AND value > ? AND value < ? ORDER BY value LIMIT ?",
        (view.tenant, max(begin, after), end, most),
    )
    return [(row[0], row[1], row[2]) for row in rows]
