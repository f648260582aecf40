"""Summarise: what was found on a day that is over is counted once, where it is of ten customers or more.

Nothing else of it stays. Until then a day's figures are those of what is held, from which whoever is erased is gone at
once. Whoever is erased before their day is counted is not; afterwards a figure says nothing of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privet.acts.job import UNFINISHED
from privet.core.message import TenantId
from privet.core.statistic import Day
from privet.store import holdings, statistics
from privet.store.statistics import DAY_MS

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

DAYS = 30
"""Days that figures are shown of, and that it is known for whether a kind was found at all."""
AT_ONCE = 25_000
"""Values that are counted in one go: a tenth of a second."""
TOGETHER = 4096
LEFT_MS = 600_000
"""A count that nobody went on with for so long is begun anew: another process may have taken it over."""


def due(view: View, at: int) -> range:
    """Days that are over and not settled; those that nobody is shown are not looked at."""
    today = at // DAY_MS
    return range(max(statistics.upto(view, today) + 1, today - DAYS + 1), today)


@dataclass(slots=True)
class Counting:
    """A day that is being counted: the last value that was, and when (ms)."""

    day: int
    at: int
    last: bytes = b""
    found: Day = field(default_factory=Day)


def summarise(app: Privet, tenant: TenantId) -> object:
    """Settle the days that are over, so many values at a time; UNFINISHED where there are more. A count that was left
    is begun anew. The figures are those of when the count began.
    """
    left = AT_ONCE
    with app.store.view(tenant) as view:
        days = due(view, app.now())
    for day in days:
        counting = app.days.pop(tenant, None)
        if counting is None or counting.day != day or app.now() - counting.at > LEFT_MS:
            counting = Counting(day, app.now())
        with app.store.view(tenant) as view:
            left = _count(view, counting, left)
        if not left:
            counting.at, app.days[tenant] = app.now(), counting
            return UNFINISHED
        with app.store.write(tenant) as tx:
            statistics.keep(tx, day, counting.found.stays())
    with app.store.write(tenant) as tx:
        statistics.drop(tx, app.now() // DAY_MS)
        holdings.tidy(tx, app.now() - DAYS * DAY_MS)
    return None


def _count(view: View, counting: Counting, most: int) -> int:
    """Count the next values, at most so many; how many less there were, 0 where there may be more."""
    while most:
        rows = statistics.values(view, counting.day, counting.last, min(most, TOGETHER))
        if not rows:
            return most
        for _, kind, subject in rows:
            counting.found.add(kind, subject)
        counting.last = rows[-1][0]
        most -= len(rows)
    return 0
