"""The Data Rights Protocol: authorized agents ask over people's data, signed; what of it is spoken says
docs/spec/data-rights-protocol.md.

POST   /gateways/drp/v1/data-rights-request         a request, signed          GET …/{id}   how it stands
DELETE /gateways/drp/v1/data-rights-request/{id}    they do not ask any more   POST, GET /gateways/drp/v1/agent/{id}
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from privet.acts import agent, exercise
from privet.app import Privet
from privet.core.drp import LONGEST
from privet.core.message import TenantId
from privet.errors import NotProved, PrivetError
from privet.gateways import asgi
from privet.gateways.rate import Rate, whence

NAME = "drp"
BASE = f"/gateways/{NAME}/v1/"
REQUEST, AGENT = "data-rights-request", "agent"
JSON = b"application/json"
MINUTE = 60

_log = logging.getLogger("privet.gateways")


class DataRights:
    """The ASGI application."""

    routes = (BASE + REQUEST,)

    def __init__(self, turns: asgi.Turns, tenant: TenantId) -> None:
        self._turns, self._tenant = turns, tenant
        self._addresses = Rate(MINUTE)
        self._telling: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """Answer one request, in the protocol's own form (§3.06)."""
        sort, _, id = scope["path"].removeprefix(BASE).partition("/")
        try:
            self._addresses.spend(whence(scope.get("client")))
            body = b"" if scope["method"] == "GET" else await asgi.body(receive, LONGEST)
            said = await self._said(scope, sort, id, body)
            await asgi.whole(send, 200, json.dumps(said).encode(), JSON, ())
        except PrivetError as error:
            silent = sort == AGENT and error.status in (401, 403)
            status = 403 if isinstance(error, NotProved) else error.status
            told: dict[str, Any] = {"code": str(status), "message": error.message}
            if scope["method"] == "POST" and status in (400, 403):
                told["fatal"] = True
            await asgi.whole(send, status, b"" if silent else json.dumps(told).encode(), JSON, ())

    async def _said(self, scope: asgi.Scope, sort: str, id: str, body: bytes) -> dict[str, Any]:
        method, tenant = scope["method"], self._tenant
        if (sort, method) == (AGENT, "POST"):
            made = await self._turns.take(lambda app: agent.token(app, tenant, id, body))
            return {"agent-id": id, "token": made.expose()}
        given = asgi.header(scope, b"authorization").partition(" ")[2].strip()

        def act(app: Privet) -> dict[str, Any]:
            who = agent.entered(app, tenant, given)
            if (sort, method) == (AGENT, "GET"):
                if id != who.name:
                    raise NotProved("the token is not this agent's")
                return {}
            if (sort, method, id) == (REQUEST, "POST", ""):
                return exercise.exercise(app, tenant, who, body)
            if (sort, method) == (REQUEST, "GET"):
                return exercise.status(app, tenant, who, id)
            if (sort, method) == (REQUEST, "DELETE"):
                return exercise.revoke(app, tenant, who, id, body)
            raise asgi.Unknown("there is no such address")

        said = await self._turns.take(act)
        if (sort, method) == (REQUEST, "POST"):
            self._tell(said["request_id"])
        return said

    def _tell(self, id: str) -> None:
        """Whoever is said to ask is told beside the answer, which takes as long whether or not anybody is known."""
        task = asyncio.create_task(self._told(id))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _told(self, id: str) -> None:
        try:
            await self._turns.take(lambda app: exercise.told(app, self._tenant, id))
        except Exception as error:  # the case is there, and an officer sees that nothing of it is proven
            _log.warning("telling whom a request is about failed: %s", type(error).__name__)
