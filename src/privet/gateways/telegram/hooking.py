"""Bots whose updates Telegram posts to Privet: its webhook for each is set as the bot's settings say, and set again
when they, or what the bot asks for, change.
"""

from __future__ import annotations

import asyncio
import logging

from privet.errors import ChannelError, PrivetError
from privet.gateways.telegram.bots import Bots, Live
from privet.gateways.telegram.poller import wanted
from privet.plugins.botapi import BotApi, Refused

_log = logging.getLogger("privet.gateways")

AGAIN_S = 10
"""After how long it is tried again where Telegram did not take it."""
CONNECTIONS = 40


class Hooking:
    """Keeps Telegram's idea of each bot's webhook."""

    def __init__(self, api: BotApi, bots: Bots, public: str) -> None:
        self._api, self._bots, self._public = api, bots, public.rstrip("/")
        self._set: dict[bytes, tuple[object, ...]] = {}
        self._tasks: dict[bytes, asyncio.Task[None]] = {}
        bots.changed.append(self.arrange)
        bots.gone.append(self._gone)

    def arrange(self, live: Live) -> None:
        """Set the webhook where it is not set as it is to be."""
        if live.bot.settings.mode != "hook" or live.bot.paused:
            self._set.pop(live.bot.id, None)
            return
        state = (live.bot.token, live.bot.secret, wanted(live))
        if self._set.get(live.bot.id) == state:
            return
        self._set[live.bot.id] = state
        if task := self._tasks.pop(live.bot.id, None):
            task.cancel()
        self._tasks[live.bot.id] = asyncio.create_task(self._hook(live))

    def _gone(self, live: Live) -> None:
        """The bot is Privet's no more; where Telegram posts its updates is up to the bot again."""
        self._set.pop(live.bot.id, None)
        if task := self._tasks.pop(live.bot.id, None):
            task.cancel()
        if live.bot.settings.mode == "hook":
            self._tasks[live.bot.id] = asyncio.create_task(self._unhook(live))

    def end(self) -> None:
        """Set nothing more: the server stops."""
        for task in self._tasks.values():
            task.cancel()

    async def _hook(self, live: Live) -> None:
        while True:
            pause_s = AGAIN_S
            try:
                if not self._public.startswith("https://"):
                    raise ChannelError("telegram.public_url says no address over https", retry=True)
                asked = {
                    "url": f"{self._public}/gateways/telegram/hook/{live.bot.shown}",
                    "secret_token": live.bot.secret.expose(), "max_connections": CONNECTIONS,
                    "allowed_updates": sorted(wanted(live)),
                }  # fmt: skip
                await self._api.ask(live.bot.token, "setWebhook", asked)
                return
            except Refused as error:
                _log.warning("Telegram refused to set a webhook: %d", error.status)
                pause_s = max(pause_s, error.after_s)
            except PrivetError as error:
                _log.warning("a webhook could not be set: %s", error.code)
            await asyncio.sleep(pause_s)

    async def _unhook(self, live: Live) -> None:
        try:
            await self._api.ask(live.bot.token, "deleteWebhook", {})
        except PrivetError as error:
            _log.warning("a webhook could not be taken away: %s", error.code)
