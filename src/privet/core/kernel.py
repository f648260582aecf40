"""The compiled kernel, called with addresses: it finds the names of a text (words.c, index.c, features.c, viterbi.c).

It also says which triggers may match (triggers.c, `core.automaton`), and finds runs of digits (phones.c and numbers.c,
`core.runs`), those of telephone numbers by their plans (plans.c, `core.dialling`).

Nothing in it knows Python. It is built with the package where a compiler is, and left out where none is. Calls keep the
interpreter's lock, so that what one thread teaches never changes while another reads. What a code point is, it is told
when a text first holds it, and what a word says, where only Python knows what its small letters are.
"""

from __future__ import annotations

import ctypes
import importlib.util
from collections.abc import Callable, Sequence
from ctypes import c_int32, c_int64, c_uint32, c_void_p
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from privet.core import words
from privet.core.features import AFTER, BEFORE, LONGEST, WINDOW, alike, look_of
from privet.core.model import Model
from privet.core.tables import WIDE, Index, Pack, Room, letters
from privet.core.viterbi import HALF, ORDER, TAGS
from privet.core.words import NOTHING, Context

VERSION = 4
"""Of kernel.h, as here and in kernel.h."""

DETECTORS = 62
"""Detectors whose triggers it can look for: a bit for each in its answer."""

_UNKNOWN, _FULL = -1, -2
"""What the kernel answers where a sign has to be learned first, or a word that only Python can read; and where it has
no room for another word. Below that, how much room a text lacks."""

_TRIES = 6
"""Answers to a text before the one that counts: signs, room, words of Python's; the last once more in a new table."""

_BALLOT, _NAME = 16, 8
"""Languages of a pack, at most; bytes of a language's name."""

_SHIFT, _ODD = 24, 0x800000
_LOOKS = {"d": 1, "X": 2, "x": 3, "h": 4}
"""How kernel.h writes down how a sign looks."""


@cache
def compiled() -> Any:
    """The compiled kernel; None where there was no compiler when Privet was installed, or an older Privet was."""
    found = importlib.util.find_spec("privet.core._viterbi")
    if found is None or found.origin is None:
        return None
    library = ctypes.PyDLL(found.origin)
    if getattr(library, "version", int)() != VERSION:
        return None
    library.fired.argtypes = [c_void_p, ctypes.c_char_p, c_int64]
    library.fired.restype = c_int64
    library.phone.argtypes = [ctypes.c_char_p, c_int64, c_void_p]
    library.phones.argtypes = [ctypes.c_char_p, c_int64, c_void_p, c_int64, c_void_p]
    library.cards.argtypes = [ctypes.c_char_p, c_int64, c_void_p, c_int64]
    library.ibans.argtypes = [ctypes.c_char_p, c_int64, c_void_p, c_int64, ctypes.c_char_p]
    for runs in (library.phone, library.phones, library.cards, library.ibans):
        runs.restype = c_int64
    library.tag.argtypes = [c_void_p, c_void_p, ctypes.c_char_p, c_int64, c_int32]
    library.tag.restype = c_int64
    library.learn.argtypes = [c_void_p, ctypes.c_char_p, c_uint32, c_uint32]
    library.learn.restype = c_int32
    library.teach.argtypes = [c_void_p, ctypes.c_char_p, c_uint32, c_uint32, c_void_p]
    library.teach.restype = c_int32
    return library


@cache
def _signs() -> tuple[NDArray[np.uint16], NDArray[np.uint32]]:
    """What each code point is and how it looks, learned as texts hold them: most of it is never touched, and takes no
    memory."""
    return np.zeros(0x110000, np.uint16), np.zeros(0x110000, np.uint32)


def _learn_signs(text: str) -> None:
    """Teach the kernel what each sign of `text` is, and 0, as which it reads every digit."""
    signs, looks = _signs()
    codes = np.frombuffer(f"{text}0".encode(WIDE, "surrogatepass"), np.uint32)
    for code in set(codes[signs[codes] == 0].tolist()):
        for one in {chr(code), *chr(code).lower()}:
            looks[ord(one)] = _LOOKS.get(look_of(one), 0) << _SHIFT | ord(one.lower()[0]) | _ODD * _is_odd(one)
        signs[code] = words.sign(chr(code))


def _is_odd(sign: str) -> bool:
    """Whether a sign in small letters is more signs than one, or not always the same (a sigma)."""
    return len(sign.lower()) != 1 or sign == "Σ"


class Kernel:
    """The kernel at work on one model; threads may share one. `told` are the numbers of the labels that are told."""

    def __init__(
        self,
        model: Model,
        capacity: int,
        transitions: NDArray[np.float32],
        ballots: tuple[dict[str, int], tuple[str, ...]],
        *,
        units: bool,
        told: Sequence[int],
    ) -> None:
        library = compiled()
        if library is None:  # pragma: no cover  # no compiler was there when Privet was installed
            raise ValueError("the compiled kernel is asked for and not there")
        self._tag, self._teach = library.tag, library.teach
        self._model, self._capacity, self._ballots, self._units = model, capacity, ballots, units
        self._pack = _pack_of(model, transitions, ballots, library.learn)
        self._pack.units, self._pack.told = units, sum(1 << label + 1 for label in told)
        self._beginning = np.stack([model.says(word, NOTHING)[:, ORDER] for word in (BEFORE, AFTER)])
        self._room = Room()
        self._taught = _Taught(self._pack, self._beginning, capacity)

    def tag(self, text: str) -> list[tuple[int, int, int, float]]:
        """The spans in `text`: start and end in code points, label from 1, margin."""
        if text.isascii():
            data, wide = text.encode(), 0
        else:
            data, wide = text.encode(WIDE, "surrogatepass"), 1
        taught, room = self._taught, self._room  # held while it reads: another thread may put another in its place
        count = self._tag(taught.address, room.address, data, len(text), wide)
        for _ in range(_TRIES):
            if count >= 0:
                return room.told(count) if count else []
            if count == _UNKNOWN:
                _learn_signs(text)
                count = count if self._teach_odd(taught, text) else _FULL
            if count == _FULL:
                taught = _Taught(self._pack, self._beginning, max(self._capacity, len(text) + 2))
                if taught.capacity == self._capacity:
                    self._taught = taught
                self._teach_odd(taught, text)
            elif count < _FULL:
                room.grow(len(text), _FULL - 1 - count)
            count = self._tag(taught.address, room.address, data, len(text), wide)
        raise RuntimeError("the compiled kernel cuts a text into other words than Python does")

    def _teach_odd(self, taught: _Taught, text: str) -> bool:
        """Say what those words of `text` say that only Python can read; whether there was room for all."""
        if not any(map(_is_odd, text)):
            return True
        found = words.words(text if self._units else alike(text))
        if self._units:
            found = words.units(found)
        context = Context(words.caseless(text), words.language(found, *self._ballots))
        odd = sorted({word[:LONGEST] for word in found if any(map(_is_odd, word[:LONGEST]))})
        number = 2 * (("", *self._ballots[1]).index(context.language)) + context.caseless
        for word in odd:
            data, row = letters(word), self._model.says(word, context)[:, ORDER].copy()
            if not self._teach(taught.address, data, len(data) // 4, number, row.ctypes.data):
                return False
        return True


class _Taught:
    """A pack, and the words that it knows: at most `capacity` less the two `beginning` rows of the table. Rows beyond
    those in use are memory that nobody has touched: it is the system's to give when they are."""

    def __init__(self, pack: Pack, beginning: NDArray[np.float32], capacity: int) -> None:
        self.capacity = capacity
        self._known = Index(capacity)
        table = np.zeros((capacity, WINDOW, TAGS), np.float32)
        table[: len(beginning)] = beginning
        self._of, self._pack = pack, Pack.from_buffer_copy(pack)  # what the one points to, the other keeps alive
        self._pack.known, self._pack.count = ctypes.addressof(self._known), len(beginning)
        self._pack.point(table=table)
        self.address = ctypes.addressof(self._pack)


def _pack_of(
    model: Model,
    transitions: NDArray[np.float32],
    ballots: tuple[dict[str, int], tuple[str, ...]],
    learn: Callable[..., int],
) -> Pack:
    """What the kernel needs of a model, but for the words it knows."""
    votes, languages = ballots
    pack, voters, (signs, looks) = Pack(), Index(len(votes) + 1), _signs()
    for number, word in enumerate(votes):
        voters.learn(learn, word, number)
    cast = b"".join(vote.to_bytes(_BALLOT, "little") for vote in votes.values())
    pack.languages, pack.asked = len(languages), words.VOTERS
    pack.point(
        signs=signs,
        looks=looks,
        transitions=transitions,
        begun=transitions[:HALF, HALF:].diagonal().copy(),
        inside=transitions[HALF:, HALF:].diagonal().copy(),
        votes=np.frombuffer(cast or bytes(_BALLOT), np.uint8),
        names=np.array(["", *languages], f"S{_NAME}"),
        values=np.ascontiguousarray(model.values, np.float16),
        lists=np.ascontiguousarray(model.lists, np.uint16),
    )
    pack.vote(voters)
    pack.sort("features", np.ascontiguousarray(model.keys, np.uint32))
    pack.sort("listed", np.ascontiguousarray(model.listed, np.uint32))
    return pack
