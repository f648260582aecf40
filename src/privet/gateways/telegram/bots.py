"""The bots that are served now: each by the number that its token begins with, what its requests wait for, and whether
this process is the one that looks after it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from privet.acts import bot, tend
from privet.acts.bot import Open
from privet.app import Privet
from privet.core.botapi.call import Call
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.gateways.asgi import Take
from privet.store import tenants

_log = logging.getLogger("privet.gateways")

LOOK_S = 2.0
"""How often somebody looks whether bots were added, changed or removed."""
QUERIES = 10_000
"""Queries of a bot that are remembered."""
_TOKEN = re.compile(r"([0-9]{1,16}):[A-Za-z0-9_-]{3,64}", re.ASCII)


@dataclass(slots=True, eq=False)
class Live:
    """One bot while the server runs. `news` is set once something new may wait for it; `polling` ends the request for
    updates that waits, when another one comes; `ended`: the server stops.
    """

    tenant: TenantId
    bot: Open
    news: asyncio.Event = field(default_factory=asyncio.Event)
    polling: asyncio.Event | None = None
    ended: bool = False
    until: int = 0
    """Until when (ms) this process fetches and posts its updates; 0: another one does."""
    refused: tuple[int, str] = (0, "")
    """When its own webhook last did not take an update (ms), and why, in Privet's words."""
    queries: OrderedDict[str, tuple[str, str]] = field(default_factory=OrderedDict)
    """Queries that the bot may answer, by their ids: the chat that each came from, and what follows its number."""
    places: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)
    """What follows the chat's number where a message stands in a topic: its later calls name chat and message alone."""

    def wake(self) -> None:
        """Tell whoever waits for something new."""
        self.news.set()
        self.news = asyncio.Event()

    def asked(self, name: str, raw: bytes) -> None:
        """Remember which chat a query came from: its answer names the query alone."""
        if not name.endswith("_query") or not raw:
            return
        query = json.loads(raw)[name]
        if not isinstance(query.get("id"), str) or "from" not in query:
            return
        chat, place = query["from"]["id"], ""
        if message := query.get("message"):
            chat, place = message["chat"]["id"], _place(message)
            self.stands(str(chat), message["message_id"], place)
        self.queries[query["id"]] = str(chat), place
        while len(self.queries) > QUERIES:
            self.queries.popitem(last=False)

    def stands(self, chat: str, message: int, place: str) -> None:
        """Remember in which topic a message stands. A business account counts its messages for itself, and calls name
        its connection.
        """
        if place and "@" not in place:
            self.places[chat, str(message)] = place
            while len(self.places) > QUERIES:
                self.places.popitem(last=False)

    def placed(self, call: Call) -> Call:
        """A call with the chat of the query that it answers, or with the topic of the message that it changes."""
        names = [name for name in call.params if name.endswith("_query_id")]
        known = self.queries.get(str(call.params[names[0]])) if names and not call.chat else None
        if known:
            chat, place = known
            number = place.partition("@")[0][1:]
            named = [int(one) for one in (chat, number) if one.isdecimal()]  # aliases, as the bot has them
            return msgspec.structs.replace(call, chat=chat, place=place, numbers=(*call.numbers, *named))
        topic = self.places.get((call.chat, str(call.params.get("message_id")))) if not call.place else None
        return msgspec.structs.replace(call, place=topic) if topic else call


def _place(message: dict[str, Any]) -> str:
    """What follows the chat's number in the name of a message's conversation, as `core.botapi.said.place` has it."""
    topic = message.get("message_thread_id") if message.get("is_topic_message") else None
    topic = topic or (message.get("direct_messages_topic") or {}).get("topic_id")
    connection = message.get("business_connection_id")
    return (f"/{topic}" if topic else "") + (f"@{connection}" if connection else "")


class Bots:
    """Every bot of every tenant, looked up anew from time to time."""

    def __init__(self, take: Take, holder: bytes) -> None:
        self._take, self._holder = take, holder
        self._live: dict[int, Live] = {}
        self.looked = False
        """Whether it is known by now which bots there are."""
        self.changed: list[Callable[[Live], None]] = []
        """Called for each bot that is new or was changed."""
        self.gone: list[Callable[[Live], None]] = []
        """Called for each bot that was removed."""

    def __iter__(self) -> Iterator[Live]:
        return iter(list(self._live.values()))

    def by_token(self, token: str) -> Live | None:
        """The bot whose token this is, compared in constant time."""
        formed = _TOKEN.fullmatch(token)
        live = self._live.get(int(formed[1])) if formed else None
        return live if live is not None and live.bot.token == Plain(token) else None

    def by_id(self, id: bytes) -> Live | None:
        """The bot with this id."""
        return next((live for live in self._live.values() if live.bot.id == id), None)

    async def watch(self) -> None:
        """Look again and again, as long as the server runs."""
        while True:
            try:
                await self.look()
            except Exception as error:  # those that are known go on
                _log.warning("looking for bots failed: %s", type(error).__name__)
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """Have the bots as they are now."""
        found = await self._take(self._opened)
        now = {one.number: (tenant, one) for tenant, one, _ in found}
        until = {one.number: until for _, one, until in found}
        for number, live in list(self._live.items()):
            if number not in now or now[number][1].id != live.bot.id:
                del self._live[number]
                for gone in self.gone:
                    gone(live)
        self.looked = True
        for number, (tenant, one) in now.items():
            before = self._live.get(number)
            live = self._live[number] = before or Live(tenant, one)
            tended, live.until = live.until, until[number]
            if before is None or before.bot != one or bool(tended) != bool(live.until):
                self.have(live, one)

    def have(self, live: Live, now: Open) -> None:
        """A bot is as it is now; whoever is to know is told."""
        live.bot = now
        for changed in self.changed:
            changed(live)

    async def leave(self) -> None:
        """Look after no bot any more: the server stops, and another process may go on."""

        def left(app: Privet) -> None:
            for tenant in {live.tenant for live in self if live.until}:
                tend.leave(app, tenant, self._holder)

        try:
            await self._take(left)
        except Exception as error:  # nobody gives turns any more: the other one waits until its time has come
            _log.warning("leaving bots to another process failed: %s", type(error).__name__)

    def _opened(self, app: Privet) -> list[tuple[TenantId, Open, int]]:
        """Every bot, and until when this process looks after it (ms); 0 where another one does."""
        found = []
        for tenant in tenants.every(app.store):
            every = bot.opened(app, tenant.id)
            wanted = [one.id for one in every if not one.paused and (one.forwards or one.settings.mode == "poll")]
            held = tend.tend(app, tenant.id, wanted, self._holder) if wanted else {}
            found += [(tenant.id, one, held.get(one.id, 0)) for one in every]
        return found
