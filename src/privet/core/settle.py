"""Findings settled: sorted, nothing overlapping, and everything covered that any of them covers.

Where findings overlap, all the characters that any of them covers are one finding, so that a wrong kind never unmasks
anything; its kind is the strongest's: checksum before cue word before model before bare pattern, then the higher score,
then the longer. A model's span is first cut at what a cue word or check digits found in it, and keeps what says
something on either side. One that must never be kept goes before all others. A finding that passes (an organisation, a
web address, a date) stands only where all that it overlaps lies within it and is weaker than it; what a model says
stands over no digits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence

from privet.core.finding import MODEL, Finding
from privet.core.kinds import KINDS, PASSED, Disposition

_DROPPED = frozenset(name for name, kind in KINDS.items() if kind.disposition is Disposition.DROP)
_NAMES = frozenset({"PERSON", "ADDRESS", "PLACE"})
"""Kinds whose bounds a model draws too wide at times."""


def settle(text: str, found: list[Finding], passed: Collection[str] = PASSED) -> list[Finding]:
    """`found` (at least one) sorted, with each cluster of overlapping findings merged into one."""
    found.sort()
    end = 0
    for one in found:
        if one.start < end:
            break
        end = one.end
    else:
        return found
    passing = [finding for finding in found if finding.kind in passed]
    merged = _merged(text, _cut(text, [finding for finding in found if finding.kind not in passed]))
    return _beside(text, passing, merged) if passing else merged


def _cut(text: str, found: list[Finding]) -> list[Finding]:
    """Sorted findings, a model's names and places without what something stronger found in them. A piece that is left
    has no blanks or signs at its edges, and stays where it may be personal by itself (`_says`)."""
    stronger: list[tuple[int, int]] = []
    for one in found:
        if one.strength > MODEL and stronger and one.start < stronger[-1][1]:
            stronger[-1] = stronger[-1][0], max(stronger[-1][1], one.end)
        elif one.strength > MODEL:
            stronger.append((one.start, one.end))
    if not stronger:
        return found
    ends = [end for _, end in stronger]
    kept: list[Finding] = []
    for one in found:
        at = bisect_right(ends, one.start)
        if one.strength != MODEL or one.kind not in _NAMES or at == len(stronger) or stronger[at][0] >= one.end:
            kept.append(one)
            continue
        begin = one.start
        while at < len(stronger) and begin < one.end:
            kept.extend(_piece(text, one, begin, min(stronger[at][0], one.end)))
            begin, at = stronger[at][1], at + 1
        kept.extend(_piece(text, one, begin, one.end))
    kept.sort()
    return kept


def _piece(text: str, one: Finding, start: int, end: int) -> Iterable[Finding]:
    """What is left of `one` between two places."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    if _says(one.kind, text[start:end]):
        yield one._replace(start=start, end=end, canonical=text[start:end])


def _says(kind: str, piece: str) -> bool:
    """Whether a piece of a model's span says something: a digit, or three letters that are a name or have a capital
    (in scripts that have them). What is left beside a number is otherwise "my", "is" and "and the": nobody's."""
    if any(map(str.isdecimal, piece)):
        return True
    named = kind == "PERSON" or piece != piece.lower() or piece == piece.upper()
    return named and sum(map(str.isalnum, piece)) > 2


def _merged(text: str, found: Sequence[Finding]) -> list[Finding]:
    """Sorted findings with each cluster of overlapping ones as one, of the strongest's kind."""
    merged: list[Finding] = []
    end = -1
    for finding in found:
        if finding.start >= end:
            merged.append(finding)
            best, end = finding, finding.end
            continue
        if weight(finding) > weight(best):
            best = finding
        end = max(end, finding.end)
        merged[-1] = _widened(text, best, merged[-1].start, end)
    return merged


def _beside(text: str, passing: Sequence[Finding], hidden: Sequence[Finding]) -> list[Finding]:
    """What passes and what is hidden, each sorted, as one answer: where they overlap only one of them stays."""
    standing: list[Finding] = []
    for one in passing:
        if standing and one.start < standing[-1].end:
            if weight(one) > weight(standing[-1]):
                standing[-1] = one
        else:
            standing.append(one)
    ends = [each.end for each in hidden]
    gone: set[int] = set()
    kept: list[Finding] = []
    for one in standing:
        first = bisect_right(ends, one.start)
        last = first
        while last < len(hidden) and hidden[last].start < one.end:
            last += 1
        if all(_yields(text, hidden[index], one) for index in range(first, last)):
            kept.append(one)
            gone.update(range(first, last))
    kept += [each for index, each in enumerate(hidden) if index not in gone]
    kept.sort()
    return kept


def _yields(text: str, hidden: Finding, passing: Finding) -> bool:
    """Whether what would be hidden gives way to what passes: it lies within it, is weaker, and might be kept. A model
    alone uncovers no digits."""
    if not (passing.start <= hidden.start and hidden.end <= passing.end):
        return False
    if hidden.strength >= passing.strength or hidden.kind in _DROPPED:
        return False
    return passing.strength != MODEL or not any(map(str.isdigit, text[hidden.start : hidden.end]))


def weight(finding: Finding) -> tuple[bool, int, float, int]:
    """What decides between two findings, the first that differs: never to be kept, strength, score, length."""
    return finding.kind in _DROPPED, finding.strength, finding.score, finding.end - finding.start


def _widened(text: str, best: Finding, start: int, end: int) -> Finding:
    """`best` over the whole cluster; what is wider than it was has no other spelling than its own characters."""
    if best.start == start and best.end == end:
        return best
    return best._replace(start=start, end=end, canonical=text[start:end])
