"""Notes about conversations: scanned, sealed, on record, never sent, gone with the customer."""

from __future__ import annotations

import pytest

from privet.acts import annotate
from privet.core import ids
from privet.core.decision import Actor
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound

MARIA = Actor("operator", "maria", frozenset({"agent"}))
SUE = Actor("operator", "sue", frozenset({"supervisor"}))
OLGA = Actor("operator", "olga", frozenset({"auditor"}))


@pytest.fixture
def talk(installation) -> str:
    return installation.receive("mail ann@example.com").conversation


def write(installation, talk: str, text: str, actor: Actor = SUE, purpose: str = "support") -> None:
    annotate.annotate(installation.app, installation.tenant, talk, Plain(text), actor, purpose=purpose)


def read(installation, talk: str, actor: Actor = SUE) -> list[tuple[str, str]]:
    found = annotate.notes(installation.app, installation.tenant, talk, actor, purpose="support")
    return [(one.name, one.text) for one in found]


def test_a_note_is_read_by_whoever_may_read_the_conversation(installation, talk) -> None:
    write(installation, talk, " called back about [EMAIL_1] ")
    installation.clock.forward(minutes=1)
    write(installation, talk, "will write again")
    expected = [("sue", "called back about [EMAIL_1]"), ("sue", "will write again")]
    assert read(installation, talk) == read(installation, talk, OLGA) == expected
    with pytest.raises(Denied):
        read(installation, talk, MARIA)


def test_what_is_personal_in_it_is_masked_and_the_entry_has_none_of_it(installation, talk) -> None:
    write(installation, talk, "also reached at ben@example.com")
    assert read(installation, talk) == [("sue", "also reached at [EMAIL]")]
    (made,) = [one for one in installation.entries() if one.act == "annotate"]
    assert (made.actor, str(made.outcome), made.object) == ("operator:sue", "done", talk)
    assert made.subject == installation.subject()
    assert len(made.note or b"") == 32


def test_an_agent_writes_only_about_what_was_given_to_them(installation, talk) -> None:
    with pytest.raises(Denied):
        write(installation, talk, "mine?", MARIA)
    installation.give(talk)
    write(installation, talk, "mine", MARIA)
    assert read(installation, talk, MARIA) == [("maria", "mine")]
    with pytest.raises(Denied):
        write(installation, talk, "audited", OLGA)
    outcomes = [str(one.outcome) for one in installation.entries() if one.act == "annotate"]
    assert outcomes == ["denied", "done", "denied"]


def test_it_goes_with_the_customer(installation, talk) -> None:
    write(installation, talk, "a loyal customer")
    installation.erase(installation.subject())
    assert read(installation, talk) == []
    with pytest.raises(Denied):
        write(installation, talk, "was erased")


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001, "half \ud800"])
def test_a_note_says_something_of_bounded_length(installation, talk, text: str) -> None:
    with pytest.raises(BadInput):
        write(installation, talk, text)


def test_there_is_none_about_what_is_not_there(installation) -> None:
    with pytest.raises(NotFound):
        write(installation, ids.shown(ids.CONVERSATION, bytes(16)), "nobody")
