"""What ends before its class says: what strangers write, and the exact form of an address of a computer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from tests.conftest import ANN, Installation

import bots
from privet import jobs
from privet.acts import call, hold, index, purge, rule, search, timer
from privet.acts import receive as receiving
from privet.acts.foresee import foresee
from privet.acts.verify import verify
from privet.app import default_policy
from privet.core.botapi import call as calls
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.errors import Erased

BEN = "+12025550102"
DAY = 86_400_000
MAIL = "ann@example.com"


@pytest.fixture
def house(installation: Installation) -> Installation:
    """An installation with the default policy as it is, at the beginning of a day."""
    installation.tenant = installation.add_tenant("shop")
    installation.clock.at -= installation.clock.at % DAY
    return installation


def after(house: Any, days: float) -> None:
    house.clock.at += int(days * DAY)
    jobs.tick(house.app)
    jobs.tick(house.app)


def left(house: Any) -> tuple[int, int]:
    """Messages and values whose bytes are there, by SQL."""
    purge.whole(house.app, house.tenant)
    with closing(sqlite3.connect(f"file:{house.app.folder / 'data.db'}?mode=ro", uri=True)) as link:
        return tuple(
            link.execute(f"SELECT count(*) FROM {table} WHERE tenant = ? AND length({column}) > 0", (house.tenant,))
            .fetchone()[0]
            for table, column in (("message", "body"), ("value", "sealed"))
        )  # fmt: skip


def test_what_a_stranger_wrote_is_gone_after_thirty_days(house) -> None:
    told = house.receive(f"mail me: {MAIL}")
    after(house, 31 - 0.001)
    assert house.read(told.conversation) == ["mail me: [EMAIL_1]"]
    after(house, 0.001)
    assert house.read(told.conversation) == [None]
    assert left(house) == (0, 0)


def test_whoever_was_written_to_is_no_stranger_and_what_they_wrote_before_stays_too(house) -> None:
    told = house.receive(f"mail me: {MAIL}")
    index.whole(house.app, house.tenant)
    house.clock.forward(days=2)
    house.send(told.conversation, "we did, to [EMAIL_1]")
    again = house.receive(f"thanks, it came to {MAIL}")
    after(house, 88.9)
    assert house.read(told.conversation) == [
        "mail me: [EMAIL_1]", "we did, to [EMAIL_1]", "thanks, it came to [EMAIL_1]",
    ]  # fmt: skip
    assert house.reveal(told.tokens[0].id) == MAIL
    assert [one.message for one in search.search(house.app, house.tenant, Plain("mail"), "support", LOCAL).items] == [
        told.id
    ]
    after(house, 0.2)
    assert house.read(told.conversation)[0] is None, "the first message ends with its own day"
    assert house.reveal(again.tokens[0].id) == MAIL
    after(house, 3)
    after(house, 1.1)  # a clock that jumped is doubted for a day
    assert left(house) == (0, 0)
    assert not verify(house.app, house.tenant).problems


def test_where_the_rules_keep_messages_for_less_long_meanwhile_nothing_is_sealed_anew(house) -> None:
    told = house.receive("I am at 203.0.113.77, mail me: ann@example.com")
    house.receive("soon gone", timer=":timer:1h")
    house.clock.forward(minutes=720)
    files = default_policy()
    files["policy.toml"] = files["policy.toml"].replace('keep = "90d"', 'keep = "1d"')
    version = rule.propose(house.app, house.tenant, files, Plain("shorter"), LOCAL)
    rule.adopt(house.app, house.tenant, version.version, Plain("shorter"), LOCAL)
    house.clock.forward(days=3)
    house.send(told.conversation, "hello")
    assert house.read(told.conversation)[0] == "I am at [IP_1], mail me: [EMAIL_1]"
    after(house, 28)
    assert house.read(told.conversation)[0] is None


@pytest.mark.parametrize("how", ["a message of the company", "a reference"])
def test_it_is_enough_that(house, how: str) -> None:
    told = house.receive("hello")
    if how == "a reference":
        house.receive("it is me", subject_ref="C-17")
    else:
        house.receive("hello to you", direction="out")
    after(house, 60)
    assert house.read(told.conversation)[0] == "hello"


def test_a_customer_of_whom_the_reference_comes_first_is_no_stranger(house) -> None:
    told = house.receive("hello", subject_ref="C-17")
    written = house.receive("hello", BEN, direction="out")
    after(house, 60)
    assert (house.read(told.conversation), house.read(written.conversation)) == (["hello"], ["hello"])


def test_an_answer_that_privet_gives_by_itself_makes_nobody_known(house) -> None:
    told = house.receive("STOP")
    house.send(told.conversation, "You get no more messages.", own_answer=True)
    after(house, 31.1)
    assert house.read(told.conversation) == [None, None]


def test_what_a_bot_says_makes_its_customer_known(house) -> None:
    bot = bots.add(house)
    (came,) = bots.take(house, bot, bots.said("hello", 1))
    call.begin(house.app, house.tenant, bot, [calls.read("sendMessage", {"chat_id": bots.ANN["id"], "text": "hello"})])
    after(house, 60)
    assert house.read(came.conversation)[0] == "hello"


def test_members_of_a_group_are_not_strangers(house) -> None:
    told = house.receive("hello", ANN, conversation="room", group=True)
    after(house, 60)
    assert house.read(told.conversation) == ["hello"]


def test_another_process_learns_that_somebody_is_no_stranger(house) -> None:
    told = house.receive("one")
    known = house.app.store._known[house.tenant]
    place = next(iter(known.places._held.values()))
    assert place.lasting == ("unknown",)
    with house.app.store.write(house.tenant) as tx:  # as if it were done elsewhere
        tx.run("DELETE FROM lasting WHERE tenant = ?", (house.tenant,))
    known.moved()
    house.receive("two")
    after(house, 60)
    assert house.read(told.conversation) == [None, "two"]


def test_in_one_batch_who_is_answered_is_no_stranger(house) -> None:
    batch = [house.inbound("one"), house.inbound("two", direction="out"), house.inbound("three")]
    (told, *_) = receiving.receive(house.app, house.tenant, batch, LOCAL)
    after(house, 60)
    assert house.read(told.conversation)[1:] == ["two", "three"]


def test_a_policy_without_the_class_knows_no_strangers(house) -> None:
    files = default_policy()["policy.toml"]
    begin, end = files.index("[retention.unknown]"), files.index("[retention.trace]")
    house.tenant = house.add_tenant("other", policy=files[:begin] + files[end:])
    told = house.receive("hello")
    after(house, 60)
    assert house.read(told.conversation) == ["hello"]


def test_a_stranger_has_no_timer(house) -> None:
    told = house.receive("hello")
    assert timer.state(house.app, house.tenant, house.subject(), "support", LOCAL) is None
    assert timer.state(house.app, house.tenant, told.conversation, "support", LOCAL) is None


def test_an_erased_stranger_leaves_nothing(house) -> None:
    house.receive("hello")
    house.erase(house.subject())
    with house.app.store.view(house.tenant) as view:
        assert view.rows("SELECT * FROM lasting WHERE tenant = ?", (house.tenant,)) == []


def test_after_a_day_the_address_of_a_computer_is_that_of_its_network(house) -> None:
    told = house.receive("I am at 203.0.113.77")
    after(house, 1 - 0.001)
    assert house.reveal(told.tokens[0].id) == "203.0.113.77"
    house.clock.at += DAY // 1000
    with pytest.raises(Erased):
        house.reveal(told.tokens[0].id)  # from the first second on, whether or not the clock did its work
    after(house, 0)
    assert house.reveal(told.tokens[0].id) == "203.0.113.0/24"
    assert house.read(told.conversation) == ["I am at [IP_1]"]
    house.receive("hello", direction="out")
    house.send(told.conversation, "you were at [IP_1]")
    assert house.delivered[-1].text.expose() == "you were at 203.0.113.0/24"
    after(house, 7)
    with pytest.raises(Erased):
        house.reveal(told.tokens[0].id)


def test_the_same_address_later_is_another_token_and_is_exact_for_a_day_of_its_own(house) -> None:
    first = house.receive("I am at 203.0.113.77").tokens[0]
    after(house, 1.1)
    again = house.receive("I am at 203.0.113.77").tokens[0]
    assert (first.text, again.text) == ("[IP_1]", "[IP_2]")
    assert [house.reveal(one.id) for one in (first, again)] == ["203.0.113.0/24", "203.0.113.77"]


def test_an_address_that_is_written_again_within_the_day_is_exact_a_day_from_then(house) -> None:
    first = house.receive("I am at 203.0.113.77").tokens[0]
    after(house, 0.9)
    assert house.receive("still at 203.0.113.77").tokens[0] == first.__class__(
        "[IP_1]", first.id, "IP", 9, 15
    )  # fmt: skip
    after(house, 0.5)
    assert house.reveal(first.id) == "203.0.113.77"
    after(house, 0.5)
    assert house.reveal(first.id) == "203.0.113.0/24"


def test_no_mark_lets_anybody_try_addresses_any_more(house) -> None:
    house.receive("I am at 203.0.113.77")
    with house.app.store.view(house.tenant) as view:
        before = {row[0] for row in view.rows("SELECT tag FROM mark WHERE tenant = ? AND kind = 6", (house.tenant,))}
    after(house, 1.1)
    with house.app.store.view(house.tenant) as view:
        marks = view.rows(
            "SELECT tag, exact FROM mark WHERE tenant = ? AND kind = 6 AND length(ref) = 16", (house.tenant,)
        )
    assert len(marks) == 1
    assert marks[0][0] not in before
    assert marks[0][1] == 0


def test_where_nobody_shortened_it_in_time_it_is_gone(house) -> None:
    told = house.receive("I am at 203.0.113.77 and 2001:db8:1:2::3")
    house.clock.forward(days=20)
    jobs.tick(house.app)
    house.clock.forward(days=2)  # a clock that jumped is doubted for a day
    jobs.tick(house.app)
    for token in told.tokens:
        with pytest.raises(Erased):
            house.reveal(token.id)
    assert left(house)[1] == 0


def test_many_are_shortened_some_at_a_time(house, monkeypatch: pytest.MonkeyPatch) -> None:
    from privet.acts import lasting

    monkeypatch.setattr(lasting, "SLICE", 3)
    told = [house.receive(f"I am at 203.0.113.{number}") for number in range(8)]
    after(house, 1.1)
    assert {house.reveal(one.tokens[0].id) for one in told} == {"203.0.113.0/24"}
    report = foresee(house.app, house.tenant, LOCAL)
    assert [(one.class_, one.values) for one in report.going if one.values] == [("trace", (("IP", 8),))]


def test_one_that_was_erased_meanwhile_is_passed_over(house) -> None:
    house.receive("I am at 203.0.113.77")
    other = house.receive("I am at 198.51.100.7", BEN)
    house.erase(house.subject())
    after(house, 1.1)
    assert house.reveal(other.tokens[0].id) == "198.51.100.0/24"
    assert not verify(house.app, house.tenant).problems


def test_what_a_hold_covers_it_has_in_full(house) -> None:
    house.receive("I am at 203.0.113.77")
    made = hold.ask(house.app, house.tenant, [house.subject()], "claim", 365, Plain("claim 7"), LOCAL)
    hold.answer(house.app, house.tenant, made, Plain("seen"), LOCAL)
    after(house, 1.1)
    with house.app.store.view(house.tenant) as view:
        (kept,) = view.rows("SELECT sealed FROM held WHERE tenant = ? AND field = 1", (house.tenant,))
    assert len(kept[0]) >= len("203.0.113.77") + 28
