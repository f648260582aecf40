"""Messages come in: one, an array of them, or one a line; each is answered after its commit.

POST /v1/messages   application/json: one message, or up to 10,000 in an array; application/x-ndjson: one a line

Requests of one access key share commits. The answer has one result a message, in order and in the form they came in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Response, post

from privet.acts import answering
from privet.acts.answering import Said
from privet.acts.receive import BROKEN, FAILED, FULL, MALFORMED, receive
from privet.app import Privet
from privet.core.decision import BUILT_IN
from privet.core.ids import letters
from privet.core.message import Inbound, Received, TokenRef
from privet.errors import BadInput, Busy, Conflict, Denied, NotProved, NotReady, PrivetError
from privet.web.api import items
from privet.web.api.items import Items
from privet.web.api.visitor import (
    JSON,
    PROBLEM,
    Asked,
    Credential,
    Door,
    credential,
    encode,
    fingerprint,
    idempotency_key,
    response,
    underway,
)
from privet.web.guard import problem, told

PATH = "/messages"
MOST_BODY = 16 << 20
"""Bytes of a request."""
MOST_HELD = 8 * MOST_BODY
"""Bytes of requests that are being answered; beyond it whoever comes is told to come again."""


class Tokenised(msgspec.Struct, frozen=True):
    """A message that was stored, in tokens; `start` and `end` count characters of `text`.

    `text` is null where the message came before and its time is over.
    """

    id: str
    conversation: str
    text: str | None
    tokens: tuple[TokenRef, ...]


class Problem(msgspec.Struct, frozen=True):
    """A message that was not stored, and why, as problem details."""

    error: msgspec.Raw


def routes(door: Door) -> list[Any]:
    """The handlers of this file."""
    entrance = _Entrance(door)

    @post(PATH, status_code=200, request_max_body_size=MOST_BODY)
    async def receive_messages(request: Asked) -> Response[bytes]:
        return await entrance.answer(request)

    return [receive_messages]


class _Entrance:
    """Where messages come in; `held` counts the bytes of requests that are being answered."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._held = 0

    async def answer(self, request: Asked) -> Response[bytes]:
        """Receive what a request brings."""
        who = credential(request)
        length = request.headers.get("content-length", "")
        size = min(int(length), MOST_BODY) if length.isdecimal() else MOST_BODY
        if self._held + size > MOST_HELD:
            raise Busy("more is coming in than can be taken", hint="ask again in a moment, with smaller requests")
        self._held += size
        try:
            body = await request.body()
            came = items.read(body, request.headers.get("content-type", ""))
            name = idempotency_key(request)
            if name is None:
                return response((await self._received(who, came))[0])
            return response(await self._once(who, name, fingerprint(request, body), came))
        finally:
            self._held -= size

    async def _once(self, who: Credential, name: str, content: bytes, came: Items) -> Said:
        """The answer that was given before, or now. A batch that was cut off is resumed: what had been stored is
        recognised by its id, and a message without one gets one from the request's name and its place in it.
        """
        if (who, name) in self._door.running:
            raise underway()
        self._door.running.add((who, name))
        take = self._door.turns.take
        try:
            asked = await take(lambda app: answering.Request(who.enter(app).key, name, content))
            before = await take(lambda app: answering.begin(app, who.tenant, asked, resumes=True))
            if before is not None:
                return before
            made, whole = await self._received(who, came, asked)
            if whole:
                await take(lambda app: answering.finish(app, who.tenant, asked, made))
            return made
        finally:
            self._door.running.discard((who, name))

    async def _received(
        self, who: Credential, came: Items, asked: answering.Request | None = None
    ) -> tuple[Said, bool]:
        """The answer, and whether it is one to keep: not where something failed that may work another time."""

        def commit(app: Privet, batch: list[Inbound]) -> Sequence[Received]:
            visitor = who.enter(app)
            return receive(app, visitor.tenant, batch, visitor.actor)

        now = self._door.turns.now()
        formed = [
            one if isinstance(one, BadInput) else items.inbound(one, now, _derived(asked, number))
            for number, one in enumerate(came.messages)
        ]
        answers = iter(
            await self._door.turns.share(who, [one for one in formed if not isinstance(one, BadInput)], commit)
        )
        results = [_result(one if isinstance(one, BadInput) else next(answers)) for one in formed]
        if came.form == "one":
            return _only(results[0])
        failed = [one for one, _ in results if isinstance(one, PrivetError) and _failure(one)]
        if failed and len(failed) == len(results):
            raise failed[0]
        whole = not failed
        shown = [Problem(msgspec.Raw(problem(one))) if isinstance(one, PrivetError) else one for one, _ in results]
        body = encode(shown) if came.form == "array" else b"".join(encode(one) + b"\n" for one in shown)
        return Said(200, JSON if came.form == "array" else items.LINES, body), whole


def _derived(asked: answering.Request | None, number: int) -> str | None:
    """The id of a message without one, in a request that has a name."""
    if asked is None:
        return None
    drawn = hashlib.sha256(asked.key + asked.content + f"{number} {asked.name}".encode()).digest()
    return "request:" + letters(drawn[:16])


def _result(answer: Received | Exception) -> tuple[Tokenised | PrivetError, bool]:
    """What is said of a message, and whether it is new."""
    if isinstance(answer, PrivetError):
        return answer, False
    if isinstance(answer, Exception):
        return told(answer), False
    if answer.outcome == "refused":
        return refusal(answer.reasons), False
    text = None if answer.text is None else answer.text.text
    return Tokenised(answer.id, answer.conversation, text, answer.tokens), answer.outcome == "stored"


def _only(result: tuple[Tokenised | PrivetError, bool]) -> tuple[Said, bool]:
    """The answer to one message. A failure, and a key that is not valid, are raised: they are no answer to keep."""
    made, new = result
    if isinstance(made, PrivetError):
        if _failure(made):
            raise made
        return Said(made.status, PROBLEM, problem(made)), True
    return Said(201 if new else 200, JSON, encode(made), f"/v1/messages/{made.id}" if new else ""), True


def _failure(error: PrivetError) -> bool:
    """Whether something failed that may work another time, which is no answer to keep."""
    return error.status >= 500 or isinstance(error, NotProved)


def refusal(reasons: tuple[str, ...]) -> PrivetError:
    """Why a message was not taken, as the error that it is."""
    if reasons == FAILED:
        return NotReady("the message could not be scanned, so it was not taken", hint="the log says which detector")
    if reasons == FULL:
        return Conflict("the conversation has as many values of a kind as it can number", hint="begin another one")
    if reasons in (BROKEN, MALFORMED):
        return BadInput("the message cannot be written as it is")
    return Denied("refused: " + " ".join(f"{BUILT_IN.get(one, 'A rule forbids it.')} ({one})" for one in reasons))
