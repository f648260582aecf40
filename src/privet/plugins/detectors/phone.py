"""Telephone numbers: international ones (+ or 00) of every country, national ones of the regions that a tenant names.

A number counts when the numbering plan has it: Google's metadata as packaged by `phonenumbers`, whose parse and
is_valid_number cost 21 µs a number. `_numbering` gives the same answers from the same metadata in about 2 µs; a
property test holds the two together. Canonical form: E.164.

Written forms: one piece, spaced, dashed, dotted, slashed, in brackets; glued to a word before it (`call09050000327`)
when it begins with "+" or the trunk prefix. Dates, decimals, prices, and numbers inside other numbers are not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from privet.core.finding import CHECKSUM, PATTERN, Detector, Finding
from privet.plugins.detectors._numbering import Plan, international, plan_of

_GAP = "[ \u00a0().\u2010-\u2015/-]"
_RUN = re.compile(rf"\+?\(?[0-9](?:{_GAP}{{0,3}}[0-9]){{6,}}")
_CHUNK = re.compile(r"[+(]*[0-9]+")
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}([./-])(?:0?[1-9]|1[0-2])\1(?:[0-2]?[0-9]|3[01])(?![0-9])"
    r"|(?:[0-2]?[0-9]|3[01])([./-])(?:[0-2]?[0-9]|3[01])\2(?:19|20)?[0-9]{2}(?![0-9])"
)
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_JOINTS = ".,-/\u2010\u2011"
_NOT_DIGITS = re.compile("[^0-9]+")
_FEWEST, _MOST = 7, 17
"""Digits of a number as written: E.164 has at most 15 with the country code, an exit code adds two or more."""
_MOST_CHUNKS = 8


class _Phone:
    name = "phone"
    kinds: tuple[str, ...] = ("PHONE",)
    triggers: tuple[str, ...] = (f"[0-9](?:{_GAP}{{0,3}}[0-9]){{6}}",)

    def __init__(self, regions: tuple[str, ...]) -> None:
        self._regions = tuple(region.upper() for region in regions)
        self._plans: tuple[Plan, ...] | None = None

    def find(self, text: str) -> Iterator[Finding]:
        for run in _RUN.finditer(text):
            start, end = run.span()
            if start and (text[start - 1].isdecimal() or text[start - 1] in "$€£₹#_=&?"):
                continue
            whole = self._number(text, start, end)
            if whole is not None:
                yield whole
                continue
            yield from self._within(text, start, end)

    def _within(self, text: str, start: int, end: int) -> Iterator[Finding]:
        """Numbers among the groups of a run that is none as a whole, e.g. with an amount or extension after it."""
        chunks = [match.span() for match in _CHUNK.finditer(text, start, end)]
        first = 0
        while first < len(chunks):
            found = None
            if first == 0 or _opens(text, chunks[first]):
                for last in range(min(first + _MOST_CHUNKS, len(chunks)) - 1, first - 1, -1):
                    found = self._number(text, chunks[first][0], chunks[last][1])
                    if found is not None:
                        yield found
                        first = last
                        break
            first += 1

    def _number(self, text: str, start: int, end: int) -> Finding | None:
        """The finding for `text[start:end]` if that is a number of some plan."""
        written = text[start:end]
        digits = _NOT_DIGITS.sub("", written)
        if not _FEWEST <= len(digits) <= _MOST or _DATE.match(written) or _part(text, start, end):
            return None
        glued = start > 0 and text[start - 1].isalpha()
        if "+" in written[:2]:
            canonical = international(digits)
            return self._finding(start, end, canonical, 0.97, CHECKSUM) if canonical else None
        for plan in self._national():
            if glued and not plan.has_trunk(digits):
                continue
            canonical = plan.e164(digits)
            if canonical and plan.dialled(digits, canonical):
                spaced = len(digits) != len(written)
                return self._finding(start, end, canonical, 0.85 if spaced or plan.has_trunk(digits) else 0.6, PATTERN)
        if digits.startswith("00"):
            canonical = international(digits[2:])
            if canonical:
                return self._finding(start, end, canonical, 0.9, PATTERN)
        return None

    def _national(self) -> tuple[Plan, ...]:
        """The plans of this detector's regions, loaded when a number is first met: that takes a tenth of a second."""
        if self._plans is None:
            self._plans = tuple(plan for plan in map(plan_of, self._regions) if plan is not None)
        return self._plans

    def _finding(self, start: int, end: int, canonical: str, score: float, strength: int) -> Finding:
        return Finding(start, end, "PHONE", score, self.name, canonical, strength)


def _opens(text: str, chunk: tuple[int, int]) -> bool:
    """Whether a group of digits inside a run may begin a number: after a space, and it looks like a beginning."""
    start, end = chunk
    return text[start] == "+" or (text[start - 1].isspace() and (text[start] in "(01" or end - start >= _FEWEST))


def _part(text: str, start: int, end: int) -> bool:
    """Whether the digits are only part of what is written together: a decimal, a date, an amount, a longer number."""
    before = start >= 2 and text[start - 1] in _JOINTS and text[start - 2].isdecimal()
    after = end + 1 < len(text) and text[end] in _JOINTS and text[end + 1].isdecimal()
    return (
        before
        or after
        or (end < len(text) and text[end] in "%:€$£₽")
        or _DECIMAL.fullmatch(text, start, end) is not None
    )


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector for `regions` (ISO 3166 two-letter codes); without any it finds international forms only."""
    return _Phone(regions)
