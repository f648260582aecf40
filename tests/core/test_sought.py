"""Words of a text, what a search looks for, and where in the text as written it stands; in linear time."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.sought import LENGTH, LONGEST, pieces, sought, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where is order AB-10422?", {"where", "is", "order", "ab", "10422"}),
        ("[CARD_1] [card_2] [CARD_] CARD_3", {"[card_1]", "[card_2]", "card", "3"}),
        ("don't_stop", {"don", "t", "stop"}),
        ("Straße STRASSE ΣΑΣ", {"strasse", "σασ"}),
        ("①② ﬁne ２０２６ ٣٤", {"12", "fine", "2026", "34"}),
        ("ä½", {"ä1", "2"}),
        ("ﾃｽﾄ", {"テ", "ス", "ト", "テス", "スト"}),
        ("İstanbul", {"istanbul"}),
        ("退款", {"退", "款", "退款"}),
        ("手机iPhone", {"手", "机", "手机", "iphone"}),
        ("한국어는 ไทย", {"한", "국", "어", "는", "한국", "국어", "어는", "ไ", "ท", "ย", "ไท", "ทย"}),
        ("हिन्दी में", {"हिन्दी", "में"}),
        ("so\u00adft e\u0301te", {"soft", "éte"}),
        ("a" * 100, {"a" * LENGTH}),
        ("é" * 100, {"é" * LENGTH}),
        ("x " * LONGEST + "late", {"x"}),
        ("", set()),
        (" … \ud83d 😀", set()),
    ],
)
def test_the_words_of_a_text(text: str, expected: set[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("refund", "a Refund, REFUND!", ["Refund", "REFUND"]),
        ("straße", "in der STRASSE", ["STRASSE"]),
        ("soft", "so\u00adft", ["so\u00adft"]),
        ("2026", "２０２６年", ["２０２６"]),
        ("fine", "ﬁne!", ["ﬁne"]),
        ("款", "退款退款申请款", ["款", "款", "款"]),
        ("退款 款申", "退款申请", ["退款申"]),
        ("[card_1]", "my [CARD_1] and [CARD_2]", ["[CARD_1]"]),
        ("iphone", "手机iPhone坏", ["iPhone"]),
        ("デ", "ﾃﾞｰﾀ", ["ﾃﾞｰﾀ"]),
        ("nothing", "ä½テスト", None),
        ("テ 2", "ä½テスト", ["ä½テスト"]),
    ],
)
def test_where_it_stands_in_the_text_as_written(asked: str, text: str, marked: list[str] | None) -> None:
    found = sought(asked)
    assert found.within(text) == (marked is not None)
    assert [text[start:end] for start, end in found.places(text)] == (marked or [])


texts = st.text(alphabet=st.sampled_from("aBé ßﬁ½①退款申 ㈱ไทकि\u0301\u00ad[]_1,ΣİA")) | st.text()


@given(texts, texts)
def test_what_is_in_a_text_is_known_by_words_of_it_and_has_a_place(asked: str, text: str) -> None:
    found = sought(asked)
    if found and found.within(text):
        assert found.known_by() <= words(text)
        spans = found.places(text)
        assert spans
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(texts)
def test_a_text_holds_each_of_its_own_words(text: str) -> None:
    for one in pieces(text):
        assert sought(one.word).within(text) or not sought(one.word)
    whole = sought(text)
    assert not whole or whole.within(text)


@pytest.mark.parametrize("hostile", ["[a_1", "_1", "é\u0301", "कि", "退a", "½", "[A_", "\u0301", "é_", "退"])
def test_hostile_text_takes_time_in_proportion_to_its_length(hostile: str) -> None:
    begun = time.process_time()
    words(hostile * LONGEST)
    sought(hostile * 50).places(hostile * LONGEST)
    assert time.process_time() - begun < 5  # a quadratic one takes minutes
