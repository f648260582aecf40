"""The two ways in: a `View` reads, a `Tx` writes, both bound to one tenant (design.md §4)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from privet.core.message import TenantId
from privet.store.keystore import KeyStore
from privet.store.known import Known

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """What an installation's transactions run over."""

    data: sqlite3.Connection
    index: sqlite3.Connection
    keys: KeyStore


class View:
    """Reads of one tenant, all from one moment."""

    def __init__(self, files: Files, tenant: TenantId, known: Known) -> None:
        self.tenant = tenant
        self.known = known
        self.keys = files.keys
        self._data = files.data
        self._index = files.index

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

    def __init__(self, files: Files, tenant: TenantId, known: Known) -> None:
        super().__init__(files, tenant, known)
        self.entries: list[bytes] = []

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """One statement over data.db; how many rows it changed."""
        return self._data.execute(sql, values).rowcount

    def many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """One statement over data.db for each of `rows`."""
        if rows:
            self._data.executemany(sql, rows)

    def index_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """One statement over index.db for each of `rows`."""
        if rows:
            if not self._index.in_transaction:
                self._index.execute("BEGIN IMMEDIATE")
            self._index.executemany(sql, rows)

    def record(self, entry: bytes) -> None:
        """Put an entry on the ledger, in this transaction."""
        self.entries.append(entry)
