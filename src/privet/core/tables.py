"""The structures of kernel.h and plans.h, with the same fields in the same order, and the arrays that they point to."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from ctypes import c_int64, c_uint32, c_uint64, c_void_p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from privet.core.features import LONGEST
from privet.core.viterbi import TAGS

WIDE = "utf-32-le" if bytes(c_uint32(1))[0] else "utf-32-be"
"""How the kernel takes what is not ASCII."""

_SECRET = hash("which words share a slot") & 0xFFFFFFFFFFFFFFFF | 1
"""Another one in each process, so that nobody outside can choose words that are slow to look up."""


_USUAL = 12
"""Letters that there is room for a word, one with another; where they are used up, all is forgotten, as where the words
are."""


def letters(word: str) -> bytes:
    """The letters of a word that are looked at, as the kernel takes them."""
    return word[:LONGEST].encode(WIDE, "surrogatepass")


class Arrays(ctypes.Structure):
    """A structure of kernel.h that keeps the arrays which it points to alive."""

    def point(self, **arrays: NDArray[Any]) -> None:
        """Let fields point to arrays."""
        self.arrays = {**getattr(self, "arrays", {}), **arrays}
        for name, array in arrays.items():
            setattr(self, name, array.ctypes.data)

    def address(self) -> int:
        """Where it is, for as long as it is kept."""
        return ctypes.addressof(self)


class Index(Arrays):
    """Words and their numbers, at most `capacity`."""

    _fields_ = (
        *((name, c_void_p) for name in ("slots", "entries", "letters")),
        ("secret", c_uint64),
        *((name, c_uint32) for name in ("mask", "capacity", "room", "used")),
    )

    def __init__(self, capacity: int) -> None:
        slots = 1 << (2 * capacity).bit_length()
        room = capacity * _USUAL + LONGEST
        super().__init__(secret=_SECRET, mask=slots - 1, capacity=capacity, room=room)
        self.point(
            slots=np.zeros(slots, np.uint32),
            entries=np.zeros((capacity, 4), np.uint32),
            letters=np.zeros(room, np.uint32),
        )

    def learn(self, learn: Callable[..., int], word: str, number: int) -> None:
        """Give a word its number."""
        data = letters(word)
        learn(ctypes.addressof(self), data, len(data) // 4, number)


class Keys(ctypes.Structure):
    """Sorted hashes, and where those begin that have the same upper half."""

    _fields_ = (("keys", c_void_p), ("begins", c_void_p), ("count", c_uint32))


class Pack(Arrays):
    """All that the kernel needs to look at a text."""

    _fields_ = (
        *(
            (name, c_void_p)
            for name in ("signs", "looks", "table", "transitions", "begun", "inside", "known", "voters")
        ),
        *((name, c_void_p) for name in ("votes", "names", "values", "lists")),
        *((name, Keys) for name in ("features", "listed")),
        *((name, c_uint32) for name in ("count", "languages", "asked", "units", "told")),
    )

    def vote(self, voters: Index) -> None:
        """Let these words have votes."""
        self._electorate, self.voters = voters, ctypes.addressof(voters)

    def sort(self, name: str, keys: NDArray[np.uint32]) -> None:
        """Let a field be sorted keys, found by their upper halves."""
        begins = keys.searchsorted(np.arange(0x10001, dtype=np.uint64) << 16).astype(np.uint32)
        self.arrays |= {f"{name} keys": keys, f"{name} begins": begins}
        setattr(self, name, Keys(keys.ctypes.data, begins.ctypes.data, len(keys)))


class Plans(Arrays):
    """Numbering plans (plans.h), as `core.dialling` makes them."""

    _fields_ = (
        *((name, c_void_p) for name in ("cells", "plans", "layouts", "countries", "codes", "national", "openings")),
        *((name, c_uint32) for name in ("count", "american")),
    )


class _Room(Arrays):
    _fields_ = (
        ("signs", c_int64),
        ("words", c_int64),
        *((name, c_void_p) for name in ("text", "kinds", "starts", "ends", "hashes")),
        *((name, c_void_p) for name in ("rows", "scores", "reached", "path", "spans")),
    )

    def __init__(self, signs: int, count: int) -> None:
        super().__init__(signs=signs, words=count)
        self.point(
            text=np.zeros(signs + 1, np.uint32),
            kinds=np.zeros(signs + 1, np.uint16),
            starts=np.zeros(count, np.uint32),
            ends=np.zeros(count, np.uint32),
            hashes=np.zeros(count, np.uint64),
            rows=np.zeros(count, np.uint32),
            scores=np.zeros((count, TAGS), np.float32),
            reached=np.zeros((count, TAGS), np.float32),
            path=np.zeros(count, np.uint8),
            spans=np.zeros(count, [("start", "u4"), ("end", "u4"), ("label", "u4"), ("margin", "f4")]),
        )


class Room(threading.local):
    """Working memory of the kernel, one a thread, grown to the longest text."""

    def __init__(self) -> None:
        self.grow(255, 64)

    def grow(self, signs: int, count: int) -> None:
        """Make room for a text of so many signs and words; what room there is stays."""
        made = getattr(self, "_made", None)
        self._made = _Room(max(signs + 1, made.signs if made else 0), max(2 * count, made.words if made else 0))
        self.address = ctypes.addressof(self._made)

    def told(self, count: int) -> list[tuple[int, int, int, float]]:
        """The first `count` spans of the last answer: start and end in code points, label from 1, margin."""
        found: list[tuple[int, int, int, float]] = self._made.arrays["spans"][:count].tolist()
        return found
