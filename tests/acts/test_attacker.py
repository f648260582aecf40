"""Whoever holds everything but an earlier `epoch` reads nothing of who was erased, and finds no number by trying them.

The attacker has every earlier backup of the data, every earlier key store, and of today data, key store, index, epoch
and root key. The same attack reads whoever was not erased, and with an earlier `epoch` the erased one too: it can.
"""

from __future__ import annotations

import secrets
import sqlite3
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from conftest import Installation
from privet.acts import index
from privet.core import seal, tags
from privet.core.unseal import unseal
from privet.core.wrap import LEAF, child_context, unwrapping
from privet.errors import Tampered
from privet.store import epoch, tenants

ANN, BEN, CID = "+12025550101", "+12025550102", "+12025550103"
MAIL, MAIL_OF_BEN = "ann@example.com", "ben@example.com"
SAID, SAID_BY_BEN = "the zeppelin is late", "the submarine is late"
NUMBERS = [f"+1202555{last:04}" for last in range(50, 250)]
WORDS = ["apple", "house", "late", "submarine", "train", "zeppelin"]
FILES = ("data.db", "keys.db", "index.db")

SEALED = (
    "SELECT tenant, subject, subject, 0, 3, slot, period, record FROM subject",
    "SELECT c.tenant, c.subject, c.conversation, 0, 4, s.slot, c.period, c.record FROM conversation c "
    "JOIN subject s USING (tenant, subject)",
    "SELECT m.tenant, m.subject, m.message, 0, 2, s.slot, m.period, m.body FROM message m "
    "JOIN subject s USING (tenant, subject)",
    "SELECT v.tenant, v.subject, v.value, v.kind, 1, s.slot, v.period, v.sealed FROM value v "
    "JOIN subject s USING (tenant, subject)",
)
"""What is sealed of a subject, with the place it belongs to: docs/spec/sealed-value.md."""


@dataclass
class Loot:
    """What the attacker has: folders with copies of databases, the bytes of every file in them as it was taken, and the
    epoch keys that they could open."""

    folders: list[Path] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    epochs: list[bytes] = field(default_factory=list)
    index_key: bytes = b""
    generation: int = 0

    def rows(self, file: str, sql: str) -> Iterator[tuple[Path, tuple]]:
        for folder in self.folders:
            if (folder / file).exists():
                link = sqlite3.connect(folder / file)
                try:
                    yield from ((folder, row) for row in link.execute(sql))
                finally:
                    link.close()


def backup(installation: Installation, folder: Path) -> Path:
    """What a backup holds, and beside it the key store of that day: no epoch, no index."""
    folder.mkdir()
    link = sqlite3.connect(installation.folder / "data.db")
    link.execute("VACUUM INTO ?", (str(folder / "data.db"),))
    link.close()
    installation.app.store.keys.copy(folder / "keys.db")
    return folder


def epoch_key(installation: Installation) -> bytes:
    return epoch.opened(epoch.decode((installation.folder / "epoch").read_bytes()), installation.root)


def all_keys(loot: Loot) -> tuple[dict[tuple[int, int], set[bytes]], set[bytes]]:
    """Every key that can be had: each known one is tried on every row of every key store, and each so found again."""
    closed = {row for _, row in loot.rows("keys.db", "SELECT tenant, level, path, kind, wrapped FROM key")}
    leaves: dict[tuple[int, int], set[bytes]] = defaultdict(set)
    found, hungry = set(loot.epochs), list(loot.epochs)
    while hungry:
        open_ = unwrapping(hungry.pop())
        for row in list(closed):
            tenant, level, path, kind, wrapped = row
            for born in range(loot.generation + 1):
                try:
                    key = open_(wrapped, child_context(tenant, level, path, kind, born))
                except Tampered:
                    continue
                closed.discard(row)
                if level == LEAF:
                    leaves[tenant, path].add(key)
                if key not in found:
                    found.add(key)
                    hungry.append(key)
                break
    return leaves, found


def read(loot: Loot) -> bytes:
    """All that can be opened of all that is sealed, in every data backup and today's: every key found is tried as the
    subject's."""
    leaves, found = all_keys(loot)
    plain = []
    for sql in SEALED:
        for _, (tenant, subject, record, kind, what, slot, period, sealed) in set(loot.rows("data.db", sql)):
            place = seal.context(tenant, subject, record, kind, what, slot, period)
            for of_period in leaves[tenant, period]:
                for key in found:
                    try:
                        plain.append(unseal(seal.data_key(key, of_period, tenant, subject, period), sealed, place))
                    except Tampered:
                        continue
    return b"\0".join(plain)


def tried(loot: Loot, use: bytes, words: Iterable[str]) -> set[str]:
    """Which of the words somebody finds with today's index key, in any table or loose byte of any file they have."""
    numbers: set[int] = set()
    for folder in loot.folders:
        for name in FILES:
            if (folder / name).exists():
                numbers |= integers(folder / name)
    made = {word: tags.tag(loot.index_key, use, word) for word in words}
    return {
        word
        for word, tag in made.items()
        if tag in numbers or any(tag.to_bytes(8, "big") in data for data in loot.files)
    }


def integers(path: Path) -> set[int]:
    """Every number in every table of a database."""
    link = sqlite3.connect(path)
    try:
        tables = [name for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = (row for name in tables for row in link.execute(f'SELECT * FROM "{name}"'))
        return {value for row in rows for value in row if isinstance(value, int)}
    finally:
        link.close()


@pytest.fixture
def stolen(installation: Installation, tmp_path: Path) -> tuple[Loot, bytes]:
    """Two earlier days, an erasure of somebody else between them, then Ann's; and the epoch key of the day before."""
    loot = Loot()
    installation.receive(f"{SAID}, {MAIL}", ANN, subject_ref="customer 1")
    installation.receive(f"{SAID_BY_BEN}, {MAIL_OF_BEN}", BEN, subject_ref="customer 2")
    installation.receive("never mind", CID)
    index.whole(installation.app, installation.tenant)
    loot.folders.append(backup(installation, tmp_path / "one"))
    installation.erase(installation.subject(CID))
    installation.receive(f"still: {SAID}", ANN)
    index.whole(installation.app, installation.tenant)
    loot.folders.append(backup(installation, tmp_path / "two"))
    before = epoch_key(installation)
    installation.erase(installation.subject(ANN))
    with installation.app.store.view(installation.tenant) as view:
        key = view.keys.key(view.tenant, tenants.slots(view)[0])
    assert key is not None
    loot.index_key, loot.generation = key, installation.app.store.keys.generation
    loot.epochs.append(epoch_key(installation))
    # Of today the files as they lie on the disk, journals and freed pages included, while the installation runs. They
    # are copied by another process: a plain open and close here would end the locks of this one.
    subprocess.run(["cp", "-r", str(installation.folder), str(tmp_path / "today")], check=True)
    loot.folders.append(tmp_path / "today")
    loot.files = [one.read_bytes() for folder in loot.folders for one in folder.iterdir() if one.is_file()]
    return loot, before


def test_nothing_of_the_erased_is_read_and_all_of_who_was_not(stolen: tuple[Loot, bytes]) -> None:
    loot, _ = stolen
    plain = read(loot)
    for word in (ANN, MAIL, "zeppelin", "customer 1", CID):
        assert word.encode() not in plain
    for word in (BEN, MAIL_OF_BEN, "submarine", "customer 2"):
        assert word.encode() in plain


def test_with_an_earlier_epoch_the_same_attack_reads_the_erased(stolen: tuple[Loot, bytes]) -> None:
    """What the certificate's first line says, and the proof that the attack is one."""
    loot, before = stolen
    loot.epochs.append(before)
    plain = read(loot)
    for word in (ANN, MAIL, "zeppelin", "customer 1"):
        assert word.encode() in plain
    assert CID.encode() not in plain  # erased before that epoch began


def test_no_number_word_or_address_of_the_erased_is_found_by_trying(stolen: tuple[Loot, bytes]) -> None:
    loot, _ = stolen
    assert tried(loot, tags.ADDRESS, NUMBERS) == {BEN}
    assert tried(loot, tags.MENTION, [MAIL, MAIL_OF_BEN, *NUMBERS]) == {MAIL_OF_BEN}
    assert tried(loot, tags.REFERENCE, [f"customer {number}" for number in range(100)]) == {"customer 2"}
    assert tried(loot, tags.WORD, WORDS) == {"late", "submarine"}
    other = Loot(loot.folders, loot.files, index_key=secrets.token_bytes(32))
    assert tried(other, tags.ADDRESS, NUMBERS) == set()
    ben = tags.tag(loot.index_key, tags.ADDRESS, BEN).to_bytes(8, "big")
    assert any(ben in data for data in loot.files)  # so that a row in a freed page would be seen
