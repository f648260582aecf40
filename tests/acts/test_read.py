"""Conversations, messages and people in tokens, a page at a time; no value, and no entry, but a rule."""

from __future__ import annotations

import pytest

from privet.acts import read
from privet.app import closing, open_privet
from privet.core.decision import LOCAL, Actor
from privet.errors import BadInput, Denied, NotFound

ANN, BEN = "+12025550101", "+12025550102"


def test_messages_come_in_order_a_page_at_a_time(installation) -> None:
    answers = installation.batch([installation.inbound(f"message {n}") for n in range(5)])
    app, tenant, talk = installation.app, installation.tenant, answers[0].conversation
    page = read.conversation(app, tenant, talk, LOCAL, limit=2)
    rest = read.conversation(app, tenant, talk, LOCAL, after=page[-1].id, limit=1000)
    assert [one.id for one in (*page, *rest)] == [one.id for one in answers]
    assert [one.text.text for one in rest] == ["message 2", "message 3", "message 4"]
    assert {one.subject for one in page} == {installation.subject()}


def test_a_message_says_where_its_tokens_stand(installation) -> None:
    answer = installation.receive("mail ann@example.com", sent_at=1234)
    (row,) = read.conversation(installation.app, installation.tenant, answer.conversation, LOCAL)
    assert (row.tokens, row.text, row.sent_at, row.direction) == (answer.tokens, answer.text, 1234, "in")


def test_conversations_and_people_name_each_other(installation) -> None:
    app, tenant = installation.app, installation.tenant
    one = installation.receive("a", ANN, conversation="team", group=True).conversation
    two = installation.receive("b", BEN, conversation="team", group=True).conversation
    three = installation.receive("c", BEN, channel="sms").conversation
    assert one == two
    talks = read.conversations(app, tenant, LOCAL)
    assert [(talk.id, talk.channel, talk.group, len(talk.subjects)) for talk in talks] == [
        (one, "loopback", True, 2),
        (three, "sms", False, 1),
    ]
    people = {person.id: person for person in read.people(app, tenant, LOCAL)}
    for talk in talks:
        assert all(talk.id in people[who].conversations for who in talk.subjects)
    assert {person.since for person in people.values()} == {installation.clock.at}
    assert read.conversations(app, tenant, LOCAL, after=one, limit=1) == [talks[1]]
    first, *_ = people
    assert first not in [person.id for person in read.people(app, tenant, LOCAL, after=first)]


def test_reading_leaves_no_entry(installation) -> None:
    talk = installation.receive("a").conversation
    before = installation.entries()
    installation.read(talk)
    read.conversations(installation.app, installation.tenant, LOCAL)
    read.people(installation.app, installation.tenant, LOCAL)
    assert installation.entries() == before


@pytest.mark.parametrize("role", ["agent", "supervisor", "privacy", "auditor"])
def test_every_role_reads(installation, role: str) -> None:
    talk = installation.receive("a").conversation
    who = Actor("operator", "maria", frozenset({role}))
    installation.give(talk)
    assert len(read.conversation(installation.app, installation.tenant, talk, who, purpose="support")) == 1


def test_who_has_no_role_reads_nothing(installation) -> None:
    app, tenant = installation.app, installation.tenant
    talk = installation.receive("a").conversation
    before = len(installation.entries())
    for who in (Actor("operator", "new"), Actor("service", "bot"), Actor("gateway", "telegram")):
        for ask in (
            lambda who=who: read.conversation(app, tenant, talk, who),
            lambda who=who: read.message(app, tenant, "msg_" + "a" * 26, who),
            lambda who=who: read.conversations(app, tenant, who),
            lambda who=who: read.people(app, tenant, who),
        ):
            with pytest.raises(Denied):
                ask()
    with pytest.raises(Denied):
        read.people(app, tenant, LOCAL, purpose="curiosity")
    assert installation.acts(before) == [("read", "denied")] * 13
    assert installation.entries()[-1].reasons == ("unknown-purpose",)


def test_one_message_by_its_id(installation) -> None:
    app, tenant = installation.app, installation.tenant
    answer = installation.receive("mail ann@example.com")
    assert [read.message(app, tenant, answer.id, LOCAL)] == read.conversation(app, tenant, answer.conversation, LOCAL)
    with pytest.raises(NotFound):
        read.message(app, installation.add_tenant("bank"), answer.id, LOCAL)
    other = "msg_" + "a" * 26
    assert read.again(app, tenant, [other, answer.id]) == [None, read.message(app, tenant, answer.id, LOCAL)]
    installation.erase(installation.subject())
    assert read.message(app, tenant, answer.id, LOCAL).text is None


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_page_has_a_size(installation, limit: int) -> None:
    for ask in (read.conversations, read.people):
        with pytest.raises(BadInput):
            ask(installation.app, installation.tenant, LOCAL, limit=limit)


def test_there_is_no_such_conversation(installation) -> None:
    installation.receive("a")
    with pytest.raises(NotFound):
        installation.read("con_" + "a" * 26)
    for bad in ("con_", "sub_" + "a" * 26):
        with pytest.raises(BadInput):
            installation.read(bad)


def test_a_page_of_long_messages_ends_early_and_the_next_goes_on(installation, monkeypatch) -> None:
    answers = installation.batch([installation.inbound(f"{n} " + "long " * 20) for n in range(100)])
    app, tenant, talk = installation.app, installation.tenant, answers[0].conversation
    monkeypatch.setattr(read, "LARGEST", 2000)
    found, after = [], ""
    while page := read.conversation(app, tenant, talk, LOCAL, after=after, limit=90):
        assert read.full(page, 90) == (len(found) + len(page) < 100)
        assert len(page) <= 64
        found += page
        after = page[-1].id
    assert [one.id for one in found] == [one.id for one in answers]


def test_what_comes_after_the_clock_was_set_back_still_follows_what_was_there(installation) -> None:
    app, tenant = installation.app, installation.tenant
    first = installation.receive("before")
    app.close()
    with closing(open_privet(installation.folder, installation.root)) as later:
        later.clock = lambda: installation.clock.at - 86_400_000
        installation.app = later
        second = installation.receive("after")
        (row,) = read.conversation(later, tenant, first.conversation, LOCAL, after=first.id)
    assert (row.id, second.id > first.id) == (second.id, True)


def test_the_conversations_of_people_are_those_in_sight(installation) -> None:
    app, tenant = installation.app, installation.tenant
    one = installation.receive("a", ANN).conversation
    two = installation.receive("b", ANN, conversation="another").conversation
    installation.give(two)
    who = [installation.subject()]
    assert set(read.talks_of(app, tenant, who * 2, LOCAL)) == {one, two}
    assert read.talks_of(app, tenant, who, installation.agent, purpose="support") == [two]
    assert read.channel(app, tenant, two, installation.agent, purpose="support") == "loopback"
    with pytest.raises(Denied):
        read.channel(app, tenant, one, installation.agent, purpose="support")
