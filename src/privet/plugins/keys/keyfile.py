"""The root key in a file of its own, outside the data folder, readable by its owner alone (docs/spec/wrapped-key.md).

The file holds one line, `PRIVET-ROOT-KEY-1-` and 64 hexadecimal digits, so that a scanner for leaked secrets knows it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

from privet.core.wrap import KEY, NONCE, unwrap, wrap
from privet.errors import BadInput, Tampered, WrongKey

_LINE = re.compile(rb"PRIVET-ROOT-KEY-1-([0-9a-f]{64})\n?")
_LONGEST = 256


class KeyFile:
    """A root key read from a file."""

    name = "keyfile"
    stolen = (
        "A stolen machine is readable if the key file is stolen with it: keep that on another disk or medium, "
        "or use a passphrase."
    )

    def __init__(self, key: bytes, chance: Callable[[int], bytes]) -> None:
        self._key = key
        self._chance = chance

    @classmethod
    def create(cls, path: Path, data: Path, chance: Callable[[int], bytes]) -> KeyFile:
        """A new key in a new file (0600) outside the data folder; folders on the way are made, for the owner alone.

        Raises BadInput when the file exists already or would lie inside the data folder.
        """
        _outside(path, data)
        made = [one for one in path.parents if not one.exists()]
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        except FileExistsError:
            raise BadInput(
                "the key file exists already", hint="name another file; a root key is never replaced"
            ) from None
        except OSError as error:
            raise BadInput(f"the key file cannot be made: {error.strerror}", hint="choose another folder") from None
        key = chance(KEY)
        with os.fdopen(file, "wb") as out:
            out.write(b"PRIVET-ROOT-KEY-1-" + key.hex().encode("ascii") + b"\n")
            out.flush()
            os.fsync(file)
        for folder in (path.parent, *(one.parent for one in made)):
            _sync(folder)
        return cls(key, chance)

    @classmethod
    def open(cls, path: Path, data: Path, chance: Callable[[int], bytes]) -> KeyFile:
        """The key in a file. Raises WrongKey, and says why, when the file is missing, not private or not a key file."""
        _outside(path, data)
        try:
            file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            raise WrongKey("the key file is not there", hint="mount its medium, or name it in privet.toml") from None
        except OSError as error:
            what = "is a symbolic link" if path.is_symlink() else f"cannot be read: {error.strerror}"
            raise WrongKey(f"the key file {what}", hint="name the file itself, owned by who runs Privet") from None
        try:
            _private(os.fstat(file))
            found = _LINE.fullmatch(os.read(file, _LONGEST))
        finally:
            os.close(file)
        if found is None:
            raise WrongKey(
                "the key file is not a root key: one line, PRIVET-ROOT-KEY-1- and 64 hexadecimal digits",
                hint="restore it from its copy; without it nothing in this installation opens",
            )
        return cls(bytes.fromhex(found.group(1).decode("ascii")), chance)

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """`key` wrapped under the root key in its context."""
        return wrap(self._key, self._chance(NONCE), key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """The key again. Raises WrongKey when this key file does not open it."""
        try:
            return unwrap(self._key, wrapped, context)
        except Tampered:
            raise WrongKey(
                "this key file does not open this installation", hint="name the key file that it was made with"
            ) from None


def _outside(path: Path, data: Path) -> None:
    """Refuse a key beside what it opens: whoever copies the folder would have both."""
    if path.resolve().is_relative_to(data.resolve()):
        raise BadInput(
            "the key file must lie outside the data folder", hint="keep the key where a copy of the data does not go"
        )


def _private(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise WrongKey("the key file is not a regular file")
    if found.st_mode & 0o077:
        raise WrongKey("the key file can be read by others", hint="chmod 600 it, and ask who read it meanwhile")
    if found.st_uid not in (os.geteuid(), 0):
        raise WrongKey("the key file belongs to somebody else", hint="its owner must be who runs Privet")


def _sync(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
