"""The compiled kernel, words.c and viterbi.c, called with addresses: it finds the names of a text whose words it knows.

Nothing in it knows Python. It is built with the package where a compiler is, and left out where none is. Calls keep the
interpreter's lock, so that what one thread teaches never changes while another reads.
"""

from __future__ import annotations

import ctypes
import importlib.util
import threading
from collections.abc import Sequence
from ctypes import c_int32, c_int64, c_uint32, c_uint64, c_void_p
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from privet.core import words
from privet.core.features import LONGEST
from privet.core.viterbi import HALF, TAGS
from privet.core.words import Context

WIDE = "utf-32-le" if bytes(c_uint32(1))[0] else "utf-32-be"
"""How the kernel takes what is not ASCII."""

VERSION = 1
"""Of kernel.h, as here and in kernel.h."""

UNKNOWN = -1
"""What the kernel answers where a sign or a word has to be learned first; below that, how much room is wanting."""

_BALLOT = 16
"""Languages of a pack, at most."""

_SECRET = hash("which words share a slot") & 0xFFFFFFFFFFFFFFFF | 1
"""Another one in each process, so that nobody outside can choose words that are slow to look up."""


@cache
def compiled() -> Any:
    """The compiled kernel; None where there was no compiler when Privet was installed, or an older Privet was."""
    found = importlib.util.find_spec("privet.core._viterbi")
    if found is None or found.origin is None:
        return None
    library = ctypes.PyDLL(found.origin)
    if getattr(library, "version", int)() != VERSION:
        return None
    library.tag.argtypes = [c_void_p, c_void_p, ctypes.c_char_p, c_int64, c_int32]
    library.tag.restype = c_int64
    library.learn.argtypes = [c_void_p, ctypes.c_char_p, c_uint32, c_uint32, c_uint32]
    library.learn.restype = c_int32
    return library


class _Arrays(ctypes.Structure):
    """A structure of kernel.h that keeps the arrays which it points to alive."""

    def point(self, **arrays: NDArray[Any]) -> None:
        """Let fields point to arrays."""
        self.arrays = {**getattr(self, "arrays", {}), **arrays}
        for name, array in arrays.items():
            setattr(self, name, array.ctypes.data)


class _Index(_Arrays):
    _fields_ = (
        *((name, c_void_p) for name in ("slots", "entries", "letters")),
        ("secret", c_uint64),
        *((name, c_uint32) for name in ("mask", "capacity", "room", "used")),
    )

    def __init__(self, capacity: int) -> None:
        slots = 1 << (2 * capacity).bit_length()
        room = capacity * LONGEST
        super().__init__(secret=_SECRET, mask=slots - 1, capacity=capacity, room=room)
        self.point(
            slots=np.zeros(slots, np.uint32),
            entries=np.zeros((capacity, 4), np.uint32),
            letters=np.zeros(room, np.uint32),
        )

    def learn(self, word: str, context: int, number: int) -> None:
        """Give a word in a context its number, unless it has one: words that begin alike for `LONGEST` are one."""
        data = word[:LONGEST].encode(WIDE, "surrogatepass")
        compiled().learn(ctypes.addressof(self), data, len(data) // 4, context, number)


class _Pack(_Arrays):
    _fields_ = (
        *(
            (name, c_void_p)
            for name in ("signs", "table", "transitions", "begun", "inside", "known", "voters", "votes")
        ),
        *((name, c_uint32) for name in ("languages", "asked", "longest", "units", "told")),
    )


class _Room(_Arrays):
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


@cache
def _signs() -> NDArray[np.uint16]:
    """What each code point is, learned as texts hold them: most of it is never touched, and takes no memory."""
    return np.zeros(0x110000, np.uint16)


def learn_signs(text: str) -> None:
    """Teach the kernel what each sign of `text` is."""
    signs = _signs()
    codes = np.frombuffer(text.encode(WIDE, "surrogatepass"), np.uint32)
    for code in set(codes[signs[codes] == 0].tolist()):
        signs[code] = words.sign(chr(code))


class Index:
    """The words that one table knows, as the kernel looks them up."""

    def __init__(
        self,
        capacity: int,
        table: NDArray[np.float32],
        transitions: NDArray[np.float32],
        ballots: tuple[dict[str, int], tuple[str, ...]],
        *,
        units: bool,
        told: Sequence[int],
    ) -> None:
        votes, languages = ballots
        self._known, self._voters = _Index(capacity), _Index(len(votes) + 1)
        for number, word in enumerate(votes):
            self._voters.learn(word, 0, number)
        self._numbers = {language: 2 * number for number, language in enumerate(languages, 1)} | {"": 0}
        begun = transitions[:HALF, HALF:].diagonal().copy()
        inside = transitions[HALF:, HALF:].diagonal().copy()
        cast = b"".join(vote.to_bytes(_BALLOT, "little") for vote in votes.values())
        self._pack = _Pack(
            known=ctypes.addressof(self._known),
            voters=ctypes.addressof(self._voters),
            languages=len(languages),
            asked=words.VOTERS,
            longest=LONGEST,
            units=units,
            told=sum(1 << label + 1 for label in told),
        )
        self._pack.point(
            signs=_signs(),
            table=table,
            transitions=transitions,
            begun=begun,
            inside=inside,
            votes=np.frombuffer(cast or bytes(_BALLOT), np.uint8),
        )
        self.address = ctypes.addressof(self._pack)

    def learn(self, word: str, context: Context, row: int) -> None:
        """The row of the table that says what `word` says in `context`; it has to be there before."""
        self._known.learn(word, self._numbers[context.language] + context.caseless, row)
