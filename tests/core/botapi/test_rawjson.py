"""JSON changed in place: what is not replaced stays character for character, and each text says where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.botapi import rawjson
from privet.core.botapi.rawjson import Leaf
from privet.errors import BadInput

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def plain(node: Any) -> Any:
    if isinstance(node, Leaf):
        return node.value
    if isinstance(node, list):
        return [plain(one) for one in node]
    return {name: plain(one) for name, one in node.items()} if isinstance(node, dict) else node


def leaves(node: Any) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, list | dict):
        for one in node.values() if isinstance(node, dict) else node:
            yield from leaves(one)


@given(VALUES, st.booleans(), st.sampled_from([None, 0, 2]))
def test_it_says_what_json_says_and_where(value: Any, ascii_: bool, indent: int | None) -> None:
    raw = json.dumps(value, ensure_ascii=ascii_, indent=indent).encode("utf-8", "replace")
    text, read = rawjson.parse(raw)
    assert plain(read) == json.loads(raw)
    for leaf in leaves(read):
        assert json.loads(text[leaf.start : leaf.end]) == leaf.value
    assert rawjson.edited(text, []) == raw


@given(VALUES, st.randoms(use_true_random=False))
def test_what_is_replaced_is_all_that_changes(value: Any, chance: Any) -> None:
    raw = json.dumps(value).encode()
    text, read = rawjson.parse(raw)
    chosen = [leaf for leaf in leaves(read) if chance.random() < 0.5]
    chance.shuffle(chosen)
    got = rawjson.edited(text, [(leaf.start, leaf.end, '"[T]"') for leaf in chosen])
    at = {leaf.start: leaf.end for leaf in chosen}
    want, place = "", 0
    while place < len(text):
        want += '"[T]"' if place in at else text[place]
        place = at.get(place, place + 1)
    assert got == want.encode()


@given(st.text())
def test_a_text_is_written_so_that_any_reader_reads_it(text: str) -> None:
    assert rawjson.written(text).isascii()
    assert json.loads(rawjson.written(text)) == text


def test_numbers_keep_what_they_are() -> None:
    _, read = rawjson.parse(b"[1, -2, 1.50, 1e3, 123456789012345678, " + b"9" * 50 + b"]")
    assert [one.value for one in read] == [1, -2, 1.5, 1000.0, 123456789012345678, 1e50]
    assert [type(one.value) for one in read] == [int, int, float, float, int, float]


def test_half_a_surrogate_pair_becomes_a_sign_that_can_be_kept() -> None:
    text, read = rawjson.parse(rb'{"a":"x\ud83d y","b":"\ud83d\ude00"}')
    assert plain(read) == {"a": "x\ufffd y", "b": "😀"}
    assert rawjson.edited(text, []) == rb'{"a":"x\ud83d y","b":"\ud83d\ude00"}'


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b'{"a":1,}', b"[1 2]", b'{"a":NaN}', b'{"a":"\\ud83d","b":NaN}', b"\xff", b'{"a":"\xff"}', b'"\x01"',
        b'{"a":01}', b'{"a":1}x', b"[" * 100_000, b"[" * 65 + b"]" * 65, b'{"a":' * 70 + b"1" + b"}" * 70,
        b'{"a":1,"a":2}', b'{"a":1,"\\u0061":2}', b'"' + b"x" * rawjson.LARGEST + b'"',
    ],
    ids=range(17),
)  # fmt: skip
def test_what_two_readers_would_read_differently_or_never_finish_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput):
        rawjson.parse(raw)


def test_a_refusal_does_not_repeat_what_it_refuses() -> None:
    for raw in (b'{"card 4111111111111111":1,"card 4111111111111111":2}', b'{"4111111111111111'):
        with pytest.raises(BadInput) as refused:
            rawjson.parse(raw)
        assert "4111" not in str(refused.value)
    assert "4111" not in repr(Leaf("4111111111111111", 0, 18))


def test_sixty_four_deep_is_read() -> None:
    assert rawjson.parse(b"[" * 63 + b"]" * 63)[1]
