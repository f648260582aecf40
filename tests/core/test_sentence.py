"""Every act has a sentence, whatever became of it; what no version knows is named as it stands."""

from __future__ import annotations

import re

import pytest

from privet.core.entry import Entry, Outcome, encode
from privet.core.schema import ACTS
from privet.core.sentence import DEEDS, person, sentence, text

NOW = 1_795_262_400_000


def said(act: str, outcome: Outcome = Outcome.DONE, actor: str = "operator:ana", **more: object) -> str:
    return str(sentence(Entry("a" * 26, NOW, act, outcome, actor, **more)))  # type: ignore[arg-type]


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("act", sorted(DEEDS))
def test_every_act_reads_as_a_sentence_whatever_came_of_it(act: str, outcome: Outcome) -> None:
    encode(Entry("a" * 26, NOW, act, outcome, "operator:ana"))  # it is a name that the ledger takes
    assert re.fullmatch(r"ana [a-z][^%{}_]+\.", said(act, outcome)), said(act, outcome)


def test_every_act_that_rules_decide_has_one() -> None:
    assert ACTS.keys() <= DEEDS.keys()


def test_the_outcomes_of_an_act_read_differently() -> None:
    for act in DEEDS:
        assert len({text(act, outcome) for outcome in Outcome}) == len(Outcome)


@pytest.mark.parametrize(
    ("entry", "as_it_reads"),
    [
        (("reveal", Outcome.DONE, "operator:ana"), "ana was shown a value, for support."),
        (("reveal", Outcome.DENIED, "operator:ana"), "ana tried to see a value and was refused, for support."),
        (("erase", Outcome.REQUESTED, "service:clock"), "The clock set out to erase a customer, for support."),
        (("relay", Outcome.UNKNOWN, "service:bot"),
         "The program bot tried to have a value passed on to another program; a crash hid whether it was done, "
         "for support."),
        (("of-tomorrow", Outcome.FAILED, "local"),
         "Whoever has a shell on the machine tried to do “of-tomorrow”, and it failed, for support."),
    ],
)  # fmt: skip
def test_it_says_who_did_what_and_what_for(entry: tuple[str, Outcome, str], as_it_reads: str) -> None:
    assert said(*entry, purpose="support") == as_it_reads


def test_how_many_stands_behind() -> None:
    assert said("find", count=3) == "ana looked a person up (3)."
    assert said("find", count=0, purpose="fraud") == "ana looked a person up, for fraud (0)."


def test_actors_are_called_what_colleagues_call_them() -> None:
    assert [person(one) for one in ("operator:ana", "gateway:sms", "unknown", "service:clock", "other:x")] == [
        "ana", "The gateway sms", "Somebody unknown", "The clock", "other:x",
    ]  # fmt: skip
