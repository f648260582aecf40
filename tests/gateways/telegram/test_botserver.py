"""The Telegram of our own is strict, and aiogram and python-telegram-bot understand it without Privet between."""

from __future__ import annotations

import asyncio
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import botserver
from botserver import Bot, Fake, Person, words
from botserver.api import Refusal

HERE = Path(botserver.__file__).parent


@pytest.fixture
def fake() -> Iterator[Fake]:
    with botserver.served() as one:
        yield one


@pytest.fixture
def bot(fake: Fake) -> Bot:
    return fake.bot()


@pytest.fixture
def ann(fake: Fake, bot: Bot) -> Person:
    one = fake.person("Ann", "Example", "ann_example")
    fake.start(one, bot)
    return one


def ask(fake: Fake, bot: Bot, method: str, **values: Any) -> Any:
    """What a method gives, asked by plain HTTP; Refusal as it says."""

    async def asked() -> Any:
        url = f"{fake.url}/bot{bot.token}/{method}"
        async with aiohttp.ClientSession() as session, session.post(url, json=values) as answer:
            said = await answer.json()
            if not said["ok"]:
                raise Refusal(said["error_code"], said["description"], **said.get("parameters", {}))
            return said["result"]

    return asyncio.run(asked())


def test_the_list_is_that_of_the_locked_aiogram() -> None:
    made = runpy.run_path(str(HERE / "make_api.py"))
    assert made["text"]() == (HERE / "api.txt").read_text("utf-8")


@pytest.mark.parametrize("method", sorted(botserver.api.forms()["method"]))
def test_what_methods_give_is_on_the_list(method: str) -> None:
    returns = botserver.api.methods()[method.lower()].returns
    assert botserver.api.mismatch(botserver.made(returns), returns, method) == ""


@pytest.mark.parametrize(
    ("method", "values", "words_"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"text": " "}, "message text is empty"),
        ("sendMessage", {"text": "x" * 4097}, "message is too long"),
        ("sendMessage", {"text": "x", "zz": 1}, "strict: sendMessage has no parameter zz"),
        ("sendMessage", {"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"),
        ("sendMessage", {"text": "<p>x</p>", "parse_mode": "HTML"}, "Unsupported start tag"),
        ("sendMessage", {"text": "1.5", "parse_mode": "MarkdownV2"}, "Character '.' is reserved"),
        ("sendMessage", {"text": "*x", "parse_mode": "Markdown"}, "Can't find end of the entity"),
        ("sendMessage", {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]}, "outside the text"),
        ("sendMessage", {"text": "🦊x", "entities": [{"type": "bold", "offset": 1, "length": 2}]}, "surrogate pair"),
        ("sendMessage", {"text": "x", "entities": [{"type": "bold", "offset": 0}]}, "length is missing"),
        ("sendMessage", {"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ("sendMessage", {"text": "x", "message_thread_id": 4}, "message thread not found"),
        ("editMessageText", {"text": "x", "message_id": 999}, "message to edit not found"),
        ("deleteMessage", {"message_id": 999}, "message to delete not found"),
        ("sendPhoto", {"photo": "no-such-id"}, "wrong file identifier"),
        ("getFile", {"file_id": "no-such-id"}, "wrong file_id"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, "query is too old"),
        ("sendPoll", {"question": "x", "options": ["a"]}, "at least 2 option"),
    ],
)
def test_what_telegram_refuses_is_refused(
    fake: Fake, bot: Bot, ann: Person, method: str, values: dict[str, Any], words_: str
) -> None:
    chats = {} if "chat_id" in words_ or method in ("getFile", "answerCallbackQuery") else {"chat_id": ann.id}
    with pytest.raises(Refusal) as raised:
        ask(fake, bot, method, **chats, **values)
    assert raised.value.code == 400
    assert words_ in raised.value.description


def test_who_may_be_written_to(fake: Fake, bot: Bot, ann: Person) -> None:
    stranger, group = fake.person("Benjamin"), fake.group("Deliveries", ann)
    for chat, code, words_ in ((1, 400, "chat not found"), (stranger.id, 403, "can't initiate conversation"),
                               (group.id, 403, "not a member")):  # fmt: skip
        with pytest.raises(Refusal, match=words_) as raised:
            ask(fake, bot, "sendMessage", chat_id=chat, text="x")
        assert raised.value.code == code
    fake.blocks(ann, bot)
    with pytest.raises(Refusal, match="blocked by the user"):
        ask(fake, bot, "sendMessage", chat_id=ann.id, text="x")


def test_deleting_has_its_time_and_its_rights(fake: Fake, bot: Bot, ann: Person) -> None:
    group = fake.group("Deliveries", ann, bot)
    said = fake.says(ann, "Hello", group)
    with pytest.raises(Refusal, match="message can't be deleted"):
        ask(fake, bot, "deleteMessage", chat_id=group.id, message_id=said["message_id"])
    fake.admin(group, bot, "can_delete_messages")
    assert ask(fake, bot, "deleteMessage", chat_id=group.id, message_id=said["message_id"]) is True
    assert fake.shown(group) == []
    old = fake.says(ann, "Hello again", bot)
    fake.ahead_s = 48 * 3600 + 1
    with pytest.raises(Refusal, match="can't be deleted for everyone"):
        ask(fake, bot, "deleteMessage", chat_id=ann.id, message_id=old["message_id"])


def test_what_is_protected_is_not_forwarded(fake: Fake, bot: Bot, ann: Person) -> None:
    said = ask(fake, bot, "sendMessage", chat_id=ann.id, text="Keep it", protect_content=True)
    for method in ("forwardMessage", "copyMessage"):
        with pytest.raises(Refusal, match="can't be forwarded"):
            ask(fake, bot, method, chat_id=ann.id, from_chat_id=ann.id, message_id=said["message_id"])


def test_updates_are_fetched_as_at_telegram(fake: Fake, bot: Bot, ann: Person) -> None:
    for text in ("One", "Two", "Three"):
        fake.says(ann, text, bot)
    numbers = [one["update_id"] for one in ask(fake, bot, "getUpdates")]
    assert numbers == list(range(numbers[0], numbers[0] + 4))
    assert [one["update_id"] for one in ask(fake, bot, "getUpdates", limit=2)] == numbers[:2]
    assert [one["update_id"] for one in ask(fake, bot, "getUpdates", offset=-1)] == numbers[-1:]
    assert ask(fake, bot, "getUpdates", offset=numbers[-1] + 1) == []
    assert ask(fake, bot, "setWebhook", url=f"{fake.url}/nowhere", secret_token="a_b-1") is True
    with pytest.raises(Refusal, match="webhook is active"):
        ask(fake, bot, "getUpdates")
    with pytest.raises(Refusal, match="unallowed characters"):
        ask(fake, bot, "setWebhook", url=f"{fake.url}/nowhere", secret_token="ä")
    fake.says(ann, "Four", bot)
    fake.until(lambda: "last_error_message" in ask(fake, bot, "getWebhookInfo"))
    assert ask(fake, bot, "deleteWebhook", drop_pending_updates=True) is True
    assert ask(fake, bot, "getUpdates") == []


def test_an_update_waits_a_day(fake: Fake, bot: Bot, ann: Person) -> None:
    fake.ahead_s = 24 * 3600
    assert ask(fake, bot, "getUpdates") == []


def test_a_business_account_lets_in_as_far_as_its_owner_did(fake: Fake, bot: Bot, ann: Person) -> None:
    owner = fake.person("Olivia")
    connection = fake.connect(owner, bot, "can_reply")
    said = fake.writes(ann, connection, "For the shop")
    assert ask(fake, bot, "sendMessage", chat_id=ann.id, text="Yes", business_connection_id=connection.id)
    numbers = [said["message_id"]]
    with pytest.raises(Refusal, match="BOT_ACCESS_FORBIDDEN"):
        ask(fake, bot, "deleteBusinessMessages", business_connection_id=connection.id, message_ids=numbers)
    with pytest.raises(Refusal, match="business connection not found"):
        ask(fake, bot, "getBusinessConnection", business_connection_id="another")


def test_texts_count_utf_16_units() -> None:
    text, marks = words.read("🦊 <b>é🦊</b> &lt;", "HTML", None, 4096)
    assert (text, marks) == ("🦊 é🦊 <", [{"type": "bold", "offset": 3, "length": 3}])
    text, marks = words.read("||🦊|| *b _i_*\\.", "MarkdownV2", None, 4096)
    assert text == "🦊 b i."
    assert [(one["type"], one["offset"], one["length"]) for one in marks] == [
        ("spoiler", 0, 2), ("bold", 3, 3), ("italic", 5, 1),
    ]  # fmt: skip
    assert words.cut("a🦊b", 1, 2) == "🦊"
