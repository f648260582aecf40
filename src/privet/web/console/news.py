"""News: pages that are open learn within a fifth of a second that a message came, and then ask for what they show.

One look at the newest message serves every page, whichever process brought the message in. A page is told nothing but
that there is something: what it then asks for is decided as ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, suppress

from privet.errors import Busy, PrivetError

LOOK_S = 0.1
"""How often somebody looks, while any page is open."""

REST_S = 1.0
"""How long a page rests after it was told, so that a busy hour does not load every page ten times a second."""

KEEP_S = 20.0
"""After how long without news a page is told that the connection stands, and its session is looked at again."""

MOST = 1_000
"""Pages that are told at a time."""

CAME, OVER, KEPT, AGAIN = b"event: came\ndata:\n\n", b"event: over\ndata:\n\n", b":\n\n", b"retry: 2000\n\n"


class Watch:
    """Looks for news as long as anybody waits for them; `look` names the newest message."""

    def __init__(self, look: Callable[[], Awaitable[str]]) -> None:
        self._look = look
        self._waiting: set[asyncio.Event] = set()
        self._task: asyncio.Task[None] | None = None

    async def told(
        self, still: Callable[[], Awaitable[bool]], aside: Callable[[], AbstractContextManager[None]]
    ) -> AsyncIterator[bytes]:
        """Server-sent events (WHATWG HTML §9.2) for one page, until its session is over by `still`.

        Raises Busy where too many pages are told already.
        """
        if len(self._waiting) >= MOST:
            raise Busy("too many pages are open", hint="load the page again to see what is new")
        event = asyncio.Event()
        self._waiting.add(event)
        if self._task is None:
            self._task = asyncio.create_task(self._watch())
        try:
            yield AGAIN
            while True:
                with aside():
                    came = await _within(event, KEEP_S)
                if not await still():
                    yield OVER
                    return
                event.clear()
                yield CAME if came else KEPT
                with aside():
                    await asyncio.sleep(REST_S if came else 0)
        finally:
            self._waiting.discard(event)

    async def _watch(self) -> None:
        newest: str | None = None
        while self._waiting:
            with suppress(PrivetError):  # it is busy, or cannot be read just now: the next look sees it
                found = await self._look()
                if newest is not None and found != newest:
                    for one in self._waiting:
                        one.set()
                newest = found
            await asyncio.sleep(LOOK_S)
        self._task = None


async def _within(event: asyncio.Event, seconds: float) -> bool:
    """Whether it was set in that time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            return await event.wait()
    return False
