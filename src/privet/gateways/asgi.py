"""What gateways share of HTTP: a body read within bounds, an answer in JSON, an error as problem details (RFC 9457)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from privet.acts.receive import BROKEN, FAILED, MALFORMED
from privet.acts.receive import receive as take_in
from privet.app import Privet
from privet.core.message import Inbound, Received, TenantId
from privet.core.policy import Actor
from privet.errors import BadInput, Denied, NotReady, PrivetError, TooLarge

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = Sequence[tuple[bytes, bytes]]
T = TypeVar("T")

ASIDE = "privet.aside"
"""In a request's scope: the context in which it merely waits, and takes nobody's place among those being answered."""
SPOOLED = "privet.spooled"
"""In a request's scope: takes how many bytes of its body are in memory no more."""
READ_S = 10
"""How long a body may take to come."""


class Take(Protocol):
    """A turn with the installation: what `act` answers, done in its thread."""

    async def __call__(self, act: Callable[[Privet], T]) -> T:
        """Wait for the turn and for what comes of it."""
        ...


class Turns(Protocol):
    """Who gives turns."""

    @property
    def take(self) -> Take:
        """A turn of its own."""
        ...

    async def share(
        self,
        lane: Hashable,
        items: Sequence[Any],
        commit: Callable[[Privet, list[Any]], Sequence[Any]],
        *,
        soon: bool = False,
    ) -> Sequence[Any]:
        """The answer to each of `items`, which share commits with their lane; an Exception where that failed. A lane
        goes before others where somebody waits for it `soon`.
        """
        ...


async def stored(turns: Turns, tenant: TenantId, message: Inbound, actor: Actor) -> Received:
    """What became of a message, which shares a commit with others that its gateway brings. Raises unless it is there.

    NotReady where it could not be scanned, since a later try may succeed.
    """

    def commit(app: Privet, batch: list[Inbound]) -> Sequence[Received]:
        return take_in(app, tenant, batch, actor)

    (made,) = await turns.share((tenant, actor), [message], commit)
    if isinstance(made, Exception):
        raise made
    require(made)
    found: Received = made
    return found


class Slow(BadInput):
    """The request did not come in time."""

    code, status = "too-slow", 408


class Unknown(BadInput):
    """The gateway has no such address, or the address no such method."""

    code, status = "not-found", 404


def require(made: Received) -> None:
    """Raise unless a message was stored: NotReady where it could not be scanned, since a later try may succeed."""
    if made.outcome == "refused":
        if made.reasons == FAILED:
            raise NotReady("the message could not be scanned, so it was refused", hint="send it again")
        if made.reasons in (BROKEN, MALFORMED):
            raise BadInput("the message cannot be written as it is")
        raise Denied("the message was refused: " + ", ".join(made.reasons))


async def body(receive: Receive, most: int) -> bytes:
    """The whole body of a request, at most `most` bytes, within READ_S seconds."""
    pieces, length = [], 0
    try:
        async with asyncio.timeout(READ_S):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise BadInput("the request broke off")
                pieces.append(message.get("body", b""))
                length += len(pieces[-1])
                if length > most:
                    raise TooLarge(f"the body is larger than {most:,} bytes")
                if not message.get("more_body"):
                    return b"".join(pieces)
    except TimeoutError:
        raise Slow("the body did not come in time") from None


def parsed(raw: bytes) -> dict[str, Any]:
    """The JSON object in a body; BadInput says nothing of what it held."""
    try:
        found = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadInput("the body is not a JSON object in UTF-8")
    return found


async def answer(send: Send, status: int, said: object = None, headers: Headers = ()) -> None:
    """`said` as JSON, or an empty body. No answer of a gateway is kept by anybody."""
    data = b"" if said is None else json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")
    await whole(send, status, data, b"application/json", [(b"cache-control", b"no-store"), *headers])


async def problem(send: Send, error: PrivetError, headers: Headers = ()) -> None:
    """An error as it is shown to programs."""
    said = {"type": f"urn:privet:error:{error.code}", "title": error.message, "status": error.status}
    data = json.dumps({**said, "code": error.code} | ({"hint": error.hint} if error.hint else {})).encode()
    kept = [(b"cache-control", b"no-store"), *headers]
    await whole(send, error.status, data, b"application/problem+json", kept)


async def whole(send: Send, status: int, data: bytes, type_: bytes, headers: Headers) -> None:
    """A whole answer."""
    told = [(b"content-type", type_), (b"content-length", b"%d" % len(data)), *headers]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": data})


def header(scope: Scope, name: bytes) -> str:
    """A header of the request, "" where it is not there; where it is there twice, the last."""
    return next((value.decode("latin-1") for key, value in reversed(scope["headers"]) if key.lower() == name), "")
