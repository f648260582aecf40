"""Posted: what came over a line waits for the company's application, sealed, until the application has it or a day is
over. A step of `forward` and of `expire`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from privet.acts import whose
from privet.acts.bot import DAY_MS
from privet.acts.draft import Draft
from privet.acts.line import LINE, Open
from privet.acts.telling import tell
from privet.core import ids, seal
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.lasting import QUEUE
from privet.core.sms.asked import Written
from privet.core.unseal import unseal
from privet.store import lines, subjects
from privet.store.known import Place
from privet.store.lines import PASSING, PostRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

PURPOSE = "delivery"
POSTED = 18
"""Field that what waits for an application stands in, sealed."""
POST = "pst"
"""Prefix of the ids of what waits."""
KEPT_MS = 30 * DAY_MS
"""So long the provider's ids are recognised, beside those of messages that are still there."""
AT_ONCE = 100

_decode = msgspec.msgpack.Decoder(tuple[str, str, bytes, str]).decode
_encode = msgspec.msgpack.Encoder().encode


class Post(msgspec.Struct, frozen=True, gc=False):
    """What waits for an application: whose it is, its conversation where it is a message, and what is posted. `id`
    tells it from every other one.
    """

    tag: int
    id: str
    subject: bytes
    conversation: str
    written: Written

    def __repr__(self) -> str:
        return "Post(…)"


def shown(id: bytes) -> str:
    """The id of what is posted, as applications see it."""
    return ids.shown(POST, id)


def row(draft: Draft, line: Open, place: Place, tag: int, written: Written, conversation: bytes) -> PostRow:
    """What waits for the application, sealed under the customer's key and the hour's; only that it came where the line
    has no application.
    """
    period, period_key = draft.period(QUEUE, place.lasting)
    row = PostRow(line.id, tag, draft.app.id(), place.subject, period, draft.at, None)
    if not line.settings.app:
        return row
    key = seal.data_key(place.key, period_key, draft.tenant, place.subject, period)
    talk = ids.shown(ids.CONVERSATION, conversation) if conversation else ""
    plain = _encode([talk, written.type, written.body, written.query])
    return row._replace(sealed=draft.sealed(key, plain, _place(draft.tenant, row, place.slot)))


def passing(draft: Draft, line: Open, tag: int) -> PostRow:
    """That something came which may not be kept: nothing of it, and nobody's. It is posted while its provider waits."""
    period, _ = draft.period(QUEUE)
    return PostRow(line.id, tag, draft.app.id(), b"", period, draft.at, PASSING if line.settings.app else None)


def waiting(app: Privet, line: Open, limit: int = AT_ONCE, but: Sequence[bytes] = ()) -> list[Post]:
    """What waits for the application of a line, oldest first, but what is of these subjects (raw ids)."""
    with app.store.view(line.tenant) as view:
        rows = lines.waiting(view, line.id, app.now() - DAY_MS, limit, but)
        return [one for row in rows if (one := _opened(view, row)) is not None]


def done(app: Privet, line: Open, each: Sequence[int]) -> None:
    """The application took these."""
    with app.store.write(line.tenant) as tx:
        taken(tx, line, each)


def taken(tx: Tx, line: Open, each: Sequence[int]) -> None:
    """The same in a transaction that is under way."""
    lines.taken(tx, line.id, each)


def over(app: Privet, tx: Tx, periods: Sequence[int]) -> None:
    """Keys of these periods are destroyed. What no application took meanwhile is given up on record, and whoever asked
    is told. A step of expire.
    """
    for line, lost in lines.over(tx, periods).items():
        number = Entry(
            app.entry_id(), app.now(), "line.lost", Outcome.FAILED, "service:clock", ids.shown(LINE, line),
            purpose=PURPOSE, count=lost,
        )  # fmt: skip
        tx.record(entry(number))
        tell(app, tx, "update.lost", LINE, [line])
    lines.forget(tx, app.now() - KEPT_MS)


def _opened(view: View, row: PostRow) -> Post | None:
    """What waits, opened; None when the key of whose it is, or of its time, is gone."""
    owner = subjects.subject(view, row.subject)
    if owner is None or owner.state != ACTIVE:
        return None
    key = whose.open_key(view, owner.id, owner.slot, row.period)
    if key is None or row.sealed is None:
        return None
    talk, type_, body, query = _decode(unseal(key, row.sealed, _place(view.tenant, row, owner.slot)))
    return Post(row.tag, shown(row.id), row.subject, talk, Written(type_, body, query))


def _place(tenant: int, row: PostRow, slot: int) -> bytes:
    return seal.context(tenant, row.subject, row.id, 0, POSTED, slot, row.period)
