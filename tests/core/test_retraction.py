"""When and how a message is deleted at Telegram, and what Telegram's refusals mean."""

from __future__ import annotations

import pytest

from privet.core import retraction
from privet.core.kinds import KINDS
from privet.core.retraction import Place, place


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("123456789", Place(123456789, 0, "")),
        ("-1001234567890", Place(-1001234567890, 0, "")),
        ("-1001234567890/42", Place(-1001234567890, 42, "")),
        ("123456789@abcDEF_-9", Place(123456789, 0, "abcDEF_-9")),
        ("123456789/7@abc", Place(123456789, 7, "abc")),
        ("@news_channel", Place("@news_channel", 0, "")),
        ("@news/3", Place("@news", 3, "")),
        ("chat 7", None),
        ("", None),
        ("12345/", None),
        ("12345@", None),
        ("+12025550101", None),
    ],
)
def test_a_conversations_name_says_where_it_is(name: str, found: Place | None) -> None:
    assert place(name) == found


def test_what_is_said_there_names_chat_topic_and_connection() -> None:
    assert Place(5, 0, "").params() == {"chat_id": 5}
    assert Place("@news", 3, "").params() == {"chat_id": "@news", "message_thread_id": 3}
    assert Place(5, 0, "c").params() == {"chat_id": 5, "business_connection_id": "c"}


def test_a_business_accounts_messages_are_deleted_by_a_call_of_their_own() -> None:
    assert retraction.call(Place(-100, 7, ""), 12) == ("deleteMessage", {"chat_id": -100, "message_id": 12})
    assert retraction.call(Place(5, 0, "c"), 12) == (
        "deleteBusinessMessages", {"business_connection_id": "c", "message_ids": [12]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("external", "number"), [("12", 12), ("12.1795262400", 12), (None, None), ("", None), ("x", None), ("٣", None)]
)
def test_an_edit_is_the_same_message(external: str | None, number: int | None) -> None:
    assert retraction.number(external) == number


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Bad Request: message to delete not found", "not-found"),
        ("Bad Request: message can't be deleted", "not-deletable"),
        ("Bad Request: message can't be deleted for everyone", "not-deletable"),
        ("Bad Request: not enough rights to delete a message", "no-rights"),
        ("Bad Request: chat not found", "chat-not-found"),
        ("Forbidden: bot was kicked from the supergroup chat", "kicked"),
        ("Forbidden: bot was blocked by the user", "blocked"),
        ("Bad Request: BUSINESS_CONNECTION_INVALID", "connection"),
        ("anything with +1 202-555-0143 in it", "refused"),
        ("", "refused"),
    ],
)
def test_telegrams_sentences_are_told_by_their_fixed_words(said: str, reason: str) -> None:
    assert retraction.reason(said) == reason


def test_every_reason_has_a_sentence_and_can_stand_on_the_ledger() -> None:
    for name, (_, sentence) in retraction.REASONS.items():
        assert sentence.endswith(".")
        assert len(name) <= 40
        assert name == name.lower()


def test_pauses_grow_and_end_at_ten_minutes() -> None:
    assert [retraction.pause(one) for one in (0, 1, 2, 30)] == [1000, 2000, 4000, 600_000]


def test_what_is_pasted_are_kinds_that_there_are() -> None:
    assert not retraction.PASTED - KINDS.keys()
