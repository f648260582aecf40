"""Bringing the files up to what this code speaks, or back to what an older one speaks: data.db by Alembic, index.db by
building it anew.

A step is one transaction under SQLite's exclusive lock, so that no other process works on a schema that changes under
it, and a copy of data.db as it was lies beside it: sealed as the database is, and unreadable where keys were destroyed.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from privet.errors import BadInput, Busy, NotReady, StorageFailed
from privet.store.db import DATA, INDEX, connect, plain_errors
from privet.store.keyrows import FILE as KEYS

_HERE = Path(__file__).parent / "migrations"

REVISIONS = tuple(sorted(path.name[:4] for path in (_HERE / "versions").glob("[0-9]*.py")))
"""Every Alembic revision there is, oldest first."""

REVISION = REVISIONS[-1]
"""The Alembic revision this code speaks; an older file is brought up to it."""

INDEX_VERSION = 3
"""`PRAGMA user_version` of index.db; another number means: drop it and build it again from the data. It grows with the
tables, and with what a tag is made of: 2 has the spelling of a mention by its kind (`core.identity.spelled`), 3 the
words of messages (`core.sought.words`)."""

BEFORE = f"{DATA}.before"
"""data.db as it was before the last step; the next step replaces it, and whoever is content may remove it."""

_TRIES, _PAUSE_S = 50, 0.1


def revision(folder: Path) -> str | None:
    """The Alembic revision of data.db, or None when there is no such file yet, or nothing in it."""
    path = folder / DATA
    if not path.exists():
        return None
    with plain_errors():
        link = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)
        try:
            return _revision(link)
        finally:
            link.close()


def migrate(folder: Path) -> bool:
    """Bring both files up to date. True when index.db was made anew and must be built from the data."""
    if (folder / DATA).exists() and (folder / KEYS).exists() and revision(folder) is None:
        raise StorageFailed(
            "data.db is empty, and there are keys of what it held",
            hint="keep the folder as it is and restore the last backup; `privet doctor` names the file",
        )
    for name in (DATA, INDEX):
        if not (folder / name).exists():
            with plain_errors():
                connect(folder / name, durable=True).close()  # an empty file has its size of pages from here on
    at = revision(folder)
    if at != REVISION:
        if at is not None and at not in REVISIONS:
            raise NotReady(
                f"this data folder was written by a newer Privet (schema {at})",
                hint="install that version or a newer one; `privet rollback` of the newer one goes back to this one",
            )
        _step(folder, REVISION, lambda command, config: command.upgrade(config, "head"))
    return _index(folder)


def rollback(folder: Path, to: str) -> None:
    """Take data.db back to the revision `to`; what that one has no table for is only in the copy afterwards.

    Raises BadInput where `to` is no earlier revision than that of the file.
    """
    at = revision(folder) or REVISIONS[0]
    earlier = [one for one in REVISIONS if one < at]
    if to not in earlier:
        raise BadInput(f"schema {at} cannot go back to that", hint=f"earlier ones are: {', '.join(earlier) or 'none'}")
    _step(folder, to, lambda command, config: command.downgrade(config, to))


def _step(folder: Path, to: str, run: Callable[[Any, Any], None]) -> None:
    # Alembic is imported only here: a start without a migration does not pay for it.
    import alembic.command
    import alembic.config
    import sqlalchemy

    config = alembic.config.Config()
    config.set_main_option("script_location", str(_HERE))
    new = revision(folder) is None
    with plain_errors():
        link = _alone(folder, to)
        if link is None:
            return
        engine = sqlalchemy.create_engine("sqlite://", creator=lambda: link, poolclass=sqlalchemy.StaticPool)
        try:
            if not new:
                _copy(link, folder / BEFORE)
            with engine.begin() as config.attributes["connection"]:
                link.execute("BEGIN IMMEDIATE")  # sqlite3 would begin none for a CREATE TABLE
                run(alembic.command, config)
        except sqlalchemy.exc.DBAPIError as error:
            raise error.orig or error from None
        finally:
            engine.dispose()
            link.close()
    (folder / DATA).chmod(0o600)


def _alone(folder: Path, to: str) -> sqlite3.Connection | None:
    """data.db, for this connection alone; None when another process has made the step meanwhile."""
    link = sqlite3.connect(folder / DATA, timeout=0, isolation_level=None, check_same_thread=False)
    for _ in range(_TRIES):
        try:
            # Taken when nobody else has the file open, and kept beyond the transaction: a copy is not made within one.
            link.execute("PRAGMA locking_mode=EXCLUSIVE")
            link.execute("BEGIN EXCLUSIVE")
            link.execute("COMMIT")
            if _tables(link) and _revision(link) == to:
                link.close()
                return None
            return link
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                link.close()
                raise
            if revision(folder) == to:
                link.close()
                return None
            time.sleep(_PAUSE_S)
    link.close()
    raise Busy(
        "the schema is to be changed, and another process has this installation open",
        hint="stop the server and every other command on it, then run this again",
    )


def _copy(link: sqlite3.Connection, path: Path) -> None:
    """The whole of data.db beside it, readable by its owner alone, and on the disk."""
    try:
        path.unlink(missing_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
        copy = sqlite3.connect(path, isolation_level=None)
        try:
            link.backup(copy)
        finally:
            copy.close()
        for held in (path, path.parent):
            file = os.open(held, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _tables(link: sqlite3.Connection) -> bool:
    return link.execute("SELECT 1 FROM sqlite_master").fetchone() is not None


def _revision(link: sqlite3.Connection) -> str | None:
    try:
        row = link.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            if not _tables(link):
                return None  # a crash came before the first table
            raise StorageFailed(
                "data.db is no database of Privet's",
                hint="point --data at another folder, or restore the last backup",
            ) from None
        raise
    return str(row[0]) if row else None


def _index(folder: Path) -> bool:
    with plain_errors():
        link = sqlite3.connect(folder / INDEX, isolation_level=None, timeout=20)
        try:
            if link.execute("PRAGMA user_version").fetchone()[0] == INDEX_VERSION:
                return False
            from sqlalchemy.dialects import sqlite
            from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

            from privet.store import schema

            link.execute("BEGIN IMMEDIATE")
            if link.execute("PRAGMA user_version").fetchone()[0] == INDEX_VERSION:  # another process was quicker
                link.execute("ROLLBACK")
                return False
            for table in schema.index.sorted_tables:
                link.execute(f"DROP TABLE IF EXISTS {table.name}")
                made: list[ExecutableDDLElement] = [CreateTable(table), *map(CreateIndex, table.indexes)]
                for one in made:
                    link.execute(str(one.compile(dialect=sqlite.dialect())))
            link.execute(f"PRAGMA user_version = {INDEX_VERSION}")
            link.execute("COMMIT")
        finally:
            link.close()
    (folder / INDEX).chmod(0o600)
    return True
