"""Answers that wait: fetched by whom they are for, acknowledged, only then on record as sent; or taken by a gateway."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import expire, fetch, send
from privet.core import ids
from privet.core.plain import Plain
from privet.errors import BadInput, ChannelError
from privet.plugins.channels.waiting import Waiting
from privet.store import outbox

TALK = "web-1"


@pytest.fixture
def chat(installation: Any) -> Any:
    """An installation with a visitor who wrote an address and a code."""
    installation.app.channels["webchat"] = Waiting("webchat")
    made = installation.receive("I am ana@example.com", TALK, channel="webchat")
    installation.talk = made.conversation
    return installation


def _fetch(chat: Any, after: str = "", name: str = TALK, channel: str = "webchat") -> list[tuple[str, str]]:
    found = fetch.fetch(chat.app, chat.tenant, channel, Plain(name), after)
    return [(one.id, one.text.expose()) for one in found.answers]


def _state(chat: Any, message: str) -> str:
    with chat.app.store.view(chat.tenant) as view:
        row = outbox.row(view, ids.read(ids.MESSAGE, message))
        return row.state if row else "gone"


def test_an_answer_waits_and_is_sent_once_it_is_acknowledged(chat: Any) -> None:
    before = len(chat.entries())
    sent = chat.send(chat.talk, "to [EMAIL_1], code 482913")
    assert sent.state == "waiting"
    assert chat.acts(before) == [("send", "requested")]
    answer = (sent.id, "to ana@example.com, code 482913")
    assert _fetch(chat) == _fetch(chat) == [answer]
    assert _state(chat, sent.id) == "waiting"
    assert _fetch(chat, sent.id) == []
    assert _state(chat, sent.id) == "sent"
    assert chat.acts(before) == [("send", "requested"), ("send", "done")]
    assert _fetch(chat, sent.id) == []
    assert chat.acts(before) == [("send", "requested"), ("send", "done")]
    ((_, again),) = _fetch(chat)
    assert again == "to ana@example.com, code [CODE_1]"  # what is only passed on ends with its delivery


def test_what_is_newer_than_what_is_acknowledged_goes_on_waiting(chat: Any) -> None:
    one, two = chat.send(chat.talk, "one"), chat.send(chat.talk, "two")
    assert [text for _, text in _fetch(chat, one.id)] == ["two"]
    assert (_state(chat, one.id), _state(chat, two.id)) == ("sent", "waiting")


def test_acknowledged_twice_at_once_it_is_on_record_once(chat: Any) -> None:
    sent = chat.send(chat.talk, "one")
    with chat.app.store.view(chat.tenant) as view:
        rows = [row for row in [outbox.row(view, ids.read(ids.MESSAGE, sent.id))] if row]
    before = len(chat.entries())
    fetch._acknowledged(chat.app, chat.tenant, rows)
    fetch._acknowledged(chat.app, chat.tenant, rows)
    assert chat.acts(before) == [("send", "done")]


def test_nothing_is_found_under_another_name_or_channel_or_once_erased(chat: Any) -> None:
    chat.send(chat.talk, "one")
    assert _fetch(chat, name="web-2") == []
    assert _fetch(chat, channel="loopback") == []
    assert fetch.fetch(chat.app, chat.tenant, "webchat", Plain("web-2"), "").conversation == ""
    chat.erase(chat.subject(TALK))
    assert _fetch(chat) == []
    with pytest.raises(BadInput):
        _fetch(chat, after="msg_none")


def test_what_is_past_its_time_is_not_given(chat: Any) -> None:
    chat.send(chat.talk, "one")
    chat.clock.forward(days=400)
    expire.expire(chat.app, chat.tenant)
    assert _fetch(chat) == []


def test_a_watcher_sees_what_waits_by_ids_alone(chat: Any) -> None:
    sent = chat.send(chat.talk, "one")
    ((message, talk, at),) = fetch.waiting(chat.app, chat.tenant, "webchat", chat.clock.at)
    assert (ids.shown(ids.MESSAGE, message), talk, at) == (sent.id, chat.talk, chat.clock.at)
    assert fetch.written(message) == chat.clock.at
    assert fetch.waiting(chat.app, chat.tenant, "webchat", chat.clock.at + 1) == []
    assert fetch.waiting(chat.app, chat.tenant, "other", 0) == []


def test_a_gateway_takes_what_waits_and_settles_it(chat: Any) -> None:
    sent = chat.send(chat.talk, "to [EMAIL_1]")
    message = ids.read(ids.MESSAGE, sent.id)
    taken = send.take(chat.app, chat.tenant, message)
    assert taken is not None
    row, outgoing = taken
    assert outgoing.text.expose() == "to ana@example.com"
    assert send.take(chat.app, chat.tenant, message) is None  # no two deliver it
    assert send.settle(chat.app, chat.tenant, row, ChannelError("later", retry=True)) == "queued"
    assert send.deliver(chat.app, chat.tenant, message).state == "waiting"
    (row, _) = send.take(chat.app, chat.tenant, message) or (row, None)
    assert row.attempts == 2
    assert send.settle(chat.app, chat.tenant, row, None) == "sent"
    assert send.take(chat.app, chat.tenant, ids.read(ids.MESSAGE, sent.id)) is None


def test_an_answer_to_somebody_erased_meanwhile_is_not_taken(chat: Any) -> None:
    sent = chat.send(chat.talk, "one")
    chat.erase(chat.subject(TALK))
    before = len(chat.entries())
    assert send.take(chat.app, chat.tenant, ids.read(ids.MESSAGE, sent.id)) is None
    assert chat.acts(before) == [("send", "denied")]
    assert _state(chat, sent.id) == "failed"


def test_nothing_is_handed_to_a_channel_that_waits() -> None:
    with pytest.raises(ChannelError):
        Waiting("webchat").deliver(None)  # type: ignore[arg-type]
