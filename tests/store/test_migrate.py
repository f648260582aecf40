"""Opening older, newer, foreign and broken files: brought up to date, or one sentence that says what to do."""

from __future__ import annotations

import secrets
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from privet.acts import read as reading
from privet.acts.receive import receive
from privet.acts.reveal import reveal
from privet.acts.verify import verify
from privet.app import Privet, open_privet
from privet.app import closing as closing_app
from privet.core.decision import LOCAL, Actor
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.errors import BadInput, Busy, NotReady, StorageFailed
from privet.plugins.keys.keyfile import KeyFile
from privet.store import migrate as migrating
from privet.store.db import DATA, INDEX, connect
from privet.store.migrate import BEFORE, INDEX_VERSION, REVISION, REVISIONS, migrate, revision, rollback

NOON = 1_795_262_400_000  # when the samples were written
PRIVACY = Actor("operator", "paul", frozenset({"privacy"}))


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
    for step, listed, by_index in (
        (lambda: rollback(tmp_path, "0001"), [], 1),
        (lambda: migrate(tmp_path), [(b"\xcc", b"\xaa")], 0),
    ):
        step()
        with sqlite3.connect(tmp_path / DATA) as link:
            assert (link.execute(rows).fetchall(), len(link.execute(index).fetchall())) == (listed, by_index)
        link.close()


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


def test_a_step_waits_for_nobody_and_changes_nothing_under_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "_TRIES", 2)
    migrate(tmp_path)
    with closing(connect(tmp_path / DATA, durable=False)) as server:
        server.execute("SELECT * FROM tenant").fetchall()
        with pytest.raises(Busy, match="another process has this installation open"):
            rollback(tmp_path, REVISIONS[0])
    assert revision(tmp_path) == REVISION
    assert not (tmp_path / BEFORE).exists()


def test_a_step_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    _sample("0001", tmp_path)
    before = _tables(tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / DATA) as link:
        link.execute("CREATE TABLE job (already INTEGER)")  # what the step makes last is there: it fails half way
    link.close()
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(tmp_path / "data")
    assert {name for name, _ in _tables(tmp_path / "data")} - {name for name, _ in before} == {"job"}
    assert revision(tmp_path / "data") == "0001"


def test_only_an_earlier_schema_can_be_gone_back_to(tmp_path: Path) -> None:
    migrate(tmp_path)
    for to in (REVISION, "9999", "base", "-1"):
        with pytest.raises(BadInput, match="cannot go back"):
            rollback(tmp_path, to)
    assert revision(tmp_path) == REVISION


SAMPLES = Path(__file__).parents[1] / "vectors/installations"
"""An installation as each earlier schema's own code wrote it: two people and what they said."""
SAID = {"I am ana@example.com, card 4111 1111 1111 1111", "call +44 7700 900123", "thanks"}


@pytest.mark.parametrize("older", REVISIONS[:-1])
def test_data_stays_readable_up_and_down(older: str, tmp_path: Path) -> None:
    root, data = _sample(older, tmp_path), tmp_path / "data"
    was = _tables(data)
    with _opened(data, root) as app:
        assert _texts(app) == SAID
        _receive(app, "written after the upgrade: eve@example.com")
    assert _tables(data) != was
    assert (data / BEFORE).stat().st_mode & 0o777 == 0o600
    assert revision(data) == REVISION
    rollback(data, older)
    assert (revision(data), _tables(data)) == (older, was)
    kept = {row for row in _rows(data, "message") if row in _rows(data, "message", BEFORE)}
    assert len(kept) == len(SAID) + 1
    with _opened(data, root) as app:
        assert _texts(app) == {*SAID, "written after the upgrade: eve@example.com"}
        _receive(app, "and after going back and forth")
        assert not verify(app, app.tenant("demo").id).problems
    assert _texts_of(data, root) == {
        *SAID,
        "written after the upgrade: eve@example.com",
        "and after going back and forth",
    }


def test_what_trials_of_bots_counted_is_counted_on_up_and_down(tmp_path: Path) -> None:
    migrate(tmp_path)
    rollback(tmp_path, "0022")
    row = (1, b"b" * 16, "updates", 7)
    with closing(sqlite3.connect(tmp_path / DATA)) as link, link:
        columns = [name for _, name, *_ in link.execute("PRAGMA table_info(bot)")]
        values = [1, row[1], *(b"" for _ in columns[2:])]
        link.execute(f"INSERT INTO bot VALUES ({','.join('?' * len(columns))})", values)
        link.execute("INSERT INTO bot_trial VALUES (?, ?, ?, ?)", row)
    migrate(tmp_path)
    assert _rows(tmp_path, "trial") == [(1, row[1], "came", 7)]
    with closing(sqlite3.connect(tmp_path / DATA)) as link, link:
        link.execute("INSERT INTO trial VALUES (1, ?, 'came', 9)", (b"l" * 16,))  # a line's
    rollback(tmp_path, "0022")
    assert _rows(tmp_path, "bot_trial") == [row]


def test_every_earlier_schema_has_its_sample() -> None:
    assert {path.name.split(".")[0] for path in SAMPLES.iterdir()} == set(REVISIONS[:-1])


def _sample(older: str, folder: Path) -> KeyFile:
    with tarfile.open(SAMPLES / f"{older}.tar.xz") as archive:
        archive.extractall(folder)  # our own; Python 3.11.0 to 3.11.3 know no filter
    return KeyFile.open(folder / "root.key", folder / "data", secrets.token_bytes)


@contextmanager
def _opened(data: Path, root: KeyFile) -> Iterator[Privet]:
    with closing_app(open_privet(data, root)) as app:
        app.clock = lambda: NOON
        yield app


def _receive(app: Privet, text: str) -> None:
    message = Inbound("loopback", Plain("c"), Plain("+12025550103"), Plain(text), NOON)
    (received,) = receive(app, app.tenant("demo").id, [message], LOCAL)
    assert received.outcome == "stored"


def _texts(app: Privet) -> set[str]:
    """Every message of tenant `demo` as it was written."""
    tenant, found = app.tenant("demo").id, set()
    for conversation in reading.conversations(app, tenant, LOCAL):
        for one in reading.conversation(app, tenant, conversation.id, LOCAL):
            text = one.text.text if one.text else ""
            for token in one.tokens:
                value = reveal(app, tenant, token.id, "fraud", Plain("x"), actor=PRIVACY, factor_age_s=1).value
                text = text.replace(token.text, value.expose())
            found.add(text)
    return found


def _texts_of(data: Path, root: KeyFile) -> set[str]:
    with _opened(data, root) as app:
        return _texts(app)


def _rows(data: Path, table: str, name: str = DATA) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / name)) as link:
        return link.execute(f"SELECT * FROM {table}").fetchall()


def _tables(data: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(data / DATA)) as link:
        held = link.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {(name, " ".join(sql.split())) for name, sql in held}
