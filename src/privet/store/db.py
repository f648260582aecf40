"""An installation's files, open, and the order in which a transaction over them is committed (design.md §3.4).

A writer takes the data store's write lock first, reads there the tree head and whether anything was erased since it
last looked, drops what it had cached, and commits in the order index, keys, data. What the index lacks after a power
cut is derived again from the data when the store is next opened, so the index alone does not wait for the disk.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from privet.core.message import TenantId
from privet.errors import Busy, NotFound, StorageFailed, Tampered
from privet.store import ledger
from privet.store.keystore import KeyStore
from privet.store.known import Known
from privet.store.view import Files, Tx, View

DATA, INDEX = "data.db", "index.db"
WAIT_S = 20
TIDY_MS = 250
PAGE = 2048
"""Bytes of a page in files that are made now: a message touches pages all over the file, each is written whole, and
what is sealed with it still fits into one."""
WAL_PAGES = 32_000  # 64 MiB of journal between two checkpoints: a page written often is copied back once
FOLD_PAGES = 12_000
"""From so many pages on that are in a journal alone, they are copied back beside whoever writes."""
LONG_PAGES = 20_000
"""So long the data's journal is made ahead where much is written: a commit that makes a file longer waits for its
length to be on the disk as well, ten times as long, and a journal that begins anew stays as long as it was."""
MUCH_PAGES = 1_000
"""So many pages in the journal at a time are much."""
CACHE_KIB = {DATA: 16_384, INDEX: 8_192}

# Bytes go to SQLite as they are. Without an adapter `sqlite3` looks for one for every value of bytes, two failing
# look-ups each, and a message has some thirty of them: five in a hundred of what receiving it takes.
sqlite3.register_adapter(bytes, bytes.__bytes__)


def connect(path: Path, *, durable: bool) -> sqlite3.Connection:
    """A connection in write-ahead mode; `durable` waits for the disk at every commit."""
    link = sqlite3.connect(path, timeout=WAIT_S, isolation_level=None, check_same_thread=False, cached_statements=256)
    link.execute(f"PRAGMA page_size={PAGE}")
    link.execute("PRAGMA journal_mode=WAL")
    link.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
    link.execute(f"PRAGMA wal_autocheckpoint={WAL_PAGES}")
    link.execute(f"PRAGMA journal_size_limit={WAL_PAGES * PAGE}")
    link.execute(f"PRAGMA cache_size=-{CACHE_KIB.get(path.name, 4096)}")
    link.execute("PRAGMA temp_store=MEMORY")
    link.execute("PRAGMA trusted_schema=OFF")
    link.execute("PRAGMA secure_delete=ON")
    return link


def _cut(link: sqlite3.Connection) -> bool:
    """Copy a journal back and leave it empty; whether nobody was in the way for a quarter of a second."""
    try:
        link.execute(f"PRAGMA busy_timeout={TIDY_MS}")
        return not link.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        link.execute(f"PRAGMA busy_timeout={WAIT_S * 1000}")


_folding = threading.Lock()
"""Held while a journal is copied back: whoever else would at that time is refused by SQLite, and does not wait."""


class Journals:
    """The write-ahead journals of an installation, kept short beside whoever writes.

    A commit that has to copy a journal back takes a tenth of a second; where nobody else did, one does.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folded: dict[str, tuple[bytes, int]] = {}

    def fold(self) -> list[str]:
        """Copy back what is long; of which databases, for `Store.folded` to follow."""
        long = [name for name in (DATA, INDEX) if self.unfolded(name) >= FOLD_PAGES]
        for name in long:
            salt, _ = generation(self._folder / name)
            with suppress(sqlite3.Error), _folding, closing(connect(self._folder / name, durable=name == DATA)) as link:
                link.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                row = link.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()  # what was written meanwhile: little
                self._folded[name] = salt, row[2]
        return long

    def short(self) -> bool:
        """Whether much is written and the data's journal still grows by it: then `Store.lengthen` it."""
        try:
            long = (self._folder / f"{DATA}-wal").stat().st_size >= LONG_PAGES * PAGE
        except FileNotFoundError:
            return False
        return not long and self.unfolded(DATA) >= MUCH_PAGES

    def unfolded(self, name: str) -> int:
        """How many pages of a database's journal were not copied back from here, or more than there are."""
        salt, pages = generation(self._folder / name)
        before, folded = self._folded.get(name, (b"", 0))
        return pages - folded if salt == before else pages


def generation(path: Path) -> tuple[bytes, int]:
    """The salt of a database's journal and how many pages were written with it (sqlite.org/fileformat2.html, 4.1).

    Of the three files the journal alone may be read like this: it is the one on which SQLite holds no lock. Who opens
    and closes one of the other two gives up every lock that the process holds on it (sqlite.org/howtocorrupt.html,
    2.2): the next process takes the installation for its own, and cuts off what this one has mapped.
    """
    try:
        with Path(f"{path}-wal").open("rb", buffering=0) as file:
            head = os.pread(file.fileno(), 32, 0)
            salt, step = head[16:24], int.from_bytes(head[8:12], "big") + 24
            low, high = 0, max(os.fstat(file.fileno()).st_size - 32, 0) // step
            while low < high:  # frames of this generation come first, what is left of an older one after them
                middle = (low + high) // 2
                mine = os.pread(file.fileno(), 8, 40 + middle * step) == salt
                low, high = (middle + 1, high) if mine else (low, middle)
    except FileNotFoundError:
        return b"", 0
    return salt, low


def sync_journal(path: Path) -> None:
    """Have on the disk what was written to a database's journal."""
    file = os.open(f"{path}-wal", os.O_RDONLY)  # of the three files the one without locks
    try:
        os.fsync(file)
    finally:
        os.close(file)


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
                yield View(self.files, tenant, self._looked(tenant)[0])
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
                    known.edge = ledger.edge(View(self.files, tenant, known), size)
                tx = Tx(self.files, tenant, known)
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
                tx = Tx(self.files, TenantId(number), Known(self._cached_subjects, 0))
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
        """Have the data's journal as long on the disk as it gets before it is copied back. What is written to it for
        that is zeros of a transaction that is not committed.
        """
        with plain_errors(), closing(connect(self.folder / DATA, durable=False)) as link:
            link.execute("PRAGMA cache_size=16")  # what does not fit goes to the journal at once
            link.execute("BEGIN IMMEDIATE")
            try:
                link.execute("CREATE TABLE room (zeros BLOB)")
                link.execute("INSERT INTO room VALUES (zeroblob(?))", (LONG_PAGES * PAGE,))
            finally:
                if link.in_transaction:  # a full disk has ended it
                    link.execute("ROLLBACK")
        sync_journal(self.folder / DATA)

    def sync_index(self) -> None:
        """Have on the disk what was written to the index, which its commits do not wait for."""
        sync_journal(self.folder / INDEX)

    def tidy_index(self) -> bool:
        """Leave nothing of removed index rows in its file or its journal; whether that could be done just now.

        Where another process reads or copies it back meanwhile, what was removed may be in both until the next time: an
        erasure does not wait for an import to end. Whoever writes waits, for a quarter of a second at most.
        """
        with plain_errors(), _folding:
            self.data.execute("BEGIN IMMEDIATE")
            try:
                return _cut(self.index)
            finally:
                self.data.execute("ROLLBACK")

    def tidy_data(self) -> bool:
        """The same of the data's journal; most of it is copied back before anybody has to wait."""
        with plain_errors(), _folding:
            self.data.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            return _cut(self.data)

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
