"""Where an answer to a query and an edit belong, also after a restart, for a day; and to nobody after an erasure."""

from __future__ import annotations

from typing import Any

import pytest

import bots
from bots import ANN, GROUP
from privet.acts import call, expire
from privet.acts.bot import Open
from privet.core import ids
from privet.core.botapi import call as calls
from privet.errors import PrivetError

MAIL = "ann@example.com"


@pytest.fixture
def one(installation: Any) -> Open:
    return bots.add(installation)


def query(id: str, number: int = 9, of: dict[str, Any] = ANN, message: dict[str, Any] | None = None) -> Any:
    """Somebody presses a button."""
    said = {"id": id, "from": of, "chat_instance": "7", "data": "yes"}
    return bots.read({"update_id": number, "callback_query": said | ({"message": message} if message else {})})


def answered(house: Any, one: Open, id: str, text: str = "To [EMAIL_1]", **more: Any) -> object:
    """The text with which a query is answered."""
    asked = {"callback_query_id": id, "text": text, **more}
    (found,) = call.begin(house.app, house.tenant, one, [calls.read("answerCallbackQuery", asked)])
    assert not isinstance(found, PrivetError), found
    return found.params["text"]


def test_an_answer_has_the_values_of_the_chat_that_was_asked_from(installation, one) -> None:
    bots.take(installation, one, bots.said(f"Mine is {MAIL}"), query("77"))
    assert answered(installation, one, "77") == f"To {MAIL}"
    installation.reopen()
    assert answered(installation, one, "77") == f"To {MAIL}"
    assert answered(installation, one, "78") == "To [EMAIL_1]"
    other = bots.add(installation, "other", bots.NUMBER + 1)
    assert answered(installation, other, "77") == "To [EMAIL_1]"


def test_it_is_known_for_a_day_and_not_after_an_erasure(installation, one) -> None:
    bots.take(installation, one, bots.said(f"Mine is {MAIL}"), query("77"))
    installation.clock.forward(minutes=23 * 60)
    assert answered(installation, one, "77") == f"To {MAIL}"
    installation.clock.forward(days=2)
    expire.expire(installation.app, installation.tenant)
    assert answered(installation, one, "77") == "To [EMAIL_1]"
    with installation.app.store.view(installation.tenant) as view:
        assert view.rows("SELECT * FROM bot_place WHERE tenant = ?", (installation.tenant,)) == []
    bots.take(installation, one, bots.said(f"Mine is {MAIL}", 20), query("88", 21))
    with installation.app.store.view(installation.tenant) as view:
        talks = view.rows("SELECT subject FROM message WHERE tenant = ?", (installation.tenant,))
    for subject in {row[0] for row in talks}:
        installation.erase(ids.shown(ids.SUBJECT, subject))
    assert answered(installation, one, "88") == "To [EMAIL_1]"


def test_a_button_in_a_topic_tells_where_its_message_stands(installation, one) -> None:
    there = {"chat": GROUP, "message_thread_id": 42, "is_topic_message": True}
    below = bots.message("Noted", 5, bots.OURSELVES, **there)
    bots.take(installation, one, bots.said(f"Mine is {MAIL}", 4, **there), query("77", 9, ANN, below))
    installation.reopen()
    assert answered(installation, one, "77") == f"To {MAIL}"
    edit = calls.read("editMessageText", {"chat_id": GROUP["id"], "message_id": 5, "text": "To [EMAIL_1]"})
    (found,) = call.begin(installation.app, installation.tenant, one, [edit])
    assert not isinstance(found, PrivetError)
    assert found.params["text"] == f"To {MAIL}"


def test_what_was_sent_into_a_topic_is_edited_there_after_a_restart(installation, one) -> None:
    there = {"chat": GROUP, "message_thread_id": 42, "is_topic_message": True}
    bots.take(installation, one, bots.said(f"Mine is {MAIL}", 4, **there))
    asked = {"chat_id": GROUP["id"], "message_thread_id": 42, "text": "one moment"}
    (begun,) = call.begin(installation.app, installation.tenant, one, [calls.read("sendMessage", asked)])
    assert isinstance(begun, call.Begun)
    call.finish(installation.app, installation.tenant, one, [call.Finished(begun, None, (20,))])
    installation.reopen()
    for number, text in ((20, f"To {MAIL}"), (21, "To [EMAIL_1]")):
        edit = calls.read("editMessageText", {"chat_id": GROUP["id"], "message_id": number, "text": "To [EMAIL_1]"})
        (found,) = call.begin(installation.app, installation.tenant, one, [edit])
        assert isinstance(found, call.Begun)
        assert found.params["text"] == text


def test_a_query_of_a_trial_and_one_without_a_chat_are_nothing_to_remember(installation) -> None:
    quiet = bots.add(installation, trial=True)
    bots.take(installation, quiet, bots.said(f"Mine is {MAIL}"), query("77"))
    assert answered(installation, quiet, "77") == "To [EMAIL_1]"
    assert answered(installation, quiet, "77", chat_id=5) == "To [EMAIL_1]"


def test_an_answer_to_a_guest_message_has_the_values_of_the_chat_that_it_was_sent_in(installation, one) -> None:
    guest = bots.read({"update_id": 9, "guest_message": bots.message(f"Mine is {MAIL}", 4, guest_query_id="55")})
    bots.take(installation, one, guest)
    for id, text in (("55", f"To {MAIL}"), ("56", "To [EMAIL_1]")):
        content = {"type": "article", "id": "1", "input_message_content": {"message_text": "To [EMAIL_1]"}}
        asked = calls.read("answerGuestQuery", {"guest_query_id": id, "result": content})
        (found,) = call.begin(installation.app, installation.tenant, one, [asked])
        assert not isinstance(found, PrivetError)
        said: Any = found.params["result"]
        assert said["input_message_content"]["message_text"] == text
