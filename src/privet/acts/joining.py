"""Joining: what went through a bot and what an export of Telegram repeats are one message. A step of receive and call.

In supergroups and channels a message has one number for everybody; in a chat of a business account it has the
account's, as in that account's export. Everywhere else each account counts its own messages, so that the numbers of a
bot and those of an export say nothing about each other. An export names no topic and no business connection, so what
it has of a chat is looked for in every conversation of its author in that chat.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from privet.acts.draft import BODY, Draft, index_key, key_of, packed
from privet.acts.reading import Body, read_body
from privet.acts.whose import ROOM, Named, conversation_record, open_key
from privet.core import seal, tags
from privet.core.plain import Plain
from privet.store import bots, messages, subjects
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.core.message import Inbound
    from privet.store.known import Place
    from privet.store.view import Tx

CHANNEL = "telegram"
SHARED = "-100"
"""Numbers of supergroups and channels begin so (core.telegram.org/api/bots/ids)."""
NEAR_MS = 60_000
"""So far may two clocks be apart that wrote down when a message was sent."""

Elsewhere = tuple[tuple[bytes, int], ...]
"""Conversations in which a message may be already, and the tag that it has there."""


def counted(conversation: str) -> bool:
    """Whether a bot and an export give the messages of a conversation the same numbers, by the conversation's name."""
    return conversation.startswith(SHARED) or "@" in conversation[1:]


def own(draft: Draft, batch: Sequence[Named]) -> list[Named]:
    """What exports of groups say of the company's own bots is what the company said there, as if it had gone through
    Privet: it is the group's.
    """
    return [_groups(draft, one) if _by_bot(draft, one) else one for one in batch]


def _by_bot(draft: Draft, one: Named) -> bool:
    return one.inbound.group and one.inbound.channel == CHANNEL and one.address in _bots(draft)


def _bots(draft: Draft) -> frozenset[str]:
    """The numbers of the company's bots."""
    if draft.bots is None:
        draft.bots = frozenset([str(one.number) for one in bots.every(draft.tx)])
    return draft.bots


def _groups(draft: Draft, one: Named) -> Named:
    address = ROOM + one.talk
    inbound = msgspec.structs.replace(one.inbound, party=Plain(address), direction="out", name=None)
    return Named(inbound, address, one.talk, tags.wide(index_key(draft.tx), tags.PLACE, CHANNEL, address, one.talk))


def elsewhere(draft: Draft, place: Place, inbound: Inbound, name: str) -> Elsewhere:
    """Where else a message of the conversation of that name may be already: an export's in the topics and connections
    of its chat, theirs in the chat itself.
    """
    if inbound.channel != CHANNEL or not inbound.external_id or place.subject in draft.subjects or not _bots(draft):
        return ()
    found = []
    for other, talk in _conversations(draft, place.subject):
        short, long = sorted((name, other), key=len)
        if short != long and short == _chat(long) and counted(long):
            found.append((talk, tags.tag(place.key, tags.SEEN, inbound.external_id, talk)))
    return tuple(found)


def there(draft: Draft, place: Place, inbound: Inbound, also: Elsewhere) -> tuple[bytes, bytes] | None:
    """The message that this one is, and its conversation, where it stands elsewhere; a tag is believed after opening.
    The draft has recalled the tags.
    """
    for talk, tag in also:
        for mark in draft.talk(talk).known.get(tag, ()):
            row = messages.message(draft.tx, mark.ref)
            body = None if row is None else read_body(draft.tx, row, place.slot)
            if body is not None and same(inbound, body):
                return mark.ref, talk
    return None


def _chat(name: str) -> str:
    """The chat that a conversation is in, without topic and connection."""
    return name[:1] + name[1:].partition("@")[0].partition("/")[0]


def _conversations(draft: Draft, subject: bytes) -> list[tuple[str, bytes]]:
    """The conversations that somebody is in before this commit, by their names."""
    found = draft.near.get(subject)
    if found is None:
        rows = [subjects.conversation(draft.tx, one) for one in subjects.conversations_of(draft.tx, subject)]
        named = [(conversation_record(draft.tx, row), row.id) for row in rows if row is not None]
        found = draft.near[subject] = [(record[0], talk) for record, talk in named if record is not None]
    return found


def same(inbound: Inbound, body: Body) -> bool:
    """Whether a message that stands elsewhere under the same number is this one. Two accounts of one company count
    their chats with somebody each for itself, so it was sent at the same time as well.
    """
    numbers = (body.external_id or "").split()
    return inbound.external_id in numbers and (inbound.group or abs(body.sent_at - inbound.sent_at) <= NEAR_MS)


def others(inbound: Inbound, name: str, body: Body) -> bool:
    """Whether a message with another text under the same number of the conversation of that name is another one:
    exports of two accounts count their chats with somebody each for itself.
    """
    own = inbound.channel == CHANNEL and not inbound.group and not counted(name)
    return own and body.sent_at != inbound.sent_at


def numbered(app: Privet, tx: Tx, message: bytes, conversation: str, numbers: Sequence[int]) -> None:
    """A message (raw id) that was sent has these numbers at the channel: an export that repeats it is recognised."""
    row = messages.message(tx, message) if numbers and counted(conversation) else None
    owner = None if row is None else subjects.subject(tx, row.subject)
    if row is None or owner is None or owner.state != ACTIVE:
        return
    key, body = open_key(tx, owner.id, owner.slot, row.period), read_body(tx, row, owner.slot)
    if key is None or body is None:
        return
    body.external_id = " ".join(map(str, numbers))
    context = seal.context(tx.tenant, owner.id, row.id, 0, BODY, owner.slot, row.period)
    messages.put_body(tx, row.id, seal.sealing(key)(app.chance(12), packed(body), context), row.period)
    tag = tags.under(key_of(tx, owner.slot), tags.SEEN)
    marks = [(tx.tenant, row.conversation, tag(str(one), row.conversation), row.id, 0, 0, 0) for one in numbers]
    messages.add_marks(tx, marks)
