"""The gateway's small decisions, each by itself."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from privet.acts.admit import Admitted
from privet.acts.bot import Open
from privet.acts.file_pass import Known
from privet.core.bot import Settings
from privet.core.botapi.call import Call
from privet.core.channel import Outgoing
from privet.core.exchange import Answer
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.errors import BadInput, Busy, ChannelError, Conflict, Denied, NotFound, PrivetError, TooLarge
from privet.gateways.telegram import answers, calls, files, posting, serving
from privet.gateways.telegram.bots import Bots, Live
from privet.gateways.telegram.intake import TRIES, Heard, Intake, split
from privet.gateways.telegram.server import Unproved, refusal

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def live(**settings: Any) -> Live:
    """A bot that is served."""
    one = Open(
        TenantId(1), b"b" * 16, 110201543, "shop", "shop_bot", Plain(TOKEN), Plain("secret"), Settings(**settings), (),
        False, False, 0,
    )  # fmt: skip

    async def made() -> Live:
        return Live(TenantId(1), one)

    return asyncio.run(made())


def said(body: bytes) -> Any:
    return json.loads(body)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Unproved("no"), 401), (Busy("later"), 429), (TooLarge("big"), 413), (Conflict("twice"), 409),
        (NotFound("gone"), 400), (BadInput("bad"), 400), (Denied("no"), 403), (ChannelError("down", retry=True), 502),
        (PrivetError("odd"), 500),
    ],
)  # fmt: skip
def test_an_error_reads_as_telegrams_do(error: PrivetError, code: int) -> None:
    status, body = refusal(error)
    assert status == said(body)["error_code"] == code
    assert said(body)["ok"] is False
    assert (said(body).get("parameters") == {"retry_after": 1}) == (code == 429)


@pytest.mark.parametrize(
    ("answered", "told"),
    [
        (b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}',
         {"error_code": 400, "description": "Bad Request: chat not found"}),
        (b'{"ok":false,"error_code":400,"description":"Bad Request: ann@example.com"}',
         {"error_code": 400, "description": "Bad Request: refused"}),
        (b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":9,"x":"ann"}}',
         {"error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 9}}),
        (b'{"ok":false,"error_code":400,"description":"","parameters":{"migrate_to_chat_id":-1007}}',
         {"error_code": 400, "description": "Bad Request: refused", "parameters": {"migrate_to_chat_id": -1007}}),
        (b"<html>", {"error_code": 502, "description": "Bad Gateway"}),
        (b'{"ok":true}', {"error_code": 502, "description": "Bad Gateway"}),
    ],
)  # fmt: skip
def test_a_refusal_is_told_without_what_it_may_repeat(answered: bytes, told: dict[str, Any]) -> None:
    assert said(calls.told(Answer(400, "application/json", "utf-8", answered))) == {"ok": False} | told


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("5550123", {"chat_id": 5550123}),
        ("-1001/7", {"chat_id": -1001, "message_thread_id": 7}),
        ("5550123@biz_1", {"chat_id": 5550123, "business_connection_id": "biz_1"}),
    ],
)
def test_where_an_answer_goes(name: str, params: dict[str, Any]) -> None:
    outgoing = Outgoing("msg_x", Plain(name), Plain("5550123"), Plain("Hi"))
    assert answers.params(outgoing, protect=True) == params | {"text": "Hi", "protect_content": True}
    assert "protect_content" not in answers.params(outgoing, protect=False)


@pytest.mark.parametrize("name", ["", "ann", "1/2/3", "1/x", "1@", "--1", "٣"])
def test_a_conversation_that_is_no_chat(name: str) -> None:
    with pytest.raises(ChannelError):
        answers.params(Outgoing("msg_x", Plain(name), Plain("1"), Plain("Hi")), protect=True)


def test_a_call_in_the_answer_to_a_webhook() -> None:
    found = posting.asked(b'{"method":"sendMessage","chat_id":1,"text":"Hi"}')
    assert found is not None
    assert (found[0], found[1].values) == ("sendMessage", {"chat_id": 1, "text": "Hi"})
    for nothing in (b"", b"  ", b"ok", b"[]", b"{}", b'{"method":5}', b"[" * 99_999):
        assert posting.asked(nothing) is None


def test_names_of_updates() -> None:
    assert serving.named(["message", "poll", "message"]) == ["message", "poll"]
    assert serving.named('["message"]') == ["message"]
    assert serving.named([]) == serving.named("") == []
    for wrong in ("x", '{"a":1}', 5, [5], ["with space"], ["x" * 65], ["a"] * 65, None):
        with pytest.raises(BadInput):
            serving.named(wrong)


def test_flags() -> None:
    assert all(serving.flag(value) for value in (True, "true", "True", "1"))
    assert not any(serving.flag(value) for value in (False, None, "", "false", "0", 1, []))


@pytest.mark.parametrize(
    ("path", "rule"),
    [("photos/a.jpg", "link"), ("documents/a", "link"), ("voice/a", "pass"), ("video_notes/a", "pass"), ("a", "link")],
)
def test_what_becomes_of_a_file(path: str, rule: str) -> None:
    assert files.ruled(live(), path) == rule
    assert files.ruled(live(files={"photo": "block"}), "photos/a.jpg") == "block"


def test_of_what_a_file_came_as_and_where_telegram_has_it_the_stricter_holds() -> None:
    came = Known("fil_x", "document", 0, "x")
    assert files.ruled(live(files={"photo": "pass"}), "photos/a.jpg", came) == "link"
    assert files.ruled(live(files={"document": "pass", "photo": "seal"}), "thumbnails/a.jpg", came) == "seal"
    assert files.ruled(live(files={"document": "pass", "photo": "pass"}), "thumbnails/a.jpg", came) == "pass"


def test_updates_are_split_byte_for_byte() -> None:
    updates = [b'{"update_id":1,"x":{"b": 1.50,"a":"\\u00e9"}}', '{"update_id":2, "y":"Grüße 🦊"}'.encode()]
    assert split(b'{"ok":true,"result":[%b, %b]}' % tuple(updates)) == updates
    for wrong in (b"", b"{}", b'{"ok":false,"error_code":409}', b"[]", b'{"ok":true,"result":5}'):
        with pytest.raises(ValueError, match=r"."):
            split(wrong)


def test_what_was_not_ready_for_long_does_not_make_an_update_fail_sooner() -> None:
    one, said_ = live(), [*[Busy("later")] * 20, *[RuntimeError()] * (TRIES - 1), Admitted("stored")]

    class Turns:
        async def share(self, lane: Any, items: Any, commit: Any) -> list[Any]:
            return [said_.pop(0)] * len(items)

    intake = Intake(Turns(), lambda *_: Heard(False, ""), lambda *_: None)  # type: ignore[arg-type]

    async def came() -> None:
        for left in range(len(said_), 0, -1):
            assert await intake.take(one, [b'{"update_id":1,"message":{}}']) == (left == 1)
        assert not intake._failed

    asyncio.run(came())


def test_an_update_that_fails_for_no_known_reason_is_let_go_in_the_end() -> None:
    class Turns:
        async def share(self, lane: Any, items: Any, commit: Any) -> list[Any]:
            return [RuntimeError()] * len(items)

    intake = Intake(Turns(), lambda *_: Heard(False, ""), lambda *_: None)  # type: ignore[arg-type]
    taken = [asyncio.run(intake.take(live(), [b'{"update_id":1}'])) for _ in range(TRIES)]
    assert taken == [0] * (TRIES - 1) + [1]


def test_a_bot_is_found_by_its_whole_token_alone() -> None:
    one = live()

    async def take(act: Any) -> Any:
        return [(TenantId(1), one.bot, 0)]

    async def looked() -> None:
        bots, seen = Bots(take, b"h" * 16), []
        bots.changed.append(seen.append)
        await bots.look()
        await bots.look()
        assert len(seen) == 1  # what did not change is not told again
        found = bots.by_token(TOKEN)
        assert found is not None
        assert found.bot == one.bot
        for wrong in ("", "110201543", TOKEN[:-1], f"{TOKEN}a", TOKEN.replace("110201543", "0110201543"), "9" * 99):
            assert bots.by_token(wrong) is None
        assert bots.by_id(b"b" * 16) is found
        assert bots.by_id(b"x" * 16) is None

    asyncio.run(looked())


def test_the_answer_to_a_query_belongs_to_its_chat() -> None:
    one = live()
    message = {"message_id": 4, "chat": {"id": -5}, "message_thread_id": 7, "is_topic_message": True}
    query = {"update_id": 1, "callback_query": {"id": "77", "from": {"id": 9}, "message": message}}
    one.asked("callback_query", json.dumps(query).encode())
    one.asked("inline_query", b'{"update_id":2,"inline_query":{"id":"88","from":{"id":9}}}')
    one.asked("message", b'{"update_id":3,"message":{"id":"99","from":{"id":9}}}')

    def placed(**params: object) -> tuple[str, str]:
        call = one.placed(Call("answerCallbackQuery", dict(params)))
        return call.chat, call.place

    assert placed(callback_query_id="77") == ("-5", "/7")
    assert placed(inline_query_id="88") == ("9", "")
    assert placed(callback_query_id="99") == placed(text="x") == ("", "")
    assert one.placed(Call("x", {"callback_query_id": "77"}, chat="5")).chat == "5"
    one.stands("-5", 8, "/9")
    one.stands("-5", 6, "")
    for message, place in ((4, "/7"), ("8", "/9"), (6, ""), (5, "")):
        assert one.placed(Call("editMessageText", {"chat_id": -5, "message_id": message}, chat="-5")).place == place


def test_the_answer_to_a_query_belongs_to_the_topic_or_connection_of_its_chat() -> None:
    one = live()

    def placed(place: dict[str, Any]) -> Call:
        query = {"id": "77", "from": {"id": 9}, "message": {"message_id": 4, "chat": {"id": 9}, **place}}
        one.asked("callback_query", json.dumps({"update_id": 1, "callback_query": query}).encode())
        return one.placed(Call("answerCallbackQuery", {"callback_query_id": "77"}))

    found = placed({"business_connection_id": "biz"})
    assert (found.chat, found.place) == ("9", "@biz")
    found = placed({"chat": {"id": -5}, "direct_messages_topic": {"topic_id": 1 << 51}})
    assert (found.chat, found.place, found.numbers) == ("-5", f"/{1 << 51}", (1 << 51,))
    found = placed({"message_thread_id": 7})  # a thread of answers is no topic
    assert (found.chat, found.place) == ("9", "")


def test_a_chat_and_a_business_account_with_the_same_person_count_their_messages_each() -> None:
    one = live()
    one.stands("9", 4, "@biz")
    assert one.placed(Call("editMessageText", {"chat_id": 9, "message_id": 4}, chat="9")).place == ""


def test_queries_are_remembered_in_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    from privet.gateways.telegram import bots

    monkeypatch.setattr(bots, "QUERIES", 2)
    one = live()
    for number in range(5):
        one.asked("inline_query", json.dumps({"inline_query": {"id": str(number), "from": {"id": 1}}}).encode())
    assert list(one.queries) == ["3", "4"]
