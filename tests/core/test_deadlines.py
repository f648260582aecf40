"""The same request under different laws yields the stated deadlines; a month has the days that it has."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.deadlines import LAWS, deadlines
from privet.errors import BadInput

DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))


def days(law: str, received: str, paused: int = 0) -> list[str]:
    return [one.by.isoformat() for one in deadlines(law, date.fromisoformat(received), paused)]


@pytest.mark.parametrize(
    ("law", "received", "by"),
    [
        # by hand, with a calendar
        ("gdpr", "2026-11-23", ["2026-12-23", "2027-02-23"]),
        ("gdpr", "2026-01-31", ["2026-02-28", "2026-04-30"]),
        ("gdpr", "2027-11-30", ["2027-12-30", "2028-02-29"]),
        ("gdpr", "2026-12-15", ["2027-01-15", "2027-03-15"]),
        ("ccpa", "2026-11-23", ["2026-12-07", "2027-01-07", "2027-02-21"]),
        ("ccpa", "2026-01-31", ["2026-02-13", "2026-03-17", "2026-05-01"]),
        ("ccpa", "2026-11-27", ["2026-12-11", "2027-01-11", "2027-02-25"]),
    ],
)
def test_the_same_request_under_different_laws(law: str, received: str, by: list[str]) -> None:
    assert days(law, received) == by
    assert all(one.citation == LAWS[law].citation for one in deadlines(law, date.fromisoformat(received)))


def test_while_it_is_in_doubt_who_asks_the_time_stands_still_where_the_law_lets_it() -> None:
    assert days("gdpr", "2026-11-23", 5) == ["2026-12-28", "2027-02-28"]
    for law, paused in (("ccpa", 5), ("gdpr", -1), ("gdpr", 367)):
        with pytest.raises(BadInput, match="does not stand still"):
            days(law, "2026-11-23", paused)


def test_what_does_not_apply_is_said() -> None:
    with pytest.raises(BadInput, match="no such law"):
        days("lgpd", "2026-11-23")
    with pytest.raises(BadInput, match="2018-05-25"):
        days("gdpr", "2018-05-24")
    assert days("gdpr", "2018-05-25")[0] == "2018-06-25"


@given(DAYS)
def test_deadlines_follow_each_other_and_are_as_long_as_the_law_says(received: date) -> None:
    for law in LAWS:
        found = [one.by for one in deadlines(law, received)]
        assert found == sorted(found)
        assert received < found[0]
    answer, longest = (one.by for one in deadlines("gdpr", received))
    assert timedelta(28) <= answer - received <= timedelta(31)
    assert timedelta(89) <= longest - received <= timedelta(92)
    confirm = deadlines("ccpa", received)[0].by
    working = [received + timedelta(day) for day in range(1, (confirm - received).days + 1)]
    assert sum(one.isoweekday() <= 5 for one in working) == 10
    assert confirm.isoweekday() <= 5
