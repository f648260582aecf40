"""Copies of the databases, each as it stands at one moment, by SQLite's own interface; and what such a copy holds."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from privet.core.backup import Held
from privet.errors import Busy, StorageFailed, Tampered
from privet.store import epoch, keyrows, places
from privet.store.db import DATA, INDEX, connect, plain_errors

STEP_PAGES = 4096
"""Pages that one step copies: 8 MiB, so that whoever stops it does not wait."""

SNAPSHOT = f"{DATA}.snapshot"
"""The data as a backup reads it, beside it: sealed as that is. What a crash leaves of it is removed by the next one."""


def copy_all(folder: Path, to: Path) -> None:
    """A copy of each of the three databases in the new private folder `to`, while others may write."""
    to.mkdir(mode=0o700)
    for name in (DATA, keyrows.FILE, INDEX):
        with closing(sqlite3.connect(folder / name)) as source, closing(sqlite3.connect(to / name)) as target:
            source.backup(target)


@contextmanager
def snapshot(folder: Path) -> Iterator[Path]:
    """data.db as it stands at one moment, in a file of its own for the block, while others write.

    The copy is made in steps within one read transaction: nobody waits for it, and it does not begin anew.
    """
    path = folder / SNAPSHOT
    with plain_errors(), alone(path):
        clear(folder)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
        try:
            with closing(connect(folder / DATA, durable=False)) as source, closing(sqlite3.connect(path)) as target:
                target.execute("PRAGMA synchronous=OFF")  # it is read at once, and worth nothing after a crash
                source.execute("BEGIN")
                source.execute("SELECT 1 FROM tenant LIMIT 1").fetchall()
                source.backup(target, pages=STEP_PAGES)
                source.execute("ROLLBACK")
            yield path
        finally:
            clear(folder)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """The block, in one process at a time for this path. Raises Busy where another one is in it."""
    with keyrows.plain_errors():
        file = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            raise Busy("another process is at this already", hint="wait for it to finish") from None
    try:
        yield
    finally:
        os.close(file)


def clear(folder: Path) -> None:
    """Remove what a crash left of a snapshot."""
    for journal in ("", "-journal", "-wal", "-shm"):
        (folder / f"{SNAPSHOT}{journal}").unlink(missing_ok=True)


def held(path: Path) -> tuple[str, tuple[Held, ...]]:
    """The schema of a copy of data.db that nobody writes to, and what each tenant has in it."""
    with plain_errors(), closing(_still(path)) as link:
        (schema,) = link.execute("SELECT version_num FROM alembic_version").fetchone()
        tenants = link.execute("SELECT tenant, size FROM tenant ORDER BY tenant").fetchall()
        return str(schema), tuple(
            Held(tenant, size, *(_count(link, table, tenant) for table in ("message", "subject")))
            for tenant, size in tenants
        )


def sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a copy that nobody writes to."""
    with plain_errors(), closing(_still(path)) as link:
        return bool(link.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def slots(folder: Path) -> tuple[bytes, int, dict[int, int]]:
    """Of the key store in a folder: its id, its generation, and the next free slot of each tenant."""
    with keyrows.plain_errors(), closing(keyrows.existing(folder)) as link:
        link.execute("BEGIN")
        store, generation = keyrows.identity(link)
        return store, generation, dict(link.execute("SELECT tenant, next_slot FROM tenant"))


def keys(place: Path, to: Path) -> None:
    """The key store and its epoch of a further place, in another folder; where a power cut broke off their renewal,
    those that were to be replaced or those that were to stand there. Raises StorageFailed, Tampered.
    """
    with keyrows.plain_errors():
        path, found = _pair(place)
        with closing(_open(path)) as link:
            identity = keyrows.copy(link, to / keyrows.FILE)
        if identity != (found.store, found.generation):  # renewed meanwhile
            raise Tampered("the epoch file in this folder does not belong to its key store", hint=epoch.RESTORE)
        epoch.durable(to / epoch.NAME, epoch.encode(found))
        epoch.sync_folder(to)


def _pair(place: Path) -> tuple[Path, epoch.Epoch]:
    """A whole key store in a folder, and the epoch that belongs to it."""
    wrong: Exception = StorageFailed("there are no keys in this folder", hint="--keys names one of keys.copies")
    for name in places.NAMES:
        path = place / name
        if not path.exists():
            continue
        try:
            with closing(_open(path)) as link:
                keyrows.sound(link)
                found = epoch.find(place, *keyrows.identity(link))
        except (sqlite3.Error, Tampered) as error:
            wrong = error
            continue
        if found is not None:
            return path, found
        wrong = Tampered("the epoch file in this folder does not belong to its key store", hint=epoch.RESTORE)
    raise wrong


def _open(path: Path) -> sqlite3.Connection:
    """A key store as it lies; that of an installation, which may be open, with its journal."""
    if path.with_name(DATA).exists():
        return sqlite3.connect(path)
    return _still(path)


def write(path: Path, pieces: Iterator[bytes]) -> None:
    """A new private file of these pieces, on the disk."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with keyrows.plain_errors(), os.fdopen(file, "wb") as out:
        for piece in pieces:
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())


def _still(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _count(link: sqlite3.Connection, table: str, tenant: int) -> int:
    return int(link.execute(f"SELECT count(*) FROM {table} WHERE tenant = ?", (tenant,)).fetchone()[0])  # noqa: S608
