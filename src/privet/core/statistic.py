"""Statistics: which figures of a day stay once it is over.

A figure of few people can be a figure of one of them, so what stays counts values of at least `LEAST` subjects; what is
left is counted together where that makes as many, and is not counted at all otherwise. No total is made of what is left
out, so that nothing can be taken from it.
"""

from __future__ import annotations

from collections.abc import Mapping

LEAST = 10
"""Subjects that a figure is of, at least."""

OTHER = 0
"""Number that stands for all kinds together that are of fewer subjects each. No kind has it."""


class Day:
    """Values of a day by the number of their kind. It remembers no more subjects than it takes to tell."""

    def __init__(self) -> None:
        self._values: dict[int, int] = {}
        self._subjects: dict[int, set[bytes]] = {}

    def add(self, kind: int, subject: bytes) -> None:
        """One more value of a kind, found with a subject."""
        self._values[kind] = self._values.get(kind, 0) + 1
        subjects = self._subjects.setdefault(kind, set())
        if len(subjects) < LEAST:
            subjects.add(subject)

    def stays(self) -> Mapping[int, int]:
        """How many values of which kind; `OTHER` is always there, 0 where nothing is said of other kinds."""
        few = {kind for kind, subjects in self._subjects.items() if len(subjects) < LEAST}
        together = set[bytes]().union(*(self._subjects[kind] for kind in few))
        other = sum(self._values[kind] for kind in few) if len(together) >= LEAST else 0
        return {OTHER: other} | {kind: many for kind, many in self._values.items() if kind not in few}
