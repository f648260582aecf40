"""The loopback channel: whoever made it gets what is delivered. For trying things out and for tests."""

from __future__ import annotations

from collections.abc import Callable

from privet.core.channel import Outgoing


class Loopback:
    """Hands every message to `take`."""

    name = "loopback"
    waits = False

    def __init__(self, take: Callable[[Outgoing], None]) -> None:
        self._take = take

    def deliver(self, message: Outgoing) -> None:
        """Hand `message` to whoever made this channel."""
        self._take(message)
