"""What somebody set up before they lost their account or their rights opens nothing afterwards."""

from __future__ import annotations

import re
from typing import Any

import pytest

from privet.acts import access, agree, assign, enrol, factor, grant, invite, login, operator, review, session, stepup
from privet.acts.session import Whence
from privet.core import ids, secret
from privet.core.decision import LOCAL, Actor
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.errors import Denied, NotFound, NotProved, PrivetError

SITE = Site("localhost", "http://localhost:8080")
CARD = "4111 1111 1111 1111"
ADA = Actor("operator", "ada", frozenset({"admin"}))
SUE = Actor("operator", "sue", frozenset({"supervisor"}))
ANN = Actor("operator", "ann", frozenset({"agent"}))


def opens(people: Any, made: invite.Invited) -> bool:
    """Whether a link lets anybody enrol."""
    try:
        enrol.offer(*people.given, secret.digest(made.secret.expose()), SITE)
    except NotProved:
        return False
    return True


@pytest.fixture
def ada(people: Any) -> enrol.Enrolled:
    return people.by_passkey(people.invite("ada", ("admin",)))


@pytest.mark.parametrize("how", ["remove", "reset", "roles"])
def test_links_of_who_may_make_none_any_more_open_nothing(people, ada, how: str) -> None:
    """An administrator who is about to go invites themselves under another name."""
    mine, others = people.invite("eve", actor=ADA, reason=Plain("new"), factor_age_s=0), people.invite("ben")
    assert opens(people, mine)
    if how == "remove":
        operator.remove(*people.given, "ada", LOCAL)
    elif how == "reset":
        invite.reset(*people.given, "ada", LOCAL)
    else:
        operator.give_roles(*people.given, "ada", ("auditor",), LOCAL)
    assert not opens(people, mine)
    assert opens(people, others)


def test_who_may_do_more_than_before_keeps_what_they_set_going(people, ada) -> None:
    made = people.invite("eve", actor=ADA, reason=Plain("new"), factor_age_s=0)
    operator.give_roles(*people.given, "ada", ("admin", "auditor"), LOCAL)
    assert opens(people, made)
    with pytest.raises(NotFound):
        operator.give_roles(*people.given, "eve", ("auditor",), LOCAL)  # who has not enrolled


def test_ending_ones_sessions_ends_the_links_that_were_made_in_them(people, ada) -> None:
    """Whoever got into a session made a link for a passkey of their own, to come back by."""
    for every in (True, False):
        entered = people.enter(people.log_in("ada"))
        made = factor.more(*people.given, entered.actor, 0)
        assert opens(people, made)
        if every:
            session.end_all(*people.given, "ada", entered.actor)
        else:
            session.end(*people.given, ids.shown("ses", entered.session), entered.actor)
        assert not opens(people, made)


def test_ending_sessions_leaves_the_link_that_a_reset_gave(people, ada) -> None:
    made = invite.reset(*people.given, "ada", LOCAL)
    session.end_all(*people.given, "ada", LOCAL)
    assert opens(people, made)


def test_a_recovery_ends_the_links_that_were_made_before_it(people, ada) -> None:
    stranger = factor.more(*people.given, ADA, 0)
    owner = login.recover(*people.given, "ada", ada.recovery[0], Whence())
    assert opens(people, owner)
    assert not opens(people, stranger)


@pytest.mark.parametrize("how", ["reset", "roles"])
def test_what_somebody_approved_ends_with_their_right_to(people, installation, how: str) -> None:
    people.by_passkey(people.invite("sue", ("supervisor",)))
    told = installation.receive(f"{CARD}")
    installation.give(told.conversation, "ann")
    made = grant.ask(*people.given, told.tokens[0].id, "support", Plain("a refund"), ANN)
    grant.approve(*people.given, made, SUE, 10)
    if how == "reset":
        invite.reset(*people.given, "sue", LOCAL)
    else:
        operator.give_roles(*people.given, "sue", ("auditor",), LOCAL)
    with pytest.raises(Denied, match="reveal-two-persons"):
        installation.reveal(told.tokens[0].id, "support", actor=ANN)


def test_an_agent_sees_nothing_more_of_a_conversation_that_was_taken_back(people, installation) -> None:
    told = installation.receive(f"{CARD}")
    installation.give(told.conversation, "ann")
    made = grant.ask(*people.given, told.tokens[0].id, "support", Plain("a refund"), ANN)
    grant.approve(*people.given, made, SUE, 10)
    installation.app.store.data.execute("DELETE FROM assignment")
    with pytest.raises(Denied):
        installation.reveal(told.tokens[0].id, "support", actor=ANN)


def test_a_start_takes_nothing_from_an_operator_who_proves_it_at_the_machine(people, installation) -> None:
    """`first` makes a link for an administrator; a passphrase that is used at a terminal stays good."""
    operator.add(*people.given, "admin", ("privacy",), Plain("four words of no meaning"), LOCAL)
    made = invite.first(*people.given)
    assert made is not None
    assert opens(people, made)
    assert operator.prove(*people.given, "admin", Plain("four words of no meaning")).roles == {"privacy"}


def test_a_log_in_by_the_companys_own_is_no_fresh_proof(people, installation) -> None:
    """The provider may have asked for the factors hours ago: only `again` has it ask anew."""
    enrolled = enrol.with_sso(
        *people.given, secret.digest(people.invite().secret.expose()), b"s" * 32, Whence()
    ).session
    made = login.by_sso(*people.given, b"s" * 32, Whence())
    for one in (enrolled, made):
        assert people.enter(one).factor_age_s > 300
    entered = people.enter(made)
    assert people.enter(login.by_sso(*people.given, b"s" * 32, Whence(), entered)).factor_age_s == 0


def test_guessing_at_recovery_codes_fills_no_ledger_and_takes_as_long_for_nobody(people, ada, installation) -> None:
    before = len(installation.entries())
    for number in range(40):
        for name in ("ada", "nobody"):
            with pytest.raises(NotProved):
                login.recover(*people.given, name, Plain("wrong"), Whence(f"192.0.2.{number}"))
    assert len(installation.entries()) - before <= 1


def test_requests_of_many_hide_nobodys(people, installation, monkeypatch) -> None:
    """A list is bounded, and what others ask for takes nobody's place in it."""
    monkeypatch.setattr(grant, "MOST_SHOWN", 3)
    told = installation.receive("ann@example.com")
    loud = Actor("operator", "lou", frozenset({"security"}))
    for _ in range(5):
        grant.ask(*people.given, told.tokens[0].id, "fraud", Plain("case 7"), loud)
    installation.clock.at += 1000
    mine = grant.ask(*people.given, told.tokens[0].id, "support", Plain("a refund"), SUE)
    assert [one.id for one in grant.mine(*people.given, "support", SUE)] == [mine]
    other = Actor("operator", "sam", frozenset({"supervisor"}))
    assert [one.id for one in grant.everyone(*people.given, other)] == [mine]


def test_an_administrator_looks_after_keys_and_reads_the_review(people, installation) -> None:
    assert access.everyone(*people.given, ADA) == []
    assert isinstance(review.review(*people.given, ADA), list)
    for act in (access.everyone, review.review):
        with pytest.raises(Denied):
            act(*people.given, ANN)


@pytest.mark.parametrize("name", ["\udcff", "a\0b", "a" * 10_000, "\u202e", "😀"])
def test_any_name_that_somebody_types_is_answered(people, installation, name: str) -> None:
    told = installation.receive("ann@example.com")
    for attempt in (
        lambda: operator.prove(*people.given, name, Plain("four words of no meaning")),
        lambda: login.recover(*people.given, name, Plain(name), Whence("192.0.2.7")),
        lambda: people.type_in(name, name, code=name),
        lambda: people.invite(name),
        lambda: invite.reset(*people.given, name, LOCAL),
        lambda: invite.withdraw(*people.given, name, LOCAL),
        lambda: operator.remove(*people.given, name, LOCAL),
        lambda: session.end_all(*people.given, name, LOCAL),
        lambda: assign.assign(*people.given, told.conversation, name, LOCAL),
    ):
        with pytest.raises(PrivetError):
            attempt()


def test_codes_that_somebody_had_sent_end_with_them(people, installation) -> None:
    """One that is still open, and one that was right."""
    operator.add(*people.given, "sue", ("supervisor",), Plain("four words of no meaning"), LOCAL)
    talks = [installation.receive("hello", f"+1202555010{n}").conversation for n in range(3)]
    for talk, who in zip(talks, (SUE, SUE, installation.privacy), strict=True):
        stepup.send_code(*people.given, talk, "support", who)
    codes = [re.search(r"[0-9]{6}", one.text.expose())[0] for one in installation.delivered]
    for talk, code in list(zip(talks, codes, strict=True))[1:]:
        stepup.check(*people.given, talk, Plain(code), "support", installation.privacy)
    operator.remove(*people.given, "sue", LOCAL)
    known = [stepup.state(*people.given, talk, "support", installation.privacy).verified for talk in talks]
    assert known == [False, False, True]
    with pytest.raises(NotProved):
        stepup.check(*people.given, talks[0], Plain(codes[0]), "support", installation.privacy)


@pytest.mark.parametrize("who", [ANN, SUE, Actor("operator", "rita", frozenset({"auditor"}))])
def test_who_may_not_look_after_people_learns_no_name_by_trying(people, installation, who: Actor) -> None:
    """One answer, whether there is somebody or something of that name, and whatever they may do."""
    for name, role in (("ada", "admin"), ("pia", "privacy"), ("ben", "agent")):
        operator.add(*people.given, name, (role,), Plain("four words of no meaning"), LOCAL)
    people.invite("max")
    access.make(*people.given, "crm", access.Limits(["read"], ["support"]), LOCAL)
    talk = installation.receive("hello").conversation
    proved = {"reason": Plain("why not"), "factor_age_s": 0}
    tries = {
        "invite": lambda name: invite.invite(*people.given, name, ("agent",), who, **proved),
        "reset": lambda name: invite.reset(*people.given, name, who, **proved),
        "withdraw": lambda name: invite.withdraw(*people.given, name, who, **proved),
        "roles": lambda name: operator.give_roles(*people.given, name, ("auditor",), who, **proved),
        "remove": lambda name: operator.remove(*people.given, name, who, **proved),
        "add": lambda name: operator.add(*people.given, name, ("agent",), Plain("four words of no meaning"), who),
        "end": lambda name: session.end_all(*people.given, name, who, **proved),
        "agree": lambda name: agree.agree(*people.given, name, "reset", (), who, **proved),
        "agree to invite": lambda name: agree.agree(*people.given, name, "invite", ("agent",), who, **proved),
        "revoke": lambda name: access.revoke(*people.given, name, who, **proved),
        "make": lambda name: access.make(
            *people.given, name, access.Limits(["read"], ["support"]), who, **proved
        ),
    }  # fmt: skip
    if who is not SUE:  # who gives conversations out knows whom to
        tries["assign"] = lambda name: assign.assign(*people.given, talk, name, who)
    for what, attempt in tries.items():
        said = set()
        for name in ("ada", "pia", "ben", "max", "crm", "nobody"):
            before = len(installation.entries())
            with pytest.raises(PrivetError) as refused:
                attempt(name)
            said.add((type(refused.value).__name__, refused.value.message, refused.value.hint))
            assert [one.outcome for one in installation.entries()[before:]] == ["denied"], what
        assert len(said) == 1, (what, said)
