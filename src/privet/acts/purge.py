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
    from privet.store.view import Tx, View

ROWS = {"message": 600, "value": 1_200, "note": 1_200, "mark": 2_000, "mention": 1_200}
"""Rows of a table that a slice looks at: some milliseconds, for which a message waits at most."""
MARKS, EACH, TOGETHER = 600, 20, 1_000
"""Marks of the erased that a slice looks at, and how many a person counts for beside theirs; erasures of a walk."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a walk is: over periods (slots), in which table, or over erasures, at which; after which key. `done` once
    everything is overwritten and only the journals may still hold it.
    """

    periods: frozenset[int] = frozenset()
    erasures: tuple[ErasureRow, ...] = ()
    place: int = 0
    after: tuple[object, ...] = ()

    @property
    def done(self) -> bool:
        """Whether everything was gone over."""
        return self.place == (len(self.erasures) + 1 if self.erasures else len(purge.TABLES))


def purge_some(app: Privet, tenant: TenantId) -> bool:
    """Do one slice. Whether more is left that can be done now: a journal that somebody reads waits for a later call."""
    walk = app.walks.get(tenant)
    if walk is None:
        with app.store.view(tenant) as view:
            walk = _next(view)
    if walk is None:
        return False
    if walk.done:
        return _ended(app, tenant, walk)
    with app.store.write(tenant) as tx:
        walk = _slice(tx, walk)
    app.walks[tenant] = walk
    return True


def whole(app: Privet, tenant: TenantId) -> None:
    """Do all there is to do now, slice by slice, so that others get their turn."""
    while purge_some(app, tenant):
        pass


def _next(view: View) -> Walk | None:
    """Erasures come first: somebody waits for them."""
    if lying := erasures.lying(view, TOGETHER):
        return Walk(erasures=tuple(lying))
    periods = purge.over(view)
    return Walk(periods) if periods else None


def _slice(tx: Tx, walk: Walk) -> Walk:
    """So many rows; of whoever wrote little, several people; and at last the reasons about them, of all at once."""
    if not walk.erasures:
        table = purge.TABLES[walk.place]
        return _on(walk, purge.walk(tx, table, walk.periods, walk.after, ROWS[table]))
    left = MARKS
    if walk.place == len(walk.erasures):
        return _on(walk, purge.notes(tx, frozenset(one.subject for one in walk.erasures), walk.after, ROWS["note"]))
    while left > 0 and walk.place < len(walk.erasures):
        after, looked = purge.subject(tx, walk.erasures[walk.place].subject, walk.after, left)
        left -= looked + EACH
        walk = _on(walk, after)
    return walk


def _on(walk: Walk, after: tuple[object, ...] | None) -> Walk:
    """The walk behind this key; at the next table, or the next of the erased, where there was no more."""
    return replace(walk, after=after or (), place=walk.place + (after is None))


def _ended(app: Privet, tenant: TenantId, walk: Walk) -> bool:
    """Cut the journals, which held what was overwritten, and say that it is gone."""
    if not app.store.tidy():
        return False
    with app.store.write(tenant) as tx:
        purge.purged(tx, walk.periods)
        erasures.over(tx, [one.number for one in walk.erasures], app.now())
    del app.walks[tenant]
    return True
