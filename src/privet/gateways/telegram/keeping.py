"""Sealed copies of files whose bot's settings say so (`seal`): fetched from Telegram soon after they came, piece by
piece, and tried again where it does not answer.
"""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from privet.acts import file_keep
from privet.acts.file_keep import Due
from privet.core.message import TenantId
from privet.errors import ChannelError, Erased, PrivetError, TooLarge
from privet.gateways.asgi import Take
from privet.gateways.telegram.bots import Bots
from privet.plugins.botapi import BotApi, Refused

_log = logging.getLogger("privet.gateways")

LOOK_S = 1.0
TOGETHER = 4
"""Files that are fetched at a time, each a piece in memory."""


class Keeping:
    """Makes the copies, of files of at most `most` bytes."""

    def __init__(self, take: Take, api: BotApi, bots: Bots, most: int) -> None:
        self._take, self._api, self._bots, self._most = take, api, bots, most

    async def watch(self) -> None:
        """Look again and again, as long as the server runs."""
        while True:
            await asyncio.sleep(LOOK_S)
            for tenant in {live.tenant for live in self._bots}:
                try:
                    await self._look(tenant)
                except Exception as error:  # busy, or the disk is full: what is due stays due
                    _log.warning("looking for files to keep failed: %s", type(error).__name__)

    async def _look(self, tenant: TenantId) -> None:
        due = await self._take(lambda app: file_keep.due(app, tenant, TOGETHER))
        await asyncio.gather(*(self._one(tenant, id) for id in due))

    async def _one(self, tenant: TenantId, id: str) -> None:
        try:
            due = await self._take(lambda app: file_keep.begin(app, tenant, id))
            if due is not None:
                await self._kept(tenant, due)
        except Erased:  # meanwhile: there is nothing to keep
            return
        except PrivetError as error:
            _log.warning("a sealed copy could not be made: %s", error.code)

    async def _kept(self, tenant: TenantId, due: Due) -> None:
        try:
            size = await self._copied(tenant, due)
        except (ChannelError, TooLarge) as error:
            refused = isinstance(error, Refused) and not error.retry and error.status < 500
            again = not (refused or isinstance(error, TooLarge))
            await self._take(lambda app: file_keep.failed(app, tenant, due.id, again=again))
            return
        await self._take(lambda app: file_keep.done(app, tenant, due.id, size))

    async def _copied(self, tenant: TenantId, due: Due) -> int:
        """Bring a file over, and say how many bytes it has."""
        path = await self._api.path_of(due.token, due.at_channel)
        size = number = 0
        async with self._api.file(due.token, path, self._most) as pieces:
            async for piece in pieces:
                await self._take(partial(file_keep.piece, tenant=tenant, id=due.id, number=number, data=piece))
                size, number = size + len(piece), number + 1
        return size
