"""Where a call goes: a chat's own number and its conversation's name, and whose it is. A step of call and admit.

An answer to a query names the query alone, and an edit no topic. Where these stand is remembered for a day, under tags
whose key is that of the hour in which they came, so that it is known after a restart and to other processes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from privet.acts import whose
from privet.acts.draft import Draft, index_key
from privet.acts.whose import ROOM, Named, conversation_record
from privet.core import ids, retraction, tags
from privet.core.lasting import QUEUE
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.store import answers, bots, subjects

if TYPE_CHECKING:
    from privet.acts.bot import Open
    from privet.app import Privet
    from privet.core.botapi.call import Call
    from privet.core.message import TenantId
    from privet.store.view import Tx, View

CHANNEL = "telegram"
GUEST = "guest_message"
"""A message to a bot that is not in the chat, which it answers as a query."""
_DIGITS, _LONGEST = 19, 64


def real(chat: str, numbers: dict[int, int]) -> str:
    """A chat's own number, where a call names it by an alias."""
    return str(numbers.get(int(chat), chat)) if chat.isascii() and chat.isdecimal() else chat


def topic(place: str, numbers: dict[int, int]) -> str:
    """What follows a chat's number in its conversation's name: direct messages to a channel stand in a topic that has
    the number of who writes them.
    """
    topic, at, connection = place.partition("@")
    return f"/{real(topic[1:], numbers)}{at}{connection}" if topic else place


def edited(view: View, call: Call, chat: str) -> str:
    """The same of a message that is edited: the call does not name its topic, so it is that in which it was sent, as
    far as it is known; "" otherwise.
    """
    number = str(call.params.get("message_id", ""))
    if not call.method.startswith("edit") or not group(chat) or len(number) > _DIGITS:
        return ""
    tag = _message(view, chat, number)
    if (known := view.known.topics.get(tag)) is not None:
        return known
    name = _found(view, f"{chat} {number}")
    place = name[len(chat) :] if name.startswith(chat) else ""
    view.known.topics.put(tag, place)
    return place


def remember(app: Privet, tx: Tx, conversation: str, where: tuple[str, str], numbers: Sequence[int]) -> None:
    """Messages of these numbers were sent in a conversation (`con_…`); nothing where it is in no topic of its chat."""
    chat, topic = where
    if topic and numbers:
        for number in numbers:
            tx.known.topics.put(_message(tx, chat, str(number)), topic)
        talk = ids.read(ids.CONVERSATION, conversation)
        _put(Draft(app, tx, app.rules_in(tx)), [(f"{chat} {number}", talk) for number in numbers])


def met(draft: Draft, bot: Open, came: Sequence[tuple[bytes, str, bytes]]) -> None:
    """Updates came: of each its conversation, name, and JSON for the bot (empty: it does not get it). Of queries it is
    remembered where they are from, and where the message under whose button one was pressed stands.
    """
    _put(draft, [(key, talk) for talk, name, raw in came if raw and (name.endswith("_query") or name == GUEST)
                 for key in _keys(bot, json.loads(raw)[name])])  # fmt: skip


def placed(app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Call]) -> Sequence[Call]:
    """Calls, each that answers a query with the chat of that query, where it is known and was not said."""
    if all(call.chat or not _query(call) for call in batch):
        return batch
    with app.store.view(tenant) as view:
        return [call if call.chat else _placed(call, _found(view, f"{bot.number}?{_query(call)}")) for call in batch]


def _placed(call: Call, name: str) -> Call:
    where = retraction.place(name)
    if where is None:
        return call
    chat = str(where.chat)
    return msgspec.structs.replace(call, chat=chat, place=name[len(chat) :])


def _query(call: Call) -> str:
    """The id of the query that a call answers; "" where it answers none."""
    names = [name for name in call.params if name.endswith("_query_id")]
    return str(call.params[names[0]])[:_LONGEST] if names else ""


def _keys(bot: Open, query: dict[str, Any]) -> list[str]:
    """What a query, and the message that it is about, are remembered under: nothing where it is none that is known."""
    message, id = query.get("message") or {}, query.get("guest_query_id") or query.get("id")
    found = [f"{bot.number}?{id[:_LONGEST]}"] if isinstance(id, str) else []
    in_topic = message.get("is_topic_message") or message.get("direct_messages_topic")
    return [*found, f"{message['chat']['id']} {message['message_id']}"] if in_topic else found


def _put(draft: Draft, keys: Sequence[tuple[str, bytes]]) -> None:
    if keys:
        slot, key = draft.period(QUEUE)
        tag = tags.under(key, tags.PLACE)
        bots.put_places(draft.tx, slot, [(tag(name, b""), talk) for name, talk in keys])


def _found(view: View, name: str) -> str:
    """The name of the conversation that something remembered stands in; "" where it is not known, or is no more."""
    for slot in answers.periods(view, QUEUE):
        key = view.keys.key(view.tenant, slot)
        talk = None if key is None else bots.place(view, slot, tags.tag(key, tags.PLACE, name))
        row = None if talk is None else subjects.conversation(view, talk)
        record = None if row is None else conversation_record(view, row)
        if record is not None:
            return record[0]
    return ""


def group(chat: str) -> bool:
    """Groups and channels have negative numbers, or names; chats of one person have that person's number."""
    return not chat.isdecimal()


def named(draft: Draft, chat: str, name: str) -> Named:
    """Whose a chat is: the person's own, or the group's, which is a subject of its own."""
    if not group(chat):
        return whose.named(draft, [_inbound(draft, chat, name, group=False)])[0]
    address = ROOM + name
    tag = tags.wide(index_key(draft.tx), tags.PLACE, CHANNEL, address, name)
    return Named(_inbound(draft, address, name, group=True), address, name, tag)


def _message(view: View, chat: str, number: str) -> bytes:
    return tags.wide(index_key(view), tags.PLACE, CHANNEL, chat, number)


def _inbound(draft: Draft, party: str, name: str, *, group: bool) -> Inbound:
    return Inbound(CHANNEL, Plain(name), Plain(party), Plain(""), draft.at, "out", group=group)
