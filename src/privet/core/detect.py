"""What in a text is personal: the text made plain, prefilter, each detector that must look, one settled answer.

A text is first made plain (`core.normal`, `core.spelled`); offsets lead back to what was written. What is found is then
settled (`core.settle`): sorted, nothing overlapping, and everything covered that any finding covers. A
detector that raises makes the scan raise: nothing goes on as if it had been looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from privet.core.finding import Batched, Detector, Finding, Parted, Telling
from privet.core.kinds import KINDS, OPTIONAL, PASSED, Disposition
from privet.core.normal import Read, plain
from privet.core.prefilter import Kept, Prefilter
from privet.core.settle import settle
from privet.core.spelled import SPOKEN, WRITTEN, reworded
from privet.core.tokens import literals

_DROPPED = frozenset(name for name, kind in KINDS.items() if kind.disposition is Disposition.DROP)
_NOT_ALLOWED = _DROPPED | {"LITERAL"}
"""Kinds that no allow-list lets through: what must never be kept, and what would be taken for a token."""
_PLACES = 60
"""Groups of triggers that are told apart, at most; the kernel has a bit for each of some more."""
_PLANS = 4096
"""Sets of triggers for which it is remembered what they ask for; then all are forgotten."""
_Find = Callable[[str], Iterable[Finding]]
SEVERAL = 3
"""From so many texts on it is faster to let one detector after the other look at all of them."""


class _Plan(NamedTuple):
    """What the triggers in a text ask for: whether to reword it first, which detectors look, and each one's way."""

    spoken: bool
    written: bool
    detectors: tuple[int, ...]
    finds: tuple[_Find, ...]


class Scanner:
    """Some detectors behind one prefilter; threads may share one. `hyperscan` and `kernel` are the prefilter's.

    `passed` are the kinds that are found and left as they are; `also` are those kinds of `kinds.OPTIONAL` that are
    looked for; `allowed` are values, in any spelling, that are no finding; `kept` holds compiled patterns.
    """

    def __init__(
        self,
        detectors: Sequence[Detector],
        hyperscan: bool | None = None,
        *,
        kernel: bool | None = None,
        passed: Collection[str] = PASSED,
        also: Collection[str] = (),
        allowed: Collection[str] = (),
        kept: Kept | None = None,
    ) -> None:
        off = OPTIONAL - frozenset(also)
        self.detectors = tuple(detector for detector in detectors if not off.issuperset(detector.kinds))
        self.passed = frozenset(passed)
        self._off = off
        self._finds = [_without(off, detector.kinds, detector.find) for detector in self.detectors]
        self._plans: dict[Collection[int], _Plan] = {}
        self._batched = [  # asked once: to ask a protocol takes longer than most detectors do
            detector if isinstance(detector, Batched) and off.isdisjoint(detector.kinds) else None
            for detector in self.detectors
        ]
        self._hyperscan, self._kernel, self._compiled = hyperscan, kernel, kept
        self._values = tuple(allowed)

    @cached_property
    def _prefilter(self) -> Prefilter:
        """Made when the first text comes: that takes up to a second, and many commands scan nothing."""
        triggers = [*(triggers for _, _, triggers in self._places), SPOKEN, WRITTEN]
        return Prefilter(triggers, self._hyperscan, self._compiled, kernel=self._kernel)

    @cached_property
    def _places(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """Groups of triggers: whose they are, which part's, and they; a detector's all as one where groups are many."""
        places = [
            (index, part, triggers)
            for index, one in enumerate(self.detectors)
            for part, triggers in enumerate(one.parts if isinstance(one, Parted) else (one.triggers,))
        ]
        whole = [(index, 0, one.triggers) for index, one in enumerate(self.detectors)]
        return places if len(places) + 2 <= _PLACES else whole

    def _plan(self, hits: Collection[int]) -> _Plan:
        """What is to be done where these groups of triggers are in a text."""
        last = len(self._places)
        asked = [self._places[one][:2] for one in sorted(hits) if one < last]
        parts = {index: tuple(part for _, part in each) for index, each in groupby(asked, key=lambda one: one[0])}
        finds = tuple(self._looking(index, each) for index, each in parts.items())
        return _Plan(last in hits, last + 1 in hits, tuple(parts), finds)

    def _looking(self, index: int, parts: tuple[int, ...]) -> _Find:
        """How a detector looks where the triggers of some of its parts are in a text."""
        one = self.detectors[index]
        if not isinstance(one, Parted) or len(parts) == sum(index == whose for whose, _, _ in self._places):
            return self._finds[index]
        return _without(self._off, one.kinds, one.looking(parts))

    @cached_property
    def _fired(self) -> Callable[[str], Collection[int]]:
        return self._prefilter.fired

    def compile(self) -> None:
        """Have the prefilter's patterns compiled now, which takes seconds the first time on a machine: for who has many
        texts to come. Another thread than those that scan may do so."""
        self._prefilter.compile()

    def ready(self) -> None:
        """Have what the first text needs, and the allowed values: no text waits for it. Raises what the first would."""
        self._fired("0" * 20)  # what asks for digits is compiled apart
        len(self._allowed)

    @cached_property
    def _allowed(self) -> frozenset[str]:
        """The values that are no finding: as they are read, whatever the case, and in each detector's spelling."""
        return frozenset(spelling for value in self._values for spelling in self._spellings(value))

    def _spellings(self, value: str) -> Iterator[str]:
        read, plan = self._read(value)
        text = value if read is None else read.text
        yield _folded(value)
        yield text.casefold()
        for find in plan.finds:
            for finding in _tried(find, text) or ():  # one that raises has no spelling of it
                if (finding.start, finding.end) == (0, len(text)):
                    yield finding.canonical

    def scan(self, text: str) -> list[Finding]:
        """Every finding in `text`, settled, those that pass among them. Raises whatever a detector raises."""
        found = self.found(text)
        return found if len(found) < 2 else settle(text, found, self.passed)

    def personal(self, text: str) -> list[Finding]:
        """Every finding in `text` that does not pass: what is to be hidden. Raises whatever a detector raises."""
        return [finding for finding in self.scan(text) if finding.kind not in self.passed]

    def found(self, text: str) -> list[Finding]:
        """What each detector says of `text`, before it is settled."""
        read, plan = self._read(text)
        found: list[Finding] = []
        if read is None:
            for find in plan.finds:
                found.extend(find(text))
        else:
            for find in plan.finds:
                found.extend(map(read.back, find(read.text)))
        if "[" in text:
            found.extend(literals(text))
        return self._kept(text, found) if found and self._values else found

    def scan_each(self, texts: Sequence[str]) -> list[list[Finding] | None]:
        """The same as `scan` for many texts, one detector after the other, which is faster: a detector stays in the
        processor's cache, and a model looks at many texts in one step. None where a detector raised."""
        if len(texts) < SEVERAL:
            return [_tried(self.scan, text) for text in texts]
        found: list[list[Finding] | None] = [[] for _ in texts]
        waiting: list[list[int]] = [[] for _ in self.detectors]
        reads: dict[int, Read] = {}
        for number, text in enumerate(texts):
            read, plan = self._read(text)
            for index in plan.detectors:
                waiting[index].append(number)
            if read is not None:
                reads[number] = read
            if "[" in text:
                found[number] = list(literals(text))
        for index, numbers in enumerate(waiting):
            numbers = [number for number in numbers if found[number] is not None]
            if not numbers:
                continue
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

    def _read(self, text: str) -> tuple[Read | None, _Plan]:
        """`text` made plain, None where it is so as it stands, and what looks at it."""
        read = plain(text)
        plan = self._asked(text if read is None else read.text)
        if plan.spoken or plan.written:
            before = read or Read(text)
            after = reworded(before, spoken=plan.spoken, written=plan.written)
            if after is not before:
                return after, self._asked(after.text)
        return read, plan

    def _asked(self, text: str) -> _Plan:
        """What the triggers in a plain text ask for."""
        hits = self._fired(text)
        if type(hits) is not tuple:
            hits = tuple(sorted(hits))
        plan = self._plans.get(hits)
        if plan is None:
            if len(self._plans) >= _PLANS:
                self._plans.clear()
            plan = self._plans[hits] = self._plan(hits)
        return plan

    def _find_each(self, index: int, texts: Sequence[str]) -> Sequence[Iterable[Finding] | None]:
        """What one detector finds in each of some texts; None where it raised."""
        detector, find = self._batched[index], self._finds[index]
        if detector is not None and len(texts) > 1:
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
            or (one.canonical not in allowed and _folded(text[one.start : one.end]) not in allowed)
        ]


def _folded(written: str) -> str:
    """What is written, sign by sign made plain, whatever the case."""
    return (plain(written) or Read(written)).text.casefold()


def _without(off: frozenset[str], kinds: Collection[str], find: _Find) -> _Find:
    """What a detector of some kinds finds, but for the kinds that are not looked for."""
    if off.isdisjoint(kinds):
        return find
    return lambda text: [finding for finding in find(text) if finding.kind not in off]


def _tried(find: Callable[[str], Iterable[Finding]], text: str) -> list[Finding] | None:
    try:
        return list(find(text))
    except Exception:  # a detector may be third-party code: any error at all means that nothing is known of the text
        return None
