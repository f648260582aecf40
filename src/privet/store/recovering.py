"""The recovery key and the epoch: opening by it under a new root key, and sealing the epoch to another one.

Both replace the epoch's file under the key store's write lock: after a crash it is the old one or the new.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from privet.core.wrap import RootKey
from privet.errors import Tampered
from privet.store import epoch, keyrows
from privet.store.keystore import Chance, KeyStore

Reached = Callable[[str], None]


def recover(folder: Path, seed: bytes, root: RootKey, chance: Chance) -> KeyStore:
    """The key store opened by the recovery key's 32-byte seed, its epoch sealed to the new `root` from now on."""
    with _locked(folder) as found:
        key = epoch.opened_with_recovery(found, seed)
        _replace(folder, epoch.sealed(key, found.store, found.generation, root, found.recovery_public))
    return KeyStore.open(folder, root, chance)


def entrust(folder: Path, root: RootKey, recovery: bytes, reached: Reached = lambda step: None) -> None:
    """Seal the epoch to this recovery key's public half, in place of any other. Raises Tampered when it is none."""
    with _locked(folder) as found:
        key = epoch.opened(found, root)
        _replace(folder, epoch.sealed(key, found.store, found.generation, root, recovery), reached)


def _replace(folder: Path, new: epoch.Epoch, reached: Reached = lambda step: None) -> None:
    epoch.write_new(folder, new)
    reached("new epoch written")
    epoch.settle(folder, new.store, new.generation, reached, prefer_new=True)


@contextmanager
def _locked(folder: Path) -> Iterator[epoch.Epoch]:
    """The epoch of a key store that nobody else changes for the block."""
    link: sqlite3.Connection
    with keyrows.plain_errors(), closing(keyrows.existing(folder)) as link:
        link.execute("BEGIN IMMEDIATE")
        identity = keyrows.identity(link)
        if epoch.unsettled(folder):
            epoch.settle(folder, *identity)
        found = epoch.find(folder, *identity)
        if found is None:
            raise Tampered("the epoch file does not belong to this key store", hint=epoch.RESTORE)
        yield found
