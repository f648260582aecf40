"""Through `privet run`, by plain HTTP, against a strict Telegram of our own."""

from __future__ import annotations

import json

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
