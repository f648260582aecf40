"""A backup's form: pieces of the data under names that only the key gives, and a list of them that is signed
(docs/spec/backup.md).

Everything is made of one 32-byte key, which lies in the key store and in no backup. A piece's name is a keyed hash of
what it holds, so that what did not change is not written again, and a thief of the backup learns from names nothing but
how much changed. The signed note is a checkpoint (docs/spec/checkpoint.md): how many pieces, and the list's hash.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from privet.core.note import Signer
from privet.errors import Tampered

FORM: Final = 1
PIECE: Final = 16_384
"""Bytes of a piece: eight pages of the data, since a message touches few pages in many places."""

PACK: Final = 16 << 20
"""A pack, the file that pieces lie in, is ended at so many bytes."""

NAME: Final = 32
MOST_PIECES: Final = 1 << 28
"""4 TiB of data; nobody's list makes a reader allocate more."""

_ROW = struct.Struct(">32sIII")
_HEAD = struct.Struct(">8sI")
_MAGIC: Final = b"privetB1"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What the backup key gives: what seals, what names, what signs; 32 bytes each, by HKDF-Expand (RFC 5869 §2.3)."""

    seal: bytes
    name: bytes
    sign: bytes

    @classmethod
    def of(cls, key: bytes) -> Keys:
        """Those of a 32-byte key."""
        if len(key) != 32:
            raise ValueError("a backup key has 32 bytes")
        return cls(*(_expanded(key, what) for what in (b"seal", b"name", b"sign")))

    def named(self) -> Callable[[bytes], bytes]:
        """The name of a piece, by what it holds: keyed BLAKE2b (RFC 7693), 32 bytes."""
        key = self.name
        return lambda held: hashlib.blake2b(held, digest_size=NAME, key=key).digest()

    def signer(self, store: bytes) -> Signer:
        """What signs the notes of an installation's backups."""
        return Signer(self.sign, origin(store))


def origin(store: bytes) -> str:
    """What an installation's backups are called in their notes, by its key store's id."""
    return f"privet.invalid/backup/{store.hex()}"


@dataclass(frozen=True, slots=True)
class Held:
    """What a tenant's data held: entries on the ledger, messages, subjects."""

    tenant: int
    entries: int
    messages: int
    subjects: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a piece lies: the number of its pack in the list, and from which byte to which."""

    name: bytes
    pack: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class File:
    """A file in the backup: its size in bytes, its SHA-256, and how many of the list's pieces are its own."""

    name: str
    size: int
    sha256: str
    pieces: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One backup: when the data was read (ms), of which key store and generation, of which schema, and its pieces.

    `slots` is the next free slot of each tenant's keys at that time: a key store that gave out fewer is too old for it.
    """

    at: int
    store: bytes
    generation: int
    schema: str
    slots: dict[int, int]
    held: tuple[Held, ...]
    files: tuple[File, ...]
    packs: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def messages(self) -> int:
        """How many messages there were, of all tenants."""
        return sum(one.messages for one in self.held)


def piece_context(store: bytes, name: bytes) -> bytes:
    """The place of a piece: of which installation, under which name. A piece put elsewhere does not open."""
    return b"privet backup piece 1" + store + name


def list_context(store: bytes, run: str) -> bytes:
    """The place of a backup's list: of which installation, under which name."""
    return b"privet backup list 1" + store + run.encode("ascii")


def encode(listing: Listing) -> bytes:
    """The list's bytes: magic ‖ length of a JSON object ‖ that ‖ 44 bytes a piece."""
    head = {
        "form": FORM,
        "at": listing.at,
        "store": listing.store.hex(),
        "generation": listing.generation,
        "schema": listing.schema,
        "slots": [[tenant, slot] for tenant, slot in sorted(listing.slots.items())],
        "held": [[one.tenant, one.entries, one.messages, one.subjects] for one in listing.held],
        "files": [[one.name, one.size, one.sha256, one.pieces] for one in listing.files],
        "packs": list(listing.packs),
    }
    text = json.dumps(head, separators=(",", ":")).encode("ascii")
    rows = b"".join(_ROW.pack(one.name, one.pack, one.start, one.length) for one in listing.pieces)
    return _HEAD.pack(_MAGIC, len(text)) + text + rows


def decode(data: bytes) -> Listing:
    """The list in its bytes. Raises Tampered for anything that `encode` does not write."""
    try:
        magic, length = _HEAD.unpack_from(data)
        end = _HEAD.size + length
        if magic != _MAGIC or end > len(data) or (len(data) - end) % _ROW.size:
            raise Tampered("a backup's list is damaged or of a form that this version does not know")
        found = _head(json.loads(data[_HEAD.size : end]), data[end:])
    except (ValueError, TypeError, KeyError, struct.error, RecursionError):
        raise Tampered("a backup's list is damaged") from None
    _whole(found)
    return found


def _head(head: dict[str, Any], rows: bytes) -> Listing:
    if head["form"] != FORM:
        raise Tampered("a backup's list is of a form that this version does not know")
    return Listing(
        int(head["at"]),
        bytes.fromhex(head["store"]),
        int(head["generation"]),
        str(head["schema"]),
        {int(tenant): int(slot) for tenant, slot in head["slots"]},
        tuple(Held(*map(int, one)) for one in head["held"]),
        tuple(File(str(name), int(size), str(sha), int(count)) for name, size, sha, count in head["files"]),
        tuple(map(str, head["packs"])),
        tuple(Piece(*row) for row in _ROW.iter_unpack(rows)),
    )


def _whole(listing: Listing) -> None:
    """Every piece belongs to a file and lies in a pack; every file has as many as its size asks for."""
    fits = len(listing.store) == 16 and sum(one.pieces for one in listing.files) == len(listing.pieces)
    fits = fits and all(one.pieces == -(-one.size // PIECE) and one.size >= 0 for one in listing.files)
    fits = fits and all(one.pack < len(listing.packs) and one.length <= PIECE + 64 for one in listing.pieces)
    if not fits or len(listing.pieces) > MOST_PIECES:
        raise Tampered("a backup's list does not add up")


def older(listing: Listing, store: bytes, generation: int, slots: dict[int, int]) -> str:
    """Why this key store does not fit a backup; empty where it does: the same one, and not older than the data."""
    if store != listing.store:
        return "the key store is another installation's"
    if generation < listing.generation or any(slots.get(tenant, 0) < slot for tenant, slot in listing.slots.items()):
        return "the key store is older than the backup: keys of what came last are not in it"
    return ""


def spans(files: Sequence[File]) -> list[tuple[File, int]]:
    """Each file, and the number of its first piece."""
    found, at = [], 0
    for one in files:
        found.append((one, at))
        at += one.pieces
    return found


def _expanded(key: bytes, what: bytes) -> bytes:
    return hmac.digest(key, b"privet backup 1 " + what + b"\x01", "sha256")
