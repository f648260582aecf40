"""What customers say of messages is heard with the message itself, on every channel; the receipt is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from privet.acts import hear, stop
from privet.acts import receive as receiving
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import Denied, NotFound
from privet.plugins.channels.loopback import Loopback
from privet.plugins.channels.waiting import Waiting
from privet.store import outbox

ANN, BEN, CAT = "+12025550101", "+12025550102", "+12025550103"
GATEWAY = Actor("gateway", "loopback")
MARIA = Actor("operator", "maria", frozenset({"agent"}))


def comes(house: Any, text: str, party: str = ANN, actor: Actor = GATEWAY, **more: Any) -> Any:
    (answer,) = receiving.receive(house.app, house.tenant, [house.inbound(text, party, **more)], actor)
    return answer


def texts(house: Any) -> list[str]:
    return [one.text.expose() for one in house.delivered]


def test_stop_is_heard_with_the_message_confirmed_once_and_holds(installation) -> None:
    came = comes(installation, "Please don't text me again. I am ann@example.com")
    assert (came.outcome, came.heard) == ("stored", "stop")
    assert installation.acts()[1:] == [
        ("receive", "done"),
        ("opt-out", "done"),
        ("send", "requested"),
        ("send", "done"),
    ]
    assert len(texts(installation)) == 1
    assert "START" in texts(installation)[0]
    with pytest.raises(Denied, match="send-opted-out"):
        installation.send(came.conversation, "our offer of today")
    assert comes(installation, "STOP").heard == "stop"
    assert len(texts(installation)) == 1, "whoever says so again is not told again"
    back = comes(installation, "start")
    assert back.heard == "start"
    assert "STOP" in texts(installation)[1]
    assert installation.send(came.conversation, "welcome back").state == "sent"


def test_the_receipt_says_when_by_which_message_and_what_was_said_in_tokens(installation) -> None:
    came = comes(installation, "don't text me again, I am ann@example.com")
    installation.clock.forward(minutes=5)
    again = comes(installation, "START")
    subject = installation.subject()
    given = (installation.app, installation.tenant, subject)
    back, first = stop.receipts(*given, LOCAL)
    assert (first.stop, first.message, first.by, first.at) == (
        True,
        came.id,
        GATEWAY.id,
        installation.clock.at - 300_000,
    )
    assert first.said == "don't text me again, I am [EMAIL_1]"
    assert (back.stop, back.message, back.said) == (False, again.id, "START")
    entry = installation.entries()[first.number]
    assert (entry.act, entry.object, entry.subject) == ("opt-out", came.id, subject)
    assert entry.note is not None
    with pytest.raises(Denied):
        stop.receipts(*given, MARIA)
    with pytest.raises(NotFound):
        stop.receipts(installation.app, installation.tenant, ids.shown(ids.SUBJECT, bytes(16)), LOCAL)
    installation.erase(subject)
    assert {one.said for one in stop.receipts(*given, LOCAL)} == {""}


def test_a_word_on_one_channel_counts_on_all_that_are_linked(installation) -> None:
    installation.app.channels["sms"] = Loopback(installation.delivered.append)
    on_sms = comes(installation, "hello", channel="sms", subject_ref="C-1").conversation
    chat = comes(installation, "hello", "visitor-1", subject_ref="C-1").conversation
    other = comes(installation, "hello", BEN, subject_ref="C-2").conversation
    same = comes(installation, "hello", CAT).conversation
    comes(installation, "STOP", "visitor-1")
    for talk in (on_sms, chat):
        with pytest.raises(Denied, match="send-opted-out"):
            installation.send(talk, "an offer")
    assert installation.send(other, "an offer").state == "sent"
    assert installation.send(same, "an offer").state == "sent", "nothing links them yet"
    comes(installation, "hello again", CAT, subject_ref="C-1")
    with pytest.raises(Denied, match="send-opted-out"):
        installation.send(same, "an offer")
    subject = ids.shown(ids.SUBJECT, _owner(installation, on_sms))
    with installation.app.store.view(installation.tenant) as view:
        found = stop.of(view, ids.read(ids.SUBJECT, subject))
    assert found is not None
    assert found.channel == "sms"
    comes(installation, "START", ANN, channel="sms")
    assert [installation.send(talk, "thanks").state for talk in (on_sms, chat, same)] == ["sent"] * 3


def test_a_reference_that_was_given_to_another_links_no_more(installation) -> None:
    first = comes(installation, "hello", "visitor-1", subject_ref="C-1").conversation
    comes(installation, "hello", "visitor-1", subject_ref="C-9")
    comes(installation, "hello", "visitor-2", subject_ref="C-1")
    comes(installation, "STOP", "visitor-2")
    assert installation.send(first, "an offer").state == "sent"
    comes(installation, "hello", "visitor-3", subject_ref="C-9")
    comes(installation, "STOP", "visitor-3")
    with pytest.raises(Denied, match="send-opted-out"):
        installation.send(first, "an offer")
    installation.erase(installation.subject("visitor-3"))
    with pytest.raises(Denied, match="send-opted-out"):
        installation.send(first, "an offer")


def test_one_telephone_number_on_two_channels_is_one_customer_to_stop(installation) -> None:
    installation.app.channels["sms"] = Loopback(installation.delivered.append)
    talk = comes(installation, "hello", ANN).conversation
    comes(installation, "STOP", ANN, channel="sms")
    with pytest.raises(Denied, match="send-opted-out"):
        installation.send(talk, "an offer")


def _owner(house: Any, talk: str) -> bytes:
    from privet.store import subjects

    with house.app.store.view(house.tenant) as view:
        row = subjects.conversation(view, ids.read(ids.CONVERSATION, talk))
    assert row is not None
    return row.subject


@pytest.mark.parametrize(
    ("actor", "more"),
    [(LOCAL, {}), (GATEWAY, {"direction": "out"}), (GATEWAY, {"group": True})],
    ids=["an import", "the company's own words", "a group"],
)
def test_what_is_not_a_customers_own_word_is_not_heard(installation, actor: Actor, more: dict[str, Any]) -> None:
    assert comes(installation, "STOP", actor=actor, **more).heard == ""
    assert ("opt-out", "done") not in installation.acts()


def test_a_program_that_brings_messages_is_told_and_what_comes_again_changes_nothing(installation) -> None:
    key = Actor("service", "crm")
    given = (installation.app, installation.tenant)
    message = installation.inbound("STOP", external_id="7", channel="sms")
    assert receiving.receive(*given, [message], lambda view: key)[0].heard == "stop"
    many = len(installation.entries())
    (again,) = receiving.receive(*given, [message], key)
    assert (again.outcome, again.heard) == ("repeated", "stop")
    assert len(installation.entries()) == many
    assert installation.delivered == [], "nothing is set up to send over that channel"


def test_start_from_somebody_who_gets_messages_means_something_else(installation) -> None:
    came = comes(installation, "start")
    assert came.heard == "start"
    assert installation.acts()[1:] == [("receive", "done")]


def test_help_is_answered_where_the_settings_say_so(installation) -> None:
    assert comes(installation, "Ayuda").heard == "help"
    assert len(texts(installation)) == 1
    assert "demo" in texts(installation)[0]
    app = installation.app
    app.config = replace(app.config, send=replace(app.config.send, answer_help=False))
    assert comes(installation, "HELP").heard == "help"
    assert len(texts(installation)) == 1


def test_help_is_answered_to_somebody_who_wants_no_messages(installation) -> None:
    comes(installation, "STOP")
    comes(installation, "HELP")
    assert len(texts(installation)) == 2


def test_help_after_a_stop_on_a_linked_channel_is_answered_where_it_was_asked_and_lifts_nothing(installation) -> None:
    there: list[Any] = []
    installation.app.channels["sms"] = Loopback(there.append)
    chat = comes(installation, "hello", "visitor-1", subject_ref="C-1").conversation
    comes(installation, "STOP", ANN, channel="sms", subject_ref="C-1")
    assert (len(there), texts(installation)) == (1, [])
    assert comes(installation, "help", "visitor-1", subject_ref="C-1").heard == "help"
    assert len(there) == 1
    assert "demo" in texts(installation)[0]
    with pytest.raises(Denied, match="send-opted-out"):
        installation.send(chat, "an offer")


def test_where_rules_do_not_let_it_be_recorded_the_message_is_stored_and_the_refusal_is_on_record(installation) -> None:
    from privet.app import default_policy

    rules = default_policy()
    cases = [one for one in rules["cases.toml"].split("[[case]]") if '"opt-out-word"' not in one]
    start, end = rules["rules.cedar"].index('@id("opt-out-word")'), rules["rules.cedar"].index('@id("opt-out-people")')
    other = installation.add_tenant(
        "old", rules=rules["rules.cedar"][:start] + rules["rules.cedar"][end:], cases="[[case]]".join(cases)
    )
    (came,) = receiving.receive(installation.app, other, [installation.inbound("STOP")], GATEWAY)
    assert came.outcome == "stored"
    assert [(one.act, str(one.outcome)) for one in installation.entries(other)][-2:] == [
        ("receive", "done"), ("opt-out", "denied"),
    ]  # fmt: skip
    assert installation.delivered == []


def test_an_answer_that_rules_do_not_let_out_leaves_the_message_stored(installation) -> None:
    from privet.app import default_policy

    rules = default_policy()
    shut = rules["rules.cedar"].replace("resource.opted_out && !resource.own_answer", "resource.opted_out")
    cases = rules["cases.toml"].replace(
        'facts = { to_member = true, opted_out = true, own_answer = true }\nexpect = "permit"\nby = ["send"]',
        'facts = { to_member = true, opted_out = true, own_answer = true }\nexpect = "deny"\nby = ["send-opted-out"]',
    )
    other = installation.add_tenant("shut", rules=shut, cases=cases)
    (came,) = receiving.receive(installation.app, other, [installation.inbound("STOP")], GATEWAY)
    assert came.outcome == "stored"
    assert [(one.act, str(one.outcome)) for one in installation.entries(other)][-2:] == [
        ("opt-out", "done"), ("send", "denied"),
    ]  # fmt: skip


def test_what_waited_when_a_customer_said_stop_does_not_leave_any_more(installation) -> None:
    from privet import jobs
    from privet.acts import send as sending
    from privet.errors import ChannelError

    talk = comes(installation, "hello").conversation

    def broken(message: Any) -> None:
        raise ChannelError("not now", retry=True)

    app = installation.app
    app.channels["loopback"] = Loopback(broken)
    sent = installation.send(talk, "our offer of today")
    assert sent.state == "queued"
    app.channels["loopback"] = Loopback(installation.delivered.append)
    comes(installation, "STOP")
    installation.clock.forward(minutes=10)
    jobs.tick(app)
    assert [one.id for one in installation.delivered if one.id == sent.id] == []
    with app.store.view(installation.tenant) as view:
        row = outbox.row(view, ids.read(ids.MESSAGE, sent.id))
    assert row is not None
    assert row.state == "failed"
    assert ("send", "denied") in installation.acts()
    assert sending.deliver(app, installation.tenant, ids.read(ids.MESSAGE, sent.id)).state == "failed"


def test_what_a_gateway_comes_for_is_asked_again(installation) -> None:
    from privet.acts import send as sending

    app = installation.app
    app.channels["web"] = Waiting("web")
    talk = comes(installation, "hello", channel="web").conversation
    sent = installation.send(talk, "our offer of today")
    assert sent.state == "waiting"
    comes(installation, "STOP", channel="web")
    assert sending.take(app, installation.tenant, ids.read(ids.MESSAGE, sent.id)) is None
    assert installation.acts()[-1] == ("send", "denied")
    assert Plain("x").whole()


def test_whoever_sends_a_card_is_told_in_their_conversation_unless_they_want_no_messages(installation) -> None:
    given = (installation.app, installation.tenant)
    talk = comes(installation, "my card is 4111 1111 1111 1111").conversation
    hear.coach(*given, "loopback", talk, "Better not")
    hear.coach(*given, "nowhere", talk, "Better not")
    assert texts(installation) == ["Better not"]
    comes(installation, "STOP")
    hear.coach(*given, "loopback", talk, "Better not")
    assert texts(installation).count("Better not") == 1
