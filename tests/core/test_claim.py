"""What people ask over their own data is told from what is near to it, in every language."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asked import NEAR, TRUE
from privet.core import claim
from privet.core.asks import asks
from privet.core.coaching_texts import TEXTS as SPOKEN
from privet.core.deadlines import LAWS
from privet.core.request import RIGHTS

BY = date(2026, 12, 24)


def test_every_language_in_which_privet_answers_is_heard() -> None:
    assert claim.LANGUAGES.keys() == SPOKEN.keys() == TRUE.keys() == claim.TEXTS.keys()
    for each in TRUE.values():
        assert len(each) >= 10
        assert {right for right, _ in each} == set(RIGHTS)
    assert len(NEAR) >= 60


@pytest.mark.parametrize("language", TRUE)
def test_what_is_asked_is_heard(language: str) -> None:
    assert [(claim.claim(text), text) for _, text in TRUE[language]] == list(TRUE[language])
    assert {claim.language(text) for _, text in TRUE[language]} == {language}


def test_what_is_near_is_left_to_people() -> None:
    assert [(text, heard) for text in NEAR if (heard := claim.claim(text))] == []


@pytest.mark.parametrize("language", TRUE)
def test_the_word_that_is_named_takes_back_and_nothing_is_asked_for(language: str) -> None:
    word = claim.LANGUAGES[language].back
    assert claim.claim(word) == claim.claim(f" {word.lower()}. ") == claim.BACK
    for right in RIGHTS:
        for law in LAWS:
            said = claim.confirmed(language, right, BY, law)
            assert word in said
            assert "2026-12-24" in said
            assert law.upper() in said
            assert asks(said) == []
            assert claim.claim(said) == ""
    assert len({claim.confirmed(language, right, BY, "gdpr") for right in RIGHTS}) == len(RIGHTS)


def test_a_long_text_or_an_empty_one_is_not_read() -> None:
    assert claim.claim("Delete my data. " + "Thanks. " * 100) == ""
    assert claim.claim("") == claim.claim("?!") == ""
    assert claim.claim("Delete my data. Thanks. " + "Thanks. " * 10) == "erasure"


@given(st.sampled_from([text for each in TRUE.values() for _, text in each]), st.text(min_size=1, max_size=200))
def test_whatever_else_is_said_never_turns_one_right_into_another(asked: str, other: str) -> None:
    alone = claim.claim(asked)
    assert claim.claim(f"{asked}\n{other}") in ("", alone)
