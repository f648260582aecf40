"""What an update says, whose it is, and what the bot gets of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.core.botapi.samples import ANN, BOB, BOT, CARD, GROUP, LOWEST, NOTHING, message, owners, raw, read, written

from privet.core.botapi import update
from privet.errors import BadInput


def test_a_plain_message() -> None:
    entities = [{"type": "bold", "offset": 5, "length": 19}, {"type": "italic", "offset": 25, "length": 2}]
    one = read(message(text=f"😀 my {CARD} ok", entities=[{**entities[0], "offset": 6}, {**entities[1], "offset": 26}]))
    assert (one.id, one.name, one.conversation, one.group, one.title, one.language) == (
        77, "message", "1111", False, None, "de",
    )  # fmt: skip
    assert one.numbers == [1111]
    assert [(part.text, part.kind) for part in one.parts] == [
        ("Ann", "PERSON"), ("Example", "PERSON"), ("ann_ex", "USERNAME"), (f"😀 my {CARD} ok", ""),
    ]  # fmt: skip
    assert {(part.whose, part.conversation) for part in one.parts} == {("1111", "1111")}
    said = one.message
    assert said is not None
    assert (said.party, said.direction, said.sent_at, said.external_id) == ("1111", "in", 1_700_000_000_000, "9")
    assert (said.text, said.name, said.attachments) == (3, "Ann Example", ())
    got = written(one)
    assert got["text"] == "😀 my [CARD_1] ok"
    assert [(entity["offset"], entity["length"]) for entity in got["entities"]] == [(6, 8), (15, 2)]
    assert got["from"] == {
        "id": LOWEST + 1111, "is_bot": False, "first_name": "[PERSON_1]", "last_name": "[PERSON_2]",
        "username": "[USERNAME_1]", "language_code": "de",
    }  # fmt: skip
    assert got["chat"]["id"] == LOWEST + 1111


def test_a_group_has_many_people() -> None:
    one = read(message(chat=GROUP, text="x", new_chat_members=[BOB, BOT], left_chat_member=BOB))
    assert (one.conversation, one.group, one.title) == ("-1001234", True, "Friends of Ann")
    assert owners(one) == {
        "Ann": "1111", "Example": "1111", "ann_ex": "1111", "Friends of Ann": "-1001234", "Bob": "2222", "x": "1111",
    }  # fmt: skip
    assert one.numbers == [1111, 2222]
    got = written(one)
    assert got["new_chat_members"][1] == BOT
    assert (got["chat"]["username"], got["chat"]["id"]) == ("friends", -1001234)


@pytest.mark.parametrize(
    ("more", "conversation"),
    [
        ({"message_thread_id": 5, "is_topic_message": True}, "-1001234/5"),
        ({"message_thread_id": 5}, "-1001234"),
        ({"business_connection_id": "b1"}, "-1001234@b1"),
        ({"direct_messages_topic": {"topic_id": 1111, "user": ANN}}, "-1001234/1111"),
        ({"direct_messages_topic": {"topic_id": 1111, "user": ANN}, "is_topic_message": True}, "-1001234/1111"),
    ],
)
def test_topics_and_connections_are_conversations_of_their_own(more: dict[str, Any], conversation: str) -> None:
    assert read(message(chat=GROUP, text="x", **more)).conversation == conversation


def test_the_topic_of_direct_messages_bears_a_persons_number() -> None:
    got = written(read(message(chat=GROUP, text="x", direct_messages_topic={"topic_id": 1111, "user": ANN})))
    assert got["direct_messages_topic"]["topic_id"] == LOWEST + 1111
    got = written(read(message(chat=GROUP, text="x", direct_messages_topic={"topic_id": 8})))
    assert got["direct_messages_topic"]["topic_id"] == 8


@pytest.mark.parametrize(
    ("more", "owner"),
    [
        ({}, "1111"),
        ({"forward_origin": {"type": "user", "sender_user": BOB, "date": 1}}, "2222"),
        ({"forward_origin": {"type": "chat", "sender_chat": GROUP, "date": 1}}, "-1001234"),
        ({"forward_origin": {"type": "channel", "chat": {"id": -1005, "type": "channel"}, "message_id": 3}}, "-1005"),
        ({"forward_origin": {"type": "hidden_user", "sender_user_name": "Nobody", "date": 1}}, "1111"),
        ({"forward_from": BOB, "forward_date": 1}, "2222"),
        ({"forward_from_chat": GROUP}, "-1001234"),
        ({"sender_chat": {"id": -1005, "type": "channel", "title": "News"}}, "-1005"),
    ],
)
def test_what_is_said_belongs_to_who_said_it_first(more: dict[str, Any], owner: str) -> None:
    one = read(message(text="hello there", document={"file_id": "f", "file_name": "cv.pdf"}, **more))
    assert owners(one)["hello there"] == owner
    assert owners(one)["cv.pdf"] == owner
    assert one.message is not None
    assert one.message.text is not None
    assert one.parts[one.message.text].text == "hello there"
    assert one.message.party == ("-1005" if "sender_chat" in more else "1111")
    assert one.message.attachments == ("cv.pdf",)


def test_a_hidden_authors_name_is_kept_by_the_forwarder() -> None:
    one = read(message(text="x", forward_origin={"type": "hidden_user", "sender_user_name": "Nobody", "date": 1}))
    assert owners(one)["Nobody"] == "1111"
    assert written(one)["forward_origin"]["sender_user_name"].startswith("[PERSON_")


def test_replies_and_quotations_belong_to_their_authors() -> None:
    replied = message(text="I am Bob", **{"from": BOB, "chat": GROUP})
    one = read(message(chat=GROUP, text="no", reply_to_message=replied, quote={"text": "am Bob", "position": 2}))
    assert owners(one)["I am Bob"] == owners(one)["am Bob"] == "2222"
    assert owners(one)["no"] == "1111"
    outside = {"origin": {"type": "user", "sender_user": BOB, "date": 1}, "contact": {"first_name": "Cay"}}
    one = read(message(text="no", external_reply=outside, quote={"text": "other", "position": 2}))
    assert owners(one)["other"] == owners(one)["Cay"] == "2222"
    hidden = {"origin": {"type": "hidden_user", "sender_user_name": "Dee", "date": 1}}
    assert owners(read(message(text="no", external_reply=hidden, quote={"text": "other"})))["other"] == "1111"
    assert owners(read(message(text="no", quote={"text": "nobody's"})))["nobody's"] == "1111"
    assert written(read(message(text="no", quote=None, external_reply=[])))["quote"] is None


def test_a_button_keeps_tokens_and_what_lies_between_is_scanned() -> None:
    about = {"id": "q", "from": BOB, "chat_instance": "c", "message": message(chat=GROUP, **{"from": BOT})}
    one = read({**about, "data": f"pay:[CARD_1]:{CARD}"}, "callback_query")
    assert (one.conversation, one.message) == ("-1001234", None)
    assert owners(one)["pay:"] == "2222"
    assert written(one)["data"] == "pay:[CARD_1]:[CARD_1]"
    assert written(read({**about, "data": "[CARD_1]"}, "callback_query"))["data"] == "[CARD_1]"
    query = {"id": "q", "from": BOB, "query": "x", "offset": f"[CARD_1]{CARD}"}
    assert written(read(query, "inline_query"))["offset"] == "[CARD_1][CARD_1]"
    assert written(read({**query, "offset": "50"}, "inline_query"))["offset"] == "50"
    marked = message(reply_markup={"inline_keyboard": [[{"text": "Ann", "callback_data": f"[CARD_7]{CARD}"}]]})
    button = written(read(marked))["reply_markup"]["inline_keyboard"][0][0]
    assert button == {"text": "[PERSON_3]", "callback_data": f"[CARD_7]{CARD}"}


@pytest.mark.parametrize(
    ("name", "node", "conversation", "group"),
    [
        ("inline_query", {"id": "1", "from": ANN, "query": "Bob", "offset": ""}, "1111", False),
        ("callback_query", {"id": "1", "from": ANN, "inline_message_id": "i", "data": "x"}, "1111", False),
        ("business_connection", {"id": "b", "user": ANN, "user_chat_id": 1111, "date": 1}, "1111", False),
        ("poll_answer", {"poll_id": "1", "voter_chat": {"id": -1005, "type": "channel"}}, "-1005", False),
        ("message_reaction", {"chat": GROUP, "message_id": 1, "user": BOB, "date": 1}, "-1001234", True),
        ("message_reaction", {"chat": GROUP, "message_id": 1, "actor_chat": GROUP, "date": 1}, "-1001234", True),
        ("chat_join_request", {"chat": GROUP, "from": BOB, "user_chat_id": 2222, "bio": "I am Bob"}, "2222", False),
        ("poll", {"id": "12", "question": "Who?", "options": [{"text": "Ann"}]}, "poll 12", True),
        ("never_heard_of", {"text": "Ann"}, "poll ", True),
    ],
)
def test_each_update_has_its_conversation(name: str, node: dict[str, Any], conversation: str, group: bool) -> None:
    one = read(node, name)
    assert (one.name, one.conversation, one.group, one.message) == (name, conversation, group, None)
    assert {part.conversation for part in one.parts} <= {conversation}
    assert not {"Ann", "Bob"} & set(re.findall(r"\w+", raw(one).decode()))
    assert not re.search(r"(?<!\d)(1111|2222)(?!\d)", raw(one).decode())


@pytest.mark.parametrize("raw", [b"[]", b"{}", b'{"update_id":"7"}', b"7"])
def test_what_is_no_update_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput):
        update.read(raw, NOTHING)


def test_nothing_is_shown() -> None:
    one = read(message(text=CARD))
    assert "Ann" not in f"{one!r}{one.parts!r}{one.message!r}"


def test_a_number_too_large_to_be_anybodys_stays() -> None:
    one = read(message(text="x", contact={"user_id": 10**50, "first_name": "Bob"}))
    assert one.numbers == [1111]
    assert written(one)["contact"]["user_id"] == 10**50
