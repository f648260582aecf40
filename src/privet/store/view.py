"""The two ways in: a `View` reads, a `Tx` writes, both bound to one tenant (design.md §4)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from privet.core.message import TenantId
from privet.store.keystore import KeyStore
from privet.store.known import Known

Row = tuple[Any, ...]

AT_ONCE = (32, 8)
"""Rows that one statement writes: a third cheaper than one at a time, and than 64 of them; and other threads are let in
between less often. Few lengths, so that each statement stays prepared."""


LOOK_MS = 500
"""How long it is believed which periods are over: another process may have begun one, which lasts a second at least."""


@dataclass(frozen=True, slots=True)
class Files:
    """What an installation's transactions run over."""

    data: sqlite3.Connection
    index: sqlite3.Connection
    keys: KeyStore


class View:
    """Reads of one tenant, all from one moment, which is `at` (ms)."""

    def __init__(self, files: Files, tenant: TenantId, known: Known, at: int) -> None:
        self.tenant = tenant
        self.known = known
        self.at = at
        self.keys = files.keys
        self._data = files.data
        self._index = files.index

    def key(self, period: int) -> bytes | None:
        """The key of a period; None from the moment on that its time is over, destroyed or not."""
        return None if period in self.over() else self.keys.key(self.tenant, period)

    def over(self) -> frozenset[int]:
        """Slots of the periods whose time is over at this moment and whose keys are still there."""
        known = self.known
        if not known.looked <= self.at < known.until:
            ends = self.rows(
                'SELECT slot, "end" FROM period WHERE tenant = ? AND state = 0 AND "end" > 0', (self.tenant,)
            )
            known.over = frozenset(slot for slot, end in ends if end <= self.at)
            soon = min((end for _, end in ends if end > self.at), default=self.at + LOOK_MS)
            known.looked, known.until = self.at, min(soon, self.at + LOOK_MS)
        return known.over

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a statement over data.db."""
        return self._data.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a statement over data.db."""
        found: Row | None = self._data.execute(sql, values).fetchone()
        return found

    def index_rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All rows of a statement over index.db."""
        return self._index.execute(sql, values).fetchall()


class Tx(View):
    """Writes of one tenant: everything in it happens, or nothing does."""

    def __init__(self, files: Files, tenant: TenantId, known: Known, at: int) -> None:
        super().__init__(files, tenant, known, at)
        self.entries: list[bytes] = []

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """One statement over data.db; how many rows it changed."""
        return self._data.execute(sql, values).rowcount

    def many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """One statement over data.db for each of `rows`."""
        if rows:
            _each(self._data, sql, rows)

    def index_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """One statement over index.db for each of `rows`."""
        if rows:
            if not self._index.in_transaction:
                self._index.execute("BEGIN IMMEDIATE")
            _each(self._index, sql, rows)

    def record(self, entry: bytes) -> None:
        """Put an entry on the ledger, in this transaction."""
        self.entries.append(entry)


def _each(link: sqlite3.Connection, sql: str, rows: Sequence[Sequence[object]]) -> None:
    """One statement for each of `rows`; new rows are written many at a time."""
    at = 0
    if len(rows) >= AT_ONCE[-1]:
        for count, statement in _widened(sql):
            while len(rows) - at >= count:
                link.execute(statement, tuple(chain.from_iterable(rows[at : at + count])))
                at += count
    if at < len(rows):
        link.executemany(sql, rows[at:] if at else rows)


@lru_cache(maxsize=64)
def _widened(sql: str) -> list[tuple[int, str]]:
    """A statement that writes one new row, as those that write several; nothing for any other statement."""
    head, values, row = sql.rpartition(" VALUES ")
    if not values or not head.startswith("INSERT") or row.strip("(), ?"):
        return []
    return [(count, f"{head}{values}{', '.join([row] * count)}") for count in AT_ONCE]
