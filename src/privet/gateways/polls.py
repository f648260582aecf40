"""Requests that wait for an answer to a visitor, and the one look at the store that wakes them."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from privet.acts import fetch
from privet.app import Privet
from privet.core.message import TenantId
from privet.gateways.asgi import Take
from privet.gateways.rate import TooOften

_log = logging.getLogger("privet.gateways")

LOOK_S = 0.5
OVERLAP_MS = 20_000
"""What another process committed late, under an earlier time, is seen by looking back so far."""
MOST, EACH = 5_000, 4
"""Requests that wait at once, in all and for one conversation."""


class Polls:
    """The waiting requests, by conversation. Nothing is looked up while nobody waits."""

    def __init__(self, take: Take, tenant: TenantId, channel: str) -> None:
        self._take = take
        self._tenant, self._channel = tenant, channel
        self._events: dict[str, asyncio.Event] = {}
        self._counts: Counter[str] = Counter()
        self._seen: dict[bytes, int] = {}
        self._ended = False

    @contextmanager
    def open(self, conversation: str) -> Iterator[asyncio.Event]:
        """What is set once there is something for `conversation`. Look again after it is open, then wait for it."""
        if self._counts.total() >= MOST or self._counts[conversation] >= EACH:
            raise TooOften("too many requests are waiting", hint="ask again")
        event = self._events.setdefault(conversation, asyncio.Event())
        self._counts[conversation] += 1
        if self._ended:
            event.set()
        try:
            yield event
        finally:
            self._counts[conversation] -= 1
            if not self._counts[conversation]:
                del self._counts[conversation], self._events[conversation]

    def end(self) -> None:
        """Let everybody go: the server stops."""
        self._ended = True
        for event in self._events.values():
            event.set()

    async def watch(self) -> None:
        """Wake whom something new is for, as long as the server runs."""
        while True:
            await asyncio.sleep(LOOK_S)
            if not self._events:
                self._seen.clear()
                continue
            try:
                rows = await self._take(self._new)
            except Exception as error:  # those who wait ask again by themselves; the next look may succeed
                _log.warning("looking for answers to visitors failed: %s", type(error).__name__)
                continue
            for message, conversation, at in rows:
                if message not in self._seen and conversation in self._events:
                    self._events.pop(conversation).set()
                    self._events[conversation] = asyncio.Event()
                self._seen[message] = at
            horizon = max(self._seen.values(), default=0) - 2 * OVERLAP_MS
            self._seen = {message: at for message, at in self._seen.items() if at >= horizon}

    def _new(self, app: Privet) -> list[tuple[bytes, str, int]]:
        return fetch.waiting(app, self._tenant, self._channel, app.now() - OVERLAP_MS)
