"""The list of conversations, newest first: what is in it, in which order, page by page, whoever looks."""

from __future__ import annotations

import random

import pytest

from privet.acts import browse, read
from privet.core import ids
from privet.core.decision import Actor
from privet.core.sight import Sight
from privet.errors import BadInput, Denied
from privet.store import inbox, rights

ANN, BEN = "+12025550101", "+12025550102"
SUE = Actor("operator", "sue", frozenset({"supervisor"}))
MARIA = Actor("operator", "maria", frozenset({"agent"}))


def listed(installation, actor: Actor = SUE, limit: int = 40, which: str = "all") -> list[browse.Line]:
    """All pages together."""
    given = (installation.app, installation.tenant, actor)
    found, before = [], ""
    while True:
        page = browse.browse(*given, purpose="support", which=which, before=before, limit=limit)
        found += page.lines
        if not page.before:
            return found
        before = page.before


@pytest.fixture
def busy(installation):
    """Twelve conversations, written in by turns of chance; some given to somebody, some answered."""
    chance = random.Random(7)
    talks: dict[str, int] = {}
    for number in range(60):
        made = installation.receive(f"message {number}", f"+120255501{chance.randrange(12):02}")
        talks[made.conversation] = number
    for at, talk in enumerate(talks):
        if at % 3 == 0:
            installation.give(talk, "maria" if at % 2 else "max")
        if at % 4 == 0:
            installation.send(talk, "an answer")
            talks[talk] = 100 + at
    return installation, sorted(talks, key=talks.__getitem__, reverse=True)


@pytest.mark.parametrize("limit", [1, 5, 200])
def test_each_conversation_stands_once_where_its_latest_message_puts_it(busy, limit: int, monkeypatch) -> None:
    installation, newest_first = busy
    monkeypatch.setattr(inbox, "PIECES", (3, 8, 90))
    assert [line.id for line in listed(installation, limit=limit)] == newest_first


def test_what_stands_in_a_list_is_what_it_is_called(busy) -> None:
    installation, newest_first = busy
    app, tenant = installation.app, installation.tenant
    with app.store.view(tenant) as view:
        given = {
            talk: [one.actor for one in rights.assignments(view, ids.read(ids.CONVERSATION, talk), app.now())]
            for talk in newest_first
        }
    answered = {talk for talk in newest_first if installation.read(talk)[-1] == "an answer"}
    for which, expected in {
        "unassigned": [talk for talk in newest_first if not given[talk]],
        "waiting": [talk for talk in newest_first if talk not in answered],
    }.items():
        lines = listed(installation, which=which, limit=2)
        assert [line.id for line in lines] == expected
        assert [line.given for line in lines] == [tuple(one[9:] for one in given[line.id]) for line in lines]
    mine = [talk for talk in newest_first if "operator:maria" in given[talk]]
    for which in ("all", "mine"):
        assert [line.id for line in listed(installation, MARIA, 1, which)] == mine
    assert [line.id for line in listed(installation, MARIA, 9, "waiting")] == [t for t in mine if t not in answered]
    assert listed(installation, MARIA, which="unassigned") == []
    assert listed(installation, which="mine") == []


def test_a_walk_is_bounded_and_says_where_to_go_on(busy, monkeypatch) -> None:
    installation, newest_first = busy
    monkeypatch.setattr(inbox, "PIECES", (1, 2))
    page = browse.browse(installation.app, installation.tenant, SUE, purpose="support")
    assert len(page.lines) <= 3
    assert page.before
    assert [line.id for line in listed(installation)] == newest_first


def test_a_line_says_who_wrote_when_and_what_in_tokens(installation) -> None:
    installation.clock.forward(minutes=5)
    made = installation.receive("mail ann@example.com")
    (line,) = listed(installation)
    assert (line.latest.text, line.latest.tokens, line.at) == (made.text, made.tokens, installation.clock.at)
    assert (line.waits, line.group, line.channel, line.state) == (True, False, "loopback", "active")
    assert line.subjects == (installation.subject(),)
    installation.send(made.conversation, "hello")
    assert not listed(installation)[0].waits


def test_what_is_erased_or_not_in_sight_says_nothing(installation) -> None:
    made = installation.receive("hello", ANN, conversation="team", group=True)
    installation.receive("mail ben@example.com", BEN, conversation="team", group=True)
    assert len(listed(installation)[0].subjects) == 2
    ben = listed(installation)[0].latest.subject
    with installation.app.store.write(installation.tenant) as tx:
        rights.restrict(tx, ids.read(ids.SUBJECT, ben), 0)
    (line,) = listed(installation)
    assert (line.id, line.latest.text, line.latest.tokens) == (made.conversation, None, ())


def test_an_erased_customer_leaves_a_line_that_waits_for_nobody(installation) -> None:
    installation.receive("mail ann@example.com")
    installation.erase(installation.subject())
    (line,) = listed(installation)
    assert (line.latest.text, line.state, line.waits) == (None, "erased", False)


def test_whoever_may_read_nothing_is_refused_and_a_list_has_a_name(installation) -> None:
    app, tenant = installation.app, installation.tenant
    with pytest.raises(Denied):
        browse.browse(app, tenant, Actor("operator", "eve", frozenset({"admin"})), purpose="support")
    for wrong in ({"which": "theirs"}, {"limit": 0}, {"limit": 201}):
        with pytest.raises(BadInput):
            browse.browse(app, tenant, SUE, purpose="support", **wrong)


def test_the_newest_message_is_another_once_one_came(installation) -> None:
    app, tenant = installation.app, installation.tenant
    installation.receive("one")
    before = browse.newest(app, tenant)
    assert browse.newest(app, tenant) == before
    made = installation.receive("two")
    assert browse.newest(app, tenant) == made.id


def test_the_last_messages_come_in_order_and_lead_to_those_before(installation) -> None:
    answers = installation.batch([installation.inbound(f"message {n}") for n in range(5)])
    app, tenant, talk = installation.app, installation.tenant, answers[0].conversation
    page = read.latest(app, tenant, talk, SUE, purpose="support", limit=2)
    assert [one.text.text for one in page] == ["message 3", "message 4"]
    rest = read.latest(app, tenant, talk, SUE, purpose="support", before=page[0].id)
    assert [one.id for one in (*rest, *page)] == [one.id for one in answers]


def test_where_rules_do_not_ask_whose_it_is_everything_is_walked() -> None:
    assert not browse._own(Sight(("restricted",), frozenset({(False,)})))
    assert browse._own(Sight(("assigned", "restricted"), frozenset({(True, False)})))
