"""A correction stands beside what was said, under the person's own key: they read it, and it goes with them."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import Any

import pytest
from tests.acts.test_portal import Customer
from tests.conftest import ANN, Installation

from privet.acts import annotate, correct, fulfil, gather, hook, mine, request
from privet.acts.verify import verify
from privet.core import dossier, ids
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, Erased, NotFound
from privet.store import events

BEN = "+12025550102"
WORDS = "My surname is Zwetajewa, and I live at 5 Elm Street."
SUE = Actor("operator", "sue", frozenset({"supervisor"}))


def asked(house: Any, message: Any) -> str:
    """The case of somebody who asked for it in that message."""
    return request.file(house.app, house.tenant, "correction", "gdpr", [message.id], Plain("wrong"), LOCAL, via="chat")


def done(house: Any, case: str, words: str = WORDS, **more: Any) -> None:
    fulfil.fulfil(house.app, house.tenant, case, Plain(words), LOCAL, **more)


def of(house: Any, subject: str) -> list[tuple[int, str]]:
    with house.app.store.view(house.tenant) as view:
        return correct.of(house.app, view, ids.read(ids.SUBJECT, subject))


def handed(house: Any, subject: str) -> Any:
    return gather.gather(house.app, house.tenant, [subject], "subject-request", Plain("asked"), LOCAL)


def noted(house: Any, talk: str) -> list[str]:
    return [one.text for one in annotate.notes(house.app, house.tenant, talk, LOCAL, purpose="support")]


def test_they_read_what_is_right_and_colleagues_read_it_masked(installation: Installation) -> None:
    house = installation
    told = house.receive("I am Anne, ann@example.com", name="Anne")
    subject, start = house.subject(), len(house.entries())
    done(house, asked(house, told), f"{WORDS} Mail: anna@example.com", name=Plain("Anna Zwetajewa"))
    assert of(house, subject) == [(house.clock.at, f"{WORDS} Mail: anna@example.com")]
    made = handed(house, subject)
    assert [(one.at, one.text) for one in made.corrected] == of(house, subject)
    assert made.people[0].name == "Anna Zwetajewa"
    assert "Elm" not in repr(made) + repr(made.corrected)
    assert WORDS.encode() in dossier.as_json(made)
    assert b"What was corrected" in dossier.as_html(made)
    (note,) = noted(house, told.conversation)
    assert "[EMAIL]" in note
    assert "anna@" not in note
    assert house.read(told.conversation)[0] is not None, "what was said stays as it was said"
    acts = [one for one in house.acts(start) if one[0].startswith("request")]
    assert acts == [("request.correction", "requested"), ("request.correct", "done"), ("request.answer", "done")]
    assert not verify(house.app, house.tenant).problems


def test_it_is_readable_by_nobody_else_and_gone_with_them(installation: Installation) -> None:
    house = installation
    told, other = house.receive("hello", ANN), house.receive("hello", BEN)
    ann, ben = house.subject(ANN), house.subject(BEN)
    done(house, asked(house, told))
    assert of(house, ben) == []
    assert handed(house, ben).corrected == ()
    with closing(sqlite3.connect(f"file:{house.app.folder / 'data.db'}?mode=ro", uri=True)) as link:
        assert not any("Zwetajewa" in line for line in link.iterdump())
    house.erase(ann)
    assert of(house, ann) == []
    assert house.read(other.conversation) == ["hello"]


def test_one_that_was_cut_off_is_done_once(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    house = installation
    case = asked(house, house.receive("hello"))

    def cut(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(fulfil, "_do", cut)
        with pytest.raises(KeyboardInterrupt):
            done(house, case)
    done(house, case, "something else")
    assert [text for _, text in of(house, house.subject())] == [WORDS]
    assert [act for act, _ in house.acts()].count("request.correct") == 1


def test_hooks_are_told_that_it_was_and_not_what(installation: Installation) -> None:
    house = installation
    hook.add(house.app, house.tenant, "crm", "https://crm.example.com/x", ["subject.corrected"], LOCAL)
    done(house, asked(house, house.receive("hello")))
    with house.app.store.view(house.tenant) as view:
        row = events.hook(view, "crm")
        assert row is not None
        assert [one.kind for one in events.in_state(view, row.id, "queued", house.clock.at, 9)] == ["subject.corrected"]


def test_in_a_group_nobody_reads_of_it(installation: Installation) -> None:
    house = installation
    told = house.receive("hello", ANN, conversation="room", group=True)
    done(house, asked(house, told))
    assert noted(house, told.conversation) == []
    assert [text for _, text in of(house, house.subject(ANN))] == [WORDS]


@pytest.mark.parametrize(("words", "name"), [("", None), (" ", None), ("x", "n" * 201), ("x" * 2001, None)])
def test_what_says_nothing_or_too_much_is_refused(installation: Installation, words: str, name: str | None) -> None:
    case = asked(installation, installation.receive("hello"))
    with pytest.raises(BadInput):
        done(installation, case, words, name=Plain(name) if name else None)
    assert request.one(installation.app, installation.tenant, case, LOCAL).state == "open"


def test_whoever_may_not_corrects_nothing(installation: Installation) -> None:
    house = installation
    house.receive("hello")
    at, subject = (house.app, house.tenant), house.subject()
    with pytest.raises(Denied):
        correct.correct(*at, correct.Asked("req_" + "a" * 26, subject), Plain("x"), SUE)
    assert house.acts()[-1] == ("request.correct", "denied")
    with pytest.raises(NotFound):
        correct.correct(*at, correct.Asked("req_" + "a" * 26, "sub_" + "a" * 26), Plain("x"), LOCAL)


def test_of_somebody_erased_nothing_is_kept(installation: Installation) -> None:
    house = installation
    house.receive("hello")
    subject = house.subject()
    house.erase(subject)
    with suppress(Denied, Erased):
        asked_ = correct.Asked("req_" + "a" * 26, subject)
        correct.correct(house.app, house.tenant, asked_, Plain(WORDS), LOCAL, name=Plain("y"))
    assert of(house, subject) == []
    with house.app.store.view(house.tenant) as view:
        assert view.rows("SELECT * FROM note WHERE tenant = ? AND length(sealed) > 0", (house.tenant,)) == []


def test_their_page_says_when(installation: Installation) -> None:
    customer = Customer(installation)
    case = mine.ask(*customer.at, customer.visit(), "correction", Plain("my name is wrong"))
    done(installation, case, name=Plain("Anna"))
    assert mine.mine(*customer.at, customer.visit()).corrected == (installation.clock.at,)
