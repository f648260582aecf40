"""Keyed tags: 63-bit numbers under which a value is found again without being stored in the clear (docs/spec/tags.md).

A tag is the first 63 bits of HMAC-SHA256. Two values can share one, so a hit is believed only after opening and
comparing. Whoever holds the key can try all telephone numbers in hours; therefore keys of tags die with their owner,
and the index, keyed by the tenant, is never copied (design.md §3.4).
"""

from __future__ import annotations

import hmac

LOWEST = 1 << 16
"""Tags below are free for other uses: a conversation's counters stand there."""


def mark_key(subject_key: bytes) -> bytes:
    """The key of a subject's own tags: the token map and the import fingerprint die with the subject."""
    return hmac.digest(subject_key, b"privet mark key 1", "sha256")


def tag(key: bytes, purpose: bytes, value: str) -> int:
    """The tag of `value` under `key`; `purpose` keeps tags of different uses apart (it holds no zero byte)."""
    raw = hmac.digest(key, purpose + b"\0" + value.encode("utf-8", "surrogatepass"), "sha256")
    number = int.from_bytes(raw[:8], "big") >> 1
    return number if number >= LOWEST else number + LOWEST


def wide(key: bytes, purpose: bytes, value: str) -> bytes:
    """The whole 32-byte tag, for caches in memory."""
    return hmac.digest(key, purpose + b"\0" + value.encode("utf-8", "surrogatepass"), "sha256")
