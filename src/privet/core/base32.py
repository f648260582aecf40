"""Base32 in lower case (RFC 4648 §6, no padding) for many ids at once: how 16 random bytes read in the API.

The standard library takes one at a time and some microseconds each; a batch of messages has several ids a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

ID_BYTES = 16
ID_LENGTH = 26

FEW = 2
"""Up to so many ids are quicker one at a time."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(first + second for first in _LETTERS for second in _LETTERS)
_SHIFTS = tuple(range(120, -1, -10))

# Values 0 to 31 become their letters; what is above never occurs.
_ALPHABET = b"abcdefghijklmnopqrstuvwxyz234567" + bytes(224)


def letters(raw: bytes) -> str:
    """26 characters for one id of 16 bytes."""
    number = int.from_bytes(raw, "big") << 2
    pairs = _PAIRS
    return "".join([pairs[number >> shift & 1023] for shift in _SHIFTS])


def base32(raws: Sequence[bytes]) -> list[bytes]:
    """26 characters for each id of 16 bytes; ValueError where one is longer or shorter.

    Every id is padded to 20 bytes, or 4 blocks of 40 bits. A block is put into 8 bytes, and there cut in halves that
    are moved apart, three times, until each byte holds 5 bits. Python's integers do that to all blocks in one step.
    """
    if set(map(len, raws)) - {ID_BYTES}:
        raise ValueError("an id is 16 bytes")
    if len(raws) <= FEW:
        return [letters(raw).encode() for raw in raws]
    packed = b"\0\0\0\0".join([*raws, b""])
    blocks = len(packed) // 5
    spread = bytearray(8 * blocks)
    for column in range(5):
        spread[3 + column :: 8] = packed[column::5]
    bits = int.from_bytes(spread, "big")
    for width, high, low in _steps(blocks):
        bits = (bits & high) << width | bits & low
    written = bits.to_bytes(8 * blocks, "big").translate(_ALPHABET)
    return [written[at : at + ID_LENGTH] for at in range(0, len(written), 32)]


@lru_cache(maxsize=512)
def _steps(blocks: int) -> tuple[tuple[int, int, int], ...]:
    """(distance, mask of what moves, mask of what stays) of the three steps, for a number of 64-bit blocks."""

    def repeated(mask: int) -> int:
        return int.from_bytes(mask.to_bytes(8, "big") * blocks, "big")

    return (
        (12, repeated(0x000000FFFFF00000), repeated(0x00000000000FFFFF)),
        (6, repeated(0x000FFC00000FFC00), repeated(0x000003FF000003FF)),
        (3, repeated(0x03E003E003E003E0), repeated(0x001F001F001F001F)),
    )
