"""Keyed tags: 63-bit numbers under which a value is found again without being stored in the clear (docs/spec/tags.md).

A tag is the first 63 bits of keyed BLAKE2b (RFC 7693), whose `person` field keeps tags of different uses apart. Two
values can share one, so a hit is believed only after opening and comparing. Whoever holds the key can try all telephone
numbers in hours; therefore keys of tags die with their owner, and the index, keyed by the tenant, is never copied.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

ADDRESS, REFERENCE, TALK, MENTION, VALUE, SEEN, PLACE, ANSWER, WORD, WITHIN, FILE, CLIENT, WHOSE = (
    b"address",
    b"reference",
    b"conversation",
    b"mention",
    b"value",
    b"message",
    b"place",
    b"answer",
    b"word",
    b"within",
    b"file",
    b"client",
    b"whose",
)
"""What tags are for."""

LOWEST = 1 << 16
"""Tags below are free for other uses: a conversation's counters stand there."""


Tagging = Callable[[str, bytes], int]
"""What makes tags under one key for one use: (value, place) each."""


def tag(key: bytes, use: bytes, value: str, place: bytes = b"") -> int:
    """The tag of `value` under `key` (32 bytes) for one use; `place` (an id) makes it hold in that place only."""
    return under(key, use)(value, place)


def under(key: bytes, use: bytes) -> Tagging:
    """`tag` under one key for one use: to begin with the key takes as long as the rest, so it is done once."""
    begun = blake2b(digest_size=8, key=key, person=use).copy

    def under_key(value: str, place: bytes) -> int:
        state = begun()
        state.update(place + value.encode("utf-8", "surrogatepass"))
        number = int.from_bytes(state.digest(), "big") >> 1
        return number if number >= LOWEST else number + LOWEST

    return under_key


def wide(key: bytes, use: bytes, *values: str) -> bytes:
    """A tag of 16 bytes for several values together, for caches in memory. Lengths keep `a, bc` and `ab, c` apart."""
    together = "".join([f"{len(value)}:{value}" for value in values]).encode("utf-8", "surrogatepass")
    return blake2b(together, digest_size=16, key=key, person=use).digest()
