"""A trial: what would have become tokens, and how long that took, as counts that say nothing of anybody."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

BOUNDS: tuple[int, ...] = tuple(step * 10**power for power in range(2, 7) for step in (1, 2, 5))
"""Upper ends of the ranges in which times are counted, in microseconds: from 0.1 ms to 5 s; the last range has none."""


def place(micros: int) -> int:
    """In which range a time lies: the place of its upper end in `BOUNDS`, or one behind the last."""
    return bisect_left(BOUNDS, micros)


def within(counts: Mapping[int, int], share: float) -> int | None:
    """The time in microseconds within which this share of the times lay, rounded up to the end of its range; None where
    nothing was counted, or where it lies beyond the last range.
    """
    whole, met = sum(counts.values()), 0
    for at, bound in enumerate(BOUNDS):
        met += counts.get(at, 0)
        if whole and met >= whole * share:
            return bound
    return None
