"""The key store from outside: keys come back, others' changes are seen, and what is broken says so."""

import base64
import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from privet.core import wrap
from privet.core.wrap import KeyKind
from privet.errors import BadInput, NoInstallation, NotFound, PrivetError, StorageFailed, Tampered, TooLarge, WrongKey
from privet.plugins.keys.keyfile import KeyFile
from privet.plugins.keys.passphrase import Passphrase
from privet.store import epoch
from privet.store.keystore import HIGHEST_SLOT, KeyStore
from privet.store.recovering import entrust, recover

ROOT = bytes(range(32))


def root(key: bytes = ROOT) -> KeyFile:
    return KeyFile(key, secrets.token_bytes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def opened(folder: Path, **options: int) -> KeyStore:
    return KeyStore.open(folder, root(), secrets.token_bytes, **options)


def made(folder: Path, count: int = 300) -> dict[int, bytes]:
    """A key store with tenants 1 and 2, `count` subject keys for tenant 1 and one period key for 2; the former."""
    keys = KeyStore.create(folder, root(), secrets.token_bytes)
    keys.add_tenant(1)
    keys.add_tenant(2)
    leaves = dict(keys.new_leaves(1, KeyKind.SUBJECT, count))
    keys.new_leaves(2, KeyKind.PERIOD, 1)
    keys.commit()
    keys.close()
    return leaves


def test_keys_come_back_after_closing(folder: Path) -> None:
    leaves = made(folder, 600)
    keys = opened(folder)
    assert list(leaves) == list(range(1, 601))
    assert len(set(leaves.values())) == 600
    assert {slot: keys.key(1, slot) for slot in leaves} == leaves
    assert {slot: keys.key(1, slot) for slot in leaves} == leaves  # from memory
    assert opened(folder).keys(1, [*leaves, 601, 99_999]) == leaves
    assert keys.key(1, 601) is keys.key(2, 2) is keys.key(3, 1) is None
    assert keys.keys(3, [1, 2]) == {}
    assert keys.key(2, 1) != keys.key(1, 1)


def test_a_small_cache_gives_the_same_keys(folder: Path) -> None:
    leaves = made(folder)
    keys = opened(folder, cached=3)
    for slot in [*leaves, *reversed(leaves), 1, 2, 1, 3, 1, 4, 1]:
        assert keys.key(1, slot) == leaves[slot]
    assert keys.keys(1, list(leaves)) == leaves


def test_slots_ascend_and_are_never_given_again(folder: Path) -> None:
    leaves = made(folder)
    keys = opened(folder)
    keys.destroy([(1, 299), (1, 300)])
    assert [slot for slot, _ in keys.new_leaves(1, KeyKind.SUBJECT, 2)] == [301, 302]
    keys.rollback()
    assert [slot for slot, _ in keys.new_leaves(1, KeyKind.HOLD, 1)] == [301]
    keys.commit()
    assert keys.key(1, 301) is not None
    assert keys.key(1, 302) is None
    assert keys.key(1, 298) == leaves[298]


def test_every_subtree_is_reached(folder: Path) -> None:
    made(folder, 1)
    keys = opened(folder)
    leaves = {}
    for start in (255, 65_535, 16_777_215, 2**31, HIGHEST_SLOT - 1):
        _sql(folder, "UPDATE tenant SET next_slot = ? WHERE tenant = 1", start)
        leaves.update(keys.new_leaves(1, KeyKind.SUBJECT, 2))
        keys.commit()
    assert opened(folder).keys(1, list(leaves)) == leaves
    with pytest.raises(TooLarge):
        keys.new_leaves(1, KeyKind.SUBJECT, 1)


def test_nothing_of_a_rolled_back_transaction_stays(folder: Path) -> None:
    made(folder, 1)
    keys = opened(folder)
    keys.rollback()
    keys.commit()  # neither minds that there is nothing
    keys.add_tenant(9)
    ((slot, _),) = keys.new_leaves(9, KeyKind.INDEX, 1)
    keys.rollback()
    assert keys.key(9, slot) is None
    with pytest.raises(NotFound):
        keys.new_leaves(9, KeyKind.INDEX, 1)
    keys.rollback()
    keys.add_tenant(9)
    keys.add_tenant(9)
    again = dict(keys.new_leaves(9, KeyKind.INDEX, 1))
    keys.commit()
    assert opened(folder).keys(9, [slot]) == again


def test_another_process_sees_new_keys_at_once_and_destroyed_ones_after_refresh(folder: Path) -> None:
    leaves = made(folder)
    writer, reader = opened(folder), opened(folder)
    assert reader.keys(1, list(leaves)) == leaves
    ((slot, key),) = writer.new_leaves(1, KeyKind.SUBJECT, 1)
    assert reader.key(1, slot) is None
    writer.commit()
    assert reader.key(1, slot) == key
    assert reader.refresh() is False
    writer.destroy([(1, 7), (1, slot)])
    assert reader.refresh() is True
    assert reader.refresh() is False
    assert reader.generation == writer.generation == 2
    assert reader.key(1, 7) is reader.key(1, slot) is None
    assert reader.keys(1, list(leaves)) == {at: leaf for at, leaf in leaves.items() if at != 7}


def test_a_reader_that_did_not_refresh_is_not_misled(folder: Path) -> None:
    leaves = made(folder)
    writer, reader = opened(folder), opened(folder, cached=0)
    assert reader.key(1, 1) == leaves[1]  # the nodes are now in memory, the leaf is not
    writer.destroy([(1, 7)])
    assert reader.key(1, 2) == leaves[2]
    assert reader.key(1, 7) is None
    writer.destroy([(1, 8)])
    assert reader.keys(1, [8, 9]) == {9: leaves[9]}


def test_a_writer_notices_an_erasure_when_it_begins(folder: Path) -> None:
    leaves = made(folder)
    one, other = opened(folder), opened(folder)
    assert one.key(1, 1) == leaves[1]
    other.destroy([(1, 1)])
    ((slot, key),) = one.new_leaves(1, KeyKind.SUBJECT, 1)
    one.commit()
    assert one.generation == 2
    assert opened(folder).key(1, slot) == key


READER = """
import json, random, secrets, sys, time
from pathlib import Path
from privet.plugins.keys.keyfile import KeyFile
from privet.store.keystore import KeyStore
from privet.store.recovering import entrust, recover
folder, expected = Path(sys.argv[1]), {int(slot): bytes.fromhex(key) for slot, key in json.load(sys.stdin).items()}
keys = KeyStore.open(folder, KeyFile(bytes(range(32)), secrets.token_bytes), secrets.token_bytes, cached=20)
print("ready", flush=True)
wrong = gone = seen = 0
while not (folder / "stop").exists():
    keys.refresh()
    for slot in random.sample(list(expected), 20):
        key = keys.key(1, slot)
        seen += 1
        gone += key is None
        wrong += key not in (None, expected[slot])
    some = random.sample(list(expected), 20)
    wrong += sum(expected[slot] != key for slot, key in keys.keys(1, some).items())
keys.refresh()
print(json.dumps({"wrong": wrong, "seen": seen, "left": [slot for slot in expected if keys.key(1, slot)]}))
"""


def test_readers_in_another_process_never_get_a_wrong_answer(folder: Path) -> None:
    leaves = made(folder, 520)
    text = json.dumps({slot: key.hex() for slot, key in leaves.items()})
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write(text)
    reader.stdin.close()
    assert reader.stdout.readline() == "ready\n"
    keys = opened(folder)
    for slot in range(1, 520, 20):
        keys.destroy([(1, slot), (1, slot + 1)])
    (folder / "stop").touch()
    report = json.loads(reader.stdout.read())
    assert reader.wait() == 0
    assert report["wrong"] == 0
    assert report["seen"] > 0
    assert report["left"] == [slot for slot in leaves if slot % 20 not in (1, 2)]


WRITER = """
import secrets, sys
from pathlib import Path
from privet.core.wrap import KeyKind
from privet.plugins.keys.keyfile import KeyFile
from privet.store.keystore import KeyStore
from privet.store.recovering import entrust, recover
keys = KeyStore.open(Path(sys.argv[1]), KeyFile(bytes(range(32)), secrets.token_bytes), secrets.token_bytes)
for _ in range(40):
    for slot, key in keys.new_leaves(1, KeyKind.SUBJECT, 7):
        print(slot, key.hex())
    keys.commit()
"""


def test_two_writing_processes_give_out_each_slot_once(folder: Path) -> None:
    made(folder, 1)
    command = [sys.executable, "-c", WRITER, str(folder)]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    lines = [line.split() for writer in writers for line in writer.communicate()[0].splitlines()]
    leaves = {int(slot): bytes.fromhex(key) for slot, key in lines}
    assert len(lines) == len(leaves) == 560
    assert sorted(leaves) == list(range(2, 562))
    assert opened(folder).keys(1, list(leaves)) == leaves


def test_files_are_private(folder: Path) -> None:
    made(folder)
    keys = opened(folder)
    keys.new_leaves(1, KeyKind.SUBJECT, 1)
    keys.commit()
    assert folder.stat().st_mode & 0o777 == 0o700
    names = {path.name for path in folder.iterdir()}
    assert names == {"epoch", "keys.db", "keys.db-wal", "keys.db-shm"}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_keys_lie_nowhere_in_the_clear(folder: Path) -> None:
    leaves = made(folder)
    everything = b"".join(path.read_bytes() for path in folder.iterdir())
    assert not [slot for slot, key in leaves.items() if key in everything or key.hex().encode() in everything]
    assert ROOT not in everything


def test_create_refuses_what_is_there_and_takes_up_what_a_crash_left(folder: Path) -> None:
    folder.mkdir()
    (folder / "keys.db").touch()
    (folder / "epoch.new").write_text("half a fi")
    made(folder)
    with pytest.raises(BadInput):
        KeyStore.create(folder, root(), secrets.token_bytes)
    for path in folder.glob("keys.db*"):
        path.unlink()
    with pytest.raises(BadInput):  # an epoch whose key store is lost is not overwritten
        KeyStore.create(folder, root(), secrets.token_bytes)


def test_without_a_key_store(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NoInstallation):
            opened(folder)
    assert list(tmp_path.iterdir()) == []


def test_wrong_root(folder: Path, tmp_path: Path) -> None:
    made(folder)
    with pytest.raises(WrongKey, match="does not open"):
        KeyStore.open(folder, root(bytes(32)), secrets.token_bytes)
    other = Passphrase(ROOT, secrets.token_bytes)
    with pytest.raises(WrongKey, match="keyfile, not a passphrase"):
        KeyStore.open(folder, other, secrets.token_bytes)
    opened(folder).close()


def test_every_damage_of_the_epoch_file_is_noticed(folder: Path) -> None:
    made(folder, 1)
    path = folder / "epoch"
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with pytest.raises(Tampered, match="epoch"):
            opened(folder)
    for length in (0, 1, len(whole) // 2, len(whole) - 3):
        path.write_bytes(whole[:length])
        with pytest.raises(Tampered, match="epoch"):
            opened(folder)
    for wrong in (b"null", b"[]", b"{}", b'"x"', whole.replace(b'"suite": 1', b'"suite": 0')):
        path.write_bytes(wrong)
        with pytest.raises(Tampered, match="epoch"):
            opened(folder)
    path.unlink()
    with pytest.raises(Tampered, match="epoch"):
        opened(folder)
    path.write_bytes(whole)
    opened(folder)


def _forged(folder: Path, **fields: object) -> None:
    """Change fields of the epoch file and make its checksum fit, as an attacker would."""
    whole = json.loads((folder / "epoch").read_bytes())
    del whole["sha256"]
    whole |= fields
    (folder / "epoch").write_bytes(epoch._json({**whole, "sha256": epoch._checksum(whole)}))


def test_a_forged_epoch_file_opens_nothing(folder: Path) -> None:
    made(folder, 1)
    whole = (folder / "epoch").read_bytes()
    _, theirs = wrap.recovery_keypair(secrets.token_bytes)
    for fields, error in [
        ({"generation": 2}, Tampered),
        ({"store": base64.b64encode(bytes(16)).decode()}, Tampered),
        ({"recovery_public": base64.b64encode(theirs).decode()}, WrongKey),
        ({"suite": 2}, Tampered),
    ]:
        _forged(folder, **fields)
        with pytest.raises(error):
            opened(folder)
        (folder / "epoch").write_bytes(whole)
    _forged(folder)
    opened(folder)


def test_an_older_key_store_beside_todays_epoch_is_refused(folder: Path, tmp_path: Path) -> None:
    made(folder)
    shutil.copytree(folder, tmp_path / "old")
    opened(folder).destroy([(1, 1)])
    (tmp_path / "old" / "epoch").write_bytes((folder / "epoch").read_bytes())
    with pytest.raises(Tampered, match="epoch"):
        opened(tmp_path / "old")
    made(tmp_path / "other")
    (tmp_path / "other" / "epoch").write_bytes((folder / "epoch").read_bytes())
    with pytest.raises(Tampered, match="epoch"):
        opened(tmp_path / "other")


@pytest.mark.parametrize("left", [0.0, 0.1, 0.5, 0.9])
def test_a_truncated_key_store(folder: Path, left: float) -> None:
    leaves = made(folder, 3000)
    path = folder / "keys.db"
    os.truncate(path, int(path.stat().st_size * left) + 10)
    with pytest.raises(StorageFailed, match=r"keys\.db is damaged"):
        opened(folder).keys(1, list(leaves))


def test_a_key_store_that_is_none(folder: Path) -> None:
    made(folder)
    (folder / "keys.db").write_bytes(secrets.token_bytes(8192))
    with pytest.raises(StorageFailed, match=r"keys\.db is damaged"):
        opened(folder)
    (folder / "keys.db").unlink()
    (folder / "keys.db").mkdir()
    with pytest.raises(StorageFailed):
        opened(folder)


def test_a_key_store_of_another_form(folder: Path) -> None:
    made(folder)
    _sql(folder, "UPDATE tree SET form = ?", 2)
    with pytest.raises(StorageFailed, match="form"):
        opened(folder)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE key SET wrapped = (SELECT wrapped FROM key WHERE level = 4 AND tenant = 1 AND path = 2) "
        "WHERE level = 4 AND tenant = 1 AND path = 1",
        "UPDATE key SET wrapped = (SELECT wrapped FROM key WHERE level = 3 AND tenant = 2) "
        "WHERE level = 3 AND tenant = 1",
        "UPDATE key SET kind = 2 WHERE level = 4 AND tenant = 1",
        "UPDATE key SET born = 2 WHERE level = 3 AND tenant = 1",
        "UPDATE key SET born = 2 WHERE level = 0 AND tenant = 1",
        "UPDATE key SET wrapped = substr(wrapped, 1, 60) WHERE level = 4 AND tenant = 1",
        "UPDATE key SET wrapped = CAST(x'02' || substr(wrapped, 2) AS BLOB) WHERE level = 4 AND tenant = 1",
        "DELETE FROM key WHERE level = 2 AND tenant = 1",
    ],
)
def test_changed_rows_are_noticed(folder: Path, change: str) -> None:
    made(folder, 2)
    _sql(folder, change)
    keys = opened(folder)
    with pytest.raises(Tampered):
        keys.key(1, 1)
    with pytest.raises(Tampered):
        keys.keys(1, [1, 2])
    assert keys.key(2, 1) is not None


def test_a_full_disk_loses_nothing_that_was_committed(folder: Path) -> None:
    leaves = made(folder)
    keys = opened(folder)
    keys._link.execute("PRAGMA max_page_count = 20")
    with pytest.raises(StorageFailed, match="full"):
        keys.new_leaves(1, KeyKind.SUBJECT, 20_000)
    keys.rollback()
    keys._link.execute("PRAGMA max_page_count = 1000000")
    leaves |= dict(keys.new_leaves(1, KeyKind.SUBJECT, 10))
    keys.commit()
    assert opened(folder).keys(1, list(leaves)) == leaves


def test_a_key_store_that_breaks_while_open(folder: Path) -> None:
    made(folder)
    keys = opened(folder)
    _sql(folder, "DROP TABLE key")
    with pytest.raises(StorageFailed, match=r"keys\.db is damaged"):
        keys.key(1, 1)
    _sql(folder, "DROP TABLE tree")
    with pytest.raises(StorageFailed, match=r"keys\.db is damaged"):
        keys.refresh()


def test_a_writer_that_cannot_read_the_epoch_holds_no_lock(folder: Path) -> None:
    made(folder)
    keys = opened(folder)
    _sql(folder, "UPDATE tree SET generation = 9")
    with pytest.raises(Tampered, match="epoch"):
        keys.new_leaves(1, KeyKind.SUBJECT, 1)
    _sql(folder, "UPDATE tree SET generation = 1")
    assert keys.new_leaves(1, KeyKind.SUBJECT, 1)
    keys.commit()


def test_half_written_epoch_files_are_cleared_away(folder: Path) -> None:
    leaves = made(folder)
    whole = (folder / "epoch").read_bytes()
    keys = opened(folder)
    (folder / "epoch.new").write_text("half a fi")
    keys.destroy([(1, 1)])
    assert {path.name for path in folder.glob("epoch*")} == {"epoch"}
    (folder / "epoch").rename(folder / "epoch.new")
    (folder / "epoch").write_bytes(whole[:100])  # damaged, but the right one is there
    assert opened(folder).key(1, 2) == leaves[2]
    assert {path.name for path in folder.glob("epoch*")} == {"epoch"}


def test_errors_hold_no_key(folder: Path) -> None:
    made(folder, 2)
    _sql(folder, "UPDATE key SET kind = 2 WHERE level = 4 AND tenant = 1")
    with pytest.raises(PrivetError) as raised:
        opened(folder).key(1, 1)
    assert "b'" not in f"{raised.value!r} {raised.value.hint}"


def test_recovery_gives_a_new_root_what_the_old_one_had(folder: Path) -> None:
    seed, public = wrap.recovery_keypair(secrets.token_bytes)
    keys = KeyStore.create(folder, root(), secrets.token_bytes, recovery=public)
    keys.add_tenant(1)
    leaves = dict(keys.new_leaves(1, KeyKind.SUBJECT, 10))
    keys.commit()
    keys.destroy([(1, 3)])  # the recovery key reaches the epoch of today, not that of its making
    keys.close()
    del leaves[3]
    new = root(bytes([7]) * 32)
    (folder / "epoch.new").write_text("left by a crash")
    with pytest.raises(WrongKey, match="not the recovery key"):
        recover(folder, bytes(32), new, secrets.token_bytes)
    recovered = recover(folder, seed, new, secrets.token_bytes)
    assert recovered.keys(1, list(range(11))) == leaves
    recovered.destroy([(1, 4)])
    recovered.close()
    del leaves[4]
    with pytest.raises(WrongKey):
        opened(folder)
    assert KeyStore.open(folder, new, secrets.token_bytes).keys(1, list(range(11))) == leaves
    assert recover(folder, seed, root(), secrets.token_bytes).keys(1, list(range(11))) == leaves
    assert {path.name for path in folder.glob("epoch*")} == {"epoch"}


@pytest.mark.parametrize(
    "step", ["", "new epoch written", "old aside", "new in place", "old overwritten", "old removed"]
)
def test_a_recovery_key_that_is_adopted_opens_what_comes_after_and_a_crash_leaves_old_or_new(
    folder: Path, step: str
) -> None:
    seed, public = wrap.recovery_keypair(secrets.token_bytes)
    made(folder, 5)
    keys = opened(folder)

    class Crash(BaseException):
        pass

    def die(at: str) -> None:
        if at == step:
            raise Crash

    with suppress(Crash):
        entrust(folder, root(), public, die)
    keys.destroy([(1, 2)])  # by a process that was there before
    there = keys.keys(1, list(range(10)))
    keys.close()
    assert {path.name for path in folder.glob("epoch*")} == {"epoch"}
    assert opened(folder).keys(1, list(range(10))) == there
    if step == "new epoch written":
        with pytest.raises(WrongKey, match="without a recovery key"):
            recover(folder, seed, root(), secrets.token_bytes)
    else:
        assert recover(folder, seed, root(), secrets.token_bytes).keys(1, list(range(10))) == there
    with pytest.raises(Tampered):
        entrust(folder, root(), bytes(5))


def test_recovery_without_a_recovery_key(folder: Path) -> None:
    made(folder, 1)
    with pytest.raises(WrongKey, match="without a recovery key"):
        recover(folder, bytes(32), root(), secrets.token_bytes)


def _sql(folder: Path, sql: str, *values: object) -> None:
    link = sqlite3.connect(folder / "keys.db")
    with link:
        link.execute(sql, values)
    link.close()
