"""aiogram 3 and python-telegram-bot 22 run unmodified behind Privet: only the address is another. What they understand
is what is asserted; what a chat shows is what a strict Telegram of our own shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from botserver import Bot, Person
from gateways.telegram.clients import LIBRARIES, running
from gateways.telegram.conftest import Gate

MAIL = "ann@example.com"
CONTACT = {"phone_number": "+442079460958", "first_name": "Belinda", "user_id": 5200000001,
           "vcard": "BEGIN:VCARD\nTEL:+442079460958\nEND:VCARD"}  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.fixture(scope="module", params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def own(gate: Gate, library: str) -> Bot:
    """A bot for each library."""
    name = "aio" if library == "aiogram" else "ptb"
    return gate.added(gate.fake.bot(f"{name}_bot"), name, "--files", "photo=pass,document=pass")


@pytest.fixture(scope="module")
def client(gate: Gate, own: Bot, library: str) -> Iterator[Any]:
    """The bot that fetches, running."""
    with running(library, gate.base, own.token) as one:
        yield one


@pytest.fixture
def ann(gate: Gate, own: Bot, client: Any) -> Person:
    one = gate.fake.person("Annabel", "Exampleton", "annabel_ex")
    gate.fake.start(one, own)
    return one


def last(client: Any, gate: Gate, kind: str, text: str = "") -> Any:
    """The next update of a kind in which a text stands; no fault came up."""
    found = client.until(lambda one: one if getattr(one, kind, None) and text in json.dumps(client.said(one)) else None)
    client.updates.remove(found)
    return getattr(found, kind)


def alias(message: Any) -> int:
    return int(message.chat.id)


def test_a_text_comes_and_an_answer_goes(gate: Gate, own: Bot, client: Any, ann: Person) -> None:
    gate.fake.says(ann, f"🦊🦊 reach me: {MAIL}, please", own, entities=[{"type": "bold", "offset": 0, "length": 4}])
    message = last(client, gate, "message", "reach me")
    assert message.text == "🦊🦊 reach me: [EMAIL_1], please"
    assert message.from_user.first_name == "[PERSON_1]"
    assert [(one.type, one.offset, one.length) for one in message.entities] == [("bold", 0, 4), ("email", 15, 9)]
    assert alias(message) != ann.id
    assert alias(message).bit_length() == 52
    sent = client.call(named(client, "sendMessage"), chat_id=alias(message), text="Is <b>[EMAIL_1]</b> right?",
                       parse_mode="HTML")  # fmt: skip
    shown = gate.fake.shown(ann, own)[-1]
    assert shown["text"] == f"Is {MAIL} right?"
    assert {"type": "bold", "offset": 3, "length": 15} in shown["entities"]
    assert shown["has_protected_content"] is True
    assert sent.text == "Is [EMAIL_1] right?"
    assert sent.chat.id == alias(message)


def test_an_edit_and_a_reply_with_a_quote(gate: Gate, own: Bot, client: Any, ann: Person) -> None:
    first = gate.fake.says(ann, f"My address is {MAIL}", own)
    message = last(client, gate, "message", "My address")
    gate.fake.edits(ann, first, own, "My address is ann.new@example.com")
    edited = last(client, gate, "edited_message")
    assert edited.text == "My address is [EMAIL_2]"
    assert edited.message_id == message.message_id
    gate.fake.says(ann, "As I said", own, reply_to=first, quote="address is")
    reply = last(client, gate, "message", "As I said")
    assert "example.com" not in json.dumps(reply_words(reply))
    assert reply.quote.text == "address is"


def reply_words(message: Any) -> list[str]:
    """The texts of a message and of the one it answers."""
    return [str(message.text), str(message.reply_to_message.text), str(message.quote and message.quote.text)]


def test_buttons(gate: Gate, own: Bot, client: Any, ann: Person) -> None:
    gate.fake.says(ann, f"Here: {MAIL}", own)
    message = last(client, gate, "message", "Here:")
    markup = {"inline_keyboard": [[{"text": "Use [EMAIL_1]", "callback_data": "use:[EMAIL_1]"}]]}
    client.call(
        named(client, "sendMessage"), chat_id=alias(message), text="Which?", reply_markup=keyboard(client, markup)
    )
    shown = gate.fake.shown(ann, own)[-1]
    assert shown["reply_markup"]["inline_keyboard"] == [[{"text": f"Use {MAIL}", "callback_data": "use:[EMAIL_1]"}]]
    id = gate.fake.presses(ann, own, shown, "use:[EMAIL_1]")
    query = last(client, gate, "callback_query")
    assert query.data == "use:[EMAIL_1]"
    assert query.message.text == "Which?"
    client.call(named(client, "answerCallbackQuery"), callback_query_id=query.id, text="Used [EMAIL_1]")
    assert gate.fake.answers[id]["text"] == f"Used {MAIL}"


def test_inline_queries(gate: Gate, own: Bot, client: Any, ann: Person) -> None:
    id = gate.fake.asks(ann, own, f"orders of {MAIL}")
    query = last(client, gate, "inline_query")
    assert query.query.startswith("orders of [EMAIL_")
    token = query.query.removeprefix("orders of ")
    client.call(named(client, "answerInlineQuery"), inline_query_id=query.id, results=[article(client, f"For {token}")])
    (result,) = gate.fake.answers[id]["results"]
    assert result["input_message_content"]["message_text"] == f"For {MAIL}"


def test_files_go_both_ways(gate: Gate, own: Bot, client: Any, ann: Person) -> None:
    gate.fake.sends(ann, own, {"photo": gate.fake.photo(PNG), "caption": f"Me, {MAIL}"})
    message = last(client, gate, "message", "Me,")
    assert message.caption == "Me, [EMAIL_1]"
    assert client.fetched(message.photo[-1].file_id) == PNG
    sent = client.call(
        named(client, "sendDocument"), chat_id=alias(message), document=client.upload("bill.pdf", b"%PDF- bill"),
        caption="For [EMAIL_1]",
    )  # fmt: skip
    shown = gate.fake.shown(ann, own)[-1]
    assert shown["caption"] == f"For {MAIL}"
    assert gate.fake.files[shown["document"]["file_id"]][0] == b"%PDF- bill"
    assert sent.caption == "For [EMAIL_1]"


def test_typed_fields(gate: Gate, own: Bot, client: Any, ann: Person) -> None:
    gate.fake.sends(ann, own, {"contact": CONTACT})
    contact = last(client, gate, "message", "contact").contact
    assert contact.phone_number.startswith("+999")
    assert contact.first_name.startswith("[PERSON_")
    assert contact.user_id != 5200000001
    gate.fake.sends(ann, own, {"location": {"latitude": 51.50735, "longitude": -0.12776}})
    place = last(client, gate, "message", "location").location
    assert (place.latitude, place.longitude) == (51.5, -0.1)


def test_polls(gate: Gate, own: Bot, client: Any, ann: Person) -> None:
    gate.fake.says(ann, f"Ask {MAIL}", own)
    message = last(client, gate, "message", "Ask ")
    sent = client.call(named(client, "sendPoll"), chat_id=alias(message), question="Is it [EMAIL_1]?",
                       options=["Yes, [EMAIL_1]", "No"], is_anonymous=False)  # fmt: skip
    shown = gate.fake.shown(ann, own)[-1]["poll"]
    assert shown["question"] == f"Is it {MAIL}?"
    assert shown["options"][0]["text"] == f"Yes, {MAIL}"
    assert sent.poll.question == "Is it [EMAIL_1]?"
    gate.fake.votes(ann, own, shown["id"], 1)
    answer = last(client, gate, "poll_answer")
    assert answer.user.first_name.startswith("[PERSON_")
    assert answer.user.id == alias(message)
    assert list(answer.option_ids) == [1]


def test_a_group(gate: Gate, own: Bot, client: Any, ann: Person) -> None:
    ben = gate.fake.person("Benjamin", "Samplewood")
    group = gate.fake.group("Deliveries", ann, ben, own)
    gate.fake.admin(group, own, "can_delete_messages")
    first = gate.fake.says(ann, f"I am at {MAIL}", group)
    one = last(client, gate, "message", "I am at")
    gate.fake.says(ben, f"And I at ben@example.com, not {MAIL}", group, reply_to=first)
    two = last(client, gate, "message", "And I at")
    assert one.chat.id == two.chat.id == group.id
    assert one.from_user.id != two.from_user.id
    assert one.text == "I am at [EMAIL_1]"
    assert two.reply_to_message.text == one.text
    assert "example.com" not in two.text
    client.call(named(client, "sendMessage"), chat_id=group.id, text="[EMAIL_1]!", reply_to_message_id=two.message_id)
    assert gate.fake.shown(group)[-1]["text"] == f"{MAIL}!"


def test_a_business_account(gate: Gate, own: Bot, client: Any, ann: Person) -> None:
    owner = gate.fake.person("Olivia", "Placeholder")
    connection = gate.fake.connect(owner, own)
    opened = last(client, gate, "business_connection")
    assert opened.user.first_name.startswith("[PERSON_")
    assert opened.user_chat_id != owner.id
    said = gate.fake.writes(ann, connection, f"For the shop: {MAIL}")
    message = last(client, gate, "business_message")
    assert message.text == "For the shop: [EMAIL_1]"
    client.call(named(client, "sendMessage"), chat_id=alias(message), text="Thanks, [EMAIL_1]",
                business_connection_id=message.business_connection_id)  # fmt: skip
    assert gate.fake.shown(ann, connection=connection)[-1]["text"] == f"Thanks, {MAIL}"
    gate.fake.takes_back(ann, connection, said)
    deleted = last(client, gate, "deleted_business_messages")
    assert list(deleted.message_ids) == [said["message_id"]]
    assert deleted.chat.id == alias(message)


def test_a_refusal_is_the_librarys_own_exception(gate: Gate, own: Bot, client: Any, ann: Person) -> None:
    gate.fake.says(ann, "Hello", own)
    message = last(client, gate, "message", "Hello")
    with pytest.raises(Exception, match=r"(?i)chat not found"):
        client.call(named(client, "sendMessage"), chat_id=alias(message) ^ 1, text="To nobody")
    gate.fake.limits["sendMessage"].append(1)
    with pytest.raises(Exception, match=r"(?i)flood control|retry"):
        client.call(named(client, "sendMessage"), chat_id=alias(message), text="Too much")


def test_updates_posted_to_the_bots_own_address_with_its_own_secret(gate: Gate, library: str, own: Bot) -> None:
    name = own.username.removesuffix("_bot") + "_posted"
    bot = gate.added(gate.fake.bot(f"{name}_bot"), name)
    ann = gate.fake.person("Annabel", "Exampleton")
    with running(library, gate.base, bot.token, hook="a-Secret_1") as client:
        gate.fake.start(ann, bot)
        gate.fake.says(ann, f"Posted {MAIL}", bot)
        message = last(client, gate, "message", "Posted")
        assert message.text == "Posted [EMAIL_1]"
        client.call(named(client, "sendMessage"), chat_id=alias(message), text="Got [EMAIL_1]")
        assert gate.fake.shown(ann, bot)[-1]["text"] == f"Got {MAIL}"


def named(client: Any, method: str) -> str:
    """A method as the library calls it."""
    if type(client).__name__ == "Aiogram":
        return method
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in method)


def keyboard(client: Any, markup: dict[str, Any]) -> Any:
    """An inline keyboard as the library has it."""
    if type(client).__name__ == "Aiogram":
        return markup
    from telegram import InlineKeyboardMarkup

    return InlineKeyboardMarkup.de_json(markup, client.bot)


def article(client: Any, text: str) -> Any:
    """A result for an inline query as the library has it."""
    if type(client).__name__ == "Aiogram":
        from aiogram.types import InlineQueryResultArticle, InputTextMessageContent

        return InlineQueryResultArticle(id="1", title="An order",
                                        input_message_content=InputTextMessageContent(message_text=text))  # fmt: skip
    import telegram

    return telegram.InlineQueryResultArticle("1", "An order", telegram.InputTextMessageContent(text))
