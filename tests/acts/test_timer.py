"""Timers: what is said destroys itself, for a customer, in a conversation, or one message; refused from T + 0 on."""

from __future__ import annotations

from typing import Any

import pytest
from tests.acts.test_lasting import left
from tests.acts.test_portal import Customer
from tests.conftest import Installation

import bots
from privet import jobs
from privet.acts import customer as customer_
from privet.acts import file_open, mine, purge, retract, timer
from privet.core import ids, lasting
from privet.core.decision import LOCAL, Actor
from privet.errors import BadInput, Denied, Erased, NotFound, NotProved

HOUR = 3_600_000
MAIL = "ann@example.com"
BEN = "+12025550102"
SUE = Actor("operator", "sue", frozenset({"supervisor"}))


@pytest.fixture
def customer(installation: Installation) -> Customer:
    return Customer(installation)


def put(house: Any, id: str, after: str, actor: Actor = LOCAL) -> bool:
    return timer.put(house.app, house.tenant, id, after, "support", actor)


def of(house: Any, id: str) -> timer.Timer | None:
    with house.app.store.view(house.tenant) as view:
        return timer.of(view, ids.of_any_sort(id)[1])


@pytest.mark.parametrize("of_what", ["the customer", "the conversation", "the message"])
@pytest.mark.parametrize("after", lasting.TIMERS)
def test_from_then_on_it_is_gone(installation, of_what: str, after: str) -> None:
    told = installation.receive("hello")
    if of_what != "the message":
        assert put(installation, installation.subject() if of_what == "the customer" else told.conversation, after)
    more = {"timer": lasting.timer(after)} if of_what == "the message" else {}
    said = installation.receive(f"mail me: {MAIL}", **more)
    whole = lasting.TIMERS[after] * 1000
    installation.clock.at += whole * 23 // 24 - 1
    assert installation.reveal(said.tokens[0].id) == MAIL
    assert installation.read(told.conversation)[-1] == "mail me: [EMAIL_1]"
    installation.clock.at += whole - whole * 23 // 24 + 1
    assert installation.read(told.conversation) == ["hello", None]
    with pytest.raises(Erased):
        installation.reveal(said.tokens[0].id)
    jobs.tick(installation.app)
    jobs.tick(installation.app)
    purge.whole(installation.app, installation.tenant)
    assert left(installation) == (1, 0)


def test_an_answer_goes_too_and_one_with_a_timer_of_its_own(installation) -> None:
    told = installation.receive("hello")
    installation.send(told.conversation, "one", timer=lasting.timer("1h"))
    put(installation, told.conversation, "8h")
    installation.send(told.conversation, "two")
    assert installation.read(told.conversation) == ["hello", "one", "two"]
    installation.clock.at += HOUR
    assert installation.read(told.conversation) == ["hello", None, "two"]
    installation.clock.at += 7 * HOUR
    assert installation.read(told.conversation) == ["hello", None, None]


def test_the_shortest_counts_and_taking_one_back_leaves_the_other(installation) -> None:
    told = installation.receive("hello")
    put(installation, told.conversation, "7d")
    put(installation, installation.subject(), "1h")
    installation.receive("one")
    put(installation, installation.subject(), timer.OFF)
    installation.receive("two")
    installation.clock.at += HOUR
    assert installation.read(told.conversation) == ["hello", None, "two"]
    assert of(installation, installation.subject()) is None
    assert of(installation, told.conversation).after == "7d"


def test_a_value_that_is_said_again_for_a_short_time_stays_for_the_long_one(installation) -> None:
    first = installation.receive(f"mail me: {MAIL}")
    put(installation, first.conversation, "1h")
    again = installation.receive(f"at {MAIL}")
    assert again.tokens[0].id == first.tokens[0].id
    installation.clock.at += HOUR
    assert installation.read(first.conversation) == ["mail me: [EMAIL_1]", None]
    assert installation.reveal(first.tokens[0].id) == MAIL


def test_a_value_that_was_said_for_a_short_time_stays_once_it_is_said_for_good(installation) -> None:
    first = installation.receive(f"mail me: {MAIL}", timer=lasting.timer("1h"))
    again = installation.receive(f"at {MAIL}")
    assert again.tokens[0].id == first.tokens[0].id
    installation.clock.at += HOUR
    assert installation.read(first.conversation) == [None, "at [EMAIL_1]"]
    assert installation.reveal(first.tokens[0].id) == MAIL


def test_each_change_is_on_record_and_none_is_none(installation) -> None:
    told, start = installation.receive("hello"), len(installation.entries())
    assert put(installation, told.conversation, "1d")
    assert not put(installation, told.conversation, "1d")
    assert put(installation, told.conversation, "1h", SUE)
    assert (of(installation, told.conversation).after, of(installation, told.conversation).by) == ("1h", "operator:sue")
    assert put(installation, told.conversation, timer.OFF)
    assert not put(installation, told.conversation, timer.OFF)
    assert installation.acts(start) == [("timer", "done")] * 3 + [("timer.off", "done")] * 2


def test_who_may_not_is_refused_on_record(installation) -> None:
    told, start = installation.receive("hello"), len(installation.entries())
    with pytest.raises(Denied):
        put(installation, told.conversation, "1h", Actor("operator", "uma", frozenset({"auditor"})))
    assert installation.acts(start) == [("timer", "denied")]
    installation.clock.at += HOUR
    assert installation.read(told.conversation) == ["hello"]


@pytest.mark.parametrize("after", ["", "2h", "1", "1H", ":timer:1h"])
def test_a_time_that_is_not_offered_is_refused(installation, after: str) -> None:
    told = installation.receive("hello")
    with pytest.raises(BadInput, match="no time after which"):
        put(installation, told.conversation, after)


def test_a_timer_is_of_somebody_who_is_there(installation) -> None:
    told = installation.receive("hello")
    for id in ("sub_" + "a" * 26, "con_" + "a" * 26):
        with pytest.raises(NotFound):
            put(installation, id, "1h")
    with pytest.raises(BadInput, match="customer's or a conversation's"):
        put(installation, told.id, "1h")
    subject = installation.subject()
    installation.erase(subject)
    with pytest.raises(Erased):
        put(installation, subject, "1h")


def test_in_a_group_it_holds_for_whatever_anybody_writes(installation) -> None:
    one = installation.receive("one", conversation="room", group=True)
    put(installation, one.conversation, "1h")
    installation.receive("two", conversation="room", group=True)
    installation.receive("three", BEN, conversation="room", group=True)
    installation.receive("elsewhere", BEN)
    installation.clock.at += HOUR
    assert installation.read(one.conversation) == ["one", None, None]


def test_whoever_is_erased_leaves_no_timer(installation) -> None:
    told = installation.receive("hello")
    put(installation, told.conversation, "1h")
    put(installation, installation.subject(), "1d")
    installation.erase(installation.subject())
    with installation.app.store.view(installation.tenant) as view:
        assert view.rows("SELECT * FROM lasting") == []


def test_what_is_set_is_seen_by_whoever_may_set_it(installation) -> None:
    told = installation.receive("hello")
    at = (installation.app, installation.tenant, told.conversation, "support")
    assert timer.state(*at, SUE) is None
    put(installation, told.conversation, "8h")
    assert timer.state(*at, SUE) == timer.Timer("8h", installation.clock.at, "local")
    with pytest.raises(Denied):
        timer.state(*at, Actor("operator", "uma", frozenset({"auditor"})))


def test_on_their_own_page_it_asks_for_the_proof(customer: Customer) -> None:
    came = customer.visit()
    with pytest.raises(NotProved):
        mine.fade(*customer.at, came, "1d")
    with pytest.raises(Denied, match="portal-unproved"):  # whoever got around the visit's own check
        timer.put(*customer.at, came.subject, "1d", mine.PURPOSE, came.actor)
    proved = customer.prove(came)
    assert mine.mine(*customer.at, proved).timer == "off"
    assert mine.fade(*customer.at, proved, "1d")
    assert mine.mine(*customer.at, proved).timer == "1d"
    assert mine.fade(*customer.at, proved, timer.OFF)


@pytest.mark.parametrize(("after", "hours"), [("1h", 1), ("1d", 24), ("7d", 0)])
def test_a_bot_deletes_it_in_its_chat_too_and_the_result_is_kept(installation, after: str, hours: int) -> None:
    bot = bots.add(installation)
    (came,) = bots.take(installation, bot, bots.said("hello", 1))
    put(installation, came.conversation, after)
    bots.take(installation, bot, bots.said("this is for you alone", 2, date=installation.clock.at // 1000))
    at = (installation.app, installation.tenant)
    if not hours:
        assert retract.listed(*at, LOCAL) == []
        return
    assert retract.due(*at) == []
    installation.clock.at += hours * HOUR
    (one,) = retract.due(*at)
    assert (one.method, one.params["message_id"]) == ("deleteMessage", 2)
    retract.settle(*at, [(one, None, "")])
    assert [(one.state, one.why) for one in retract.listed(*at, LOCAL)] == [("done", "time")]
    assert installation.acts()[-2:] == [("retract", "requested"), ("retract", "done")]


def test_what_a_bot_said_is_deleted_as_well_and_the_shorter_time_counts(installation) -> None:
    bot = bots.add(installation, delete_after_hours=8)
    (came,) = bots.take(installation, bot, bots.said("hello", 1, date=installation.clock.at // 1000))
    put(installation, came.conversation, "1h")
    retract.sent(installation.app, installation.tenant, bot, came.message, [77])  # the same of an answer
    put(installation, came.conversation, "1d")
    retract.sent(installation.app, installation.tenant, bot, came.message, [78])
    found = retract.listed(installation.app, installation.tenant, LOCAL)
    assert sorted((one.due - installation.clock.at) // HOUR for one in found) == [1, 8, 8]


def test_a_file_goes_with_its_message(installation) -> None:
    bot = bots.add(installation)
    (came,) = bots.take(installation, bot, bots.said("hello", 1))
    put(installation, came.conversation, "1h")
    document = {"file_id": "BQACAgIAAxk-1", "file_unique_id": "AgADdoc", "file_name": "ann.pdf", "file_size": 70}
    made = {name: of for name, of in bots.message("", 2).items() if name != "text"} | {"document": document}
    (sent,) = bots.take(installation, bot, bots.read({"update_id": 2, "message": made}))
    assert file_open.of_messages(installation.app, installation.tenant, [sent.message])[sent.message]
    installation.clock.at += HOUR
    jobs.tick(installation.app)
    jobs.tick(installation.app)
    with installation.app.store.view(installation.tenant) as view:
        assert view.rows("SELECT * FROM file") == []


def test_what_is_held_says_why_it_goes_so_soon(installation) -> None:
    installation.receive(f"{MAIL} at 203.0.113.77", timer=lasting.timer("30d"))
    found = customer_.customer(installation.app, installation.tenant, installation.subject(), LOCAL).held
    assert {(one.kind, one.class_, one.why.partition(" ")[0]) for one in found} == {
        ("EMAIL", ":timer:30d", "What"), ("IP", "trace", "What"),
    }  # fmt: skip
