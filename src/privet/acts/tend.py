"""Tend: which of several processes looks after a bot, so that one alone fetches its updates and posts them.

Whoever looks after a bot says so for some seconds, again and again; another process takes over when those are past, or
at once when it was left. It is no act upon anybody's data, so it leaves no entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from privet.core.message import TenantId
from privet.store import bots

if TYPE_CHECKING:
    from privet.app import Privet

TEND_MS = 6_000
"""For how long a process looks after a bot without saying so again."""
AGAIN_MS = 4_500
"""It says so again once there is no more left than this."""


def tend(app: Privet, tenant: TenantId, wanted: Sequence[bytes], holder: bytes) -> dict[bytes, int]:
    """Until when (ms) this process (`holder`, 16 random bytes) looks after each of these bots; those are missing that
    another one looks after.
    """
    with app.store.view(tenant) as view:
        now = app.now()
        found = {one: bots.post(view, one) for one in wanted}
    held = {one: until for one, (whose, until) in _there(found) if whose == holder and until - now > AGAIN_MS}
    if not [one for one, row in found.items() if one not in held and (row is None or free(*row, holder, now))]:
        return held
    with app.store.write(tenant) as tx:
        now = app.now()
        mine = [one for one in wanted if (row := bots.post(tx, one)) is None or free(*row, holder, now)]
        bots.put_posts(tx, mine, holder, now + TEND_MS)
    return dict.fromkeys(mine, now + TEND_MS)


def leave(app: Privet, tenant: TenantId, holder: bytes) -> int:
    """This process looks after no bot any more, so that another may at once; how many these were."""
    with app.store.write(tenant) as tx:
        return bots.leave_posts(tx, holder)


def free(whose: bytes, until: int, holder: bytes, now: int) -> bool:
    """Whether a process may look after a bot after which another one looks, or looked, until then (ms)."""
    return whose == holder or until <= now or until > now + TEND_MS  # the latter by a clock that was wrong


def _there(found: dict[bytes, tuple[bytes, int] | None]) -> list[tuple[bytes, tuple[bytes, int]]]:
    return [(one, row) for one, row in found.items() if row is not None]
