"""What a language model answered, whole: values in place of its tokens, wherever a text stands; log-probabilities are
taken out, since they say of tokens what no longer stands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from privet.core.botapi.rawjson import edited, written
from privet.core.llm.tokens import Count, Values, lost, mentioned, restored
from privet.core.llm.tree import Leaf, Row, Thing, inner, number_of, text_of

LOGPROBS = "logprobs"
IN_JSON = frozenset({"arguments", "partial_json"})
"""Texts that are JSON themselves, whole or in pieces."""
CONTENTS = frozenset({"content", "text", "delta"})
Edit = tuple[int, int, str]


def strings(tree: Any, name: str = "") -> Iterator[tuple[str, Leaf]]:
    """Every text of an answer, and the name under which it stands."""
    if type(tree) is Thing:
        for member, one in tree.items():
            yield from strings(one, member)
    elif type(tree) is Row:
        for one in tree:
            yield from strings(one, name)
    elif type(tree.value) is str:
        yield name, tree


def tokens(tree: Any) -> set[tuple[int, int]]:
    """Every token that an answer mentions."""
    return {one for _, leaf in strings(tree) for one in mentioned(str(leaf.value))}


def whole(text: str, tree: Any, values: Values, count: Count, *, json: bool = False, suffix: str = "") -> bytes:
    """An answer with values in place of its tokens. `json` says that its contents are JSON, as its request asked;
    `suffix` is added to the id of a response.
    """
    edits = [*without_logprobs(tree), *with_suffix(tree, suffix)]
    for name, leaf in strings(tree):
        said = str(leaf.value)
        count.lost += lost(said, values.given)
        new = put_back(said, values, count, json=name in IN_JSON or (json and name in CONTENTS))
        if new != said:
            edits.append((leaf.start, leaf.end, written(new)))
    return edited(text, _apart(edits))


def put_back(said: str, values: Values, count: Count, *, json: bool) -> str:
    """One text with its values; where it is JSON, asked for or not, they are escaped as texts in it."""
    if "[" not in said:
        return said
    return restored(said, values.known, count, escaped=json or inner(said) is not None)


def without_logprobs(tree: Any) -> Iterator[Edit]:
    """What takes log-probabilities out: null where there is an object, nothing in a list."""
    if type(tree) is Thing:
        for name, one in tree.items():
            if name == LOGPROBS and type(one) in (Thing, Row):
                yield one.start, one.end, "null" if type(one) is Thing else "[]"
            else:
                yield from without_logprobs(one)
    elif type(tree) is Row:
        for one in tree:
            yield from without_logprobs(one)


def _apart(edits: list[Edit]) -> list[Edit]:
    """Those that lie within none of the others."""
    kept: list[Edit] = []
    for one in sorted(edits, key=lambda each: (each[0], -each[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def identified(tree: Any) -> Leaf | None:
    """Where a response says its id, in an answer or in an event of a stream."""
    if type(tree) is not Thing:
        return None
    if text_of(tree.get("object")) == "response" and text_of(tree.get("id")):
        found: Leaf = tree["id"]
        return found
    return identified(tree.get("response"))


def with_suffix(tree: Any, suffix: str) -> list[Edit]:
    """What adds to the id of a response, so that the next request can be told whose it continues."""
    leaf = identified(tree) if suffix else None
    return [] if leaf is None else [(leaf.start, leaf.end, written(f"{leaf.value}{suffix}"))]


def index(node: Any) -> int:
    """Which of several it is; 0 where it does not say."""
    return number_of(node) or 0
