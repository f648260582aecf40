"""What people write in the console: it waits on the channel `telegram`, and leaves by the bot that the chat knows."""

from __future__ import annotations

import asyncio
import logging
import re
from functools import partial

from privet.acts import fetch, retract, send
from privet.app import Privet
from privet.core import ids
from privet.core.channel import Outgoing
from privet.core.message import TenantId
from privet.errors import ChannelError
from privet.gateways.asgi import Take
from privet.gateways.telegram.bots import Bots, Live
from privet.gateways.telegram.calls import Unsure
from privet.plugins.botapi import BotApi, Refused
from privet.store import bots as rows

_log = logging.getLogger("privet.gateways")

NAME = "telegram"
LOOK_S = 0.5
TOGETHER = 8
"""Chats that are answered at the same time."""
_CHAT = re.compile(r"(-?[0-9]{1,19})(?:/([0-9]{1,19}))?(?:@([!-~]{1,256}))?", re.ASCII)


class Answers:
    """Sends what waits."""

    def __init__(self, take: Take, api: BotApi, bots: Bots) -> None:
        self._take, self._api, self._bots = take, api, bots
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._rest: dict[bytes, float] = {}
        """Until when Telegram asked a bot to be quiet, by the loop's clock."""

    async def watch(self) -> None:
        """Send what waits, as long as the server runs. A chat whose answers are slow holds up no other."""
        try:
            while True:
                await asyncio.sleep(LOOK_S)
                for tenant in {live.tenant for live in self._bots}:
                    await self._look(tenant)
        finally:
            for task in self._under_way.values():
                task.cancel()

    async def _look(self, tenant: TenantId) -> None:
        try:
            waiting = await self._take(lambda app: fetch.waiting(app, tenant, NAME, 0))
        except Exception as error:  # busy, or the disk is full: what waits goes on waiting
            _log.warning("looking for answers to send failed: %s", type(error).__name__)
            return
        by_talk: dict[str, list[bytes]] = {}
        for message, talk, _ in waiting:
            if talk not in self._under_way:
                by_talk.setdefault(talk, []).append(message)
        for talk, messages in by_talk.items():
            if len(self._under_way) < TOGETHER:
                task = asyncio.create_task(self._all(tenant, talk, messages))
                self._under_way[talk] = task
                task.add_done_callback(partial(_ended, self._under_way, talk))

    async def _all(self, tenant: TenantId, talk: str, messages: list[bytes]) -> None:
        live = await self._knows(tenant, talk)
        for message in messages:
            if live is not None:
                await asyncio.sleep(self._rest.get(live.bot.id, 0) - asyncio.get_running_loop().time())
            await self._send(tenant, live, message)

    async def _knows(self, tenant: TenantId, talk: str) -> Live | None:
        """The bot that a conversation knows; where it knows none yet, the tenant's only one."""

        def look(app: Privet) -> bytes | None:
            with app.store.view(tenant) as view:
                return rows.of_chat(view, ids.read(ids.CONVERSATION, talk))

        known = await self._take(look)
        own = [live for live in self._bots if live.tenant == tenant]
        if known is None:
            return own[0] if len(own) == 1 else None
        return next((live for live in own if live.bot.id == known), None)

    async def _send(self, tenant: TenantId, live: Live | None, message: bytes) -> None:
        taken = await self._take(lambda app: send.take(app, tenant, message))
        if taken is None:
            return
        row, outgoing = taken
        fault: Exception | None = None
        number = 0
        try:
            if live is None:
                raise ChannelError("no bot knows this chat", retry=False)
            number = await self._asked(live, outgoing)
        except ChannelError as error:
            fault = error
        except Exception:
            fault = Unsure()

        def settle(app: Privet) -> None:
            numbers = [number] if number else []
            send.settle(app, tenant, row, fault, outgoing.conversation.expose(), numbers)
            if live is not None and fault is None:
                retract.sent(app, tenant, live.bot, outgoing.id, numbers)

        await self._take(settle)

    async def _asked(self, live: Live, outgoing: Outgoing) -> int:
        """Send one answer; the number of its message. ChannelError: surely not taken."""
        said = params(outgoing, protect=live.bot.settings.protect)
        try:
            result = await self._api.ask(live.bot.token, "sendMessage", said)
        except Refused as error:
            if error.after_s:
                self._rest[live.bot.id] = asyncio.get_running_loop().time() + error.after_s
            if error.status >= 500:
                raise Unsure from None
            raise
        except ChannelError as error:
            raise (error if error.retry else Unsure()) from None
        number = result.get("message_id") if isinstance(result, dict) else None
        return number if isinstance(number, int) else 0


def params(outgoing: Outgoing, *, protect: bool) -> dict[str, object]:
    """The call that carries an answer to its chat. ChannelError: the conversation has no chat's name."""
    formed = _CHAT.fullmatch(outgoing.conversation.expose())
    if formed is None:
        raise ChannelError("the conversation is no chat of Telegram", retry=False)
    said: dict[str, object] = {"chat_id": int(formed[1]), "text": outgoing.text.expose()}
    if formed[2]:
        said["message_thread_id"] = int(formed[2])
    if formed[3]:
        said["business_connection_id"] = formed[3]
    return said | ({"protect_content": True} if protect else {})


def _ended(under_way: dict[str, asyncio.Task[None]], talk: str, task: asyncio.Task[None]) -> None:
    """A chat's answers were sent; what went wrong is said without its words."""
    del under_way[talk]
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.warning("sending an answer failed: %s", type(error).__name__)
