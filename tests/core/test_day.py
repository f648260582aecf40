"""A day as somebody writes it."""

from __future__ import annotations

import pytest

from privet.core.day import DAY_MS, begins
from privet.errors import BadInput


def test_a_day_begins_at_midnight_utc() -> None:
    assert begins("1970-01-02") == DAY_MS
    assert begins("2026-11-23") == 1_795_392_000_000


@pytest.mark.parametrize("text", ["", "today", "2026-13-01", "2026-02-30", "23.11.2026", "2026-11-23T00:00"])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(BadInput, match="2026-11-23"):
        begins(text)
