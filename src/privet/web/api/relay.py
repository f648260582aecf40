"""POST /v1/relay: a request to an allow-listed upstream, with the values of the tokens that it names.

The upstream is asked between two turns of the installation's thread, so that a slow one holds up nobody else.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, Response, post
from msgspec import Meta, Struct

from privet.acts import answering
from privet.acts import relay as relaying
from privet.acts.answering import Said
from privet.acts.relay import Underway
from privet.app import Privet
from privet.core.relay import MOST_HEADER, MOST_HEADERS, MOST_PATH, Relay
from privet.errors import ChannelError, NotReady, PrivetError, WrongType
from privet.web.api.operation import MOST_BYTES, ConversationId, Operation, Purpose, read
from privet.web.api.visitor import (
    JSON,
    PROBLEM,
    Door,
    Visitor,
    credential,
    fingerprint,
    idempotency_key,
    response,
    said,
    underway,
)  # fmt: skip
from privet.web.guard import problem
from privet.web.outward import Outward

PATH = "/relay"
Asked = Request[Any, Any, Any]


class Relayed(Struct, forbid_unknown_fields=True):
    """What is asked of whom. Tokens stand in path, headers and body, as `tok_…` or, with a conversation, as `[KIND_n]`;
    each is replaced by its value, escaped for where it stands.
    """

    upstream: Annotated[
        str, Meta(pattern="^[a-z][a-z0-9_-]{0,31}$", description="One that privet.toml names.", examples=["crm"])
    ]
    path: Annotated[
        str,
        Meta(
            pattern="^/", max_length=MOST_PATH, description="Path and query, after the upstream's address.",
            examples=["/customers?phone=tok_" + "a" * 26],
        ),
    ]  # fmt: skip
    purpose: Purpose
    method: Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] = "POST"
    headers: Annotated[
        dict[str, Annotated[str, Meta(max_length=MOST_HEADER)]],
        Meta(max_length=MOST_HEADERS, description="Headers, but those of the connection."),
    ] = {}
    body: Annotated[
        Any, Meta(description="Sent as JSON; a text is sent as it is, as what the header content-type says.")
    ] = None
    conversation: ConversationId | None = None

    def __repr__(self) -> str:
        return "Relayed(…)"


class Answered(Struct):
    """What the upstream answered, whatever its status: the values that were sent as the tokens that stood for them,
    whatever else is personal as `[KIND]`. `withheld`: there was a body that could not be looked through.
    """

    status: Annotated[int, Meta(description="The upstream's status. A redirect is not followed.")]
    type: Annotated[str, Meta(description="Its media type.")]
    body: Annotated[Any, Meta(description="JSON, a text, or null.")]
    withheld: bool

    def __repr__(self) -> str:
        return "Answered(…)"


def begin(app: Privet, visitor: Visitor, asked: Relayed) -> Underway:
    """Ask an upstream with the values behind the named tokens, on the record and out of the key's budget. One value
    that may not go there refuses the whole request; then nothing leaves. A repetition gets the upstream's status,
    without the body.
    """
    given = Relay(asked.upstream, asked.method, asked.path, asked.headers, asked.body)
    return relaying.begin(app, visitor.tenant, given, asked.conversation, asked.purpose, visitor.actor)


OPERATION = Operation(
    "POST", "/relay", "relay", "Show and send", "relay", "Pass values on to an upstream", Relayed, Answered, begin
)


def routes(door: Door, outward: Outward | None) -> list[Any]:
    """The handler of this file."""

    @post(PATH, status_code=200, request_max_body_size=MOST_BYTES)
    async def relay(request: Asked) -> Response[bytes]:
        return response(await _once(door, outward, request))

    return [relay]


async def _once(door: Door, outward: Outward | None, request: Asked) -> Said:
    """The answer that was given before under this Idempotency-Key, or now; what was cut off is never sent again."""
    who, name, take = credential(request), idempotency_key(request), door.turns.take
    if outward is None:
        raise NotReady("nothing is relayed here")
    body = await request.body()
    if name is None:
        return await _asked(door, outward, request, body)
    if (who, name) in door.running:
        raise underway()
    door.running.add((who, name))
    try:
        content = fingerprint(request, body)
        asked = await take(lambda app: answering.Request(door.enter(app, who).key, name, content))
        before = await take(lambda app: answering.begin(app, who.tenant, asked))
        if before is not None:
            return before
        try:
            made = await _asked(door, outward, request, body)
        except PrivetError as error:
            if error.status == 401 or (error.status >= 500 and not isinstance(error, ChannelError)):
                raise  # no answer to keep; a repetition is told that it was cut off, and nothing is sent again
            # Kept even where the upstream failed: it may have been given the values, and is not given them twice.
            made = Said(error.status, PROBLEM, problem(error))
        await take(lambda app: answering.finish(app, who.tenant, asked, _kept(made)))
        return made
    finally:
        door.running.discard((who, name))


def _kept(made: Said) -> Said:
    """The answer as it is kept: without the body, which may be about somebody who is erased meanwhile."""
    if made.type != JSON:
        return made
    given = msgspec.json.decode(made.body, type=Answered)
    return said(Answered(given.status, given.type, None, True))


async def _asked(door: Door, outward: Outward, request: Asked, body: bytes) -> Said:
    who = credential(request)
    if request.headers.get("content-type", JSON).partition(";")[0].strip().lower() != JSON:
        raise WrongType(f"the body must be {JSON}", hint="say so in Content-Type")
    asked: Any = read(Relayed, body)
    answer, cleaned = await outward.relayed(who.tenant, lambda app: begin(app, door.enter(app, who), asked))
    return said(Answered(answer.status, answer.type, cleaned.body, cleaned.withheld))
