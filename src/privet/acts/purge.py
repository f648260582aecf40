"""Purge: the bytes that no key opens any more are overwritten, a slice at a time, beside whatever else is done.

Who was erased and what is over cannot be read from the moment on that its key is destroyed; this takes the bytes too,
so that nobody has to believe in ciphers for ever. It is no act of its own: the erasure and the expiry are on record.
Ids stay, since the ledger names them. Slices are short, so that a message waits for one at most, and a walk that was
cut off begins anew: what is overwritten is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.core.message import TenantId
from privet.store import erasures, purge
from privet.store.erasures import ErasureRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

ROWS = 400
"""Rows that a slice looks at."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a walk is: over which periods (slots), or for which erasure; in which table, after which key; `done` once
    everything is overwritten and only the journals may still hold it.
    """

    periods: frozenset[int] = frozenset()
    erasure: ErasureRow | None = None
    table: int = 0
    after: tuple[object, ...] = ()
    done: bool = False


def purge_some(app: Privet, tenant: TenantId) -> bool:
    """Do one slice. Whether more is left that can be done now: a journal that somebody reads waits for a later call."""
    with app.store.view(tenant) as view:
        walk = app.walks.get(tenant) or _next(view)
    if walk is None:
        return False
    if walk.done:
        return _ended(app, tenant, walk)
    with app.store.write(tenant) as tx:
        if walk.erasure is None:
            after = purge.walk(tx, purge.TABLES[walk.table], walk.periods, walk.after, ROWS)
        else:
            after = purge.subject(tx, walk.erasure.subject, walk.after, ROWS)
    table = walk.table + (after is None)
    done = after is None and (walk.erasure is not None or table == len(purge.TABLES))
    app.walks[tenant] = replace(walk, table=table, after=after or (), done=done)
    return True


def whole(app: Privet, tenant: TenantId) -> None:
    """Do all there is to do now, slice by slice, so that others get their turn."""
    while purge_some(app, tenant):
        pass


def waiting(view: View) -> bool:
    """Whether any bytes lie there that no key opens."""
    return _next(view) is not None


def _next(view: View) -> Walk | None:
    """Erasures come first: somebody waits for them."""
    if lying := erasures.lying(view):
        return Walk(erasure=lying[0])
    periods = purge.over(view)
    return Walk(periods) if periods else None


def _ended(app: Privet, tenant: TenantId, walk: Walk) -> bool:
    """Cut the journals, which held what was overwritten, and say that it is gone."""
    if not (app.store.tidy_index() and app.store.tidy_data()):
        return False
    with app.store.write(tenant) as tx:
        if walk.erasure is None:
            purge.purged(tx, walk.periods)
        else:
            erasures.over(tx, walk.erasure.number, app.now())
    del app.walks[tenant]
    return True
