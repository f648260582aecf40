"""Further places: one copy of the key store and one epoch each, replaced after an erasure, or named when not."""

import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from privet.core.wrap import KeyKind
from privet.errors import StorageFailed, Tampered
from privet.plugins.keys.keyfile import KeyFile
from privet.store import copies
from privet.store.keystore import KeyStore
from privet.store.places import replicate

ROOT = KeyFile(bytes(range(32)), secrets.token_bytes)


def opened(folder: Path) -> KeyStore:
    return KeyStore.open(folder, ROOT, secrets.token_bytes)


@pytest.fixture
def keys(tmp_path: Path) -> KeyStore:
    keys = KeyStore.create(tmp_path / "data", ROOT, secrets.token_bytes)
    keys.add_tenant(1)
    keys.new_leaves(1, KeyKind.SUBJECT, 300)
    keys.commit()
    return keys


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    return folders


def everything(keys: KeyStore) -> dict[int, bytes]:
    return keys.keys(1, list(range(400)))


def test_a_place_holds_what_is_needed_and_no_more(keys: KeyStore, places: list[Path]) -> None:
    assert [(result.done, result.generation) for result in replicate(keys, places)] == [(True, 1)] * 2
    for place in places:
        assert {path.name for path in place.iterdir()} == {"epoch", "keys.db"}
        assert {path.stat().st_mode & 0o777 for path in place.iterdir()} == {0o600}
        copy = opened(place)
        assert everything(copy) == everything(keys)
        copy.close()


def test_an_erasure_replaces_both_and_overwrites_what_was_there(keys: KeyStore, places: list[Path]) -> None:
    replicate(keys, places)
    old = {place / name: (place / name).open("rb") for place in places for name in ("epoch", "keys.db")}
    before = {path: file.read() for path, file in old.items()}
    keys.destroy([(1, 7)])
    assert all(result.done and result.generation == 2 for result in replicate(keys, places))
    for path, file in old.items():
        file.seek(0)
        assert file.read() == bytes(len(before[path]))
        assert os.fstat(file.fileno()).st_nlink == 0
        file.close()
    for place in places:
        assert {path.name for path in place.iterdir()} == {"epoch", "keys.db"}
        copy = opened(place)
        assert everything(copy) == everything(keys)
        assert copy.key(1, 7) is None
        copy.close()


def test_a_place_that_does_not_answer_is_named_and_can_be_done_later(keys: KeyStore, places: list[Path]) -> None:
    replicate(keys, places)
    away = places[1].rename(places[1].with_name("unmounted"))
    keys.destroy([(1, 7)])
    done, missing = replicate(keys, places)
    assert (done.name, done.done) == (str(places[0]), True)
    assert (missing.name, missing.done, missing.reason) == (str(places[1]), False, "the folder is not there")
    assert not places[1].exists()
    away.rename(places[1])
    assert replicate(keys, places)[1].done
    assert opened(places[1]).key(1, 7) is None


def test_new_keys_reach_the_places_without_an_erasure(keys: KeyStore, places: list[Path]) -> None:
    replicate(keys, places)
    ((slot, key),) = keys.new_leaves(1, KeyKind.SUBJECT, 1)
    keys.commit()
    assert replicate(keys, places)[0].done
    assert opened(places[0]).key(1, slot) == key


def test_what_a_crash_left_in_a_place_goes(keys: KeyStore, places: list[Path]) -> None:
    replicate(keys, places)
    keys.destroy([(1, 7)])
    place = places[0]
    left = ("keys.db.new", "keys.db.old", "epoch.new", "epoch.old", "keys.db-wal", "keys.db-shm", "keys.db-journal")
    for name in left:
        (place / name).write_bytes(b"left by a crash")
    (place / "epoch").write_bytes(b"damaged")
    assert replicate(keys, places)[0].done
    assert {path.name for path in place.iterdir()} == {"epoch", "keys.db"}
    assert everything(opened(place)) == everything(keys)


def test_refused_places(keys: KeyStore, places: list[Path], tmp_path: Path) -> None:
    other = KeyStore.create(places[0], ROOT, secrets.token_bytes)
    other.close()
    before = {path.name: path.read_bytes() for path in places[0].iterdir()}
    foreign, itself = replicate(keys, [places[0], tmp_path / "data"])
    assert not foreign.done
    assert "another installation" in foreign.reason
    assert before == {path.name: path.read_bytes() for path in places[0].iterdir()}
    assert not itself.done
    assert "data folder" in itself.reason
    assert len(everything(opened(tmp_path / "data"))) == 300


def test_an_installation_put_back_to_an_older_state_does_not_undo_a_place(
    keys: KeyStore, places: list[Path], tmp_path: Path
) -> None:
    shutil.copytree(tmp_path / "data", tmp_path / "old")
    keys.destroy([(1, 7)])
    replicate(keys, places)
    result = replicate(opened(tmp_path / "old"), places)[0]
    assert not result.done
    assert "older state" in result.reason
    assert opened(places[0]).key(1, 7) is None


def test_a_place_that_cannot_be_written_is_named(keys: KeyStore, places: list[Path]) -> None:
    (places[0] / "epoch.new").mkdir()
    (places[1] / "keys.db.new").mkdir()
    for result in replicate(keys, places):
        assert not result.done
        assert "cannot be used" in result.reason


def test_of_a_renewal_that_was_cut_off_one_that_is_whole_is_taken(
    keys: KeyStore, places: list[Path], tmp_path: Path
) -> None:
    """In each state between two renames, and with the file that is being overwritten damaged."""
    old, new = places
    replicate(keys, [old])
    keys.destroy([(1, 7)])
    replicate(keys, [new])
    steps = [
        ({"keys.db": old, "epoch": old, "keys.db.new": new, "epoch.new": new}, False),
        ({"keys.db.old": old, "epoch": old, "keys.db.new": new, "epoch.new": new}, True),
        ({"keys.db.old": old, "epoch": old, "keys.db": new, "epoch.new": new}, True),
        ({"keys.db.old": old, "epoch.old": old, "keys.db": new, "epoch.new": new}, True),
        ({"keys.db.old": None, "epoch.old": old, "keys.db": new, "epoch": new}, True),
        ({"keys.db.old": old, "epoch": old, "keys.db.new": None, "epoch.new": new}, False),
    ]
    for number, (files, renewed) in enumerate(steps):
        place, to = tmp_path / f"place-{number}", tmp_path / f"to-{number}"
        place.mkdir()
        to.mkdir()
        for name, source in files.items():
            (place / name).write_bytes(
                bytes(9_000) if source is None else (source / name.replace(".new", "").replace(".old", "")).read_bytes()
            )
        copies.keys(place, to)
        copy = opened(to)
        assert (copy.key(1, 7) is None) == renewed
        assert copy.key(1, 8) == keys.key(1, 8)
        copy.close()


def test_keys_without_their_epoch_are_refused_and_named(keys: KeyStore, places: list[Path], tmp_path: Path) -> None:
    place, other = places
    with pytest.raises(StorageFailed, match="no keys"):
        copies.keys(place, tmp_path)
    replicate(keys, [place])
    keys.destroy([(1, 7)])
    replicate(keys, [other])
    shutil.copy(other / "epoch", place / "epoch")
    with pytest.raises(Tampered, match="does not belong"):
        copies.keys(place, tmp_path)
    (place / "keys.db").write_bytes(bytes(9_000))
    with pytest.raises(StorageFailed, match="damaged"):
        copies.keys(place, tmp_path)


def test_a_locked_key_store_is_copied_all_the_same(keys: KeyStore, places: list[Path], tmp_path: Path) -> None:
    writer = sqlite3.connect(tmp_path / "data" / "keys.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert replicate(keys, places)[0].done
    writer.close()


ENDLESS = """
import secrets, sys
from pathlib import Path
from privet.plugins.keys.keyfile import KeyFile
from privet.store.keystore import KeyStore
from privet.store.places import replicate
root = KeyFile(bytes(range(32)), secrets.token_bytes)
keys = KeyStore.open(Path(sys.argv[1]), root, secrets.token_bytes)
print("ready", flush=True)
for slot in range(int(sys.argv[3]), 301):
    keys.destroy([(1, slot)])
    replicate(keys, [Path(sys.argv[2])])
"""


def test_killed_while_replacing(keys: KeyStore, places: list[Path], tmp_path: Path) -> None:
    for attempt in range(4):
        command = [sys.executable, "-c", ENDLESS, str(tmp_path / "data"), str(places[0]), str(attempt * 50 + 1)]
        loop = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert loop.stdout is not None
        assert loop.stdout.readline() == "ready\n"
        time.sleep(0.05 + attempt * 0.07)
        loop.kill()
        assert loop.wait() == -signal.SIGKILL
        loop.stdout.close()
        now = opened(tmp_path / "data")
        assert replicate(now, places)[0].done
        copy = opened(places[0])
        assert copy.generation == now.generation
        assert everything(copy) == everything(now)
        copy.close()
        assert {path.name for path in places[0].iterdir()} == {"epoch", "keys.db"}
        now.close()
