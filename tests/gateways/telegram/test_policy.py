"""What Privet does in a chat by itself, before a strict Telegram of our own: groups, business accounts, rights."""

from __future__ import annotations

import json
from collections.abc import Callable

from botserver import Fake, Person
from gateways.conftest import Server
from gateways.telegram.conftest import Gate

CARD, MAIL = "4111 1111 1111 1111", "annabel@example.com"


def texts(shown: list[dict[str, object]]) -> list[str]:
    """The texts that a chat shows."""
    return [str(one.get("text", "")) for one in shown]


def test_a_card_pasted_in_a_group_is_deleted_where_the_bot_may(gate: Gate, ann: Person) -> None:
    group = gate.fake.group("Deliveries", ann, gate.bot)
    gate.fake.admin(group, gate.bot, "can_delete_messages")
    gate.fake.says(ann, f"Take it from {CARD}", group)
    gate.fake.until(lambda: CARD not in json.dumps(gate.fake.shown(group)), 5)
    (line,) = gate.fake.until(lambda: texts(gate.fake.shown(group)), 5)
    assert CARD not in line
    found = gate.updates()
    assert found[-1]["message"]["text"] == "Take it from [CARD_1]"
    gate.fake.says(ann, "Or from 5500 0055 5555 5559", group)
    gate.fake.until(lambda: len(gate.fake.deleted) >= 2, 5)
    assert len(texts(gate.fake.shown(group))) == 1  # said once
    gate.updates()


def test_where_the_bot_may_not_delete_the_customer_is_told_all_the_same(gate: Gate, ann: Person) -> None:
    bot = gate.added(gate.fake.bot("sees_bot", reads_all=True), "sees")
    group = gate.fake.group("Gardeners", ann, bot)
    before = len(gate.fake.deleted)
    gate.fake.says(ann, f"Take it from {CARD}", group)
    gate.fake.until(lambda: len(texts(gate.fake.shown(group))) == 2, 5)
    assert len(gate.fake.deleted) == before
    deletions = gate.privet("bot", "deletions", "--json")
    assert "failed" in deletions
    assert CARD not in deletions


def test_a_card_in_a_business_chat(gate: Gate, ann: Person) -> None:
    owner = gate.fake.person("Olivia", "Placeholder")
    connection = gate.fake.connect(owner, gate.bot, "can_reply", "can_delete_all_messages")
    gate.fake.writes(ann, connection, f"Take it from {CARD}")
    gate.fake.until(lambda: CARD not in json.dumps(gate.fake.shown(ann, connection=connection)), 5)
    assert gate.fake.called("deleteBusinessMessages")
    gate.updates(count=2)


def test_stop_in_a_group_stops_nothing(gate: Gate, ann: Person) -> None:
    group = gate.fake.group("Painters", ann, gate.bot)
    gate.fake.admin(group, gate.bot, "can_delete_messages")
    gate.fake.says(ann, "STOP", group)
    assert gate.updates()[-1]["message"]["text"] == "STOP"
    assert gate.ask("sendMessage", chat_id=group.id, text="On we go")["ok"]


def test_whoever_speaks_german_is_told_in_german(gate: Gate) -> None:
    otto = gate.fake.person("Otto", "Beispiel", language="de")
    gate.fake.start(otto, gate.bot)
    gate.fake.says(otto, "/privacy", gate.bot)
    gate.fake.until(lambda: len(gate.fake.shown(otto, gate.bot)) == 3, 10)
    said = texts(gate.fake.shown(otto, gate.bot))[-1]
    assert " und " in said or " der " in said or " die " in said or " Sie " in said
    gate.updates()


def test_a_second_bot_does_not_answer_for_the_first(gate: Gate, ann: Person) -> None:
    bot = gate.added(gate.fake.bot("second_bot"), "second")
    gate.fake.start(ann, bot)
    gate.fake.says(ann, f"I am {MAIL}", bot)
    found = gate.updates(bot, count=2)
    assert found[-1]["message"]["text"] == "I am [EMAIL_1]"
    assert gate.ask("getUpdates")["result"] == []  # the first bot hears nothing of it
    sent = gate.ask("sendMessage", bot, chat_id=found[-1]["message"]["chat"]["id"], text="To [EMAIL_1]")
    assert sent["ok"]
    assert texts(gate.fake.shown(ann, bot))[-1] == f"To {MAIL}"


def test_privacy_leads_to_the_notice_once_there_is_one(serve: Callable[..., Server], telegram: Fake) -> None:
    settings = f'[telegram]\napi = "{telegram.url}"\npoll_seconds = 5\n[login]\nurl = "https://privet.example.com"\n'
    gate = Gate(serve(settings), telegram, telegram.bot("notice_bot"))
    gate.added(gate.bot, "notice")
    gate.privet("notice", "publish", "--company", "Example Ltd", "--contact", "x@example.com", "--reason", "the first")
    ann = gate.fake.person("Annabel", "Exampleton")
    gate.fake.start(ann, gate.bot)
    gate.fake.says(ann, "/privacy", gate.bot)
    gate.fake.until(lambda: "https://privet.example.com/notice" in texts(gate.fake.shown(ann, gate.bot))[-1], 20)
