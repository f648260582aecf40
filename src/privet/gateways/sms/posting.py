"""What came over a line on its way to the company's application: one customer's one after another, several customers at
a time, in the provider's own form and signed as the provider signs. An application that does not answer is tried again,
more and more slowly, for the day that it waits.

What an application answers (TwiML) becomes messages to the customer: put before `send`, as any other. Where Twilio
still waits for the answer to its own request they go back with it; otherwise they are sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable

from privet.acts import posted, send
from privet.acts.line import Open
from privet.acts.posted import Post
from privet.app import Privet
from privet.core import ids
from privet.core.exchange import Request
from privet.core.plain import Plain
from privet.core.sms import twiml
from privet.errors import ChannelError, PrivetError
from privet.gateways import asgi
from privet.gateways.sms.live import Lines, Live
from privet.plugins.client import Client
from privet.store.view import Tx

_log = logging.getLogger("privet.gateways")

LOOK_S = 0.5
TOGETHER = 16
PAUSES_S = (1, 2, 5, 15, 60)
MOST_RESTING = 500
"""Customers whose messages an application did not take; where there are so many it is down, and all wait."""

Resting = dict[bytes, tuple[int, float]]
"""How often each customer's messages were not taken in a row, and until when they rest, by the loop's clock."""


class Posting:
    """Posts to the application of every line."""

    def __init__(
        self, turns: asgi.Turns, lines: Lines, client: Callable[[], Client], now: Callable[[], int]
    ) -> None:  # fmt: skip
        self._turns, self._lines, self._new, self._now = turns, lines, client, now
        self._client: Client | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._waited: dict[tuple[bytes, int], asyncio.Future[list[bytes]]] = {}
        self._made: dict[tuple[bytes, int], list[bytes]] = {}
        self.reserved: set[bytes] = set()
        """Messages that go back in an answer which is being written."""

    async def watch(self) -> None:
        """Have each line's application served, as long as the server runs."""
        try:
            while True:
                for live in self._lines:
                    shown = live.line.shown
                    if live.line.settings.app and (shown not in self._tasks or self._tasks[shown].done()):
                        self._tasks[shown] = asyncio.create_task(self._serve(live))
                await asyncio.sleep(LOOK_S)
        finally:
            for task in self._tasks.values():
                task.cancel()
            if self._client is not None:
                await self._client.close()

    async def answered(self, live: Live, tag: int, within_s: float) -> list[bytes]:
        """The messages that the application answered something with, reserved for whoever asks; none where it does not
        answer in time.
        """
        key = (live.line.id, tag)
        if key in self._made:
            return self._made.pop(key)
        waited = self._waited[key] = asyncio.get_running_loop().create_future()
        live.news.set()
        try:
            async with asyncio.timeout(within_s):
                found: list[bytes] = await waited
                return found
        except TimeoutError:
            return waited.result() if waited.done() and not waited.cancelled() else []
        finally:
            del self._waited[key]

    async def _serve(self, live: Live) -> None:
        """Post what waits, as long as this line has an application and is not paused. A customer whose messages it does
        not take waits longer and longer, and holds up no other.
        """
        resting: Resting = {}
        while live.line.settings.app and self._lines.by_shown(live.line.shown) is live:
            live.news.clear()
            now = asyncio.get_running_loop().time()
            for customer in [one for one, (_, until) in resting.items() if until < now - PAUSES_S[-1]]:
                del resting[customer]
            still = [one for one, (_, until) in resting.items() if until > now]
            try:
                if live.open and len(still) < MOST_RESTING:
                    await self._round(live, still, resting)
            except Exception as error:  # what waits goes on waiting
                _log.warning("posting to an application failed: %s", type(error).__name__)
                await asyncio.sleep(PAUSES_S[0])
            await _within(live.news, LOOK_S)

    async def _round(self, live: Live, still: list[bytes], resting: Resting) -> None:
        """Post what waits now of those who do not rest, and let those rest whose messages were not taken."""
        line = live.line
        found = await self._turns.take(lambda app: posted.waiting(app, line, but=still))
        by_customer: dict[bytes, list[Post]] = defaultdict(list)
        for one in found:
            by_customer[one.subject].append(one)
        at_once = asyncio.Semaphore(TOGETHER)
        each = (self._customer(live, posts, at_once) for posts in by_customer.values())
        now = asyncio.get_running_loop().time
        for customer, taken in zip(by_customer, await asyncio.gather(*each, return_exceptions=True), strict=True):
            if taken is True:
                resting.pop(customer, None)
                continue
            if isinstance(taken, BaseException):
                _log.warning("posting to an application failed: %s", type(taken).__name__)
            failed = resting.get(customer, (0, 0.0))[0] + 1
            resting[customer] = (failed, now() + PAUSES_S[min(failed, len(PAUSES_S)) - 1])

    async def _customer(self, live: Live, each: list[Post], at_once: asyncio.Semaphore) -> bool:
        """Post what is of one customer, each after the one before was taken. Whether all were."""
        for one in each:
            async with at_once:
                if not await self._one(live, one):
                    return False
        return True

    async def _one(self, live: Live, one: Post) -> bool:
        """Post one, and put what the application answers before `send`. Whether it took it."""
        line, key = live.line, (live.line.id, one.tag)
        said = await self._posted(live, one)
        if said is None:
            return False
        texts = twiml.texts(said)
        made = await self._turns.take(lambda app: _taken(app, line, one, texts))
        waited = self._waited.get(key)
        if waited is not None and not waited.done():
            self.reserved.update(made)
            waited.set_result(made)
        elif made:
            self.reserved.update(made)
            self._made[key] = made
            asyncio.get_running_loop().call_later(LOOK_S, self._let, key)
        return True

    async def now(self, live: Live, one: Post) -> bool:
        """Post what may not be kept, while its provider waits; whether the application took it. What it answers is not
        sent: there is nobody known who could be sent something.
        """
        line = live.line
        if await self._posted(live, one) is None:
            return False
        await self._turns.take(lambda app: posted.done(app, line, [one.tag]))
        return True

    async def _posted(self, live: Live, one: Post) -> bytes | None:
        """What the application answers, where that is sent; None where it did not take it."""
        if self._client is None:
            self._client = self._new()
        heeded = live.provider.name == "twilio" and one.conversation
        try:
            answer = await self._client.ask(self.request(live, one), twiml.LONGEST if heeded else 0, cut=True)
        except ChannelError:
            return None
        return answer.body if 200 <= answer.status < 300 else None

    def _let(self, key: tuple[bytes, int]) -> None:
        """Nobody came for these answers: they are sent like others."""
        self.reserved.difference_update(self._made.pop(key, []))

    def request(self, live: Live, one: Post) -> Request:
        """The request that hands one on, signed as if the provider had."""
        settings, keys = live.line.settings, live.line.keys
        told = settings.told
        query = f"{'&' if '?' in told else '?'}{one.written.query}" if one.written.query else ""
        headers = live.provider.signed(
            told + query, one.written, keys, settings.scheme, self._now() // 1000, one.id
        )  # fmt: skip
        method = "POST" if one.written.body else "GET"
        type_ = {"Content-Type": one.written.type} if one.written.body else {}
        return Request(method, settings.app + query, type_ | headers, one.written.body)


def _taken(app: Privet, line: Open, one: Post, texts: list[str]) -> list[bytes]:
    """The application has it; what it answered is put before `send`, each by itself, the first in the commit that says
    so: a crash loses neither. The messages' ids.
    """
    made = []

    def has(tx: Tx) -> None:
        posted.taken(tx, line, [one.tag])

    def nothing(_: Tx) -> None: ...

    for number, text in enumerate(texts):
        try:
            also = has if number == 0 else nothing
            sent = send.send(app, line.tenant, one.conversation, Plain(text), line.actor, also=also)
            made.append(ids.read(ids.MESSAGE, sent.id))
        except PrivetError as error:  # refused, on record; the application does not hear of it
            _log.warning("an application's answer was not sent: %s", error.code)
    if not texts or len(made) < len(texts):  # that commit may have been undone
        posted.done(app, line, [one.tag])
    return made


async def _within(event: asyncio.Event, wait_s: float) -> None:
    try:
        async with asyncio.timeout(wait_s):
            await event.wait()
    except TimeoutError:
        return
