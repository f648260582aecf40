"""Protection in the chat: what Privet answers itself, and what it has deleted."""

from __future__ import annotations

import asyncio

from privet.acts.admit import Admitted
from privet.core.botapi.update import Read
from privet.gateways import asgi
from privet.gateways.telegram.bots import Bots, Live
from privet.plugins.botapi import BotApi


class Policy:
    """What is done about an update beside handing it on."""

    def __init__(self, turns: asgi.Turns, api: BotApi, bots: Bots) -> None:
        self._turns, self._api, self._bots = turns, api, bots

    def hides(self, live: Live, read: Read) -> bool:
        """Whether Privet answers an update itself."""
        return False

    def after(self, live: Live, read: Read, admitted: Admitted) -> None:
        """Begin what is to be done about an update that is stored."""

    async def watch(self) -> None:
        """Do what is due."""
        await asyncio.Event().wait()

    async def close(self) -> None:
        """Drop what is under way."""
