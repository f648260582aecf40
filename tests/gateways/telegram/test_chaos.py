"""Telegram down, slow, full, broken; updates twice; a bot that never answers; Privet killed: nothing acknowledged is
lost, nothing comes twice, and what may or may not have left is not sent again.
"""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import botserver
from botserver import Bot, Person, Refusal
from gateways.conftest import Server
from gateways.telegram.conftest import Gate

MAIL = "ann@example.com"


def words_of(update: Any) -> str:
    return str(update["message"]["text"])


def test_telegram_is_down_and_comes_back(gate: Gate, ann: Person) -> None:
    gate.fake.down = True
    answer = gate.ask("getMe")
    assert (answer["status"], answer["ok"]) == (502, False)
    gate.fake.says(ann, "While it was down", gate.bot)
    gate.fake.down = False
    assert [words_of(one) for one in gate.updates(seconds=30)] == ["While it was down"]


def test_telegram_asks_to_be_left_alone(gate: Gate, ann: Person) -> None:
    gate.fake.limits["getUpdates"] += [1]
    gate.fake.says(ann, "First", gate.bot)
    gate.fake.says(ann, "Second", gate.bot)
    assert [words_of(one) for one in gate.updates(count=2, seconds=30)] == ["First", "Second"]
    gate.fake.limits["sendMessage"] += [7]
    chat = alias(gate, ann)
    answer = gate.ask("sendMessage", chat_id=chat, text="Too soon")
    assert answer["status"] == 429
    assert answer["parameters"] == {"retry_after": 7}


def alias(gate: Gate, person: Person) -> int:
    gate.fake.says(person, "Who am I?", gate.bot)
    (update,) = gate.updates()
    return int(update["message"]["chat"]["id"])


def test_an_update_that_comes_again_is_one(gate: Gate, ann: Person) -> None:
    before = gate.bot.next
    gate.fake.says(ann, f"Once, {MAIL}", gate.bot)
    (update,) = gate.updates()
    raw = {"update_id": before, "message": gate.fake.shown(ann, gate.bot)[-1]}
    for _ in range(3):
        gate.fake.again(gate.bot, json.dumps(raw).encode())
    gate.fake.says(ann, "After it", gate.bot)
    assert [words_of(one) for one in gate.updates()] == ["After it"]
    assert words_of(update) == "Once, [EMAIL_1]"


def test_what_may_have_left_is_not_sent_again(gate: Gate, ann: Person) -> None:
    chat = alias(gate, ann)
    gate.fake.silent.add("sendMessage")
    try:
        answer = gate.ask("sendMessage", chat_id=chat, text="It left, and nobody knows")
    finally:
        gate.fake.silent.clear()
    assert (answer["status"], answer["ok"]) == (502, False)
    time.sleep(3)
    assert [one["text"] for one in gate.fake.shown(ann, gate.bot)].count("It left, and nobody knows") == 1


def test_a_page_of_html_is_no_answer(gate: Gate, ann: Person) -> None:
    chat = alias(gate, ann)
    gate.fake.garbage.add("sendMessage")
    try:
        answer = gate.ask("sendMessage", chat_id=chat, text="Hello")
    finally:
        gate.fake.garbage.clear()
    assert (answer["status"], answer["ok"]) == (502, False)


def test_a_refusal_that_repeats_what_was_asked_is_not_handed_on(gate: Gate, ann: Person) -> None:
    chat = alias(gate, ann)
    gate.fake.refusals["sendMessage"].append(Refusal(400, f"Bad Request: {ann.id} and {MAIL} are wrong"))
    answer = gate.ask("sendMessage", chat_id=chat, text="Hello")
    assert answer["status"] == 400
    assert MAIL not in json.dumps(answer)
    assert str(ann.id) not in json.dumps(answer)


def test_a_slow_telegram_holds_up_nobody_else(gate: Gate, ann: Person) -> None:
    gate.fake.says(ann, "Before it was slow", gate.bot)
    (update,) = gate.updates()
    gate.fake.slow_s = 3
    try:
        begun = time.monotonic()
        assert gate.ask("getUpdates", offset=update["update_id"] + 1)["result"] == []
        assert gate.ask("getWebhookInfo")["result"]["pending_update_count"] == 0
        assert time.monotonic() - begun < 3  # not through the slow Telegram
    finally:
        gate.fake.slow_s = 0


def test_a_telegram_that_does_not_wait_is_not_asked_in_a_hot_loop(gate: Gate, ann: Person) -> None:
    gate.fake.hasty = True
    try:
        gate.fake.says(ann, "Ends the request that waits", gate.bot)
        gate.updates()
        begun = time.time()
        time.sleep(3)
        asked = [at for method, at in gate.fake.asked if method == "getUpdates" and at > begun]
        assert 1 <= len(asked) <= 5
        gate.fake.says(ann, "It still comes", gate.bot)
        assert [one["message"]["text"] for one in gate.updates()] == ["It still comes"]
    finally:
        gate.fake.hasty = False


def test_a_second_poll_ends_the_first_as_at_telegram(gate: Gate) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(gate.ask, "getUpdates", timeout=20)
        time.sleep(1)
        second = gate.ask("getUpdates")
        assert first.result(10)["status"] == 409
        assert second["ok"]


def test_a_token_that_is_wrong(gate: Gate) -> None:
    stranger = Bot("4100000001:" + "x" * 35, "stranger_bot", "Stranger")
    assert gate.ask("getMe", stranger)["status"] == 401
    almost = Bot(gate.bot.token[:-1] + ("a" if gate.bot.token[-1] != "a" else "b"), "almost_bot", "Almost")
    assert gate.ask("getMe", almost)["status"] == 401


@pytest.fixture
def alone(serve: Callable[..., Server]) -> Iterator[Gate]:
    """A Privet of its own, which may be killed."""
    with botserver.served() as fake:
        server = serve(f'[telegram]\napi = "{fake.url}"\npoll_seconds = 2\n')
        one = Gate(server, fake, fake.bot())
        one.added(one.bot, "shop")
        yield one
        server.stop()


def test_killed_again_and_again_while_updates_come(alone: Gate) -> None:
    people = [alone.fake.person(f"Ann{letter}", "Exampleton") for letter in "abcdefgh"]
    said = []
    got: dict[int, str] = {}
    for turn in range(3):
        for at, person in enumerate(people * 5):
            said.append(f"Number {turn}-{at}")
            alone.fake.says(person, said[-1], alone.bot)
        time.sleep(0.3)
        alone.server.stop(signal.SIGKILL)
        alone.server.start()
    end = time.monotonic() + 60
    while len(got) < len(said):
        assert time.monotonic() < end, sorted(set(said) - set(got.values()))
        answer = alone.ask("getUpdates", timeout=1, offset=max(got, default=-1) + 1)
        if answer["ok"]:
            fresh = {one["update_id"]: words_of(one) for one in answer["result"]}
            assert not fresh.keys() & got.keys()
            got |= fresh
    assert sorted(got.values()) == sorted(said)
    assert [got[one] for one in sorted(got)] == said


def test_killed_as_soon_as_somebody_said_stop(alone: Gate) -> None:
    ann = alone.fake.person("Annabel", "Exampleton")
    alone.fake.says(ann, "Who am I?", alone.bot)
    chat = alone.updates()[0]["message"]["chat"]["id"]
    alone.fake.says(ann, "STOP", alone.bot)
    alone.fake.until(lambda: not alone.bot.queue)  # it was acknowledged
    alone.server.stop(signal.SIGKILL)
    alone.server.start()
    alone.fake.until(lambda: alone.ask("getMe")["ok"], 30)
    assert alone.ask("sendMessage", chat_id=chat, text="Our offer")["status"] == 403
    assert alone.ask("getUpdates")["result"] == []


def test_killed_as_soon_as_a_call_is_answered(alone: Gate) -> None:
    ann = alone.fake.person("Annabel", "Exampleton")
    alone.fake.says(ann, "Who am I?", alone.bot)
    chat = alone.updates()[0]["message"]["chat"]["id"]
    said = [f"Answer {turn}" for turn in range(4)]
    for text in said:
        assert alone.ask("sendMessage", chat_id=chat, text=text)["ok"]
        alone.server.stop(signal.SIGKILL)
        alone.server.start()
        end = time.monotonic() + 30
        while not alone.ask("getMe")["ok"]:
            assert time.monotonic() < end
            time.sleep(0.1)
    assert [one["text"] for one in alone.fake.shown(ann, alone.bot)][1:] == said
    entries = [json.loads(line) for line in alone.privet("ledger", "entries", "--json").splitlines()]
    sent = {one["object"]: [each["outcome"] for each in entries if each["object"] == one["object"]]
            for one in entries if one["act"] == "send"}  # fmt: skip
    assert len(sent) == len(said)
    assert all(found in (["requested", "done"], ["requested"]) for found in sent.values()), sent  # its lease still runs


def test_what_a_bot_never_takes_waits_for_it_in_order(alone: Gate) -> None:
    ann = alone.fake.person("Annabel", "Exampleton")
    refused = []

    def count(at: int) -> None:
        alone.fake.says(ann, f"Waits {at}", alone.bot)

    answer = alone.ask("setWebhook", url=f"http://127.0.0.1:{alone.fake.url.rpartition(':')[2]}/nothing")
    assert answer["ok"], answer
    for at in range(5):
        count(at)
        refused.append(at)
    alone.fake.until(lambda: not alone.bot.queue)
    end = time.monotonic() + 20
    while alone.ask("getWebhookInfo")["result"]["pending_update_count"] < 5:
        assert time.monotonic() < end
        time.sleep(0.1)
    alone.server.stop(signal.SIGKILL)
    alone.server.start()
    while not alone.ask("deleteWebhook")["ok"]:
        assert time.monotonic() < end + 30
        time.sleep(0.2)
    assert [words_of(one) for one in alone.updates(count=5)] == [f"Waits {at}" for at in refused]


def test_a_webhook_of_telegrams_is_believed_by_its_secret_alone(serve: Callable[..., Server]) -> None:
    with botserver.served() as fake:
        server = serve(f'[telegram]\napi = "{fake.url}"\npublic_url = "https://privet.example.com"\n')
        one = Gate(server, fake, fake.bot())
        one.added(one.bot, "shop", "--mode", "hook")
        (asked,) = _hook(one)
        url, secret = asked["url"], asked["secret_token"]
        assert url.startswith("https://privet.example.com/gateways/telegram/hook/")
        path = url.removeprefix("https://privet.example.com")
        ann = fake.person("Annabel", "Exampleton")
        fake.start(ann, one.bot)
        update = {"update_id": 7, "message": fake.shown(ann, one.bot)[-1] | {"text": f"Posted, {MAIL}"}}
        for wrong in ("", "x", secret[:-1], secret + "x"):
            head = {"X_Telegram_Bot_Api_Secret_Token": wrong} if wrong else {}
            assert server.ask("POST", path, update, **head).status == 401
        good = {"X_Telegram_Bot_Api_Secret_Token": secret}
        assert server.ask("POST", path, update, **good).status == 200
        server.stop(signal.SIGKILL)  # what was answered is durable
        server.start()
        assert server.ask("POST", path, update, **good).status in (200, 429)  # never 401, by which bots would give up
        one.fake.until(lambda: one.ask("getWebhookInfo")["ok"])
        found = one.updates(seconds=30)
        assert [words_of(each) for each in found] == ["Posted, [EMAIL_1]"]
        server.stop()


def _hook(one: Gate) -> list[dict[str, Any]]:
    """What Privet asked Telegram's setWebhook for."""
    one.fake.until(lambda: any(method == "setWebhook" for method, _ in one.fake.asked))
    hook = one.fake.until(lambda: one.bot.hook)
    return [{"url": hook["url"], "secret_token": hook["secret"]}]


def test_nothing_of_anybody_stands_in_what_was_written(gate: Gate, ann: Person) -> None:
    chat = alias(gate, ann)
    gate.fake.says(ann, f"My mail is {MAIL}", gate.bot)
    gate.updates()
    gate.ask("sendMessage", chat_id=chat, text="To [EMAIL_1]")
    gate.ask("noSuchMethod")
    gate.ask("sendMessage", chat_id="garbage")
    canaries = [
        MAIL,
        "Annabel",
        "Exampleton",
        "annabel_ex",
        str(ann.id),
        gate.bot.token,
        gate.bot.token.partition(":")[2],
    ]
    for name, data in gate.server.written():
        for canary in canaries:
            if name.endswith(".token"):
                continue
            assert canary.encode() not in data, f"{canary[:4]}… in {name}"
