"""Every operation of the API that is declared, as Litestar routes them, and the document over all of them."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from litestar import Response, get

from privet.web.api import (
    consents,
    conversations,
    ledger,
    people,
    policy,
    relay,
    requests,
    rights,
    searching,
    stepup,
    values,
)
from privet.web.api.openapi import document
from privet.web.api.operation import allowing, handler
from privet.web.api.visitor import JSON, Door

OPERATIONS = (
    *conversations.OPERATIONS,
    *searching.OPERATIONS,
    *values.OPERATIONS,
    *rights.OPERATIONS,
    *consents.OPERATIONS,
    *people.OPERATIONS,
    *requests.OPERATIONS,
    *stepup.OPERATIONS,
    *policy.OPERATIONS,
    *ledger.OPERATIONS,
)
DOCUMENT = "/openapi.json"
PATHS = ("/docs", "/v1" + DOCUMENT, *sorted({"/v1" + one.path for one in OPERATIONS if not one.places}))
"""The paths that the log names: those that hold no id."""


@cache
def documented() -> dict[str, Any]:
    """The document; it does not vary."""
    return document((*OPERATIONS, relay.OPERATION))


def routes(door: Door) -> list[Any]:
    """The handlers of all operations, and that of the document, which needs no key."""
    body = msgspec.json.encode(documented())

    @get(DOCUMENT)
    async def openapi() -> Response[bytes]:
        return Response(body, media_type=JSON, headers={"cache-control": "no-cache"})

    methods: dict[str, list[str]] = {}
    for one in OPERATIONS:
        methods.setdefault(one.pattern, []).append(one.method)
    options = [allowing(pattern, several) for pattern, several in methods.items() if len(several) > 1]
    return [openapi, *options, *(handler(one, door) for one in OPERATIONS)]
