"""An answer that comes in pieces: values in place of tokens, though a token comes in several pieces; no piece waits but
for the end of a token that has begun in it, and one without tokens leaves as it came.

A text runs through many events: that of a choice, of a tool's arguments, of an item of a response. Of each the end is
held back while it may be the beginning of a token. What is still held when its text ends leaves in an event of its own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from privet.core.botapi.rawjson import edited, written
from privet.core.llm import answer, sse
from privet.core.llm.answer import IN_JSON
from privet.core.llm.tokens import REACH, Count, Pair, Values, lost, mentioned, restored, unfinished
from privet.core.llm.tree import Leaf, Row, Thing, number_of, parse, plain, text_of
from privet.errors import BadInput, ChannelError

Key = tuple[object, ...]
"""Which text a piece belongs to."""

MOST_TEXTS = 4096
"""Texts that one stream runs through at most."""
MOST_COUNTED = 1 << 20
"""Characters of a text that are looked through for lost tokens."""


class _Text:
    """One text of a stream: what of it is held back, what left and what came, and how an event that ends it reads."""

    __slots__ = ("before", "came", "held", "last", "name", "size")

    def __init__(self) -> None:
        self.held = ""
        self.before = ""
        self.came: list[str] = []
        self.size = 0
        self.last: dict[str, Any] = {}
        self.name = b""


class Stream:
    """The stream of one answer. `json` says that its contents are JSON, as its request asked; `suffix` is added to the
    id of a response, so that the next request can be told whose it continues.
    """

    def __init__(self, values: Values, *, json: bool = False, suffix: str = "") -> None:
        self.values, self.count = values, Count()
        self._json, self._suffix = json, suffix
        self._texts: dict[Key, _Text] = {}
        self._of: defaultdict[object, dict[Key, None]] = defaultdict(dict)  # by what they belong to: the first of a key
        self._added, self._last = 0, -1  # events of our own, and the number of the last one

    def read(self, event: sse.Event) -> Thing | None:
        """What an event says; None for one that says nothing, or only that the stream ends. ChannelError where it is
        none of a model.
        """
        if not event.data or event.data.strip() == sse.DONE:
            return None
        try:
            tree = parse(event.data)[1]
        except BadInput:
            tree = None
        if type(tree) is not Thing:
            raise ChannelError("the model sent what is no event of its interface", retry=False)
        return tree

    def wanted(self, tree: Thing) -> set[Pair]:
        """The tokens that are whole once this came."""
        keys = {id(leaf): key for key, leaf in _pieces(tree)}
        found: set[Pair] = set()
        for _, leaf in answer.strings(tree):
            text = self._texts.get(keys.get(id(leaf), ()))
            found |= mentioned((text.held if text else "") + str(leaf.value))
        return found

    def passed(self, event: sse.Event, tree: Thing | None) -> list[bytes]:
        """What leaves now that this event came, read as `tree`."""
        if tree is None:
            return [*(self.ended() if event.data else ()), event.raw]
        keys, final = {id(leaf): key for key, leaf in _pieces(tree)}, _finished(tree)
        going = self._going(tree, final, set(keys.values()))
        before = [one for key in going for one in self._let_go(key)]
        edits = list(answer.without_logprobs(tree))
        for name, leaf in answer.strings(tree):
            said, key = str(leaf.value), keys.get(id(leaf))
            if key is None:
                new = answer.put_back(said, self.values, self.count, json=self._escaped(name))
            else:
                new = self._piece(key, said, event, tree, final=key[0] in final)
            if new != said:
                edits.append((leaf.start, leaf.end, written(new)))
        edits += self._numbered(tree) + answer.with_suffix(tree, self._suffix)
        text = event.data.decode("utf-8")
        return [*before, sse.told(edited(text, edits), event.name) if edits else event.raw]

    def _going(self, tree: Thing, final: set[int], here: set[Key]) -> list[Key]:
        """The texts that end with this event and are not continued by it, found without a look at every other one."""
        ends = _ends(tree)
        if ends is None:
            return list(self._texts)
        done = [key for first in ends for key in self._of.get(first, ())]
        return done + [key for first in final - ends for key in self._of.get(first, ()) if key not in here]

    def ended(self) -> list[bytes]:
        """What is still held back, at the end of the stream."""
        return [one for key in list(self._texts) for one in self._let_go(key)]

    def _escaped(self, name: str) -> bool:
        return name in IN_JSON or (self._json and name in answer.CONTENTS)

    def _piece(self, key: Key, said: str, event: sse.Event, tree: Thing, *, final: bool) -> str:
        """What of a text leaves now; all of it where it ends with this piece."""
        text = self._texts.get(key)
        if text is None:
            if len(self._texts) >= MOST_TEXTS:
                raise ChannelError("the model answers more texts than can be followed", retry=False)
            text = self._texts[key] = _Text()
            self._of[key[0]][key] = None
        whole = text.held + said
        at = len(whole) if final else unfinished(whole, self.values.kinds)
        text.held = whole[at:]
        if text.held:
            text.last, text.name = _alike(key, tree), event.name
        if text.size < MOST_COUNTED:
            text.came.append(said)
            text.size += len(said)
        escaped = key[1] == "arguments" or (key[1] == "content" and self._json)
        new = restored(whole[:at], self.values.known, self.count, escaped=escaped, before=text.before)
        text.before = (text.before + whole[:at])[-REACH:]
        if final:
            list(self._let_go(key))
        return new

    def _let_go(self, key: Key) -> Iterator[bytes]:
        """The end of a text: what was held of it, as an event of its own."""
        text = self._texts.pop(key)
        del self._of[key[0]][key]
        self.count.lost += lost("".join(text.came), self.values.given)
        if text.held:
            said = text.last
            if "sequence_number" in said:
                self._last += 1
                self._added += 1
                said["sequence_number"] = self._last
            yield sse.told(json.dumps(_filled(said, text.held), separators=(",", ":")).encode(), text.name)

    def _numbered(self, tree: Thing) -> list[answer.Edit]:
        """Events that come after one of ours are counted on."""
        leaf: Any = tree.get("sequence_number")
        value = number_of(leaf)
        if value is None:
            return []
        self._last = value + self._added
        return [(leaf.start, leaf.end, str(self._last))] if self._added else []


def _pieces(tree: Thing) -> Iterator[tuple[Key, Leaf]]:
    """Each text that an event continues: which one it is, and the piece."""
    type_ = text_of(tree.get("type"))
    if type_ is not None:
        if type_.endswith(".delta") and text_of(tree.get("delta")) is not None:
            sort = "arguments" if "arguments" in type_ else "content" if "output_text" in type_ else type_
            at = tuple(answer.index(tree.get(name)) for name in ("content_index", "summary_index"))
            item = text_of(tree.get("item_id")) or answer.index(tree.get("output_index"))
            yield (item, sort, *at), tree["delta"]
        return
    for choice in _row(tree, "choices"):
        delta = choice.get("delta") if type(choice) is Thing else None
        if type(delta) is Thing:
            yield from _of_choice(answer.index(choice.get("index")), delta)


def _of_choice(choice: int, delta: Thing) -> Iterator[tuple[Key, Leaf]]:
    for name, node in delta.items():
        if name != "role" and text_of(node) is not None:
            yield (choice, name), node
    for call in _row(delta, "tool_calls"):
        function = call.get("function") if type(call) is Thing else None
        if type(function) is Thing and text_of(function.get("arguments")) is not None:
            yield (choice, "arguments", answer.index(call.get("index"))), function["arguments"]
    function = delta.get("function_call")
    if type(function) is Thing and text_of(function.get("arguments")) is not None:
        yield (choice, "arguments", -1), function["arguments"]


def _row(tree: Thing, name: str) -> list[Any]:
    """What a list under this name holds; nothing where there is none."""
    found = tree.get(name)
    return found if type(found) is Row else []


def _finished(tree: Thing) -> set[int]:
    """The choices that end with this event."""
    return {
        answer.index(one.get("index"))
        for one in _row(tree, "choices")
        if type(one) is Thing and text_of(one.get("finish_reason"))
    }


def _ends(tree: Thing) -> set[object] | None:
    """Whose texts an event of a response ends: one that says an item is done ends the item's; the last (None) all."""
    type_ = text_of(tree.get("type")) or ""
    if type_ in ("response.completed", "response.incomplete", "response.failed", "error"):
        return None
    if not type_.endswith(".done"):
        return set()
    named = text_of(tree.get("item_id"))
    if named is None and type(tree.get("item")) is Thing:
        named = text_of(tree["item"].get("id"))
    return {answer.index(tree.get("output_index"))} | ({named} if named is not None else set())


_HELD = "\0held"


def _alike(key: Key, tree: Thing) -> dict[str, Any]:
    """An event that continues this text alone, with a place for what is said."""
    if text_of(tree.get("type")) is not None:
        made: dict[str, Any] = plain(tree)
        return made | {"delta": _HELD} | ({answer.LOGPROBS: []} if answer.LOGPROBS in made else {})
    top = {name: plain(one) for name, one in tree.items() if type(one) is Leaf}
    delta: dict[str, Any] = {str(key[1]): _HELD}
    if key[1] == "arguments":
        function = {"arguments": _HELD}
        delta = (
            {"function_call": function} if key[2] == -1 else {"tool_calls": [{"index": key[2], "function": function}]}
        )
    return top | {"choices": [{"index": key[0], "delta": delta, "finish_reason": None}]}


def _filled(node: Any, said: str) -> Any:
    if isinstance(node, Mapping):
        return {name: _filled(one, said) for name, one in node.items()}
    if isinstance(node, list):
        return [_filled(one, said) for one in node]
    return said if node == _HELD else node
