"""Summarise: what was found on a day that is over is counted once, of ten customers or more, and nothing else of it stays.

Until then a day's figures are those of what is held, from which whoever is erased is gone at once. Whoever is erased
before their day is settled is not counted; afterwards a figure says nothing of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.core.message import TenantId
from privet.core.statistic import Day
from privet.store import holdings, statistics
from privet.store.statistics import DAY_MS

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

DAYS = 30
"""Days that figures are shown of, and that it is known for whether a kind was found at all."""


def due(view: View, at: int) -> range:
    """Days that are over and not settled; those that nobody is shown are not looked at."""
    today = at // DAY_MS
    return range(max(statistics.upto(view, today) + 1, today - DAYS + 1), today)


def summarise(app: Privet, tenant: TenantId) -> None:
    """Settle every day that is over, each in a transaction of its own, so that no erasure comes between."""
    with app.store.view(tenant) as view:
        days = due(view, app.now())
    for day in days:
        found = Day()
        with app.store.write(tenant) as tx:
            for kind, subject in statistics.values(tx, day):
                found.add(kind, subject)
            statistics.keep(tx, day, found.stays())
    with app.store.write(tenant) as tx:
        statistics.drop(tx, app.now() // DAY_MS)
        holdings.tidy(tx, app.now() - DAYS * DAY_MS)
