"""Where a call goes: a chat's own number and its conversation's name, and whose it is. A step of call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from privet.acts import whose
from privet.acts.draft import Draft, index_key
from privet.acts.whose import ROOM, Named
from privet.core import tags
from privet.core.message import Inbound
from privet.core.plain import Plain

if TYPE_CHECKING:
    from privet.core.botapi.call import Call
    from privet.store.view import View

CHANNEL = "telegram"
_DIGITS = 19


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
    far as this process knows; "" otherwise.
    """
    number = str(call.params.get("message_id", ""))
    if not call.method.startswith("edit") or not group(chat) or len(number) > _DIGITS:
        return ""
    return view.known.topics.get(_message(view, chat, number), "")


def remember(view: View, chat: str, topic: str, numbers: Sequence[int]) -> None:
    """Messages of these numbers were sent in a topic of a chat."""
    for number in numbers:
        view.known.topics.put(_message(view, chat, str(number)), topic)


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
