"""What bots do about their updates: they fetch them (getUpdates), or name an address where each is posted
(setWebhook).

Telegram never hears of either, since what waits here is in tokens. The words of refusals are Telegram's own.
"""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from privet.acts import queued
from privet.acts.queued import Waiting
from privet.app import Privet
from privet.core import bot
from privet.core.plain import Plain
from privet.errors import BadInput, Conflict
from privet.gateways import asgi
from privet.gateways.telegram.bots import Bots, Live
from privet.gateways.telegram.params import Params, number

HOLD_S = 50
"""How long a request for updates waits at most, as at Telegram."""
LOOK_S = 0.5
"""How often a request that waits looks for what another process stored."""
TOGETHER = 100
CONNECTIONS = 40
SECRET = re.compile("[A-Za-z0-9_-]{0,256}", re.ASCII)
HERE = ("127.0.0.1", "::1")
"""Where a bot on this very machine asks from; it may have its updates posted to this machine."""

TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Serving:
    """Answers the methods by which bots get their updates; each answer is the bytes of its `result`."""

    def __init__(self, turns: asgi.Turns, bots: Bots) -> None:
        self._turns, self._bots = turns, bots
        self.methods = {
            "getupdates": self.updates,
            "setwebhook": self.set_webhook,
            "deletewebhook": self.delete_webhook,
            "getwebhookinfo": self.info,
        }

    async def updates(self, live: Live, params: Params, scope: asgi.Scope) -> bytes:
        """The updates that wait; where there are none, those that come within the time that the bot waits."""
        said = params.values
        offset = number(said.get("offset"), 0, -(1 << 53), 1 << 53)
        limit = number(said.get("limit"), TOGETHER, 1, TOGETHER)
        hold_s = number(said.get("timeout"), 0, 0, HOLD_S)
        if live.bot.forwards:
            raise Conflict(ACTIVE)
        if live.polling is not None:
            live.polling.set()
        live.polling = mine = asyncio.Event()
        try:
            if "allowed_updates" in said:
                await self._want(live, named(said["allowed_updates"]))
            until = asyncio.get_running_loop().time() + hold_s
            with scope.get(asgi.ASIDE, nullcontext)():
                return b"[" + b",".join(await self._came(live, offset, limit, until, mine)) + b"]"
        finally:
            if live.polling is mine:
                live.polling = None

    async def _came(self, live: Live, offset: int, limit: int, until: float, mine: asyncio.Event) -> list[bytes]:
        """What waits, or comes until a time of the loop's clock. Conflict once another request asks."""
        while True:
            news = live.news
            found = await self.next(live, offset, limit)
            left = until - asyncio.get_running_loop().time()
            if mine.is_set():
                raise Conflict(TERMINATED)
            if found or left <= 0 or live.ended:
                return [one.raw for one in found]
            offset = max(offset, 0)  # what is acknowledged is, once
            await _either(news, mine, min(left, LOOK_S))

    async def next(self, live: Live, offset: int, limit: int) -> list[Waiting]:
        """What waits for a bot and is of a sort that it asked for; the rest is done with."""
        found = await self._turns.take(lambda app: queued.after(app, live.tenant, live.bot.id, offset, limit))
        unasked = [one.number for one in found if not bot.wanted(live.bot.allowed, one.name)]
        if unasked:
            await self._turns.take(lambda app: queued.done(app, live.tenant, live.bot.id, unasked))
        return [one for one in found if one.number not in unasked]

    async def _want(self, live: Live, names: list[str]) -> None:
        """The bot says which updates it wants, which holds until it says otherwise."""
        if tuple(names) != live.bot.allowed:
            await self._turns.take(lambda app: queued.allow(app, live.tenant, live.bot.id, names))
            self._bots.have(live, replace(live.bot, allowed=tuple(names)))

    async def set_webhook(self, live: Live, params: Params, scope: asgi.Scope) -> bytes:
        """Post updates to the bot's own address from now on."""
        said = params.values
        url = said.get("url") or ""
        if not isinstance(url, str):
            raise BadInput("invalid webhook URL specified")
        if not url:
            return await self.delete_webhook(live, params, scope)
        if "certificate" in params.files or said.get("certificate"):
            raise BadInput("a certificate of one's own is named in Privet's setting outgoing.ca instead")
        secret = said.get("secret_token") or ""
        if not isinstance(secret, str) or not SECRET.fullmatch(secret):
            raise BadInput("secret token contains unallowed characters")
        if "allowed_updates" in said:
            await self._want(live, named(said["allowed_updates"]))
        most = number(said.get("max_connections"), CONNECTIONS, 1, 100)
        here = str((scope.get("client") or ("",))[0]) in HERE
        await self._forward(live, url, secret, most, here, drop=flag(said.get("drop_pending_updates")))
        return b"true"

    async def delete_webhook(self, live: Live, params: Params, scope: asgi.Scope) -> bytes:
        """Post no more; updates wait to be fetched."""
        await self._forward(live, "", "", 0, True, drop=flag(params.values.get("drop_pending_updates")))
        return b"true"

    async def _forward(self, live: Live, url: str, secret: str, most: int, here: bool, *, drop: bool) -> None:
        def act(app: Privet) -> None:
            queued.forward(app, live.tenant, live.bot.id, url, Plain(secret), most, drop=drop, local=here)

        await self._turns.take(act)
        live.refused = (0, "")
        self._bots.have(live, replace(live.bot, forwards=bool(url)))
        live.wake()

    async def info(self, live: Live, params: Params, scope: asgi.Scope) -> bytes:
        """What is posted where, and how much waits."""

        def look(app: Privet) -> tuple[queued.Forward | None, int]:
            return queued.forwarded(app, live.tenant, live.bot.id), queued.count(app, live.tenant, live.bot.id)

        forward, count = await self._turns.take(look)
        said: dict[str, object] = {
            "url": forward.url if forward else "", "has_custom_certificate": False, "pending_update_count": count,
        }  # fmt: skip
        if forward:
            said["max_connections"] = forward.connections
            at, why = live.refused
            if at:
                said |= {"last_error_date": at // 1000, "last_error_message": why}
        if live.bot.allowed:
            said["allowed_updates"] = list(live.bot.allowed)
        return json.dumps(said).encode()


async def _either(news: asyncio.Event, other: asyncio.Event, wait_s: float) -> None:
    """Wait until one of them is set, or so long."""
    tasks = [asyncio.ensure_future(event.wait()) for event in (news, other)]
    try:
        await asyncio.wait(tasks, timeout=wait_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


def named(value: Any) -> list[str]:
    """Names of updates as a bot lists them; an empty list stands for what Telegram gives unasked."""
    if isinstance(value, str):
        try:
            value = json.loads(value or "[]")
        except (ValueError, RecursionError):
            value = None
    if not isinstance(value, list) or len(value) > 64:
        raise BadInput("allowed_updates is a list of names")
    if not all(isinstance(one, str) and bot.UPDATE.fullmatch(one) for one in value):
        raise BadInput("allowed_updates is a list of names")
    return list(dict.fromkeys(value))


def flag(value: Any) -> bool:
    """Whether something is said to be so, in JSON or in a form."""
    return value is True or (isinstance(value, str) and value.lower() in ("true", "1"))
