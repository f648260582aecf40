"""A call of a bot: to whom it says something, and in which texts; written again with values and numbers.

A form has every parameter as text, so objects and lists may come as JSON in one; they leave as objects and lists. What
is not read here stays as it came, `callback_data` above all: its tokens come back with the button.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from privet.core.botapi.entities import Made, Shift
from privet.core.botapi.markup import named
from privet.core.botapi.methods import NAMES, PROTECTED, SAYS, STRUCTURED
from privet.errors import BadInput

DEEPEST = 64
"""Objects and lists within each other."""

_TEXTS = frozenset({
    "address", "alternative_text", "button_text", "caption", "comment", "description", "error_message", "explanation",
    "first_name", "html", "input_field_placeholder", "label", "last_name", "markdown", "message_text", "options",
    "performer", "question", "quote", "switch_pm_text", "text", "title",
})  # fmt: skip
"""Texts that somebody will read; a list of texts counts as well."""

_MODES = {
    "text": ("text_parse_mode", "parse_mode"), "caption": ("parse_mode",), "message_text": ("parse_mode",),
    "description": ("description_parse_mode",), "explanation": ("explanation_parse_mode",),
    "question": ("question_parse_mode",), "quote": ("quote_parse_mode",),
}  # fmt: skip
"""Which parameter says how a text is marked up."""

_ENTITIES = {
    "text": ("text_entities", "entities"), "caption": ("caption_entities",), "message_text": ("entities",),
    "description": ("description_entities",), "explanation": ("explanation_entities",),
    "question": ("question_entities",), "quote": ("quote_entities",), "title": ("title_entities",),
}  # fmt: skip

_NUMBERS = ("user_id", "user_ids", "chat_id", "direct_messages_topic_id")
_TO_SOMEBODY = re.compile(r"(tg://(?:user\?id|openmessage\?user_id)=)([0-9]{1,19})(?![0-9])", re.IGNORECASE)
_WHOLE = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
_TOPIC, _DIRECT, _CONNECTION = "message_thread_id", "direct_messages_topic_id", "business_connection_id"


class Text(msgspec.Struct, frozen=True, gc=False):
    """One text of a call that somebody will read; `markup` is "" (plain, or with entities), "HTML", "Markdown" or
    "MarkdownV2".
    """

    text: str
    markup: str = ""

    def __repr__(self) -> str:
        return "Text(…)"


class Call(msgspec.Struct, frozen=True, gc=False):
    """A call as it was read. `says` tells whether it says something to a chat: to `chat`, as the call names it (a
    number, an alias, "@name"; "" where it names none), followed in the conversation's name by `place` ("/TOPIC",
    "@CONNECTION" or ""; the topic of direct messages to a channel may be an alias too). `source` is the chat that a
    forwarded or copied message comes from, or "". `numbers` are all numbers of people and private chats in it,
    `phones` all telephone numbers.
    """

    method: str
    params: dict[str, object]
    says: bool = False
    chat: str = ""
    place: str = ""
    source: str = ""
    texts: tuple[Text, ...] = ()
    numbers: tuple[int, ...] = ()
    phones: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Call({self.method})"


def read(method: str, params: Mapping[str, object]) -> Call:
    """A call and what it says. Raises BadInput where a parameter is too deep, or is no JSON and has to be.

    A method that is newer than the lists says something where it names a chat and has a text.
    """
    plain = {name: _parsed(name, value) for name, value in params.items()}
    chat = _named(plain.get("chat_id"))
    says = method in SAYS if method in NAMES else bool(chat)
    seen = _Seen(says)
    seen.thing(plain, "", 0)
    says = says and (method in NAMES or bool(seen.texts))
    topic = _named(plain.get(_TOPIC)) or _named(plain.get(_DIRECT))
    connection = _named(plain.get(_CONNECTION))
    return Call(
        method,
        plain,
        says,
        chat or (_named(plain.get("user_id")) if says else ""),
        (f"/{topic}" if topic and topic != "0" else "") + (f"@{connection}" if connection else ""),
        _named(plain.get("from_chat_id")),
        tuple(seen.texts),
        tuple(dict.fromkeys(seen.numbers)),
        tuple(dict.fromkeys(seen.phones)),
    )


def write(
    call: Call, made: Sequence[Made], numbers: Mapping[int, int], phones: Mapping[str, str], *, protect: bool
) -> dict[str, object]:
    """The parameters of a call with what became of its texts, in their order, and of its numbers; `protect` has what
    it sends protected. The call itself stays as it is.
    """
    params: dict[str, object] = _Written(call.says, iter(made), numbers, phones).thing(call.params, "", 0)
    if protect and (call.method in PROTECTED or (call.method not in NAMES and call.says)):
        params["protect_content"] = True
    if call.method == "answerInlineQuery" and (phones or any(one.spans for one in made)):
        params["is_personal"] = True  # else Telegram keeps it, and shows it to whoever asks the same
    return params


def _parsed(name: str, value: object) -> object:
    """A parameter as an object or list, where it is one and came as JSON in a text."""
    if name not in STRUCTURED or type(value) is not str or not value.lstrip().startswith(("[", "{")):
        return value
    try:
        parsed: object = json.loads(value)
    except (ValueError, RecursionError):
        raise BadInput(f"{name} is no JSON") from None
    return parsed


def _named(value: object) -> str:
    """A number or a text as the name of a chat."""
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


class _Seen:
    """Goes through parameters and notes what is to be replaced. What replaces it goes the same way (`_Written`)."""

    def __init__(self, says: bool) -> None:
        self._says = says
        self.texts: list[Text] = []
        self.numbers: list[int] = []
        self.phones: list[str] = []

    def thing(self, node: Any, name: str, depth: int) -> Any:
        """A value, and the name it stands under."""
        kind = type(node)
        if kind is dict:
            return self._object(node, name, depth)
        if kind is list:
            if depth > DEEPEST:
                raise BadInput("the parameters are deeper than can be read")
            return [self.thing(one, name, depth + 1) for one in node]
        if kind is str:
            return self._string(node, name, "")
        return self.number(node) if kind is int and (name.endswith(_NUMBERS)) else node

    def _object(self, node: dict[str, Any], name: str, depth: int) -> dict[str, Any]:
        if depth > DEEPEST:
            raise BadInput("the parameters are deeper than can be read")
        changed: dict[str, Any] = {}
        shifts: dict[str, Shift] = {}
        for key, value in node.items():
            if name == "user" and type(value) is str:
                changed[key] = value  # a bot hands on whom an update told it of; Telegram reads the number alone
            elif type(value) is str:
                marks = _marks(key, node, name)
                new = changed[key] = self._string(value, key, marks)
                shift = None if marks else self.shift(value, new)
                if shift is not None:
                    shifts.update(dict.fromkeys(_ENTITIES.get(key, ()), shift))
            elif key == "id" and name == "user" and type(value) is int:
                changed[key] = self.number(value)
            elif type(value) not in (dict, list):
                changed[key] = self.thing(value, key, depth)
        return {
            key: changed[key] if key in changed else _shifted(self.thing(value, key, depth + 1), shifts.get(key))
            for key, value in node.items()
        }

    def _string(self, value: str, name: str, marks: str) -> str:
        if name in _TEXTS:
            if not self._says or not value:
                return value
            return self._links(self.text(value, marks)) if marks else self.text(value, marks)
        if name == "phone_number":
            return self.phone(value)
        if name == "url":
            return self._links(value)
        if name.endswith(_NUMBERS) and _WHOLE.fullmatch(value):
            return str(self.number(int(value)))
        return value

    def _links(self, value: str) -> str:
        """A link to somebody, in an address or in a marked-up text."""
        return _TO_SOMEBODY.sub(lambda found: found[1] + str(self.number(int(found[2]))), value)

    def text(self, value: str, marks: str) -> str:
        """A text that somebody will read."""
        self.texts.append(Text(value, marks))
        return value

    def number(self, value: int) -> int:
        """A number of a person or a chat; those of groups are negative and stay."""
        if value > 0:
            self.numbers.append(value)
        return value

    def phone(self, value: str) -> str:
        """A telephone number."""
        self.phones.append(value)
        return value

    def shift(self, value: str, new: str) -> Shift | None:
        """The way from places in the text that was just read to those in what it became, where that is another."""
        return None


class _Written(_Seen):
    """Goes through parameters and puts what replaces each."""

    def __init__(self, says: bool, made: Iterator[Made], numbers: Mapping[int, int], phones: Mapping[str, str]) -> None:
        super().__init__(says)
        self._made = made
        self._numbers = numbers
        self._phones = phones
        self._last = Made("")

    def text(self, value: str, marks: str) -> str:
        """What became of the next text."""
        self._last = next(self._made)
        return self._last.text

    def number(self, value: int) -> int:
        """The number that an alias stands for."""
        return self._numbers.get(value, value)

    def phone(self, value: str) -> str:
        """The telephone number that an alias stands for."""
        return self._phones.get(value, value)

    def shift(self, value: str, new: str) -> Shift | None:
        """See `_Seen.shift`."""
        last = self._last
        return Shift(value, new, last.spans) if last.spans and last.text == new and value != new else None


def _marks(key: str, beside: dict[str, Any], around: str) -> str:
    """How a text is marked up."""
    if key == "html":
        return "HTML"
    if key == "markdown":
        return "MarkdownV2"
    modes = ("parse_mode",) if key == "title" and around == "checklist" else _MODES.get(key, ())
    return next((marks for mode in modes if (marks := named(beside.get(mode)))), "")


def _shifted(node: Any, shift: Shift | None) -> Any:
    """Entities where they stand in a text that was changed."""
    if shift is None or type(node) is not list:
        return node
    for one in node:
        if type(one) is dict and type(one.get("offset")) is int and type(one.get("length")) is int:
            one["offset"], one["length"] = shift.entity(one["offset"], one["length"])
    return node
