"""What in a text is personal: the text made plain, prefilter, each detector that must look, one settled answer.

A text is first made plain (`core.normal`, `core.spelled`); offsets lead back to what was written. What is found is then
settled (`core.settle`): sorted, nothing overlapping, and everything covered that any finding covers. A
detector that raises makes the scan raise: nothing goes on as if it had been looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property

from privet.core.finding import Batched, Detector, Finding, Telling
from privet.core.kinds import KINDS, OPTIONAL, PASSED, Disposition
from privet.core.normal import Read, plain
from privet.core.prefilter import Kept, Prefilter
from privet.core.settle import settle
from privet.core.spelled import SPOKEN, WRITTEN, reworded
from privet.core.tokens import literals

_DROPPED = frozenset(name for name, kind in KINDS.items() if kind.disposition is Disposition.DROP)
_NOT_ALLOWED = _DROPPED | {"LITERAL"}
"""Kinds that no allow-list lets through: what must never be kept, and what would be taken for a token."""
SEVERAL = 3
"""From so many texts on it is faster to let one detector after the other look at all of them."""


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
        self._finds = [_without(off, detector) for detector in self.detectors]
        self._batched = [  # asked once: to ask a protocol takes longer than most detectors do
            detector if isinstance(detector, Batched) and off.isdisjoint(detector.kinds) else None
            for detector in self.detectors
        ]
        self._hyperscan, self._kernel, self._compiled = hyperscan, kernel, kept
        self._values = tuple(allowed)

    @cached_property
    def _prefilter(self) -> Prefilter:
        """Made when the first text comes: that takes up to a second, and many commands scan nothing."""
        triggers = [*(detector.triggers for detector in self.detectors), SPOKEN, WRITTEN]
        return Prefilter(triggers, self._hyperscan, self._compiled, kernel=self._kernel)

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
        read, hits = self._read(value)
        text = value if read is None else read.text
        yield _folded(value)
        yield text.casefold()
        for index in hits:
            for finding in _tried(self._finds[index], text) or ():  # one that raises has no spelling of it
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
        if len(texts) < SEVERAL:
            return [_tried(self.scan, text) for text in texts]
        found: list[list[Finding] | None] = [[] for _ in texts]
        waiting: list[list[int]] = [[] for _ in self.detectors]
        reads: dict[int, Read] = {}
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

    def _read(self, text: str) -> tuple[Read | None, Collection[int]]:
        """`text` made plain, None where it is so as it stands, and which detectors must look at it."""
        read = plain(text)
        hits = self._fired(text if read is None else read.text)
        last = len(self.detectors)
        spoken, written = last in hits, last + 1 in hits
        if not (spoken or written):
            return read, hits
        before = read or Read(text)
        after = reworded(before, spoken=spoken, written=written)
        if after is not before:
            read, hits = after, self._fired(after.text)
        return read, [index for index in hits if index < last]

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
