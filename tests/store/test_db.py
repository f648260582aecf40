"""Views and transactions: all or nothing, in their order, and every failure one sentence without a value."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

from privet.errors import Busy, NotFound, StorageFailed
from privet.store import db, messages, outbox
from privet.store import journals as kept
from privet.store.known import Bounded

TAKING = """
import fcntl, sys
for name in sys.argv[1:]:
    with open(name, "r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print(name)
"""
"""A process of its own: which of the files someone else holds a lock on."""


@pytest.mark.parametrize(
    ("said", "kind", "sentence"),
    [
        ("database is locked", Busy, "another process"),
        ("database is busy", Busy, "another process"),
        ("database or disk is full", StorageFailed, "disk is full"),
        ("attempt to write a readonly database", StorageFailed, "cannot be written"),
        ("unable to open database file", StorageFailed, "cannot be written"),
        ("database disk image is malformed", StorageFailed, "damaged"),
        ("file is not a database", StorageFailed, "damaged"),
    ],
)
def test_what_sqlite_says_becomes_a_sentence_and_a_way_out(said: str, kind: type, sentence: str) -> None:
    with pytest.raises(kind, match=sentence) as error, db.plain_errors():
        raise sqlite3.OperationalError(said)
    assert error.value.hint
    assert error.value.__suppress_context__


def test_what_nobody_foresaw_stays_as_it_is() -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), db.plain_errors():
        raise sqlite3.OperationalError("no such table: x")


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 20, 21, 64, 67, 150])
def test_many_rows_take_few_statements(installation, count: int) -> None:
    rows = [(installation.tenant, 70_000 + number % 7, number.to_bytes(16, "big")) for number in range(count)]
    asked: list[str] = []
    with installation.app.store.write(installation.tenant) as tx:
        installation.app.store.index.set_trace_callback(asked.append)
        tx.index_many("INSERT OR IGNORE INTO identity (tenant, tag, ref) VALUES (?, ?, ?)", [*rows, *rows])
        installation.app.store.index.set_trace_callback(None)
        there = tx.index_rows("SELECT * FROM identity WHERE tag BETWEEN 70000 AND 70007 ORDER BY ref")
        tx.index_many("DELETE FROM identity WHERE tenant = ? AND tag = ? AND ref = ?", rows)
        assert not tx.index_rows("SELECT * FROM identity WHERE tag BETWEEN 70000 AND 70007")
    assert there == rows
    assert len(asked) <= 10 + 2 * count // 32  # the beginning is one of them


def test_a_transaction_that_fails_leaves_nothing(installation) -> None:
    before = installation.entries()

    def fails() -> None:
        with installation.app.store.write(installation.tenant) as tx:
            tx.run("UPDATE tenant SET name = 'changed'")
            tx.record(b"entry")
            tx.index_many("INSERT INTO identity VALUES (?, ?, ?)", [(tx.tenant, 70_000, bytes(16))])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert installation.app.tenant("demo").id == installation.tenant
    assert installation.entries() == before
    assert installation.app.store.index.execute("SELECT count(*) FROM identity WHERE tag = 70000").fetchone() == (0,)
    assert installation.receive("hello").outcome == "stored"


def test_a_founding_that_fails_leaves_nothing(installation) -> None:
    def fails() -> None:
        with installation.app.store.founding() as tx:
            assert tx.tenant == installation.tenant + 1
            tx.keys.add_tenant(tx.tenant)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert installation.receive("hello").outcome == "stored"


def test_a_view_does_not_write_and_sees_one_moment(installation) -> None:
    store = installation.app.store
    other = kept.connect(installation.folder / db.DATA, durable=False)
    with store.view(installation.tenant) as view:
        before = view.row("SELECT size FROM tenant WHERE tenant = ?", (view.tenant,))
        other.execute("UPDATE tenant SET size = size + 1")
        assert view.row("SELECT size FROM tenant WHERE tenant = ?", (view.tenant,)) == before
        assert not hasattr(view, "run")
    other.execute("UPDATE tenant SET size = size - 1")
    other.close()


def test_a_tenant_that_is_not_there_is_not_found(installation) -> None:
    for way in (installation.app.store.view, installation.app.store.write):
        with pytest.raises(NotFound), way(installation.tenant + 7):
            pass


def test_a_writer_waits_for_another_and_then_says_so(installation, monkeypatch) -> None:
    installation.app.store.data.execute("PRAGMA busy_timeout = 20")
    other = kept.connect(installation.folder / db.DATA, durable=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        installation.receive("hello")
    other.execute("ROLLBACK")
    other.close()
    assert installation.receive("hello").outcome == "stored"


def test_a_bounded_memory_forgets_the_oldest() -> None:
    memory: Bounded[int, int] = Bounded(16)
    for number in range(40):
        memory.put(number, number)
        assert len(memory) <= 16
    assert memory.get(0) is None
    assert memory.get(39) == 39
    memory.clear()
    assert len(memory) == 0


def test_a_page_and_what_is_due_are_found_by_their_index(installation) -> None:
    """The planner once walked every message of the tenant for a page of one conversation: 44 ms instead of 5."""
    seen: list[str] = []
    with installation.app.store.view(installation.tenant) as view:
        installation.app.store.data.set_trace_callback(seen.append)
        messages.of(view, bytes(16), bytes(16))
        outbox.in_state(view, "queued", 0)
        installation.app.store.data.set_trace_callback(None)
        plans = [" ".join(row[3] for row in view.rows(f"EXPLAIN QUERY PLAN {one}")) for one in seen]
    assert "SCAN" not in plans[0], plans
    assert "mark USING PRIMARY KEY (tenant=? AND conversation=? AND tag=? AND ref>?)" in plans[0], plans
    assert "outbox_by_state" in plans[1], plans


def test_long_journals_are_copied_back_beside_whoever_writes_and_begin_anew(installation, monkeypatch) -> None:
    store, journals = installation.app.store, kept.Journals(installation.app.folder)
    assert journals.fold() == [], "they are short"
    monkeypatch.setattr(kept, "FOLD_PAGES", 1)
    for _ in range(5):
        installation.receive("I am ana@example.com")
    long, size = journals.unfolded(db.DATA), (installation.app.folder / f"{db.DATA}-wal").stat().st_size
    assert 0 < long <= size // kept.PAGE
    assert journals.fold() == [db.DATA, db.INDEX]
    assert journals.unfolded(db.DATA) == 0
    assert journals.fold() == []
    store.folded([db.DATA, db.INDEX])
    installation.receive("once more")
    assert 0 < journals.unfolded(db.DATA) < long, "the journal began anew"
    assert (installation.app.folder / f"{db.DATA}-wal").stat().st_size == size


def test_where_much_is_written_the_journal_is_made_long_before_commits_have_to(
    installation, monkeypatch, tmp_path
) -> None:
    store, journals = installation.app.store, kept.Journals(installation.app.folder)
    file = installation.app.folder / f"{db.DATA}-wal"
    monkeypatch.setattr(kept, "LONG_PAGES", 300)
    installation.receive("I am ana@example.com")
    assert not journals.short(), "little was written"
    monkeypatch.setattr(kept, "MUCH_PAGES", 1)
    assert journals.short()
    store.lengthen()
    size = file.stat().st_size
    assert size >= 300 * kept.PAGE
    assert not journals.short(), "it is long"
    monkeypatch.setattr(kept, "FOLD_PAGES", 1)
    store.folded(journals.fold())
    for number in range(5):
        installation.receive(f"{number}: I am ana@example.com")
    assert file.stat().st_size == size
    # As after a power cut: what is on the disk says the same to whoever opens it.
    subprocess.run(["cp", str(installation.app.folder / db.DATA), str(file), str(tmp_path)], check=True)
    link = sqlite3.connect(tmp_path / db.DATA)
    assert link.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert link.execute("SELECT count(*) FROM message").fetchone() == (6,)
    assert link.execute("SELECT count(*) FROM sqlite_master WHERE name = 'room'").fetchone() == (0,)
    link.close()


def test_a_disk_too_small_for_a_long_journal_takes_messages_still(installation, monkeypatch) -> None:
    def small(path, *, durable: bool, connect=kept.connect) -> sqlite3.Connection:  # type: ignore[no-untyped-def]
        link = connect(path, durable=durable)
        link.execute("PRAGMA max_page_count=100")
        return link

    installation.receive("I am ana@example.com")
    monkeypatch.setattr(kept, "connect", small)
    with pytest.raises(StorageFailed, match="full"):
        installation.app.store.lengthen()
    installation.receive("once more")
    assert not kept.Journals(installation.app.folder / "nowhere").short()


def test_as_many_pages_are_told_as_sqlite_tells(installation) -> None:
    """The judge: SQLite's own count of a journal's frames, in every generation and before the first."""
    app = installation.app
    for turn in range(6):
        installation.receive(f"{turn}: " + "I am ana@example.com. " * (60 if turn == 1 else 1))
        told = app.store.data.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1]
        assert kept.generation(app.folder / db.DATA)[1] == told
    app.store.data.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert kept.generation(app.folder / db.DATA) == (b"", 0)
    assert kept.generation(app.folder / "none.db") == (b"", 0)


def test_a_journal_that_cannot_be_copied_back_waits_for_a_commit(installation, monkeypatch) -> None:
    monkeypatch.setattr(kept, "FOLD_PAGES", 1)
    installation.receive("I am ana@example.com")
    journals = kept.Journals(installation.app.folder)
    monkeypatch.setattr(kept, "connect", lambda *args, **named: sqlite3.connect("file:/none?mode=ro", uri=True))
    assert journals.fold() == [db.DATA, db.INDEX]
    assert journals.unfolded(db.DATA) > 0


def test_keeping_journals_short_gives_up_no_lock(installation, monkeypatch) -> None:
    """It did once: another process then cut what this one had mapped (SIGBUS), and writers stood still."""
    app = installation.app
    files = [str(app.folder / f"{name}{end}") for name in (db.DATA, db.INDEX) for end in ("", "-shm")]

    def held() -> list[str]:
        done = subprocess.run([sys.executable, "-c", TAKING, *files], capture_output=True, text=True, timeout=60)
        return done.stdout.splitlines()

    monkeypatch.setattr(kept, "FOLD_PAGES", 1)
    installation.receive("I am ana@example.com")
    assert held() == files
    assert kept.Journals(app.folder).fold() == [db.DATA, db.INDEX]
    app.store.folded([db.DATA, db.INDEX])
    assert held() == files


def test_the_index_is_tidy_only_when_nobody_reads_what_it_held(installation) -> None:
    store, journal = installation.app.store, installation.app.folder / f"{db.INDEX}-wal"
    installation.receive("I am ana@example.com")
    reader = sqlite3.connect(installation.app.folder / db.INDEX, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM identity").fetchone()
    installation.receive("I am bob@example.com", "+15550101")
    assert not store.tidy_index()
    assert journal.stat().st_size
    assert store.index.execute("PRAGMA busy_timeout").fetchone() == (kept.WAIT_S * 1000,)
    reader.close()
    assert store.tidy_index()
    assert journal.stat().st_size == 0
