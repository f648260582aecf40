"""What of an update is stored as a message."""

from __future__ import annotations

from typing import Any

import pytest
from tests.core.botapi.samples import ALONE, BOB, message, owners, read


def test_a_channels_post_is_the_channels() -> None:
    chat = {"id": -1009, "type": "channel", "title": "News"}
    one = read({"message_id": 1, "chat": chat, "date": 5, "text": "x", "author_signature": "Eve"}, "channel_post")
    assert one.message is not None
    assert (one.message.party, one.message.name, one.group) == ("-1009", None, True)
    assert owners(one) == {"x": "-1009", "Eve": "-1009", "News": "-1009"}


def test_an_edit_is_a_message_of_its_own() -> None:
    one = read(message(text="x", edit_date=1_700_000_100), "edited_message")
    assert one.message is not None
    assert (one.message.external_id, one.message.sent_at) == ("9.1700000100", 1_700_000_100_000)
    assert read(message(location={"latitude": 1.5, "longitude": 2.5}, edit_date=5), "edited_message").message is None
    once = read(message(caption="x"), "edited_message").message
    assert once is not None
    assert once.external_id == "9.1700000000"


def test_a_business_account_hears_and_says() -> None:
    customer = {"business_connection_id": "b1", "text": "x"}
    heard = read(message(**customer), "business_message")
    assert (heard.conversation, heard.group) == ("1111@b1", False)
    assert heard.message is not None
    assert (heard.message.party, heard.message.direction) == ("1111", "in")
    said = read(message(**{**customer, "from": BOB}), "business_message")
    assert said.message is not None
    assert (said.message.party, said.message.direction) == ("1111", "out")
    gone = read({"business_connection_id": "b1", "chat": ALONE, "message_ids": [1, 2]}, "deleted_business_messages")
    assert (gone.conversation, gone.message, gone.numbers) == ("1111@b1", None, [1111])


def test_what_says_nothing_is_not_stored() -> None:
    assert read(message(new_chat_photo=[])).message is None
    assert read({"message_id": 1, "chat": ALONE, "date": 1, "text": "x"}).message is None


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"contact": {"first_name": "Bob", "phone_number": "+15550100"}}, "Bob +15550100"),
        ({"location": {"latitude": 51.5074, "longitude": -1}}, "51.5 -1"),
        ({"venue": {"title": "Cafe", "address": "1 Road", "location": {}}}, "Cafe 1 Road"),
        ({"poll": {"id": "1", "question": "Who?", "options": [{"text": "Ann"}, {"text": "Bob"}]}}, "Who?\nAnn\nBob"),
        ({"checklist": {"title": "To do", "tasks": [{"id": 1, "text": "call"}]}}, "To do\ncall"),
        ({"invoice": {"title": "Tea", "description": "green"}}, "Tea green"),
        ({"web_app_data": {"data": "d", "button_text": "b"}}, "d"),
        (
            {"rich_message": {"blocks": [
                {"type": "paragraph", "text": ["My ", {"type": "bold", "text": "name"}, " is"]},
                {"type": "blockquote", "credit": "Eve", "blocks": [{"type": "paragraph", "text": "a"}]},
                {"type": "photo", "caption": {"text": "b", "credit": "Cay"}},
            ]}},
            "My name is\nEve\na\nb\nCay",
        ),
    ],
)  # fmt: skip
def test_what_is_said_in_other_fields_is_stored_as_an_import_has_it(more: dict[str, Any], text: str) -> None:
    one = read(message(**more))
    assert one.message is not None
    assert one.message.text is not None
    assert one.parts[one.message.text].text == text


def test_files_are_called_by_their_names_or_sorts() -> None:
    files = {"animation": {"file_id": "a"}, "document": {"file_id": "a", "file_name": "a.gif"}}
    one = read(message(**files)).message
    assert one is not None
    assert (one.attachments, one.text) == (("animation",), None)
    one = read(message(photo=[{"file_id": "a", "width": 1}])).message
    assert one is not None
    assert one.attachments == ("photo",)
