"""Wrapping: a key sealed under a key (docs/spec/wrapped-key.md), and the ports through which the topmost one is sealed.

Suite 1 is AES-256-GCM-SIV (RFC 8452): one node wraps many children, and this mode forgives a repeated nonce. The epoch
key is also sealed to a recovery key by HPKE (RFC 9180, base mode) with the hybrid KEM MLKEM768-X25519 (X-Wing).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from enum import IntEnum
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.backends.openssl import backend
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from privet.errors import Tampered

SUITE: Final = 1
"""AES-256-GCM-SIV with a 96-bit nonce; recovery by HPKE MLKEM768-X25519, HKDF-SHA256, AES-256-GCM."""

LIBRARY: Final = backend.openssl_version_text()
"""What computes the ciphers, with its version."""

KEY, NONCE, TAG = 32, 12, 16
"""Sizes in bytes: a key, a nonce, an authentication tag."""

WRAPPED: Final = 1 + NONCE + KEY + TAG
"""A wrapped key has 61 bytes: suite byte ‖ nonce ‖ ciphertext ‖ tag."""

TENANT_NODE, LOWEST_NODE, LEAF = 0, 3, 4
"""Levels of the tree below the epoch key: the tenant's node, the lowest inner node, a leaf."""

_MLKEM_PUBLIC: Final = 1184
RECOVERY_PUBLIC: Final = _MLKEM_PUBLIC + 32
"""A recovery key's public half in bytes: ML-KEM-768 encapsulation key ‖ X25519 public key."""

_SUITE_BYTE = bytes([SUITE])
_CHILD = struct.Struct(">18sBQBQHQ")
_EPOCH = struct.Struct(">18sB16sQ32s")
_HPKE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class KeyKind(IntEnum):
    """What a key in the tree is for. The number is part of a stored format and never changes."""

    NODE = 0  # wraps other keys
    SUBJECT = 1  # one person
    PERIOD = 2  # one day of one retention class
    HOLD = 3  # what one hold covers, in place of both
    INDEX = 4  # the tenant's look-up tags
    LEDGER = 5  # the seed of the tenant's ledger signatures
    BACKUP = 6  # what seals, names and signs the installation's backups


class RootKey(Protocol):
    """The port of a key provider: it seals the epoch key and nothing else, and is never on the hot path."""

    @property
    def name(self) -> str:
        """The provider's name, as the epoch file keeps it."""

    @property
    def stolen(self) -> str:
        """One line: could a stolen machine be read with this provider?"""

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """`key` (32 bytes) sealed under the root key in its context."""

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """The key again. Raises WrongKey when this root does not open it in this context."""


def child_context(tenant: int, level: int, path: int, kind: int, parent_born: int) -> bytes:
    """The place of a key in the tree, 46 bytes: a wrapped key moved anywhere else does not open.

    `level` is 0 for the tenant's node, 1 to 3 below it, 4 for a leaf; `path` is the leading `level` bytes of the
    leaf's 4-byte slot as a number, which also names the parent; `parent_born` is the generation in which the parent's
    key was drawn.
    """
    return _CHILD.pack(b"privet wrapped key", SUITE, tenant, level, path, kind, parent_born)


def epoch_context(store: bytes, generation: int, recovery_public: bytes | None) -> bytes:
    """What the wrapped epoch key is bound to: the key store's 16-byte id, its generation, and who may recover it.

    The recovery key is bound (as SHA-256, zeros for none) so that nobody who can write to the folder slips in theirs.
    """
    recovery = bytes(32) if recovery_public is None else hashlib.sha256(recovery_public).digest()
    return _EPOCH.pack(b"privet epoch key 1", SUITE, store, generation, recovery)


def wrap(key: bytes, nonce: bytes, child: bytes, context: bytes) -> bytes:
    """The 32-byte `child` wrapped under `key` in its place: 61 bytes. `nonce` is 12 random bytes."""
    return wrapping(key)(nonce, child, context)


def unwrap(key: bytes, wrapped: bytes, context: bytes) -> bytes:
    """The 32-byte child. Raises Tampered for an unknown suite, a wrong length, a changed bit, another place or key."""
    return unwrapping(key)(wrapped, context)


def wrapping(key: bytes) -> Callable[[bytes, bytes, bytes], bytes]:
    """`wrap` under one key for many children at once, (nonce, child, context) each; not to be kept."""
    if len(key) != KEY:
        raise ValueError("wrapping takes a key of 32 bytes")
    encrypt = AESGCMSIV(key).encrypt

    def under_key(nonce: bytes, child: bytes, context: bytes) -> bytes:
        if len(nonce) != NONCE or len(child) != KEY:
            raise ValueError("wrapping takes a nonce of 12 bytes and a child of 32")
        return b"".join((_SUITE_BYTE, nonce, encrypt(nonce, child, context)))

    return under_key


def unwrapping(key: bytes) -> Callable[[bytes, bytes], bytes]:
    """`unwrap` under one key for many children at once, (wrapped, context) each; not to be kept."""
    if len(key) != KEY:
        raise ValueError("unwrapping takes a key of 32 bytes")
    decrypt = AESGCMSIV(key).decrypt

    def under_key(wrapped: bytes, context: bytes) -> bytes:
        if len(wrapped) != WRAPPED or wrapped[0] != SUITE:
            raise Tampered("a wrapped key is truncated or of an unknown suite")
        try:
            return decrypt(wrapped[1 : 1 + NONCE], wrapped[1 + NONCE :], context)
        except InvalidTag:
            raise Tampered("a wrapped key does not open with its parent in its place") from None

    return under_key


def recovery_keypair(chance: Callable[[int], bytes]) -> tuple[bytes, bytes]:
    """A new recovery key: its 32-byte seed, to be kept far from the installation, and its public half (1216 bytes)."""
    seed = chance(KEY)
    return seed, recovery_public(seed)


def recovery_public(seed: bytes) -> bytes:
    """The public half that belongs to a recovery key's seed: ML-KEM-768 encapsulation key ‖ X25519 public key."""
    mlkem, x25519 = _recovery_keys(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def seal_to_recovery(public: bytes, key: bytes, context: bytes) -> bytes:
    """`key` sealed to a recovery key: encapsulation ‖ ciphertext ‖ tag; `context` is HPKE's `info`.

    The one place of `core` where chance is not an argument: the library draws the ephemeral key itself.
    Raises Tampered when `public` is not a recovery key's public half.
    """
    if len(public) != RECOVERY_PUBLIC:
        raise Tampered("a recovery key's public half has 1216 bytes")
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC])
        x25519 = X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:])
        return _HPKE.encrypt(key, MLKEM768X25519PublicKey(mlkem, x25519), context)
    except ValueError:
        raise Tampered("a recovery key's public half is malformed") from None


def open_with_recovery(seed: bytes, sealed: bytes, context: bytes) -> bytes:
    """What was sealed to the recovery key of this 32-byte seed. Raises Tampered when seed, bytes or context differ."""
    private = MLKEM768X25519PrivateKey(*_recovery_keys(seed))
    try:
        return _HPKE.decrypt(sealed, private, context)
    except (InvalidTag, ValueError):
        raise Tampered("the recovery key does not open this") from None


def _recovery_keys(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """X-Wing's key expansion: SHAKE256(seed, 96 bytes) is the ML-KEM-768 seed (64) ‖ the X25519 private key (32)."""
    if len(seed) != KEY:
        raise ValueError("a recovery key has a seed of 32 bytes")
    expanded = hashlib.shake_256(seed).digest(96)
    return MLKEM768PrivateKey.from_seed_bytes(expanded[:64]), X25519PrivateKey.from_private_bytes(expanded[64:])
