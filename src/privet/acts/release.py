"""Release: what waits is looked at again, oldest first, and taken in as it came once it can be looked through.

One that cannot be, while others can, holds up the rest of its conversation only so often; it is tried on until its day
is over. Each is taken in and waits no longer in one commit, so that a crash loses none and doubles none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts import forward, job, line, receive, unseen
from privet.acts.line import Open
from privet.core.failing import TRIES
from privet.core.message import TenantId
from privet.errors import PrivetError
from privet.store import unseen as rows
from privet.store.unseen import UnseenRow

if TYPE_CHECKING:
    from privet.app import Privet

AT_ONCE = 100
"""So many are looked at before others of the clock's jobs have their turn."""


def release(app: Privet, tenant: TenantId) -> object:
    """Take in what waits, where detectors answer. `job.UNFINISHED` where more may be taken in at once."""
    if not unseen.healthy(app, tenant):
        return None
    lines = {one.id: one for one in line.opened(app, tenant)}
    held: set[bytes] = set()
    after, taken = b"", 0
    while taken < AT_ONCE:
        with app.store.view(tenant) as view:
            found = rows.first(view, AT_ONCE, after)
            plain = {row.id: unseen.opened(view, row, app.now()) for row in found}
        if not found:
            return None
        for row in found:
            after = row.id
            if row.conversation in held:
                continue
            if _released(app, tenant, row, plain[row.id], lines):
                taken += 1
            elif row.tries + 1 < TRIES:
                held.add(row.conversation)
    return job.UNFINISHED


def _released(
    app: Privet, tenant: TenantId, row: UnseenRow, plain: bytes | None, lines: dict[bytes, Open]
) -> bool:  # fmt: skip
    """Whether one waits no longer: it was taken in, or refused or lost on record. What is past its day waits for the
    clock.
    """
    over = lines.get(row.line)
    if plain is None:
        return False
    if row.line and over is None:
        with app.store.write(tenant) as tx:
            unseen.drop(app, tx, row)
        return True
    try:
        outcome = _fed(app, tenant, row, plain, over)
    except PrivetError:
        outcome = "waits"
    if outcome != "waits":
        return True
    with app.store.write(tenant) as tx:
        rows.tried(tx, row.id)
    return False


def _fed(app: Privet, tenant: TenantId, row: UnseenRow, plain: bytes, over: Open | None) -> str:
    """What becomes of it, as it becomes of one that comes now."""
    if over is not None:
        (made,) = forward.forward(app, tenant, over, [forward.waited(plain)], row.id)
        return made.outcome
    actor, inbound = unseen.read(plain)
    (took,) = receive.receive(app, tenant, [inbound], actor, row.id)
    return took.outcome
