"""Protection in the chat, as a strict Telegram sees it: what was pasted is deleted where rights allow, with one line to
the customer; STOP holds for whatever the bot sends; what is sent cannot be forwarded.
"""

from __future__ import annotations

from botserver import Person
from gateways.telegram.conftest import Gate

CARD = "4111 1111 1111 1111"
SOON_S = 2
"""In which time what was pasted is to be gone."""


def test_a_pasted_card_is_deleted_and_said_so_once(gate: Gate, ann: Person) -> None:
    first = gate.fake.says(ann, f"My card is {CARD}", gate.bot)
    room = gate.fake.room(gate.bot.id, ann.id)
    gate.fake.until(lambda: (room, first["message_id"]) in gate.fake.deleted, SOON_S)
    lines = gate.fake.until(lambda: [one["text"] for one in gate.fake.shown(ann, gate.bot) if one["from"]["is_bot"]])
    second = gate.fake.says(ann, f"Again, {CARD}", gate.bot)
    gate.fake.until(lambda: (room, second["message_id"]) in gate.fake.deleted, SOON_S)
    assert len(lines) == 1
    assert CARD not in lines[0]
    assert [one["message"]["text"] for one in gate.updates(count=2)] == ["My card is [CARD_1]", "Again, [CARD_1]"]
    assert [one["text"] for one in gate.fake.shown(ann, gate.bot) if one["from"]["is_bot"]] == lines


def test_with_rights_in_a_group_a_card_and_a_password_are_gone_soon(gate: Gate, ann: Person) -> None:
    group = gate.fake.group("Parcels", ann, gate.bot)
    gate.fake.admin(group, gate.bot, "can_delete_messages")
    for pasted in (f"Mine is {CARD}", "my password is Tr0ub4dor&3"):
        said = gate.fake.says(ann, pasted, group)
        gate.fake.until(lambda said=said: said["message_id"] not in [  # type: ignore[misc]
            one["message_id"] for one in gate.fake.shown(group)], SOON_S)  # fmt: skip
    texts = [one["message"]["text"] for one in gate.updates(count=2)]
    assert CARD not in texts[0]
    assert "Tr0ub4dor" not in texts[1]


def test_without_rights_in_a_group_the_card_stays_and_the_bot_has_its_token(gate: Gate, ann: Person) -> None:
    group = gate.fake.group("Deliveries", ann, gate.bot)
    gate.fake.admin(group, gate.bot)
    asked = len(gate.fake.called("deleteMessage"))
    said = gate.fake.says(ann, f"For the group: {CARD}", group)
    gate.fake.until(lambda: len(gate.fake.called("deleteMessage")) > asked)
    assert said["message_id"] in [one["message_id"] for one in gate.fake.shown(group)]
    (update,) = gate.updates()
    assert update["message"]["text"] == "For the group: [CARD_1]"


def test_whoever_says_stop_in_other_words_is_heard_and_the_bot_sees_what_else_they_said(
    gate: Gate, ann: Person
) -> None:
    gate.fake.says(ann, "My bill is fine now. Please don't text me again.", gate.bot)
    (update,) = gate.updates()
    assert update["message"]["text"].startswith("My bill is fine now.")
    gate.fake.until(lambda: [one for one in gate.fake.shown(ann, gate.bot) if one["from"]["is_bot"]])
    answer = gate.ask("sendMessage", chat_id=update["message"]["chat"]["id"], text="An offer")
    assert answer["status"] == 403


def test_stop_holds_until_start(gate: Gate, ann: Person) -> None:
    gate.fake.says(ann, "Hello", gate.bot)
    (update,) = gate.updates()
    chat = update["message"]["chat"]["id"]
    gate.fake.says(ann, "STOP", gate.bot)
    gate.fake.until(lambda: [one for one in gate.fake.shown(ann, gate.bot) if one["from"]["is_bot"]])
    answer = gate.ask("sendMessage", chat_id=chat, text="An offer")
    assert answer["status"] == 403
    assert "An offer" not in [one["text"] for one in gate.fake.shown(ann, gate.bot)]
    gate.fake.says(ann, "START", gate.bot)
    gate.fake.until(lambda: len([one for one in gate.fake.shown(ann, gate.bot) if one["from"]["is_bot"]]) > 1)
    answer = gate.ask("sendMessage", chat_id=chat, text="An answer")
    assert answer["ok"], answer
    shown = gate.fake.shown(ann, gate.bot)[-1]
    assert (shown["text"], shown["has_protected_content"]) == ("An answer", True)
    gate.fake.says(ann, "What the bot sees", gate.bot)
    assert [one["message"]["text"] for one in gate.updates()] == ["What the bot sees"]  # neither STOP nor START
