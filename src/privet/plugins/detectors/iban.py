"""International bank account numbers: a country of the IBAN registry, that country's length, mod 97 (ISO 13616-1).

Spaces, line breaks, dashes and any case are accepted. Behind its own word, or one for an account where it is as long as
its country asks, a number counts that is mistyped as well. Canonical form: electronic format, capitals without spaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from privet.core.finding import CHECKSUM, CUE, Detector, Finding
from privet.core.late import late
from privet.core.runs import ibans

_LENGTHS = {
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
"""Length of an IBAN by country: SWIFT's IBAN registry (release 99)."""

_SEPARATOR = "[ \u00a0\t\r\n-]"
_REST = {
    country: late(f"(?:{_SEPARATOR}{{0,3}}[0-9A-Za-z]){{{length - 4}}}")
    for length, countries in _LENGTHS.items()
    for country in countries.split()
}
_COUNTRIES = "|".join(sorted(_REST))
_START = late(
    f"[0-9](?<![0-9]{{2}})[0-9](?:{'|'.join(f'(?<=[A-Za-z]{{2}}{_SEPARATOR * gap}[0-9]{{2}})' for gap in range(4))})"
    f"(?={_SEPARATOR}{{0,3}}[0-9A-Za-z])"
)
"""Check digits behind the letters of a country: it begins with a digit, since `re` finds those fast."""

_LENGTH_OF = bytes(
    next((length for length, countries in _LENGTHS.items() if one + two in countries.split()), 0)
    for one in ascii_uppercase
    for two in ascii_uppercase
)
_ACCOUNTS = ("iban", "acc", "a/c", "konto", "cuenta", "compte", "conta", "rekening")
_COUNTRY = late(rf"([A-Za-z]{{2}}){_SEPARATOR}{{0,3}}\Z")
_WORDS = late("(?<![0-9A-Za-z])[a-z]{3,}(?![0-9A-Za-z])")
"""Groups of small letters alone are words: in an account number those of a bank stand with digits or in capitals."""

_NAMED = late(
    r"(?<![0-9A-Za-z])(?i:iban|(?P<account>acc(?:oun)?t|a/c|konto(?:nummer)?|cuenta|compte|conta|rekening))"
    r"(?i:s?[ .:'\"«“(#=-]{0,4}(?:(?:number|no|nr|num|is|ist|es|est|the|my|bank|code)[ .:'\"«“(#=-]{1,4}){0,3})"
    r"(?P<number>[A-Z]{2} ?[0-9]{2}(?:[ -]?[0-9A-Z]){11,30})(?![0-9A-Za-z])"
)
"""A number that a word names, in capitals."""

_BANK = late(rf"(?:{_SEPARATOR}{{1,3}}[a-z]{{4}}(?={_SEPARATOR}{{1,3}}[0-9]))?")
_SEPARATORS = dict.fromkeys(map(ord, " \u00a0\t\r\n-"))
_AS_NUMBERS = {ord(letter): str(10 + index) for index, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}

_FEWEST = 5
"""Digits that every country's account number has behind the check digits; words that are right by chance have none."""


class _Iban:
    name = "iban"
    kinds: tuple[str, ...] = ("IBAN",)
    triggers: tuple[str, ...] = (
        f"(?:{_COUNTRIES}){_SEPARATOR}{{0,3}}[0-9]{{2}}(?:{_SEPARATOR}{{0,3}}[0-9a-z]){{11}}",
        "iban",
    )

    def __init__(self, kernel: bool | None) -> None:
        self._kernel = kernel

    def find(self, text: str) -> Iterator[Finding]:
        told = ibans(text, _LENGTH_OF) if self._kernel is not False else None
        if told is None:
            right = list(self._right(text))
        else:
            right = [self._finding(text, start, end) for start, end in zip(told[0][::2], told[0][1::2], strict=True)]
        yield from right
        if told is not None and not told[1]:
            return
        lower = text.lower()
        if lower.isascii() and not any(word in lower for word in _ACCOUNTS):
            return
        for match in _NAMED.finditer(text):
            start, end = match.span("number")
            electronic = text[start:end].translate(_SEPARATORS)
            whole = _REST.get(electronic[:2])
            known = whole is not None and whole.fullmatch(electronic, 4) is not None
            if (known or not match["account"]) and not any(one.start < end and start < one.end for one in right):
                yield Finding(start, end, "IBAN", 0.92, self.name, electronic, CUE)

    def _finding(self, text: str, start: int, end: int) -> Finding:
        electronic = text[start:end].translate(_SEPARATORS).upper()
        return Finding(start, end, "IBAN", 0.98, self.name, electronic, CHECKSUM)

    def _right(self, text: str) -> Iterator[Finding]:
        """Those whose check digits are right: what numbers.c says of a text of ASCII."""
        free = 0
        for match in _START.finditer(text):
            country = _COUNTRY.search(text, max(free, match.start() - 5), match.start())
            rest = _REST.get(country[1].upper()) if country else None
            end = rest.match(text, match.end()) if rest else None
            if country is None or end is None:
                continue
            if _WORDS.search(text, _BANK.match(text, match.end()).end(), end.end()):  # type: ignore[union-attr]
                continue
            electronic = text[country.start() : end.end()].translate(_SEPARATORS).upper()
            if sum(map(str.isdigit, electronic[4:])) < _FEWEST:
                continue
            if int((electronic[4:] + electronic[:4]).translate(_AS_NUMBERS)) % 97 == 1:
                free = end.end()
                yield self._finding(text, country.start(), free)


def make(regions: tuple[str, ...] = (), kernel: bool | None = None) -> Detector:
    """The detector; it has no settings. `kernel=None`: with the compiled kernel where there is one."""
    return _Iban(kernel)
