"""The key store: every key of every tenant, wrapped, in one tree whose top changes with every erasure.

    root key (key provider) → epoch key (file `epoch`) → tenant's node → three inner nodes → leaf

A leaf is (tenant, slot); slots are given out in ascending order and never again, and a slot's four bytes are the leaf's
path. Destroying a leaf draws fresh keys for every node above it, the epoch key included, so that no earlier copy of
`keys.db` opens it under today's keys. The rows are described in docs/spec/wrapped-key.md.

A process that writes holds the data store's write lock, calls `refresh`, and commits here before it commits the data.
One KeyStore is used by one thread at a time.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from privet.core.wrap import KEY, TENANT_NODE, KeyKind, RootKey
from privet.errors import BadInput, Busy, NotFound, Tampered, TooLarge
from privet.store import epoch, keyrows, rekey
from privet.store.keytree import KeyTree
from privet.store.rekey import Node

Chance = Callable[[int], bytes]
"""Gives so many random bytes."""

Leaf = tuple[int, int]
"""A leaf of the tree: tenant and slot."""

HIGHEST_SLOT = 2**32 - 1
FIRST_SLOT = 1
"""Slot 0 is never given out, so that it can stand for "no key"."""

_Read = TypeVar("_Read")

_TRIES, _PAUSE_S = 200, 0.005


@dataclass(frozen=True, slots=True)
class Destruction:
    """What `destroy` did: leaves gone by it, leaves that were not there, and the generation that holds now.

    `truncated` is False when another process's reader kept the old journal open; its rows open nothing any more.
    """

    generation: int
    destroyed: tuple[Leaf, ...]
    absent: tuple[Leaf, ...]
    truncated: bool


class KeyStore:
    """The keys of one installation, open. Made by `create` or `open`."""

    def __init__(self, folder: Path, link: sqlite3.Connection, root: RootKey, chance: Chance, cached: int) -> None:
        self.folder = folder
        self._link = link
        self.root = root
        self._chance = chance
        self._tree = KeyTree(link, chance, cached)
        self._store = b""

    @classmethod
    def create(
        cls, folder: Path, root: RootKey, chance: Chance, recovery: bytes | None = None, *, cached: int = 50_000
    ) -> KeyStore:
        """A new key store in `folder` (made when missing, 0700); `recovery` is a recovery key's public half.

        Raises BadInput when there is one already; what a crash left half made is made anew.
        """
        with keyrows.plain_errors():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            link = keyrows.connect(folder / keyrows.FILE, create=True)
            try:
                link.execute("BEGIN IMMEDIATE")
                if link.execute("SELECT 1 FROM sqlite_master").fetchone() or (folder / epoch.NAME).exists():
                    raise BadInput("there is a key store in this folder already", hint="open it, or choose another")
                store = chance(16)
                for table in keyrows.TABLES:
                    link.execute(table)
                link.execute("INSERT INTO tree VALUES (1, ?, ?, 1)", (keyrows.FORM, store))
                epoch.write_new(folder, epoch.sealed(chance(KEY), store, 1, root, recovery))
                link.execute("COMMIT")
            finally:
                link.close()
        return cls.open(folder, root, chance, cached=cached)

    @classmethod
    def open(cls, folder: Path, root: RootKey, chance: Chance, *, cached: int = 50_000) -> KeyStore:
        """The key store in `folder`; completes or discards what a crash interrupted. `cached` counts leaf keys.

        Raises NoInstallation, WrongKey (root key), Tampered (epoch file), StorageFailed (keys.db).
        """
        keys = cls(folder, keyrows.existing(folder), root, chance, cached)
        try:
            with keyrows.plain_errors():
                if epoch.unsettled(folder):
                    keys._settle()
                keys._load()
        except BaseException:
            keys.close()
            raise
        return keys

    def close(self) -> None:
        """Close the file and forget every key; what was not committed is gone."""
        self._tree.forget()
        self._link.close()

    @property
    def store(self) -> bytes:
        """The key store's random id, 16 bytes."""
        return self._store

    @property
    def generation(self) -> int:
        """The generation of the epoch key in use: one more with every erasure."""
        return self._tree.epoch[1]

    def refresh(self) -> bool:
        """Whether another process changed the keys: then everything cached is dropped and the epoch read again.

        Writers call it right after they took the data store's write lock, readers when they begin to read.
        """
        try:
            if self._link.execute("SELECT generation FROM tree").fetchone()[0] == self._tree.epoch[1]:
                return False
            self._load()
        except (sqlite3.Error, OSError) as error:
            raise keyrows.failure(error) from None
        return True

    def add_tenant(self, tenant: int) -> None:
        """Give `tenant` (0 to 2^63 - 1) its node, in the open transaction. Nothing happens when it has one."""
        with keyrows.plain_errors():
            self._begin()
            if self._link.execute("SELECT 1 FROM tenant WHERE tenant = ?", (tenant,)).fetchone():
                return
            self._link.execute("INSERT INTO tenant VALUES (?, ?)", (tenant, FIRST_SLOT))
            self._tree.grow(tenant, TENANT_NODE, 0)

    def new_leaves(self, tenant: int, kind: KeyKind, count: int) -> list[tuple[int, bytes]]:
        """`count` new keys of `kind` as (slot, key), in the open transaction; one is begun when there is none.

        They exist once `commit` returned, which comes before the commit of the data that uses them. Raises NotFound
        for an unknown tenant.
        """
        with keyrows.plain_errors():
            self._begin()
            row = self._link.execute("SELECT next_slot FROM tenant WHERE tenant = ?", (tenant,)).fetchone()
            if row is None:
                raise NotFound("the key store knows no such tenant")
            first = int(row[0])
            if first + count - 1 > HIGHEST_SLOT:
                raise TooLarge("this tenant has used up its 4,294,967,295 keys")
            made = self._tree.plant(tenant, kind, first, count)
            self._link.execute("UPDATE tenant SET next_slot = ? WHERE tenant = ?", (first + count, tenant))
        return made

    def commit(self) -> None:
        """Make the new leaves durable. Nothing happens when there are none."""
        if self._link.in_transaction:
            with keyrows.plain_errors():
                self._link.execute("COMMIT")

    def rollback(self) -> None:
        """Drop what was not committed. Nothing happens when there is nothing."""
        if self._link.in_transaction:
            self._tree.forget()
            with keyrows.plain_errors():
                self._link.execute("ROLLBACK")

    def key(self, tenant: int, slot: int) -> bytes | None:
        """The 32-byte key of a leaf; None when it was destroyed or never there. Raises Tampered for a damaged row."""
        return self._tree.cached(tenant, slot) or self._consistently(lambda: self._tree.key(tenant, slot))

    def keys(self, tenant: int, slots: Sequence[int]) -> dict[int, bytes]:
        """The keys of many leaves at once, by slot; those destroyed or never there are missing."""
        return self._consistently(lambda: self._tree.keys(tenant, slots))

    def destroy(self, leaves: Sequence[Leaf], reached: Callable[[str], None] = lambda step: None) -> Destruction:
        """Destroy leaves for good; those already gone are named as absent, so that it can be repeated after a crash.

        The caller holds the data store's write lock and has committed. Either nothing happened or, once the new epoch
        is committed, it is completed by the next `open` or `destroy`. `reached` is told each durable step (for tests).
        """
        if self._link.in_transaction:
            raise RuntimeError("commit or roll back the new leaves before destroying others")
        with keyrows.plain_errors():
            if epoch.unsettled(self.folder):
                self._settle()
            there = self._rekey(leaves, reached)
            truncated = keyrows.truncate_journal(self._link)
            reached("journal cut")
            self._settle(reached)
        return Destruction(self.generation, tuple(there), tuple(sorted(set(leaves) - set(there))), truncated)

    def copy(self, path: Path) -> epoch.Epoch:
        """A consistent copy of `keys.db` in the new file `path`, durable, and the epoch that belongs to it.

        Raises Busy when the keys changed meanwhile; then the copy is worthless.
        """
        with keyrows.plain_errors():
            identity = keyrows.copy(self._link, path)
            found = epoch.find(self.folder, *identity)
        if found is None:
            raise Busy("the keys changed while they were copied", hint="try again")
        return found

    def _rekey(self, leaves: Sequence[Leaf], reached: Callable[[str], None]) -> list[Leaf]:
        """The transaction of `destroy`: the leaves that were there, gone, under a new epoch."""
        self._link.execute("BEGIN IMMEDIATE")
        try:
            self.refresh()
            there = rekey.present(self._link, leaves)
            new: Node = (self._chance(KEY), self._tree.epoch[1] + 1)
            if there:
                recovery = self._entrusted()
                rekey.rekey(self._link, self._chance, there, self._tree.node, self._tree.epoch, new)
                self._link.execute("UPDATE tree SET generation = ?", (new[1],))
                reached("rows written")
                epoch.write_new(self.folder, epoch.sealed(new[0], self._store, new[1], self.root, recovery))
                reached("new epoch written")
            self._link.execute("COMMIT")
        except BaseException:
            if self._link.in_transaction:
                self._link.execute("ROLLBACK")
            raise
        finally:
            self._tree.forget()
        if there:
            self._tree.epoch = new
            reached("committed")
        return there

    def _settle(self, reached: Callable[[str], None] = lambda step: None) -> None:
        """Leave one epoch file, the committed one, under the write lock; then nobody else is between two steps."""
        self._link.execute("BEGIN IMMEDIATE")
        try:
            epoch.settle(self.folder, *keyrows.identity(self._link), reached)
        finally:
            self._link.execute("ROLLBACK")

    def _load(self) -> None:
        """Forget everything and read the epoch that the key store names now."""
        self._tree.forget()
        found = self._find()
        key = epoch.opened(found, self.root)
        self._store = found.store
        self._tree.epoch = key, found.generation

    def _find(self) -> epoch.Epoch:
        """The epoch file of the committed generation; waits a second for another process that is replacing it."""
        for _ in range(_TRIES):
            found = epoch.find(self.folder, *keyrows.identity(self._link))
            if found is not None:
                return found
            time.sleep(_PAUSE_S)
        raise Tampered("the epoch file does not belong to this key store", hint=epoch.RESTORE)

    def _entrusted(self) -> bytes | None:
        """The recovery key that the epoch is sealed to now: another process may have changed it since this one looked.
        The root key says whether the file is the one that was written.
        """
        found = self._find()
        epoch.opened(found, self.root)
        return found.recovery_public

    def _begin(self) -> None:
        if not self._link.in_transaction:
            self._link.execute("BEGIN IMMEDIATE")
            try:
                self.refresh()
            except BaseException:
                self._link.execute("ROLLBACK")
                raise

    def _consistently(self, read: Callable[[], _Read]) -> _Read:
        """What `read` gives; once more after each change of the keys by another process that it ran into."""
        while True:
            try:
                return read()
            except Tampered:
                if not self.refresh():
                    raise
            except sqlite3.Error as error:
                raise keyrows.failure(error) from None
