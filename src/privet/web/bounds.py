"""What one request may take, and all of them together: time for its body, memory, a place among those being answered.

A client that sends its head slowly is dropped by the server below (`web/server.py`); here begins what came after it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from privet.errors import BadInput, Busy, TooSlow

Message = dict[str, Any]

PIECE = 64
"""Bytes that a piece of a body takes beside its own, however short it is."""

LOOKS = 60
"""How often somebody looks, in the time that a body has, whose time is over."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Requests at once, bytes that their bodies take together, seconds for a body to come and for a piece to go."""

    requests: int = 5_000
    body_bytes: int = 256 << 20
    body_s: float = 60.0
    send_s: float = 60.0


class Load:
    """What all requests take now; and who waits for a body, so that one look finds everybody whose time is over: a
    timer each would cost more than a short body does.
    """

    __slots__ = ("_looks", "bounds", "bytes", "open", "waiting")

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.open = 0  # requests that are being answered
        self.bytes = 0  # of their bodies
        self.waiting: set[Bounded] = set()
        self._looks = False

    def wait(self, one: Bounded) -> None:
        """`one` waits for a piece of its body. The clock is looked at from time to time, as long as anybody does."""
        self.waiting.add(one)
        if not self._looks:
            self._looks = True
            asyncio.get_running_loop().call_later(self.bounds.body_s / LOOKS, self._look)

    def _look(self) -> None:
        self._looks = False
        now = asyncio.get_running_loop().time()
        for one in self.waiting:
            one.expire(now)
            self.wait(one)


class Bounded:
    """One request between the server and an application: its `receive` and `send`, held to the bounds.

    `whole` is True once the body has come to its end; a request without one has it from the start.
    """

    __slots__ = ("_late", "_load", "_receive", "_send", "_size", "_task", "_until", "whole")

    def __init__(self, load: Load, whole: bool, receive: Any, send: Any) -> None:
        self._load, self.whole, self._receive, self._send = load, whole, receive, send
        self._size = 0
        self._late = False
        self._task: asyncio.Task[Any] | None = None  # that waits for a piece of the body
        self._until = asyncio.get_running_loop().time() + load.bounds.body_s
        load.open += 1

    async def receive(self) -> Message:
        """The next piece of the body.

        Raises TooSlow when it does not come in time, BadInput when it breaks off, Busy when there is no memory for it.
        """
        if self.whole:
            message: Message = await self._receive()
            return message
        self._task = task = asyncio.current_task()
        self._load.wait(self)
        try:
            message = await self._receive()
        except asyncio.CancelledError:
            if not self._late or task is None or task.uncancel():  # somebody else wants it to end
                raise
            raise TooSlow("the request did not come whole in time") from None
        finally:
            self._load.waiting.discard(self)
        if message["type"] == "http.disconnect":
            raise BadInput("the request's body breaks off or cannot be read")
        came = len(message.get("body", b"")) + PIECE
        self._size += came
        self._load.bytes += came
        self.whole = not message.get("more_body", False)
        if self._load.bytes > self._load.bounds.body_bytes:
            raise Busy("more is being received than there is memory for", hint="ask again in a moment")
        return message

    def expire(self, now: float) -> None:
        """Wait no longer for the body, where its time is over."""
        if now >= self._until and not self._late and self._task is not None:
            self._late = True
            self._task.cancel()

    async def send(self, message: Message) -> None:
        """Pass a piece of the answer on. Raises TimeoutError when the client takes none of it for too long."""
        if message.get("more_body"):
            async with asyncio.timeout(self._load.bounds.send_s):
                await self._send(message)
        else:
            await self._send(message)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While a request merely waits for something to happen, it takes nobody's place."""
        self._load.open -= 1
        try:
            yield
        finally:
            self._load.open += 1

    def spooled(self, count: int) -> None:
        """So many bytes of the body were put elsewhere, and take no memory any more."""
        count = min(count, self._size)
        self._size -= count
        self._load.bytes -= count

    def end(self) -> None:
        """The request takes nothing any more."""
        self._load.open -= 1
        self._load.bytes -= self._size
