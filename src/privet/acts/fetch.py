"""Fetch: a visitor comes for the answers that wait in their own conversation, as a web chat's browser does.

What may be in an answer was decided, and put on record, when it was sent. A visitor who names the last answer they have
acknowledges it and all before it: only then is it `sent`, and the outcome on record. Whatever was not acknowledged is
given again in full, so that an answer lost on the way is not lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts import send
from privet.acts.draft import index_key
from privet.acts.whose import conversation_record
from privet.core import ids, tags
from privet.core.entry import Outcome
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.errors import Erased
from privet.store import outbox, subjects

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.outbox import OutboxRow
    from privet.store.view import View

PAGE = 50
"""Answers given at once."""
MOST = 1000
"""Answers acknowledged at once."""


@dataclass(frozen=True, slots=True)
class AnswerText:
    """One answer: its id, when it was written (ms), and its text as its recipient reads it."""

    id: str
    at: int
    text: Plain


@dataclass(frozen=True, slots=True)
class Fetched:
    """The conversation (`con_…`), empty when there is none, and its answers, oldest first."""

    conversation: str
    answers: tuple[AnswerText, ...] = ()


def fetch(app: Privet, tenant: TenantId, channel: str, name: Plain, after: str) -> Fetched:
    """The answers after `after` (`msg_…`, or "") in the conversation that `channel` calls `name`."""
    start = ids.read(ids.MESSAGE, after) if after else b""
    with app.store.view(tenant) as view:
        talk = _talk(view, channel, name.expose())
        if talk is None:
            return Fetched("")
        had = [row for row in outbox.of(view, talk, b"", ("waiting",), MOST) if row.message <= start]
        due = outbox.of(view, talk, start, ("waiting", "sent"), PAGE)
    if had:
        _acknowledged(app, tenant, had)
    answers = []
    for row in due:
        try:
            text = send.outgoing(app, tenant, row.message, row.kinds)[0].text
        except Erased:  # its time is over, or it was asked for just now
            continue
        answers.append(AnswerText(ids.shown(ids.MESSAGE, row.message), written(row.message), text))
    return Fetched(ids.shown(ids.CONVERSATION, talk), tuple(answers))


def written(message: bytes) -> int:
    """When a message was stored, in milliseconds: its id begins with it."""
    return int.from_bytes(message[:8], "big") >> 16


def waiting(app: Privet, tenant: TenantId, channel: str, since: int) -> list[tuple[bytes, str, int]]:
    """(message, conversation, since when) of what waits on a channel from `since` (ms) on: ids only."""
    with app.store.view(tenant) as view:
        rows = outbox.waiting(view, channel, since, 10 * MOST)
    return [(message, ids.shown(ids.CONVERSATION, talk), at) for message, talk, at in rows]


def _acknowledged(app: Privet, tenant: TenantId, rows: list[OutboxRow]) -> None:
    with app.store.write(tenant) as tx:
        for row in rows:
            now = outbox.row(tx, row.message)
            if now is not None and now.state == "waiting":  # another request may have acknowledged it
                send.became(app, tx, now, "sent", Outcome.DONE)


def _talk(view: View, channel: str, name: str) -> bytes | None:
    """The conversation that `channel` calls `name`; a tag is believed after opening."""
    for ref in subjects.find_refs(view, tags.tag(index_key(view), tags.TALK, name)):
        row = subjects.conversation(view, ref)
        record = conversation_record(view, row) if row is not None and row.channel == channel else None
        if record is not None and record[0] == name:
            return ref
    return None
