"""A call of a bot: to whom it says what, and what leaves with values in it."""

from __future__ import annotations

import json
from typing import Any

import aiogram.types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.botapi import call
from privet.core.botapi.call import Call, Text
from privet.core.botapi.entities import Made, units
from privet.errors import BadInput

ALIAS = (1 << 51) + 5
OTHER = ALIAS + 1


def sent(one: Call, values: dict[str, str], *, protect: bool = False, **phones: str) -> dict[str, Any]:
    """What leaves where these tokens have these values."""
    made = []
    for text in one.texts:
        new, spans = text.text, []
        for token, value in values.items():
            at = text.text.find(token)
            if at >= 0:
                spans.append((at, at + len(token), len(value)))
                new = new.replace(token, value, 1)
        made.append(Made(new, sorted(spans)))
    return call.write(one, made, {ALIAS: 1111, OTHER: 2222}, phones, protect=protect)


def texts(one: Call) -> list[str]:
    return [text.text for text in one.texts]


def test_a_message_says_something_to_its_chat() -> None:
    params = {"chat_id": ALIAS, "text": "Hi [PERSON_1] 😀!", "entities": [{"type": "bold", "offset": 16, "length": 1}]}
    one = call.read("sendMessage", params)
    assert (one.method, one.says, one.chat, one.place, one.source) == ("sendMessage", True, str(ALIAS), "", "")
    assert (one.texts, one.numbers, one.phones) == ((Text("Hi [PERSON_1] 😀!"),), (ALIAS,), ())
    got = sent(one, {"[PERSON_1]": "Ann 👍"})
    assert got == {
        "chat_id": 1111, "text": "Hi Ann 👍 😀!", "entities": [{"type": "bold", "offset": 12, "length": 1}],
    }  # fmt: skip
    assert one.params == params
    assert sent(one, {}) == {**params, "chat_id": 1111}


def test_a_form_has_everything_as_text() -> None:
    one = call.read(
        "sendMessage",
        {
            "chat_id": str(ALIAS), "text": "[CARD_1]", "entities": '[{"type":"bold","offset":0,"length":8}]',
            "reply_markup": '{"inline_keyboard":[[{"text":"Pay [CARD_1]","callback_data":"[CARD_1]","url":"u"}]]}',
            "message_thread_id": "4", "business_connection_id": "b1", "disable_notification": "true",
        },
    )  # fmt: skip
    assert (one.chat, one.place, one.numbers) == (str(ALIAS), "/4@b1", (ALIAS,))
    assert texts(one) == ["[CARD_1]", "Pay [CARD_1]"]
    got = sent(one, {"[CARD_1]": "4111"}, protect=True)
    assert (got["chat_id"], got["disable_notification"], got["protect_content"]) == ("1111", "true", True)
    assert got["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert got["reply_markup"]["inline_keyboard"] == [[{"text": "Pay 4111", "callback_data": "[CARD_1]", "url": "u"}]]


@pytest.mark.parametrize(
    ("params", "chat", "place"),
    [
        ({}, "", ""),
        ({"chat_id": -1001234}, "-1001234", ""),
        ({"chat_id": " @news "}, "@news", ""),
        ({"chat_id": True}, "", ""),
        ({"chat_id": 5, "message_thread_id": 0}, "5", ""),
        ({"chat_id": -5, "direct_messages_topic_id": ALIAS}, "-5", f"/{ALIAS}"),
        ({"user_id": ALIAS}, str(ALIAS), ""),
    ],
)
def test_to_which_chat(params: dict[str, Any], chat: str, place: str) -> None:
    one = call.read("sendGift", params)
    assert (one.chat, one.place) == (chat, place)


def test_where_a_forwarded_message_comes_from() -> None:
    one = call.read("forwardMessage", {"chat_id": -5, "from_chat_id": ALIAS, "message_id": 1})
    assert (one.source, one.numbers, one.texts) == (str(ALIAS), (ALIAS,), ())
    assert sent(one, {}, protect=True) == {
        "chat_id": -5, "from_chat_id": 1111, "message_id": 1, "protect_content": True,
    }  # fmt: skip


def test_what_says_nothing_keeps_its_texts() -> None:
    params = {"chat_id": -5, "title": "[PERSON_1]", "user_id": ALIAS}
    one = call.read("setChatTitle", params)
    assert (one.says, one.texts, one.chat) == (False, (), "-5")
    assert sent(one, {}, protect=True) == {**params, "user_id": 1111}
    assert call.read("getUserProfilePhotos", {"user_id": ALIAS}).chat == ""


@pytest.mark.parametrize(
    ("method", "params", "wanted"),
    [
        ("sendMessage", {"text": "a", "parse_mode": "html"}, [Text("a", "HTML")]),
        ("sendMessage", {"text": "a", "parse_mode": "MARKDOWNV2"}, [Text("a", "MarkdownV2")]),
        ("sendMessage", {"text": "a", "parse_mode": "Markdown"}, [Text("a", "Markdown")]),
        ("sendMessage", {"text": "a", "parse_mode": "none"}, [Text("a")]),
        ("sendPhoto", {"caption": "a", "parse_mode": "HTML", "photo": "attach://p"}, [Text("a", "HTML")]),
        (
            "sendPoll",
            {"question": "q", "question_parse_mode": "HTML", "options": '["x",{"text":"y","text_parse_mode":"HTML"}]',
             "explanation": "e"},
            [Text("q", "HTML"), Text("e"), Text("x"), Text("y", "HTML")],
        ),
        (
            "sendChecklist",
            {"checklist": {"title": "t", "parse_mode": "HTML", "tasks": [{"id": 1, "text": "y"}]}},
            [Text("t", "HTML"), Text("y")],
        ),
        (
            "answerInlineQuery",
            {"results": [{"type": "article", "id": "1", "title": "t", "parse_mode": "HTML",
                          "input_message_content": {"message_text": "m", "parse_mode": "HTML"}}]},
            [Text("t"), Text("m", "HTML")],
        ),
        (
            "sendMediaGroup",
            {"media": [{"type": "photo", "media": "attach://a", "caption": "c", "parse_mode": "HTML"}]},
            [Text("c", "HTML")],
        ),
        ("sendMessage", {"text": "a", "reply_parameters": '{"message_id":1,"quote":"q"}'}, [Text("a"), Text("q")]),
        ("sendRichMessage", {"rich_message": {"html": "<b>h</b>"}}, [Text("<b>h</b>", "HTML")]),
        ("sendRichMessage", {"rich_message": {"markdown": "*h*"}}, [Text("*h*", "MarkdownV2")]),
        ("sendRichMessage", {"rich_message": {"blocks": [{"text": ["a", {"text": "b"}]}]}}, [Text("a"), Text("b")]),
        ("sendMessage", {"text": "", "reply_markup": {"keyboard": [[{"text": "k"}, "s"]]}}, [Text("k")]),
    ],
)  # fmt: skip
def test_which_texts_somebody_will_read(method: str, params: dict[str, Any], wanted: list[Text]) -> None:
    one = call.read(method, {"chat_id": 5, **params})
    assert list(one.texts) == wanted
    made = [Made(f"<{text.text}>", ((0, len(text.text), len(text.text) + 2),)) for text in one.texts]
    again = call.read(method, call.write(one, made, {}, {}, protect=False))
    assert texts(again) == [f"<{text.text}>" for text in wanted]


def test_numbers_of_people_wherever_they_stand() -> None:
    link = f"tg://user?id={OTHER}"
    one = call.read(
        "sendMessage",
        {
            "chat_id": -5, "text": f'<a href="{link}">x</a>', "parse_mode": "HTML", "receiver_user_id": str(ALIAS),
            "entities": [{"offset": 0, "length": 1, "user": {"id": OTHER, "first_name": "[P]"}}],
            "reply_markup": {"inline_keyboard": [[{"text": link, "url": link}]]}, "user_ids": [ALIAS, -7],
            "scope": '{"type":"chat","chat_id":7}',
        },
    )  # fmt: skip
    assert one.numbers == (OTHER, ALIAS, 7)
    got = sent(one, {})
    assert got["text"] == '<a href="tg://user?id=2222">x</a>'
    assert got["entities"][0]["user"] == {"id": 2222, "first_name": "[P]"}
    assert got["reply_markup"]["inline_keyboard"] == [[{"text": link, "url": "tg://user?id=2222"}]]
    assert (got["receiver_user_id"], got["user_ids"], got["scope"]["chat_id"]) == ("1111", [1111, -7], 7)


def test_telephone_numbers() -> None:
    one = call.read("sendContact", {"chat_id": 5, "phone_number": "+99900000000000", "first_name": "[PERSON_1]"})
    assert (one.phones, texts(one)) == (("+99900000000000",), ["[PERSON_1]"])
    got = call.write(one, [Made("Ann")], {}, {"+99900000000000": "+15550100"}, protect=False)
    assert got == {"chat_id": 5, "phone_number": "+15550100", "first_name": "Ann"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("entities", "[{"), ("reply_markup", "[" * 5000), ("reply_markup", "[" * 70 + "]" * 70),
        ("media", '{"a":' * 70 + "1" + "}" * 70),
    ],
    ids=range(4),
)  # fmt: skip
def test_what_is_no_json_or_too_deep_is_refused(name: str, value: str) -> None:
    with pytest.raises(BadInput):
        call.read("sendMessage", {"chat_id": 5, name: value})


def test_what_was_given_by_the_bot_for_itself_stays_as_it_is() -> None:
    params = {
        "chat_id": 5, "payload": '{"a":1}', "provider_data": "[1]", "sticker": "file id", "photo": "attach://p",
        "message_ids": [4, 5], "reply_markup": {"inline_keyboard": [[{"callback_data": "[CARD_1]"}]]},
        "entities": [{"offset": "x"}, 7], "text": "a", "is_flexible": True, "latitude": 1.25, "nothing": None,
    }  # fmt: skip
    one = call.read("sendInvoice", params)
    assert call.write(one, [Made("bb", ((0, 1, 2),))], {}, {}, protect=False) == {**params, "text": "bb"}


@given(st.text("ab 😀é", max_size=9), st.text("ab 😀é", max_size=9), st.text("xyz😀", min_size=1, max_size=5))
def test_entities_of_what_leaves_cover_the_value(before: str, after: str, value: str) -> None:
    token = "[PERSON_1]"
    text = f"{before}{token}{after}"
    entity = {"type": "bold", "offset": units(before), "length": units(token)}
    one = call.read("sendMessage", {"chat_id": 5, "text": text, "entities": json.dumps([entity])})
    got = sent(one, {token: value})
    assert aiogram.types.MessageEntity(**got["entities"][0]).extract_from(got["text"]) == value


def test_nothing_is_shown() -> None:
    one = call.read("sendMessage", {"chat_id": 5, "text": "Ann"})
    assert f"{one!r}{one.texts!r}" == "Call(sendMessage)(Text(…),)"


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"chat_id": 5, "text": "To [PERSON_1]"}, True),
        ({"chat_id": 5, "hologram": {"caption": "To [PERSON_1]"}}, True),
        ({"chat_id": 5, "hologram_id": "x"}, False),
        ({"user_id": 5, "text": "To [PERSON_1]"}, False),
        ({"text": "To [PERSON_1]"}, False),
    ],
)
def test_a_newer_method_says_something_where_it_names_a_chat_and_has_a_text(params: dict[str, Any], says: bool) -> None:
    found = call.read("sendHologram", params)
    assert (found.says, bool(found.texts)) == (says, says)
    made = [Made("To Annabel")] * len(found.texts)
    written = call.write(found, made, {5: 77}, {}, protect=True)
    assert [value for name, value in written.items() if name in ("chat_id", "user_id")] in ([77], [])
    assert ("Annabel" in str(written)) is says
    assert ("protect_content" in written) is says
    assert "protect_content" not in call.write(found, made, {}, {}, protect=False)
