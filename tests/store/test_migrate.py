"""Opening older, newer, foreign and broken files: brought up to date, or one sentence that says what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import alembic.command
import alembic.config
import pytest
import sqlalchemy

from privet.errors import NotReady, StorageFailed
from privet.store import migrate as migrating
from privet.store.db import DATA, INDEX, connect
from privet.store.migrate import INDEX_VERSION, REVISION, migrate, revision


def test_new_files_are_made_private_and_only_once(tmp_path: Path) -> None:
    assert revision(tmp_path) is None
    assert migrate(tmp_path)
    assert revision(tmp_path) == REVISION
    assert not migrate(tmp_path)
    for name in (DATA, INDEX):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_what_a_crash_left_before_the_first_table_is_gone_on_with(tmp_path: Path) -> None:
    connect(tmp_path / DATA, durable=True).close()
    assert migrate(tmp_path)
    assert revision(tmp_path) == REVISION


def test_messages_of_the_first_schema_are_listed_in_the_second_and_back(tmp_path: Path) -> None:
    migrate(tmp_path)
    rows = "SELECT conversation, ref FROM mark WHERE tag = 0"
    index = "SELECT 1 FROM sqlite_master WHERE name = 'message_by_conversation'"
    with sqlite3.connect(tmp_path / DATA) as link:
        link.execute("INSERT INTO message VALUES (1, x'aa', x'cc', x'bb', 1, 0, x'00')")
        link.execute("INSERT INTO mark VALUES (1, x'cc', 0, x'aa', 0, 0, 0)")
    link.close()
    for step, listed, by_index in (("0001", [], 1), ("0002", [(b"\xcc", b"\xaa")], 0)):
        _step(tmp_path, step)
        with sqlite3.connect(tmp_path / DATA) as link:
            assert (link.execute(rows).fetchall(), len(link.execute(index).fetchall())) == (listed, by_index)
        link.close()


def _step(folder: Path, to: str) -> None:
    config = alembic.config.Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    engine = sqlalchemy.create_engine(f"sqlite:///{folder / DATA}")
    with engine.begin() as link:
        config.attributes["connection"] = link
        (alembic.command.downgrade if to == "0001" else alembic.command.upgrade)(config, to)
    engine.dispose()


def test_an_index_of_another_version_is_made_anew(tmp_path: Path) -> None:
    migrate(tmp_path)
    with sqlite3.connect(tmp_path / INDEX) as link:
        link.execute("INSERT INTO identity VALUES (1, 2, x'00')")
        link.execute(f"PRAGMA user_version = {INDEX_VERSION + 1}")
    link.close()
    assert migrate(tmp_path)
    with sqlite3.connect(tmp_path / INDEX) as link:
        assert link.execute("SELECT count(*) FROM identity").fetchone() == (0,)
    link.close()


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    migrate(tmp_path)
    with sqlite3.connect(tmp_path / DATA) as link:
        link.execute("UPDATE alembic_version SET version_num = '9999'")
    link.close()
    with pytest.raises(NotReady, match="newer Privet"):
        migrate(tmp_path)
    assert revision(tmp_path) == "9999"


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / DATA) as link:
        link.execute("CREATE TABLE pictures (x)")
    link.close()
    with pytest.raises(StorageFailed, match=r"no database of Privet's"):
        migrate(tmp_path)


@pytest.mark.parametrize("name", [DATA, INDEX])
def test_a_broken_file_says_so(tmp_path: Path, name: str) -> None:
    migrate(tmp_path)
    (tmp_path / name).write_bytes(b"this is no database at all" * 400)
    with pytest.raises(StorageFailed, match="damaged"):
        migrate(tmp_path)
