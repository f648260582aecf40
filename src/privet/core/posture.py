"""The posture score: 0 to 100, where every point that is missing has a line which says why and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

FULL = 100


@dataclass(frozen=True, slots=True)
class Line:
    """So many points are missing for this reason."""

    name: str
    points: int
    sentence: str
    todo: str


@dataclass(frozen=True, slots=True)
class Posture:
    """The score, and the lines that explain what is missing, those that take most first."""

    score: int
    lines: tuple[Line, ...]


def posture(lines: Iterable[Line]) -> Posture:
    """The posture that these lines make. It is never below nothing, however many they are."""
    listed = sorted((one for one in lines if one.points > 0), key=lambda one: (-one.points, one.name, one.sentence))
    return Posture(max(0, FULL - sum(one.points for one in listed)), tuple(listed))
