"""Authorized agents ask over people's data: what they attest is a claim, and widens nothing."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import ANN, Installation
from tests.core.test_drp import AGENT, BUSINESS, OTHER, PUBLIC, at, message, signed

from privet.acts import agent, exercise, fulfil, portal, request
from privet.acts.portal import Came
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput, Conflict, Denied, NotFound, NotProved
from privet.store import agents, requests, subjects

WHY = Plain("in the directory")
SAID = base64.b64encode(PUBLIC).decode()


@pytest.fixture
def house(installation: Installation) -> Installation:
    app = installation.app
    app.config = replace(app.config, drp=replace(app.config.drp, business=BUSINESS))
    agent.add(app, installation.tenant, AGENT, SAID, WHY, LOCAL)
    return installation


def now(house: Installation, **more: Any) -> dict[str, Any]:
    clock = house.clock.at
    return message(**{"issued-at": at(clock - 1000), "expires-at": at(clock + 600_000), **more})


def met(house: Installation, name: str = AGENT) -> agents.AgentRow:
    body = signed(
        {name: value for name, value in now(house, **{"agent-id": name}).items() if "-" in name or "." in name}
    )
    return agent.entered(house.app, house.tenant, agent.token(house.app, house.tenant, name, body).expose())


def asks(house: Installation, **more: Any) -> dict[str, str]:
    return exercise.exercise(house.app, house.tenant, met(house), signed(now(house, **more)))


def test_an_agent_gets_a_token_by_its_key_alone(house: Installation) -> None:
    given = (house.app, house.tenant)
    body = signed(now(house))
    text = agent.token(*given, AGENT, body).expose()
    assert agent.entered(*given, text).name == AGENT
    assert agent.everyone(*given, LOCAL) == [agent.Agent(AGENT, house.clock.at, True, "local")]
    again = agent.token(*given, AGENT, body).expose()
    for wrong in (text, "", "x", again.replace("pra_1_", "pra_2_"), again.replace("pra_", "prv_")):
        with pytest.raises(NotProved):
            agent.entered(*given, wrong)
    for name, said in (("NOBODY", body), (AGENT, signed(now(house), OTHER)), (AGENT, b"x")):
        with pytest.raises(NotProved):
            agent.token(*given, name, said)
    agent.remove(*given, AGENT, WHY, LOCAL)
    with pytest.raises(NotProved):
        agent.entered(*given, again)
    held = b"".join(path.read_bytes() for path in house.folder.rglob("*") if path.is_file())
    assert again.encode() not in held


def test_who_may_not_adds_no_agent_and_nonsense_is_said(house: Installation) -> None:
    given = (house.app, house.tenant)
    for name, key in (("lower", SAID), (AGENT, SAID), ("A", "x")):
        with pytest.raises(BadInput):
            agent.add(*given, name, key, WHY, LOCAL)
    with pytest.raises(NotFound):
        agent.remove(*given, "NOBODY", WHY, LOCAL)
    uma = Actor("operator", "uma", frozenset({"auditor"}))
    for does in (lambda: agent.add(*given, "B", SAID, WHY, uma, 5), lambda: agent.remove(*given, AGENT, WHY, uma, 5)):
        with pytest.raises(Denied):
            does()


def test_a_request_is_a_case_that_nothing_of_is_proven(house: Installation) -> None:
    house.receive("I am ann@example.com")
    status = asks(house, phone_number="+12025550101", **{"agent-request-id": "r-7"})
    assert (status["status"], status["reason"]) == ("in_progress", "need_user_verification")
    assert status["user_verification_url"].endswith("/my")
    assert status["agent_request_id"] == "r-7"
    found = request.one(house.app, house.tenant, status["request_id"], LOCAL)
    assert (found.right, found.law, found.via) == ("access", "ccpa", "agent")
    assert found.whose == ((house.subject(ANN), ""),)
    with pytest.raises(Conflict, match="nothing of this request is proven"):
        fulfil.fulfil(house.app, house.tenant, status["request_id"], WHY, house.privacy, 10)
    assert any(one.act == "request.access" and f"agent-{AGENT.lower()}" in one.reasons for one in house.entries())


def test_whether_an_address_is_known_shows_nowhere(house: Installation) -> None:
    house.receive("hello")
    known, unknown = asks(house, email=ANN), asks(house, email="nobody@example.org")
    assert set(known) == set(unknown)
    same = {name: value for name, value in known.items() if name != "request_id"}
    assert same == {name: value for name, value in unknown.items() if name != "request_id"}
    assert exercise.told(house.app, house.tenant, unknown["request_id"]) == 0
    assert exercise.told(house.app, house.tenant, known["request_id"]) == 1
    assert "/my#token=" in house.delivered[-1].text.expose()


def test_whoever_has_the_channel_proves_it_on_their_own_page(house: Installation) -> None:
    talk = house.receive("hello").conversation
    status = asks(house, email=ANN, exercise="deletion")
    raw = ids.read(ids.CONVERSATION, talk)
    here = Came(bytes(16), talk, house.subject(ANN), "loopback", portal._customer(raw), False, False, False)
    portal.offer(house.app, house.tenant, here)
    code = re.findall(r"\b[0-9]{6}\b", house.delivered[-1].text.expose())[0]
    with pytest.raises(NotProved):  # the visit is made up; the code is right all the same
        portal.prove(house.app, house.tenant, here, Plain(code))
    who = met(house)
    assert exercise.status(house.app, house.tenant, who, status["request_id"])["status"] == "in_progress"
    assert "reason" not in exercise.status(house.app, house.tenant, who, status["request_id"])
    fulfil.fulfil(house.app, house.tenant, status["request_id"], WHY, house.privacy, 10)
    assert exercise.status(house.app, house.tenant, who, status["request_id"])["status"] == "fulfilled"
    with house.app.store.view(house.tenant) as view:
        assert {row.state for row in subjects.subjects(view)} == {subjects.ERASED}


def test_the_same_message_is_the_same_case_and_one_of_then_is_none_now(house: Installation) -> None:
    body, who = signed(now(house)), met(house)
    one = exercise.exercise(house.app, house.tenant, who, body)
    assert exercise.exercise(house.app, house.tenant, who, body + b"\n") == one
    assert len(request.everyone(house.app, house.tenant, LOCAL)) == 1
    house.clock.at += 600_000
    with pytest.raises(NotProved):
        exercise.exercise(house.app, house.tenant, who, body)
    with pytest.raises(BadInput, match="not exercised here"):
        asks(house, exercise="sale:opt_out")


def test_another_agent_sees_and_revokes_nothing_of_it(house: Installation) -> None:
    status = asks(house)
    key = base64.b64encode(OTHER.public_key().public_bytes_raw()).decode()
    agent.add(house.app, house.tenant, "OTHER_AA", key, WHY, LOCAL)
    with house.app.store.view(house.tenant) as view:
        other = agents.of(view, "OTHER_AA")
    assert other is not None
    for id in (status["request_id"], "req_" + 26 * "a", "x"):
        with pytest.raises(Denied, match="not of this agent"):
            exercise.status(house.app, house.tenant, other, id)
    with pytest.raises(Denied):
        exercise.revoke(house.app, house.tenant, other, status["request_id"], signed({"reason": ""}, OTHER))
    with pytest.raises(NotProved):
        exercise.revoke(house.app, house.tenant, met(house), status["request_id"], signed({"reason": ""}, OTHER))


def test_what_is_revoked_is_taken_back(house: Installation) -> None:
    status, who = asks(house), met(house)
    body = signed({"reason": "I keep it"})
    assert exercise.revoke(house.app, house.tenant, who, status["request_id"], body)["status"] == "revoked"
    assert exercise.revoke(house.app, house.tenant, who, status["request_id"], body)["status"] == "revoked"
    (row,) = request.everyone(house.app, house.tenant, LOCAL, closed=True)
    assert row.state == requests.BACK


def test_where_no_rule_lets_it_be_taken_in_nothing_is(house: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    status = asks(house)
    monkeypatch.setattr(exercise, "ACTOR", Actor("operator", "nobody"))
    with pytest.raises(Denied):
        asks(house, email="ben@example.com")
    assert len(request.everyone(house.app, house.tenant, LOCAL)) == 1
    assert exercise.revoke(
        house.app, house.tenant, met(house), status["request_id"], signed({"reason": ""})
    )["status"] == "in_progress"  # fmt: skip
