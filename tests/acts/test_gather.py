"""What is held of a person is gathered: all of theirs, nothing of anybody else's, on record before it is opened."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import consent, gather, stop
from privet.acts.consent import Given
from privet.core.decision import LOCAL, Actor
from privet.core.dossier import Dossier, as_html, as_json
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, Erased, NotFound

ANN, BEN = "+12025550101", "+12025550102"
MAIL, BENS = "ann@example.com", "ben@example.com"


def gathered(house: Any, *whose: str, actor: Actor = LOCAL, purpose: str = "subject-request", **more: Any) -> Dossier:
    return gather.gather(house.app, house.tenant, whose or [house.subject()], purpose, Plain("a letter"), actor, **more)


def texts(made: Dossier) -> list[str | None]:
    return [line.text for talk in made.talks for line in talk.lines]


def test_it_is_all_of_theirs_with_their_values_in_place(installation) -> None:
    told = installation.receive(f"I am Ann, {MAIL}", ANN, name="Ann", subject_ref="customer 7")
    installation.send(told.conversation, "thank you, [EMAIL_1]")
    installation.reveal(told.tokens[-1].id)
    agreed = Given("support", "v1")
    ann = installation.subject()
    consent.give(installation.app, installation.tenant, ann, agreed, "subject-request", Plain("x"), LOCAL)
    made = gathered(installation)
    (person,) = made.people
    assert (person.address, person.name, person.reference, person.channel) == (ANN, "Ann", "customer 7", "loopback")
    assert texts(made) == [f"I am Ann, {MAIL}", f"thank you, {MAIL}"]
    assert [line.by for line in made.talks[0].lines] == ["you", "company"]
    assert {one.kind for one in made.held} >= {"EMAIL"}
    assert [(one.did, one.role, one.purpose, one.kind) for one in made.seen] == [
        ("gather: shown", "somebody at the machine", "subject-request", None),
        ("reveal: shown", "staff", "fraud", "EMAIL"),
    ]  # fmt: skip
    assert [(one.purpose, one.version, one.given) for one in made.agreed] == [("support", "v1", True)]
    assert "support" in [name for name, _, _ in made.purposes]
    assert made.opted_out is None
    entry = installation.entries()[-1]
    assert (entry.act, str(entry.outcome), entry.subject) == ("gather", "done", installation.subject())
    assert MAIL.encode() in as_json(made)
    assert MAIL.encode() in as_html(made)


def test_what_others_wrote_is_theirs(installation) -> None:
    installation.receive(f"I am {MAIL}", ANN, conversation="room", group=True)
    installation.receive(f"and I am {BENS}", BEN, conversation="room", group=True)
    installation.receive(f"tell {BENS} of it", ANN)
    made = gathered(installation)
    room, own = sorted(made.talks, key=lambda one: not one.group)
    assert (room.group, room.others, [one.text for one in room.lines]) == (True, 1, [f"I am {MAIL}"])
    assert [one.text for one in own.lines] == [f"tell {BENS} of it"]  # what Ann wrote is Ann's (design 3.1)
    assert f"and I am {BENS}" not in as_json(made).decode()
    ben = gathered(installation, installation.subject(BEN))
    assert MAIL not in as_json(ben).decode()


def test_only_the_subjects_that_are_named_go_into_it(installation) -> None:
    installation.receive("by text", ANN)
    installation.receive("by mail", ANN, channel="sms")
    one, other = installation.find(ANN).subjects
    assert len(texts(gathered(installation, one))) == 1
    assert sorted(filter(None, texts(gathered(installation, one, other, one)))) == ["by mail", "by text"]
    assert [entry.subject for entry in installation.entries()[-2:]] == [one, other]


def test_what_is_over_is_not_in_it(installation) -> None:
    installation.receive(f"I am {MAIL}", ANN)
    installation.clock.forward(days=91)
    made = gathered(installation)
    assert texts(made) == [None]
    assert made.held == ()
    assert MAIL not in as_json(made).decode()


def test_what_was_never_kept_or_is_over_by_itself_stays_a_token(installation) -> None:
    installation.receive("my PIN is 4711 and my code is 482913", ANN)
    assert texts(gathered(installation)) == ["my PIN is [PIN_1] and my code is 482913"]
    installation.clock.forward(minutes=30)
    assert texts(gathered(installation)) == ["my PIN is [PIN_1] and my code is [CODE_1]"]


def test_whoever_wants_no_messages_reads_since_when(installation) -> None:
    installation.receive("hello", ANN)
    stop.stop(installation.app, installation.tenant, installation.subject(), "support", Plain("x"), LOCAL)
    assert gathered(installation).opted_out == installation.clock.at


def test_who_may_not_gather_gathers_nothing_and_it_is_on_record(installation) -> None:
    installation.receive(MAIL, ANN)
    officer = {"actor": installation.privacy}
    for who in (
        {"actor": installation.agent, "factor_age_s": 1}, officer, {**officer, "factor_age_s": 301},
        {"purpose": "fraud", "actor": LOCAL},
    ):  # fmt: skip
        with pytest.raises(Denied):
            gathered(installation, **who)
        assert installation.acts()[-1] == ("gather", "denied")
    assert texts(gathered(installation, factor_age_s=1, **officer)) == [MAIL]


def test_of_an_erased_one_there_is_nothing(installation) -> None:
    installation.receive(MAIL, ANN)
    ann = installation.subject()
    installation.erase(ann)
    with pytest.raises(Erased):
        gathered(installation, ann)
    assert installation.acts()[-1] == ("gather", "denied")


def test_what_makes_no_sense_is_said(installation) -> None:
    with pytest.raises(NotFound):
        gathered(installation, "sub_" + "a" * 26)
    with pytest.raises(BadInput, match="1 to 20"):
        gather.gather(installation.app, installation.tenant, [], "subject-request", Plain("x"), LOCAL)


def test_it_does_not_show_itself(installation) -> None:
    installation.receive(MAIL, ANN, name="Ann")
    made = gathered(installation)
    assert MAIL not in repr(made)
    assert "Ann" not in repr(made.people) + repr(made.talks[0].lines)
