"""Runs of digits in a text, found by the compiled kernel (phones.c, numbers.c) in one call.

The detectors of telephone, card and bank account numbers say the same in Python, and ask here first: None means that
they must look themselves, since the kernel was not built, or the text has other signs or more runs than it takes.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import c_int64
from functools import cache

_MOST = 32
"""Runs of one text that there is room for."""

_FULL = -1
"""What the kernel answers where a text has more; below that, a country code of which it knows nothing yet."""

_Pairs, _Triples = c_int64 * (2 * _MOST), c_int64 * (3 * _MOST)


def is_there() -> bool:
    """Whether the kernel is."""
    return _kernel() is not None


def phones(text: str, plans: int) -> list[int] | int | None:
    """Start and end of each run that may hold a telephone number, and how it is one (phones.c), one behind the other;
    or the country code of a plan that has to be told first. `plans` are those at the address of a `Dialling`."""
    asked = _kernel()
    if asked is None or not text.isascii():
        return None
    data = text.encode()
    told = asked[3](data, len(data), plans)
    if told > 0:
        return [told >> 16 & 0xFFFF, told & 0xFFFF, told >> 32]
    if told == 0:
        return []
    room = _Triples()
    told = asked[0](data, len(data), room, _MOST, plans)
    if told < 0:
        return None if told == _FULL else _FULL - 1 - told
    return room[: 3 * told]


def cards(text: str) -> list[int] | None:
    """Start and end of each payment card, and whether a word has to say that it is one, one behind the other."""
    asked = _kernel()
    if asked is None or not text.isascii():
        return None
    room = _Triples()
    count = asked[1](text.encode(), len(text), room, _MOST)
    return None if count < 0 else room[: 3 * count]


def ibans(text: str, lengths: bytes) -> tuple[list[int], bool] | None:
    """Start and end of each account number whose check digits are right, one behind the other, and whether anything
    else stands there that a word might name. `lengths` are those of each pair of letters, 0 where no country has it."""
    asked = _kernel()
    if asked is None or not text.isascii():
        return None
    room = _Pairs()
    told = asked[2](text.encode(), len(text), room, _MOST, lengths)
    return None if told < 0 else (room[: told & ~1], bool(told & 1))


@cache
def _kernel() -> tuple[Callable[..., int], ...] | None:
    from privet.core.kernel import compiled  # with numpy, which no command loads that scans nothing

    library = compiled()
    return None if library is None else (library.phones, library.cards, library.ibans, library.phone)
