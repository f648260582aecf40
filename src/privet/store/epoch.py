"""The epoch key's file: the one key above the whole key store, sealed to the root key and to the recovery key.

`epoch` lies beside the databases but in none of them and in no data backup (docs/spec/wrapped-key.md). An erasure
replaces it: `epoch.new` is written first, the key store commits, then `epoch` makes way (`epoch.old`), and what made
way is overwritten and removed. Which file counts is decided by the generation that the key store committed, so a
crash at any point leaves either the old state or one that `settle` completes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from privet.core import wrap
from privet.core.wrap import RootKey
from privet.errors import StorageFailed, Tampered, WrongKey

NAME, NEW, OLD = "epoch", "epoch.new", "epoch.old"
RESTORE = "restore `epoch` and `keys.db` together from one place; neither works without the other"


@dataclass(frozen=True, slots=True)
class Epoch:
    """What the file holds: no key in the clear. `store` is the key store's 16-byte id."""

    store: bytes
    generation: int
    provider: str  # the name of the root key provider that `root` was wrapped with
    root: bytes
    recovery_public: bytes | None = None
    recovery: bytes | None = None


def sealed(key: bytes, store: bytes, generation: int, root: RootKey, recovery_public: bytes | None) -> Epoch:
    """The epoch `key` sealed to the root key and, where there is one, to the recovery key."""
    context = wrap.epoch_context(store, generation, recovery_public)
    recovery = None if recovery_public is None else wrap.seal_to_recovery(recovery_public, key, context)
    return Epoch(store, generation, root.name, root.wrap(key, context), recovery_public, recovery)


def opened(epoch: Epoch, root: RootKey) -> bytes:
    """The epoch key. Raises WrongKey when this root does not open it."""
    if epoch.provider != root.name:
        raise WrongKey(
            f"this installation's root key is a {epoch.provider}, not a {root.name}",
            hint="see [keys] in privet.toml, or how the installation was made",
        )
    return root.unwrap(epoch.root, wrap.epoch_context(epoch.store, epoch.generation, epoch.recovery_public))


def opened_with_recovery(epoch: Epoch, seed: bytes) -> bytes:
    """The epoch key by the recovery key's seed. Raises WrongKey when there is none or it is another one."""
    if epoch.recovery is None or epoch.recovery_public is None:
        raise WrongKey("this installation was made without a recovery key")
    if wrap.recovery_public(seed) != epoch.recovery_public:
        raise WrongKey("this is not the recovery key of this installation")
    context = wrap.epoch_context(epoch.store, epoch.generation, epoch.recovery_public)
    return wrap.open_with_recovery(seed, epoch.recovery, context)


def encode(epoch: Epoch) -> bytes:
    """The file's bytes: one JSON object with sorted keys and a checksum against damage (not against an attacker)."""
    fields: dict[str, Any] = {
        "suite": wrap.SUITE,
        "store": _text(epoch.store),
        "generation": epoch.generation,
        "provider": epoch.provider,
        "root": _text(epoch.root),
        "recovery_public": None if epoch.recovery_public is None else _text(epoch.recovery_public),
        "recovery": None if epoch.recovery is None else _text(epoch.recovery),
    }
    return _json({**fields, "sha256": _checksum(fields)})


def decode(data: bytes) -> Epoch:
    """The epoch in a file's bytes. Raises Tampered when they are damaged or of an unknown suite."""
    try:
        fields = json.loads(data)
        checksum = fields.pop("sha256")
        if fields["suite"] != wrap.SUITE or checksum != _checksum(fields):
            raise Tampered("the epoch file is damaged or of an unknown suite", hint=RESTORE)
        return Epoch(
            _bytes(fields["store"]),
            int(fields["generation"]),
            str(fields["provider"]),
            _bytes(fields["root"]),
            None if fields["recovery_public"] is None else _bytes(fields["recovery_public"]),
            None if fields["recovery"] is None else _bytes(fields["recovery"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError, binascii.Error):
        raise Tampered("the epoch file is damaged", hint=RESTORE) from None


def find(folder: Path, store: bytes, generation: int) -> Epoch | None:
    """The epoch of this key store and generation, also while another process puts it in place; None when there is none.

    Raises Tampered when there is none but a damaged file.
    """
    damaged: Tampered | None = None
    for name in (NAME, NEW, NAME):  # `epoch.new` may become `epoch` between the first two looks
        try:
            epoch = read(folder / name)
        except Tampered as error:
            damaged = error
            continue
        if epoch is not None and (epoch.store, epoch.generation) == (store, generation):
            return epoch
    if damaged is not None:
        raise damaged
    return None


def read(path: Path) -> Epoch | None:
    """The epoch in a file; None when there is no file. Raises Tampered when it is damaged."""
    try:
        return decode(path.read_bytes())
    except FileNotFoundError:
        return None


def write_new(folder: Path, epoch: Epoch) -> None:
    """Write `epoch.new` durably. It does not count until the key store commits its generation and `settle` ran."""
    durable(folder / NEW, encode(epoch))
    sync_folder(folder)


def settle(
    folder: Path,
    store: bytes,
    generation: int,
    reached: Callable[[str], None] = lambda step: None,
    *,
    prefer_new: bool = False,
) -> None:
    """Leave exactly one epoch file, that of the committed `generation`; overwrite and remove every other.

    The caller holds the key store's write lock. `prefer_new` takes `epoch.new` though `epoch` is of this generation,
    as a change of the root key needs. Raises Tampered, and touches nothing, when no file is of this key store and
    generation.
    """
    name, new, old = folder / NAME, folder / NEW, folder / OLD

    def fits(path: Path) -> bool:
        try:
            epoch = read(path)
        except Tampered:
            return False
        return epoch is not None and (epoch.store, epoch.generation) == (store, generation)

    if prefer_new or not fits(name):
        if not fits(new):
            raise Tampered(f"no epoch file fits the key store (generation {generation})", hint=RESTORE)
        scrub(old)  # what an earlier crash left must not lose its name before its bytes
        if name.exists():
            os.rename(name, old)
            reached("old aside")
        os.rename(new, name)
        sync_folder(folder)
        reached("new in place")
    if not fits(name):  # read back before the old one goes
        raise StorageFailed("the new epoch file cannot be read back", hint="check the disk")
    for left in (new, old):
        scrub(left, reached)
    sync_folder(folder)


def unsettled(folder: Path) -> bool:
    """Whether a crash left an epoch file that must be put in place or removed."""
    return (folder / NEW).exists() or (folder / OLD).exists() or not (folder / NAME).exists()


def scrub(path: Path, reached: Callable[[str], None] = lambda step: None) -> None:
    """Overwrite a file's bytes where they lie, then remove it. Nothing happens when it is not there.

    A file system that writes elsewhere (copy on write, snapshots) or a drive that remaps keeps the old bytes: what
    that means is in the certificate's first line.
    """
    try:
        file = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return
    try:
        left = os.fstat(file).st_size
        block = bytes(min(left, 1 << 20))
        while left > 0:
            left -= os.write(file, block[:left])
        os.fsync(file)
        reached("old overwritten")
    finally:
        os.close(file)
    path.unlink()
    reached("old removed")


def durable(path: Path, data: bytes) -> None:
    """Write a new private file (0600) and wait until it is on the disk."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(file, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(file)


def private_folder(folder: Path) -> None:
    """Make a folder for the owner alone, and those on the way to it, all of their names on the disk."""
    made = [folder, *(one for one in folder.parents if not one.exists())]
    folder.mkdir(mode=0o700, parents=True)
    for one in made:
        sync_folder(one.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the folder's entries (new names, removals) are on the disk."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _checksum(fields: dict[str, Any]) -> str:
    return hashlib.sha256(_json(fields)).hexdigest()


def _json(fields: dict[str, Any]) -> bytes:
    return (json.dumps(fields, sort_keys=True, indent=1) + "\n").encode("ascii")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
