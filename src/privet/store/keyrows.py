"""The rows of `keys.db`: its tables, how it is opened, and what its failures are called.

One table holds the whole tree: `level` 0 is the tenant's node, 1 to 3 are inner nodes, 4 the leaves; `path` is the
leading `level` bytes of the slot. `born` is the generation in which the key was drawn; `wrapped` is the key under its
parent's (docs/spec/wrapped-key.md).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from privet.errors import Busy, NoInstallation, PrivetError, StorageFailed

FILE = "keys.db"
FORM = 1
"""The version of the tables; another one is refused."""

_WAIT_S = 20.0
_CACHE_KIB = 8_192
_WAIT_READERS_MS = 2_000

TABLES = (
    # One row for the installation; all other tables begin with the tenant.
    """CREATE TABLE tree (one INTEGER PRIMARY KEY CHECK (one = 1), form INTEGER NOT NULL, store BLOB NOT NULL,
       generation INTEGER NOT NULL) STRICT""",
    "CREATE TABLE tenant (tenant INTEGER PRIMARY KEY, next_slot INTEGER NOT NULL) STRICT",
    """CREATE TABLE key (tenant INTEGER NOT NULL, level INTEGER NOT NULL, path INTEGER NOT NULL, kind INTEGER NOT NULL,
       born INTEGER NOT NULL, wrapped BLOB NOT NULL, PRIMARY KEY (tenant, level, path)) STRICT, WITHOUT ROWID""",
)


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """`keys.db` in write-ahead mode, every commit on the disk, what is deleted overwritten with zeros."""
    if create:  # private from its first byte; the journal takes its mode from it
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600))
    link = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            "cell_size_check=ON",
            "trusted_schema=OFF",
            "temp_store=MEMORY",
            f"cache_size=-{_CACHE_KIB}",
        ):
            link.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        link.close()
        raise
    return link


def existing(folder: Path) -> sqlite3.Connection:
    """A connection to the `keys.db` in `folder`. Raises NoInstallation, StorageFailed."""
    with plain_errors():
        if not (folder / FILE).exists():
            raise NoInstallation("there is no key store in the data folder", hint="`privet init` makes an installation")
        link = connect(folder / FILE)
        try:
            row = link.execute("SELECT form FROM tree").fetchone()
            if row is None or row[0] != FORM:
                raise StorageFailed("keys.db is of a form that this version does not know", hint="update Privet")
        except BaseException:
            link.close()
            raise
        return link


def truncate_journal(link: sqlite3.Connection) -> bool:
    """Move the journal into the database and cut it to nothing; False when a reader held on to it for 2 seconds."""
    link.execute(f"PRAGMA busy_timeout={_WAIT_READERS_MS}")
    try:
        busy: int = link.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy
    finally:
        link.execute(f"PRAGMA busy_timeout={int(_WAIT_S * 1000)}")


def identity(link: sqlite3.Connection) -> tuple[bytes, int]:
    """The key store's 16-byte id and its committed generation."""
    store, generation = link.execute("SELECT store, generation FROM tree").fetchone()
    return store, generation


def copy(link: sqlite3.Connection, path: Path) -> tuple[bytes, int]:
    """All rows as they stand at one moment in the new private file `path`, on the disk; its identity."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
    with closing(sqlite3.connect(path, isolation_level=None)) as target:
        link.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, no journal beside it
        found = identity(target)
    with open(path, "rb") as written:
        os.fsync(written.fileno())
    return found


def check(path: Path) -> tuple[bytes, int]:
    """The identity of the key store in a file that nobody writes to. Raises sqlite3.Error when it is damaged."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as link:
        sound(link)
        return identity(link)


def sound(link: sqlite3.Connection) -> None:
    """Raises sqlite3.Error when the key store is damaged."""
    if link.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("quick_check failed")


@contextmanager
def plain_errors() -> Iterator[None]:
    """SQLite's and the file system's errors as Privet's."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise failure(error) from None


def failure(error: sqlite3.Error | OSError) -> PrivetError:
    """The sentence for an error of SQLite or the file system; it names the file, never a value."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy(
            "another process has been writing to the key store for too long",
            hint="wait for a running import to finish, or stop the other process",
        )
    if name.startswith("SQLITE_FULL") or getattr(error, "errno", None) == 28:
        return StorageFailed(
            "the disk is full; nothing that was acknowledged is lost",
            hint="free some space and run the same command again",
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or isinstance(error, PermissionError):
        return StorageFailed(
            "the key store cannot be opened or written",
            hint="check who owns the data folder and keys.db, and that the disk is not mounted read-only",
        )
    if isinstance(error, OSError):
        return StorageFailed(f"a file of the key store cannot be used: {error.strerror}", hint="check the disk")
    return StorageFailed(
        "keys.db is damaged or cannot be read",
        hint="stop Privet, keep the folder as it is, and restore `epoch` and `keys.db` together from one place",
    )
