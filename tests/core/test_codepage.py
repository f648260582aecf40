"""Links to the customer's page: of ours, for one conversation and purpose, until their end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import codepage

KEY, TALK, END = codepage.key(bytes(32)), bytes(range(16)), 1_763_726_400_000
LINK = codepage.make(KEY, TALK, "support", END)


@given(st.binary(min_size=16, max_size=16), st.from_regex(r"[a-z][a-z-]{0,39}", fullmatch=True))
def test_a_link_says_what_it_was_made_for(talk: bytes, purpose: str) -> None:
    assert codepage.read(KEY, codepage.make(KEY, talk, purpose, END), END - 1) == (talk, purpose)


def test_a_link_ends() -> None:
    assert codepage.read(KEY, LINK, END - 1)
    assert codepage.read(KEY, LINK, END) is None


@given(st.integers(0, len(LINK) - 1), st.sampled_from("ABCxyz019_-"))
def test_a_changed_link_is_none(at: int, letter: str) -> None:
    changed = LINK[:at] + letter + LINK[at + 1 :]
    found = codepage.read(KEY, changed, END - 1)
    assert found is None or found == (TALK, "support")  # the last letter has bits that say nothing


@pytest.mark.parametrize(
    "text", ["", "x", LINK[:-4], LINK + "A", "A" * 57, "é" * 60, "A" * 200, LINK + "=", " " + LINK]
)
def test_what_is_no_link_is_none(text: str) -> None:
    assert codepage.read(KEY, text, END - 1) is None
    assert codepage.read(codepage.key(b"\1" * 32), LINK, END - 1) is None
