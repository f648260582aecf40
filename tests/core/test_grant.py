"""A grant lets one actor see one value for one purpose, for its time and as often as it says; nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.grant import (
    ASKED,
    DENIED,
    ENDED,
    EXPIRED,
    GRANTED,
    USED,
    Grant,
    approved,
    covers,
    seen_enough,
    standing,
    used,
)
from privet.core.terms import Showing

NOON = 1_795_262_400_000
ANN, SUE = "operator:ann", "operator:sue"
VALUE = b"v" * 16
WAITING = Grant(b"g" * 16, ANN, VALUE, b"s" * 16, 3, "support", ASKED, 0, NOON + 60_000)
GIVEN = approved(WAITING, SUE, Showing(uses=2, use=900), NOON)


def test_an_approved_grant_covers_its_own_reveal_until_its_time_is_over() -> None:
    assert (GIVEN.state, GIVEN.approver, GIVEN.uses, GIVEN.due) == (GRANTED, SUE, 2, NOON + 900_000)
    assert covers(GIVEN, ANN, VALUE, "support", NOON)
    assert covers(GIVEN, ANN, VALUE, "support", NOON + 899_999)
    assert not covers(GIVEN, ANN, VALUE, "support", NOON + 900_000)


@pytest.mark.parametrize(
    "other",
    [{"actor": SUE}, {"actor": "service:ann"}, {"value": b"w" * 16}, {"purpose": "fraud"}, {"purpose": ""}],
)
def test_it_covers_nobody_else_nothing_else_and_nothing_else_for(other: dict[str, object]) -> None:
    asked = {"actor": ANN, "value": VALUE, "purpose": "support", **other}
    assert not covers(GIVEN, **asked, at=NOON)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "as_it_is",
    [
        {"state": ASKED}, {"state": DENIED}, {"state": ENDED}, {"state": USED}, {"state": "anything"}, {"uses": 0},
        {"uses": -1}, {"approver": ""}, {"approver": ANN},
    ],
)  # fmt: skip
def test_one_that_is_not_approved_by_somebody_else_or_used_up_covers_nothing(as_it_is: dict[str, object]) -> None:
    assert not covers(replace(GIVEN, **as_it_is), ANN, VALUE, "support", NOON)  # type: ignore[arg-type]


@given(st.integers(1, 100))
def test_it_is_used_as_often_as_it_says(uses: int) -> None:
    grant, count = approved(WAITING, SUE, Showing(uses=uses), NOON), 0
    while covers(grant, ANN, VALUE, "support", NOON):
        grant, count = used(grant), count + 1
    assert (count, grant.state) == (uses, USED)


def test_one_that_waits_or_could_be_used_is_expired_from_its_time_on() -> None:
    assert [standing(WAITING, WAITING.due - 1), standing(WAITING, WAITING.due)] == [ASKED, EXPIRED]
    assert [standing(replace(WAITING, state=one), WAITING.due + 1) for one in (DENIED, ENDED, USED)] == [
        DENIED, ENDED, USED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hour", "day", "enough"), [(0, 0, False), (2, 4, False), (3, 3, True), (0, 5, True), (9, 9, True)]
)
def test_who_saw_as_many_as_the_policy_says_sees_no_more(hour: int, day: int, enough: bool) -> None:
    assert seen_enough(hour, day, Showing(hour=3, day=5)) is enough
    assert seen_enough(0, 0, Showing(hour=0))
