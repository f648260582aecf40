"""The gateway put together as settings say: what is asked, what runs beside it, what ends it."""

from __future__ import annotations

import asyncio

from privet.config import Config
from privet.gateways.asgi import Turns
from privet.gateways.llm.exchange import Exchange
from privet.gateways.llm.models import Models
from privet.gateways.llm.server import Llm
from privet.plugins.client import Client

CONNECTIONS = 256
"""Open at a time to one upstream: an answer that comes in pieces holds one as long as it takes. No gateway may have
more requests under way (`llm.open`).
"""


class Gateway:
    """The gateway. `app` is its ASGI application; `beside` is what runs as long as the server does."""

    def __init__(self, config: Config, turns: Turns) -> None:
        outgoing = config.outgoing
        self._client = Client(outgoing.networks, outgoing.ca, outgoing.timeout_seconds, CONNECTIONS)
        models, exchange = Models(turns.take), Exchange(turns, self._client)
        self.app = Llm(turns, models, exchange, config.llm)
        self.beside = (models.watch, exchange.carry, self._open)

    def end(self) -> None:
        """Nobody waits here for something to happen."""

    async def _open(self) -> None:
        """Hold connections as long as the server runs, and close them when it stops."""
        try:
            await asyncio.Event().wait()
        finally:
            await self._client.close()
