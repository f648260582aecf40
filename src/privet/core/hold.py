"""On which ground something is kept beyond its time, and for how long at most: the laws as data, with citations.

A hold keeps what would otherwise be gone; it lets nobody see it. So it has a ground, an end, and a second person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from privet.core.day import DAY_MS
from privet.errors import BadInput


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something may be held: for so many days at a time, and so many in all from when it began."""

    name: str
    days: int
    longest: int
    citation: str
    sentence: str


GROUNDS: Mapping[str, Ground] = {
    one.name: one
    for one in (
        Ground(
            "claim", 365, 3650, "Regulation (EU) 2016/679 Art. 17(3)(e), 18(1)(c)",
            "A legal claim was made, or is to be expected.",
        ),
        Ground(
            "duty", 365, 3650, "Regulation (EU) 2016/679 Art. 17(3)(b)",
            "A law obliges the company to keep it.",
        ),
        Ground(
            "preserve-eu", 60, 90, "Regulation (EU) 2023/1543 Art. 11(1)-(2)",
            "A European preservation order: 60 days, and 30 more where the authority asks for them.",
        ),
        Ground(
            "preserve-us", 90, 180, "18 U.S.C. § 2703(f)",
            "A governmental entity asked to preserve it: 90 days, and 90 more where it asks again.",
        ),
    )
}  # fmt: skip


def end(name: str, began: int, now: int, days: int) -> int:
    """When a hold ends that was, or is to be, begun at `began` and goes on for `days` from now (ms). Raises BadInput
    for a ground nobody knows, and for more than it allows.
    """
    ground = GROUNDS.get(name)
    if ground is None:
        raise BadInput("there is no such ground for a hold", hint=f"one of: {', '.join(GROUNDS)}")
    if not 0 < days <= ground.days:
        raise BadInput(
            f"on that ground something is held for 1 to {ground.days} days at a time",
            hint=f"{ground.citation}; it can be asked for again before it ends",
        )
    until = now + days * DAY_MS
    if until > began + ground.longest * DAY_MS:
        raise BadInput(
            f"on that ground something is held for {ground.longest} days in all at most", hint=ground.citation
        )
    return until
