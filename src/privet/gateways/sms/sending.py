"""Messages on their way out: what the company's application asks for in its provider's own form, what it answered, and
what people write in the console. Each is decided and on record before it leaves, by `send`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from privet.acts import fetch, forward, send
from privet.app import Privet
from privet.core import ids
from privet.core.channel import Outgoing
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.sms.asked import Order, Written
from privet.errors import BadInput, ChannelError, Conflict, NotReady
from privet.gateways.asgi import Take
from privet.gateways.sms.live import Lines, Live
from privet.plugins.client import Client
from privet.store.outbox import OutboxRow

_log = logging.getLogger("privet.gateways")

NAME = "sms"
LOOK_S = 0.5
TOGETHER = 8
QUIET_S = 5.0
"""So long a STOP waits, at most, for messages that are on their way: its provider waits 15 seconds."""
MOST = 1 << 16
"""Bytes of a provider's answer."""

Taken = tuple[OutboxRow, Outgoing]


class Unsure(Exception):
    """The provider may have sent it, or not."""


class Sending:
    """Has messages sent."""

    def __init__(self, take: Take, lines: Lines, reserved: set[bytes], client: Callable[[], Client]) -> None:
        self._take, self._lines, self._reserved, self._new = take, lines, reserved, client
        self._client: Client | None = None
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._leaving: dict[asyncio.Future[None], TenantId] = {}

    @contextmanager
    def leaving(self, tenant: TenantId) -> Iterator[None]:
        """Whatever is taken from the outbox herein may be on its way until this ends."""
        over = asyncio.get_running_loop().create_future()
        self._leaving[over] = tenant
        try:
            yield
        finally:
            del self._leaving[over]
            over.set_result(None)

    async def quiet(self, tenant: TenantId) -> None:
        """Wait, within bounds, until all has left that a tenant was sending: what is decided later knows of a STOP that
        is committed by now.
        """
        still = [over for over, whose in self._leaving.items() if whose == tenant]
        if still:
            await asyncio.wait(still, timeout=QUIET_S)

    async def ordered(self, live: Live, order: Order) -> Written:
        """Send what an application asks for; the answer in the provider's form. Raises what refuses it."""
        if order.ours not in live.line.settings.numbers:
            raise BadInput("the sender is no number of this line", hint="`privet sms list` names them")
        with self.leaving(live.line.tenant):
            taken = await self._take(lambda app: _begun(app, live, order))
            if taken is None:
                raise NotReady("the message waits to be sent", hint="it is sent as soon as that is possible")
            fault = await self._asked(live, taken[1], order.form)
        if isinstance(fault, ChannelError):
            # The application is told and comes again, so nothing is repeated from here.
            kept = ChannelError(fault.message, retry=False)
            await self._settle(live.line.tenant, taken[0], kept)
            raise NotReady(fault.message, hint="send it again") if fault.retry else BadInput(fault.message)
        await self._settle(live.line.tenant, taken[0], fault if isinstance(fault, Exception) else None)
        if isinstance(fault, Exception):
            raise Conflict("the provider may have sent the message, or not", hint="the conversation shows it")
        return live.provider.told(order, fault, live.line.keys)

    async def take(self, tenant: TenantId, message: bytes) -> Taken | None:
        """A message that goes back in an answer; None where it waits no more."""
        return await self._take(lambda app: send.take(app, tenant, message))

    async def left(self, tenant: TenantId, row: OutboxRow, done: bool) -> None:
        """An answer was written with the message in it, or broke off."""
        await self._settle(tenant, row, None if done else Unsure())

    async def watch(self) -> None:
        """Send what waits, as long as the server runs. A customer whose messages are slow holds up no other."""
        try:
            while True:
                await asyncio.sleep(LOOK_S)
                for tenant in {live.line.tenant for live in self._lines}:
                    await self._look(tenant)
        finally:
            for task in self._under_way.values():
                task.cancel()
            if self._client is not None:
                await self._client.close()

    async def _look(self, tenant: TenantId) -> None:
        try:
            waiting = await self._take(lambda app: fetch.waiting(app, tenant, NAME, 0))
        except Exception as error:  # busy, or the disk is full: what waits goes on waiting
            _log.warning("looking for messages to send failed: %s", type(error).__name__)
            return
        by_talk: dict[str, list[bytes]] = {}
        for message, talk, _ in waiting:
            if talk not in self._under_way and message not in self._reserved:
                by_talk.setdefault(talk, []).append(message)
        for talk, messages in by_talk.items():
            if len(self._under_way) < TOGETHER:
                task = asyncio.create_task(self._all(tenant, messages))
                self._under_way[talk] = task
                task.add_done_callback(partial(_ended, self._under_way, talk))

    async def _all(self, tenant: TenantId, messages: list[bytes]) -> None:
        for message in messages:
            fault: Exception | str = ChannelError("no line has this number", retry=False)
            with self.leaving(tenant):
                taken = await self.take(tenant, message)
                if taken is None:
                    continue
                ours = taken[1].conversation.expose().partition("/")[0]
                live = self._lines.by_number(tenant, ours)
                if live is not None:
                    fault = await self._asked(live, taken[1], "")
            await self._settle(tenant, taken[0], fault if isinstance(fault, Exception) else None)

    async def _asked(self, live: Live, outgoing: Outgoing, form: str) -> str | Exception:
        """Have the provider send one: its own id of it, or what went wrong: ChannelError where it surely did not."""
        if self._client is None:
            self._client = self._new()
        ours = outgoing.conversation.expose().partition("/")[0]
        order = Order(ours, outgoing.recipient.expose(), outgoing.text.expose(), form)
        settings = live.line.settings
        request = live.provider.request(settings.api, order, live.line.keys, live.hook)
        try:
            answer = await self._client.ask(request, MOST)
        except ChannelError as error:
            return error if error.retry else Unsure()
        except Exception:
            return Unsure()
        try:
            return live.provider.taken(answer, order)
        except ChannelError as error:
            return error
        except ValueError:
            return Unsure()

    async def _settle(self, tenant: TenantId, row: OutboxRow, fault: Exception | None) -> None:
        await self._take(lambda app: send.settle(app, tenant, row, fault))


def _begun(app: Privet, live: Live, order: Order) -> Taken | None:
    """Decide and record what is asked for, and take it at once: nobody else sends it meanwhile."""
    line = live.line
    talk = forward.talk(app, line, order.ours, order.theirs)
    sent = send.send(app, line.tenant, talk, Plain(order.text), line.actor)
    return send.take(app, line.tenant, ids.read(ids.MESSAGE, sent.id))


def _ended(under_way: dict[str, asyncio.Task[None]], talk: str, task: asyncio.Task[None]) -> None:
    """A customer's messages were sent; what went wrong is said without their words."""
    del under_way[talk]
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.warning("sending a message failed: %s", type(error).__name__)
