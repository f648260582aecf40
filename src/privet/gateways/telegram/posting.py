"""Updates posted to bots that have a webhook of their own, one chat's one after another, several chats at a time. A bot
that does not answer is tried again, more and more slowly, for the day that an update waits.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from privet.acts import queued
from privet.acts.queued import Forward, Waiting
from privet.app import Privet
from privet.core import bot
from privet.core.exchange import Request
from privet.errors import ChannelError, PrivetError
from privet.gateways import asgi
from privet.gateways.telegram.bots import Bots, Live
from privet.gateways.telegram.params import Params
from privet.plugins.client import Client

_log = logging.getLogger("privet.gateways")

LOOK_S = 0.5
TOGETHER = 100
MOST = 1 << 20
"""Bytes of a bot's answer, which may hold a call."""
PAUSES_S = (1, 2, 5, 15, 60)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (a header)

Made = Callable[[Live, str, Params], Awaitable[object]]


class Posting:
    """Posts to every bot that asked for it."""

    def __init__(self, turns: asgi.Turns, bots: Bots, made: Made, client: Callable[[], Client]) -> None:
        self._turns, self._bots, self._made, self._new = turns, bots, made, client
        self._client: Client | None = None
        self._tasks: dict[bytes, asyncio.Task[None]] = {}
        bots.changed.append(self.arrange)
        bots.gone.append(self._stop)

    def arrange(self, live: Live) -> None:
        """Begin, as the bot asked. What is being posted when it asks to stop is finished first."""
        task = self._tasks.get(live.bot.id)
        if posts(live) and live.until and (task is None or task.done()):
            self._tasks[live.bot.id] = asyncio.create_task(self._post(live))

    def _stop(self, live: Live) -> None:
        if task := self._tasks.pop(live.bot.id, None):
            task.cancel()

    async def close(self) -> None:
        """Stop posting, and end every connection."""
        for live in self._bots:
            self._stop(live)
        if self._client is not None:
            await self._client.close()

    async def _post(self, live: Live) -> None:
        """Post what waits, as long as this bot has a webhook."""
        failed = 0
        while posts(live) and live.until:
            news = live.news
            try:
                left = await self._round(live)
                failed = failed + 1 if left else 0
            except Exception as error:  # what waits goes on waiting
                _log.warning("posting updates to a bot failed: %s", type(error).__name__)
                failed += 1
            if failed:
                await asyncio.sleep(PAUSES_S[min(failed, len(PAUSES_S)) - 1])
            else:
                await _within(news, LOOK_S)

    async def _round(self, live: Live) -> bool:
        """Post what waits now; whether something of it was not taken."""

        def look(app: Privet) -> tuple[Forward | None, list[Waiting]]:
            if app.now() >= live.until:  # another process may look after it by now
                return None, []
            return (
                queued.forwarded(app, live.tenant, live.bot.id),
                queued.after(app, live.tenant, live.bot.id, 0, TOGETHER),
            )

        forward, found = await self._turns.take(look)
        if forward is None or not found:
            return False
        by_chat: dict[bytes, list[Waiting]] = defaultdict(list)
        for one in found:
            by_chat[one.conversation].append(one)
        at_once = asyncio.Semaphore(forward.connections)
        taken = await asyncio.gather(*(self._chat(live, forward, rows, at_once) for rows in by_chat.values()))
        return sum(taken) < len(found)

    async def _chat(self, live: Live, forward: Forward, rows: list[Waiting], at_once: asyncio.Semaphore) -> int:
        """Post one chat's updates, each after the one before was taken; how many were."""
        taken: list[int] = []
        for one in rows:
            if bot.wanted(live.bot.allowed, one.name):
                async with at_once:
                    if not await self._one(live, forward, one):
                        break
            taken.append(one.number)
        lane = ("taken", live.tenant, live.bot.id)
        for said in await self._turns.share(lane, taken, _done(live)):
            if isinstance(said, Exception):
                raise said
        return len(taken)

    async def _one(self, live: Live, forward: Forward, one: Waiting) -> bool:
        """Post one update, and carry out the call that the bot answers with. Whether the bot took it."""
        if self._client is None:
            self._client = self._new()
        headers = {"Content-Type": "application/json"}
        if forward.secret.expose():
            headers[SECRET_HEADER] = forward.secret.expose()
        try:
            answer = await self._client.ask(Request("POST", forward.url, headers, one.raw), MOST)
        except ChannelError:
            return await self._refused(live, "the webhook could not be reached, or did not answer in time")
        if not 200 <= answer.status < 300:
            return await self._refused(live, f"Wrong response from the webhook: {answer.status}")
        said = asked(answer.body)
        if said is not None:
            try:
                await self._made(live, *said)
            except PrivetError as error:  # as at Telegram, the bot does not hear what became of such a call
                _log.warning("a call in a webhook's answer failed: %s", error.code)
            except Exception as error:  # it took the update all the same
                _log.error("a call in a webhook's answer failed: %s", type(error).__name__)
        return True

    async def _refused(self, live: Live, why: str) -> bool:
        """Remember why an update was not taken, for getWebhookInfo."""
        live.refused = await self._turns.take(lambda app: app.now()), why
        return False


def _done(live: Live) -> Callable[[Privet, list[int]], Sequence[None]]:
    """What bots took is marked in commits that chats share."""

    def commit(app: Privet, numbers: list[int]) -> Sequence[None]:
        queued.done(app, live.tenant, live.bot.id, numbers)
        return [None] * len(numbers)

    return commit


def posts(live: Live) -> bool:
    """Whether a bot's updates are to be posted to it now."""
    return live.bot.forwards and not live.bot.paused


def asked(body: bytes) -> tuple[str, Params] | None:
    """The call that a bot answers a webhook with, if it does."""
    try:
        said: Any = json.loads(body) if body.strip() else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not isinstance(said.get("method"), str):
        return None
    return said["method"], Params({name: value for name, value in said.items() if name != "method"})


async def _within(event: asyncio.Event, wait_s: float) -> None:
    """Wait until it is set, or so long."""
    try:
        async with asyncio.timeout(wait_s):
            await event.wait()
    except TimeoutError:
        return
