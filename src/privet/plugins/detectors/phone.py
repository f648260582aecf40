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
from functools import cache

import numpy as np
from numpy.typing import NDArray

from privet.core.cues import Cue
from privet.core.dialling import Dialling
from privet.core.finding import CHECKSUM, CUE, PATTERN, Detector, Finding
from privet.core.late import late
from privet.core.numbering import Plan, international, plan_of, possible_international
from privet.core.openings import openings
from privet.core.runs import is_there, phones

_GAP = "[ \u00a0().\u2010-\u2015/-]"
_RUN = late(rf"[0-9]+(?:{_GAP}{{1,3}}[0-9]+)*")  # begins with a digit: `re` finds those fast
_BETWEEN = b" ().-/+"
"""What of ASCII may stand in a number beside digits."""

_GROUP = late(r"[+(]*([0-9]+)")
_DIGITS = late("[0-9]+")
_DATE = late(
    r"(?:19|20)[0-9]{2}([./-])(?:0?[1-9]|1[0-2])\1(?:[0-2]?[0-9]|3[01])(?![0-9]|[./-][0-9])"
    r"|(?:[0-2]?[0-9]|3[01])([./-])(?:[0-2]?[0-9]|3[01])\2(?:19|20)?[0-9]{2}(?![0-9]|[./-][0-9])"
)
_REFERENCE = late(r"[A-Za-z][-/]\Z|(?i:\b(?:firmware|version|versión|build|прошивк\w|верси\w|v)[ .:]{0,2}\Z)")
"""What a number of an invoice, a model or a program begins with."""

_REFERENCES = ("firmware", "version", "build", "v", "-", "/")
_DECIMAL = late(r"[0-9]+\.[0-9]+")
_JOINTS = ".,:-/\u2010\u2011"
_NORTH_AMERICAN = late(r"(?:1[ .-])?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}([.-]))[0-9]{3}[.-][0-9]{4}")
_WORDS = (
    r"tel|msisdn|fon|fono|(?:tele)?phones?|t[eé]l[eé]phone|telefon\w{0,4}|tel[eé]fono|mobile?"
    r"|m[oó]vil|celular|cell"
    r"|call|ring|contact|ph|mob|handy(?:nummer)?|nummer|portable|whatsapp|fax|sms|text|dial|desk|n[uú]mero|ligue"
    r"|ll[aá]m\w{0,4}"
    r"|appelez"
    r"|anruf\w{0,3}|тел|телефон\w{0,3}|номер\w{0,3}|позвони\w{0,3}|звони\w{0,3}|telefoon\w{0,6}|bel|telefon\w{0,5}"
    r"|cellulare|chiama\w{0,3}"
    r"|liga\w{0,2}|zap|fixo|chama|numer|zadzwoń|komórka|cep|ara|hp|telp|nomor|hubungi|wa|мобильн\w{0,3}"
    r"|дзвони\w{0,3}|телефону|هاتف\w{0,2}|جوال\w{0,2}|رقم\w{0,2}|اتصل|फोन|मोबाइल|नंबर|कॉल"
)
_NUMBER = r"number|no|nr|is|me|us|at|on|n[uú]mero|num[eé]ro|ist|es|est|é|мне|по|to|jest|adalah|è|numarası|है|هو"
_CUE = Cue(
    _WORDS,
    r"(?:电话|手机|号码|電話|手機|致电)[^0-9\n]{0,6}\Z",
    after=rf"(?:[ .:#-]{{0,3}}(?:{_NUMBER}))*[ .:#]{{0,3}}\Z",
)
_FEWEST, _MOST = 7, 17
"""Digits of a number as written: E.164 has at most 15 with the country code, an exit code adds two or more."""
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
    triggers: tuple[str, ...] = (f"[0-9](?:{_GAP}{{0,3}}[0-9]){{6}}",)

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
        if told is None:
            tries = _tries(text)
            return [one for start, end in _runs(text) for one in self._read(text, start, end, _ASKED, tries)]
        found: list[Finding] = []
        tries: list[int] = []
        each = iter(told)
        for start, end, said in zip(each, each, each, strict=True):
            how = said & 0xFF
            if how < _SOME:
                score, strength = _HOW[how]
                digits = text[start:end].encode().translate(None, _BETWEEN).decode()
                canonical = f"+{said >> 16}{digits[said >> 8 & 0xFF :]}"
                found.append(Finding(start, end, "PHONE", score, self.name, canonical, strength))
            else:
                tries = tries or _tries(text)
                found += self._read(text, start, end, how, tries)
        return found

    def _told(self, text: str) -> list[int] | None:
        """What the kernel says of `text` (`runs.phones`); None where it is not there or says nothing."""
        if self._kernel is False or not text.isascii():
            return None
        dialling = self._dialling
        if dialling is None:
            self._kernel = is_there()
            if not self._kernel:
                return None
            dialling = self._dialling = Dialling(self._national(), _openings())
        told = phones(text, dialling.address)
        while isinstance(told, int):
            dialling = self._dialling = Dialling(self._national(), _openings(), told)
            told = phones(text, dialling.address)
        return told

    def _read(self, text: str, start: int, end: int, how: int, tries: list[int]) -> Iterable[Finding]:
        """The numbers in a run of digits, of which the kernel says `how` it is one."""
        digits = _digits(text[start:end])
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
            if tries[0] < 0 and starts[-1] - at >= _FEWEST:
                yield Finding(groups[first][0], end, "PHONE", 0.5, self.name, joined[at:], PATTERN)
                return
            if first == 0 or _opens(text, groups[first][0], joined[at : starts[first + 1]]):
                for last in range(min(first + _MOST_GROUPS, len(groups)) - 1, first - 1, -1):
                    if starts[last + 1] - at > _MOST:
                        continue
                    if starts[last + 1] - at < _FEWEST:
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
        if not _FEWEST <= len(digits) <= _MOST:
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
        if start and _FEWEST <= len(digits) <= 15 and _cued(text, start):
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
        plans, shaped, others = self._of_length.get(len(digits)) or self._learned(len(digits))
        return plans if shaped.fullmatch(digits) else others

    def _learned(self, length: int) -> _OfLength:
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


@cache
def _openings() -> NDArray[np.uint8]:
    """How a word begins behind which a number is announced."""
    return openings(f"{_WORDS}|{_NUMBER}")


def _tries(text: str) -> list[int]:
    """How many stretches of groups may be tried in `text`: a count, for `_within` to lower."""
    return [_TRIES + len(text) // _CHARACTERS_A_TRY]


def _digits(written: str) -> str:
    return written if written.isdecimal() else "".join(_DIGITS.findall(written))


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where runs of digits begin and end that may hold a number: what numbers.c says of a text of ASCII."""
    for run in _RUN.finditer(text):
        written = run[0]
        groups = _DIGITS.findall(written)
        count = sum(map(len, groups))
        if count < _FEWEST:
            continue
        start, end = run.span()
        if start and text[start - 1] in "(+":
            start = _led(text, start, end)
        elif count > _MOST and len(groups) == 1:
            continue
        if len(groups) > 3 and _grouped_otherwise(text, start, written, groups):
            continue
        if not start or not (text[start - 1] in "$€£₹#_=&?" or _referred(text, start)):
            yield start, end


def _divides(text: str, start: int, end: int) -> bool:
    """Whether some of a run's groups, not all of them, may be a number: `_opens` and the fewest digits allow one."""
    groups = _DIGITS.findall(text, start, end)
    if len(groups) < 2:
        return False
    if sum(map(len, groups[:-1])) >= _FEWEST or text.find("+", start + 1, end) > 0 or text.find("(", start, end) >= 0:
        return True
    return any(group[0] == "0" or group == "1" or len(group) >= _FEWEST for group in groups[1:])


def _referred(text: str, start: int) -> bool:
    """Whether the number of an invoice, a model or a program begins at `start`."""
    said = text[max(0, start - 12) : start].rstrip(" .:").lower()
    return (said.endswith(_REFERENCES) or not said.isascii()) and bool(
        _REFERENCE.search(text, max(0, start - 12), start)
    )


def _cued(text: str, start: int) -> bool:
    """Whether the words before `start` announce a telephone number."""
    return next(_CUE.finditer(text[max(0, start - 30) : start].lower()), None) is not None


def _alone(text: str, start: int, end: int) -> bool:
    """Whether the message is nothing else, which is how people answer a question."""
    return not text[:start].strip() and not text[end:].strip()


def _led(text: str, start: int, end: int) -> int:
    """Where a number whose first digit is at `start` begins: with "(", "+", "(+", "+(" or "(+(" that lead it."""
    for sign in "(+(":
        if start and text[start - 1] == sign:
            start -= 1
    return start + 1 if text[start] == "(" and text.find(")", start, end) < 0 else start


def _grouped_otherwise(text: str, start: int, written: str, groups: list[str]) -> bool:
    """Whether a run is written like a card (4-4-4-4), an IBAN (two letters, 2-4-4) or an IP address; no number is."""
    first, second, third, fourth = map(len, groups[:4])
    if second == third == 4:
        return first == fourth == 4 or (first == 2 and start > 0 and text[start - 1].isalpha())
    return len(groups) == 4 and max(first, second, third, fourth) <= 3 and written.count(".") == 3


def _opens(text: str, start: int, digits: str) -> bool:
    """Whether a group of digits inside a run may begin a number: after a space, and it looks like a beginning."""
    return text[start] == "+" or (
        text[start - 1].isspace() and (text[start] in "(0" or digits == "1" or len(digits) >= _FEWEST)
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
