"""Payment card numbers: 12 to 19 digits, in one piece or spaced and dashed, whose prefix and length belong to a brand
(ISO/IEC 7812, the brands' published ranges) and whose last digit is right (Luhn, ISO/IEC 7812-1 annex B).

An IMEI passes Luhn too, but its first digits belong to no brand of 15 digits. Canonical form: the digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.finding import CHECKSUM, Detector, Finding

_SEPARATOR = "[ \u00a0.\u2010-\u2013-]"
_RUN = re.compile(rf"[0-9](?:{_SEPARATOR}{{0,2}}[0-9]){{11,}}")
_CHUNK = re.compile("[0-9]+")
_MOST_CHUNKS = 8
"""A card is written in up to five groups; more are looked at only when they are all there is (1 2 3 4 …)."""

_BRAND = re.compile(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})"  # Visa
    r"|5[1-5][0-9]{14}|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}"  # Mastercard
    r"|3[47][0-9]{13}"  # American Express
    r"|3(?:0[0-59]|[689][0-9])[0-9]{11}(?:[0-9]{2,5})?"  # Diners Club
    r"|(?:6011|64[4-9][0-9]|65[0-9]{2})[0-9]{12,15}"  # Discover, RuPay
    r"|35(?:2[89]|[3-8][0-9])[0-9]{12,15}"  # JCB
    r"|(?:62|81)[0-9]{14,17}"  # UnionPay
    r"|220[0-4][0-9]{12,15}"  # Mir
    r"|9792[0-9]{12}|(?:60|82)[0-9]{14}|6521[0-9]{12}"  # Troy, RuPay
    r"|(?:50|5[6-8]|6[0-9])[0-9]{10,17}"  # Maestro
)
_DOUBLED = bytes.maketrans(b"0123456789", bytes([0, 2, 4, 6, 8, 1, 3, 5, 7, 9]))
_PLAIN = bytes.maketrans(b"0123456789", bytes(range(10)))


class _Card:
    name = "card"
    kinds: tuple[str, ...] = ("CARD",)
    triggers: tuple[str, ...] = (f"[0-9](?:{_SEPARATOR}{{0,2}}[0-9]){{11}}",)

    def find(self, text: str) -> Iterator[Finding]:
        for run in _RUN.finditer(text):
            chunks = [match.span() for match in _CHUNK.finditer(text, *run.span())]
            first = 0
            while first < len(chunks):
                last = _card(text, chunks, first)
                if last < 0:
                    first += 1
                    continue
                start, end = chunks[first][0], chunks[last][1]
                digits = "".join(text[a:b] for a, b in chunks[first : last + 1])
                yield Finding(start, end, "CARD", 0.95, self.name, digits, CHECKSUM)
                first = last + 1


def _card(text: str, chunks: list[tuple[int, int]], first: int) -> int:
    """The last of the chunks which from `first` on make a card number, the longest if several do; -1 if none does."""
    start = chunks[first][0]
    if start >= 2 and text[start - 1] == "." and text[start - 2].isdecimal():
        return -1  # the part of a number after its decimal point
    digits, found = "", -1
    most = len(chunks) if first == 0 and len(chunks) <= 19 else first + _MOST_CHUNKS
    for last, (a, b) in enumerate(chunks[first:most], first):
        if len(digits) + b - a > 19:
            break
        digits += text[a:b]
        if len(digits) >= 12 and is_card(digits):
            found = last
    return found


def is_card(digits: str) -> bool:
    """Whether 12 to 19 ASCII digits have a brand's prefix and length and pass Luhn's check."""
    if _BRAND.fullmatch(digits) is None or len(set(digits)) == 1:
        return False
    raw = digits.encode()
    return (sum(raw[-1::-2].translate(_PLAIN)) + sum(raw[-2::-2].translate(_DOUBLED))) % 10 == 0


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Card()
