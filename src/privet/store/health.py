"""Is a database whole, and does a further place hold the keys of today? Nothing is changed by looking."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from privet.core.wrap import RootKey
from privet.errors import PrivetError, StorageFailed
from privet.store import epoch, keyrows
from privet.store.db import DATA, INDEX

DATABASES = (DATA, keyrows.FILE, INDEX)
SQLITE = sqlite3.sqlite_version
JOURNALS = ("-wal", "-shm")


def damage(path: Path) -> str:
    """What is wrong with a database, in a few words; empty when it is whole. Reads all of it."""
    if not path.exists():
        return "it is not there"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=20)) as link:
            row = link.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return "it cannot be opened" if "unable to open" in str(error) else "it is damaged"
    return "" if row and row[0] == "ok" else "it is damaged"


def drop_damaged_index(folder: Path) -> bool:
    """Remove `index.db` if it alone is damaged: it is built again from the data. Whether it was removed."""
    if not damage(folder / INDEX) or any(damage(folder / name) for name in DATABASES if name != INDEX):
        return False
    for end in ("", *JOURNALS):
        (folder / f"{INDEX}{end}").unlink(missing_ok=True)
    return True


def place(folder: Path, today: tuple[bytes, int]) -> str:
    """What is wrong with the copy of the keys in a further place; empty when it is that of `today` (id, generation)."""
    try:
        found = epoch.read(folder / epoch.NAME)
        if found is None:
            return "its epoch file is not there"
        if (found.store, found.generation) != today or keyrows.check(folder / keyrows.FILE) != today:
            return "its keys are not those of today"
    except PrivetError as error:
        return error.message
    except (sqlite3.Error, OSError):
        return "its copy of the key store cannot be read"
    return ""


def generation(folder: Path) -> tuple[tuple[bytes, int], Sequence[int]]:
    """The (id, generation) that `keys.db` has committed, and the generations of the epoch files that belong to it."""
    with closing(keyrows.existing(folder)) as link:
        store, committed = keyrows.identity(link)
    files = []
    for name in (epoch.NAME, epoch.NEW, epoch.OLD):
        try:
            found = epoch.read(folder / name)
        except PrivetError:
            continue
        if found is not None and found.store == store:
            files.append(found.generation)
    return (store, committed), files


def opens(folder: Path, root: RootKey) -> None:
    """Raise unless the key provider opens the epoch file that belongs to `keys.db` as it is."""
    with closing(keyrows.existing(folder)) as link:
        found = epoch.find(folder, *keyrows.identity(link))
    if found is None:
        raise StorageFailed("no epoch file belongs to keys.db as it is", hint=epoch.RESTORE)
    epoch.opened(found, root)


LEAST_FREE = 16 << 20
"""Bytes that must be free for another message to be taken."""


def writable(folder: Path) -> None:
    """Raise StorageFailed where nothing more can be written in `folder`: no room, or mounted read-only."""
    held = os.statvfs(folder)
    if held.f_flag & os.ST_RDONLY:
        raise StorageFailed("the data folder is mounted read-only", hint="mount it so that it can be written")
    if held.f_bavail * held.f_frsize < LEAST_FREE:
        raise StorageFailed("the disk is full", hint="free some space")


def open_to_others(folder: Path) -> list[str]:
    """Files in `folder` that others than their owner may read or write, by name."""
    found = []
    for path in sorted(folder.iterdir()):
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:  # another process removed it meanwhile: an epoch that was replaced, a journal
            continue
        if stat.S_ISREG(mode) and mode & 0o077:
            found.append(path.name)
    return found
