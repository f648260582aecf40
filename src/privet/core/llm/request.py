"""A request to a language model: every text in it that leaves, and the request written again with what became of them.

What is not looked through is named here, a short list: names of models, roles, types and functions, ids that the other
side made, each only in its own place and grammar. All else is: contents of every role, tools and their arguments and
results, schemas, metadata, names of members that do not read like names of fields, numbers where a number may be
somebody's. What cannot be looked through (images, sound, files, token numbers) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from privet.core.botapi.rawjson import edited, written
from privet.core.llm.item import NAME as NAME
from privet.core.llm.item import TEXT as TEXT
from privet.core.llm.item import WHOSE as WHOSE
from privet.core.llm.item import Item as Item
from privet.core.llm.naming import continued
from privet.core.llm.tree import Leaf, Row, Thing, inner, text_of
from privet.errors import BadInput

See = Callable[[Item], str]
"""Told of each text in order; answers what stands there instead."""

_FEW_DIGITS = r"(?!.*[0-9]{7})(?!(?:[^0-9]*[0-9]){9})"
"""Enough for a date, too few for a number of somebody's, in pieces or not."""
_WORD = re.compile(_FEW_DIGITS + r"[a-z][a-z0-9_.-]{0,63}")
_MODEL = re.compile(r"(?=.*[A-Za-z])(?!.*[0-9]{9})(?!(?:[^0-9]*[0-9]){13})[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}")
_FUNCTION = re.compile(_FEW_DIGITS + r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_ID = re.compile(
    r"[A-Za-z]{2,16}[_-](?:[0-9a-f]{24,64}|(?=.*[0-9])(?!.*[0-9]{7})(?!.*[0-9][_-][0-9]+[_-][0-9])(?!.*[0-9]{3}[_-][0-9]{3})"
    r"[A-Za-z0-9_-]{1,160})"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
"""What programs and models draw: long and hexadecimal, or with digits that can be no number of somebody's; letters
alone may be somebody's name.
"""
_SEALED = re.compile(r"[A-Za-z0-9+/=_-]{64,}")
_BINARY = re.compile(r"data:[^\s,]{0,200},\S*|[A-Za-z0-9+/_-]{200,}={0,2}")
"""What is no text though it stands where one may: an address with its data in it, base64 without a gap."""
_FIELD = re.compile(r"(?!(?:[^0-9]*[0-9]){8})\$?[A-Za-z](?:[A-Za-z_-]|[0-9]{1,4}(?![0-9])){0,63}")
"""What reads like the name of a field: it may name what it holds, but holds nothing itself."""

_PLAIN: dict[str, re.Pattern[str]] = {
    **dict.fromkeys((
        "role", "type", "object", "status", "encoding_format", "service_tier", "truncation", "detail", "effort",
        "verbosity", "tool_choice", "modalities", "mode", "include", "phase", "prompt_cache_retention", "ranker",
        "generate_summary", "search_context_size", "syntax", "execution",
    ), _WORD),
    "model": _MODEL,
    **dict.fromkeys((
        "id", "tool_call_id", "call_id", "item_id", "previous_response_id", "response_id", "conversation",
        "approval_request_id",
    ), _ID),
    **dict.fromkeys(("encrypted_content", "signature", "thought_signature"), _SEALED),
}  # fmt: skip
"""What is left as it is where it has this grammar, outside of what is free."""

_SCHEMAS = frozenset({"parameters", "schema", "json_schema", "input_schema"})
_FREE = frozenset({"metadata", "variables", "env", "user_location", "arguments"})
_CONTENTS = frozenset({"content", "output", "result", "results"})
"""Below these names anything may stand: names of members and numbers are looked through too. So it may in contents
that are an object of no type.
"""
STRICT, LOOSE, SCHEMA, INNER = "", "loose", "schema", "inner"
"""Where a value stands: where the interface says what does; where anything does; in a schema; in JSON in a text."""
_OUTER = frozenset({STRICT, LOOSE})
"""Where parts of a message may stand."""
_SAID = frozenset({
    "content", "text", "input", "output", "arguments", "instructions", "refusal", "transcript", "query",
    "description", "prompt",
})  # fmt: skip
"""Where a text stands that somebody says, whatever it reads like."""
_WHOSE = frozenset({"user", "safety_identifier", "prompt_cache_key"})
_TOOLS = frozenset({"function", "custom", "function_call", "functions", "tools", "tool_choice"})
_CALLS = frozenset({"function", "custom", "function_call", "custom_tool_call", "mcp_call", "mcp_approval_request"})
"""Under which names a function is named, and what says that it names one itself."""
_OPAQUE_PARTS = frozenset({
    "image_url", "input_image", "input_audio", "input_file", "file", "image", "computer_screenshot",
    "image_generation_call", "video_url", "input_video",
})  # fmt: skip
_OPAQUE_NAMES = frozenset({"file_data", "image_url", "b64_json", "input_audio", "file_id", "audio"})
NOT_SEEN = "images, sound and files cannot be looked through, so they do not leave"
NUMBERS = "token numbers cannot be looked through, so they do not leave: send the text"
_COUNTS = frozenset({"seed", "created", "created_at", "max_tokens", "max_completion_tokens", "max_output_tokens"})
"""Numbers that are nobody's, where they are short."""
_SHORT = 12
_BIAS = re.compile("[0-9]{1,6}")
_ESCAPE = re.compile(r"\\u((?!00[0-1]|0022|005[cC]|[dD][89a-fA-F])[0-9a-fA-F]{4})")
_SCHEMA_WORDS = frozenset({"type", "format", "$ref", "$schema"})
LONGEST_CUE = 40
MOST_ITEMS = 20_000


def written_again(text: str, tree: Any, see: See) -> bytes:
    """The request, read by `tree.parse`, with what `see` answers for each of its texts. Raises BadInput for what cannot
    be looked through.
    """
    if type(tree) is not Thing:
        raise BadInput("the request is no object")
    return edited(text, _Walk(text, see).below(tree))


def items(text: str, tree: Any) -> list[Item]:
    """Every text of a request that leaves, in order."""
    found: list[Item] = []

    def see(one: Item) -> str:
        if len(found) >= MOST_ITEMS:
            raise BadInput("the request has more texts than can be looked through")
        found.append(one)
        return one.text

    written_again(text, tree, see)
    return found


class _Walk:
    """Goes through a request and notes what is to be replaced."""

    def __init__(self, text: str, see: See) -> None:
        self._text, self._see = text, see
        self._edits: list[tuple[int, int, str]] = []
        self._runs = self._run = 0

    def below(self, tree: Thing) -> list[tuple[int, int, str]]:
        """What is to be replaced in a whole request."""
        for name, node in tree.items():
            if name in _WHOSE:
                self._whose(node)
            elif name == "previous_response_id" and (before := continued(text_of(node) or "")):
                known = before[0] if _ID.fullmatch(before[0]) else self._see(Item(before[0]))
                self._edits.append((node.start, node.end, written(known)))
            elif name in ("input", "prompt") and type(node) is Row and _numbers(node):
                raise BadInput(NUMBERS)
            elif name not in _COUNTS or type(node) is not Leaf or node.end - node.start > _SHORT:
                self._named(name, tree, node, STRICT, "")
            self._name(tree, name)
        return self._edits

    def free(self, tree: Any) -> list[tuple[int, int, str]]:
        """What is to be replaced in JSON that stands in a text."""
        self._thing(tree, "", INNER)
        return self._edits

    def _thing(self, node: Any, cue: str, mode: str) -> None:
        if type(node) is Thing:
            sort = text_of(node.get("type"))
            if mode in _OUTER and sort in _OPAQUE_PARTS:
                raise BadInput(NOT_SEEN)
            if mode == STRICT and cue in _CONTENTS and (sort is None or not _WORD.fullmatch(sort)):
                mode = LOOSE
            for name, one in node.items():
                self._named(name, node, one, mode, cue)
                if cue != "logit_bias" or not _BIAS.fullmatch(name):
                    self._name(node, name)
        elif type(node) is Row:
            before = self._run
            if mode in _OUTER and cue in _CONTENTS:
                self._runs += 1
                self._run = self._runs
            for one in node:
                self._thing(one, cue, mode)
            self._run = before
        else:
            self._value(node, cue, mode)

    def _named(self, name: str, holder: Thing, node: Any, mode: str, cue: str) -> None:
        """A member: left as it is where it is one of what is named above. `cue` is what its holder is called."""
        value = text_of(node)
        if mode in _OUTER:
            self._seen(name, node, mode)
            if cue == "metadata" and name == "conversation":
                self._whose(node)
                return
            if mode == STRICT:
                mode = SCHEMA if name in _SCHEMAS else LOOSE if name in _FREE else STRICT
        if value is None:
            if mode == STRICT and name in ("modalities", "include"):
                for one in node if type(node) is Row else ():
                    self._named(name, holder, one, mode, cue)
                return
            self._thing(node, name, mode)
        elif mode == STRICT and name == "name":
            self._called(holder, node, value, cue)
        elif mode == STRICT and (grammar := _PLAIN.get(name)) is not None and grammar.fullmatch(value):
            return
        elif mode != SCHEMA or name not in _SCHEMA_WORDS or not _WORD.fullmatch(value):
            self._value(node, name, mode)

    def _seen(self, name: str, node: Any, mode: str) -> None:
        """Raise BadInput for what cannot be looked through."""
        value = text_of(node)
        if name in _OPAQUE_NAMES and (type(node) is not Leaf or (mode == STRICT and value is not None)):
            raise BadInput(NOT_SEEN)
        sealed = _PLAIN.get(name) is _SEALED
        if value is not None and name not in _SAID and not sealed and _BINARY.fullmatch(value):
            raise BadInput(NOT_SEEN)

    def _called(self, holder: Thing, node: Leaf, value: str, cue: str) -> None:
        """A function's name stays; what the author of a message is called is a name, and so may be any other."""
        role = text_of(holder.get("role"))
        if role is not None and role not in ("tool", "function"):
            self._leaf(node, "", NAME)
        elif role is None and cue not in _TOOLS and text_of(holder.get("type")) not in _CALLS:
            self._leaf(node, "name")
        elif not _FUNCTION.fullmatch(value):
            self._leaf(node, "")

    def _value(self, node: Leaf, name: str, mode: str) -> None:
        if type(node.value) is str:
            self._leaf(node, _cue(name) if mode != STRICT else "")
        elif type(node.value) in (int, float) and node.end - node.start > (2 if mode != STRICT else 5):
            digits = self._text[node.start : node.end]
            new = self._see(Item(digits, _cue(name)))
            if new != digits:
                self._edits.append((node.start, node.end, written(new)))

    def _whose(self, node: Any) -> None:
        """A name of somebody, also where it is a number."""
        if type(node) is Leaf and type(node.value) in (int, float):
            new = self._see(Item(self._text[node.start : node.end], "", WHOSE))
            self._edits.append((node.start, node.end, written(new)))
        elif type(node) is Leaf:
            self._leaf(node, "", WHOSE)
        else:
            self._thing(node, "", INNER)

    def _leaf(self, node: Any, cue: str, sort: str = TEXT) -> None:
        value = text_of(node)
        if not value:
            return
        nested = inner(value) if sort == TEXT else None
        if nested is None:
            read = _read(value) if sort == TEXT else value
            new = self._see(Item(read, cue, sort, self._run if sort == TEXT else 0))
            new = value if new == read else new
        else:
            new = edited(value, _Walk(value, self._see).free(nested)).decode()
        if new != value:
            self._edits.append((node.start, node.end, written(new)))

    def _name(self, holder: Thing, name: str) -> None:
        """The name of a member that does not read like one of a field."""
        if name and not _FIELD.fullmatch(name):
            new = self._see(Item(name))
            if new != name:
                self._edits.append((*holder.names[name], written(new)))


def _read(text: str) -> str:
    """A text with the letters that stand in it as escapes of JSON: it may hold a piece of some."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "\\u" in text else text


def _cue(name: str) -> str:
    return name.replace("_", " ") if name and len(name) <= LONGEST_CUE and _FIELD.fullmatch(name) else ""


def _numbers(row: Row) -> bool:
    """Whether a list holds numbers, or lists of them."""
    return any(
        _numbers(one) if type(one) is Row else type(one) is Leaf and type(one.value) in (int, float) for one in row
    )
