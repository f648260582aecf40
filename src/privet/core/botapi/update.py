"""An update of the Bot API, or an answer of it: read from raw JSON, and written again with what became of its parts.

What is not somebody's stays character for character. `read` says what is stored as a message, what else becomes
tokens, and which numbers become aliases (docs/spec/updates.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from privet.core.botapi import rawjson, said
from privet.core.botapi.entities import Made, Shift, sliced
from privet.core.botapi.nodes import actor, author, member, number, string
from privet.core.botapi.said import Said
from privet.core.botapi.walk import (
    FIXED,
    NUMBER,
    PHONED,
    PIECES,
    SLICE,
    TEXT,
    Entity,
    Part,
    Slot,
    Walk,
)
from privet.errors import BadInput

if TYPE_CHECKING:
    from privet.core.botapi.call import Call

__all__ = ["Made", "Part", "Read", "Said", "answer", "read", "write"]

MESSAGES = frozenset({
    "message", "edited_message", "channel_post", "edited_channel_post", "business_message",
    "edited_business_message", "guest_message",
})  # fmt: skip
"""Updates that are a message, and are stored as one."""

_ASKING = frozenset({"chat_join_request"})
"""Updates about somebody who is not in the chat yet: what they say is said in their own."""


class Read(msgspec.Struct, frozen=True, gc=False):
    """An update as it was read; an answer has no `id` (0) and no `name`. `conversation` is the channel's own name for
    it, `title` what it is called, `language` what whoever acted has set in their program ("" where it does not say), as
    an IETF tag. `parts` become tokens, `numbers` and `phones` aliases. The rest is for `write`.
    """

    id: int
    name: str
    conversation: str
    group: bool
    title: str | None
    message: Said | None
    parts: list[Part]
    numbers: list[int]
    phones: list[Part]
    text: str = ""
    slots: list[Slot] = []
    entities: list[Entity] = []
    language: str = ""

    def __repr__(self) -> str:
        return f"Read({self.name})"


def read(raw: bytes, clear: frozenset[str]) -> Read:
    """What an update says, except for what is set `clear`. Raises BadInput where it is no update."""
    text, top = rawjson.parse(raw)
    one = number(member(top, "update_id"))
    if one is None:
        raise BadInput("this is no update of the Bot API")
    name, node = next(((name, node) for name, node in top.items() if type(node) is dict), ("", {}))
    chat = said.chat(node) if name not in _ASKING else None
    whose = author(node) or actor(node)
    conversation, group = _place(node, chat, whose)
    walk = Walk(clear, conversation)
    for key, value in top.items():
        walk.thing(value, key, whose or conversation)
    stored = said.said(node, name, walk, edited=name.startswith("edited_")) if name in MESSAGES else None
    title = string(member(chat, "title")) or None
    return Read(
        one, name, conversation, group, title, stored, walk.parts, list(walk.numbers), walk.phones, text, walk.slots,
        walk.entities, string(member(member(node, "from"), "language_code")),
    )  # fmt: skip


def answer(raw: bytes, clear: frozenset[str], asked: Call) -> Read:
    """What Telegram answered to the call `asked`, whose chat it is about where it names none itself."""
    text, top = rawjson.parse(raw)
    if type(top) is not dict:
        raise BadInput("this is no answer of the Bot API")
    result = top.get("result")
    first = result[0] if type(result) is list and result else result
    chat = said.chat(first) or (first if string(member(first, "type")) in said.CHATS else None)
    named = number(member(chat, "id"))
    if named is not None and member(first, "message_id") is not None:
        conversation, group = _place(first, chat, "")
    elif named is not None:
        conversation, group = str(named), named < 0
    else:
        conversation, group = f"{asked.chat}{asked.place}", asked.chat.startswith(("-", "@"))
        if not asked.chat and (one := _someone(first)):
            conversation = one
    walk = Walk(clear, conversation)
    for key, value in top.items():
        if key != "description":  # Telegram's sentence about what it refused
            walk.thing(value, key, author(first) or str(asked.chat) or conversation)
    return Read(
        0, "", conversation, group, string(member(chat, "title")) or None, None, walk.parts, list(walk.numbers),
        walk.phones, text, walk.slots, walk.entities,
    )  # fmt: skip


def _someone(node: Any) -> str:
    """The person an answer is about, as in the answer to getChatMember."""
    one = number(member(member(node, "user"), "id"))
    return str(one) if one is not None else ""


def _place(node: Any, chat: Any, whose: str) -> tuple[str, bool]:
    """What an update's conversation is called, and whether it has more than one customer."""
    one = number(member(chat, "id"))
    if one is None:
        return (whose, False) if whose else (f"poll {string(member(node, 'id'))}", True)
    inner = node if "chat" in node else member(node, "message")
    return str(one) + said.place(inner), string(member(chat, "type")) != "private"


def write(read: Read, made: Sequence[Made], numbers: Mapping[int, int], phones: Sequence[str]) -> bytes:
    """The update with what became of its parts, in their order, of its numbers, and of its telephone numbers. What
    became nothing else stays as it is spelled. A number without an alias is a KeyError: it does not go on as it is.
    """
    same = [one.text == part.text for one, part in zip(made, read.parts, strict=True)]
    made = [_spanned(one, part, stays) for one, part, stays in zip(made, read.parts, same, strict=True)]
    edits = [
        (slot.start, slot.end, _written(slot, made, numbers, phones)) for slot in read.slots if not _stays(slot, same)
    ]
    shifts: dict[int, Shift] = {}
    for one in read.entities:
        part, offset, length = one.part, one.offset, one.length
        if same[part]:
            continue
        if part not in shifts:
            shifts[part] = Shift(read.parts[part].text, made[part].text, made[part].spans)
        start, size = shifts[part].entity(int(offset.value), int(length.value))
        edits += ((offset.start, offset.end, str(start)), (length.start, length.end, str(size)))
    return rawjson.edited(read.text, edits)


def _spanned(made: Made, part: Part, same: bool) -> Made:
    """What became of a part; where it does not say what was replaced, all of it was."""
    return made if same or made.spans else Made(made.text, ((0, len(part.text), len(made.text)),))


def _stays(slot: Slot, same: Sequence[bool]) -> bool:
    """Whether a text is what it was, and stays as it is spelled."""
    of = slot.of
    if slot.what == PIECES:
        return all(type(one) is str or (one[0] == 0 and same[one[1]]) for one in of)
    part: int | None = of if slot.what == TEXT else of[0] if slot.what == SLICE else None
    return part is not None and same[part]


def _written(slot: Slot, made: Sequence[Made], numbers: Mapping[int, int], phones: Sequence[str]) -> str:
    """What stands at a place afterwards, as JSON."""
    of = slot.of
    if slot.what == TEXT:
        return rawjson.written(made[of].text)
    if slot.what == NUMBER:
        return str(numbers[of])
    if slot.what == FIXED:
        return str(of)
    if slot.what == PHONED:
        return rawjson.written(phones[of])
    if slot.what == SLICE:
        part, start, end = of
        start, end = sliced(made[part].spans, start, end)
        return rawjson.written(made[part].text[start:end])
    assert slot.what == PIECES
    return rawjson.written("".join(
        piece if type(piece) is str else made[piece[1]].text if piece[0] == 0 else str(numbers[piece[1]])
        for piece in of
    ))  # fmt: skip
