"""Runs of digits in a text, found by the compiled kernel (phones.c, numbers.c) in one call.

The detectors of telephone, card and bank account numbers say the same in Python, and ask here first: None means that
they must look themselves, since the kernel was not built, or the text has other signs or more runs than it takes.
`written` is what Python says where telephone numbers may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import c_int64
from functools import cache

from privet.core.late import late

_MOST = 32
"""Runs of one text that there is room for."""

_FULL = -1
"""What the kernel answers where a text has more; below that, a country code of which it knows nothing yet."""

GAP = "[ \u00a0().\u2010-\u2015/-]"
"""What may stand between digits of a telephone number, up to three times."""

FEWEST, MOST = 7, 17
"""Digits of one as written: E.164 has at most 15 with the country code, an exit code adds two or more."""

_RUN = late(rf"[0-9]+(?:{GAP}{{1,3}}[0-9]+)*")  # begins with a digit: `re` finds those fast
_DIGITS = late("[0-9]+")
_REFERENCE = late(r"[A-Za-z][-/]\Z|(?i:\b(?:firmware|version|versión|build|прошивк\w|верси\w|v)[ .:]{0,2}\Z)")
"""What a number of an invoice, a model or a program begins with."""

_REFERENCES = ("firmware", "version", "build", "v", "-", "/")

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


def cards(text: str) -> tuple[list[int], bool] | None:
    """Start and end of each payment card, and whether a word has to say that it is one, one behind the other; and
    whether the groups of others may stand further apart."""
    asked = _kernel()
    if asked is None or not text.isascii():
        return None
    room = _Triples()
    told = asked[1](text.encode(), len(text), room, _MOST)
    return None if told < 0 else (room[: 3 * (told >> 1)] if told > 1 else [], bool(told & 1))


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


def written(text: str) -> Iterator[tuple[int, int]]:
    """Where runs of digits begin and end that may hold a number: what phones.c says of a text of ASCII."""
    for run in _RUN.finditer(text):
        groups = _DIGITS.findall(run[0])
        count = sum(map(len, groups))
        if count < FEWEST:
            continue
        start, end = run.span()
        if start and text[start - 1] in "(+":
            start = _led(text, start, end)
        elif count > MOST and len(groups) == 1:
            continue
        if len(groups) > 3 and _grouped_otherwise(text, start, run[0], groups):
            continue
        if not start or not (text[start - 1] in "$€£₹#_=&?" or _referred(text, start)):
            yield start, end


def _referred(text: str, start: int) -> bool:
    """Whether the number of an invoice, a model or a program begins at `start`."""
    said = text[max(0, start - 12) : start].rstrip(" .:").lower()
    return (said.endswith(_REFERENCES) or not said.isascii()) and bool(
        _REFERENCE.search(text, max(0, start - 12), start)
    )


def _led(text: str, start: int, end: int) -> int:
    """Where a number whose first digit is at `start` begins: with "(", "+", "(+", "+(" or "(+(" that lead it."""
    for sign in "(+(":
        if start and text[start - 1] == sign:
            start -= 1
    return start + 1 if text[start] == "(" and text.find(")", start, end) < 0 else start


def _grouped_otherwise(text: str, start: int, run: str, groups: list[str]) -> bool:
    """Whether a run is written like a card (4-4-4-4), an IBAN (two letters, 2-4-4) or an IP address; no number is."""
    first, second, third, fourth = map(len, groups[:4])
    if second == third == 4:
        return first == fourth == 4 or (first == 2 and start > 0 and text[start - 1].isalpha())
    return len(groups) == 4 and max(first, second, third, fourth) <= 3 and run.count(".") == 3
