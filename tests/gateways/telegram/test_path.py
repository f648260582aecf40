"""The path of updates under circumstances: Privet starts anew, two processes serve one installation, topics of a forum
open and close, business accounts, messages that are nearly too old to be deleted.
"""

from __future__ import annotations

import copy
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import botserver
from botserver import Group, Person, Refusal
from gateways.conftest import Server
from gateways.telegram.conftest import Gate
from ports import free_port

MAIL = "ann@example.com"
CARD = "4111 1111 1111 1111"
SOON_S = 2
HOUR_S = 3_600


@pytest.fixture
def alone(serve: Callable[..., Server]) -> Iterator[Gate]:
    """A Privet of its own, which may be killed."""
    with botserver.served() as fake:
        server = serve(f'[telegram]\napi = "{fake.url}"\npoll_seconds = 2\n')
        one = Gate(server, fake, fake.bot())
        one.added(one.bot, "shop")
        yield one
        server.stop()


def opened(gate: Gate, name: str = "Annabel") -> Person:
    """Somebody who has opened the chat with the bot."""
    one = gate.fake.person(name, "Exampleton")
    gate.fake.start(one, gate.bot)
    gate.updates()
    return one


def asked(gate: Gate, method: str, **values: Any) -> Any:
    """The result of a call, once the bot is served."""
    end = time.monotonic() + 30
    while (answer := gate.ask(method, **values))["status"] == 429:
        assert time.monotonic() < end, answer
        time.sleep(0.1)
    assert answer["ok"], answer
    return answer["result"]


def forum(gate: Gate, ann: Person, *topics: int) -> Group:
    """A forum in which the bot may read and delete all."""
    group = gate.fake.group("Parcels", ann, gate.bot, forum=True)
    gate.fake.admin(group, gate.bot, "can_delete_messages", "can_manage_topics")
    group.topics |= set(topics)
    return group


def texts(gate: Gate, group: Group) -> list[str]:
    """What stands in a group, by the bot."""
    return [one["text"] for one in gate.fake.shown(group) if one["from"]["is_bot"]]


def test_a_query_is_answered_and_a_message_edited_after_a_restart(alone: Gate) -> None:
    ann = opened(alone)
    group = forum(alone, ann, 7, 9)
    alone.fake.says(ann, f"Mine is {MAIL}", alone.bot)
    alone.fake.says(ann, f"And {MAIL} in the topic", group, topic=7)
    alone.fake.says(ann, "Mine is zoe@example.com", group, topic=9)
    first, *_ = alone.updates(count=3)
    chat = first["message"]["chat"]["id"]
    sent = asked(alone, "sendMessage", chat_id=chat, text="Is it [EMAIL_1]?", reply_markup=BUTTON)
    placed = asked(alone, "sendMessage", chat_id=group.id, message_thread_id=7, text="Noted", reply_markup=BUTTON)
    shown = next(one for one in alone.fake.shown(ann, alone.bot) if one["message_id"] == sent["message_id"])
    there = next(one for one in alone.fake.shown(group) if one["message_id"] == placed["message_id"])
    ids = [alone.fake.presses(ann, alone.bot, one, "yes") for one in (shown, there)]
    assert [one["callback_query"]["id"] for one in alone.updates(count=2)] == ids
    alone.server.stop(signal.SIGKILL)
    alone.server.start()
    for id in ids:
        asked(alone, "answerCallbackQuery", callback_query_id=id, text="It is [EMAIL_1]")
    asked(alone, "editMessageText", chat_id=group.id, message_id=placed["message_id"], text="Noted: [EMAIL_1]")
    assert [alone.fake.answers[id]["text"] for id in ids] == [f"It is {MAIL}"] * 2
    assert texts(alone, group) == [f"Noted: {MAIL}"]
    asked(alone, "answerInlineQuery", inline_query_id=alone.fake.asks(ann, alone.bot, "x"), results=[])


BUTTON = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}


def test_a_query_that_nobody_knows_gets_no_values(alone: Gate) -> None:
    ann = opened(alone)
    alone.fake.says(ann, f"Mine is {MAIL}", alone.bot)
    alone.updates()
    answer = alone.ask("answerCallbackQuery", callback_query_id="123", text="It is [EMAIL_1]")
    assert answer["status"] == 400
    assert [one["text"] for one in alone.fake.called("answerCallbackQuery")] == ["It is [EMAIL_1]"]


@pytest.fixture
def pair(alone: Gate) -> Iterator[tuple[Gate, Gate]]:
    """Two servers on one installation."""
    second = copy.copy(alone.server)
    second.port, second.log = free_port(), alone.server.log.with_name("second")
    second.start()
    yield alone, Gate(second, alone.fake, alone.bot)
    second.stop()


def polled(gate: Gate, since: float) -> int:
    return sum(method == "getUpdates" and at > since for method, at in gate.fake.asked)


def test_one_of_two_servers_polls_and_the_other_takes_over_when_it_dies(pair: tuple[Gate, Gate]) -> None:
    first, second = pair
    ann = opened(second)  # asked of the one that does not poll
    asked(second, "getMe")
    begun = first.bot.polls
    time.sleep(5)
    assert first.bot.polls - begun <= 4  # each waits two seconds, and ends no other
    first.fake.says(ann, "To both", first.bot)
    assert [one["message"]["text"] for one in second.updates()] == ["To both"]
    first.server.stop(signal.SIGKILL)
    first.fake.says(ann, "To the one that is left", first.bot)
    assert [one["message"]["text"] for one in second.updates(seconds=15)] == ["To the one that is left"]
    log = (first.server.log.read_text(), second.server.log.read_text())
    assert " 409 " not in log[1], log


def test_what_is_pasted_into_a_business_chat_is_deleted_there(alone: Gate) -> None:
    owner, zoe = opened(alone, "Olivia"), alone.fake.person("Zoe", "Exampleton")
    may = alone.fake.connect(owner, alone.bot, "can_reply", "can_read_messages", "can_delete_all_messages")
    alone.updates()
    said = alone.fake.writes(zoe, may, f"My card is {CARD}")
    room = alone.fake.room(0, zoe.id, may.id)
    alone.fake.until(lambda: (room, said["message_id"]) in alone.fake.deleted, SOON_S)
    (update,) = alone.updates()
    assert update["business_message"]["text"] == "My card is [CARD_1]"
    assert alone.fake.called("deleteBusinessMessages") == [
        {"business_connection_id": may.id, "message_ids": [said["message_id"]]}
    ]
    cannot = alone.fake.connect(owner, alone.bot, "can_reply", "can_read_messages")
    alone.updates()
    alone.fake.writes(zoe, cannot, f"My card is {CARD}")
    alone.updates()
    alone.fake.until(lambda: "failed" in alone.privet("bot", "deletions"))


def test_a_message_that_is_nearly_too_old_is_late_and_then_stays(alone: Gate) -> None:
    ann = opened(alone)
    alone.fake.refusals["deleteMessage"] += [Refusal(500, "Internal Server Error")] * 9
    old = {"text": f"My card is {CARD}", "date": int(time.time()) - 48 * HOUR_S + 600}
    alone.fake.sends(ann, alone.bot, old)
    alone.updates()
    alone.fake.until(lambda: "late" in alone.privet("bot", "deletions"))
    alone.fake.sends(ann, alone.bot, old | {"date": int(time.time()) - 49 * HOUR_S})
    alone.updates()
    said = alone.fake.until(lambda: (text := alone.privet("bot", "deletions")).count("48 hours") and text)
    assert "late" in said


def test_topics_are_conversations_of_their_own_and_may_be_closed(alone: Gate) -> None:
    ann = opened(alone)
    group = forum(alone, ann, 7, 9)
    alone.fake.says(ann, f"Mine is {MAIL}", group, topic=7)
    alone.fake.says(ann, "Nothing here", group, topic=9)
    alone.fake.says(ann, "In General, zoe@example.com", group)
    assert [one["message"]["text"] for one in alone.updates(count=3)] == [
        "Mine is [EMAIL_1]", "Nothing here", "In General, [EMAIL_1]",
    ]  # fmt: skip
    for topic in ({"message_thread_id": 7}, {"message_thread_id": 9}, {}):
        asked(alone, "sendMessage", chat_id=group.id, text="To [EMAIL_1]", **topic)
    assert texts(alone, group) == [f"To {MAIL}", "To [EMAIL_1]", "To zoe@example.com"]
    pasted = alone.fake.says(ann, f"My card is {CARD}", group, topic=7)
    alone.fake.until(lambda: pasted["message_id"] not in [one["message_id"] for one in alone.fake.shown(group)], SOON_S)
    alone.fake.until(lambda: [one for one in alone.fake.called("sendMessage") if "card" in one["text"].lower()])
    line = next(one for one in alone.fake.called("sendMessage") if "card" in one["text"].lower())
    assert line["message_thread_id"] == 7
    alone.fake.refusals["sendMessage"] += [Refusal(400, "Bad Request: TOPIC_CLOSED")]
    answer = alone.ask("sendMessage", chat_id=group.id, message_thread_id=7, text="To [EMAIL_1]")
    assert (answer["status"], answer["description"]) == (400, "Bad Request: TOPIC_CLOSED")
    pasted = alone.fake.says(ann, f"Again {CARD}", group, topic=7)  # as an administrator may in a closed one
    alone.fake.until(lambda: pasted["message_id"] not in [one["message_id"] for one in alone.fake.shown(group)], SOON_S)
