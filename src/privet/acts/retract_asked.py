"""Retract, as a customer asks: what they wrote in a chat lately is deleted from it, for everybody there.

Each deletion is asked of the channel, and on record with what it said, as others are (`acts.retract`). What the channel
has no number of, or lets nobody delete any more, stays there; here it is erased by another act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts.reading import Page
from privet.core import ids, retraction
from privet.core.message import TenantId
from privet.store import bots, messages, retractions
from privet.store.retractions import DUE, OPEN, RetractionRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

ASKED = "asked"
"""Why: the customer asked."""

PAGE, MOST = 200, 2_000


def ask(app: Privet, tenant: TenantId, conversation: str, subject: str) -> int:
    """What `subject` (`sub_…`) wrote in `conversation` (`con_…`) and can still be deleted there is due now; how many
    messages that is, none where no bot of ours is in the chat.
    """
    talk, whose, found = ids.read(ids.CONVERSATION, conversation), ids.read(ids.SUBJECT, subject), 0
    with app.store.write(tenant) as tx:
        bot, at, page = bots.of_chat(tx, talk), app.now(), Page(tx)
        after = max(at - retraction.LIMIT_MS, 0).to_bytes(6, "big")
        while bot and found < MOST and (rows := messages.of(tx, talk, after, PAGE)):
            after = rows[-1].id
            due = [_due(page, row, bot, at) for row in rows if row.subject == whose and not row.direction]
            fresh = [one for one in due if one is not None and _open(tx, one)]
            retractions.put(tx, fresh)
            found += len(fresh)
    return found


def there(view: View, conversation: bytes, subject: bytes) -> tuple[bool, dict[str, int]]:
    """Whether a bot of ours is in the chat, and what became of what was asked for, by state. A step of acts."""
    return bots.of_chat(view, conversation) is not None, retractions.counted(view, conversation, subject, ASKED)


def _due(page: Page, row: messages.MessageRow, bot: bytes, at: int) -> RetractionRow | None:
    body = page.body(row)
    number = retraction.number(body.external_id) if body is not None else None
    if body is None or number is None or at >= body.sent_at + retraction.LIMIT_MS:
        return None
    return RetractionRow(
        row.id, number, row.conversation, row.subject, bot, ASKED, DUE, at, at, body.sent_at + retraction.LIMIT_MS
    )


def _open(view: View, one: RetractionRow) -> bool:
    """Whether nothing became of it yet: what was planned for later is due now."""
    known = retractions.one(view, one.message, one.number)
    return known is None or known.state not in ("done", "failed", *OPEN[1:])
