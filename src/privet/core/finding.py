"""A finding: one stretch of a text that is personal, what kind it is, how sure, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

CHECKSUM, CUE, MODEL, PATTERN = 4, 3, 2, 1
"""Strength of evidence: proved by a checksum or registry > named by a cue word > a model says so > looks like it."""

STRENGTHS = {CHECKSUM: "checksum", CUE: "cue", MODEL: "model", PATTERN: "pattern"}
"""What each strength is called."""


class Finding(NamedTuple):
    """`text[start:end]` is personal. Offsets are code points; `score` is 0 to 1; `by` names the detector.

    `canonical` is the one spelling under which two spellings of the same value meet (a phone number's E.164 form); it
    is personal data, so a finding has no readable form.
    """

    start: int
    end: int
    kind: str
    score: float
    by: str
    canonical: str
    strength: int = PATTERN

    def __repr__(self) -> str:
        return f"Finding({self.start}, {self.end}, {self.kind}, {self.score}, {self.by})"


class Detector(Protocol):
    """The port a detector fits: one file in `plugins/detectors` with a table of cases beside its tests.

    `triggers` are patterns in the subset that Hyperscan and `re` share (no look-around, no back-reference), matched
    without regard to case; where none of them matches, `find` is not called. They may match too much, never too little.
    `find` sees the text as `core.normal` makes it plain, and returns exact spans of it; spans of one detector do not
    overlap each other. One detector may find several kinds, each finding with a strength of its own: a model that tells
    persons from places is one detector whose findings have strength MODEL.
    """

    name: str
    kinds: tuple[str, ...]
    triggers: tuple[str, ...]

    def find(self, text: str) -> Iterable[Finding]:
        """Every finding of this detector in `text`."""
        ...


@runtime_checkable
class Parted(Protocol):
    """A detector of several parts, each with triggers of its own: it need not look for what no trigger spoke of."""

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The triggers of each part; together they are the detector's."""
        ...

    def looking(self, parts: tuple[int, ...]) -> Callable[[str], Iterable[Finding]]:
        """What `find` gives of a text in which only triggers of these parts are, by looking for no others."""
        ...


@runtime_checkable
class Batched(Protocol):
    """A detector that looks at many texts in one step faster than at each alone, with the same findings."""

    def find_each(self, texts: Sequence[str]) -> Sequence[Iterable[Finding]]:
        """The findings of each of `texts`, in their order."""
        ...


@runtime_checkable
class Telling(Protocol):
    """A detector that says what does its work on this machine, where that makes a difference to its speed."""

    def active(self) -> str:
        """One sentence, such as "Names are found by the compiled model."."""
        ...
