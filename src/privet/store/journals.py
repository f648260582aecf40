"""Connections to the databases, and their write-ahead journals, which are kept short beside whoever writes."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

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


def cut(link: sqlite3.Connection) -> bool:
    """Copy a journal back and empty it; whether nobody was in the way for a quarter of a second."""
    try:
        link.execute(f"PRAGMA busy_timeout={TIDY_MS}")
        return not link.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        link.execute(f"PRAGMA busy_timeout={WAIT_S * 1000}")


folding = threading.Lock()
"""Held while a journal is copied back: whoever else would at that time is refused by SQLite, and does not wait."""


class Journals:
    """The write-ahead journals of an installation, kept short beside whoever writes.

    A commit that has to copy a journal back takes a tenth of a second; where nobody else did, one does.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folded: dict[str, tuple[bytes, int]] = {}

    def fold(self, *, every: bool = False) -> list[str]:
        """Copy back what is long, or all; of which databases, for `Store.folded` to follow."""
        long = [name for name in (DATA, INDEX) if every or self.unfolded(name) >= FOLD_PAGES]
        for name in long:
            salt, _ = generation(self._folder / name)
            with suppress(sqlite3.Error), folding, closing(connect(self._folder / name, durable=name == DATA)) as link:
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
