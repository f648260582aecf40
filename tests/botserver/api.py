"""The published list of methods, parameters and types (api.txt): what a call must be like, and values of every type."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

LINE = re.compile(r"  (\S+) (.+?)(!?)")
HEAD = re.compile(r"(method|type) (\w+)(?: -> (\S+))?")


class Field(NamedTuple):
    """A parameter or a field: the alternatives of what it may be, and whether it must be there."""

    kinds: tuple[str, ...]
    must: bool


@dataclass(frozen=True)
class Form:
    """A method or a type: its fields; what a method returns."""

    fields: dict[str, Field]
    returns: tuple[str, ...] = ()


class Refusal(Exception):
    """What the Bot API answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    @property
    def body(self) -> dict[str, Any]:
        said: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return said | ({"parameters": self.parameters} if self.parameters else {})


def bad(words: str) -> Refusal:
    """A refusal of what was asked."""
    return Refusal(400, f"Bad Request: {words}")


@cache
def forms() -> dict[str, dict[str, Form]]:
    """Methods and types, each by name."""
    found: dict[str, dict[str, Form]] = {"method": {}, "type": {}}
    fields: dict[str, Field] = {}
    for line in Path(__file__).with_name("api.txt").read_text("utf-8").splitlines():
        if head := HEAD.fullmatch(line):
            fields = {}
            found[head[1]][head[2]] = Form(fields, tuple(alternatives(head[3] or "")))
        else:
            field = LINE.fullmatch(line)
            assert field is not None, line
            fields[field[1]] = Field(tuple(alternatives(field[2])), bool(field[3]))
    return found


def alternatives(kinds: str) -> list[str]:
    """The parts of `A|[B|C]|D`."""
    return re.findall(r"\[.*\]|[^|]+", kinds)


def methods() -> dict[str, Form]:
    """Every method, by its name in lower case: Telegram takes any."""
    return _methods()


@cache
def _methods() -> dict[str, Form]:
    return {name.lower(): form for name, form in forms()["method"].items()}


@cache
def names() -> dict[str, str]:
    """Methods as they are published, by their names in lower case."""
    return {name.lower(): name for name in forms()["method"]}


def checked(method: str, values: Mapping[str, Any], files: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a call as they are meant; Refusal where one is none, is missing, or holds what it cannot."""
    form = methods()[method.lower()]
    for name in values.keys() | files.keys():
        if name not in form.fields and name not in attached(values):
            raise bad(f"strict: {method} has no parameter {name}")
    found = {}
    for name, field in form.fields.items():
        if name in files:
            if "file" not in field.kinds:
                raise bad(f"strict: {name} of {method} is no file")
            found[name] = files[name]
            continue
        value = values.get(name)
        if value is None or value == "":
            if field.must:
                raise bad(EMPTY.get(name, f"parameter {name} is required"))
            continue
        found[name] = meant(value, field.kinds, f"{method}.{name}")
    return found


EMPTY = {"text": "message text is empty", "chat_id": "chat_id is empty", "message_id": "message_id is empty"}


def attached(values: Mapping[str, Any]) -> set[str]:
    """Names of files that parameters point to by attach://."""
    return set(re.findall(r"attach://([\w-]+)", json.dumps(list(values.values()), default=str)))


def meant(value: Any, kinds: tuple[str, ...], where: str) -> Any:
    """A parameter's value, which forms say as text."""
    if isinstance(value, str) and "str" not in kinds and "file" not in kinds:
        if kinds == ("bool",) and value.lower() in ("true", "false", "1", "0", "yes", "no"):
            return value.lower() in ("true", "1", "yes")
        try:
            value = json.loads(value)
        except ValueError:
            raise bad(f"can't parse {where}") from None
    if isinstance(value, str) and "int" in kinds and re.fullmatch(r"-?[0-9]{1,19}", value):
        value = int(value)
    wrong = mismatch(value, kinds, where)
    if wrong:
        raise bad(f"strict: {wrong}")
    return value


SIMPLE: dict[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, str) and proper(value),
    "file": lambda value: isinstance(value, str),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63,
    "float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "bool": lambda value: isinstance(value, bool),
    "any": lambda value: True,
    "rich": lambda value: rich(value),
}


def rich(value: Any) -> bool:
    """Is it a text with marks: a string, a list of such, or one of the types whose names begin with RichText?"""
    if isinstance(value, list):
        return all(map(rich, value))
    kinds = tuple(name for name in forms()["type"] if re.fullmatch("RichText[A-Z].*", name))
    return SIMPLE["str"](value) or not mismatch(value, kinds, "")


def proper(text: str) -> bool:
    """Is it Unicode, without halves of surrogate pairs?"""
    try:
        return bool(text.encode()) or not text
    except UnicodeEncodeError:
        return False


def mismatch(value: Any, kinds: tuple[str, ...], where: str) -> str:
    """Why a value is none of these; "" where it is one."""
    reasons = []
    for kind in kinds:
        reason = differs(value, kind, where)
        if not reason:
            return ""
        reasons.append(reason)
    deep = [one for one in reasons if not one.startswith(f"{where} is no ")]
    return deep[0] if deep else reasons[0]


def differs(value: Any, kind: str, where: str) -> str:
    """Why a value is not of this kind."""
    if kind[0] == "=":
        return "" if str(value) == kind[1:] else f"{where} is no {kind[1:]}"
    if kind in SIMPLE:
        return "" if SIMPLE[kind](value) else f"{where} is no {kind}"
    if kind[0] == "[":
        if not isinstance(value, list):
            return f"{where} is no list"
        inner = tuple(alternatives(kind[1:-1]))
        return next(filter(None, (mismatch(one, inner, f"{where}[{at}]") for at, one in enumerate(value))), "")
    form = forms()["type"].get(kind)
    if form is None or not isinstance(value, dict):
        return f"{where} is no {kind}"
    fixed = [name for name, field in form.fields.items() if field.kinds[0][0] == "=" and name in value]
    for name in [*fixed, *value]:
        if name not in form.fields:
            return f"{where}.{name} is no field of {kind}"
        if value[name] is not None and (wrong := mismatch(value[name], form.fields[name].kinds, f"{where}.{name}")):
            return f"{where} is no {kind}: {wrong}" if name in fixed else wrong
    missing = [name for name, field in form.fields.items() if field.must and value.get(name) is None]
    return f"{where}.{missing[0]} is missing" if missing else ""


def made(kinds: tuple[str, ...]) -> Any:
    """The least value of the first of these kinds."""
    kind = kinds[0]
    if kind[0] == "=":
        return kind[1:]
    if kind[0] == "[":
        return []
    if kind in SIMPLE:
        return {"str": "x", "file": "x", "rich": "x", "int": 1, "float": 1.0, "bool": True, "any": True}[kind]
    return {name: made(field.kinds) for name, field in forms()["type"][kind].fields.items() if field.must}


Plant = Callable[[str, str], Any]
"""Says what stands in a simple field, by its path ("Message.chat.title") and its kind."""


def full(kind: str, plant: Plant, depth: int = 3, path: str = "") -> Any:
    """A value of a type with every field that it can have, `depth` types deep."""
    path = path or kind
    if kind[0] == "=":
        return kind[1:]
    if kind[0] == "[":
        return [full(one, plant, depth, path) for one in alternatives(kind[1:-1])[:1]]
    if kind in SIMPLE:
        return plant(path, kind)
    found = {}
    for name, field in forms()["type"][kind].fields.items():
        first = field.kinds[0]
        flat = first in SIMPLE or first[0] == "="
        if field.must or flat or depth > 0:
            found[name] = full(first, plant, depth - (not flat), f"{path}.{name}")
    return found
