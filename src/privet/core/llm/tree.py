"""JSON whose parts know where they stand, so that one can be replaced and every other character stays as it came.

Size and depth are bounded, and a name that stands twice in one object is refused, since two readers would read it
differently (RFC 8259 §4).
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import msgspec

from privet.core.botapi.rawjson import DEEPEST, LARGEST, read
from privet.errors import BadInput

MOST = 250_000
"""Values in one JSON."""
TOO_LONG, NO_JSON = "the JSON is longer than can be read", "this is no JSON in UTF-8"


class Leaf:
    """A text, number, true, false or null, and where it stands, quotes included."""

    __slots__ = ("end", "start", "value")

    def __init__(self, value: str | int | float | bool | None, start: int, end: int) -> None:
        self.value, self.start, self.end = value, start, end


class Thing(dict[str, Any]):
    """An object: its members by name, where each name stands (quotes included), and where the whole does."""

    __slots__ = ("end", "names", "start")

    def __init__(self, start: int) -> None:
        self.start, self.end = start, 0
        self.names: dict[str, tuple[int, int]] = {}


class Row(list[Any]):
    """A list, and where it stands."""

    __slots__ = ("end", "start")

    def __init__(self, start: int) -> None:
        self.start, self.end = start, 0


_STRING = r'"([^"\\]*(?:\\.[^"\\]*)*)"'
_MEMBER = re.compile(
    rf"[\s,]*(?:{_STRING}\s*:\s*)?(?:{_STRING}|(-?[0-9][0-9.eE+-]*)|([{{\[])|([}}\]])|(true|false|null))", re.DOTALL
)
"""A value with its name, where it has one, or what ends an object or a list; used on what is JSON only."""
_WORDS = {"true": True, "false": False, "null": None}


def parse(raw: bytes) -> tuple[str, Any]:
    """The JSON as text, and what stands in it. BadInput says nothing of what it held."""
    if len(raw) > LARGEST:
        raise BadInput(TOO_LONG)
    try:
        text = raw.decode("utf-8")
        _checked(raw)
    except (ValueError, RecursionError):
        raise BadInput(NO_JSON) from None
    return text, _built(text)


def inner(text: str) -> Any:
    """The object or list that a text is as a whole; None for every other text, and for what cannot be read."""
    if not text.lstrip(" \t\r\n").startswith(("{", "[")):
        return None
    try:
        return parse(text.encode("utf-8"))[1]
    except (BadInput, UnicodeEncodeError):
        return None


def _checked(raw: bytes) -> None:
    """Raise ValueError or RecursionError where `raw` is no JSON."""
    try:
        msgspec.json.decode(raw, type=msgspec.Raw)
    except msgspec.DecodeError:
        json.loads(raw, parse_constant=_no_number)  # it lets half a surrogate pair pass, which a program might send


def _no_number(_: str) -> NoReturn:
    raise ValueError


def _built(text: str) -> Any:
    """What valid JSON stands for."""
    top: list[Any] = []
    stack: list[Any] = [top]
    into: Any = top
    for many, match in enumerate(_MEMBER.finditer(text)):
        if many >= MOST:
            raise BadInput("the JSON has more values than can be looked through")
        name, string, number, opened, closed, word = match.groups()
        value: Any
        if string is not None:
            start, end = match.span(2)
            value = Leaf(read(string) if "\\" in string else string, start - 1, end + 1)
        elif closed is not None:
            stack.pop().end = match.end()
            into = stack[-1]
            continue
        elif opened is not None:
            value = Thing(match.start(4)) if opened == "{" else Row(match.start(4))
        elif number is not None:
            value = Leaf(_number(number), *match.span(3))
        else:
            value = Leaf(_WORDS[word], *match.span(6))
        if name is None:
            into.append(value)
        else:
            _put(into, read(name) if "\\" in name else name, value, match.span(1))
        if opened is not None:
            stack.append(value)
            into = value
            if len(stack) > DEEPEST:
                raise BadInput("the JSON is deeper than can be read")
    return top[0]


def _put(into: Thing, name: str, value: Any, span: tuple[int, int]) -> None:
    if name in into:
        raise BadInput("a name stands twice in one object of the JSON")
    into[name] = value
    into.names[name] = span[0] - 1, span[1] + 1


def _number(digits: str) -> int | float:
    whole = digits[1:] if digits[0] == "-" else digits
    return int(digits) if whole.isdigit() and len(whole) < 40 else float(digits)


def text_of(node: Any) -> str | None:
    """The text that stands there, or None."""
    return node.value if type(node) is Leaf and type(node.value) is str else None


def number_of(node: Any) -> int | None:
    """The whole number that stands there, or None."""
    return node.value if type(node) is Leaf and type(node.value) is int else None


def plain(node: Any) -> Any:
    """The same without places."""
    if type(node) is Thing:
        return {name: plain(one) for name, one in node.items()}
    return [plain(one) for one in node] if type(node) is Row else node.value
