"""What the training decides: whole modules, drawn in any order, marked, good for a while, reminded of in time."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.acts.breaches import LOOKED
from privet.acts.trained import cases, lessons
from privet.core.training import (
    DAY_MS,
    MODULES,
    REMINDERS,
    drawn,
    enough,
    read_module,
    reminder,
    right,
    standing,
)
from privet.errors import BadInput

SEEDS = st.binary(min_size=32, max_size=32)
YEAR = 365 * DAY_MS


@pytest.mark.parametrize("name", MODULES)
def test_every_module_has_several_questions_whose_answers_differ(name: str) -> None:
    module = lessons()[name]
    assert (module.name, len(module.questions)) == (name, 5)
    assert module.version >= 1
    assert 0 < module.minutes < 15
    assert all(part.text for part in module.parts)
    for one in module.questions:
        assert len({one.right, *one.wrong}) == 3
        assert one.why
    assert len({one.ask for one in module.questions}) == 5


def test_every_case_is_checked_here_or_says_what_to_ask() -> None:
    assert len(cases()) == 13
    assert len({one.name for one in cases()}) == 13
    for one in cases():
        assert all((one.title, one.when, one.what, one.lesson))
        assert (one.check in LOOKED) != bool(one.ask)
    assert {one.check for one in cases() if one.check} == set(LOOKED)


def test_every_lesson_lies_where_it_is_looked_for() -> None:
    named = {one.name for one in (files("privet.core") / "lessons").iterdir()}
    assert named == {*(f"{one}.toml" for one in MODULES), "cases.toml"}


@pytest.mark.parametrize("text", ["", "version = 1", "version = ", 'title = "x"\nversion = "one"'])
def test_a_module_that_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not whole"):
        read_module("chat", text)


@given(SEEDS)
def test_a_draw_asks_everything_once_and_knows_what_is_right(seed: bytes) -> None:
    module = lessons()["chat"]
    posed = drawn(module, seed)
    assert posed == drawn(module, seed)
    assert {one.question for one in posed} == set(module.questions)
    for one in posed:
        assert sorted(one.answers) == sorted((one.question.right, *one.question.wrong))
        assert one.answers[one.right] == one.question.right
    assert right(posed, [one.right for one in posed]) == 5
    assert right(posed, [None] * 5) == 0
    assert right(posed, [(one.right + 1) % 3 for one in posed]) == 0


def test_draws_differ_and_every_place_is_right_sometimes() -> None:
    module = lessons()["orders"]
    many = [drawn(module, bytes([number]) * 32) for number in range(60)]
    assert len({tuple(one.question.ask for one in posed) for posed in many}) > 30
    assert {one.right for posed in many for one in posed} == {0, 1, 2}


@pytest.mark.parametrize(("right", "passes"), [(5, True), (4, True), (3, False), (0, False)])
def test_the_mark_is_reached_or_not(right: int, passes: bool) -> None:
    assert enough(right, 5, 80) is passes


def test_nobody_stands_before_every_module_is_passed() -> None:
    passed = dict.fromkeys(MODULES, 1000)
    assert standing({}, 2000, YEAR) == standing({"gone": 1000}, 2000, YEAR)
    assert standing({}, 2000, YEAR).missing == MODULES
    assert standing(passed, 2000, YEAR).until == 1000 + YEAR
    early = passed | {"chat": 500}
    assert standing(early, 2000, YEAR).until == 500 + YEAR
    assert standing(early, 500 + YEAR, YEAR).missing == ("chat",)
    assert standing(early, 500 + YEAR - 1, YEAR).missing == ()


def test_a_pass_of_tomorrow_counts_for_nothing() -> None:
    passed = dict.fromkeys(MODULES, 5000)
    assert standing(passed, 4999, YEAR).missing == MODULES
    assert standing(passed, 5000, YEAR).missing == ()


@given(st.integers(0, 400), st.integers(0, DAY_MS - 1))
def test_a_reminder_comes_thirty_seven_and_one_days_before(days: int, more: int) -> None:
    until = 1000 * DAY_MS
    found = reminder(until, until - days * DAY_MS - more)
    left = days + bool(more)
    assert found == (0 if left == 0 else min((one for one in REMINDERS if left <= one), default=None))
