"""Telephone numbers: international ones of every country, national ones of the regions that a tenant names.

A number counts when the numbering plan has it: Google's metadata as packaged by `phonenumbers`, whose parse and
is_valid_number cost 21 µs a number. `core.numbering` gives the same answers from the same metadata in about 2 µs; a
property test holds the two together. What the plan does not have counts, with a lower score, when it has a possible
length and stands after "+", in the North American 3-3-4 grouping, or behind a word such as "phone" or "тел": people
mistype, and plans grow. Canonical form: E.164; a local number without area code keeps its digits.

Written forms: one piece, spaced, dashed, dotted, slashed, in brackets; glued to a word before it (`call09050000327`).
Dates, decimals, prices, and parts of longer numbers are not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from privet.core.announced import announced, openings
from privet.core.finding import CHECKSUM, CUE, PATTERN, Detector, Finding
from privet.core.late import late
from privet.core.numbering import Plan, international, plan_of, possible_international
from privet.core.runs import FEWEST, GAP, MOST, is_there, phones, written

if TYPE_CHECKING:
    from privet.core.dialling import Dialling

_BETWEEN = b" ().-/+"
"""What of ASCII may stand in a number beside digits."""

_GROUP = late(r"[+(]*([0-9]+)")
_DIGITS = late("[0-9]+")
_DATE = late(
    r"(?:19|20)[0-9]{2}([./-])(?:0?[1-9]|1[0-2])\1(?:[0-2]?[0-9]|3[01])(?![0-9]|[./-][0-9])"
    r"|(?:[0-2]?[0-9]|3[01])([./-])(?:[0-2]?[0-9]|3[01])\2(?:19|20)?[0-9]{2}(?![0-9]|[./-][0-9])"
)
_DECIMAL = late(r"[0-9]+\.[0-9]+")
_JOINTS = ".,:-/\u2010\u2011"
_NORTH_AMERICAN = late(r"(?:1[ .-])?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}([.-]))[0-9]{3}[.-][0-9]{4}")
_MOST_GROUPS = 8
_TRIES, _CHARACTERS_A_TRY = 1_000, 25
"""How many stretches of groups may be tried in vain in one text: so many, and one more for each so many characters.
Ordinary text needs hardly any. Once they are spent, what is left of a run of groups is a finding as it stands, unread:
hostile text is masked too widely rather than looked at too long."""

_SOME, _ASKED = 5, 6
_HOW = ((0.97, CHECKSUM), (0.85, PATTERN), (0.6, PATTERN), (0.9, PATTERN), (0.5, PATTERN))
"""Score and strength of what the kernel says is a number (phones.c); of SOME and ASKED it does not know that."""

_OfLength = tuple[tuple[Plan, ...], re.Pattern[str], tuple[Plan, ...]]
"""The plans that may have so many digits; a pattern of those digits; the plans that may have them whatever it says."""


class _Phone:
    name = "phone"
    kinds: tuple[str, ...] = ("PHONE",)
    triggers: tuple[str, ...] = (f"[0-9](?:{GAP}{{0,3}}[0-9]){{6}}",)

    def __init__(self, regions: tuple[str, ...], kernel: bool | None) -> None:
        self._kernel = kernel
        self._regions = tuple(region.upper() for region in regions)
        self._plans: tuple[Plan, ...] | None = None
        self._american = False
        self._exit = late(lambda: "|".join(plan.exit for plan in self._national()) or "(?!)")
        self._of_length: dict[int, _OfLength] = {}
        self._dialling: Dialling | None = None

    def find(self, text: str) -> Iterable[Finding]:
        told = self._told(text)
        if told is not None and not told:
            return ()
        tries = [_TRIES + len(text) // _CHARACTERS_A_TRY]
        if told is None:
            return [one for start, end in written(text) for one in self._read(text, start, end, _ASKED, tries)]
        found: list[Finding] = []
        each = iter(told)
        for start, end, said in zip(each, each, each, strict=True):
            how = said & 0xFF
            if how < _SOME:
                score, strength = _HOW[how]
                digits = text[start:end].encode().translate(None, _BETWEEN).decode()
                canonical = f"+{said >> 16}{digits[said >> 8 & 0xFF :]}"
                found.append(Finding(start, end, "PHONE", score, self.name, canonical, strength))
            else:
                found += self._read(text, start, end, how, tries)
        return found

    def _told(self, text: str) -> list[int] | None:
        """What the kernel says of `text` (`runs.phones`); None where it is not there or says nothing."""
        dialling = self._dialling
        if dialling is None:
            self._kernel = self._kernel is not False and is_there()
            if not self._kernel:
                return None
            dialling = self._learned(None)
        told = phones(text, dialling.address)
        while isinstance(told, int):
            dialling = self._learned(told)  # held while the kernel reads there: another thread may learn meanwhile
            told = phones(text, dialling.address)
        return told

    def _learned(self, code: int | None) -> Dialling:
        """What the kernel needs to know of plans, those of a country code that it asked for among them."""
        from privet.core.dialling import Dialling  # with numpy, which no command loads that scans nothing

        made = self._dialling = Dialling(self._national(), openings(), code)
        return made

    def _read(self, text: str, start: int, end: int, how: int, tries: list[int]) -> Iterable[Finding]:
        """The numbers in a run of digits, of which the kernel says `how` it is one."""
        digits = "".join(_DIGITS.findall(text, start, end))
        found = self._proved(text, start, end, digits) if how == _ASKED else None
        if found is not None:
            return (found,)
        within = list(self._within(text, start, end, tries)) if _divides(text, start, end) else []
        likely = None if within else self._likely(text, start, end, digits)
        return within if likely is None else (likely,)

    def _within(self, text: str, start: int, end: int, tries: list[int]) -> Iterator[Finding]:
        """Numbers among the groups of a run that is none as a whole, e.g. with an amount or extension after it.

        `tries` holds how many stretches may still be tried in this text, and is counted down.
        """
        groups, starts = [], [0]  # `starts`: where each group's digits begin among all digits of the run
        for match in _GROUP.finditer(text, start, end):
            groups.append((match.start(), match.end()))
            starts.append(starts[-1] + match.end(1) - match.start(1))
        joined = "".join(_DIGITS.findall(text, start, end))
        first = 0
        while first < len(groups):
            at = starts[first]
            if tries[0] < 0 and starts[-1] - at >= FEWEST:
                yield Finding(groups[first][0], end, "PHONE", 0.5, self.name, joined[at:], PATTERN)
                return
            if first == 0 or _opens(text, groups[first][0], joined[at : starts[first + 1]]):
                for last in range(min(first + _MOST_GROUPS, len(groups)) - 1, first - 1, -1):
                    if starts[last + 1] - at > MOST:
                        continue
                    if starts[last + 1] - at < FEWEST:
                        break
                    if last - first + 1 == len(groups):
                        continue  # the run as a whole, which is none
                    tries[0] -= 1
                    found = self._proved(text, groups[first][0], groups[last][1], joined[at : starts[last + 1]])
                    if found is not None:
                        yield found
                        first = last
                        break
            first += 1

    def _proved(self, text: str, start: int, end: int, digits: str) -> Finding | None:
        """The finding for `text[start:end]`, whose digits are given, if some plan has that number."""
        if not FEWEST <= len(digits) <= MOST:
            return None
        if text[start] == "+" or text.startswith("(+", start):
            return self._finding(text, start, end, international(digits), 0.97, CHECKSUM)
        bare = len(digits) == end - start
        glued = bare and start > 0 and text[start - 1].isalpha()
        for plan in self._of(digits):
            if not (plan.may_begin(digits) and plan.may_be(digits)):
                continue
            canonical = plan.e164(digits)
            if canonical and plan.dialled(digits, canonical):
                trunk = plan.has_trunk(digits)
                if trunk or not glued:
                    return self._finding(text, start, end, canonical, 0.85 if trunk or not bare else 0.6, PATTERN)
        if digits.startswith("00"):
            return self._finding(text, start, end, international(digits[2:]), 0.9, PATTERN)
        return None

    def _likely(self, text: str, start: int, end: int, digits: str) -> Finding | None:
        """The finding for a run that no plan has, but that is written or announced as a telephone number."""
        if text[start] == "+" or text.startswith("(+", start):
            return self._finding(text, start, end, possible_international(digits), 0.5, PATTERN)
        plans = self._national()
        if self._american:
            grouped = _NORTH_AMERICAN.match(text, start, end) if len(digits) < end - start else None
            if grouped:
                canonical = "+1" + "".join(_DIGITS.findall(grouped.group()))[-10:]
                return self._finding(text, start, grouped.end(), canonical, 0.5, PATTERN)
            if len(digits) == 10 and _alone(text, start, end):
                return self._finding(text, start, end, "+1" + digits, 0.5, PATTERN)
        if text[start] == "(":  # an area code in brackets, without the trunk prefix that the plan asks for
            bracketed = next(filter(None, (plan.e164(digits) for plan in plans)), None)
            if bracketed:
                return self._finding(text, start, end, bracketed, 0.7, PATTERN)
        if start and FEWEST <= len(digits) <= 15 and announced(text, start):
            likely = next(filter(None, (plan.likely(digits) for plan in plans)), None)
            possible = likely or digits
            if not likely and len(digits) > 8:
                possible = next(filter(None, (plan.e164(digits) for plan in plans)), digits)
            return self._finding(text, start, end, possible, 0.7, CUE)
        return None

    def _finding(
        self, text: str, start: int, end: int, canonical: str | None, score: float, strength: int
    ) -> Finding | None:
        if not canonical or _part(text, start, end) or _DATE.match(text, start, end):
            return None
        return Finding(start, end, "PHONE", score, self.name, canonical, strength)

    def _of(self, digits: str) -> tuple[Plan, ...]:
        """Those of the plans that may have `digits`, as many as they are; all of them where an exit code is first."""
        if self._exit.match(digits):
            return self._national()
        plans, shaped, others = self._of_length.get(len(digits)) or self._sorted(len(digits))
        return plans if shaped.fullmatch(digits) else others

    def _sorted(self, length: int) -> _OfLength:
        plans = tuple(plan for plan in self._national() if plan.has_length(length))
        shaped = [plan for plan in plans if plan.shaped]
        pattern = late("|".join(dict.fromkeys(plan.shape(length) for plan in shaped)) or "(?!)")
        found = self._of_length[length] = plans, pattern, tuple(plan for plan in plans if not plan.shaped)
        return found

    def _national(self) -> tuple[Plan, ...]:
        """The plans of this detector's regions, loaded when a number is first met: that takes a tenth of a second."""
        if self._plans is None:
            self._plans = tuple(plan for plan in map(plan_of, self._regions) if plan is not None)
            self._american = any(plan.code == "1" for plan in self._plans)
        return self._plans


def _divides(text: str, start: int, end: int) -> bool:
    """Whether some of a run's groups, not all of them, may be a number: `_opens` and the fewest digits allow one."""
    groups = _DIGITS.findall(text, start, end)
    if len(groups) < 2:
        return False
    if sum(map(len, groups[:-1])) >= FEWEST or text.find("+", start + 1, end) > 0 or text.find("(", start, end) >= 0:
        return True
    return any(group[0] == "0" or group == "1" or len(group) >= FEWEST for group in groups[1:])


def _alone(text: str, start: int, end: int) -> bool:
    """Whether the message is nothing else, which is how people answer a question."""
    return not text[:start].strip() and not text[end:].strip()


def _opens(text: str, start: int, digits: str) -> bool:
    """Whether a group of digits inside a run may begin a number: after a space, and it looks like a beginning."""
    return text[start] == "+" or (
        text[start - 1].isspace() and (text[start] in "(0" or digits == "1" or len(digits) >= FEWEST)
    )


def _part(text: str, start: int, end: int) -> bool:
    """Whether the digits are only part of what is written together: a decimal, a date, an amount, a longer number."""
    if start and (
        text[start - 1].isdecimal() or (start >= 2 and text[start - 1] in _JOINTS and text[start - 2].isdecimal())
    ):
        return True
    if end < len(text):
        after = text[end]
        if after in "%€$£₽" or (after in _JOINTS and end + 1 < len(text) and text[end + 1].isdecimal()):
            return True
    return _DECIMAL.fullmatch(text, start, end) is not None


def make(regions: tuple[str, ...] = (), kernel: bool | None = None) -> Detector:
    """The detector for `regions` (ISO 3166 two-letter codes); without any it finds international forms only.
    `kernel=None`: with the compiled kernel where there is one."""
    return _Phone(regions, kernel)


def known(region: str) -> bool:
    """Whether `region` has a numbering plan."""
    return plan_of(region.upper()) is not None
