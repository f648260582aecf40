"""How the words of a pattern begin: three letters by which the kernel passes over words that are none of them."""

from __future__ import annotations

import re
import string

import numpy as np
from numpy.typing import NDArray

from privet.core.positions import Positions

LETTERS = 3

_SMALL = frozenset(string.ascii_lowercase.encode())
_DIGITS = frozenset(b"0123456789")
_OTHER = re.compile(r"[^\x00-\x7f]")


def beginnings(words: str) -> NDArray[np.uint8]:
    """A bit for each three small letters of ASCII, the first of them counting most (a is 0), eight in a byte from the
    lowest on: 1 where some text that the alternation `words` matches may begin so. Of shorter ones, whatever follows
    them counts. Raises ValueError for a pattern that `core.positions` does not take apart, or with a digit there."""
    found = np.zeros((26,) * LETTERS, np.uint8)
    positions = Positions()
    positions.add(_OTHER.sub(r"\\x80", words.replace(r"\w", "[a-z0-9_]")).encode(), 0)
    letters = [[byte - ord("a") for byte in sorted(stands & _SMALL)] for stands in positions.stands]
    rows: list[tuple[int, ...]] = []
    ways: list[tuple[int, ...]] = [(one,) for one in positions.first]
    while ways:
        way = ways.pop()
        if len(way) == LETTERS or positions.ends[way[-1]]:
            rows.append(way)
        if len(way) < LETTERS:
            ways += [(*way, one) for one in positions.follows[way[-1]]]
    for way in rows:
        signs = [positions.stands[one] & (_SMALL | _DIGITS) for one in way]
        if all(signs) and any(each & _DIGITS for each in signs):
            raise ValueError("a word may begin with a digit among its letters")
        found[np.ix_(*(letters[one] for one in way), *[range(26)] * (LETTERS - len(way)))] = 1
    return np.packbits(found.ravel(), bitorder="little")
