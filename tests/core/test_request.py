"""What is to be done next with a request, by when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from privet.core import request
from privet.core.deadlines import LAWS
from privet.core.request import Case


def ms(day: str) -> int:
    """Noon of a day."""
    return int(datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC).timestamp() * 1000)


def case(law: str = "gdpr", received: str = "2026-11-23", **more: int) -> Case:
    """A request of that day."""
    given = {"confirmed": 0, "extended": 0, "paused": 0, "stood": 0, "proven": 0, "named": 1} | more
    return Case(law, ms(received), **given)


@pytest.mark.parametrize(
    ("one", "now", "what", "by", "late"),
    [
        (case(), "2026-11-24", request.PROVE, date(2026, 12, 23), 0),
        (case(proven=1), "2026-11-24", request.ANSWER, date(2026, 12, 23), 0),
        (case(proven=1), "2026-12-23", request.ANSWER, date(2026, 12, 23), 0),
        (case(proven=1), "2026-12-25", request.ANSWER, date(2026, 12, 23), 2),
        (case(proven=1, extended=1), "2026-12-25", request.ANSWER, date(2027, 2, 23), 0),
        (case(paused=ms("2026-11-25")), "2026-12-05", request.WAIT, date(2027, 1, 2), 0),
        (case(proven=1, stood=5 * request.DAY_MS), "2026-12-05", request.ANSWER, date(2026, 12, 28), 0),
        (case(stood=400 * request.DAY_MS), "2026-12-05", request.PROVE, date(2027, 12, 24), 0),
        (case("ccpa"), "2026-11-24", request.CONFIRM, date(2026, 12, 7), 0),
        (case("ccpa"), "2026-12-08", request.CONFIRM, date(2026, 12, 7), 1),
        (case("ccpa", confirmed=1), "2026-12-08", request.PROVE, date(2027, 1, 7), 0),
        (case("ccpa", confirmed=1, proven=1, extended=1), "2026-12-08", request.ANSWER, date(2027, 2, 21), 0),
        (case("ccpa", confirmed=1, paused=ms("2026-11-25")), "2026-12-08", request.WAIT, date(2027, 1, 7), 0),
    ],
)  # fmt: skip
def test_the_next_step_and_its_day(one: Case, now: str, what: str, by: date, late: int) -> None:
    found = request.step(one, ms(now))
    assert (found.what, found.by, found.late) == (what, by, late)
    assert found.citation == LAWS[one.law].citation


def test_time_stands_still_by_the_gdpr_alone() -> None:
    assert [request.may_pause(law) for law in LAWS] == [True, False]
