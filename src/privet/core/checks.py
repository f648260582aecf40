"""Check digits: the algorithms by which a number proves itself, each once, for whoever reads numbers out of texts.

Every function takes ASCII digits (capital letters too, where it says so) without separators and of a length that its
caller has made sure of. Sources: ISO/IEC 7812-1 annex B (Luhn), ISO/IEC 7064 (mod 11-2, mod 97-10, mod 11,10),
J. Verhoeff 1969, ICAO Doc 9303-3 §4.9 (7-3-1).
"""

from __future__ import annotations

from collections.abc import Sequence

_DOUBLED = bytes.maketrans(b"0123456789", bytes([0, 2, 4, 6, 8, 1, 3, 5, 7, 9]))
_PLAIN = bytes.maketrans(b"0123456789", bytes(range(10)))
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def luhn(digits: str) -> bool:
    """Luhn's check over all of `digits`, the last of which is the check digit."""
    raw = digits.encode()
    return (sum(raw[-1::-2].translate(_PLAIN)) + sum(raw[-2::-2].translate(_DOUBLED))) % 10 == 0


def luhn_36(signs: str) -> bool:
    """Luhn's check carried over to base 36, digits and capital letters (India's GSTIN)."""
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = ALPHANUMERIC.index(sign) * (1 + place % 2)
        total += value // 36 + value % 36
    return total % 36 == 0


def weighted(digits: str, weights: Sequence[int]) -> int:
    """The sum of each digit times its weight; digits beyond the weights do not count."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def crossed(digits: str, weights: Sequence[int]) -> int:
    """The sum of the digits of each digit times its weight, as in Luhn's check with other weights."""
    products = (int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
    return sum(product // 10 + product % 10 for product in products)


def mod_11_2(signs: str) -> bool:
    """ISO 7064 mod 11-2 over all of `signs`; the last may be X, which is ten."""
    total = 0
    for sign in signs:
        total = total * 2 + (10 if sign == "X" else int(sign))
    return total % 11 == 1


def mod_11_10(digits: str) -> bool:
    """ISO 7064 mod 11,10, the hybrid one, over all of `digits`."""
    check = 10
    for digit in digits[:-1]:
        check = ((check + int(digit)) % 10 or 10) * 2 % 11
    return (check + int(digits[-1])) % 10 == 1


def mod_97(signs: str) -> bool:
    """ISO 7064 mod 97-10 over all of `signs`, digits and capital letters (A is 10)."""
    return int("".join(str(ALPHANUMERIC.index(sign)) for sign in signs)) % 97 == 1


def verhoeff(digits: str) -> bool:
    """Verhoeff's check, which catches every transposition, over all of `digits`: sums in the dihedral group D5."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        for _ in range(place % 8):
            value = _PERMUTED[value]
        check = _in_d5(check, value)
    return check == 0


_PERMUTED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _in_d5(one: int, two: int) -> int:
    """The product of two elements of D5: 0 to 4 turn, 5 to 9 turn and mirror."""
    if one < 5:
        return (one + two) % 5 + (two // 5) * 5
    return (one - two) % 5 + (5 - two // 5 * 5)


def icao(signs: str) -> bool:
    """The check of machine-readable travel documents: weights 7, 3, 1 over digits and letters (A is 10), mod 10."""
    total = sum(ALPHANUMERIC.index(sign) * (7, 3, 1)[place % 3] for place, sign in enumerate(signs[:-1]))
    return str(total % 10) == signs[-1]


def day(month: int, day: int, year: int | None = None) -> bool:
    """Whether there is such a day; where `year` is not known, 29 February is one."""
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return leap or (month, day) != (2, 29)
