"""Opening what `core.seal` sealed. Whoever imports this module shows personal data; a contract lists who may."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from privet.core.seal import KEY, NONCE, OVERHEAD, SUITE
from privet.errors import Tampered


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """The plaintext of `sealed`, when key and context are those it was sealed with.

    Raises Tampered for anything else: an unknown suite, a truncated value, a changed bit, another place, another key.
    """
    if len(key) != KEY:
        raise ValueError("opening takes a key of 32 bytes")
    if len(sealed) < OVERHEAD or sealed[0] != SUITE:
        raise Tampered("a sealed value is truncated or of an unknown suite")
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], sealed[:1] + context)
    except InvalidTag:
        raise Tampered("a sealed value does not open with its key in its place") from None
