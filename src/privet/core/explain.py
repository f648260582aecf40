"""Why a finding won: what each detector said where it stands, and which of the stated rules decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from privet.core.detect import Scanner
from privet.core.finding import Finding
from privet.core.settle import settle, weight

RULES = ("never kept", "stronger evidence", "higher score", "longer")
"""What the parts of `weight` are called."""


class Explained(NamedTuple):
    """A settled finding, what it was settled against (each as its detector said), and what decided, in a word."""

    finding: Finding
    beaten: tuple[Finding, ...]
    because: str


def explained(scanner: Scanner, text: str) -> list[Explained]:
    """The findings of `scan`, each with all that overlapped it and why it won. For people, not for the hot path."""
    found = scanner.found(text)
    told = []
    waiting, near = sorted(found, reverse=True), list[Finding]()
    for one in settle(text, list(found), scanner.passed) if found else ():
        while waiting and waiting[-1].start < one.end:
            near.append(waiting.pop())
        near = [each for each in near if one.start < each.end]
        winner = max((each for each in near if _same(each, one)), key=weight)
        beaten = tuple(sorted(each for each in near if each is not winner))
        told.append(Explained(one, beaten, _because(winner, beaten, scanner.passed)))
    return told


def _same(said: Finding, settled: Finding) -> bool:
    return (said.kind, said.by, said.score, said.strength) == (
        settled.kind, settled.by, settled.score, settled.strength,
    )  # fmt: skip


def _because(winner: Finding, beaten: Sequence[Finding], passed: Collection[str]) -> str:
    """What decided for `winner`: the first of the stated rules in which it differs from the strongest of the others."""
    if not beaten:
        return "alone"
    hidden = [each for each in beaten if each.kind not in passed]
    if winner.kind not in passed and not hidden:
        return "what passes gives way"
    rival = max(hidden or beaten, key=weight)
    return next((word for word, a, b in zip(RULES, weight(winner), weight(rival), strict=True) if a != b), "first")
