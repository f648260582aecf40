"""Messages come in: one, an array of them, or one a line; each is answered after its commit.

POST /v1/messages   application/json: one message, or up to 10,000 in an array; application/x-ndjson: one a line
"""

from __future__ import annotations

from typing import Any

from litestar import Response, post

from privet.web.api.visitor import Asked, Door


def routes(door: Door) -> list[Any]:
    """The handlers of this file."""

    @post("/messages", status_code=200)
    async def receive(request: Asked) -> Response[bytes]:
        raise NotImplementedError

    return [receive]
