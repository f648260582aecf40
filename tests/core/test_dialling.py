"""Patterns of digits as cells stand for what `re` says that they do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.dialling import Cells

piece = st.sampled_from(["0", "1", "9", r"\d", "[0-3]", "[19]", "[2-46-8]"])
patterns = st.recursive(
    piece,
    lambda inside: st.one_of(
        st.lists(inside, min_size=1, max_size=4).map("".join),
        st.lists(inside, min_size=1, max_size=4).map(lambda each: f"(?:{'|'.join(each)})"),
        inside.map(lambda one: f"({one})?"),
        piece.map(lambda one: f"{one}?"),
        st.builds("{}{{{}}}".format, piece, st.integers(1, 3)),
        st.builds("(?:{}){{{},{}}}".format, inside, st.integers(0, 1), st.integers(1, 2)),
    ),
    max_leaves=6,
)


def takes(cells: Cells, at: int, digits: str) -> bool:
    """What plans.c does, in as many lines."""
    while at:
        mask, behind, other = cells.cells[at]
        if mask == 0x400 and not digits:
            return True
        if digits and mask >> int(digits[0]) & 1 and takes(cells, behind, digits[1:]):
            return True
        at = other
    return False


@given(patterns, st.lists(st.text("0123459", max_size=8), min_size=1, max_size=6))
def test_a_pattern_takes_what_re_says(pattern: str, texts: list[str]) -> None:
    cells = Cells()
    first = cells.pattern(pattern)
    for digits in texts:
        assert takes(cells, first, digits) == (re.fullmatch(pattern, digits) is not None)
    for at, (_, behind, other) in enumerate(cells.cells):
        assert max(behind, other) < max(at, 1)  # so that no chain leads back


@given(patterns, patterns, st.text("0123459", max_size=8))
def test_either_takes_what_one_of_two_does(one: str, other: str, digits: str) -> None:
    cells = Cells()
    both = cells.either(cells.pattern(one), cells.pattern(other))
    assert takes(cells, both, digits) == (re.fullmatch(f"(?:{one})|(?:{other})", digits) is not None)


def test_words_are_all_that_a_pattern_stands_for() -> None:
    cells = Cells()
    assert sorted(cells.words(cells.pattern("00?|1[12]"))) == ["0", "00", "11", "12"]
    assert list(cells.words(cells.pattern("(?!)"))) == []
    assert cells.either(cells.pattern("1"), 0) == cells.pattern("1") == cells.either(0, cells.pattern("(?:1)"))


@pytest.mark.parametrize("pattern", ["1$", "(?=1)1", "a", "1+", "[^1]", "1)", "(1", "1{,2}"])
def test_what_is_no_pattern_of_digits_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="no pattern of digits"):
        Cells().pattern(pattern)
