"""Texts that answers begin with: kept and taken away by whoever may, on record, with nothing personal in them."""

from __future__ import annotations

import pytest

from privet.acts import macro
from privet.core import ids
from privet.core.decision import Actor
from privet.errors import BadInput, Denied, NotFound

MARIA = Actor("operator", "maria", frozenset({"agent"}))
SUE = Actor("operator", "sue", frozenset({"supervisor"}))


def keep(installation, name="Refund", text="We pay it back to [CARD_1].", actor=SUE) -> macro.Macro:
    return macro.keep(installation.app, installation.tenant, name, text, actor)


def every(installation, actor=SUE) -> list[tuple[str, str]]:
    found = macro.all_(installation.app, installation.tenant, actor, purpose="support")
    return [(one.name, one.text) for one in found]


def test_texts_stand_by_name_and_are_taken_away(installation) -> None:
    made = keep(installation)
    keep(installation, "  Hello   there ", " Thank you for writing. ")
    expected = [("Hello there", "Thank you for writing."), ("Refund", "We pay it back to [CARD_1].")]
    assert every(installation) == every(installation, MARIA) == expected
    macro.drop(installation.app, installation.tenant, made.id, SUE)
    assert every(installation) == expected[:1]
    done = [(one.act, str(one.outcome)) for one in installation.entries() if one.act.startswith("macro")]
    assert done == [("macro", "done"), ("macro", "done"), ("macro.drop", "done")]


def test_an_agent_changes_none(installation) -> None:
    made = keep(installation)
    with pytest.raises(Denied):
        keep(installation, actor=MARIA)
    with pytest.raises(Denied):
        macro.drop(installation.app, installation.tenant, made.id, MARIA)
    assert len(every(installation)) == 1
    assert [str(one.outcome) for one in installation.entries() if one.act.startswith("macro")][1:] == ["denied"] * 2


@pytest.mark.parametrize(("name", "text"), [("", "x"), ("x", " "), ("x" * 61, "x"), ("x", "x" * 2001)])
def test_both_have_a_length(installation, name: str, text: str) -> None:
    with pytest.raises(BadInput):
        keep(installation, name, text)


@pytest.mark.parametrize(("name", "text"), [("x", "write to ann@example.com"), ("call +1 202 555 0101", "x")])
def test_nothing_personal_stands_in_one(installation, name: str, text: str) -> None:
    with pytest.raises(BadInput, match="something personal"):
        keep(installation, name, text)
    assert every(installation) == []


def test_there_are_so_many_at_most(installation, monkeypatch) -> None:
    monkeypatch.setattr(macro, "MOST", 1)
    keep(installation)
    with pytest.raises(BadInput):
        keep(installation)


def test_what_is_not_there_is_not_taken_away(installation) -> None:
    with pytest.raises(NotFound):
        macro.drop(installation.app, installation.tenant, ids.shown(macro.MACRO, bytes(16)), SUE)


def test_whoever_reads_nothing_reads_none(installation) -> None:
    with pytest.raises(Denied):
        every(installation, Actor("operator", "eve", frozenset({"admin"})))
