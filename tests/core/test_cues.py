"""Alternations written anew match what they matched, branch for branch."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from privet.core.cues import Cue, branched, starting

WORDS = st.sampled_from(("", "a", "ab", "abc", "a?b", "ac(?:d|e)?", "[ab|)]c", "b{2}", "b\\|", "(?:a|b)c", "bc", "c"))


@given(st.lists(WORDS, min_size=1, max_size=8), st.text("abcde|)", max_size=12))
def test_branches_of_one_beginning_match_the_same(words: list[str], text: str) -> None:
    flat = "|".join(words)
    spans = [[match.span() for match in re.finditer(each, text)] for each in (flat, branched(flat))]
    assert spans[0] == spans[1]


STARTS = st.sampled_from(
    (
        "a",
        "ab",
        "a?b",
        "(?:a|b)?c",
        "[ab]c",
        "(?:(?:b|c)d|a)b",
        "c d",
        "-b",
        "[a-z]{0,2}d",
        "[a-z]{0,1}b",
        "[a-c]{0,2}d",
        "b{2}",
    )
)
LISTS = st.lists(STARTS, max_size=4).map("|".join)


@given(LISTS, st.sampled_from(("", "é", "aé|éb", "b?é|é{2}")), LISTS, st.text("abcd- é1", max_size=12))
def test_words_by_their_first_letter_match_as_they_do_one_behind_the_other(
    words: str, glued: str, other: str, text: str
) -> None:
    flat = rf"(?<![^\W_])(?:({other or '(?!)'})|{words or '(?!)'})(?![^\W\d_])|(?:{glued or '(?!)'})"
    for said in (text, text.replace("é", "")):
        found = (re.finditer(flat, said), Cue(words, glued, other).finditer(said))
        told = [[(match.span(), match.lastindex is None) for match in each] for each in found]
        assert told[0] == told[1]


def _beside(words: str, glued: str = "") -> str:
    return starting(r"[^\W_]", words, r"(?![^\W\d_])", glued)


def test_words_that_begin_with_letters_are_branches_of_their_first() -> None:
    assert _beside("(?:mi|su) pin|pan", "pi") == (
        r"m(?:(?<![^\W_]m)(?:i pin)(?![^\W\d_]))|s(?:(?<![^\W_]s)(?:u pin)(?![^\W\d_]))"
        r"|p(?:(?<![^\W_]p)(?:an)(?![^\W\d_])|i)"
    )
    for other in ("[a-z]*pin", "b{2}", "a?[a-c]x"):
        assert _beside(other) == rf"(?<![^\W_])(?:{other})(?![^\W\d_])"


def test_what_begins_alike_is_one_branch() -> None:
    assert branched("card|code|x|cad") == "c(?:a(?:rd|d)|ode)|x"
