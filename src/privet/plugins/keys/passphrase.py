"""The root key from a passphrase, by Argon2id (RFC 9106); salt and parameters lie in `root.json`.

The file (docs/spec/wrapped-key.md) holds no secret; its check value tells a wrong passphrase from a damaged file.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from privet.core.wrap import KEY, NONCE, unwrap, wrap
from privet.errors import BadInput, NoInstallation, StorageFailed, Tampered, WrongKey

FILE = "root.json"
SHORTEST = 8
"""Characters of a passphrase, at least."""

_SUITE = 1
_SALT = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs. The default is RFC 9106 §4, second recommended option: 64 MiB, 3 passes, 4 lanes."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4

    def checked(self) -> Cost:
        """Itself, when it is at least OWASP's floor (19 MiB, 2 passes) and no more than a machine can bear."""
        if 19_456 <= self.memory_kib <= 4_194_304 and 2 <= self.passes <= 100 and 1 <= self.lanes <= 64:
            return self
        raise Tampered("root.json asks for Argon2id parameters that are too weak or too costly")


class Passphrase:
    """A root key derived from a passphrase."""

    name = "passphrase"
    stolen = "A stolen machine is not readable without the passphrase, as long as that is not written down on it."

    def __init__(self, key: bytes, chance: Callable[[int], bytes]) -> None:
        self._key = key
        self._chance = chance

    @classmethod
    def create(
        cls, data: Path, passphrase: str, chance: Callable[[int], bytes], cost: Cost | None = None
    ) -> Passphrase:
        """A new root key for this passphrase; writes `root.json` (0600) in the data folder, which is made when missing.

        Raises BadInput for a passphrase under 8 characters or when there is a root already.
        """
        if len(passphrase) < SHORTEST:
            raise BadInput(
                f"a passphrase has at least {SHORTEST} characters", hint="four or more words are easy to keep"
            )
        cost = (cost or Cost()).checked()
        salt = chance(_SALT)
        master = _argon2id(passphrase, salt, cost)
        fields = {
            "suite": _SUITE,
            "kdf": "argon2id",
            "version": ARGON2_VERSION,
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "lanes": cost.lanes,
            "salt": base64.b64encode(salt).decode("ascii"),
            "check": base64.b64encode(_expand(master, b"privet root check 1")).decode("ascii"),
        }
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            file = os.open(data / FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        except FileExistsError:
            raise BadInput("this installation has a passphrase already") from None
        with os.fdopen(file, "wb") as out:
            out.write((json.dumps(fields, indent=1) + "\n").encode("ascii"))
            out.flush()
            os.fsync(file)
        _sync(data)
        return cls(_expand(master, b"privet root key 1"), chance)

    @classmethod
    def open(cls, data: Path, passphrase: str, chance: Callable[[int], bytes]) -> Passphrase:
        """The root key of this passphrase. Raises WrongKey for another one; NoInstallation or Tampered for the file."""
        try:
            fields = json.loads((data / FILE).read_bytes())
            known = (fields["suite"], fields["kdf"], fields["version"]) == (_SUITE, "argon2id", ARGON2_VERSION)
            cost = Cost(int(fields["memory_kib"]), int(fields["passes"]), int(fields["lanes"])).checked()
            salt, check = (base64.b64decode(fields[name], validate=True) for name in ("salt", "check"))
        except FileNotFoundError:
            raise NoInstallation("this installation was not made with a passphrase: there is no root.json") from None
        except OSError as error:
            raise StorageFailed(f"root.json cannot be read: {error.strerror}", hint="check who owns it") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Tampered("root.json is damaged", hint="restore it from a backup of the data folder") from None
        if not known or len(salt) != _SALT:
            raise Tampered("root.json is damaged or of a form that this version does not know")
        master = _argon2id(passphrase, salt, cost)
        if not hmac.compare_digest(_expand(master, b"privet root check 1"), check):
            raise WrongKey(
                "this passphrase does not open this installation", hint="mind the keyboard layout and capitals"
            )
        return cls(_expand(master, b"privet root key 1"), chance)

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """`key` wrapped under the root key in its context."""
        return wrap(self._key, self._chance(NONCE), key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """The key again. Raises WrongKey when this passphrase's key does not open it."""
        try:
            return unwrap(self._key, wrapped, context)
        except Tampered:
            raise WrongKey("root.json belongs to another installation than the epoch file") from None


def _argon2id(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """32 bytes by Argon2id (RFC 9106) of the passphrase in UTF-8, NFC as RFC 8265 asks: keyboards differ in it."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY, Type.ID)


def _expand(master: bytes, label: bytes) -> bytes:
    """HKDF-Expand-SHA256 (RFC 5869 §2.3) of the passphrase's key: one key a purpose."""
    return HKDFExpand(SHA256(), KEY, label).derive(master)


def _sync(folder: Path) -> None:
    """Wait until the new file's name is on the disk too."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
