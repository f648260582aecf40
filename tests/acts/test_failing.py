"""What cannot be looked through is refused, or goes on as one token where that is set for its channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import bots
from privet.acts import failing
from privet.core.decision import LOCAL, Actor
from privet.core.detect import Scanner
from privet.core.failing import MASK, REFUSE, whole
from privet.core.finding import Finding
from privet.core.plain import Plain
from privet.errors import BadInput, Denied

SECRET = "kaputt, and my name is Annabel Exampleton"


class Broken:
    """A detector that fails on one word."""

    name, kinds, triggers = "broken", ("EMAIL",), ("kaputt",)

    def find(self, text: str) -> Iterator[Finding]:
        raise RuntimeError("no answer")


@pytest.fixture
def broken(installation: Any) -> Any:
    app, tenant = installation.app, installation.tenant
    app.rules[tenant] = replace(app.rules[tenant], scanner=Scanner([Broken()]))
    return installation


def sets(house: Any, channel: str, mode: str = MASK, actor: Actor = LOCAL) -> None:
    failing.set_(house.app, house.tenant, channel, mode, Plain("a lost message is worse"), actor)


def test_all_of_a_text_is_one_value_and_of_none_there_is_none() -> None:
    (one,) = whole("kaputt")
    assert (one.start, one.end, one.kind, one.canonical) == (0, 6, "TEXT", "kaputt")
    assert whole("") == []


def test_a_message_goes_on_as_one_token_that_opens_for_a_day(broken: Any) -> None:
    sets(broken, "loopback")
    made = broken.receive(SECRET)
    assert (made.outcome, made.text.text) == ("stored", "[TEXT_1]")
    assert [(one.kind, one.start, one.end) for one in made.tokens] == [("TEXT", 0, 8)]
    assert broken.receive("fine").text.text == "fine"
    assert broken.reveal(made.tokens[0].id) == SECRET
    assert ("receive", "done") in broken.acts()
    assert broken.app.rules[broken.tenant].policy.kind("TEXT")[1] == "undetected"


def test_other_channels_and_those_set_back_refuse(broken: Any) -> None:
    sets(broken, "loopback")
    assert broken.receive(SECRET, channel="other").outcome == "refused"
    sets(broken, "loopback", REFUSE)
    assert broken.receive(SECRET).reasons == ("detector-failed",)
    assert [(one.channel, one.mode, one.by) for one in failing.all_(broken.app, broken.tenant, LOCAL)] == [
        ("loopback", "refuse", LOCAL.id)
    ]


def test_who_may_not_change_rules_may_not_change_this_and_it_is_on_record(broken: Any) -> None:
    with pytest.raises(Denied):
        sets(broken, "loopback", actor=Actor("operator", "operator:nobody"))
    assert broken.acts()[-1] == ("failing", "denied")
    assert broken.receive(SECRET).outcome == "refused"
    with pytest.raises(Denied):
        failing.all_(broken.app, broken.tenant, Actor("operator", "operator:nobody"))
    sets(broken, "loopback")
    assert broken.acts()[-1] == ("failing", "done")


@pytest.mark.parametrize(("channel", "mode"), [("loopback", "lose"), ("LOOP", MASK), ("", MASK), ("a b", MASK)])
def test_what_cannot_be_set_is_said(installation: Any, channel: str, mode: str) -> None:
    with pytest.raises(BadInput):
        sets(installation, channel, mode)


def test_an_update_reaches_its_bot_as_one_token_and_its_answer_is_restored(broken: Any) -> None:
    bot = bots.add(broken)
    (refused,) = bots.take(broken, bot, bots.said(SECRET))
    assert refused.outcome == "refused"
    sets(broken, "telegram")
    (came,) = bots.take(broken, bot, bots.said(SECRET))
    assert came.outcome == "stored"
    assert b'"text":"[TEXT_1]"' in came.raw.replace(b'": "', b'":"')
    assert b"kaputt" not in came.raw
    assert came.kinds == {"TEXT"}
