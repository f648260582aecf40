"""A day as somebody writes it, 2026-11-23 (ISO 8601), in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from privet.errors import BadInput

DAY_MS = 86_400_000


def begins(text: str) -> int:
    """The first millisecond of a day since 1970. Raises BadInput for what is no day."""
    try:
        return int(datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        raise BadInput("a day is written like 2026-11-23", hint="year, month and day, with '-' between") from None
