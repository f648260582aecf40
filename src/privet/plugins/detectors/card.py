"""Payment card numbers: 12 to 19 digits, in one piece or spaced and dashed, whose prefix and length belong to a brand
(ISO/IEC 7812, the brands' published ranges) and whose last digit is right (Luhn, ISO/IEC 7812-1 annex B).

An IMEI passes Luhn too, but its first digits belong to no brand of 15 digits. Behind the word "card" 13 to 19 digits
count without a right check digit, with a lower score: people mistype. Canonical form: the digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from privet.core.checks import luhn
from privet.core.finding import CHECKSUM, CUE, Detector, Finding
from privet.core.late import late
from privet.core.runs import cards

_SEPARATOR = "[ \u00a0.\u2010-\u2013-]"
_RUN = late(rf"[0-9]+(?:{_SEPARATOR}{{1,2}}[0-9]+)*")
_GROUP = late("[0-9]+")
_WIDE_SIGN = "[ \u00a0\t\r\n,/]"
_WIDE = f"{_WIDE_SIGN}{{1,3}}"
_LISTED = "".join(f"(?<![0-9]{{4}}{_WIDE_SIGN}{{{length}}}[0-9]{{4}})" for length in (2, 3))
_APART = late(
    rf"[0-9]{{4}}(?={_WIDE_SIGN})(?<![0-9]{{5}})(?<![0-9]{{4}}[\n,/][0-9]{{4}}){_LISTED}{_WIDE}"
    rf"(?:[0-9]{{4}}{_WIDE}[0-9]{{4}}{_WIDE}[0-9]{{4}}|[0-9]{{6}}{_WIDE}[0-9]{{4,5}})(?![0-9])(?!{_WIDE}[0-9]{{4}}(?![0-9]))"
)
"""Whatever stands between its usual groups (4-4-4-4, 4-6-5, 4-6-4), if it is no longer list."""

_FEWEST = 12
_MOST_GROUPS = 8
"""A card is written in up to five groups; more are looked at only when they are all there is (1 2 3 4 …)."""

_BRAND = late(
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
_CUE = late(
    r"(?:card|karte|tarjeta|carte|carta|cart[ãa]o|kaart|kart[aęyuıi]?|карт\w{0,2}|بطاقة|कार्ड|卡)[^0-9.!?\n]{0,30}\Z",
    re.IGNORECASE,
)
_SIM = late("89[0-9]{16,18}")
_HOW = ((0.95, CHECKSUM), (0.7, CUE))
"""Score and strength of a card by its check digit, and of one that a word has to announce."""

_SEPARATORS = dict.fromkeys(map(ord, " .-"))


class _Card:
    name = "card"
    kinds: tuple[str, ...] = ("CARD",)
    triggers: tuple[str, ...] = (
        f"[0-9](?:{_SEPARATOR}{{0,2}}[0-9]){{12}}",
        f"[0-9]{{4}}{_WIDE}[0-9]{{4,6}}{_WIDE}[0-9]{{4,5}}",
        f"(?:^|[^0-9])[56](?:{_SEPARATOR}{{0,2}}[0-9]){{11}}",  # only Maestro has twelve
    )

    def __init__(self, kernel: bool | None) -> None:
        self._kernel = kernel

    def find(self, text: str) -> Iterable[Finding]:
        told = cards(text) if self._kernel is not False else None
        found = self._runs(text) if told is None else self._told(text, told[0])
        if told is not None and not told[1]:
            return found
        odd = "," in text or "/" in text or "\n" in text or "   " in text or "\t" in text
        return _each_once([*found, *self._apart(text)]) if odd and _APART.search(text) is not None else found

    def _told(self, text: str, told: list[int]) -> list[Finding]:
        """What the kernel says, as findings."""
        found = []
        each = iter(told)
        for start, end, announced in zip(each, each, each, strict=True):
            if not announced or _CUE.search(text, max(0, start - 50), start):
                digits, (score, strength) = text[start:end].translate(_SEPARATORS), _HOW[announced]
                found.append(Finding(start, end, "CARD", score, self.name, digits, strength))
        return found

    def _apart(self, text: str) -> Iterator[Finding]:
        """Cards whose groups stand in cells, in lines or in a list of their own."""
        for match in _APART.finditer(text):
            digits = "".join(_GROUP.findall(match[0]))
            if is_card(digits):
                yield Finding(*match.span(), "CARD", 0.95, self.name, digits, CHECKSUM)

    def _runs(self, text: str) -> Iterator[Finding]:
        """Cards in runs of digits with no more than two spaces, dots or dashes between, as numbers.c says of ASCII."""
        for run in _RUN.finditer(text):
            written = run[0]
            if len(written) < _FEWEST:
                continue
            digits = written if written.isdecimal() else "".join(_GROUP.findall(written))
            if len(digits) < _FEWEST:
                continue
            start, end = run.span()
            if _SIM.fullmatch(digits):  # a SIM card's number, whatever of it might be a payment card's
                continue
            if len(digits) <= 19 and is_card(digits) and not _decimal(text, start):
                yield Finding(start, end, "CARD", 0.95, self.name, digits, CHECKSUM)
                continue
            within = list(self._within(text, start, end)) if len(digits) > 12 and len(digits) != end - start else []
            yield from within
            if not within and 13 <= len(digits) <= 19 and _CUE.search(text, max(0, start - 50), start):
                yield Finding(start, end, "CARD", 0.7, self.name, digits, CUE)

    def _within(self, text: str, start: int, end: int) -> Iterator[Finding]:
        """Cards among the groups of a run of digits that is none as a whole."""
        groups = [match.span() for match in _GROUP.finditer(text, start, end)]
        digits = "".join(_GROUP.findall(text, start, end))
        starts = [0, *accumulate(b - a for a, b in groups)]  # where each group begins in `digits`
        first, count = 0, len(groups)
        while first < count:
            at = starts[first]
            if digits[at] in "017":  # no brand's prefix
                first += 1
                continue
            last = min(first + _MOST_GROUPS, count)
            while starts[last] - at > 19:
                last -= 1
            while starts[last] - at >= 12 and not is_card(digits[at : starts[last]]):
                last -= 1
            if starts[last] - at >= 12 and not _decimal(text, groups[first][0]):
                number = digits[at : starts[last]]
                yield Finding(groups[first][0], groups[last - 1][1], "CARD", 0.95, self.name, number, CHECKSUM)
                first = last
            else:
                first += 1


def _each_once(found: list[Finding]) -> Iterator[Finding]:
    """`found`, sorted, without those that overlap one before them."""
    end = 0
    for one in sorted(found):
        if one.start >= end:
            end = one.end
            yield one


def _decimal(text: str, start: int) -> bool:
    """Whether what begins at `start` is the part of a number after its decimal point."""
    return start >= 2 and text[start - 1] == "." and text[start - 2].isdecimal()


def is_card(digits: str) -> bool:
    """Whether 12 to 19 ASCII digits have a brand's prefix and length and pass Luhn's check."""
    return _BRAND.fullmatch(digits) is not None and len(set(digits)) > 1 and luhn(digits)


def make(regions: tuple[str, ...] = (), kernel: bool | None = None) -> Detector:
    """The detector; it has no settings. `kernel=None`: with the compiled kernel where there is one."""
    return _Card(kernel)
