"""STOP, START and HELP over a line are heard in the message's own commit; what may not be kept goes on and is not."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import pytest

from acts.test_forward import ANN, OURS, one, said, take, told
from privet.acts import basis, expire, fetch, forward, line, posted, send, stop
from privet.acts.line import Open
from privet.core import ids
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.errors import Denied

__all__ = ["one"]


def waiting(installation: Any) -> list[str]:
    """What waits to be sent over the line, as its recipients will read it; taken and sent herein."""
    app, tenant = installation.app, installation.tenant
    found = []
    for message, _, _ in fetch.waiting(app, tenant, "sms", 0):
        taken = send.take(app, tenant, message)
        if taken is not None:
            found.append(taken[1].text.expose())
            send.settle(app, tenant, taken[0], None)
    return found


def set_to(installation: Any, one: Open, **changed: Any) -> Open:
    line.change(
        installation.app, one.tenant, one.name, msgspec.structs.replace(one.settings, **changed), LOCAL
    )  # fmt: skip
    return line.opened(installation.app, one.tenant)[0]


def test_stop_is_heard_answered_once_and_nothing_is_sent_after_it(installation, one) -> None:
    app, tenant = installation.app, installation.tenant
    (first,) = take(installation, one, said("hello"))
    talk = forward.talk(app, one, OURS, ANN)
    send.send(app, tenant, talk, Plain("an offer that waits"), one.actor)
    before = len(installation.entries())
    (got,) = take(installation, one, said("STOP", "SM2"))
    assert (first.heard, got.outcome, got.heard, got.tag) == ("", "stored", "stop", 0)
    assert installation.acts(before) == [("receive", "done"), ("opt-out", "done"), ("send", "requested")]
    assert [each["Body"] for each in told(installation, one)] == ["hello"]
    (confirmed,) = waiting(installation)  # the offer that waited is refused as it is taken
    assert "START" in confirmed
    with pytest.raises(Denied, match="send-opted-out"):
        send.send(app, tenant, talk, Plain("an offer"), one.actor)
    assert take(installation, one, said("STOP", "SM2"))[0].outcome == "repeated"
    assert take(installation, one, said("stop", "SM3"))[0].heard == "stop"
    assert waiting(installation) == [], "whoever says so again is not told again"
    (back,) = take(installation, one, said("START", "SM4"))
    assert (back.heard, back.tag) == ("start", 0)
    assert "STOP" in waiting(installation)[0]
    assert send.send(app, tenant, talk, Plain("welcome"), one.actor).state == "waiting"
    receipts = stop.receipts(app, tenant, installation.subject(ANN), LOCAL)
    assert [each.said for each in receipts] == ["START", "stop", "STOP"]


def test_a_word_over_a_line_counts_on_every_channel_that_is_linked(installation, one) -> None:
    talk = installation.receive("hello", ANN).conversation
    take(installation, one, said("Please don't text me again.", "SM1"))
    with pytest.raises(Denied, match="send-opted-out"):
        installation.send(talk, "an offer")
    # A sentence goes on to the application: it may say other things as well.
    assert [each["Body"] for each in told(installation, one)] == ["Please don't text me again."]


def test_whether_the_application_sees_the_word_is_a_setting_of_the_line(installation, one) -> None:
    shown = set_to(installation, one, show_stop=True)
    got = take(installation, shown, said("STOP"), said("START", "SM2"), said("HELP", "SM3"))
    assert [each.heard for each in got] == ["stop", "start", "help"]
    assert all(each.tag for each in got)
    assert [each["Body"] for each in told(installation, shown)] == ["STOP", "START", "HELP"]


def test_help_is_answered_or_left_to_the_application(installation, one) -> None:
    (got,) = take(installation, one, said("HELP"))
    assert (got.heard, got.tag) == ("help", 0)
    assert "STOP" in waiting(installation)[0]
    app = installation.app
    app.config = replace(app.config, send=replace(app.config.send, answer_help=False))
    take(installation, one, said("HELP", "SM2"))
    assert waiting(installation) == []
    assert [each["Body"] for each in told(installation, one)] == ["HELP"]


def test_start_of_whom_nothing_stopped_says_something_else(installation, one) -> None:
    take(installation, one, said("START"))
    assert [each["Body"] for each in told(installation, one)] == ["START"]
    assert waiting(installation) == []


def test_what_the_provider_has_answered_is_not_answered_twice(installation, one) -> None:
    app, tenant = installation.app, installation.tenant
    talk = forward.talk(app, one, OURS, ANN)
    got = take(installation, one, replace(said("STOP"), answered=True), replace(said("HELP", "SM2"), answered=True))
    assert [(each.heard, each.tag) for each in got] == [("stop", 0), ("help", 0)]
    assert waiting(installation) == []
    with pytest.raises(Denied, match="send-opted-out"):
        send.send(app, tenant, talk, Plain("an offer"), one.actor)


def test_a_stop_in_flight_no_send_leaves_after_its_commit(installation, one) -> None:
    """Four applications send, one customer says STOP meanwhile: what is handed on after its commit is its answer."""
    app, tenant = installation.app, installation.tenant
    talk = forward.talk(app, one, OURS, ANN)
    left: list[tuple[int, str]] = []
    refused, begun, over = [], threading.Event(), threading.Event()
    # One turn at a time, as the server gives them: the order of commits is the order of turns.
    turn = threading.Lock()

    def sends() -> None:
        for number in range(200):
            if over.is_set() and number > 20:
                return
            try:
                with turn:
                    sent = send.send(app, tenant, talk, Plain(f"offer {number}"), one.actor)
                with turn:
                    if send.take(app, tenant, ids.read(ids.MESSAGE, sent.id)) is not None:
                        left.append((len(installation.entries()), sent.id))
            except Denied:
                refused.append(1)
            if number == 5:
                begun.set()

    threads = [threading.Thread(target=sends) for _ in range(4)]
    for each in threads:
        each.start()
    assert begun.wait(30)
    with turn:
        take(installation, one, said("STOP"))
        at = len(installation.entries())
    over.set()
    for each in threads:
        each.join(60)
    entries = installation.entries()
    number = next(n for n, entry in enumerate(entries) if entry.act == "opt-out")
    assert number < at
    assert left
    assert refused
    assert all(when <= number for when, _ in left)
    assert [entry.act for entry in entries[number + 1 :] if entry.act == "send" and str(entry.outcome) == "done"] == []


def test_where_nothing_may_be_kept_it_goes_on_and_is_written_nowhere(installation, one) -> None:
    app, tenant = installation.app, installation.tenant
    basis.set_(app, tenant, "storage", "none", Plain("as counsel said"), LOCAL)
    before = len(installation.entries())
    (got,) = take(installation, one, said("I am canary@example.com and CANARYWORD"))
    assert (got.outcome, got.heard) == ("passed", "")
    assert got.post is not None
    form = dict(parse_qsl(got.post.written.body.decode()))
    assert (form["Body"], form["To"]) == ("I am [EMAIL_1] and CANARYWORD", OURS)
    assert form["From"].startswith("+999")
    assert installation.acts(before) == [("pass", "done")]
    with app.store.view(tenant) as view:
        every = [name for (name,) in view.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [str(view.rows(f"SELECT * FROM {name}")) for name in every]
    assert "line_post" in every
    for canary in ("CANARYWORD", "canary@", ANN[1:]):
        assert not [each for each in rows if canary in each]
    assert posted.waiting(app, one) == []
    # The provider repeats it, since nobody took it: one act, the same id, however often.
    (again,) = take(installation, one, said("I am canary@example.com and CANARYWORD"))
    assert again.post is not None
    assert (again.outcome, again.post.id) == ("passed", got.post.id)
    assert installation.acts(before) == [("pass", "done")]
    posted.done(app, one, [got.post.tag])
    assert take(installation, one, said("I am canary@example.com"))[0].outcome == "repeated"
    with app.store.view(tenant) as view:
        assert view.rows("SELECT * FROM subject") == []
    with pytest.raises(Denied, match="no-basis-to-keep"):
        forward.talk(app, one, OURS, ANN)
    assert installation.acts(before)[-1] == ("send", "denied")


def test_where_nothing_may_be_kept_and_there_is_no_application_it_only_is_on_record(installation, one) -> None:
    quiet = set_to(installation, one, app="")
    basis.set_(installation.app, one.tenant, "storage", "none", Plain("as counsel said"), LOCAL)
    before = len(installation.entries())
    got = take(installation, quiet, said("hello"), said("hello"))
    assert [(each.outcome, each.post) for each in got] == [("passed", None), ("repeated", None)]
    assert installation.acts(before) == [("pass", "done")]


def test_whoever_is_known_is_heard_also_where_nothing_may_be_kept(installation, one) -> None:
    app, tenant = installation.app, installation.tenant
    take(installation, one, said("hello"))
    alias = told(installation, one)[0]["From"]
    talk = forward.talk(app, one, OURS, ANN)
    basis.set_(app, tenant, "storage", "none", Plain("as counsel said"), LOCAL)
    (got,) = take(installation, one, said("STOP", "SM2"))
    assert (got.outcome, got.heard) == ("passed", "stop")
    assert got.post is not None, "nobody is told here, so the application is"
    assert dict(parse_qsl(got.post.written.body.decode()))["From"] == alias
    with pytest.raises(Denied, match="send-opted-out"):
        send.send(app, tenant, talk, Plain("an offer"), one.actor)
    # What began to be passed on goes on so, whatever was decided meanwhile.
    basis.set_(app, tenant, "storage", "contract", Plain("as counsel said"), LOCAL)
    (again,) = take(installation, one, said("STOP", "SM2"))
    assert (again.outcome, again.heard) == ("passed", "")


def test_what_the_application_never_took_is_given_up_on_record(installation, one) -> None:
    app, tenant = installation.app, installation.tenant
    basis.set_(app, tenant, "storage", "none", Plain("as counsel said"), LOCAL)
    take(installation, one, said("hello"))
    assert line.everyone(app, tenant, LOCAL)[0].waiting == 1
    installation.clock.forward(days=1, minutes=1)
    before = len(installation.entries())
    expire.expire(app, tenant)
    assert [each.act for each in installation.entries()[before:]].count("line.lost") == 1
    assert line.everyone(app, tenant, LOCAL)[0].waiting == 0


def test_a_conversation_that_is_full_takes_no_more(installation, one, monkeypatch) -> None:
    take(installation, one, said("a@example.com"))
    monkeypatch.setattr("privet.core.tokens.HIGHEST", 1)
    (got,) = take(installation, one, said("b@example.com", "SM2"))
    assert (got.outcome, got.reasons) == ("refused", ("conversation-full",))


def test_what_an_application_answers_and_that_it_has_the_message_are_one_commit(installation, one) -> None:
    app, tenant = installation.app, installation.tenant
    (got,) = take(installation, one, said("hello"))
    talk = forward.talk(app, one, OURS, ANN)

    def broken(tx: Any) -> None:
        posted.taken(tx, one, [got.tag])
        raise OSError("the disk")

    with pytest.raises(OSError, match="the disk"):
        send.send(app, tenant, talk, Plain("hello too"), one.actor, also=broken)
    assert len(posted.waiting(app, one)) == 1
    assert waiting(installation) == []
    send.send(app, tenant, talk, Plain("hello too"), one.actor, also=lambda tx: posted.taken(tx, one, [got.tag]))
    assert posted.waiting(app, one) == []
    assert waiting(installation) == ["hello too"]
