"""Masks of a conversation's values: what they show, to whom, and that it is on record before."""

from __future__ import annotations

import pytest

from privet.acts import basis, consent, mask
from privet.core import ids
from privet.core.decision import LOCAL, Actor, Deny
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound
from privet.store import rights

MARIA = Actor("operator", "maria", frozenset({"agent"}))
SUE = Actor("operator", "sue", frozenset({"supervisor"}))


@pytest.fixture
def talk(installation):
    return installation.receive("mail ann.lee@example.com, card 4111 1111 1111 1111")


def seen(installation, talk, actor=SUE, tokens=None, purpose="support") -> dict[str, str]:
    asked = [one.id for one in talk.tokens] if tokens is None else tokens
    return mask.mask(installation.app, installation.tenant, talk.conversation, asked, actor, purpose=purpose)


def kinds(installation, talk, **more) -> dict[str, str]:
    made = seen(installation, talk, **more)
    return {one.kind: made[one.id] for one in talk.tokens if one.id in made}


def entries(installation) -> list[tuple[str, str, str]]:
    return [(one.actor, str(one.outcome), one.object) for one in installation.entries() if one.act == "mask"]


def test_a_mask_says_enough_to_ask_for_and_no_more(installation, talk) -> None:
    assert kinds(installation, talk) == {"EMAIL": "a···@example.com", "CARD": "···· 1111"}


def test_several_of_a_kind_have_one_each(installation) -> None:
    talk = installation.receive("mail ann@example.com or ben@example.com")
    assert sorted(seen(installation, talk).values()) == ["a···@example.com", "b···@example.com"]


def test_it_is_on_record_once_for_a_while(installation, talk) -> None:
    for _ in range(3):
        seen(installation, talk)
    assert entries(installation) == [("operator:sue", "done", talk.conversation)]
    installation.clock.forward(minutes=14)
    seen(installation, talk)
    assert len(entries(installation)) == 1
    installation.clock.forward(minutes=1)
    seen(installation, talk)
    assert len(entries(installation)) == 2
    installation.clock.forward(minutes=-60)  # a clock that was set back shows nothing unrecorded
    seen(installation, talk)
    assert len(entries(installation)) == 3


def test_nothing_is_shown_when_the_entry_cannot_be_written(installation, talk, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("privet.store.view.Tx.record", broken)
    with pytest.raises(RuntimeError):
        seen(installation, talk)


def test_an_agent_sees_masks_of_what_was_given_to_them(installation, talk) -> None:
    with pytest.raises(Denied):
        seen(installation, talk, actor=MARIA)
    installation.give(talk.conversation)
    assert len(seen(installation, talk, actor=MARIA)) == 2
    with pytest.raises(Denied):
        seen(installation, talk, actor=MARIA, purpose="fraud")
    assert [outcome for _, outcome, _ in entries(installation)] == ["denied", "done", "denied"]


def test_a_kind_that_rules_do_not_let_be_seen_so_has_no_mask(installation, talk, monkeypatch) -> None:
    really = mask.decide

    def no_cards(policy, ask, facts):
        return Deny(("no-cards",), ("No cards.",)) if "CARD" in ask.kinds else really(policy, ask, facts)

    monkeypatch.setattr(mask, "decide", no_cards)
    assert kinds(installation, talk) == {"EMAIL": "a···@example.com"}


def test_what_is_elsewhere_or_never_kept_has_none(installation, talk) -> None:
    other = installation.receive("mail ben@example.com", "+12025550102")
    dropped = installation.receive("my PIN is 90417")
    assert seen(installation, talk, tokens=[one.id for one in other.tokens]) == {}
    assert seen(installation, dropped) == {}
    with pytest.raises(BadInput):
        seen(installation, talk, tokens=["tok_x"])
    with pytest.raises(NotFound):
        mask.mask(installation.app, installation.tenant, ids.shown("con", bytes(16)), [], SUE, purpose="support")


def test_what_is_erased_restricted_or_past_its_time_has_none(installation, talk) -> None:
    who = installation.subject()
    with installation.app.store.write(installation.tenant) as tx:
        rights.restrict(tx, ids.read(ids.SUBJECT, who), 0)
    with pytest.raises(Denied):
        seen(installation, talk)
    with installation.app.store.write(installation.tenant) as tx:
        rights.lift(tx, ids.read(ids.SUBJECT, who))
    assert len(seen(installation, talk)) == 2
    installation.erase(who)
    with pytest.raises(Denied):
        seen(installation, talk)


def test_of_a_group_an_erased_members_values_have_none(installation) -> None:
    installation.receive("hello", conversation="team", group=True)
    ben = installation.receive("mail ben@example.com", "+12025550102", conversation="team", group=True)
    assert seen(installation, ben) != {}
    with installation.app.store.view(installation.tenant) as view:
        whose = mask.messages.value(view, ids.read(ids.TOKEN, ben.tokens[0].id)).subject
    installation.erase(ids.shown(ids.SUBJECT, whose))
    assert seen(installation, ben) == {}


def test_of_a_group_a_restricted_members_values_have_none(installation) -> None:
    talk = installation.receive("mail ann@example.com", conversation="team", group=True)
    ben = installation.receive("mail ben@example.com", "+12025550102", conversation="team", group=True)
    tokens = [one.id for one in (*talk.tokens, *ben.tokens)]
    with installation.app.store.write(installation.tenant) as tx:
        rights.restrict(tx, mask.messages.value(tx, ids.read(ids.TOKEN, tokens[1])).subject, 0)
    assert seen(installation, ben, tokens=tokens) == {tokens[0]: "a···@example.com"}


def test_a_value_past_its_time_has_none(installation, talk) -> None:
    from privet.acts.expire import expire

    installation.clock.forward(days=4000)
    expire(installation.app, installation.tenant)
    assert seen(installation, talk) == {}


def test_where_there_is_no_basis_there_is_no_mask(installation, talk) -> None:
    at = (installation.app, installation.tenant)
    assert len(kinds(installation, talk)) == 2
    basis.set_(*at, "support", "consent", Plain("set up"), LOCAL)
    assert kinds(installation, talk) == {}
    given = consent.Given("support", "v1")
    consent.give(*at, installation.subject(), given, "support", Plain("said so"), LOCAL)
    assert len(kinds(installation, talk)) == 2
    basis.set_(*at, "support", "none", Plain("set up"), LOCAL)
    assert kinds(installation, talk) == {}
