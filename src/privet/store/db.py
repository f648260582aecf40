"""An installation's files, open, and the order in which a transaction over them is committed (design.md §3.4).

A writer takes the data store's write lock first, reads there the tree head and whether anything was erased since it
last looked, drops what it had cached, and commits in the order index, keys, data. What the index lacks after a power
cut is derived again from the data when the store is next opened, so the index alone does not wait for the disk.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from privet.core.message import TenantId
from privet.errors import Busy, NotFound, StorageFailed, Tampered
from privet.store import journals, ledger
from privet.store.journals import DATA as DATA
from privet.store.journals import INDEX as INDEX
from privet.store.journals import PAGE, cut, folding, sync_journal
from privet.store.journals import connect as connect
from privet.store.keystore import KeyStore
from privet.store.known import Known
from privet.store.view import Files, Tx, View


@contextmanager
def plain_errors() -> Iterator[None]:
    """SQLite's errors as sentences a person can act on; they hold file names, never values."""
    try:
        yield
    except sqlite3.Error as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            raise Busy(
                "another process has been writing to this installation for too long",
                hint="wait for a running import to finish, or stop the other process",
            ) from None
        if "full" in text:
            raise StorageFailed(
                "the disk is full; nothing that was acknowledged is lost",
                hint="free some space and run the same command again",
            ) from None
        if "readonly" in text or "unable to open" in text:
            raise StorageFailed(
                "the data folder cannot be written",
                hint="check who owns the folder and its databases, and that the disk is not mounted read-only",
            ) from None
        if "malformed" in text or "not a database" in text or "corrupt" in text:
            raise StorageFailed(
                "a database in the data folder is damaged",
                hint="keep the folder as it is and restore the last backup; `privet doctor` names the file",
            ) from None
        if "decode" in text:
            raise Tampered("a row holds something else than its column is for") from None
        raise


class Store:
    """One installation's files, open."""

    def __init__(self, folder: Path, keys: KeyStore, *, cached_subjects: int = 65_536) -> None:
        with plain_errors():
            self.data = connect(folder / DATA, durable=True)
            self.index = connect(folder / INDEX, durable=False)
        self.folder = folder
        self.keys = keys
        self.files = Files(self.data, self.index, keys)
        self.clock: Callable[[], int] = lambda: 0  # milliseconds since 1970 UTC; whoever opens it says which (app)
        self.wanted: threading.Event | None = None  # set where journals are to be folded however short they are
        self._asked = False
        self._cached_subjects = cached_subjects
        self._known: dict[TenantId, Known] = {}

    def close(self) -> None:
        """Close every file; what was committed stays."""
        self.data.close()
        self.index.close()
        self.keys.close()

    @contextmanager
    def view(self, tenant: TenantId) -> Iterator[View]:
        """Reads of `tenant` from one moment. Erased subjects are gone from the caches before the first read."""
        with plain_errors():
            self.data.execute("BEGIN")
            try:
                self.keys.refresh()
                yield View(self.files, tenant, self._looked(tenant)[0], self.clock())
            finally:
                self.data.execute("ROLLBACK")

    @contextmanager
    def write(self, tenant: TenantId) -> Iterator[Tx]:
        """A transaction of `tenant`: index, then keys, then data are committed when the block ends without an error."""
        with plain_errors():
            self.data.execute("BEGIN IMMEDIATE")
            try:
                self.keys.refresh()
                known, size = self._looked(tenant)
                if known.edge.size != size:
                    known.moved()
                    known.edge = ledger.edge(View(self.files, tenant, known, 0), size)
                tx = Tx(self.files, tenant, known, self.clock())
                yield tx
                if tx.entries:
                    ledger.append(tx, tx.entries)
                if self.index.in_transaction:
                    self.index.execute("COMMIT")
                self.keys.commit()
                self.data.execute("COMMIT")
            except BaseException:
                self._undo(tenant)
                raise

    @contextmanager
    def founding(self) -> Iterator[Tx]:
        """A transaction that makes a tenant, with the next free number, and what it begins with."""
        with plain_errors():
            self.data.execute("BEGIN IMMEDIATE")
            try:
                self.keys.refresh()
                number = self.data.execute("SELECT coalesce(max(tenant), 0) + 1 FROM tenant").fetchone()[0]
                tx = Tx(self.files, TenantId(number), Known(self._cached_subjects, 0), self.clock())
                yield tx
                ledger.append(tx, tx.entries)
                self.keys.commit()
                self.data.execute("COMMIT")
            except BaseException:
                self._undo(TenantId(0))
                raise

    def folded(self, names: Sequence[str]) -> None:
        """Copy back the little written while `Journals.fold` did: with nothing left, these journals begin anew."""
        with plain_errors():
            for name in names:
                link = self.data if name == DATA else self.index
                link.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def lengthen(self) -> None:
        """Have the data's journal as long on the disk as it gets, by zeros of a transaction that is not committed."""
        with plain_errors(), closing(journals.connect(self.folder / DATA, durable=False)) as link:
            link.execute("PRAGMA cache_size=16")  # what does not fit goes to the journal at once
            link.execute("BEGIN IMMEDIATE")
            try:
                link.execute("CREATE TABLE room (zeros BLOB)")
                link.execute("INSERT INTO room VALUES (zeroblob(?))", (journals.LONG_PAGES * PAGE,))
            finally:
                if link.in_transaction:  # a full disk has ended it
                    link.execute("ROLLBACK")
        sync_journal(self.folder / DATA)

    def sync_index(self) -> None:
        """Have on the disk what was written to the index, which its commits do not wait for."""
        sync_journal(self.folder / INDEX)

    def tidy_index(self) -> bool:
        """Leave nothing of removed index rows in its file or its journal; whether that could be done just now. Where
        another process reads meanwhile, what was removed may be in both until the next time. Writers wait for it.
        """
        with plain_errors(), folding:
            self.data.execute("BEGIN IMMEDIATE")
            try:
                return cut(self.index)
            finally:
                self.data.execute("ROLLBACK")

    def tidy(self) -> bool:
        """The same of both journals. Where somebody folds them beside (`wanted`), that is asked for first, so that
        nobody waits for it here.
        """
        if self.wanted is not None and not self._asked:
            self.wanted.set()
            self._asked = True
        if self.wanted is not None and self.wanted.is_set():
            return False
        self._asked = False
        with plain_errors(), folding:
            done = cut(self.data)
        return done and self.tidy_index()

    def _undo(self, tenant: TenantId) -> None:
        """Nothing of the failed transaction stays, in the files or in memory."""
        self._known.pop(tenant, None)
        self.keys.rollback()
        for link in (self.index, self.data):
            if link.in_transaction:
                link.execute("ROLLBACK")

    def _looked(self, tenant: TenantId) -> tuple[Known, int]:
        """What this process knows of `tenant`, less what was erased meanwhile; and the size of its ledger now."""
        head = self.data.execute("SELECT size, changes FROM tenant WHERE tenant = ?", (tenant,)).fetchone()
        if head is None:
            raise NotFound("there is no such tenant", hint="`privet init --tenant NAME` makes one")
        size, changes = head
        known = self._known.get(tenant)
        if known is None or known.changes != changes:
            known = self._known[tenant] = Known(self._cached_subjects, changes)
        return known, size
