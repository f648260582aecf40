"""What customers ask over their own data in a message is a case with that message, and they are told once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import bots
from bots import said, take
from privet.acts import claim, request, stop
from privet.acts import receive as receiving
from privet.config import parse
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput, Denied

ANN, BEN = "+12025550101", "+12025550102"
GATEWAY = Actor("gateway", "loopback")


def comes(house: Any, text: str, party: str = ANN, actor: Actor = GATEWAY, **more: Any) -> Any:
    (answer,) = receiving.receive(house.app, house.tenant, [house.inbound(text, party, **more)], actor)
    return answer


def texts(house: Any) -> list[str]:
    return [one.text.expose() for one in house.delivered]


def cases(house: Any, *, closed: bool = False) -> list[request.Shown]:
    return request.everyone(house.app, house.tenant, LOCAL, closed=closed)


def settings(house: Any, **change: Any) -> None:
    house.app.config = replace(house.app.config, requests=replace(house.app.config.requests, **change))


def test_what_is_asked_is_a_case_that_the_message_proves_and_is_confirmed_once(installation: Any) -> None:
    came = comes(installation, "Please delete all my data.")
    assert (came.outcome, came.heard) == ("stored", "")
    assert installation.acts()[1:] == [
        ("receive", "done"),
        ("request.erasure", "requested"),
        ("send", "requested"),
        ("send", "done"),
        ("request.confirm", "done"),
    ]
    (one,) = cases(installation)
    assert (one.right, one.law, one.via, one.state) == ("erasure", "gdpr", "chat", "open")
    assert one.whose == ((installation.subject(), "channel"),)
    assert one.confirmed
    assert one.step is not None
    assert texts(installation) == [
        f"We have your request: erasure of your data. You get our answer by {one.step.by} (GDPR). To take it back, "
        "write TAKE BACK."
    ]
    entry = installation.entries()[2]
    assert (entry.object, entry.subject, entry.actor) == (one.request, installation.subject(), GATEWAY.id)
    assert entry.note is not None
    assert comes(installation, "Delete my data!").outcome == "stored"
    assert [each.request for each in cases(installation)] == [one.request], "the same again is the same case"
    assert len(texts(installation)) == 1


def test_it_is_told_in_their_language_and_by_the_law_that_is_set(installation: Any) -> None:
    settings(installation, law="ccpa")
    comes(installation, "Bitte löschen Sie alle meine Daten und Informationen, danke")
    comes(installation, "Bitte löschen Sie alle meine personenbezogenen Daten")
    (one,) = cases(installation)
    assert one.law == "ccpa"
    assert one.step is not None
    assert (one.step.what, one.confirmed > 0) == ("answer", True), "nobody has to say again that it came"
    (told,) = texts(installation)
    assert told.startswith("Ihr Antrag liegt vor: Löschung Ihrer Daten.")
    assert f"{one.step.by} (CCPA)" in told


def test_it_is_taken_back_by_the_word_and_can_be_asked_again(installation: Any) -> None:
    assert comes(installation, "take back").outcome == "stored"
    assert cases(installation, closed=True) == []
    comes(installation, "what do you know about me?")
    comes(installation, "correct my name")
    letter = request.file(
        installation.app, installation.tenant, "access", "gdpr", [installation.subject()], Plain("a letter"),
        installation.privacy, 10,
    )  # fmt: skip
    before = len(texts(installation))
    comes(installation, "TAKE BACK")
    assert {each.state for each in cases(installation, closed=True)} == {"back"}
    assert len(cases(installation, closed=True)) == 2
    assert [each.request for each in cases(installation)] == [letter], "what came by letter is not taken back by chat"
    assert len(texts(installation)) == before
    comes(installation, "what do you know about me?")
    assert len(cases(installation)) == 2


@pytest.mark.parametrize(
    "more", [{"group": True}, {"direction": "out"}], ids=["a chat of several people", "what the company wrote"]
)
def test_nothing_is_heard_where_it_may_be_anybodys(installation: Any, more: dict[str, Any]) -> None:
    came = comes(installation, "delete my data", **more)
    assert (came.outcome, cases(installation), texts(installation)) == ("stored", [], [])


def test_a_program_that_brings_messages_brings_this_one_too(installation: Any) -> None:
    comes(installation, "delete my data", actor=Actor("service", "import"))
    assert len(cases(installation)) == 1


def test_an_import_opens_nothing(installation: Any) -> None:
    comes(installation, "delete my data", actor=LOCAL)
    assert cases(installation) == []


def test_what_is_near_stays_a_message(installation: Any) -> None:
    comes(installation, "please delete my last message")
    assert installation.acts()[1:] == [("receive", "done")]


def test_it_can_be_left_to_people(installation: Any) -> None:
    settings(installation, chat=False)
    comes(installation, "delete my data")
    assert (cases(installation), texts(installation)) == ([], [])


def test_whoever_opted_out_is_told_what_became_of_what_they_ask(installation: Any) -> None:
    comes(installation, "STOP")
    comes(installation, "send me my data")
    assert len(cases(installation)) == 1
    assert len(texts(installation)) == 2


def test_whoever_takes_a_consent_back_gets_no_more_messages_and_one_answer(installation: Any) -> None:
    came = comes(installation, "I hereby withdraw my consent.")
    assert came.heard == "stop"
    (told,) = texts(installation)
    assert "TAKE BACK" in told
    assert "START" in told
    assert [each.right for each in cases(installation)] == ["withdrawal"]
    with pytest.raises(Denied, match="send-opted-out"):
        installation.send(came.conversation, "our offer of today")
    bot = bots.add(installation)
    (got,) = take(installation, bot, said("I withdraw my consent", 1), wishes=["stop withdrawal"])
    assert (got.wish, got.changed, got.case != "") == ("stop", True, True)


def test_two_people_have_two_cases_and_two_rights_are_two(installation: Any) -> None:
    comes(installation, "delete my data")
    comes(installation, "delete my data", BEN)
    comes(installation, "send me my data", BEN)
    assert sorted(each.right for each in cases(installation)) == ["access", "erasure", "erasure"]
    assert len({each.request for each in cases(installation)}) == 3


def test_on_a_channel_over_which_nothing_is_sent_the_case_waits_to_be_confirmed(installation: Any) -> None:
    comes(installation, "delete my data", channel="letterbox")
    (one,) = cases(installation)
    assert (one.confirmed, texts(installation)) == (0, [])


def test_what_rules_forbid_opens_nothing_and_is_on_record(installation: Any) -> None:
    bare = Actor("local", "x")
    comes(installation, "hello")
    row = stop.Spoken(bytes(16), b"", ids.read(ids.SUBJECT, installation.subject()), "delete my data")
    with installation.app.store.write(installation.tenant) as tx:
        assert claim.heard(installation.app, tx, bare, row, "erasure") == ""
    assert installation.acts()[-1] == ("request.erasure", "denied")
    assert cases(installation) == []
    comes(installation, "delete my data")
    with installation.app.store.write(installation.tenant) as tx:
        assert claim.heard(installation.app, tx, bare, row, "back") == ""
        nobody = row._replace(subject=bytes(16))
        assert claim.heard(installation.app, tx, GATEWAY, nobody, "erasure") == ""
    assert installation.acts()[-1] == ("request.back", "denied")
    (one,) = cases(installation)
    claim.told(installation.app, installation.tenant, one.request, bare)
    assert installation.acts()[-1] == ("request.confirm", "denied")
    comes(installation, "take back")
    made = len(installation.entries())
    claim.told(installation.app, installation.tenant, one.request, GATEWAY)
    assert len(installation.entries()) == made, "what is closed is not confirmed"


def test_a_bot_hears_it_with_the_commit_that_stores_it(installation: Any) -> None:
    one = bots.add(installation)
    (got,) = take(installation, one, said("delete my data", 1), wishes=["erasure"])
    (case,) = cases(installation)
    assert (got.case, got.wish, case.via) == (case.request, "", "chat")
    (again,) = take(installation, one, said("delete my data", 1), wishes=["erasure"])
    (same,) = take(installation, one, said("delete my data", 2), wishes=["erasure"])
    assert (again.case, same.case) == ("", "")
    assert len(cases(installation)) == 1


def test_a_law_that_is_not_known_is_no_setting() -> None:
    assert parse({"requests": {"law": "ccpa", "chat": False}}).requests.law == "ccpa"
    with pytest.raises(BadInput, match="must be one of: gdpr, ccpa"):
        parse({"requests": {"law": "hammurabi"}})
