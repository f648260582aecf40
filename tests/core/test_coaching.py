"""What Privet says in a chat by itself: in each language, about nothing secret, and only to whoever meant it."""

from __future__ import annotations

import pytest

from privet.core import coaching
from privet.core.asks import may_ask
from privet.core.coaching_texts import NAMED, TEXTS
from privet.core.kinds import KINDS
from privet.core.retraction import PASTED

LANGUAGES = sorted(TEXTS)
SAID = [
    (name, text)
    for name in LANGUAGES
    for text in (
        *TEXTS[name][:4], coaching.privacy(name, "Example Ltd"), coaching.mydata(name, {"PHONE": 2}),
        coaching.mydata(name, {}),
    )
]  # fmt: skip


def test_there_are_fifteen_languages_and_each_says_everything() -> None:
    assert len(LANGUAGES) == 15
    for one in TEXTS.values():
        assert all(one)
        assert len(one.kinds) == len(NAMED)
    assert set(NAMED) <= KINDS.keys()


@pytest.mark.parametrize(("name", "text"), SAID, ids=[f"{name}-{number}" for number, (name, _) in enumerate(SAID)])
def test_no_text_asks_for_a_secret_and_each_fits_a_message(name: str, text: str) -> None:
    assert not may_ask(text)
    assert 0 < len(text) < 1000
    assert "{" not in text


@pytest.mark.parametrize("name", LANGUAGES)
def test_one_line_for_a_card_and_another_for_what_else_is_secret(name: str) -> None:
    said = {kind: coaching.line([kind], name) for kind in PASTED}
    assert said["CARD"] == said["CARD_CODE"] != said["PASSWORD"] == said["PIN"] == said["PUK"] == said["SECRET"]
    assert coaching.line(["PASSWORD", "CARD"], name) == said["CARD"]
    assert all("\n" not in text for text in said.values())


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_answers_name_the_word_that_turns_them_round(name: str) -> None:
    assert "START" in coaching.stopped(name)
    assert "STOP" in coaching.started(name)
    assert coaching.wish("START") == "start"
    assert "/mydata" in coaching.privacy(name, "Example Ltd")
    assert "Telegram" in coaching.privacy(name, "Example Ltd") or name in ("ar", "hi")
    assert "Example Ltd" in coaching.privacy(name, "Example Ltd")


@pytest.mark.parametrize("name", LANGUAGES)
def test_words_of_each_language_mean_what_they_mean_in_any_case_and_with_marks_around(name: str) -> None:
    for meant, words in (("stop", TEXTS[name].stop), ("start", TEXTS[name].start)):
        for word in words:
            assert coaching.wish(word) == coaching.wish(f"  {word.upper()}! ") == coaching.wish(f"«{word}»") == meant


@pytest.mark.parametrize(
    "text",
    ["", "do not stop", "stop the order", "please start with my order", "don't", "ok", "cancel", "stop " * 20,
     "I can't stop", "[PERSON_1]", "yes", "/start", "/stop the order"],
)  # fmt: skip
def test_whoever_says_more_than_the_word_means_something_else(text: str) -> None:
    assert coaching.wish(text) == ""


def test_the_command_is_the_word() -> None:
    assert coaching.wish("/stop") == coaching.wish(" /STOP ") == "stop"


def test_no_word_means_both() -> None:
    stop, start = coaching._words()
    assert not stop & start


@pytest.mark.parametrize(
    ("text", "username", "name"),
    [
        ("/privacy", "", "privacy"),
        ("/PRIVACY", "", "privacy"),
        ("/mydata please", "", "mydata"),
        ("/mydata@Support_Bot", "support_bot", "mydata"),
        ("/stop\n", "support_bot", "stop"),
        ("/start promo", "support_bot", "start"),
        ("/mydata@other_bot", "support_bot", ""),
        ("/mydatabase", "", ""),
        ("/help", "", ""),
        ("privacy", "", ""),
        ("see /privacy", "", ""),
        ("/", "", ""),
    ],
)
def test_a_command_is_known_where_it_is_said_to_this_bot(text: str, username: str, name: str) -> None:
    assert coaching.command(text, username) == name


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("de", "hello", "de"),
        ("pt-br", "", "pt"),
        ("zh_Hans", "", "zh"),
        ("UK", "", "uk"),
        ("xx", "hello what is this", "en"),
        ("", "", "en"),
        ("", "4111 1111 1111 1111", "en"),
        ("", "ist das meine Karte, bitte?", "de"),
        ("", "моя карта", "ru"),
        ("", "моя картка в мене є", "uk"),
        ("", "بطاقتي", "ar"),
        ("", "मेरा कार्ड", "hi"),
        ("", "我的卡", "zh"),
        ("", "bitte", "en"),
    ],
)
def test_the_language_is_that_of_the_customers_app_or_else_of_what_they_wrote(code: str, text: str, name: str) -> None:
    assert coaching.language(code, text) == name


@pytest.mark.parametrize("name", LANGUAGES)
def test_each_language_is_told_by_its_own_words(name: str) -> None:
    assert coaching.language("", TEXTS[name].privacy) == name


def test_what_is_held_is_told_by_kind_and_number() -> None:
    text = coaching.mydata("en", {"PHONE": 3, "PLATE": 1})
    assert text == "This is held of you:\ntelephone numbers: 3\nPLATE: 1"
    assert coaching.mydata("de", {}) == "Von Ihnen wird nichts Persönliches gehalten."
