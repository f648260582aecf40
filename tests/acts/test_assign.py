"""A conversation is given to a person for a time and taken back, by whom a rule lets, on record."""

from __future__ import annotations

import pytest

from privet.acts import assign, operator, read
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound

ANN = Actor("operator", "ann", frozenset({"agent"}))
SUE = Actor("operator", "sue", frozenset({"supervisor"}))


@pytest.fixture
def shop(installation):
    installation.talk = installation.receive("hello").conversation
    operator.add(installation.app, installation.tenant, "ann", ["agent"], Plain("correct horse battery staple"), LOCAL)
    return installation


def listed(shop) -> list[str]:
    return [one.id for one in read.conversations(shop.app, shop.tenant, ANN, purpose="support")]


def test_what_is_given_is_seen_until_it_is_taken_back(shop) -> None:
    assert listed(shop) == []
    assign.assign(shop.app, shop.tenant, shop.talk, "ann", SUE)
    assert listed(shop) == [shop.talk]
    assert [(one.name, one.until) for one in assign.assigned(shop.app, shop.tenant, shop.talk, ANN)] == [("ann", None)]
    assign.unassign(shop.app, shop.tenant, shop.talk, "ann", SUE)
    assert listed(shop) == []
    entries = shop.entries()[-2:]
    assert [(one.act, one.actor, one.object, one.outcome) for one in entries] == [
        ("assign", SUE.id, shop.talk, "done"),
        ("unassign", SUE.id, shop.talk, "done"),
    ]
    assert all(one.subject is not None and one.subject.startswith("opr_") for one in entries)
    with pytest.raises(NotFound):
        assign.unassign(shop.app, shop.tenant, shop.talk, "ann", SUE)


def test_what_is_given_for_a_time_is_seen_to_its_last_millisecond(shop) -> None:
    assign.assign(shop.app, shop.tenant, shop.talk, "ann", SUE, hours=8)
    shop.clock.at += 8 * 3_600_000 - 1
    assert listed(shop) == [shop.talk]
    assert read.conversation(shop.app, shop.tenant, shop.talk, ANN, purpose="support")
    shop.clock.at += 1
    assert listed(shop) == []
    assert read.people(shop.app, shop.tenant, ANN, purpose="support") == []
    with pytest.raises(Denied):
        read.conversation(shop.app, shop.tenant, shop.talk, ANN, purpose="support")
    assert assign.assigned(shop.app, shop.tenant, shop.talk, LOCAL) == []


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (ANN, "no-rule-allows"),
        (Actor("operator", "adam", frozenset({"admin", "supervisor"})), "admin-sees-nobody"),
        (Actor("gateway", "sms"), "no-rule-allows"),
    ],
)
def test_nobody_else_gives_conversations_away(shop, who: Actor, reason: str) -> None:
    for do in (assign.assign, assign.unassign):
        with pytest.raises(Denied):
            do(shop.app, shop.tenant, shop.talk, "ann", who)
        entry = shop.entries()[-1]
        assert (entry.outcome, entry.reasons, entry.object) == ("denied", (reason,), shop.talk)
    assert listed(shop) == []


def test_what_is_not_there_is_given_to_nobody(shop) -> None:
    for talk, name in ((shop.talk, "nobody"), (shop.talk, ""), ("con_" + "a" * 26, "ann")):
        with pytest.raises(NotFound):
            assign.assign(shop.app, shop.tenant, talk, name, SUE)
    for hours in (0, -1, 24 * 366 + 1):
        with pytest.raises(BadInput):
            assign.assign(shop.app, shop.tenant, shop.talk, "ann", SUE, hours)
    bank = shop.add_tenant("bank")
    with pytest.raises(NotFound):
        assign.assign(shop.app, bank, shop.talk, "ann", SUE)
    with pytest.raises(NotFound):
        assign.assigned(shop.app, bank, shop.talk, LOCAL)


def test_an_agent_answers_only_where_the_conversation_is_given_to_them(shop) -> None:
    with pytest.raises(Denied):
        shop.send(shop.talk, "hello", actor=ANN)
    assign.assign(shop.app, shop.tenant, shop.talk, "ann", SUE)
    assert shop.send(shop.talk, "hello", actor=ANN).state == "sent"
