"""The file witness: it signs what follows from what it saw, and nothing else; two processes and a crash included."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import stat
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from privet.core.merkle import Edge, consistency, leaf_hash
from privet.core.note import Signer, Witness, open_note
from privet.errors import BadInput, Busy, NotReady, PrivetError, StorageFailed, Tampered
from privet.plugins.witnesses import file as module
from privet.plugins.witnesses.file import FileWitness

ORIGIN = "privet.invalid/abcdefgh/demo"
LOG = Signer(b"\1" * 32, ORIGIN)
AT = 1_795_296_018
LEAVES = [leaf_hash(b"%d" % number) for number in range(200)]


class Log:
    """A log of fewer than 256 leaves that can be asked for any of its checkpoints and proofs."""

    def __init__(self, leaves: Sequence[bytes] = LEAVES, signer: Signer = LOG, origin: str = ORIGIN) -> None:
        self.leaves, self.signer, self.origin = leaves, signer, origin

    def at(self, size: int) -> str:
        edge = Edge()
        edge.append(self.leaves[:size])
        return self.signer.sign(self.origin, size, edge.root(), AT)

    def proof(self, old: int, new: int) -> list[bytes]:
        edge = Edge()
        edge.append(self.leaves)
        return consistency(old, new, edge.reader(lambda level, index: b""))

    def show(self, witness: Witness, size: int) -> str:
        old = witness.seen(self.origin)
        proof = self.proof(old, size) if old <= size else []
        return witness.see(self.at(size), self.signer.vkeys, old, proof, AT)


@pytest.fixture
def witness(tmp_path: Path) -> FileWitness:
    return FileWitness.create(tmp_path / "witness", "witness.invalid/w1", b"\7" * 32)


def test_it_signs_a_log_that_grows(witness: FileWitness) -> None:
    log = Log()
    for size in (0, 5, 5, 6, 128, 200):
        note = log.show(witness, size)
        assert open_note(note, [*LOG.vkeys, witness.vkey]).size == size
        assert witness.seen(ORIGIN) == size


def test_it_remembers_when_it_is_opened_again(witness: FileWitness, tmp_path: Path) -> None:
    Log().show(witness, 50)
    again = FileWitness(tmp_path / "witness")
    assert again.vkey == witness.vkey
    assert again.seen(ORIGIN) == 50
    with pytest.raises(Tampered, match="rolled back"):
        Log().show(again, 49)


def test_it_refuses_a_rollback(witness: FileWitness) -> None:
    Log().show(witness, 50)
    with pytest.raises(Tampered, match=r"has seen 50 entries, and the checkpoint\s+has only 20"):
        Log().show(witness, 20)
    assert witness.seen(ORIGIN) == 50


@pytest.mark.parametrize("size", [50, 51, 120])
def test_it_refuses_a_fork(witness: FileWitness, size: int) -> None:
    Log().show(witness, 50)
    fork = Log([*LEAVES[:30], leaf_hash(b"another"), *LEAVES[31:]])
    with pytest.raises(Tampered, match="the ledger was rewritten"):
        fork.show(witness, size)
    assert witness.seen(ORIGIN) == 50
    Log().show(witness, size)


def test_it_refuses_a_proof_that_is_not_one(witness: FileWitness) -> None:
    Log().show(witness, 50)
    proof = Log().proof(50, 120)
    for wrong in (proof[:-1], [*proof, b"x" * 32], [b"x" * 32, *proof[1:]], []):
        with pytest.raises(Tampered, match="the ledger was rewritten"):
            witness.see(Log().at(120), LOG.vkeys, 50, wrong, AT)


def test_it_refuses_what_the_log_has_not_signed(witness: FileWitness) -> None:
    for note in (Log().at(50).replace("\n50\n", "\n51\n"), "hello"):
        with pytest.raises(Tampered):
            witness.see(note, LOG.vkeys, 0, [], AT)
    assert witness.seen(ORIGIN) == 0


def test_the_keys_of_first_sight_are_binding(witness: FileWitness) -> None:
    Log().show(witness, 50)
    with pytest.raises(Tampered, match="other keys"):
        Log(signer=Signer(b"\2" * 32, ORIGIN)).show(witness, 60)
    with pytest.raises(Tampered, match="other keys"):  # one of two is not enough either
        witness.see(Log().at(60), LOG.vkeys[:1], 50, Log().proof(50, 60), AT)


def test_each_log_is_remembered_by_itself_and_not_by_name(witness: FileWitness, tmp_path: Path) -> None:
    Log().show(witness, 50)
    other = Log(origin="privet.invalid/abcdefgh/other")
    other.show(witness, 3)
    assert (witness.seen(ORIGIN), witness.seen(other.origin)) == (50, 3)
    assert not [path for path in (tmp_path / "witness").iterdir() if "demo" in path.name or "other" in path.name]


def test_it_asks_again_where_it_has_seen_more_since(witness: FileWitness) -> None:
    Log().show(witness, 50)
    with pytest.raises(Busy, match="meanwhile"):
        witness.see(Log().at(120), LOG.vkeys, 20, Log().proof(20, 120), AT)


def test_a_log_that_it_has_never_seen_cannot_continue(witness: FileWitness) -> None:
    with pytest.raises(Tampered, match="never seen"):
        witness.see(Log().at(120), LOG.vkeys, 50, Log().proof(50, 120), AT)


def test_its_files_are_for_their_owner_only(witness: FileWitness, tmp_path: Path) -> None:
    Log().show(witness, 5)
    for path in (tmp_path / "witness").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    assert stat.S_IMODE((tmp_path / "witness").stat().st_mode) == 0o700


def test_it_is_made_once(witness: FileWitness, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="already"):
        FileWitness.create(tmp_path / "witness", "witness.invalid/w2", b"\7" * 32)
    with pytest.raises(NotReady, match="no witness"):
        FileWitness(tmp_path / "elsewhere")


def test_what_cannot_be_read_is_said_and_not_passed_over(witness: FileWitness, tmp_path: Path) -> None:
    Log().show(witness, 5)
    state = next((tmp_path / "witness").glob("*.json"))
    whole = state.read_text()
    for broken in ("", "{}", whole[:20], whole.replace('"size": 5', '"size": "five"')):
        state.write_text(broken)
        with pytest.raises(StorageFailed, match="cannot be read"):
            Log().show(witness, 6)
    state.write_text(whole.replace("/demo", "/domo"))
    with pytest.raises(Tampered, match="another ledger"):
        witness.seen(ORIGIN)
    (tmp_path / "witness" / "key").write_text("nonsense")
    with pytest.raises(StorageFailed, match="key"):
        FileWitness(tmp_path / "witness")


def test_a_folder_that_cannot_be_written_is_named(witness: FileWitness, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    with pytest.raises(StorageFailed, match="cannot be written"):
        FileWitness.create(blocked / "witness", "witness.invalid/w1", b"\7" * 32)
    folder = tmp_path / "witness"
    Log().show(witness, 5)
    state = next(folder.glob("*.json"))
    state.with_suffix(".new").mkdir()
    with pytest.raises(StorageFailed, match="cannot write"):
        Log().show(witness, 6)
    assert witness.seen(ORIGIN) == 5
    (folder / "lock").unlink()
    (folder / "lock").mkdir()
    with pytest.raises(StorageFailed, match="cannot be locked"):
        Log().show(witness, 6)


def test_a_lock_that_is_held_for_too_long(
    witness: FileWitness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_ATTEMPTS", 2)
    handle = os.open(tmp_path / "witness" / "lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(Busy, match="another process"):
        Log().show(witness, 5)
    os.close(handle)
    Log().show(witness, 5)


def test_a_state_that_was_half_written_does_not_count(witness: FileWitness, tmp_path: Path) -> None:
    Log().show(witness, 5)
    state = next((tmp_path / "witness").glob("*.json"))
    state.with_suffix(".new").write_text('{"origin": "privet')  # what a crash before the rename leaves
    assert witness.seen(ORIGIN) == 5
    Log().show(witness, 6)
    assert witness.seen(ORIGIN) == 6


def show_all(folder: Path, sizes: Sequence[int], leaves: Sequence[bytes]) -> list[int]:
    """Show a log to the witness, size after size; the sizes that it signed."""
    witness, log, signed = FileWitness(folder), Log(leaves), []
    for size in sizes:
        while True:
            try:
                log.show(witness, size)
                signed.append(size)
            except Busy:
                continue
            except PrivetError:
                pass
            break
    return signed


def _in_process(folder: Path, sizes: Sequence[int], leaves: Sequence[bytes], queue: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    queue.put(show_all(folder, sizes, leaves))


def test_of_two_forks_shown_by_two_processes_one_wins(witness: FileWitness, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    fork = [leaf_hash(b"another"), *LEAVES[1:]]
    started = [
        context.Process(target=_in_process, args=(tmp_path / "witness", range(1, 40), leaves, queue))
        for leaves in (LEAVES, fork)
    ]
    for process in started:
        process.start()
    results = [queue.get(timeout=60) for _ in started]
    for process in started:
        process.join()
    assert [bool(result) for result in results].count(True) == 1
    assert witness.seen(ORIGIN) == 39


def test_threads_that_show_the_same_log(witness: FileWitness, tmp_path: Path) -> None:
    threads = [
        threading.Thread(target=show_all, args=(tmp_path / "witness", range(1 + offset, 40, 3), LEAVES))
        for offset in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert witness.seen(ORIGIN) == 39
