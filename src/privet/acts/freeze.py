"""Freeze: what a hold covers is sealed once more, under the hold's own key, before its time is over or its subject is
erased; and it goes with that key when the hold ends.

A copy stands for the original, which goes on living by its own rule: it expires, it is erased, and whoever may see it
sees it until then. So a hold slows nobody's erasure, and its end is one key. Nobody reads a copy here; the look at
whether all of them open shows none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from privet.acts import job
from privet.acts.allowed import company
from privet.core import ids, seal
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.hold import GROUNDS
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.core.unseal import unseal
from privet.errors import NotFound, Tampered
from privet.store import holds
from privet.store.holds import ENDED, HELD, HeldRow, HoldRow, Original
from privet.store.places import replicate

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

HOLD = "hld"
"""The prefix of a hold's id."""

SLICE, DROPPED = 200, 1_000
"""Originals that are sealed anew in one commit, and copies removed in one: some milliseconds each."""

SORTS = {
    holds.BODY: "messages", holds.VALUE: "values", holds.PERSON: "people", holds.TALK: "conversations",
    holds.HEAD: "files", holds.PIECE: "pieces",
}  # fmt: skip
"""What copies are called, by the field of the original."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a hold has copies of, by sort; how many of all open, and how many were damaged before it began."""

    counts: tuple[tuple[str, int], ...]
    opened: int
    damaged: int


def whole(app: Privet, tenant: TenantId) -> None:
    """Copy all that holds cover and have no copy of, a slice a commit, so that others get their turn."""
    with app.store.view(tenant) as view:
        there = _inforce(view, holds.every(view, (HELD,)))
    for row in there:
        while _slice(app, tenant, row):
            pass


def behind(view: View, periods: Collection[int]) -> bool:
    """Whether a hold covers something of these periods that it has no copy of: their keys must not be destroyed."""
    return any(holds.left(view, row, 1, periods) for row in _inforce(view, holds.every(view, (HELD,))))


def unfrozen(view: View, subject: bytes) -> bool:
    """Whether a hold covers something of a subject that it has no copy of: their key must not be destroyed."""
    return any(holds.left(view, row, 1) for row in _inforce(view, holds.covering(view, subject)))


def _inforce(view: View, rows: list[HoldRow]) -> list[HoldRow]:
    """Those whose key is there: one that was cut off as it ended keeps nobody waiting."""
    return [row for row in rows if view.keys.key(view.tenant, row.slot) is not None]


def held(view: View, subject: bytes) -> str:
    """What an erasure of a subject does not reach: a sentence for each hold that has copies of theirs."""
    found = [(row, sum(holds.counted(view, row.id, subject).values())) for row in holds.covering(view, subject)]
    return "".join(
        f" Held until {datetime.fromtimestamp(row.until / 1000, UTC):%Y-%m-%d}, seen by nobody: {count} sealed copies "
        f"under {ids.shown(HOLD, row.id)} ({GROUNDS[row.ground].citation})."
        for row, count in found
        if count
    )


def ended(view: View, at: int) -> list[HoldRow]:
    """Holds whose time is over, as far as the clock is believed, and those that ended and still have copies."""
    sure = job.trusted(view, at)
    return [
        row
        for row in holds.every(view, (HELD, ENDED))
        if (row.until <= sure if row.state == HELD else holds.copies(view, row.id, (0, b"", 0), 1))
    ]


def tend(app: Privet, tenant: TenantId) -> None:
    """End what is over: the hold's key first, on record, then the copies that it opened."""
    with app.store.view(tenant) as view:
        over = [row.id for row in ended(view, app.now())]
    for id in over:
        with app.store.write(tenant) as tx:
            row = holds.of(tx, id)
            if row is not None and row.state == HELD and row.until <= job.trusted(tx, app.now()):
                _end(app, tx, row)
        while _dropped(app, tenant, id):
            pass
    if over:
        replicate(app.store.keys, app.places())


def _end(app: Privet, tx: Tx, row: HoldRow) -> None:
    app.store.keys.destroy([(tx.tenant, row.slot)])
    holds.put(tx, replace(row, state=ENDED, wanted=0))
    count = sum(holds.counted(tx, row.id).values())
    thing = ids.shown(HOLD, row.id)
    tx.record(entry(Entry(app.entry_id(), app.now(), "hold.end", Outcome.DONE, "service:clock", thing, count=count)))


def _dropped(app: Privet, tenant: TenantId, id: bytes) -> bool:
    with app.store.write(tenant) as tx:
        return holds.drop(tx, id, DROPPED) == DROPPED


def check(app: Privet, tenant: TenantId, hold: str, actor: Actor) -> Checked:
    """Open every copy of a hold and show none. Raises NotFound, Denied (on the ledger)."""
    with company(app, tenant, actor) as view:
        row = holds.of(view, ids.read(HOLD, hold))
        key = None if row is None else view.keys.key(tenant, row.slot)
        if row is None or key is None:
            raise NotFound("there is no such hold, or it ended", hint="`privet hold list` lists them")
        opened = damaged = 0
        after = (0, b"", 0)
        while page := holds.copies(view, row.id, after, SLICE):
            opened += sum(_opens(view, row, key, one) for one in page)
            damaged += sum(not one.sealed for one in page)
            after = page[-1][:3]
        counts = holds.counted(view, row.id)
    return Checked(tuple((name, counts.get(field, 0)) for field, name in SORTS.items()), opened, damaged)


def opened(view: View, row: HoldRow, key: bytes, one: HeldRow) -> bytes:
    """What a copy holds, under the hold's key. Raises Tampered."""
    return unseal(_data_key(view, row, key, one.subject), one.sealed, _place(view, row, one))


def _opens(view: View, row: HoldRow, key: bytes, one: HeldRow) -> bool:
    try:
        return bool(one.sealed) and opened(view, row, key, one) is not None
    except Tampered:
        return False


def _slice(app: Privet, tenant: TenantId, row: HoldRow) -> bool:
    """Copy some of what a hold has no copy of; whether there may be more."""
    with app.store.view(tenant) as view:
        found = holds.left(view, row, SLICE)  # looked for before others have to wait: nothing of it goes meanwhile
    if not found:
        return False
    with app.store.write(tenant) as tx:
        key = tx.keys.key(tenant, row.slot)
        if key is None:
            return False  # it ended meanwhile
        made = [_copy(app, tx, row, key, one) for one in found]
        holds.keep(tx, row.id, made)
        count = Counter(bool(one.sealed) for one in made)[True]
        thing, act = ids.shown(HOLD, row.id), "hold.freeze"
        tx.record(entry(Entry(app.entry_id(), app.now(), act, Outcome.DONE, "service:clock", thing, count=count)))
    return len(found) == SLICE


def _copy(app: Privet, view: View, row: HoldRow, key: bytes, one: Original) -> HeldRow:
    """The copy of an original. Its keys are taken as they lie: until they are destroyed a hold may keep what nobody is
    shown any more.
    """
    copied = HeldRow(one.field, one.record, one.number, one.subject, one.conversation, b"")
    try:
        plain = _plain(view, one)
    except Tampered:
        return copied
    sealed = seal.seal(_data_key(view, row, key, one.subject), app.chance(12), plain, _place(view, row, copied))
    return copied._replace(sealed=sealed)


def _plain(view: View, one: Original) -> bytes:
    pair = view.keys.keys(view.tenant, (one.slot, one.period))
    if len(pair) < 2:
        raise Tampered("a key that should be there is not")
    key = seal.data_key(pair[one.slot], pair[one.period], view.tenant, one.subject, one.period)
    place = seal.context(view.tenant, one.subject, one.record, one.number, one.field, one.slot, one.period)
    return unseal(key, one.sealed, place)


def _data_key(view: View, row: HoldRow, key: bytes, subject: bytes) -> bytes:
    return seal.data_key(key, key, view.tenant, subject, row.slot)


def _place(view: View, row: HoldRow, one: HeldRow) -> bytes:
    return seal.context(view.tenant, one.subject, one.record, one.number, one.field, row.slot, row.slot)
