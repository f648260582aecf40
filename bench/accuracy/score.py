"""How right answers are, against labelled texts.

*Found*: an answer of a right kind overlaps the labelled stretch, if only by one character. *Exact*: one has its very
ends. *Masked*: of the characters that are personal, those that any answer that masks covers, whatever it is called.

Every system is judged alike, and in its favour: an answer counts as right for any of its kinds, and as false only where
all its kinds are labelled in the set, it overlaps no stretch that was found by another answer, and none that bears a
label nobody is asked for. What a system does not look for counts as missed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from sets import Case, Labelled

from privet.core.kinds import PASSED


class Answer(NamedTuple):
    """What a system says of `text[start:end]`: it may be any of `kinds`."""

    start: int
    end: int
    kinds: tuple[str, ...]


@dataclass(slots=True)
class Count:
    """What was asked for and what was answered, of one kind or of many; `a + b` is both."""

    asked: int = 0
    found: int = 0
    exact: int = 0
    right: int = 0
    false: int = 0
    personal: int = 0  # characters
    masked: int = 0  # of them
    needless: int = 0  # characters that were masked and are not personal

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def recall(self) -> float:
        return self.found / self.asked if self.asked else 0.0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def exact_recall(self) -> float:
        return self.exact / self.asked if self.asked else 0.0

    @property
    def masked_share(self) -> float:
        return self.masked / self.personal if self.personal else 0.0


Counts = dict[tuple[str, str], Count]
"""By language and kind."""


def judge(labelled: Labelled, answers: Iterable[Sequence[Answer]], kinds: Collection[str] | None = None) -> Counts:
    """Counts for one system, by language and kind; `kinds` are those asked for (the labelled ones)."""
    asked = labelled.labelled if kinds is None else frozenset(kinds)
    counts: Counts = defaultdict(Count)
    for case, each in zip(labelled.cases, answers, strict=True):
        _case(case, each, labelled.labelled, asked, counts)
    return dict(counts)


def together(counts: Counts, kinds: Collection[str], lang: str | None = None) -> Count:
    """One count of all `kinds`, in all languages or one."""
    chosen = [one for (its, kind), one in counts.items() if kind in kinds and lang in (None, its)]
    return sum(chosen, Count())


def _case(case: Case, answers: Sequence[Answer], labelled: frozenset[str], asked: frozenset[str], to: Counts) -> None:
    due = [span for span in case.spans if span.kinds[0] in asked]
    apart = [*case.unasked, *((span.start, span.end) for span in case.spans if span.kinds[0] not in asked)]
    found: list[tuple[int, int]] = []
    right: set[Answer] = set()
    for span in due:
        mine = [one for one in answers if _overlap(one, span) and set(one.kinds) & set(span.kinds)]
        count = to[case.lang, span.kinds[0]]
        count.asked += 1
        if mine:
            found.append((span.start, span.end))
            count.found += 1
            count.exact += any(one.start == span.start and one.end == span.end for one in mine)
        fresh = set(mine) - right
        count.right += len(fresh)
        right |= fresh
    for one in answers:
        if one in right or not set(one.kinds) <= labelled or not set(one.kinds) & asked:
            continue
        if not any(one.start < end and start < one.end for start, end in (*found, *apart)):
            to[case.lang, one.kinds[0]].false += 1
    _characters(case, answers, labelled, asked, to)


def _characters(
    case: Case, answers: Sequence[Answer], labelled: frozenset[str], asked: frozenset[str], to: Counts
) -> None:
    """Characters that are personal, those of them that are masked, and those that are masked without being it."""
    masked: dict[int, str] = {}
    for one in answers:
        if not set(one.kinds) <= PASSED:
            masked.update(dict.fromkeys(range(one.start, one.end), one.kinds[0]))
    for span in case.spans:
        count = to[case.lang, span.kinds[0]]
        covered = sum(at in masked for at in range(span.start, span.end))
        if span.kinds[0] in asked and span.kinds[0] not in PASSED:
            count.personal += span.end - span.start
            count.masked += covered
        for at in range(span.start, span.end):
            masked.pop(at, None)
    for start, end in case.unasked:
        for at in range(start, end):
            masked.pop(at, None)
    for at, kind in masked.items():
        if kind in labelled and kind in asked and not case.text[at].isspace():
            to[case.lang, kind].needless += 1


def _overlap(one: Answer, span: tuple[int, int, tuple[str, ...]]) -> bool:
    return one.start < span[1] and span[0] < one.end
