"""What in a text is personal: prefilter, then each detector that must look, then one settled answer.

Settled means sorted and not overlapping. Where findings overlap, all the characters that any of them covers are one
finding, so that a wrong kind never unmasks anything; its kind is the strongest's (strength, then score, then length),
but one that must never be kept goes before all others.
A detector that raises makes the scan raise: nothing goes on as if it had been looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise

from privet.core.finding import Detector, Finding
from privet.core.kinds import KINDS, Disposition
from privet.core.prefilter import Prefilter
from privet.core.tokens import literals


class Scanner:
    """Some detectors behind one prefilter; threads may share one. `hyperscan=None`: if its wheel is there."""

    def __init__(self, detectors: Sequence[Detector], hyperscan: bool | None = None) -> None:
        self.detectors = tuple(detectors)
        self._finds = [detector.find for detector in self.detectors]
        self._hyperscan = hyperscan

    @cached_property
    def _prefilter(self) -> Prefilter:
        """Compiled when the first text comes: that takes up to a second, and many commands scan nothing."""
        return Prefilter([detector.triggers for detector in self.detectors], self._hyperscan)

    @cached_property
    def _fired(self) -> Callable[[str], Sequence[int]]:
        return self._prefilter.fired

    def scan(self, text: str) -> list[Finding]:
        """Every finding in `text`, settled. Raises whatever a detector raises."""
        found: list[Finding] = []
        for index in self._fired(text):
            found.extend(self._finds[index](text))
        if "[" in text:
            found.extend(literals(text))
        return found if len(found) < 2 else settle(text, found)

    def scan_each(self, texts: Sequence[str]) -> list[list[Finding] | None]:
        """The same for many texts, one detector after the other, which is a quarter faster: a detector stays in the
        processor's cache. None where a detector raised."""
        found: list[list[Finding] | None] = [[] for _ in texts]
        waiting: list[list[int]] = [[] for _ in self.detectors]
        for number, text in enumerate(texts):
            for index in self._fired(text):
                waiting[index].append(number)
            if "[" in text:
                found[number] = list(literals(text))
        for find, numbers in zip(self._finds, waiting, strict=True):
            for number in numbers:
                own = found[number]
                if own is not None:
                    try:
                        own.extend(find(texts[number]))
                    except Exception:
                        found[number] = None
        return [one if not one or len(one) < 2 else settle(text, one) for text, one in zip(texts, found, strict=True)]

    def active(self) -> str:
        """Which prefilter is at work, in one sentence."""
        return self._prefilter.active()


def settle(text: str, found: list[Finding]) -> list[Finding]:
    """`found` (at least one) sorted, with each cluster of overlapping findings merged into one."""
    found.sort()
    if all(one.end <= two.start for one, two in pairwise(found)):
        return found
    settled: list[Finding] = []
    best = found[0]
    start, end = best.start, best.end
    for finding in found[1:]:
        if finding.start < end:
            if _weight(finding) > _weight(best):
                best = finding
            end = max(end, finding.end)
            continue
        settled.append(_widened(text, best, start, end))
        best = finding
        start, end = best.start, best.end
    settled.append(_widened(text, best, start, end))
    return settled


def _weight(finding: Finding) -> tuple[bool, int, float, int]:
    kept = KINDS[finding.kind].disposition is not Disposition.DROP if finding.kind in KINDS else True
    return not kept, finding.strength, finding.score, finding.end - finding.start


def _widened(text: str, best: Finding, start: int, end: int) -> Finding:
    """`best` over the whole cluster; what is wider than it was has no other spelling than its own characters."""
    if best.start == start and best.end == end:
        return best
    return best._replace(start=start, end=end, canonical=text[start:end])
