"""The ledger of a real installation, attacked in its database: `verify` and the stranger's verifier name what was
changed, and nothing that does not continue what was signed is ever signed.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from privet import jobs
from privet.acts import export as exporting
from privet.acts import operator as operators
from privet.acts import rule
from privet.acts.checkpoint import checkpoint, cosigners, due, vkeys
from privet.acts.verify import Verdict, verify
from privet.core.decision import LOCAL
from privet.core.entry import packed, unpacked
from privet.core.merkle import leaf_hash, verify_inclusion
from privet.core.note import open_note
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound, NotReady, Tampered
from privet.store import ledger, tenants

VERIFIER = Path(__file__).parents[2] / "verifier" / "privet_verify.py"
SIZE = 600
MAIL = "ann@example.com"


def fill(installation: Any, size: int) -> None:
    """Receive messages until the ledger has `size` entries."""
    have = len(installation.entries())
    installation.batch([installation.inbound(f"message {number}") for number in range(have, size)])


def signed(installation: Any, **more: Any) -> str:
    return checkpoint(installation.app, installation.tenant, **more)


def checked(installation: Any) -> Verdict:
    return verify(installation.app, installation.tenant)


def exported(installation: Any) -> bytes:
    return b"".join(exporting.export(installation.app, installation.tenant))


def stranger(installation: Any, tmp_path: Path, *more: str) -> tuple[int, str]:
    """Exit code and output of the verifier on an export, with the keys known from before."""
    path = tmp_path / "ledger.txt"
    path.write_bytes(exported(installation))
    keys = [word for key in vkeys(installation.app, installation.tenant) for word in ("--key", key)]
    command = [sys.executable, "-I", str(VERIFIER), str(path), *keys, *more]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in run.stderr, run.stderr
    return run.returncode, run.stdout + run.stderr


def witnessed(installation: Any, folder: Path | str) -> None:
    """From now on there is a witness."""
    config = installation.app.config
    installation.app.config = replace(config, ledger=replace(config.ledger, witness=str(folder)))


class Thief:
    """Somebody with the database and without the keys."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def run(self, sql: str, *values: object) -> None:
        assert self.db.execute(sql, values).rowcount > 0, "the attack missed"

    def pack(self, holding: int) -> tuple[int, list[bytes]]:
        row = self.db.execute(
            "SELECT first, packed FROM entry_pack WHERE first <= ? ORDER BY first DESC LIMIT 1", (holding,)
        ).fetchone()
        return row[0], unpacked(row[1])

    def repack(self, first: int, entries: list[bytes]) -> None:
        self.run("UPDATE entry_pack SET packed = ?, count = ? WHERE first = ?", packed(entries), len(entries), first)

    def forge(self, at: int) -> bytes:
        """Another entry of the same form in place of entry `at`."""
        first, entries = self.pack(at)
        entries[at - first] = entries[at - first].replace(b'"outcome":"done"', b'"outcome":"denied"')
        self.repack(first, entries)
        return entries[at - first]

    def flip(self, at: int) -> None:
        first, entries = self.pack(at)
        entry = entries[at - first]
        entries[at - first] = entry[:9] + bytes([entry[9] ^ 1]) + entry[10:]
        self.repack(first, entries)

    def drop(self, at: int) -> None:
        first, entries = self.pack(at)
        del entries[at - first]
        self.repack(first, entries)

    def insert(self, at: int) -> None:
        first, entries = self.pack(at)
        entries.insert(at - first, entries[0])
        self.repack(first, entries)

    def move(self, at: int) -> None:
        first, entries = self.pack(at)
        entries[at - first : at - first + 2] = entries[at - first : at - first + 2][::-1]
        self.repack(first, entries)

    def cut(self, at: int) -> None:
        """End a bundle within its last entry."""
        first, entries = self.pack(at)
        self.run("UPDATE entry_pack SET packed = ? WHERE first = ?", packed(entries)[:-3], first)

    def hash(self, at: int, to: bytes) -> None:
        (tile,) = self.db.execute("SELECT hashes FROM tile WHERE level = 0 AND number = ?", (at // 256,)).fetchone()
        place = at % 256 * 32
        changed = tile[:place] + to + tile[place + 32 :]
        self.run("UPDATE tile SET hashes = ? WHERE level = 0 AND number = ?", changed, at // 256)

    def note(self, size: int, at: int) -> None:
        """Another letter at this place of a checkpoint."""
        (note,) = self.db.execute("SELECT note FROM checkpoint WHERE size = ?", (size,)).fetchone()
        changed = list(note)
        changed[at] = "A" if changed[at] != "A" else "B"
        self.run("UPDATE checkpoint SET note = ? WHERE size = ?", "".join(changed), size)

    def forge_both(self, at: int) -> None:
        self.hash(at, leaf_hash(self.forge(at)))


Attack = Callable[[Thief], object]

ATTACKS: dict[str, tuple[Attack, int, str, str]] = {
    "a byte of an entry is flipped": (lambda t: t.flip(40), 40, "entry 40", "entry 40"),
    "an entry is forged": (lambda t: t.forge(40), 40, "entry 40 is not the one", "entry 40 is not the one"),
    "an entry is dropped": (lambda t: t.drop(40), 40, "entry 40", "entry 40"),
    "an entry is inserted": (lambda t: t.insert(40), 40, "entry 40", "entry 40"),
    "an entry is moved": (lambda t: t.move(40), 40, "entry 40 ", "entry 40 "),
    "a bundle is cut short": (lambda t: t.cut(40), 256, "entry 256", "entry 256"),
    "a commit is taken away": (
        lambda t: t.run("DELETE FROM entry_pack WHERE first = 300"), 300, "entry 300", "entry 300",
    ),
    "the first commit is taken away": (
        lambda t: t.run("DELETE FROM entry_pack WHERE first = 0"), 0, "entry 0 is missing", "entry 0 ",
    ),
    "a stored hash is changed": (
        lambda t: t.hash(7, bytes(32)), 7, "the stored hash of entry 7", "the stored hash of entry 7",
    ),
    "an entry and its stored hash are changed": (
        lambda t: t.forge_both(40), 0, "entries 0 to 299", "entries 0 to 299",
    ),
    "an entry of the last tile is forged": (
        lambda t: t.forge(550), 300, "entries 300 to 599", "entries 300 to 599",
    ),
    "an entry of the last tile is dropped": (
        lambda t: t.drop(599), 300, "entries 300 to 599", "entries 300 to 599",
    ),
    "a signature is changed": (
        lambda t: t.note(300, -9), 0, "the checkpoint over 300 .* is not true", "300 entries has a false signature",
    ),
    "a root is changed": (
        lambda t: t.note(300, 40), 0, "the checkpoint over 300 .* is not true", "300 entries has a false signature",
    ),
    "a checkpoint is kept for another size": (
        lambda t: t.run("UPDATE checkpoint SET size = 299 WHERE size = 300"), 0, "another size", "another size",
    ),
    "the head is put back": (
        lambda t: t.run("UPDATE tenant SET size = 550"), 550, "entries 550 to 599 are missing",
        "entries 550 to 599 are missing",
    ),
}  # fmt: skip


@pytest.fixture
def filled(installation: Any) -> Any:
    """600 entries, with checkpoints over 300 and over all."""
    for size in (300, 520, SIZE):
        fill(installation, size)
        signed(installation)
    return installation


def attacked(installation: Any, attack: Attack) -> None:
    """What a thief did while nobody was looking; a new process looks at it."""
    with closing(sqlite3.connect(installation.folder / "data.db")) as db, db:
        attack(Thief(db))
    installation.reopen()


def test_a_whole_ledger_holds(filled: Any, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    verdict = verify(filled.app, filled.tenant, lambda *args: told.append(args))
    assert (verdict.entries, verdict.checkpoints, verdict.covered, verdict.tiles) == (SIZE, 2, SIZE, 2)
    assert (verdict.problems, verdict.seen, told[-1]) == ((), None, (SIZE, SIZE))
    code, text = stranger(filled, tmp_path)
    assert code == 0, text
    assert f"entries      {SIZE}" in text


@pytest.mark.parametrize("name", ATTACKS)
def test_what_was_changed_is_named(filled: Any, tmp_path: Path, name: str) -> None:
    attack, first, ours, theirs = ATTACKS[name]
    attacked(filled, attack)
    verdict = checked(filled)
    assert verdict.problems
    assert verdict.problems[0].first == first, verdict.problems
    assert re.search(ours, " ".join(one.what for one in verdict.problems)), verdict.problems
    code, text = stranger(filled, tmp_path)
    assert code == 1, text
    assert re.search(theirs, text), text


ONLY_OURS: dict[str, tuple[Attack, int, str]] = {
    "stored hashes are gone": (lambda t: t.run("DELETE FROM tile WHERE number = 1"), 256, "entries 256 to 511"),
    "there is a tile that should not be": (
        lambda t: t.run("INSERT INTO tile SELECT tenant, 0, 2, hashes FROM tile WHERE number = 1"), SIZE, "tile 0/2",
    ),
    "entries lie behind the head": (
        lambda t: t.run("INSERT INTO entry_pack SELECT tenant, 600, count, packed FROM entry_pack WHERE first = 520"),
        SIZE, "the rows hold 80 more",
    ),
    "a policy decides that nobody adopted": (
        lambda t: t.run("UPDATE policy SET version = 2"), 0, "version 1 of the policy, and another one decides",
    ),
}  # fmt: skip
"""What an export does not show, since every entry and every root is as it was signed."""


@pytest.mark.parametrize("name", ONLY_OURS)
def test_what_lies_about_in_the_store_is_named(filled: Any, name: str) -> None:
    attack, first, ours = ONLY_OURS[name]
    attacked(filled, attack)
    (problem,) = checked(filled).problems
    assert problem.first == first
    assert ours in problem.what


def test_a_change_of_rules_is_what_it_is_held_to(installation: Any) -> None:
    app, tenant = installation.app, installation.tenant
    with app.store.view(tenant) as view:
        files = tenants.policy(view).files
    files["policy.toml"] += "# looked through once more\n"
    rule.adopt(app, tenant, rule.propose(app, tenant, files, Plain("new"), LOCAL).version, Plain("new"), LOCAL)
    assert checked(installation).problems == ()


def test_a_head_that_does_not_continue_what_was_signed_is_not_signed(filled: Any) -> None:
    for attack in (lambda t: t.forge(550), lambda t: t.hash(7, bytes(32)), lambda t: t.run("UPDATE tenant SET size=9")):
        with closing(sqlite3.connect(filled.folder / "data.db")) as db:
            before = list(db.execute("SELECT * FROM entry_pack")), list(db.execute("SELECT * FROM tile"))
        attacked(filled, attack)
        with pytest.raises(Tampered):
            signed(filled)
        with closing(sqlite3.connect(filled.folder / "data.db")) as db, db:
            assert db.execute("SELECT max(size) FROM checkpoint").fetchone() == (SIZE,)
            db.execute("DELETE FROM entry_pack")
            db.execute("DELETE FROM tile")
            db.executemany("INSERT INTO entry_pack VALUES (?, ?, ?, ?)", before[0])
            db.executemany("INSERT INTO tile VALUES (?, ?, ?, ?)", before[1])
            db.execute("UPDATE tenant SET size = ?", (SIZE,))
        filled.reopen()
        assert not checked(filled).problems


def test_a_head_that_has_not_moved_is_signed_once(installation: Any) -> None:
    first = signed(installation)
    installation.clock.forward(minutes=5)
    assert signed(installation) == first
    installation.receive("hello")
    second = signed(installation)
    assert second != first
    keys = vkeys(installation.app, installation.tenant)
    assert open_note(second, keys).at == installation.clock.at // 1000
    with installation.app.store.view(installation.tenant) as view:
        assert list(ledger.checkpoints(view)) == [(2, second)], "one a tile is kept"


def test_the_settings_say_when_a_checkpoint_is_due(installation: Any) -> None:
    def is_due() -> bool:
        return due(installation.app, installation.tenant)

    config = installation.app.config
    limits = replace(config.ledger, checkpoint_entries=3, checkpoint_seconds=60)
    installation.app.config = replace(config, ledger=limits)
    assert is_due(), "nothing is signed yet"
    jobs.tick(installation.app)
    installation.clock.forward(minutes=5)
    assert not is_due(), "nothing is new"
    jobs.at_stop(installation.app)
    installation.receive("hello")
    assert is_due(), "five minutes have passed"
    jobs.tick(installation.app)
    installation.receive("hello")
    assert not is_due(), "no time has passed"
    installation.receive("hello")
    installation.receive("hello")
    assert is_due(), "three entries are new"
    jobs.tick(installation.app)
    assert checked(installation).covered == len(installation.entries())


def test_one_ledger_that_cannot_be_signed_keeps_no_other_from_it(installation: Any) -> None:
    other = installation.add_tenant("other")
    jobs.at_stop(installation.app)
    for tenant in (installation.tenant, other):
        installation.batch([installation.inbound("hello")], tenant)
    attacked(installation, lambda t: t.run("UPDATE tenant SET size = 0 WHERE name = 'demo'"))
    with pytest.raises(Tampered):
        jobs.at_stop(installation.app)
    assert verify(installation.app, other).covered == 2


def test_without_its_key_nothing_is_signed(installation: Any) -> None:
    attacked(installation, lambda t: t.run("UPDATE tenant SET ledger_slot = 999999"))
    with pytest.raises(Tampered, match="is not there"):
        signed(installation)


def test_a_ledger_without_entries_or_checkpoints(installation: Any, tmp_path: Path) -> None:
    assert checked(installation).problems == ()
    gone = [f"DELETE FROM {name}" for name in ("entry_pack", "tally", "entry_about")]
    attacked(installation, lambda t: [t.run(one) for one in (*gone, "UPDATE tenant SET size = 0")])
    assert not due(installation.app, installation.tenant)
    assert checked(installation).problems == ()


class TestWitness:
    def test_it_signs_what_only_grew(self, installation: Any, tmp_path: Path) -> None:
        first = signed(installation)
        witnessed(installation, tmp_path / "witness")
        assert checked(installation).seen is None
        note = signed(installation)
        assert note.startswith(first.partition("\n\n")[0]), "the same head, now with the witness's line"
        assert signed(installation) == note
        fill(installation, 300)
        note = signed(installation)
        assert len(cosigners(note, note.split("\n")[0])) == 1
        verdict = checked(installation)
        assert (verdict.seen, verdict.problems) == (300, ())
        code, text = stranger(installation, tmp_path)
        assert code == 0, text
        assert "vouches for the first 300 entries" in text

    def test_it_shows_that_an_older_copy_was_put_back(self, installation: Any, tmp_path: Path) -> None:
        witnessed(installation, tmp_path / "witness")
        fill(installation, 300)
        signed(installation)
        installation.app.close()
        shutil.copytree(installation.folder, tmp_path / "older")
        installation.reopen()
        fill(installation, 420)
        kept = tmp_path / "kept.txt"
        kept.write_text(signed(installation), "utf-8", newline="")
        installation.app.close()
        for name in ("data.db", "data.db-wal", "data.db-shm"):
            (installation.folder / name).unlink(missing_ok=True)
        shutil.copy(tmp_path / "older" / "data.db", installation.folder / "data.db")
        installation.reopen()
        with pytest.raises(Tampered, match="rolled back"):
            signed(installation)
        (problem,) = checked(installation).problems
        assert (problem.first, problem.last) == (300, 419)
        assert "the witness has seen 420" in problem.what
        code, text = stranger(installation, tmp_path, "--checkpoint", str(kept))
        assert code == 1
        assert "rolled back: you hold a checkpoint of 420" in text

        fill(installation, 500)  # and something else is recorded where the lost entries were
        with pytest.raises(Tampered, match="was rewritten"):
            signed(installation)
        (problem,) = checked(installation).problems
        assert (problem.first, problem.last) == (300, 419)
        assert "what the witness saw" in problem.what
        code, text = stranger(installation, tmp_path, "--checkpoint", str(kept))
        assert code == 1
        assert "rewritten" in text

    def test_one_that_is_gone_is_not_replaced_in_silence(self, installation: Any, tmp_path: Path) -> None:
        witnessed(installation, tmp_path / "witness")
        signed(installation)
        installation.receive("hello")
        witnessed(installation, tmp_path / "elsewhere")
        with pytest.raises(NotReady, match="there was one"):
            signed(installation)
        (problem,) = checked(installation).problems
        assert "is not there" in problem.what
        assert signed(installation, new_witness=True)
        assert checked(installation).seen == 2
        witnessed(installation, tmp_path / "witness")
        installation.receive("hello")
        with pytest.raises(Tampered, match="another than the one"):
            signed(installation)
        assert signed(installation, new_witness=True)
        assert checked(installation).problems == ()

    def test_one_that_forgot_is_noticed(self, installation: Any, tmp_path: Path) -> None:
        witnessed(installation, tmp_path / "witness")
        signed(installation)
        for state in (tmp_path / "witness").glob("*.json"):
            state.unlink()
        installation.receive("hello")
        with pytest.raises(Tampered, match="forgotten"):
            signed(installation)


class TestReasons:
    def reveal(self, installation: Any, party: str = "+12025550101") -> None:
        token = installation.receive(MAIL, party).tokens[0].id
        assert installation.reveal(token, reason="case 7") == MAIL

    def test_they_open_and_match_until_their_subject_is_erased(self, installation: Any, tmp_path: Path) -> None:
        self.reveal(installation)
        operators.add(installation.app, installation.tenant, "maria", ("agent",), Plain("correct horse staple"), LOCAL)
        signed(installation)
        verdict = checked(installation)
        assert (verdict.open, verdict.closed, verdict.problems) == (1, 0, ())
        installation.erase(installation.subject())
        verdict = checked(installation)
        assert (verdict.open, verdict.closed, verdict.problems) == (0, 1, ())
        code, text = stranger(installation, tmp_path)
        assert code == 0, text

    @pytest.mark.parametrize(
        ("sql", "says"),
        [
            ("DELETE FROM note", "is gone"),
            ("DELETE FROM subject", "is gone"),
            ("UPDATE note SET sealed = CAST(substr(sealed, 1, length(sealed) - 2) || 'no' AS BLOB)", "entry"),
        ],
    )
    def test_what_was_changed_is_named(self, installation: Any, sql: str, says: str) -> None:
        self.reveal(installation)
        signed(installation)
        attacked(installation, lambda t: t.run(sql))
        (problem,) = checked(installation).problems
        assert installation.acts()[problem.first][0] == "reveal"
        assert says in problem.what

    def test_text_in_place_of_bytes_is_tampering(self, installation: Any) -> None:
        self.reveal(installation)
        attacked(installation, lambda t: t.run("UPDATE note SET sealed = CAST(sealed AS TEXT)"))
        with pytest.raises(Tampered):
            checked(installation)

    def test_another_reason_is_not_taken(self, installation: Any, monkeypatch: Any) -> None:
        from privet.acts import noting

        with monkeypatch.context() as patched:
            patched.setattr(noting, "commitment", lambda salt, text: bytes(32))
            self.reveal(installation)
        (problem,) = checked(installation).problems
        assert "not the one that it commits to" in problem.what

    def test_the_companys_own_reasons_are_checked_too(self, installation: Any) -> None:
        from privet.acts.own import note_own
        from privet.core.entry import Entry, Outcome, encode

        with installation.app.store.write(installation.tenant) as tx:
            number = installation.app.entry_id()
            commits = note_own(installation.app, tx, number, "agreed on Monday")
            tx.record(encode(Entry(number, installation.app.now(), "rule", Outcome.DONE, "local", note=commits)))
        verdict = checked(installation)
        assert (verdict.open, verdict.problems) == (1, ())


class TestEntries:
    def page(self, installation: Any, **more: Any) -> list[Any]:
        return exporting.entries(installation.app, installation.tenant, LOCAL, **more)

    def test_they_are_listed_by_page_and_act(self, installation: Any) -> None:
        fill(installation, 20)
        assert [number for number, _ in self.page(installation)] == list(range(20))
        assert [number for number, _ in self.page(installation, after=9, limit=3)] == [10, 11, 12]
        assert [entry.act for _, entry in self.page(installation, act="rule")] == ["rule"]
        for limit in (0, 1001):
            with pytest.raises(BadInput):
                self.page(installation, limit=limit)

    def test_a_rule_decides_who_reads_them(self, installation: Any) -> None:
        from privet.core.decision import Actor

        with pytest.raises(Denied):
            exporting.entries(installation.app, installation.tenant, Actor("gateway", "sms", frozenset()))

    def test_one_is_proved_by_number_and_by_id(self, filled: Any) -> None:
        fill(filled, 700)
        for number in (0, 255, 256, 511, 512, 699):
            proof = exporting.prove(filled.app, filled.tenant, str(number))
            signed_ = open_note(proof.note, vkeys(filled.app, filled.tenant))
            verify_inclusion(leaf_hash(proof.entry), number, signed_.size, proof.hashes, signed_.root)
            assert signed_.size == 700
        by_id = exporting.prove(filled.app, filled.tenant, filled.entries()[256].id)
        assert by_id.index == 256
        lines = by_id.text().split("\n")
        assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 256"]
        assert by_id.text().endswith("\n\n" + by_id.note)
        for unknown in ("700", "a" * 26):
            with pytest.raises(NotFound):
                exporting.prove(filled.app, filled.tenant, unknown)
        with pytest.raises(BadInput):
            exporting.prove(filled.app, filled.tenant, "the last one")
