"""One request to a language model and its answer: on record in tokens, sent on, put back for whoever asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import msgspec

from privet.acts import complete, conclude, prompt
from privet.acts.complete import Let, Wanted
from privet.acts.llm import Open
from privet.acts.prompt import Asking, Prompted
from privet.core.entry import Outcome
from privet.core.exchange import Request
from privet.core.kinds import BY_NUMBER
from privet.core.llm import answer, naming, sse, tree
from privet.core.llm import request as asking
from privet.core.llm.stream import Stream
from privet.core.llm.tokens import ALL, Count, Pair, Values
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.errors import BadInput, ChannelError, PrivetError, TooLarge
from privet.gateways import asgi
from privet.gateways.llm.errors import refusal
from privet.plugins.client import Client, Coming

MOST = 64 << 20
"""Bytes of an answer."""
EVENTS, JSON = "text/event-stream", "application/json"
BROKEN = "the model answered what is no answer of its interface"
HUGE = "the model answered more than is handed on"
NOBODYS = Plain("")
"""The key of a program that has none."""
CARRIED_S = 40
"""How often it is said of requests that they are still on their way: thrice before they are taken for dead."""
_BESIDE = ("retry-after", "retry-after-ms", "x-should-retry", "x-request-id", "openai-processing-ms")
"""Headers of an answer that go on, beside those that begin with x-ratelimit-."""


_log = logging.getLogger("privet.gateways")


class Told(msgspec.Struct, frozen=True, gc=False):
    """What of a request its answer depends on: whether its contents are JSON, and what is added to its id."""

    prompted: Prompted
    route: str
    json: bool
    suffix: str

    def __repr__(self) -> str:
        return "Told(…)"


class Exchange:
    """Carries out what programs ask for; `count` says what became of tokens since the server began."""

    def __init__(self, turns: asgi.Turns, client: Client) -> None:
        self._turns, self._client = turns, client
        self.count = Count()
        self._underway: dict[bytes, TenantId] = {}

    async def asked(
        self, gateway: Open, route: str, header: str, key: Plain, raw: bytes, made: Callable[[bytes], Request],
        receive: asgi.Receive, send: asgi.Send,
    ) -> None:  # fmt: skip
        """Ask the model what `raw` says, and answer, as long as whoever asked is there. Raises what refuses it, before
        anything was answered.
        """
        text, read = tree.parse(raw)
        items = asking.items(text, read)
        one = Asking(items, naming.named(header, read, route, keyed=key != NOBODYS), key)
        prompted: Prompted = _one(
            await self._turns.share(("prompt", gateway.tenant, gateway.id), [one], _begin(gateway))
        )
        said = iter(prompted.texts)
        body = asking.written_again(text, read, lambda _: next(said))
        begun = prompted.begun and route == "/responses" and bool(prompted.given or one.named.continued)
        told = Told(prompted, route, naming.in_json(read), naming.suffix(prompted.conversation) if begun else "")
        outcome: Outcome | None = Outcome.UNKNOWN
        self._underway[prompted.id] = gateway.tenant
        try:
            async with (
                _while_there(receive),
                self._client.coming(made(body), gateway.settings.timeout_s, MOST) as coming,
            ):
                outcome = await self._answered(gateway, told, coming, send)
        except ChannelError as error:
            outcome = Outcome.FAILED if error.retry else Outcome.UNKNOWN
            raise
        finally:
            del self._underway[prompted.id]
            if outcome is not None:
                ended = (prompted, outcome)
                await self._turns.share(("ended", gateway.tenant, gateway.id), [ended], _ended(gateway))

    async def carry(self) -> None:
        """Say of requests that they are on their way, as long as the server runs."""
        while True:
            await asyncio.sleep(CARRIED_S)
            for tenant in set(self._underway.values()):
                mine = [one for one, whose in self._underway.items() if whose == tenant]
                try:
                    await self._turns.take(partial(conclude.carried, tenant=tenant, underway=mine))
                except Exception as error:  # the next word comes before they are taken for dead
                    _log.warning("requests to language models could not be carried on: %s", type(error).__name__)

    async def listed(self, gateway: Open, request: Request, send: asgi.Send) -> None:
        """Which models there are, as the other side says."""
        async with self._client.coming(request, gateway.settings.timeout_s, MOST) as coming:
            await _whole(send, coming, _object(await _read(coming)))

    async def _answered(self, gateway: Open, told: Told, coming: Coming, send: asgi.Send) -> Outcome | None:
        """Answer what the model answers; what became of the request, None where that is on record."""
        if coming.status != 200:
            await _whole(send, coming, _error(await _read(coming)))
            return Outcome.FAILED
        if coming.type == EVENTS:
            _readable(coming)
            return await _Streaming(self, gateway, told, send).run(coming)
        raw = await _read(coming)
        if told.route == "/embeddings":
            await _whole(send, coming, _object(raw))
            return Outcome.DONE
        try:
            text, read = tree.parse(raw)
        except BadInput:
            read = None
        if type(read) is not tree.Thing:
            raise ChannelError(BROKEN, retry=False)
        values, put = await self.values(gateway, told.prompted, answer.tokens(read))
        said = answer.whole(text, read, values, self.count, json=told.json, suffix=told.suffix)
        await _whole(send, coming, said)
        return None if put else Outcome.DONE

    async def values(self, gateway: Open, prompted: Prompted, pairs: set[Pair]) -> tuple[Values, bool]:
        """What an answer that mentions these tokens may have, and whether that is on record."""
        mine = pairs if prompted.conversation else pairs & prompted.values.keys()
        if not mine or gateway.settings.reader == "nobody":
            return Values({}, prompted.given), False
        wanted = Wanted(prompted, frozenset(mine))
        lane = ("complete", gateway.tenant, gateway.id)
        let: Let = _one(await self._turns.share(lane, [wanted], _complete(gateway)))
        return Values(let.values, prompted.given), let.done


class _Streaming:
    """An answer that comes in pieces, on its way to whoever asked."""

    def __init__(self, exchange: Exchange, gateway: Open, told: Told, send: asgi.Send) -> None:
        self._exchange, self._gateway, self._told, self._send = exchange, gateway, told, send
        prompted = told.prompted
        kinds = ALL if prompted.conversation else frozenset(BY_NUMBER[kind].name for kind, _ in prompted.given)
        self._stream = Stream(Values({}, prompted.given, kinds), json=told.json, suffix=told.suffix)
        self._asked: set[Pair] = set()
        self._put = False

    async def run(self, coming: Coming) -> Outcome | None:
        """Pass on what comes, piece by piece."""
        headers = [(b"content-type", b"text/event-stream; charset=utf-8"), *_headers(coming)]
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
        events, outcome = sse.Events(), Outcome.DONE
        ready: list[bytes] = []  # what came before an event that is none leaves all the same
        try:
            async for piece in _pieces(coming):
                for event in events.come(piece):
                    ready += await self._passed(event)
                await self._out(ready)
                ready = []
            left = events.left()
            if left.strip():
                await self._out(await self._passed(sse.event(left + b"\n\n")))
            await self._out(self._stream.ended())
        except PrivetError as error:  # what was begun cannot be taken back: the stream says what went wrong
            outcome = Outcome.UNKNOWN
            await self._out([*ready, *self._stream.ended(), sse.told(refusal(error)[1])])
        self._exchange.count.add(self._stream.count)
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        return None if self._put and outcome is Outcome.DONE else outcome

    async def _passed(self, event: sse.Event) -> list[bytes]:
        """What leaves now that an event came; values are on record before the first of them leaves."""
        read = self._stream.read(event)
        new = (self._stream.wanted(read) if read is not None else set()) - self._asked
        new -= self._stream.values.known.keys()
        if new:
            self._asked |= new
            values, put = await self._exchange.values(self._gateway, self._told.prompted, new)
            self._stream.values.known |= values.known
            self._put = self._put or put
        return self._stream.passed(event, read)

    async def _out(self, pieces: list[bytes]) -> None:
        if pieces:
            await self._send({"type": "http.response.body", "body": b"".join(pieces), "more_body": True})


async def _read(coming: Coming) -> bytes:
    _readable(coming)
    return b"".join([piece async for piece in _pieces(coming)])


def _readable(coming: Coming) -> None:
    """Raise ChannelError for an answer that is packed, which nobody asked for: it could be boundless once unpacked."""
    if coming.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise ChannelError(BROKEN, retry=False)


async def _pieces(coming: Coming) -> AsyncIterator[bytes]:
    """What comes; ChannelError where it is too much: that is no fault of whoever asked."""
    try:
        async for piece in coming.pieces:
            yield piece
    except TooLarge:
        raise ChannelError(HUGE, retry=False) from None


@asynccontextmanager
async def _while_there(receive: asgi.Receive) -> AsyncIterator[None]:
    """Break off what is done within once whoever asked is gone: nobody reads the answer, and somebody pays for it."""
    task, gone = asyncio.current_task(), False

    async def watch() -> None:
        nonlocal gone
        while (await receive())["type"] != "http.disconnect":
            pass
        gone = True
        if task is not None:
            task.cancel()

    watching = asyncio.create_task(watch())
    try:
        yield
    except asyncio.CancelledError:
        if not gone or task is None or task.uncancel():  # the server stops
            raise
    finally:
        watching.cancel()


def _object(raw: bytes) -> bytes:
    """An answer that has nothing to put back, where it is an object at all."""
    try:
        msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError):
        raise ChannelError(BROKEN, retry=False) from None
    return raw


def _error(raw: bytes) -> bytes:
    """An error of the model's interface, as it came; ChannelError for anything else."""
    if b'"error"' not in raw:
        raise ChannelError(BROKEN, retry=False)
    return _object(raw)


def _headers(coming: Coming) -> list[tuple[bytes, bytes]]:
    """What of an answer's headers goes on."""
    told = [
        (name.encode(), value.encode())
        for name, value in coming.headers.items()
        if (name in _BESIDE or name.startswith("x-ratelimit-")) and value.isascii() and len(value) <= 200
    ]
    return [*told, (b"cache-control", b"no-store")]


async def _whole(send: asgi.Send, coming: Coming, said: bytes) -> None:
    status = coming.status if coming.status == 200 or coming.status >= 400 else 502
    await asgi.whole(send, status, said, JSON.encode(), _headers(coming))


def _one(answers: Any) -> Any:
    """The answer to the one item that shared a turn; raises where that failed."""
    (found,) = answers
    if isinstance(found, Exception):
        raise found
    return found


def _begin(gateway: Open) -> Callable[[Any, list[Asking]], Any]:
    return lambda app, batch: prompt.begin(app, gateway.tenant, gateway, batch)


def _complete(gateway: Open) -> Callable[[Any, list[Wanted]], Any]:
    return lambda app, batch: complete.begin(app, gateway.tenant, gateway, batch)


def _ended(gateway: Open) -> Callable[[Any, list[tuple[Prompted, Outcome]]], Any]:
    return lambda app, batch: conclude.ended(app, gateway.tenant, gateway, batch)
