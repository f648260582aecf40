"""Whoever carries a request to a model says so for as long as it does, and is not stopped by one word that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from privet.acts import conclude, prompt
from privet.acts.llm import Open
from privet.acts.prompt import Asking
from privet.core.llm.gateway import Settings
from privet.core.llm.naming import Named
from privet.core.llm.request import Item
from privet.core.plain import Plain
from privet.gateways.llm import exchange
from privet.plugins.client import Client


class Turns:
    """Turns taken at once; the first fails."""

    def __init__(self, app: Any) -> None:
        self._app, self.taken = app, 0

    async def take(self, act: Callable[[Any], Any]) -> Any:
        self.taken += 1
        if self.taken == 1:
            raise OSError
        return act(self._app)


def test_a_request_under_way_is_not_taken_for_dead(installation: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    app, tenant = installation.app, installation.tenant
    gateway = Open(tenant, b"g" * 16, "shop", Settings("https://api.example.com/v1"), False)
    asking = [Asking([Item("hello")], Named(), Plain("Bearer sk")) for _ in range(2)]
    carried, left = prompt.begin(app, tenant, gateway, asking)
    turns = Turns(app)
    one = exchange.Exchange(turns, Client())  # type: ignore[arg-type]
    one._underway[carried.id] = tenant
    monkeypatch.setattr(exchange, "CARRIED_S", 0)

    async def while_it_lasts() -> None:
        running = asyncio.create_task(one.carry())
        async with asyncio.timeout(20):
            while turns.taken < 3:
                await asyncio.sleep(0)
        running.cancel()

    installation.clock.at += prompt.LEASE_MS - 1
    asyncio.run(while_it_lasts())
    installation.clock.at += 1
    assert conclude.reconcile(app, tenant) == 1
    entry = installation.entries()[-1]
    assert (str(entry.outcome), entry.object) == ("unknown", prompt.ids.shown(prompt.PROMPT, left.id))
