"""The gateway put together as settings say: what is asked, what runs beside it, what ends it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from privet.config import Config
from privet.gateways.asgi import Turns
from privet.gateways.telegram.answers import Answers
from privet.gateways.telegram.bots import Bots
from privet.gateways.telegram.calls import Calls
from privet.gateways.telegram.files import Files
from privet.gateways.telegram.hooking import Hooking
from privet.gateways.telegram.intake import Intake
from privet.gateways.telegram.keeping import Keeping
from privet.gateways.telegram.policy import Policy
from privet.gateways.telegram.poller import Poller
from privet.gateways.telegram.posting import Posting
from privet.gateways.telegram.server import Telegram
from privet.gateways.telegram.serving import Serving
from privet.plugins.botapi import BotApi
from privet.plugins.client import Client


class Gateway:
    """The gateway. `app` is its ASGI application; `beside` is what runs as long as the server does."""

    def __init__(self, config: Config, turns: Turns, chance: Callable[[int], bytes]) -> None:
        settings, outgoing = config.telegram, config.outgoing
        self._api = BotApi(settings.api, outgoing.ca, settings.timeout_seconds)
        self._bots = Bots(turns.take, chance(16))
        self._calls = calls = Calls(turns, self._api, chance)
        self._policy = Policy(turns, self._api, self._bots, calls)
        intake = Intake(turns, self._policy.hears, self._policy.after)
        self._poller = Poller(self._api, self._bots, intake.take, settings.poll_seconds)
        self._hooking = Hooking(self._api, self._bots, settings.public_url)
        self._posting = Posting(
            turns,
            self._bots,
            lambda live, method, said: self.app.called(live, method, said),
            lambda: Client(outgoing.networks, outgoing.ca, outgoing.timeout_seconds),
        )
        most = settings.file_megabytes << 20
        files = Files(turns, self._api, config.login.url, most)
        self.app = Telegram(self._bots, intake, Serving(turns, self._bots), calls, files, chance, self._policy.pastes)
        keeping = Keeping(turns.take, self._api, self._bots, most)
        answers = Answers(turns.take, self._api, self._bots)
        self.beside = (self._bots.watch, answers.watch, self._policy.watch, keeping.watch, self._open)

    def end(self) -> None:
        """Fetch no more, and let go of whoever waits: the server stops."""
        for live in self._bots:
            live.ended = True
            live.wake()
        self._poller.end()
        self._hooking.end()

    async def _open(self) -> None:
        """Hold connections as long as the server runs, and close them when it stops."""
        try:
            await asyncio.Event().wait()
        finally:
            self.end()
            await self._bots.leave()
            await self._posting.close()
            await self._policy.close()
            await self._calls.close()
            await self._api.close()
