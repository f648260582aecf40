"""The page on which a customer types their code: five tries, ten minutes, once, and nothing else by its link."""

from __future__ import annotations

import re
from typing import Any

import pytest

from privet.acts import respond, stepup
from privet.core import stepup as core
from privet.core.decision import Actor
from privet.core.plain import Plain
from privet.errors import Denied, NotProved

SUE = Actor("operator", "sue", frozenset({"supervisor"}))


@pytest.fixture
def talk(installation: Any) -> str:
    return str(installation.receive("call me").conversation)


def sent(one: Any, talk: str) -> tuple[str, str]:
    """A code, and a link to type it by."""
    stepup.send_code(one.app, one.tenant, talk, "support", SUE)
    code = re.findall(r"\b[0-9]{6}\b", one.delivered[-1].text.expose())[0]
    return code, respond.link(one.app, one.tenant, talk, "support")


def tried(one: Any, link: str, code: str, address: str = "") -> str:
    with pytest.raises(NotProved) as refused:
        respond.respond(one.app, one.tenant, link, Plain(code), address)
    return refused.value.message


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_right_code_proves_the_customer_once(installation: Any, talk: str) -> None:
    one = installation
    code, link = sent(one, talk)
    assert respond.page(one.app, one.tenant, talk, "support") == f"/code/{link}"
    assert respond.page(one.app, one.tenant, talk, "support", enrol=True).startswith("/passkey/")
    respond.respond(one.app, one.tenant, link, Plain(f" {code[:3]}-{code[3:]} "))
    assert stepup.state(one.app, one.tenant, talk, "support", SUE).verified
    last = one.entries()[-1]
    assert (last.act, str(last.outcome), last.actor) == ("step-up.check", "done", "service:step-up")
    assert tried(one, link, code) == stepup.WRONG


def test_five_tries_and_then_failures_are_only_counted(installation: Any, talk: str) -> None:
    one = installation
    code, link = sent(one, talk)
    start = len(one.entries())
    for _ in range(core.TRIES):
        assert tried(one, link, other_than(code)) == stepup.WRONG
    assert [act for act, _ in one.acts(start)] == ["step-up.check"] * core.TRIES
    for _ in range(20):
        assert tried(one, link, code) == stepup.WRONG  # also the right one
    assert one.acts(start)[core.TRIES :] == [("prove", "denied")]


def test_a_link_ends_with_the_code_and_one_that_is_none_says_the_same(installation: Any, talk: str) -> None:
    one = installation
    code, link = sent(one, talk)
    assert {tried(one, text, code) for text in ("", "x", link[:-8] + "AAAAAAAA", link[1:])} == {stepup.WRONG}
    one.clock.at += core.LIFE_MS
    assert tried(one, link, code) == stepup.WRONG


def test_after_many_links_that_are_none_an_address_waits_and_a_good_one_does_not(installation: Any, talk: str) -> None:
    one = installation
    code, link = sent(one, talk)
    said = {tried(one, "x", code, "192.0.2.7") for _ in range(60)}
    assert said == {stepup.WRONG, "there were too many failures lately"}
    respond.respond(one.app, one.tenant, link, Plain(code), "192.0.2.7")


def test_a_link_is_good_for_its_purpose_alone(installation: Any, talk: str) -> None:
    one = installation
    code, _ = sent(one, talk)
    with pytest.raises(Denied, match="refused"):
        respond.respond(one.app, one.tenant, respond.link(one.app, one.tenant, talk, "delivery"), Plain(code))
    assert not stepup.state(one.app, one.tenant, talk, "support", SUE).verified


def test_another_companys_link_opens_nothing(installation: Any, talk: str) -> None:
    one = installation
    code, link = sent(one, talk)
    bank = one.add_tenant("bank")
    with pytest.raises(NotProved):
        respond.respond(one.app, bank, link, Plain(code))
    respond.respond(one.app, one.tenant, link, Plain(code))
