"""Answers on their way to another program: what waits on an adapter's channel is posted to it, one conversation's
answers one after another. The installation's thread never waits for the other program.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from privet.acts import fetch, send
from privet.app import Privet
from privet.config import Adapter as Settings
from privet.core.channel import Outgoing
from privet.core.exchange import Request
from privet.core.message import TenantId
from privet.errors import BadInput, ChannelError
from privet.gateways.asgi import Take
from privet.plugins.client import Client

_log = logging.getLogger("privet.gateways")

LOOK_S = 0.5
TOGETHER = 8
"""Conversations whose answers are posted at the same time."""


class Unsure(Exception):
    """The other program may have taken the answer, or not."""


class Answers:
    """The deliverer of one adapter."""

    def __init__(
        self, name: str, settings: Settings, secret: str, take: Take, tenant: TenantId, client: Callable[[], Client]
    ) -> None:
        self._name, self._settings, self._secret = name, settings, secret
        self._take, self._tenant, self._client = take, tenant, client
        try:
            self._body = json.loads(settings.answer_body)
        except ValueError:
            raise BadInput(f"adapter.{name}.answer_body is not JSON", hint="mend privet.toml") from None

    async def watch(self) -> None:
        """Post what waits, as long as the server runs. A conversation whose answers are slow holds up no other."""
        client, under_way = self._client(), dict[str, asyncio.Task[None]]()
        try:
            while True:
                await asyncio.sleep(LOOK_S)
                await self._look(client, under_way)
        finally:
            for task in under_way.values():
                task.cancel()
            await client.close()

    async def _look(self, client: Client, under_way: dict[str, asyncio.Task[None]]) -> None:
        """Begin to post what waits in conversations where nothing is being posted, in `TOGETHER` of them at most."""
        try:
            rows = await self._take(lambda app: fetch.waiting(app, self._tenant, self._name, 0))
        except Exception as error:  # busy, or the disk is full: what waits goes on waiting
            _log.warning("looking for answers to post failed: %s", type(error).__name__)
            return
        by_talk: dict[str, list[bytes]] = {}
        for message, talk, _ in rows:
            if talk not in under_way:
                by_talk.setdefault(talk, []).append(message)
        for talk, messages in by_talk.items():
            if len(under_way) < TOGETHER:
                under_way[talk] = asyncio.create_task(self._all(client, messages))
                under_way[talk].add_done_callback(partial(_ended, under_way, talk))

    async def _all(self, client: Client, messages: list[bytes]) -> None:
        for message in messages:
            await self._post(client, message)

    async def _post(self, client: Client, message: bytes) -> None:
        taken = await self._take(lambda app: send.take(app, self._tenant, message))
        if taken is None:
            return
        row, outgoing = taken
        fault: Exception | None = None
        try:
            await self._asked(client, outgoing)
        except ChannelError as error:
            fault = error
        except Exception:
            fault = Unsure()

        def settle(app: Privet) -> str:
            return send.settle(app, self._tenant, row, fault)

        await self._take(settle)

    async def _asked(self, client: Client, outgoing: Outgoing) -> None:
        """Post one answer. ChannelError: surely not taken. No error repeats what was posted, or where."""
        try:
            answer = await client.ask(self.request(outgoing), 0)
        except ChannelError as error:
            raise (error if error.retry else Unsure()) from None
        if answer.status in (429, 503):
            raise ChannelError("the other program asks to come again", retry=True)
        if 300 <= answer.status < 500:
            raise ChannelError("the other program refused the answer", retry=False)
        if not 200 <= answer.status < 300:
            raise Unsure

    def request(self, outgoing: Outgoing) -> Request:
        """The request that carries an answer."""
        values = {
            "{text}": outgoing.text.expose(),
            "{conversation}": outgoing.conversation.expose(),
            "{id}": outgoing.id,
        }
        url = self._settings.answer_url.replace("{conversation}", quote(values["{conversation}"], safe=""))
        headers = {"content-type": "application/json"}
        if self._settings.answer_header:
            headers[self._settings.answer_header] = self._secret
        return Request("POST", url, headers, json.dumps(filled(self._body, values)).encode())


def _ended(under_way: dict[str, asyncio.Task[None]], talk: str, ended: asyncio.Task[None]) -> None:
    under_way.pop(talk, None)
    if not ended.cancelled() and (fault := ended.exception()):  # its outcome could not be written down: its row says so
        _log.warning("posting answers failed: %s", type(fault).__name__)


def filled(form: Any, values: dict[str, str]) -> Any:
    """JSON in which each text that is one of `values`' names is replaced by what it stands for."""
    if isinstance(form, dict):
        return {name: filled(one, values) for name, one in form.items()}
    if isinstance(form, list):
        return [filled(one, values) for one in form]
    return values.get(form, form) if isinstance(form, str) else form
