"""JSON that is changed in place: what is replaced is cut out and put in, every other character stays as it came.

`parse` gives objects and lists as such; a text or number is a leaf that knows where it stands. Size and depth are
bounded, and a name that stands twice in one object is refused, since two readers would read it differently.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, NoReturn

import msgspec

from privet.errors import BadInput

LARGEST = 4 << 20
"""Bytes of JSON that are read."""
DEEPEST = 64
"""Objects and lists within each other."""
LONGEST_NUMBER = 40
"""Digits of a whole number that is read as one."""


class Leaf(msgspec.Struct, gc=False):
    """A text or number, and where it stands in the JSON, quotes included."""

    value: str | int | float
    start: int
    end: int

    def __repr__(self) -> str:
        return "Leaf(…)"


_STRING = r'"([^"\\]*(?:\\.[^"\\]*)*)"'
_MEMBER = re.compile(
    rf"[\s,]*(?:{_STRING}\s*:\s*)?(?:{_STRING}|(-?[0-9][0-9.eE+-]*)|([{{\[])|([}}\]])|(true|false|null))", re.DOTALL
)
"""A value with its name, where it has one, or what ends an object or a list; used on what is JSON only."""
_HALF = re.compile("[\ud800-\udfff]")
_WORDS = {"true": True, "false": False, "null": None}
_decode = json.JSONDecoder(strict=False).decode


def parse(raw: bytes) -> tuple[str, Any]:
    """The JSON as text, and what it says. BadInput says nothing of what it held."""
    if len(raw) > LARGEST:
        raise BadInput("the JSON is longer than can be read")
    try:
        text = raw.decode("utf-8")
        _checked(raw)
    except (ValueError, RecursionError):
        raise BadInput("this is no JSON in UTF-8") from None
    return text, _built(text)


def _checked(raw: bytes) -> None:
    """Raise ValueError or RecursionError where `raw` is no JSON."""
    try:
        msgspec.json.decode(raw, type=msgspec.Raw)
    except msgspec.DecodeError:
        json.loads(raw, parse_constant=_no_number)  # it lets half a surrogate pair pass, which Telegram might send


def _no_number(_: str) -> NoReturn:
    raise ValueError


def _built(text: str) -> Any:
    """What valid JSON stands for."""
    top: list[Any] = []
    stack: list[Any] = [top]
    into: Any = top
    for match in _MEMBER.finditer(text):
        name, string, number, opened, closed, word = match.groups()
        value: Any
        if string is not None:
            start, end = match.span(2)
            value = Leaf(read(string) if "\\" in string else string, start - 1, end + 1)
        elif closed is not None:
            stack.pop()
            into = stack[-1]
            continue
        elif number is not None:
            value = Leaf(_number(number), *match.span(3))
        elif opened is not None:
            value = {} if opened == "{" else []
        else:
            value = _WORDS[word]
        if name is None:
            into.append(value)
        else:
            if "\\" in name:
                name = read(name)
            if name in into:
                raise BadInput("a name stands twice in one object of the JSON")
            into[name] = value
        if opened is not None:
            stack.append(value)
            into = value
            if len(stack) > DEEPEST:
                raise BadInput("the JSON is deeper than can be read")
    return top[0]


def read(string: str) -> str:
    """What a text with escapes says, given without its quotes; half a surrogate pair, which nothing can keep, becomes
    U+FFFD.
    """
    value: str = _decode(f'"{string}"')
    if _HALF.search(value):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def _number(digits: str) -> int | float:
    whole = digits[1:] if digits[0] == "-" else digits
    return int(digits) if whole.isdigit() and len(whole) < LONGEST_NUMBER else float(digits)


def edited(text: str, edits: Iterable[tuple[int, int, str]]) -> bytes:
    """`text` with each (start, end, what stands there instead), which do not overlap."""
    pieces: list[str] = []
    at = 0
    for start, end, new in sorted(edits):
        pieces += (text[at:start], new)
        at = end
    pieces.append(text[at:])
    return "".join(pieces).encode()


written = json.encoder.encode_basestring_ascii
"""A text as it stands in JSON, in ASCII as Telegram writes it."""
