"""Bringing the files up to what this code speaks: data.db by Alembic, index.db by building it anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from privet.errors import NotReady, StorageFailed
from privet.store.db import DATA, INDEX, plain_errors

REVISION = "0002"
"""The Alembic revision this code speaks; an older file is brought up to it."""

INDEX_VERSION = 1
"""`PRAGMA user_version` of index.db; another number means: drop it and build it again from the data."""


def revision(folder: Path) -> str | None:
    """The Alembic revision of data.db, or None when there is no such file yet."""
    path = folder / DATA
    if not path.exists():
        return None
    with plain_errors():
        link = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)
        try:
            row = link.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                raise StorageFailed(
                    "data.db is no database of Privet's",
                    hint="point --data at another folder, or restore the last backup",
                ) from None
            raise
        finally:
            link.close()
    return str(row[0]) if row else None


def migrate(folder: Path) -> bool:
    """Bring both files up to date. True when index.db was made anew and must be built from the data."""
    at = revision(folder)
    if at != REVISION:
        _upgrade(folder, at)
    return _index(folder)


def _upgrade(folder: Path, at: str | None) -> None:
    # Alembic is imported only here: a start without a migration does not pay for it.
    import alembic.command
    import alembic.config
    import alembic.util
    import sqlalchemy.exc

    config = alembic.config.Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = sqlalchemy.create_engine(f"sqlite:///{folder / DATA}")
    try:
        with plain_errors(), engine.begin() as link:
            config.attributes["connection"] = link
            alembic.command.upgrade(config, "head")
    except alembic.util.CommandError:
        raise NotReady(
            f"this data folder was written by a newer Privet (schema {at})", hint="install that version or a newer one"
        ) from None
    except sqlalchemy.exc.DBAPIError as error:
        with plain_errors():
            raise error.orig or error from None
    finally:
        engine.dispose()
    (folder / DATA).chmod(0o600)


def _index(folder: Path) -> bool:
    with plain_errors():
        link = sqlite3.connect(folder / INDEX, isolation_level=None, timeout=20)
        try:
            if link.execute("PRAGMA user_version").fetchone()[0] == INDEX_VERSION:
                return False
            from sqlalchemy.dialects import sqlite
            from sqlalchemy.schema import CreateTable

            from privet.store import schema

            link.execute("BEGIN IMMEDIATE")
            if link.execute("PRAGMA user_version").fetchone()[0] == INDEX_VERSION:  # another process was quicker
                link.execute("ROLLBACK")
                return False
            for table in schema.index.sorted_tables:
                link.execute(f"DROP TABLE IF EXISTS {table.name}")
                link.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
            link.execute(f"PRAGMA user_version = {INDEX_VERSION}")
            link.execute("COMMIT")
        finally:
            link.close()
    (folder / INDEX).chmod(0o600)
    return True
