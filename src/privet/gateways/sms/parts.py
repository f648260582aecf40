"""Parts of long messages, until all of a message are here.

A provider that hands parts on as they came posts each by itself, and repeats what was not answered. So nothing of them
is acknowledged before the whole message is durable: whoever brings a part waits for the others, and is told to send it
again where they do not come in time. It is remembered for a while all the same, in memory, so that they find it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from privet.core.sms.asked import Came
from privet.core.sms.parts import joined
from privet.errors import NotReady

WITHIN_S = 8
"""So long a part waits for the others: a provider waits for its answer 15 seconds."""
KEPT_S = 900
MOST = 500
"""Messages whose parts are remembered. The oldest goes first; its parts come again."""


@dataclass(slots=True, eq=False)
class _Message:
    """A message in parts: those that are here, by number, and whether it is durable."""

    since: float
    parts: dict[int, Came] = field(default_factory=dict)
    over: asyncio.Event = field(default_factory=asyncio.Event)


class Parts:
    """Messages of which some parts are here."""

    def __init__(self) -> None:
        self._messages: dict[tuple[object, ...], _Message] = {}

    async def whole(self, line: bytes, came: Came) -> Came | None:
        """The whole message, for whoever brought its last part, and who says `over` once it is durable; None for others
        once it is. A message that came whole is its own. Raises NotReady where the other parts do not come.
        """
        if came.part is None:
            return came
        message = self._of(line, came)
        message.parts[came.part.number] = came
        if message.over.is_set():
            return None
        if len(message.parts) == came.part.of:
            return joined([message.parts[number] for number in sorted(message.parts)])
        try:
            async with asyncio.timeout(WITHIN_S):
                await message.over.wait()
        except TimeoutError:
            raise NotReady("the other parts of the message did not come", hint="send it again") from None
        return None

    def over(self, line: bytes, came: Came) -> None:
        """The message that this is a part of is durable."""
        if came.part is not None:
            self._of(line, came).over.set()

    def _of(self, line: bytes, came: Came) -> _Message:
        assert came.part is not None
        key, now = (line, came.ours, came.theirs, came.part.ref, came.part.of), asyncio.get_running_loop().time()
        for old in [one for one, each in self._messages.items() if each.since < now - KEPT_S]:
            del self._messages[old]
        if key not in self._messages:
            while len(self._messages) >= MOST:
                del self._messages[next(iter(self._messages))]
            self._messages[key] = _Message(now)
        return self._messages[key]
