"""The gateways that are served now, looked up anew from time to time."""

from __future__ import annotations

import asyncio
import logging

from privet.acts import llm
from privet.acts.llm import Open
from privet.app import Privet
from privet.errors import NotFound, NotReady
from privet.gateways.asgi import Take
from privet.store import tenants

_log = logging.getLogger("privet.gateways")

LOOK_S = 2.0
"""How often somebody looks whether gateways were added, changed or removed."""


class Models:
    """Every gateway of every tenant, by name."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._open: dict[str, Open] | None = None

    def by_name(self, name: str) -> Open:
        """The gateway of that name. Raises NotFound; NotReady before it is known which there are."""
        if self._open is None:
            raise NotReady("Privet has just begun", hint="ask again in a second")
        found = self._open.get(name)
        if found is None:
            raise NotFound("there is no such gateway", hint="`privet llm list` names them")
        return found

    async def watch(self) -> None:
        """Look again and again, as long as the server runs."""
        while True:
            try:
                self._open = await self._take(_every)
            except Exception as error:  # those that are known go on
                _log.warning("looking for gateways to language models failed: %s", type(error).__name__)
            await asyncio.sleep(LOOK_S)


def _every(app: Privet) -> dict[str, Open]:
    return {one.name: one for tenant in tenants.every(app.store) for one in llm.opened(app, tenant.id)}
