"""Sealing: a value becomes bytes that open only with its keys and only in its place (docs/spec/sealed-value.md).

Suite 1 is AES-256-GCM (NIST SP 800-38D) under a key from HKDF-SHA256 (RFC 5869). Opening stands alone in
`core.unseal`, so that an import contract can say who may open.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE: Final = 1
"""AES-256-GCM with a 96-bit random nonce, data key by HKDF-SHA256."""

KEY, NONCE, TAG, ID = 32, 12, 16, 16
"""Sizes in bytes: a key, a nonce, an authentication tag, the id of a subject or record."""

OVERHEAD: Final = 1 + NONCE + TAG
"""How many bytes a sealed value is longer than what it holds."""

Sealing = Callable[[bytes, bytes, bytes], bytes]
"""What seals under one key: (nonce, plaintext, context) each."""

_SUITE_BYTE = bytes([SUITE])
_FORM: Final = 1
_CONTEXT = struct.Struct(">BQ16s16sHHQQ")
_INFO = struct.Struct(">17sBQ16sQ")
_SHA256 = SHA256()


def data_key(subject_key: bytes, period_key: bytes, tenant: int, subject: bytes, period: int) -> bytes:
    """The 32-byte key that seals what `subject` left in one period: gone as soon as either key is.

    HKDF-SHA256 without salt over `subject_key ‖ period_key` (32 bytes each); `period` is the slot of the period key.
    Under a hold both keys are the hold key and `period` is its slot (design of the key store).
    """
    if len(subject_key) != KEY or len(period_key) != KEY or len(subject) != ID:
        raise ValueError("a data key comes from two keys of 32 bytes and a subject id of 16")
    info = _INFO.pack(b"privet data key 1", SUITE, tenant, subject, period)
    return HKDF(_SHA256, KEY, None, info).derive(subject_key + period_key)


def context(
    tenant: int, subject: bytes, record: bytes, kind: int, field: int, subject_leaf: int, period_leaf: int
) -> bytes:
    """The place a value belongs to, 61 bytes of fixed width; a sealed value opens nowhere else.

    `subject` and `record` are 16 bytes; `kind` and `field` fit 16 bits; tenant and leaves (key slots) 63.
    """
    if len(subject) != ID or len(record) != ID:
        raise ValueError("subject and record ids have 16 bytes")
    return _CONTEXT.pack(_FORM, tenant, subject, record, kind, field, subject_leaf, period_leaf)


def seal(key: bytes, nonce: bytes, plaintext: bytes, context: bytes) -> bytes:
    """`plaintext` sealed: suite byte ‖ nonce ‖ ciphertext and tag. The suite is authenticated with the context.

    `nonce` is 12 random bytes, never used twice with one key; a key serves at most 2^32 values (SP 800-38D §8.3).
    """
    return sealing(key)(nonce, plaintext, context)


def sealing(key: bytes) -> Sealing:
    """`seal` under one key for the parts of a message: making the cipher takes longer than sealing with it, keeping it
    2.5 KB."""
    if len(key) != KEY:
        raise ValueError("sealing takes a key of 32 bytes")
    encrypt = AESGCM(key).encrypt

    def under_key(nonce: bytes, plaintext: bytes, context: bytes) -> bytes:
        if len(nonce) != NONCE:
            raise ValueError("sealing takes a nonce of 12 bytes")
        return b"".join((_SUITE_BYTE, nonce, encrypt(nonce, plaintext, _SUITE_BYTE + context)))

    return under_key


def permutation(key: bytes) -> tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]:
    """AES-256 of one block of 16 bytes under `key` (32 bytes), there and back (NIST FIPS 197). It seals nothing: it
    makes other ids of ids.
    """
    cipher = Cipher(AES(key), ECB())  # noqa: S305 - one block, and equality is what it is for

    def there(block: bytes) -> bytes:
        return cipher.encryptor().update(block)

    def back(block: bytes) -> bytes:
        return cipher.decryptor().update(block)

    return there, back
