"""What in a text is personal: the text made plain, prefilter, each detector that must look, one settled answer.

A text is first made plain (`core.normal`, `core.spelled`); offsets lead back to what was written. Settled means sorted
and not overlapping. Where findings overlap, all the characters that any of them covers are one finding, so that a wrong
kind never unmasks anything; its kind is the strongest's: checksum before cue word before model before bare pattern,
then the higher score, then the longer. A model's span is first cut at what a cue word or check digits found in it, and
keeps what says something on either side. One that must never be kept goes before all others. A finding that passes (an
organisation, a web address, a date) stands only where all that it overlaps lies within it and is weaker than it.
A detector that raises makes the scan raise: nothing goes on as if it had been looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from privet.core.finding import MODEL, Batched, Detector, Finding, Telling
from privet.core.kinds import KINDS, OPTIONAL, PASSED, Disposition
from privet.core.normal import Plain, plain
from privet.core.prefilter import Kept, Prefilter
from privet.core.spelled import TRIGGERS, reworded
from privet.core.tokens import literals

_DROPPED = frozenset(name for name, kind in KINDS.items() if kind.disposition is Disposition.DROP)
_NAMES = frozenset({"PERSON", "ADDRESS", "PLACE"})
"""Kinds whose bounds a model draws too wide at times."""
_NOT_ALLOWED = _DROPPED | {"LITERAL"}
"""Kinds that no allow-list lets through: what must never be kept, and what would be taken for a token."""


class Scanner:
    """Some detectors behind one prefilter; threads may share one. `hyperscan=None`: if its wheel is there.

    `passed` are the kinds that are found and left as they are; `also` are those kinds of `kinds.OPTIONAL` that are
    looked for; `allowed` are values, in any spelling, that are no finding; `kept` holds compiled patterns.
    """

    def __init__(
        self,
        detectors: Sequence[Detector],
        hyperscan: bool | None = None,
        *,
        passed: Collection[str] = PASSED,
        also: Collection[str] = (),
        allowed: Collection[str] = (),
        kept: Kept | None = None,
    ) -> None:
        off = OPTIONAL - frozenset(also)
        self.detectors = tuple(detector for detector in detectors if not off.issuperset(detector.kinds))
        self.passed = frozenset(passed)
        self._finds = [_without(off, detector) for detector in self.detectors]
        self._hyperscan, self._compiled = hyperscan, kept
        self._off = off
        self._values = tuple(allowed)

    @cached_property
    def _prefilter(self) -> Prefilter:
        """Compiled when the first text comes: that takes up to a second, and many commands scan nothing."""
        return Prefilter(
            [*(detector.triggers for detector in self.detectors), TRIGGERS], self._hyperscan, self._compiled
        )

    @cached_property
    def _fired(self) -> Callable[[str], Sequence[int]]:
        return self._prefilter.fired

    @cached_property
    def _allowed(self) -> frozenset[str]:
        """The values that are no finding: as they are written, whatever the case, and in each detector's spelling."""
        spelled = {
            finding.canonical
            for value in self._values
            for find in self._finds
            for finding in find(value)
            if (finding.start, finding.end) == (0, len(value))
        }
        return frozenset(spelled | {value.casefold() for value in self._values})

    def scan(self, text: str) -> list[Finding]:
        """Every finding in `text`, settled, those that pass among them. Raises whatever a detector raises."""
        found = self.found(text)
        return found if len(found) < 2 else settle(text, found, self.passed)

    def personal(self, text: str) -> list[Finding]:
        """Every finding in `text` that does not pass: what is to be hidden. Raises whatever a detector raises."""
        return [finding for finding in self.scan(text) if finding.kind not in self.passed]

    def found(self, text: str) -> list[Finding]:
        """What each detector says of `text`, before it is settled."""
        read, hits = self._read(text)
        found: list[Finding] = []
        if read is None:
            for index in hits:
                found.extend(self._finds[index](text))
        else:
            for index in hits:
                found.extend(map(read.back, self._finds[index](read.text)))
        if "[" in text:
            found.extend(literals(text))
        return self._kept(text, found) if found and self._values else found

    def scan_each(self, texts: Sequence[str]) -> list[list[Finding] | None]:
        """The same as `scan` for many texts, one detector after the other, which is faster: a detector stays in the
        processor's cache, and a model looks at many texts in one step. None where a detector raised."""
        found: list[list[Finding] | None] = [[] for _ in texts]
        waiting: list[list[int]] = [[] for _ in self.detectors]
        reads: dict[int, Plain] = {}
        for number, text in enumerate(texts):
            read, hits = self._read(text)
            for index in hits:
                waiting[index].append(number)
            if read is not None:
                reads[number] = read
            if "[" in text:
                found[number] = list(literals(text))
        for index, numbers in enumerate(waiting):
            numbers = [number for number in numbers if found[number] is not None]
            plain_texts = [reads[number].text if number in reads else texts[number] for number in numbers]
            for number, own in zip(numbers, self._find_each(index, plain_texts), strict=True):
                before = found[number]
                if own is None or before is None:
                    found[number] = None
                else:
                    before.extend(map(reads[number].back, own) if number in reads else own)
        return [one if not one else self._settled(text, one) for text, one in zip(texts, found, strict=True)]

    def active(self) -> str:
        """What does the work here, in a sentence or two."""
        told = [detector.active() for detector in self.detectors if isinstance(detector, Telling)]
        return " ".join([self._prefilter.active(), *told])

    def _read(self, text: str) -> tuple[Plain | None, Sequence[int]]:
        """`text` made plain, None where it is so as it stands, and which detectors must look at it."""
        read = plain(text)
        hits = self._fired(text if read is None else read.text)
        words = len(self.detectors)
        if words not in hits:
            return read, hits
        hits = [index for index in hits if index != words]
        before = read or Plain(text)
        after = reworded(before)
        if after is before:
            return read, hits
        return after, [index for index in self._fired(after.text) if index != words]

    def _find_each(self, index: int, texts: Sequence[str]) -> Sequence[Iterable[Finding] | None]:
        """What one detector finds in each of some texts; None where it raised."""
        detector, find = self.detectors[index], self._finds[index]
        if isinstance(detector, Batched) and len(texts) > 1 and self._off.isdisjoint(detector.kinds):
            try:
                return [list(found) for found in detector.find_each(texts)]
            except Exception:  # one text of them made it raise: which, tells each alone
                return [_tried(find, text) for text in texts]
        return [_tried(find, text) for text in texts]

    def _settled(self, text: str, found: list[Finding]) -> list[Finding]:
        if self._values:
            found = self._kept(text, found)
        return found if len(found) < 2 else settle(text, found, self.passed)

    def _kept(self, text: str, found: list[Finding]) -> list[Finding]:
        """`found` without the values that the tenant allows."""
        allowed = self._allowed
        return [
            one
            for one in found
            if one.kind in _NOT_ALLOWED
            or (one.canonical not in allowed and text[one.start : one.end].casefold() not in allowed)
        ]


def _without(off: frozenset[str], detector: Detector) -> Callable[[str], Iterable[Finding]]:
    """What a detector finds, but for the kinds that are not looked for."""
    if off.isdisjoint(detector.kinds):
        return detector.find
    return lambda text: [finding for finding in detector.find(text) if finding.kind not in off]


def _tried(find: Callable[[str], Iterable[Finding]], text: str) -> list[Finding] | None:
    try:
        return list(find(text))
    except Exception:  # a detector may be third-party code: any error at all means that nothing is known of the text
        return None


def settle(text: str, found: list[Finding], passed: Collection[str] = PASSED) -> list[Finding]:
    """`found` (at least one) sorted, with each cluster of overlapping findings merged into one."""
    found.sort()
    if all(one.end <= two.start for one, two in pairwise(found)):
        return found
    passing = [finding for finding in found if finding.kind in passed]
    merged = _merged(text, _cut(text, [finding for finding in found if finding.kind not in passed]))
    return _beside(passing, merged) if passing else merged


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


def _beside(passing: Sequence[Finding], hidden: Sequence[Finding]) -> list[Finding]:
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
        if all(_yields(hidden[index], one) for index in range(first, last)):
            kept.append(one)
            gone.update(range(first, last))
    kept += [each for index, each in enumerate(hidden) if index not in gone]
    kept.sort()
    return kept


def _yields(hidden: Finding, passing: Finding) -> bool:
    """Whether what would be hidden gives way to what passes: it lies within it, is weaker, and might be kept."""
    within = passing.start <= hidden.start and hidden.end <= passing.end
    return within and hidden.strength < passing.strength and hidden.kind not in _DROPPED


def weight(finding: Finding) -> tuple[bool, int, float, int]:
    """What decides between two findings, the first that differs: never to be kept, strength, score, length."""
    return finding.kind in _DROPPED, finding.strength, finding.score, finding.end - finding.start


def _widened(text: str, best: Finding, start: int, end: int) -> Finding:
    """`best` over the whole cluster; what is wider than it was has no other spelling than its own characters."""
    if best.start == start and best.end == end:
        return best
    return best._replace(start=start, end=end, canonical=text[start:end])
