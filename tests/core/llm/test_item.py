"""Parts of one message are looked through together as well: what their ends cut in two is found in both."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from privet.core.detect import Scanner
from privet.core.finding import CHECKSUM, MODEL, Finding
from privet.core.llm import request
from privet.core.llm.item import Item, adjoined, together
from privet.core.llm.tree import parse
from privet.plugins.detectors import every

SCANNER = Scanner(every(("US", "GB")))


def parts(*texts: str) -> list[Item]:
    body = {"messages": [{"role": "user", "content": [{"type": "text", "text": one} for one in texts]}]}
    return request.items(*parse(json.dumps(body).encode()))


def found(*texts: str) -> list[list[str]]:
    """What is found of each part, by its own characters."""
    items = parts(*texts)
    own = [SCANNER.scan(one.text) for one in items]
    made = adjoined(items, own, {one.text: SCANNER.scan(one.text) for one in together(items)})
    assert made is not None
    return [[item.text[one.start : one.end] for one in each] for item, each in zip(items, made, strict=True)]


def test_a_value_that_parts_cut_is_found_in_each() -> None:
    assert found("card 4111 1111", "1111 1111.") == [["4111 1111"], ["1111 1111"]]
    assert found("card 4111 11", "11 1111 ", "1111 ok") == [["4111 11"], ["11 1111 "], ["1111"]]
    assert found("ann@exam", "ple.com") == [["ann@exam"], ["ple.com"]]
    assert found("my password is", "hunter2-Xy")[1] == ["hunter2-Xy"]
    assert found("hello", "there") == [[], []]


def test_only_parts_of_one_message_are_read_together() -> None:
    assert together(parts("one")) == []
    both: Any = {"messages": [{"content": [{"type": "text", "text": one}]} for one in ("4111 1111", "1111 1111")]}
    assert together(request.items(*parse(json.dumps(both).encode()))) == []
    one = together(parts("a", "b"))
    assert [(each.items, each.starts, each.text) for each in one] == [((0, 1), (0, 1), "ab"), ((0, 1), (0, 2), "a b")]
    assert repr(one[0]) == "Together((0, 1))"


def test_what_a_part_says_by_itself_holds_and_is_made_longer_where_it_must() -> None:
    items = [Item("ab", run=1), Item("cd", run=1)]

    def one(start: int, end: int, strength: int = CHECKSUM) -> Finding:
        return Finding(start, end, "CARD", 1.0, "x", "x", strength)

    spans = [one(1, 3)], [one(1, 2, MODEL)]
    for own, more in (([one(0, 2)], spans[0]), ([one(0, 1)], spans[0])):
        made = adjoined(items, [list(own), []], {"abcd": more, "ab cd": spans[1]})
        assert made is not None
        assert [(each.start, each.end) for each in made[0]] == ([(0, 2)] if own[0].end == 2 else [(0, 1), (1, 2)])
        assert [(each.start, each.end) for each in made[1]] == [(0, 1)]
    made = adjoined(items, [[], [one(0, 1)]], {"abcd": [one(2, 4)], "ab cd": []})
    assert made == [[], [one(0, 2)._replace(canonical="cd")]]
    met = adjoined(items, [[one(0, 1)], []], {"abcd": [], "ab cd": [Finding(0, 5, "CARD", 1.0, "x", "x", CHECKSUM)]})
    assert met is not None
    assert [[(each.start, each.end) for each in those] for those in met] == [[(0, 2)], [(0, 2)]]
    assert adjoined(items, [[], []], {"abcd": None, "ab cd": []}) is None


@given(st.lists(st.sampled_from(["4111 1111 1111 1111", "ann@example.com", "x", " ", "to be"]), max_size=6), st.data())
def test_wherever_it_is_cut_nothing_of_a_card_or_an_address_is_left(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=3)))
    pieces = [one for one in (text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)) if one]
    if not pieces:
        return
    items = parts(*pieces)
    own = [SCANNER.scan(one.text) for one in items]
    made = adjoined(items, own, {one.text: SCANNER.scan(one.text) for one in together(items)})
    assert made is not None
    left = ""
    for item, each in zip(items, made, strict=True):
        last = 0
        for one in each:
            assert last <= one.start < one.end <= len(item.text)
            left, last = left + item.text[last : one.start], one.end
        left += item.text[last:]
    assert "4111" not in left
    assert "ann@" not in left
