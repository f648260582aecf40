"""Further places: folders that each hold exactly one copy of the key store and one `epoch`, for when the first is lost.

After an erasure both are replaced there, read back, and what they replaced is overwritten and removed; until every
place has answered, the certificate stays pending. A data backup lies elsewhere and holds neither.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from privet.errors import Busy, PrivetError, StorageFailed
from privet.store import epoch, keyrows
from privet.store.keystore import KeyStore

_NEW, _OLD = f"{keyrows.FILE}.new", f"{keyrows.FILE}.old"
NAMES = (keyrows.FILE, _NEW, _OLD)
"""What a key store may be called in a place when a power cut broke off its renewal: where there are
several, the first that is whole and has its epoch counts.
"""

_JOURNALS = ("-wal", "-shm", "-journal")
_TRIES = 3


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """What became of one place, named by its path.

    `done` means that it holds `generation` and nothing older; `reason` says why not.
    """

    name: str
    done: bool
    generation: int
    reason: str = ""


def replicate(keystore: KeyStore, places: Sequence[Path]) -> list[PlaceResult]:
    """Bring every place up to date; each answers for itself, and a second call does again what one could not do."""
    return [_replicate(keystore, place) for place in places]


def _replicate(keystore: KeyStore, place: Path) -> PlaceResult:
    reason = ""
    for _ in range(_TRIES):
        try:
            return PlaceResult(str(place), True, _replace(keystore, place))
        except Busy as error:  # another process erased meanwhile: what was copied is out of date
            reason = error.message
            keystore.refresh()
        except (sqlite3.Error, OSError) as error:
            reason = keyrows.failure(error).message
            break
        except PrivetError as error:
            reason = error.message
            break
    return PlaceResult(str(place), False, keystore.generation, reason)


def _replace(keystore: KeyStore, place: Path) -> int:
    """Put the key store and its epoch of today in one place; the generation that it holds then."""
    name, new, old = place / keyrows.FILE, place / _NEW, place / _OLD
    if not place.is_dir():  # never made here: a medium that is not mounted must not look like one that is
        raise StorageFailed("the folder is not there")
    if place.resolve() == keystore.folder.resolve():
        raise StorageFailed("the place is the data folder itself")
    _refuse_other(place, keystore)
    epoch.scrub(new)
    today = keystore.copy(new)
    epoch.write_new(place, today)
    epoch.scrub(old)
    if name.exists():
        os.rename(name, old)
    for journal in _JOURNALS:  # one of an older file would be replayed into the new one
        epoch.scrub(place / f"{keyrows.FILE}{journal}")
    os.rename(new, name)
    epoch.sync_folder(place)
    if keyrows.check(name) != (today.store, today.generation):
        raise StorageFailed("the copy of the key store cannot be read back")
    epoch.settle(place, today.store, today.generation, prefer_new=True)
    epoch.scrub(old)
    epoch.sync_folder(place)
    return today.generation


def _refuse_other(place: Path, keystore: KeyStore) -> None:
    """Leave alone what is another installation's, and what is newer than we are: then it is we who were put back."""
    try:
        there = epoch.read(place / epoch.NAME)
    except PrivetError:  # damaged: it opens nothing and is replaced
        return
    if there is None:
        return
    if there.store != keystore.store:
        raise StorageFailed("the place holds the keys of another installation")
    if there.generation > keystore.generation:
        raise StorageFailed(
            "the place is newer than this installation, which must have been put back to an older state"
        )
