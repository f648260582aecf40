"""A text as detectors read it: signs of other scripts and widths made plain, what is hidden between them left out, and
the way back to the text as it was written. Read ASCII costs nothing here.

Whatever Unicode's NFKC takes for one ASCII character (full-width, mathematical and circled letters) becomes that one,
and so do the decimal digits of every script, and spaces, tabs and hyphens of every kind. Zero-width signs, soft hyphens
and directional marks beside a letter or digit, or behind ASCII, go; accents written as signs of their own join their
letter or go.
Superscripts, fractions, "№", "ª" and "™" stay: they mean something other than their letters. `core.spelled` is the
second step, for what is written in words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from privet.core.finding import Finding
from privet.core.late import late

_ZEROS = (
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50,
    0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136,
    0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0,
    0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
)  # fmt: skip
"""The zero of each script's decimal digits (Unicode 14, general category Nd); nine more follow each."""

_COMPATIBLE = (
    (0x2024, 0x2024), (0x2100, 0x214F), (0x2460, 0x24FF), (0xFE50, 0xFE6B), (0xFF01, 0xFF5E), (0x1D400, 0x1D7FF),
    (0x1F130, 0x1F149),
)  # fmt: skip
"""Where the signs are that NFKC takes for one ASCII character; superscripts are not among them."""

_SPACES = "\t\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_HYPHENS = "\u2010-\u2012\u2043\u2212\ufe58\ufe63\uff0d"
_HIDDEN = (
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u20e3"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef"
)
_ACCENTS = "\u0300-\u036f"


def _one_for_one() -> dict[str, str]:
    plain: dict[str, str] = {}
    for first, last in _COMPATIBLE:
        for code in range(first, last + 1):
            meant = unicodedata.normalize("NFKC", chr(code))
            if len(meant) == 1 and meant.isascii():
                plain[chr(code)] = meant
    for zero in _ZEROS:
        plain.update({chr(zero + value): str(value) for value in range(10)})
    for signs, meant in ((_SPACES, " "), (_HYPHENS, "-")):
        every = re.sub("(.)-(.)", lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))), signs)
        plain.update(dict.fromkeys(every, meant))
    return plain


ONE_FOR_ONE = _one_for_one()
"""Every sign that becomes one ASCII character, and that character."""


def _class(signs: Iterable[str]) -> str:
    """The inside of a character class that holds `signs`, neighbours as ranges."""
    ranges: list[list[int]] = []
    for code in sorted(map(ord, signs)):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_OTHER = _class(ONE_FOR_ONE)
_STRANGE = late(f"[{_OTHER}{_ACCENTS}{_HIDDEN}]")
_SIGN = late(f"[{_OTHER}]")
_MOVES = late(rf"[\w\x00-\x7f][{_HIDDEN}]|[{_HIDDEN}][^\W_]|[{_ACCENTS}]")
_MARKED = late(rf"[{_HIDDEN}]+|([^\W_]?)([{_ACCENTS}]+)")
_NO_ACCENT = late(f"[^{_ACCENTS}]+")
_MOST_ACCENTS = 4
"""Accents of a letter that are looked at. No writing has more; ordering them takes quadratic time."""


class _Step(NamedTuple):
    """One rewriting: the stretches that changed, where they begin and end after it and where they did before it."""

    begins: list[int]
    ends: list[int]
    began: list[int]
    ended: list[int]

    def start(self, at: int) -> int:
        """Where the character at `at` came from."""
        edit = bisect_right(self.begins, at) - 1
        if edit < 0:
            return at
        return self.began[edit] if at < self.ends[edit] else self.ended[edit] + at - self.ends[edit]

    def end(self, at: int) -> int:
        """Where what ends at `at`, at least one character after the beginning, ended before."""
        edit = bisect_right(self.begins, at - 1) - 1
        if edit < 0:
            return at
        return self.ended[edit] if at <= self.ends[edit] else self.ended[edit] + at - self.ends[edit]


class Read(NamedTuple):
    """A text as detectors read it, and how it came about."""

    text: str
    steps: tuple[_Step, ...] = ()

    def __repr__(self) -> str:
        return "Read()"

    def rewritten(self, edits: Sequence[tuple[int, int, str]]) -> Read:
        """The same with further stretches replaced: (start, end, what stands there), sorted and not overlapping."""
        if not edits:
            return self
        step, at, length = _Step([], [], [], []), 0, 0
        pieces: list[str] = []
        for start, end, put in edits:
            pieces += (self.text[at:start], put)
            length += start - at
            step.begins.append(length)
            length += len(put)
            step.ends.append(length)
            step.began.append(start)
            step.ended.append(end)
            at = end
        return Read("".join((*pieces, self.text[at:])), (*self.steps, step))

    def back(self, finding: Finding) -> Finding:
        """`finding` of this text as one of the text that was written."""
        start, end = finding.start, finding.end
        for step in reversed(self.steps):
            start, end = step.start(start), step.end(end)
        return finding if not self.steps else finding._replace(start=start, end=end)


def plain(text: str) -> Read | None:
    """`text` sign by sign, or None where it is plain as it stands. Takes time in proportion to its length."""
    if text.isascii():
        return Read(text.replace("\t", " ")) if "\t" in text else None
    if not _STRANGE.search(text):
        return None
    found = Read(_SIGN.sub(_meant, text))
    if _MOVES.search(found.text):
        return found.rewritten([(*match.span(), _joined(match)) for match in _MARKED.finditer(found.text)])
    return found


def _meant(sign: re.Match[str]) -> str:
    return ONE_FOR_ONE[sign[0]]


def _joined(match: re.Match[str]) -> str:
    """A letter or digit with its accents as one sign where Unicode has one, without them otherwise."""
    if not match[1]:
        return ""
    return "".join(_NO_ACCENT.findall(unicodedata.normalize("NFC", match[1] + match[2][:_MOST_ACCENTS])))
