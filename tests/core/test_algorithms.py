"""The last days of algorithms: over the day after, told a year before, and named as days."""

from __future__ import annotations

from datetime import UTC, date, datetime

from privet.core import algorithms
from privet.core.algorithms import INVENTORY, Algorithm


def test_an_algorithm_ends_after_its_last_day_and_not_before() -> None:
    one = Algorithm("X", "seals", "a text", "2030-12-31", "Y", ("X",))
    noon = {day: int(datetime(*day, 12, tzinfo=UTC).timestamp() * 1000) for day in [(2030, 12, 31), (2031, 1, 1)]}
    assert [one.ended(at) for at in noon.values()] == [False, True]
    assert [one.ends_soon(at) for at in noon.values()] == [True, False]
    assert not one.ends_soon(noon[2030, 12, 31] - 366 * 86_400_000)
    forever = Algorithm("X", "seals", "a text", "", "Y", ("X",))
    assert (forever.ended(10**14), forever.ends_soon(10**14)) == (False, False)
    assert "TOTP with HMAC-SHA-1" in {one.name for one in algorithms.ended(noon[2031, 1, 1])}
    assert "2030-12-31" in algorithms.warning(one)


def test_days_are_days_and_names_are_once() -> None:
    for one in INVENTORY:
        assert not one.sunset or date.fromisoformat(one.sunset).isoformat() == one.sunset
        assert all((one.name, one.use, one.source, one.after, one.marks))
    assert len({one.name for one in INVENTORY}) == len(INVENTORY)
