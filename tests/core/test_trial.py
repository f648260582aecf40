"""Times of a trial are counted in ranges, and read back as the end of the range that they lie in."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.trial import BOUNDS, place, within


@pytest.mark.parametrize(
    ("micros", "bound"), [(0, 100), (100, 100), (101, 200), (1840, 2000), (5_000_000, 5_000_000), (5_000_001, None)]
)
def test_a_time_lies_in_the_range_that_ends_at_or_behind_it(micros: int, bound: int | None) -> None:
    assert within({place(micros): 1}, 0.5) == bound


def test_where_nothing_was_counted_nothing_is_said() -> None:
    assert within({}, 0.5) is None


def test_shares_are_those_of_all_that_was_counted() -> None:
    counts = Counter(place(one) for one in [300] * 98 + [900, 70_000])
    assert [within(counts, share) for share in (0.5, 0.98, 0.99, 1.0)] == [500, 500, 1000, 100_000]


@given(st.lists(st.integers(0, BOUNDS[-1]), min_size=1, max_size=60), st.sampled_from([0.5, 0.9, 0.99, 1.0]))
def test_it_is_never_less_than_so_many_took_and_never_more_than_a_range_off(times: list[int], share: float) -> None:
    said = within(Counter(map(place, times)), share)
    assert said is not None
    assert sum(one <= said for one in times) >= len(times) * share
    assert said <= max(100, 2.5 * max(times))
