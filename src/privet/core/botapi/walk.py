"""Walks what the Bot API said and notes what in it is somebody's: each text, number and coordinate, where it stands,
whose it is, and what is to stand there instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from privet.core.botapi.fields import EMPTIED, KINDS, NUMBERS, OPAQUE, PHONE, RICH, ROUNDED
from privet.core.botapi.nodes import author, member, number, origin, string
from privet.core.botapi.rawjson import Leaf
from privet.core.tokens import EXACT

TEXT, SLICE, NUMBER, PHONED, PIECES, FIXED = range(6)
"""What stands at a place afterwards: a whole part; a slice of one; a number's alias; a telephone number's alias;
pieces, each a text as it is, a part (0, index) or a number (1, number); something that is known already.
"""

_CHATS = frozenset({"private", "group", "supergroup", "channel"})
_OWN = frozenset({("callback_query", "data"), ("inline_query", "offset")})
"""Where a bot gets back what it gave a client."""
_TO_SOMEBODY = re.compile(r"(tg://(?:user\?id|openmessage\?user_id)=)([0-9]{1,19})(?![0-9])", re.IGNORECASE)


class Part(msgspec.Struct, frozen=True, gc=False):
    """A text of an update. `kind` "" is free text, which is scanned; else the whole text is one value of that kind.
    `whose` is the address of its subject.
    """

    text: str
    kind: str
    whose: str
    conversation: str

    def __repr__(self) -> str:
        return "Part(…)"


class Slot(msgspec.Struct, gc=False):
    """What stands at a place of the JSON afterwards; `what` says how `of` is meant."""

    start: int
    end: int
    what: int
    of: Any


class Entity(msgspec.Struct, gc=False):
    """Where an entity of a part says that it stands."""

    part: int
    offset: Leaf
    length: Leaf


class Walk:
    """Takes note of everything below a node. `clear` is what stays as it is."""

    __slots__ = ("_known", "clear", "conversation", "entities", "numbers", "parts", "phones", "slots")

    def __init__(self, clear: frozenset[str], conversation: str) -> None:
        self.clear = clear
        self.conversation = conversation
        self.parts: list[Part] = []
        self.phones: list[Part] = []
        self.numbers: dict[int, None] = {}
        self.slots: list[Slot] = []
        self.entities: list[Entity] = []
        self._known: dict[tuple[str, str, str], int] = {}

    def part(self, text: str, kind: str, whose: str) -> int:
        """The index of a part; the same text of the same person is one."""
        key = (text, kind, whose)
        index = self._known.get(key)
        if index is None:
            index = self._known[key] = len(self.parts)
            self.parts.append(Part(text, kind, whose, self.conversation))
        return index

    def thing(self, node: Any, name: str, whose: str) -> None:
        """A value, the name it stands under, and whose it is where it says nothing else."""
        kind = type(node)
        if kind is dict:
            if "message_id" in node:
                self._message(node, whose)
            else:
                self._object(node, name, whose)
        elif kind is list:
            for one in node:
                self.thing(one, name, whose)
        elif kind is Leaf:
            self._leaf(node, name, whose, {})

    def _message(self, node: dict[str, Any], whose: str) -> None:
        """A message is its sender's; what it says is that of who said it first; a quotation is of who is quoted."""
        sender = author(node) or whose
        first = origin(node, sender)
        replied = member(node, "reply_to_message")
        outside = member(node, "external_reply")
        quoted = origin(outside, first) if outside else origin(replied, author(replied) or first)
        for name, value in node.items():
            if type(value) is Leaf:
                signed = name == "author_signature" or name == "sender_tag"
                self._leaf(value, name, sender if signed else first, node)
            elif name == "quote" or name == "external_reply":
                self._object(value, name, quoted)
            elif value:
                self.thing(value, name, first)

    def _object(self, node: Any, name: str, whose: str) -> None:
        """An object; a person or chat is its own, everything else is whose it stands with."""
        if type(node) is not dict:
            return
        one = number(node.get("id"))
        left: tuple[str, ...] = ()
        if one is not None and ("first_name" in node or "is_bot" in node or string(node.get("type")) in _CHATS):
            whose = str(one)
            if node.get("is_bot") is True or string(node.get("type")) in ("group", "supergroup", "channel"):
                left = ("first_name", "last_name", "username", "active_usernames")  # a bot's or a group's is nobody's
            else:
                self._number(node["id"])
        for key, value in node.items():
            if type(value) is Leaf:
                if key not in left:
                    self._leaf(value, key, whose, node, name)
            elif value and key not in left:
                if key in RICH:
                    self._rich(value, whose)
                else:
                    self.thing(value, key, whose)

    def _leaf(self, leaf: Leaf, key: str, whose: str, beside: dict[str, Any], around: str = "") -> None:
        """A text or number, what stands beside it, and under which name all that stands."""
        value = leaf.value
        if type(value) is str:
            if value and (key not in OPAQUE or (around, key) in _OWN):
                self._text(leaf, value, key, whose, beside, around)
        elif key in NUMBERS or key.endswith(("user_id", "user_chat_id", "user_ids")) or _is_person(leaf, key, beside):
            self._number(leaf)
        elif key in ROUNDED and type(value) is float:
            if "places" not in self.clear:
                self.slots.append(Slot(leaf.start, leaf.end, FIXED, repr(round(value, 1))))
        elif around == "birthdate" and key in ("day", "month"):
            self.slots.append(Slot(leaf.start, leaf.end, FIXED, "1"))

    def _text(self, leaf: Leaf, value: str, key: str, whose: str, beside: dict[str, Any], around: str) -> None:
        """A text that is not the protocol's own."""
        if key in EMPTIED:
            if not EMPTIED[key] or EMPTIED[key] not in self.clear:
                self.slots.append(Slot(leaf.start, leaf.end, FIXED, '""'))
            return
        if key == PHONE:
            if "phones" not in self.clear:
                self.slots.append(Slot(leaf.start, leaf.end, PHONED, len(self.phones)))
                self.phones.append(Part(value, "PHONE", whose, self.conversation))
            return
        kind, cleared = KINDS.get(key) or _twofold(key, beside, around)
        if kind and cleared in self.clear:
            return
        if (around, key) in _OWN:
            self._pieces(leaf, value, whose, EXACT)
            return
        if kind == "OPAQUE":
            return
        if key == "url" and _TO_SOMEBODY.search(value):
            self._pieces(leaf, value, whose, _TO_SOMEBODY)
            return
        index = self.part(value, kind, whose)
        self.slots.append(Slot(leaf.start, leaf.end, TEXT, index))
        told = beside.get("text_entities" if key == "text" and "text_entities" in beside else _ENTITIES.get(key, ""))
        if type(told) is list:
            self._entities(index, told)

    def _entities(self, part: int, told: Sequence[Any]) -> None:
        for one in told:
            offset, length = member(one, "offset"), member(one, "length")
            if number(offset) is not None and number(length) is not None:
                self.entities.append(Entity(part, offset, length))

    def _pieces(self, leaf: Leaf, value: str, whose: str, known: re.Pattern[str]) -> None:
        """What a bot put behind a button keeps its tokens, and a link to somebody names their alias (`known`); between
        them a changed client may have written anything.
        """
        pieces: list[str | tuple[int, int]] = []
        at = 0
        for found in known.finditer(value):
            if between := value[at : found.start()]:
                pieces.append((0, self.part(between, "", whose)))
            if known is _TO_SOMEBODY and "ids" not in self.clear:
                self.numbers[int(found[2])] = None
                pieces += (found[1], (1, int(found[2])))
            else:
                pieces.append(found.group())
            at = found.end()
        if rest := value[at:]:
            pieces.append((0, self.part(rest, "", whose)))
        self.slots.append(Slot(leaf.start, leaf.end, PIECES, tuple(pieces)))

    def _rich(self, node: Any, whose: str) -> None:
        """Rich text, whose pieces lie within each other: they are read as one, since a value may run over several."""
        found: list[Leaf] = []
        self._fragments(node, whose, found)
        if not found:
            return
        index = self.part("".join(str(one.value) for one in found), "", whose)
        at = 0
        for one in found:
            end = at + len(str(one.value))
            self.slots.append(Slot(one.start, one.end, SLICE, (index, at, end)))
            at = end

    def _fragments(self, node: Any, whose: str, found: list[Leaf]) -> None:
        if type(node) is list:
            for one in node:
                self._fragments(one, whose, found)
        elif type(node) is dict:
            self._fragments(node.get("text"), whose, found)
            self._object({key: value for key, value in node.items() if key != "text"}, "", whose)
        elif string(node):
            found.append(node)

    def _number(self, leaf: Any) -> None:
        """The number of a person or of their private chat."""
        if "ids" not in self.clear and type(leaf.value) is int and leaf.value > 0:
            self.numbers[leaf.value] = None
            self.slots.append(Slot(leaf.start, leaf.end, NUMBER, leaf.value))


_ENTITIES = {"text": "entities"} | {
    name: f"{name}_entities"
    for name in ("caption", "description", "explanation", "option_text", "question", "title", "quote")
}


def _is_person(leaf: Leaf, key: str, beside: dict[str, Any]) -> bool:
    """Is a number, whose name alone does not tell, that of a person? A topic of direct messages may bear its own."""
    if key == "topic_id":
        return number(member(beside.get("user"), "id")) == leaf.value
    return key == "chat_id"


def _twofold(key: str, beside: dict[str, Any], around: str) -> tuple[str, str]:
    """The kind of a text whose name alone does not tell it; "" where it is free text."""
    if key == "name" and around == "order_info":
        return "PERSON", "names"
    if key == "state":
        return ("PLACE", "places") if "country_code" in beside else ("OPAQUE", "")
    if (key == "name" and "sticker_type" in beside) or (key == "data" and "hash" in beside):
        return "OPAQUE", ""
    return "", ""
