"""The lines that are served now, looked up anew from time to time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from privet.acts import line
from privet.acts.line import Open
from privet.app import Privet
from privet.core.message import TenantId
from privet.core.sms.asked import Provider
from privet.core.sms.providers import PROVIDERS
from privet.gateways.asgi import Take
from privet.store import tenants

_log = logging.getLogger("privet.gateways")

LOOK_S = 2.0
BASE = "/gateways/sms/"


@dataclass(slots=True, eq=False)
class Live:
    """One line while the server runs. `news` is set once something new may wait for its application."""

    line: Open
    news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def provider(self) -> Provider:
        """Whose account it is."""
        return PROVIDERS[self.line.settings.provider]

    @property
    def open(self) -> bool:
        """Whether anything is handed on or sent."""
        return not self.line.paused and not self.line.settings.trial

    @property
    def hook(self) -> str:
        """Where the provider posts to, as it knows it."""
        return f"{self.line.settings.public}{BASE}{self.line.shown}/in"


class Lines:
    """Every line of every tenant."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._live: dict[str, Live] = {}
        self.looked = False
        """Whether it is known by now which lines there are."""

    def __iter__(self) -> Iterator[Live]:
        return iter(list(self._live.values()))

    def by_shown(self, shown: str) -> Live | None:
        """The line with this id, as addresses show it."""
        return self._live.get(shown)

    def by_number(self, tenant: TenantId, number: str) -> Live | None:
        """The tenant's line that a number of the company's own belongs to, where something may be sent over it."""
        own = [one for one in self if one.line.tenant == tenant and one.open]
        return next((one for one in own if number in one.line.settings.numbers), None)

    async def watch(self) -> None:
        """Look again and again, as long as the server runs."""
        while True:
            try:
                await self.look()
            except Exception as error:  # those that are known go on
                _log.warning("looking for lines failed: %s", type(error).__name__)
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """Have the lines as they are now."""
        now = {one.shown: one for one in await self._take(_opened)}
        for shown in self._live.keys() - now.keys():
            del self._live[shown]
        for shown, one in now.items():
            if shown in self._live:
                self._live[shown].line = one
            else:
                self._live[shown] = Live(one)
        self.looked = True


def _opened(app: Privet) -> list[Open]:
    return [one for tenant in tenants.every(app.store) for one in line.opened(app, tenant.id)]
