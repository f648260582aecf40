"""Pieces: files become sealed pieces in packs, and files again; each is checked when it is read back.

A step of backup, drill and restore. What a piece holds of a customer is sealed already under keys that no backup has:
who opens pieces still reads nobody.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from privet.core import backup as core
from privet.core import ids, seal
from privet.core.backup import File, Keys, Listing, Piece
from privet.core.unseal import unseal
from privet.errors import Tampered
from privet.store.backups import Backups

Known = dict[bytes, tuple[str, Piece]]
"""Pieces that are in the folder, by name, and the pack that each lies in."""


class Pieces:
    """The pieces of the files of one backup: those the folder has, and new ones in packs of its own."""

    def __init__(
        self, there: Backups, keys: Keys, store: bytes, chance: Callable[[int], bytes], known: Known,
        reached: Callable[[str], None],
    ) -> None:  # fmt: skip
        self.packs: dict[str, int] = {}
        self.pieces: list[Piece] = []
        self.new_bytes = self.new_pieces = 0
        self._there, self._store, self._chance, self._known, self._reached = there, store, chance, known, reached
        self._named, self._sealed = keys.named(), seal.sealing(keys.seal)
        self._begin()

    def add(self, name: str, path: Path) -> File:
        """A file that nobody else has open."""
        size, whole, first = 0, hashlib.sha256(), len(self.pieces)
        with path.open("rb") as file:
            while held := file.read(core.PIECE):
                size += len(held)
                whole.update(held)
                self.pieces.append(self._piece(held))
        return File(name, size, whole.hexdigest(), len(self.pieces) - first)

    def flush(self) -> None:
        """Write the pack that was begun."""
        if self._waiting:
            self._there.put_pack(self._pack, self._waiting)
            self._reached("pack written")
        self._begin()

    def _piece(self, held: bytes) -> Piece:
        name = self._named(held)
        found = self._known.get(name)
        if found is None:
            sealed = self._sealed(self._chance(seal.NONCE), held, core.piece_context(self._store, name))
            if self._length + len(sealed) > core.PACK:
                self.flush()
            found = self._known[name] = self._pack, Piece(name, 0, self._length, len(sealed))
            self._waiting.append(sealed)
            self._length += len(sealed)
            self.new_bytes += len(sealed)
            self.new_pieces += 1
        pack, piece = found
        return replace(piece, pack=self.packs.setdefault(pack, len(self.packs)))

    def _begin(self) -> None:
        self._pack, self._waiting, self._length = ids.letters(self._chance(16)), list[bytes](), 0


def read(there: Backups, keys: Keys, listing: Listing, name: str) -> Iterator[bytes]:
    """What a file of a backup held, piece by piece. Raises Tampered for a piece that is not what was sealed, and at the
    end for a file that is not what was read.
    """
    for file, first in core.spans(listing.files):
        if file.name == name:
            yield from _checked(there, keys, listing, file, listing.pieces[first : first + file.pieces])
            return
    raise Tampered(f"there is no {name} in this backup")


def _checked(there: Backups, keys: Keys, listing: Listing, file: File, pieces: tuple[Piece, ...]) -> Iterator[bytes]:
    whole, size, named = hashlib.sha256(), 0, keys.named()
    for one in pieces:
        sealed = there.piece(listing.packs[one.pack], one.start, one.length)
        held = unseal(keys.seal, sealed, core.piece_context(listing.store, one.name))
        if not hmac.compare_digest(named(held), one.name):
            raise Tampered("a piece of the backup is not what its name says")
        whole.update(held)
        size += len(held)
        yield held
    if (size, whole.hexdigest()) != (file.size, file.sha256):
        raise Tampered(f"{file.name} in this backup is not the file that was read")
