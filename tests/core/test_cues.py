"""Alternations written anew match what they matched, branch for branch."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from privet.core.cues import branched

WORDS = st.sampled_from(("", "a", "ab", "abc", "a?b", "ac(?:d|e)?", "[ab|)]c", "b{2}", "b\\|", "(?:a|b)c", "bc", "c"))


@given(st.lists(WORDS, min_size=1, max_size=8), st.text("abcde|)", max_size=12))
def test_branches_of_one_beginning_match_the_same(words: list[str], text: str) -> None:
    flat = "|".join(words)
    spans = [[match.span() for match in re.finditer(each, text)] for each in (flat, branched(flat))]
    assert spans[0] == spans[1]


def test_what_begins_alike_is_one_branch() -> None:
    assert branched("card|code|x|cad") == "c(?:a(?:rd|d)|ode)|x"
