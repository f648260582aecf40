"""Outward: what leaves over HTTP without holding up the installation's thread: webhooks that are due, and relays.

Acts decide, record and settle in turns of their own; between them the request is on its way and nobody waits for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from privet.acts import notify, relay
from privet.acts.notify import Delivery
from privet.acts.relay import Underway
from privet.app import Privet
from privet.config import Outgoing
from privet.core.entry import Outcome
from privet.core.exchange import Answer
from privet.core.message import TenantId
from privet.core.relay import Cleaned
from privet.errors import ChannelError, PrivetError, TooLarge
from privet.plugins.client import Client
from privet.web.guard import unforeseen
from privet.web.turns import Turns

_log = logging.getLogger("privet.web")

LOOK_S = 0.5
"""How often events are looked for."""

SHARED = 64
"""Events that are claimed and settled together: each costs a commit."""

MOST = 256 << 10
"""Bytes of an upstream's answer."""

Hook = tuple[TenantId, bytes]


class Outward:
    """The clients of a server, and who uses them: hooks that never answer take no connection from a relay."""

    def __init__(self, turns: Turns, settings: Outgoing) -> None:
        self._turns = turns
        self._hooks, self._upstreams = (
            Client(settings.networks, settings.ca, settings.timeout_seconds) for _ in ("hooks", "upstreams")
        )

    async def told(self) -> None:
        """Deliver events as they come, each hook for itself, so that a slow one holds up no other."""
        busy: dict[Hook, asyncio.Task[None]] = {}
        try:
            while True:
                await asyncio.sleep(LOOK_S)
                busy = {hook: task for hook, task in busy.items() if not task.done()}
                for hook in await self._looked():
                    if hook not in busy:
                        busy[hook] = asyncio.create_task(self._tell(hook))
        finally:
            for task in busy.values():
                task.cancel()
            await self.close()

    async def close(self) -> None:
        """End every connection."""
        await self._hooks.close()
        await self._upstreams.close()

    async def _looked(self) -> list[Hook]:
        try:
            return await self._turns.take(notify.waiting)
        except PrivetError as error:
            _log.warning("looking for events failed: %s", error.code)
        except Exception as error:
            _log.error("looking for events failed: %s", unforeseen(error))
        return []

    async def _tell(self, hook: Hook) -> None:
        """Everything that is due for one hook, some at a time."""
        try:
            turn = asyncio.Semaphore(notify.AT_ONCE)
            while due := await self._turns.take(lambda app: notify.claim(app, *hook, SHARED)):
                said = await asyncio.gather(*(self._delivered(one, turn) for one in due))
                outcomes = [(one.event, outcome) for one, outcome in zip(due, said, strict=True)]
                await self._turns.take(partial(notify.settle, tenant=hook[0], hook=hook[1], outcomes=outcomes))
        except PrivetError as error:
            _log.warning("telling a hook failed: %s", error.code)
        except Exception as error:
            _log.error("telling a hook failed: %s", unforeseen(error))

    async def _delivered(self, delivery: Delivery, turn: asyncio.Semaphore) -> int | str:
        """The status that came back, or a word for what came instead."""
        try:
            async with turn:
                return (await self._hooks.ask(delivery.request, 0)).status
        except ChannelError as error:
            return "unreachable" if error.retry else "unanswered"
        except PrivetError as error:
            return error.code

    async def relayed(self, tenant: TenantId, begin: Callable[[Privet], Underway]) -> tuple[Answer, Cleaned]:
        """What the upstream answers to a relay that `begin` decides and records. Raises what refuses or fails it."""
        underway = await self._turns.take(begin)
        try:
            answer = await self._upstreams.ask(underway.request, MOST)
        except PrivetError as error:
            answered = isinstance(error, TooLarge)
            unsent = error.retry if isinstance(error, ChannelError) else not answered
            outcome = Outcome.DONE if answered else Outcome.FAILED if unsent else Outcome.UNKNOWN
            await self._turns.take(lambda app: relay.failed(app, tenant, underway, outcome))
            if answered:
                raise ChannelError(f"the upstream answered more than {MOST} bytes", retry=False) from None
            raise
        return answer, await self._turns.take(lambda app: relay.done(app, tenant, underway, answer))
