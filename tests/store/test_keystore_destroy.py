"""Destroyed means destroyed: the attack with every old row, kill -9 at every step, and what is left on the disk."""

import os
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from privet.core.wrap import LEAF, KeyKind, child_context, unwrapping
from privet.errors import Tampered
from privet.plugins.keys.keyfile import KeyFile
from privet.store import epoch
from privet.store.keystore import KeyStore

Leaf = tuple[int, int]
Row = tuple[int, int, int, int, bytes]
"""(tenant, level, path, kind, wrapped) as the thief of an old `keys.db` has it."""

ROOT = KeyFile(bytes(range(32)), secrets.token_bytes)
KINDS = (KeyKind.SUBJECT, KeyKind.PERIOD, KeyKind.HOLD)


def opened(folder: Path) -> KeyStore:
    return KeyStore.open(folder, ROOT, secrets.token_bytes)


def epoch_key(folder: Path) -> bytes:
    """What the thief of root key and `epoch` has: the epoch key of that day."""
    return epoch.opened(epoch.decode((folder / "epoch").read_bytes()), ROOT)


def rows(folder: Path) -> set[Row]:
    link = sqlite3.connect(folder / "keys.db")
    try:
        return set(link.execute("SELECT tenant, level, path, kind, wrapped FROM key"))
    finally:
        link.close()


def attack(known: Iterable[bytes], stolen: set[Row], generations: int) -> tuple[set[Leaf], set[bytes]]:
    """Try every known key on every stolen row, in its place under every generation, and every key so found again.

    Gives the leaves that opened and all keys found: whoever cannot get a key this way cannot get it from these rows.
    """
    found, hungry, closed = set(known), list(known), set(stolen)
    leaves: set[Leaf] = set()
    while hungry:
        open_ = unwrapping(hungry.pop())
        for row in list(closed):
            tenant, level, path, kind, wrapped = row
            for born in range(generations + 1):
                try:
                    key = open_(wrapped, child_context(tenant, level, path, kind, born))
                except Tampered:
                    continue
                closed.discard(row)
                if level == LEAF:
                    leaves.add((tenant, path))
                if key not in found:
                    found.add(key)
                    hungry.append(key)
    return leaves, found


def grow(keys: KeyStore, folder: Path, tenant: int, count: int, start: int | None = None) -> dict[Leaf, bytes]:
    """New leaves; `start` leaps ahead, so that a few leaves spread over the tree."""
    if start is not None:
        link = sqlite3.connect(folder / "keys.db")
        with link:
            link.execute("UPDATE tenant SET next_slot = max(next_slot, ?) WHERE tenant = ?", (start, tenant))
        link.close()
    kind = KINDS[count % len(KINDS)]
    leaves = {(tenant, slot): key for slot, key in keys.new_leaves(tenant, kind, count)}
    keys.commit()
    return leaves


def new_store(folder: Path, tenants: int = 3) -> KeyStore:
    keys = KeyStore.create(folder, ROOT, secrets.token_bytes)
    for tenant in range(1, tenants + 1):
        keys.add_tenant(tenant)
    keys.commit()
    return keys


LEAPS = (254, 65_534, 16_777_215)


# Without shrinking, which would take minutes: a seed is enough to find the reason.
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.data())
def test_no_old_row_opens_a_destroyed_leaf(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys = new_store(folder)
        live: dict[Leaf, bytes] = {}
        gone: dict[Leaf, bytes] = {}
        stolen: set[Row] = set()
        old_epochs: list[tuple[bytes, set[Leaf]]] = []  # each epoch's key, and what was alive in it and is gone now
        for tenant in (1, 2, 3):
            live |= grow(keys, folder, tenant, 2)
            for start in data.draw(st.lists(st.sampled_from(LEAPS), max_size=2, unique=True)):
                live |= grow(keys, folder, tenant, 3, start)
        for _ in range(data.draw(st.integers(1, 3))):
            stolen |= rows(folder)
            doomed = data.draw(st.lists(st.sampled_from(sorted(live)), min_size=1, max_size=3, unique=True))
            old_epochs.append((epoch_key(folder), set(live)))
            done = keys.destroy(doomed)
            assert done.destroyed == tuple(sorted(doomed))
            assert done.truncated
            gone |= {leaf: live.pop(leaf) for leaf in doomed}
            if data.draw(st.booleans()):
                live |= grow(keys, folder, data.draw(st.integers(1, 3)), 2)
        stolen |= rows(folder)
        today = keys.generation

        leaves, found = attack([epoch_key(folder)], stolen, today)
        assert leaves == set(live)
        assert not found & set(gone.values())
        assert set(live.values()) <= found

        again = opened(folder)
        assert {leaf: again.key(*leaf) for leaf in live} == live
        assert {again.key(*leaf) for leaf in gone} == {None}

        # Not covered, and said so: who kept an old epoch opens what was destroyed since. So the attack can succeed.
        old, alive_then = old_epochs[-1]
        leaves, found = attack([old], stolen, today)
        assert alive_then <= leaves
        assert {gone[leaf] for leaf in alive_then & set(gone)} <= found
        keys.close()


def test_the_attack_succeeds_where_only_the_row_was_deleted(tmp_path: Path) -> None:
    keys = new_store(tmp_path)
    leaves = grow(keys, tmp_path, 1, 3)
    stolen = rows(tmp_path)
    link = sqlite3.connect(tmp_path / "keys.db")
    with link:
        link.execute("DELETE FROM key WHERE level = 4 AND path = 2")
    assert keys.key(1, 2) is not None
    assert opened(tmp_path).key(1, 2) is None
    opened_leaves, found = attack([epoch_key(tmp_path)], stolen, 1)
    assert (1, 2) in opened_leaves
    assert leaves[1, 2] in found


def test_every_key_above_is_new_and_no_other_row_is_lost(tmp_path: Path) -> None:
    keys = new_store(tmp_path)
    leaves = grow(keys, tmp_path, 1, 600) | grow(keys, tmp_path, 2, 5)
    before, old = rows(tmp_path), epoch_key(tmp_path)
    keys.destroy([(1, 300)])
    after = rows(tmp_path)
    assert epoch_key(tmp_path) != old
    assert {row[:4] for row in before} - {row[:4] for row in after} == {(1, LEAF, 300, KINDS[0])}
    # Every tenant's node is wrapped anew, and below tenant 1's all nodes, since they are siblings, and the leaf's own.
    anew = {row for row in before if row[1] == 0 or (row[0] == 1 and (row[1] < LEAF or row[2] >> 8 == 1))}
    assert before & after == before - anew
    assert len(anew) > 256
    assert opened(tmp_path).keys(1, range(601)) == {slot: leaves[1, slot] for slot in range(1, 601) if slot != 300}


def test_emptied_nodes_go_and_come_back(tmp_path: Path) -> None:
    keys = new_store(tmp_path)
    leaves = grow(keys, tmp_path, 1, 300)
    keys.destroy([(1, slot) for slot in range(1, 301)])
    assert {(row[0], row[1]) for row in rows(tmp_path)} == {(1, 0), (2, 0), (3, 0)}
    new = grow(keys, tmp_path, 1, 2)
    assert set(new) == {(1, 301), (1, 302)}
    assert opened(tmp_path).keys(1, range(400)) == {slot: key for (_, slot), key in new.items()}
    assert not set(new.values()) & set(leaves.values())


def test_leaves_of_one_run_share_one_epoch_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    keys = new_store(tmp_path)
    grow(keys, tmp_path, 1, 5)
    grow(keys, tmp_path, 2, 5)
    done = keys.destroy([(2, 3), (1, 2), (1, 2), (1, 77), (9, 1)])
    assert (done.generation, done.destroyed, done.absent) == (2, ((1, 2), (2, 3)), ((1, 77), (9, 1)))
    before = rows(tmp_path), (tmp_path / "epoch").read_bytes()
    again = keys.destroy([(2, 3), (1, 2)])
    assert (again.generation, again.destroyed, again.absent) == (2, (), ((1, 2), (2, 3)))
    assert keys.destroy([]).generation == 2
    assert before == (rows(tmp_path), (tmp_path / "epoch").read_bytes())


def test_not_in_the_middle_of_new_leaves(tmp_path: Path) -> None:
    keys = new_store(tmp_path)
    keys.new_leaves(1, KeyKind.SUBJECT, 1)
    with pytest.raises(RuntimeError):
        keys.destroy([(1, 1)])
    keys.commit()
    assert keys.key(1, 1) is not None


def test_an_error_before_the_commit_changes_nothing(tmp_path: Path) -> None:
    keys = new_store(tmp_path)
    leaves = grow(keys, tmp_path, 1, 5)

    def fail(step: str) -> None:
        if step == "new epoch written":
            raise OSError(28, "No space left on device")

    with pytest.raises(Exception, match="disk is full"):
        keys.destroy([(1, 1)], fail)
    assert {leaf: keys.key(*leaf) for leaf in leaves} == leaves
    assert {leaf: opened(tmp_path).key(*leaf) for leaf in leaves} == leaves
    assert keys.destroy([(1, 1)]).destroyed == ((1, 1),)
    assert keys.key(1, 1) is None
    assert list(tmp_path.glob("epoch*")) == [tmp_path / "epoch"]


def test_nothing_old_stays_in_the_folder(tmp_path: Path) -> None:
    keys = new_store(tmp_path)
    grow(keys, tmp_path, 1, 2_000)
    before, old_epoch = rows(tmp_path), (tmp_path / "epoch").open("rb")
    was = old_epoch.read()
    keys.destroy([(1, 5), (1, 700), (1, 1999)])
    replaced = before - rows(tmp_path)
    assert len(replaced) > 700
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(files) == {"epoch", "keys.db", "keys.db-wal", "keys.db-shm"}
    assert files["keys.db-wal"] == b""
    assert [row[:3] for row in replaced if any(row[4] in data for data in files.values())] == []
    old_epoch.seek(0)
    assert old_epoch.read() == bytes(len(was))  # the bytes of the old file, where they lay
    assert os.fstat(old_epoch.fileno()).st_nlink == 0
    old_epoch.close()


def test_a_reader_that_holds_the_journal_is_named(tmp_path: Path) -> None:
    keys = new_store(tmp_path)
    grow(keys, tmp_path, 1, 5)
    reader = sqlite3.connect(tmp_path / "keys.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM key").fetchall()
    done = keys.destroy([(1, 1)])
    assert done.destroyed == ((1, 1),)
    assert not done.truncated
    reader.close()
    assert keys.destroy([(1, 1)]).truncated
    assert (tmp_path / "keys.db-wal").read_bytes() == b""


KILLED = """
import json, os, secrets, signal, sys
from pathlib import Path
from privet.plugins.keys.keyfile import KeyFile
from privet.store.keystore import KeyStore
def reached(step):
    print(step, flush=True)
    if step == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
root = KeyFile(bytes(range(32)), secrets.token_bytes)
keys = KeyStore.open(Path(sys.argv[1]), root, secrets.token_bytes)
keys.destroy([(1, 2), (2, 1)], reached)
"""
STEPS = [
    "rows written",
    "new epoch written",
    "committed",
    "journal cut",
    "old aside",
    "new in place",
    "old overwritten",
    "old removed",
]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step(tmp_path: Path, step: str) -> None:
    keys = new_store(tmp_path)
    live = grow(keys, tmp_path, 1, 5) | grow(keys, tmp_path, 2, 3)
    stolen = rows(tmp_path)
    assert {leaf: keys.key(*leaf) for leaf in live} == live
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, tmp_path, step], stdout=subprocess.PIPE, text=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert killed.stdout.split("\n")[-2] == step
    happened = step not in ("rows written", "new epoch written")
    gone = {(1, 2), (2, 1)} if happened else set()
    left = {leaf: key for leaf, key in live.items() if leaf not in gone}

    # A process that was running all along sees the one or the other, before anyone cleans up.
    assert keys.refresh() is happened
    assert {leaf: keys.key(*leaf) for leaf in live} == {leaf: left.get(leaf) for leaf in live}
    # So does one that starts now, and it completes or discards the rest.
    after = opened(tmp_path)
    assert after.generation == (2 if happened else 1)
    assert {leaf: after.key(*leaf) for leaf in live} == {leaf: left.get(leaf) for leaf in live}
    assert [path.name for path in tmp_path.glob("epoch*")] == ["epoch"]
    assert attack([epoch_key(tmp_path)], stolen | rows(tmp_path), 2)[0] == set(left)
    # And whoever asked for it asks again.
    after.destroy([(1, 2), (2, 1)])
    assert after.generation == 2
    assert keys.refresh() is not happened
    assert {leaf for leaf in live if keys.key(*leaf)} == set(live) - {(1, 2), (2, 1)}
    assert grow(after, tmp_path, 1, 1)


def test_the_killed_process_names_every_step(tmp_path: Path) -> None:
    keys = new_store(tmp_path)
    grow(keys, tmp_path, 1, 5)
    grow(keys, tmp_path, 2, 3)
    seen: list[str] = []
    keys.destroy([(1, 2), (2, 1)], seen.append)
    assert seen == STEPS


ENDLESS = """
import secrets, sys
from pathlib import Path
from privet.core.wrap import KeyKind
from privet.plugins.keys.keyfile import KeyFile
from privet.store.keystore import KeyStore
root = KeyFile(bytes(range(32)), secrets.token_bytes)
keys = KeyStore.open(Path(sys.argv[1]), root, secrets.token_bytes)
print("ready", flush=True)
while True:
    made = keys.new_leaves(1, KeyKind.SUBJECT, 3)
    keys.commit()
    for slot, key in made:
        print("made", slot, key.hex(), flush=True)
    print("going", made[0][0], flush=True)
    keys.destroy([(1, made[0][0])])
    print("gone", made[0][0], flush=True)
"""


def test_killed_at_any_moment(tmp_path: Path) -> None:
    keys = new_store(tmp_path)
    expected: dict[int, bytes | None] = {slot: key for (_, slot), key in grow(keys, tmp_path, 1, 5).items()}
    for _ in range(8):
        loop = subprocess.Popen([sys.executable, "-c", ENDLESS, tmp_path], stdout=subprocess.PIPE, text=True)
        assert loop.stdout is not None
        assert loop.stdout.readline() == "ready\n"
        time.sleep(random.uniform(0.01, 0.3))
        loop.kill()
        lines = loop.stdout.read().rpartition("\n")[0].splitlines()
        assert loop.wait() == -signal.SIGKILL
        pending = None
        for word, slot, *key in (line.split() for line in lines):
            if word == "made":
                expected[int(slot)] = bytes.fromhex(key[0])
            pending = int(slot) if word == "going" else None
            if word == "gone":
                expected[int(slot)] = None
        after = opened(tmp_path)
        if pending is not None and after.key(1, pending) is None:
            expected[pending] = None
        assert {slot: after.key(1, slot) for slot in expected} == expected
        assert [path.name for path in tmp_path.glob("epoch*")] == ["epoch"]
        after.close()
    keys.close()
