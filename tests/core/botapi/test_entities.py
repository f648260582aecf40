"""Entities of a text with tokens in it: what they covered they cover still, in UTF-16 units, and they stay nested."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from aiogram.types import MessageEntity
from hypothesis import example, given
from hypothesis import strategies as st

from privet.core.botapi.entities import Made, Shift, sliced, units

PIECES = st.lists(
    st.tuples(st.text("ab 😀é界\U0001f1e9", max_size=6), st.none() | st.sampled_from(["[CARD_1]", "[P_2]", "😀", ""])),
    max_size=6,
)
"""Texts, and what replaces each; None: it stays."""


def joined(pieces: Sequence[tuple[str, str | None]]) -> tuple[str, str, list[tuple[int, int, int]]]:
    old = new = ""
    spans = []
    for text, instead in pieces:
        if instead is not None and text:
            spans.append((len(old), len(old) + len(text), len(instead)))
            new += instead
        else:
            new += text
        old += text
    return old, new, spans


def covered(text: str, offset: int, length: int) -> str:
    """What an entity covers, as a client reads it."""
    return MessageEntity(type="bold", offset=offset, length=length).extract_from(text)


@given(PIECES, st.data())
def test_an_entity_covers_what_became_of_what_it_covered(
    pieces: list[tuple[str, str | None]], data: st.DataObject
) -> None:
    old, new, spans = joined(pieces)
    shift = Shift(old, new, spans)
    first = data.draw(st.integers(0, len(pieces)))
    last = data.draw(st.integers(first, len(pieces)))
    before, inside = joined(pieces[:first]), joined(pieces[first:last])
    if not inside[0]:
        return
    offset, length = shift.entity(units(before[0]), units(inside[0]))
    assert covered(new, offset, length) == inside[1]


@given(PIECES, st.data())
@example([("aaaa", "[CARD_1]"), ("b", None)], None)
def test_what_was_nested_or_apart_still_is(pieces: list[tuple[str, str | None]], data: st.DataObject | None) -> None:
    old, new, spans = joined(pieces)
    shift = Shift(old, new, spans)
    size = units(old)
    if not size:
        return

    def drawn(low: int, high: int) -> tuple[int, int]:
        start = low if data is None else data.draw(st.integers(low, high - 1))
        end = high if data is None else data.draw(st.integers(start + 1, high))
        return start, end

    outer = drawn(0, size)
    inner = drawn(*outer)
    (start, length), (in_start, in_length) = (shift.entity(one[0], one[1] - one[0]) for one in (outer, inner))
    assert 0 <= start <= start + length <= units(new)
    apart = in_start + in_length <= start or in_start >= start + length
    assert apart or start <= in_start <= in_start + in_length <= start + length
    if outer[1] < size:
        beside = drawn(outer[1], size)
        at, long = shift.entity(beside[0], beside[1] - beside[0])
        assert at >= start + length or (at, long) == (start, length)


def test_an_entity_within_a_token_covers_it_and_one_that_reaches_in_ends_before_it() -> None:
    old, new, spans = "Pay 4111 1111 now", "Pay [CARD_1] now", [(4, 13, 8)]
    shift = Shift(old, new, spans)
    assert covered(new, *shift.entity(6, 3)) == "[CARD_1]"
    assert covered(new, *shift.entity(4, 9)) == "[CARD_1]"
    assert covered(new, *shift.entity(0, 17)) == new
    assert covered(new, *shift.entity(0, 8)) == "Pay "
    assert covered(new, *shift.entity(9, 8)) == " now"
    assert covered(new, *shift.entity(4, 13)) == "[CARD_1] now"
    assert covered(new, *shift.entity(0, 13)) == "Pay [CARD_1]"


def test_emoji_count_twice_on_both_sides() -> None:
    old, new = "😀😀 Ann 👍🏽 b", "😀😀 [PERSON_1] 👍🏽 b"
    shift = Shift(old, new, [(3, 6, 10)])
    assert covered(new, *shift.entity(5, 3)) == "[PERSON_1]"
    assert covered(new, *shift.entity(9, 4)) == "👍🏽"
    back = Shift(new, old, [(3, 13, 3)])
    assert covered(old, *back.entity(*shift.entity(9, 4))) == "👍🏽"


def test_what_lies_outside_of_the_text_stays_outside() -> None:
    assert Shift("ab", "[P_1]", [(0, 2, 5)]).entity(7, 2) == (10, 2)
    assert Shift("ab", "ab", []).entity(0, 0) == (0, 0)


@given(PIECES, st.lists(st.integers(0, 40), max_size=4))
def test_pieces_of_a_text_are_still_the_whole_of_it(pieces: list[tuple[str, str | None]], cuts: list[int]) -> None:
    old, new, spans = joined(pieces)
    places = sorted({0, len(old), *(cut for cut in cuts if cut < len(old))})
    found = [sliced(spans, start, end) for start, end in itertools.pairwise(places)]
    assert "".join(new[start:end] for start, end in found) == new
    assert all(start <= end for start, end in found)


def test_what_runs_over_two_pieces_is_in_the_first() -> None:
    assert sliced([(2, 6, 8)], 0, 4) == (0, 10)
    assert sliced([(2, 6, 8)], 4, 9) == (10, 13)


def test_nothing_is_shown() -> None:
    assert repr(Made("Ann")) == "Made(…)"
