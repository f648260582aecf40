"""Messages come in: one, an array of them, or one a line; each is answered after its commit.

POST /v1/messages   application/json: one message, or up to 10,000 in an array; application/x-ndjson: one a line

Requests of one access key share commits. The answer has one result a message, in order and in the form they came in.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal, TypeVar

import msgspec

from privet.acts import answering
from privet.acts.answering import Said
from privet.acts.receive import BROKEN, FAILED, FULL, MALFORMED, receive
from privet.app import Privet
from privet.core.decision import BUILT_IN
from privet.core.ids import letters
from privet.core.message import Inbound, Received, TokenRef
from privet.errors import BadInput, Conflict, Denied, NotProved, NotReady, PrivetError, TooLarge, WrongMethod
from privet.web.api import again, items
from privet.web.api.items import Items
from privet.web.api.visitor import (
    JSON,
    PROBLEM,
    Bare,
    Credential,
    Door,
    answer,
    answer_refusal,
    credential,
    encode,
    fingerprint,
    idempotency_key,
    underway,
)
from privet.web.guard import Scope, problem, told

PATH = "/v1/messages"
MOST_BODY = 16 << 20
"""Bytes of a request. How many bytes of all requests are held at a time, `web.bounds` says."""

UNPROVED = 256 << 10
"""Bytes of a request that are read before its access key is looked at: whoever has none holds no memory for long."""

SLICE = 256
"""Messages of a request that are looked at in one go: what others wait for."""

Given = TypeVar("Given")
Made = TypeVar("Made")

_ALLOW = ((b"allow", b"POST"),)


class Tokenised(msgspec.Struct, frozen=True):
    """A message that was stored, in tokens; `start` and `end` count characters of `text`.

    `text` is null where the message came before and its time is over, or with another text under the same id.
    `heard` is what the message says about messages themselves: after `stop`, nothing is sent to whoever wrote it.
    Where there is no basis to keep what they write, `conversation` is empty, and the ids lead nowhere.
    """

    id: str
    conversation: str
    text: str | None
    tokens: tuple[TokenRef, ...]
    heard: Literal["stop", "start", "help", ""] = ""


class Problem(msgspec.Struct, frozen=True):
    """A message that was not stored, and why, as problem details."""

    error: msgspec.Raw


class Entrance:
    """Where messages come in: an ASGI application of its own, since routing and request objects cost a third of what
    receiving does.
    """

    def __init__(self, door: Door) -> None:
        self._door = door

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer one request."""
        bare = Bare(
            scope["method"],
            scope,
            {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
        )
        try:
            if bare.method != "POST":
                raise WrongMethod("messages are brought by POST")
            who = credential(bare)
            made = await self._answer(who, bare, await _body(bare, receive, lambda: self._proved(who)))
        except Exception as error:
            await answer_refusal(send, error, _ALLOW)
        else:
            await answer(send, made)

    async def _answer(self, who: Credential, bare: Bare, body: bytes) -> Said:
        try:
            came = items.read(body, bare.headers.get("content-type", ""))
            name = idempotency_key(bare)
        except PrivetError:
            await self._proved(who)
            raise
        if name is None:
            return (await self._received(who, came))[0]
        return await self._once(who, name, fingerprint(bare, body), came)

    async def _proved(self, who: Credential) -> None:
        """Raise NotProved unless the access key is good, where nothing else would look at it."""
        await self._door.turns.take(lambda app: self._door.enter(app, who))

    async def _once(self, who: Credential, name: str, content: bytes, came: Items) -> Said:
        """The answer that was given before, or now. A batch that was cut off is resumed: what had been stored is
        recognised by its id, and a message without one gets one from the request's name and its place in it.
        """
        if (who, name) in self._door.running:
            raise underway()
        self._door.running.add((who, name))
        take = self._door.turns.take
        try:
            asked = await take(lambda app: answering.Request(self._door.enter(app, who).key, name, content))
            before = await take(lambda app: answering.begin(app, who.tenant, asked, resumes=True))
            if before is not None:
                return await again.filled(self._door.turns, who.tenant, before)
            made, whole = await self._received(who, came, asked)
            if whole:
                await take(lambda app: answering.finish(app, who.tenant, asked, again.bare(made)))
            return made
        finally:
            self._door.running.discard((who, name))

    async def _received(
        self, who: Credential, came: Items, asked: answering.Request | None = None
    ) -> tuple[Said, bool]:
        """The answer, and whether it is one to keep: not where something failed that may work another time."""

        def commit(app: Privet, batch: list[Inbound]) -> Sequence[Received]:
            return self._door.within(app, who, lambda found: receive(app, who.tenant, batch, found))

        now = self._door.turns.now()

        def form(number: int, one: items.Message | BadInput) -> Inbound | BadInput:
            return one if isinstance(one, BadInput) else items.inbound(one, now, _derived(asked, number))

        formed = await _each(came.messages, form)
        usable = [one for one in formed if not isinstance(one, BadInput)]
        if not usable:
            await self._proved(who)
        answers = iter(await self._door.turns.share(who, usable, commit))
        failures: dict[int, PrivetError] = {}  # a failed commit is the answer to many, and said once
        results = await _each(
            formed, lambda _, one: _result(one if isinstance(one, BadInput) else next(answers), failures)
        )
        if came.form == "one":
            return _only(results[0])
        failed = [one for one, _ in results if isinstance(one, PrivetError) and _failure(one)]
        if failed and len(failed) == len(results):
            raise failed[0]
        whole = not failed
        shown = [Problem(msgspec.Raw(problem(one))) if isinstance(one, PrivetError) else one for one, _ in results]
        body = encode(shown) if came.form == "array" else b"".join(encode(one) + b"\n" for one in shown)
        return Said(200, JSON if came.form == "array" else items.LINES, body), whole


async def _body(bare: Bare, receive: Any, proved: Callable[[], Awaitable[None]]) -> bytes:
    """The whole body. Raises TooLarge over `MOST_BODY`, before it is read where it says its length; and what `proved`
    raises, which is asked before more than `UNPROVED` bytes are read.
    """
    declared = bare.headers.get("content-length", "0")
    body = bytearray()
    size = int(declared) if declared.isdecimal() and len(declared) < 16 else MOST_BODY + 1
    asked = False
    while True:
        if size > MOST_BODY:
            raise TooLarge(f"a request has {MOST_BODY >> 20} MiB at most", hint="bring fewer messages in a request")
        if size > UNPROVED and not asked:
            await proved()
            asked = True
        message = await receive()
        if message["type"] != "http.request":
            raise BadInput("the request broke off")
        piece: bytes = message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body) + piece if body else piece
        body += piece
        size = max(size, len(body))


async def _each(all_: Sequence[Given], make: Callable[[int, Given], Made]) -> list[Made]:
    """What `make` makes of each, with its number; whoever else is to be answered is let in between."""
    made: list[Made] = []
    for at in range(0, len(all_), SLICE):
        if at:
            await asyncio.sleep(0)
        made += [make(number, one) for number, one in enumerate(all_[at : at + SLICE], at)]
    return made


def _derived(asked: answering.Request | None, number: int) -> str | None:
    """The id of a message without one, in a request that has a name."""
    if asked is None:
        return None
    drawn = hashlib.sha256(asked.key + asked.content + f"{number} {asked.name}".encode()).digest()
    return "request:" + letters(drawn[:16])


def _result(answer: Received | Exception, failures: dict[int, PrivetError]) -> tuple[Tokenised | PrivetError, bool]:
    """What is said of a message, and whether it is new. `failures` are those that were told before."""
    if isinstance(answer, PrivetError):
        return answer, False
    if isinstance(answer, Exception):
        known = failures.get(id(answer))
        if known is None:
            known = failures[id(answer)] = told(answer)
        return known, False
    if answer.outcome == "refused":
        return refusal(answer.reasons), False
    text = None if answer.text is None else answer.text.text
    return Tokenised(answer.id, answer.conversation, text, answer.tokens, answer.heard), answer.outcome == "stored"


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
