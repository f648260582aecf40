"""A call of a bot, read and written again (placeholder: the shapes that others work with)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from privet.core.botapi.entities import Made


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
    "@CONNECTION" or ""). `source` is the chat that a forwarded or copied message comes from, or "". `numbers` are all
    numbers of people and private chats in it, `phones` all telephone numbers.
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
    """A call and what it says."""
    raise NotImplementedError


def write(
    call: Call, made: Sequence[Made], numbers: Mapping[int, int], phones: Mapping[str, str], *, protect: bool
) -> dict[str, object]:
    """The parameters of a call with what became of its texts and numbers; `protect` sets `protect_content`."""
    raise NotImplementedError
