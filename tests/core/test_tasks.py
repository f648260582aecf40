"""When a task is due, how far it may be put off, what is drawn; and a score of which every point is explained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.posture import FULL, Line, posture
from privet.core.tasks import DAY_MS, KINDS, SAMPLED, Task, day_end, following, latest, overdue_days, picked
from privet.errors import BadInput

NOW = 20_000 * DAY_MS
LINES = st.lists(st.builds(Line, st.text(max_size=3), st.integers(-5, 60), st.just("said"), st.just("todo")))


def task(**more: object) -> Task:
    return Task("access-review", "ann", 90, **{"due": NOW, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(("late", "days"), [(-DAY_MS, 0), (0, 0), (1, 1), (DAY_MS, 1), (DAY_MS + 1, 2)])
def test_a_day_that_began_is_a_day_overdue(late: int, days: int) -> None:
    assert overdue_days(task(), NOW + late) == days


def test_a_round_is_counted_from_when_it_was_due() -> None:
    assert following(task(), NOW - 5 * DAY_MS) == NOW + 90 * DAY_MS
    assert following(task(), NOW + 20 * DAY_MS) == NOW + 90 * DAY_MS


@given(st.integers(1, 2000))
def test_what_is_done_late_is_not_due_in_the_past(late: int) -> None:
    at = NOW + late * DAY_MS
    assert following(task(), at) >= at + 45 * DAY_MS


def test_what_is_overdue_is_not_put_off() -> None:
    early, late = NOW - DAY_MS, NOW + DAY_MS
    assert latest(task(), 30, early) == latest(task(), 700, early) == NOW
    done = task(done=NOW - 10 * DAY_MS)
    assert latest(done, 90, early) == NOW + 80 * DAY_MS
    assert latest(done, 30, early) == NOW + 20 * DAY_MS
    assert latest(done, 700, late) == NOW
    assert latest(task(done=NOW - 200 * DAY_MS), 90, early) == NOW


def test_every_task_says_what_is_to_be_done() -> None:
    assert all(one.title and one.sentence.endswith(".") and one.days and one.weight for one in KINDS.values())
    assert [name for name, one in KINDS.items() if one.attested] == ["telegram-two-step"]
    assert task().kind is KINDS["access-review"]


@given(st.lists(st.binary(min_size=16, max_size=16), unique=True), st.binary(min_size=32, max_size=32))
def test_so_many_are_drawn_and_none_twice(entries: list[bytes], seed: bytes) -> None:
    found = picked(entries, seed)
    assert len(found) == len(set(found)) == min(SAMPLED, len(entries))
    assert set(found) <= set(entries)
    assert found == picked(list(reversed(entries)), seed)


def test_everything_is_drawn_sometimes() -> None:
    entries = [bytes([number]) * 16 for number in range(30)]
    assert set().union(*(picked(entries, bytes([seed]) * 32) for seed in range(20))) == set(entries)


def test_a_day_ends_where_the_next_begins() -> None:
    assert day_end("") is None
    assert day_end("2026-11-21") == day_end("2026-11-20") + DAY_MS  # type: ignore[operator]
    assert day_end("1970-01-01") == DAY_MS - 1
    for text in ("tomorrow", "2026-13-01", "21.11.2026"):
        with pytest.raises(BadInput, match="no day"):
            day_end(text)


@given(LINES)
def test_every_missing_point_has_its_line(lines: list[Line]) -> None:
    found = posture(lines)
    assert found.score == max(0, FULL - sum(one.points for one in found.lines))
    assert list(found.lines) == sorted(found.lines, key=lambda one: -one.points)
    assert len(found.lines) == sum(one.points > 0 for one in lines)
    assert found == posture(reversed(lines))
