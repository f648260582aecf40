"""Hold: what somebody, or a conversation, said is kept beyond its time for a claim or an order, when two people say so.

One asks, another agrees; the same to let it go on longer, and to let it end sooner. It lets nobody see anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import agree, freeze, own
from privet.acts.allowed import company
from privet.acts.freeze import HOLD
from privet.acts.noting import scanned
from privet.core import hold, ids
from privet.core.entry import Outcome
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Permit
from privet.core.wrap import KeyKind
from privet.errors import BadInput, NotFound
from privet.store import holds, subjects
from privet.store.holds import ASKED, CONVERSATION, DECLINED, EVER, HELD, SUBJECT, HoldRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

PURPOSE = "legal"

MOST = 100
"""Subjects and conversations that one hold is about."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold as a list shows it; times are ms, 0 where not yet. `wanted` is the end that was asked for and waits for
    somebody to agree; `counts` what it has copies of, by sort.
    """

    hold: str
    state: str
    ground: str
    about: tuple[str, ...]
    first: int
    last: int
    asked: int
    began: int
    until: int
    wanted: int
    asker: str
    upheld: str
    counts: tuple[tuple[str, int], ...]


def ask(
    app: Privet,
    tenant: TenantId,
    about: Sequence[str],
    ground: str,
    days: int,
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None = None,
    *,
    first: int = 0,
    last: int = EVER,
) -> str:
    """Ask that what these subjects (`sub_…`) and conversations (`con_…`) said from `first` to `last` (ms) is held for
    so many days; the hold's id (`hld_…`). Nothing is held before somebody else agrees. Raises BadInput, NotFound,
    Denied.
    """
    said, things = scanned(app, tenant, reason), [_thing(one) for one in dict.fromkeys(about)]
    if not 0 < len(things) <= MOST:
        raise BadInput(f"a hold is about 1 to {MOST} people and conversations", hint="name each by its id")
    if not 0 <= first <= last <= EVER:
        raise BadInput("that time begins after it ends", hint="the first day comes before the last")
    with app.store.write(tenant) as tx:
        at = app.now()
        until = hold.end(ground, at, at, days)
        row = HoldRow(app.id(), ASKED, ground, 0, first, last, at, 0, 0, until, actor.id, "")
        asked, shown = Ask(actor, "hold", PURPOSE), ids.shown(HOLD, row.id)
        decision = own.recorded(app, tx, asked, "hold", shown, said, factor_age_s, Outcome.REQUESTED)
        if isinstance(decision, Permit):
            _look(tx, things)
            holds.put(tx, row)
            holds.scope(tx, row.id, things)
    decision.require()
    return shown


def change(
    app: Privet,
    tenant: TenantId,
    id: str,
    days: int,
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None = None,
) -> None:
    """Ask that a hold goes on for so many days from now, or, with 0, that it ends. Nothing changes before somebody else
    agrees. Raises BadInput, NotFound, Denied.
    """
    said = scanned(app, tenant, reason)
    with app.store.write(tenant) as tx:
        decision = own.recorded(
            app, tx, Ask(actor, "hold", PURPOSE), "hold.change", id, said, factor_age_s, Outcome.REQUESTED
        )
        if isinstance(decision, Permit):
            row = _row(tx, id)
            if row.state != HELD:
                raise BadInput("this hold is not in force", hint="a new one can be asked for")
            at = app.now()
            wanted = hold.end(row.ground, row.began, at, days) if days else at
            holds.put(tx, replace(row, wanted=wanted, asked=at, asker=actor.id))
    decision.require()


def answer(
    app: Privet,
    tenant: TenantId,
    id: str,
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None = None,
    *,
    decline: bool = False,
) -> None:
    """Agree to what somebody else asked of a hold, or decline it. From then on it is in force, goes on, or is over.
    Raises BadInput, NotFound, Denied.
    """
    said = scanned(app, tenant, reason)
    with app.store.write(tenant) as tx:
        there = holds.of(tx, ids.read(HOLD, id))
        mine = there is not None and there.asker == actor.id and not decline
        alone = mine and agree.others(app.rules_in(tx).policy, tx, actor, "uphold", PURPOSE)
        act = "uphold.decline" if decline else "uphold"
        decision = own.recorded(app, tx, Ask(actor, "uphold", PURPOSE), act, id, said, factor_age_s, own_work=alone)
        if isinstance(decision, Permit):
            row = _row(tx, id)
            if not row.wanted:
                raise BadInput("nobody asks anything of this hold", hint="`privet hold list` says what is asked")
            holds.put(tx, _declined(row) if decline else _upheld(app, tx, row, actor))
    decision.require()
    if not decline:
        freeze.whole(app, tenant)
        freeze.tend(app, tenant)


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Hold]:
    """Every hold there is or was, the oldest first. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return [_shown(view, row) for row in holds.every(view)]


def _thing(id: str) -> tuple[str, bytes]:
    sort = SUBJECT if id.startswith(f"{ids.SUBJECT}_") else CONVERSATION
    return sort, ids.read(ids.SUBJECT if sort == SUBJECT else ids.CONVERSATION, id)


def _look(view: View, things: Sequence[tuple[str, bytes]]) -> None:
    """What is to be held is there. Raises NotFound."""
    for sort, id in things:
        if sort == SUBJECT:
            whose = subjects.subject(view, id)
            there = whose is not None and whose.state == ACTIVE
        else:
            there = subjects.conversation(view, id) is not None
        if not there:
            raise NotFound(f"there is no such {sort}, or it was erased", hint="`privet find` gives the ids of a person")


def _row(view: View, id: str) -> HoldRow:
    row = holds.of(view, ids.read(HOLD, id))
    if row is None:
        raise NotFound("there is no such hold", hint="`privet hold list` lists them")
    return row


def _declined(row: HoldRow) -> HoldRow:
    return replace(row, state=DECLINED if row.state == ASKED else row.state, wanted=0)


def _upheld(app: Privet, tx: Tx, row: HoldRow, actor: Actor) -> HoldRow:
    """The hold as it was asked for: with a key of its own from the time on that it is in force."""
    slot, began = row.slot, row.began
    if row.state == ASKED:
        slot, began = tx.keys.new_leaves(tx.tenant, KeyKind.HOLD, 1)[0][0], app.now()
    return replace(row, state=HELD, slot=slot, began=began, until=row.wanted, wanted=0, upheld=actor.id)


def _shown(view: View, row: HoldRow) -> Hold:
    prefix = {SUBJECT: ids.SUBJECT, CONVERSATION: ids.CONVERSATION}
    counts = holds.counted(view, row.id)
    return Hold(
        ids.shown(HOLD, row.id), row.state, row.ground,
        tuple(ids.shown(prefix[sort], id) for sort, id in holds.things(view, row.id)),
        row.first, row.last, row.asked, row.began, row.until, row.wanted, row.asker, row.upheld,
        tuple((name, counts[field]) for field, name in freeze.SORTS.items() if field in counts),
    )  # fmt: skip
