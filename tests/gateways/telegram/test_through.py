"""Through `privet run`, by plain HTTP, against a strict Telegram of our own."""

from __future__ import annotations

import json
from typing import Any

from botserver import Person
from gateways.telegram.conftest import Gate

CARD = "4242 4242 4242 4242"


def test_a_card_reaches_the_bot_as_a_token_and_goes_back_as_it_was(gate: Gate, ann: Person) -> None:
    gate.fake.says(ann, "Hi 🦊, my mail is ann@example.com, ok?", gate.bot)
    (update,) = gate.updates()
    message = update["message"]
    assert "ann@example.com" not in json.dumps(update)
    assert "Annabel" not in json.dumps(update)
    assert str(ann.id) not in json.dumps(update)
    assert message["text"] == "Hi 🦊, my mail is [EMAIL_1], ok?"
    assert message["entities"] == [{"type": "email", "offset": 18, "length": 9}]
    answer = gate.ask("sendMessage", chat_id=message["chat"]["id"], text="To [EMAIL_1], [PERSON_1]?")
    assert answer["ok"], answer
    assert gate.fake.shown(ann, gate.bot)[-1]["text"] == "To ann@example.com, Annabel?"
    assert answer["result"]["text"] == "To [EMAIL_1], [PERSON_1]?"


def test_a_method_that_is_newer_than_privet_is_passed_on_and_what_comes_back_is_looked_through(
    gate: Gate, ann: Person
) -> None:
    gate.fake.says(ann, "Hi, my mail is ann@example.com", gate.bot)
    chat = gate.updates()[0]["message"]["chat"]["id"]
    asked: list[dict[str, Any]] = []

    def hologram(values: dict[str, Any]) -> Any:
        asked.append(values)
        return {"hologram": {"of": {"id": ann.id, "is_bot": False, "first_name": "Annabel"}, "note": "ann@example.com"}}

    gate.fake.newer["sendHologram"] = hologram
    said = gate.ask("sendHologram", chat_id=chat, text="For [EMAIL_1]", shade="[EMAIL_1]")
    assert asked.pop() == {
        "chat_id": ann.id, "text": "For ann@example.com", "shade": "[EMAIL_1]", "protect_content": True,
    }  # fmt: skip
    assert said["ok"]
    assert "ann@example.com" not in json.dumps(said)
    assert "Annabel" not in json.dumps(said)
    assert said["result"]["hologram"]["of"]["id"] == chat
    gate.ask("sendHologram", text="For [EMAIL_1]")
    assert asked.pop() == {"text": "For [EMAIL_1]"}  # to nobody that is known
    assert gate.ask("sendHologrammm", chat_id=chat)["error_code"] == 404
    assert gate.ask("s" * 65)["error_code"] == 404


def test_a_bot_may_be_kept_to_the_methods_that_privet_knows(gate: Gate) -> None:
    gate.fake.newer["sendHologram"] = lambda values: True
    gate.set("shop", "--unknown", "no")
    gate.fake.until(lambda: gate.ask("sendHologram").get("error_code") == 404)
    gate.set("shop", "--unknown", "yes")
    gate.fake.until(lambda: gate.ask("sendHologram")["ok"])
