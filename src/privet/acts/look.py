"""Look: how far each person has read each conversation, so that a list can say what is new to them.

Nothing is shown by it, so nothing of it goes on the ledger: a conversation is opened by `read`, which decides. It is
written after the page is answered, by many people in one commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.core import ids
from privet.core.message import TenantId
from privet.store import looks, messages
from privet.store.looks import LookRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.core.policy import Actor

AHEAD = 5
"""Of a page that begins with the first new message, how many are shown that are not new."""


@dataclass(frozen=True, slots=True)
class New:
    """What of a conversation is new to somebody: the last message they have seen (`msg_…`; empty: they never looked),
    the one behind which it begins, the first that is new, and what a page with that one ends before, where the last
    page lacks it; empty where there is none.
    """

    upto: str = ""
    since: str = ""
    first: str = ""
    before: str = ""


def new(app: Privet, tenant: TenantId, id: str, actor: Actor, page: int, since: str = "") -> New:
    """What of the conversation `id` (`con_…`) is new to an actor who may read it, or came after `since` (`msg_…`); a
    page has `page` messages.
    """
    raw, most = ids.read(ids.CONVERSATION, id), page - AHEAD + 1
    begin = ids.read(ids.MESSAGE, since) if since else looks.NEVER
    with app.store.view(tenant) as view:
        upto = looks.upto(view, actor.id, raw)
        begin = begin or upto
        there = looks.after(view, raw, begin, most) if begin else []
    first, last = (there[0], there[-1] if len(there) == most else b"") if there else (b"", b"")
    return New(*[ids.shown(ids.MESSAGE, one) if one else "" for one in (upto, begin, first, last)])


def beyond(new: New, message: str) -> bool:
    """Whether a message (`msg_…`) stands behind what they have seen."""
    return not new.upto or ids.read(ids.MESSAGE, message) > ids.read(ids.MESSAGE, new.upto)


def row(actor: Actor, conversation: str, message: str) -> LookRow:
    """That an actor has seen a conversation (`con_…`) up to a message (`msg_…`), to be written with others."""
    return LookRow(actor.id, ids.read(ids.CONVERSATION, conversation), ids.read(ids.MESSAGE, message))


def move(app: Privet, tenant: TenantId, rows: Sequence[LookRow]) -> list[None]:
    """Write all of them in one commit."""
    with app.store.write(tenant) as tx:
        looks.move(tx, rows)
    return [None] * len(rows)


def everything(app: Privet, tenant: TenantId, actor: Actor) -> None:
    """Whatever came so far is new to an actor no more."""
    with app.store.write(tenant) as tx:
        looks.everything(tx, actor.id, messages.newest(tx))
