"""How words begin: whatever a pattern matches begins as is said, and little else does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.openings import beginnings

WORDS = r"tel|cell|t[eé]l[eé]phone|(?:tele)?phones?|ll[aá]m\w{0,4}|no|тел|handy(?:nummer)?"


def says(words: str, opening: str) -> bool:
    first, second, third = (ord(one) - ord("a") for one in opening)
    at = (first * 26 + second) * 26 + third
    return bool(beginnings(words)[at // 8] >> at % 8 & 1)


@given(st.from_regex(re.compile(WORDS, re.ASCII), fullmatch=True), st.text("abcxyz", min_size=2, max_size=2))
def test_what_matches_begins_so(word: str, more: str) -> None:
    if word.isascii():
        assert says(WORDS, (word + more)[:3])


def test_little_else_does() -> None:
    openings = {a + b + c for a in "abcehlnopqt" for b in "aehlo" for c in "adelmnoz" if says(WORDS, a + b + c)}
    assert openings == {"tel", "cel", "pho", "lla", "han", *(f"no{one}" for one in "adelmnoz")}


@pytest.mark.parametrize("words", ["a1b", r"a\wb", "x[0-9a]y"])
def test_a_digit_among_the_letters_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="digit"):
        beginnings(words)


def test_a_digit_further_on_is_none_of_them() -> None:
    assert says(r"abc[0-9]|é[0-9]", "abc")
    assert not says(r"abc[0-9]|é[0-9]", "abd")
