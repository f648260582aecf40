"""What a plugin must pass. Plugin authors call these from their own tests; Privet's own plugins pass the same.

from privet.testing import Case, check_detector

def test_my_detector():
    check_detector(make(("GB",)), [Case("badge 12-AB", [("BADGE", "12-AB", "12AB")]), Case("12 apples", [])])
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from privet.core.finding import Detector
from privet.core.kinds import KINDS
from privet.core.prefilter import AVAILABLE, Prefilter

_SECONDS = 5.0
"""Processor time for 50,000 hostile characters: ten times what a linear detector needs on a slow machine."""

_LENGTH = 50_000
_REPEATS = 6_000
"""Characters of each case, repeated: enough for what takes quadratic time to stand out."""
_SHORT_HOSTILE = (
    "",
    " ",
    "\n",
    "\0",
    "\ud800",
    "\udfff\ud800 12345 \udc80@\ud800.example",
    "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669",  # digits that are not ASCII
    "\uff10\uff17\uff19\uff11\uff11 \uff11\uff12\uff13\uff14\uff15\uff16",
    "\U0001f600" * 50,
    "\u0130\u0131\u017f\u212a\u00df",  # letters whose case changes their length or their script
    "[[[[]]]]((((",
    "\\d+(?:a|b)*$",
)
_REPEATED = (
    "a",
    "1",
    "1 ",
    "12 ",
    "12345 ",
    "1-",
    "1.",
    "a@",
    "@",
    "a.",
    ":",
    "::1 ",
    "1:",
    "://",
    "a:b@",
    "?token=",
    "(",
    "+1",
    "\ud800",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what must be found in it, left to right: (kind, characters as written, canonical form)."""

    text: str
    found: Sequence[tuple[str, str, str]] = field(default_factory=list)


def check_detector(detector: Detector, cases: Iterable[Case]) -> None:
    """Raise AssertionError with a sentence if `detector` breaks a rule of its port or misses a case.

    Spans and canonical forms are exact; spans do not overlap; kinds are declared and known; where something is found, a
    trigger fires, under Hyperscan and under `re`; hostile text neither raises nor takes long.
    """
    cases = list(cases)
    assert all((detector.name, detector.kinds, detector.triggers)), "a detector has a name, kinds and triggers"
    unknown = set(detector.kinds) - KINDS.keys()
    assert not unknown, f"{detector.name} declares kinds that Privet does not know: {sorted(unknown)}"
    prefilters = [Prefilter([detector.triggers], use) for use in ((True, False) if AVAILABLE else (False,))]
    for number, case in enumerate(cases):
        _check_case(detector, number, case, prefilters)
    for text in _SHORT_HOSTILE:
        _checked(detector, text)
    for piece in _REPEATED:
        taken = _seconds(detector, piece, _LENGTH)
        assert taken < _SECONDS, f"{detector.name} took {taken:.1f} s for {_LENGTH} characters of {piece[:12]!a}"
    pieces = {written for case in cases for _, written, _ in case.found} | {case.text + " " for case in cases}
    for piece in sorted(pieces):
        assert not _grows(detector, piece), f"{detector.name} takes four times as long for twice as many {piece!a}"


def _seconds(detector: Detector, piece: str, length: int) -> float:
    """Processor time that so many characters of repeats of `piece` take."""
    text = (piece * (length // len(piece) + 1))[:length]
    begun = time.process_time()
    _checked(detector, text)
    return time.process_time() - begun


def _grows(detector: Detector, piece: str) -> bool:
    """Whether time grows faster than the length of repeats of `piece`; whatever takes hardly any time does not."""
    if _seconds(detector, piece, _REPEATS) < _REPEATS * _SECONDS / _LENGTH / 10:
        return False
    short, long = (min(_seconds(detector, piece, length) for _ in range(3)) for length in (_REPEATS // 4, _REPEATS))
    return long > 8 * short


def _check_case(detector: Detector, number: int, case: Case, prefilters: list[Prefilter]) -> None:
    expected = []
    at = 0
    for kind, written, canonical in case.found:
        start = case.text.find(written, at)
        assert start >= 0, f"case {number}: {written!a} does not occur there in the text"
        at = start + len(written)
        expected.append((start, at, kind, canonical))
    found = _checked(detector, case.text)
    assert found == expected, f"case {number}, {case.text!a}: expected {expected}, found {found}"
    for prefilter in prefilters:
        fired = bool(prefilter.fired(case.text))
        assert fired or not found, f"case {number}, {case.text!a}: found, but no trigger fires ({prefilter.active()})"


def _checked(detector: Detector, text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, kind, canonical) of what is found, once it obeys the port."""
    findings = sorted(detector.find(text))
    end = 0
    for finding in findings:
        assert end <= finding.start < finding.end <= len(text), (
            f"{detector.name}: spans overlap or lie outside the text"
        )
        assert finding.kind in detector.kinds, f"{detector.name} found a kind that it does not declare"
        assert finding.by == detector.name, f"{detector.name} signs as somebody else"
        assert 0 <= finding.score <= 1, f"{detector.name}: a score is 0 to 1"
        assert finding.canonical, f"{detector.name}: a finding has a canonical form"
        end = finding.end
    return [(finding.start, finding.end, finding.kind, finding.canonical) for finding in findings]
