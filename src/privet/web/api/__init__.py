"""The API at /v1: messages in, tokens out; each file is one sort of thing that is asked for.

Whoever asks has an access key (`visitor`). Errors are problem details (RFC 9457); nothing of what came is repeated.
"""

from __future__ import annotations

from typing import Any

from litestar import Litestar, Request, Response
from litestar.exceptions import HTTPException, ValidationException

from privet.errors import BadInput, NotFound, PrivetError, TooLarge, WrongMethod
from privet.web import guard
from privet.web.api import messages, operations, relay
from privet.web.api.visitor import PROBLEM, Door, refusal_headers
from privet.web.outward import Outward
from privet.web.turns import Turns

PATH = "/v1"
MOST_BODY = 1 << 20
"""Bytes of a request's body, but for messages, which may be many."""

ROUTES = (messages.PATH, "/v1/relay", *operations.PATHS)
"""The paths that the log names."""


def api(turns: Turns, outward: Outward | None = None) -> Any:
    """The API over an open installation, as an ASGI application below `PATH`; `outward` sends what is relayed."""
    door = Door(turns)
    entrance = messages.Entrance(door)
    app: Any = Litestar(
        route_handlers=[*operations.routes(door), *relay.routes(door, outward)],
        path=PATH,
        exception_handlers={HTTPException: refused, Exception: refused},
        request_max_body_size=MOST_BODY,
        openapi_config=None,
        logging_config=None,
        debug=False,
        pdb_on_exception=False,
    )

    async def served(scope: guard.Scope, receive: Any, send: Any) -> None:
        answering = entrance if scope["path"] == messages.PATH else app
        if door.knows(scope["headers"]):
            await answering(scope, receive, send)
        else:
            async with door.strangers:
                await answering(scope, receive, send)

    return served


def refused(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Any error as problem details; the framework's own by its status alone, since its text may repeat what came."""
    status = 0
    allow = {}
    if isinstance(error, HTTPException):
        status = error.status_code
        if status == 405:
            allow = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
        error = _plain(error)
    elif not isinstance(error, PrivetError):
        error = guard.told(error)
    headers = refusal_headers(error) | allow
    status = status or error.status
    return Response(guard.problem(error, status), status_code=status, media_type=PROBLEM, headers=headers)


def _plain(error: HTTPException) -> PrivetError:
    """The framework's error in our words."""
    if isinstance(error, ValidationException):
        named = [str(one["key"]) for one in _listed(error.extra) if "key" in one]
        return BadInput(f"not usable: {', '.join(named)}" if named else "this request cannot be read")
    known: dict[int, PrivetError] = {
        404: NotFound("there is no such address"),
        405: WrongMethod("this address does not take that method"),
        413: TooLarge("the request is longer than this address takes"),
    }
    return known.get(error.status_code) or BadInput("this request cannot be answered")


def _listed(extra: Any) -> list[dict[str, Any]]:
    return [one for one in extra if isinstance(one, dict)] if isinstance(extra, list) else []
