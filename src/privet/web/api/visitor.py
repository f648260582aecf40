"""Who asks, and what every answer has in common: the access key, an answer kept for whoever asks again, pages.

An access key is checked in the installation's thread, in the turn that does what was asked, so that a key revoked in
any process is refused from its next request on.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import msgspec
from litestar import Request, Response

from privet.acts import access, answering
from privet.acts.answering import Said
from privet.app import Privet
from privet.core.access import read_key
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.errors import BadInput, Conflict, NotProved, PrivetError
from privet.store.view import View
from privet.web.guard import Scope, problem, told
from privet.web.turns import Turns

Answer = TypeVar("Answer")


Asked = Request[Any, Any, Any]


class Headed(Protocol):
    """What is read of a request's head: Litestar's has it, and `Bare`."""

    @property
    def method(self) -> str: ...
    @property
    def scope(self) -> Any: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Bare:
    """A request as the server hands it over, where nothing more is needed."""

    method: str
    scope: Scope
    headers: Mapping[str, str]


JSON, PROBLEM = "application/json", "application/problem+json"
NAME = 255
"""The longest Idempotency-Key, in characters."""

STRANGERS, MET = 16, 4096
"""Requests that are answered at a time with keys that nobody entered with yet; good keys that are remembered."""

encode = msgspec.json.encode


@dataclass(frozen=True, slots=True)
class Visitor:
    """A program that proved who it is: whose data it may ask for, and as whom it acts."""

    tenant: TenantId
    actor: Actor

    @property
    def key(self) -> bytes:
        """The id of the access key."""
        return self.actor.scope.key if self.actor.scope else b""

    @property
    def apart(self) -> bool:
        """Whether it knows everything by the ids of its one purpose."""
        return self.actor.scope is not None and self.actor.scope.apart


@dataclass(frozen=True, slots=True)
class Credential:
    """What a request came with: the tenant that its key names, and the digest of the key."""

    tenant: TenantId
    digest: bytes


Act = Callable[[Privet, Visitor], Answer]


class Page(msgspec.Struct, frozen=True):
    """A page of a list: give `next` as `after` to get the one that follows; null at the end."""

    items: Sequence[Any]
    next: str | None


def page(items: Sequence[Any], limit: int) -> Page:
    """A page that is full may have a next one, from its last item (which has an `id`) on."""
    return Page(items, items[-1].id if items and len(items) == limit else None)


class Door:
    """Where programs come in. `running` are the named requests under way in this process.

    Whoever comes with a key that it does not know waits for one of the places of `strangers`: keys that somebody made
    up take no turns of those who have one.
    """

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.running: set[tuple[Credential, str]] = set()
        self._met: set[bytes] = set()
        self.strangers = asyncio.Semaphore(STRANGERS)

    def enter(self, app: Privet, who: Credential) -> Visitor:
        """The visitor whose key this is. Raises NotProved. Called in the installation's thread."""
        try:
            visitor = Visitor(who.tenant, access.enter(app, who.tenant, who.digest))
        except NotProved:
            self._met.discard(who.digest)
            raise
        if len(self._met) >= MET:
            self._met.clear()
        self._met.add(who.digest)
        return visitor

    def within(self, app: Privet, who: Credential, act: Callable[[Callable[[View], Actor]], Answer]) -> Answer:
        """What `act` answers, which finds the visitor in its own transaction: it need not be begun twice then. A key
        that nobody entered with yet is looked at before: one that somebody made up begins no write. Raises NotProved.
        """
        if who.digest not in self._met:
            self.enter(app, who)
        try:
            return act(lambda view: access.entered(app, view, who.digest))
        except NotProved:
            self.enter(app, who)  # says so once more, and counts it
            raise

    def knows(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Whether somebody entered with the key in these headers before; so it is where they hold none of its form,
        since then nothing is asked of anybody.
        """
        for name, value in headers:
            if name == b"authorization":
                found = read_key(value.partition(b" ")[2].strip().decode("latin-1"))
                return found is None or found[1] in self._met
        return True

    async def read(self, request: Asked, act: Act[Answer]) -> Answer:
        """What `act` answers to whoever asks, in a turn of its own."""
        who = credential(request)
        return await self.turns.take(lambda app: act(app, self.enter(app, who)))

    async def write(
        self, request: Asked, act: Act[Said], *, resumes: bool = False, keep: bool = True
    ) -> Response[bytes]:
        """What `act` answers, once for each Idempotency-Key where there is one (`acts.answering.once` says how).

        A refusal is an answer like any other and kept; a failure (5xx) is not. What `resumes` is then done again; of
        the rest nobody knows how far it came, so whoever asks again gets Conflict.
        """
        who = credential(request)
        name = idempotency_key(request)
        content = b"" if name is None else fingerprint(request, await request.body())

        def act_once(app: Privet) -> Said:
            visitor = self.enter(app, who)
            if name is None:
                return act(app, visitor)
            asked = answering.Request(visitor.key, name, content)
            return answering.once(
                app, visitor.tenant, asked, lambda: refusal_said(lambda: act(app, visitor)), resumes=resumes, keep=keep
            )

        return response(await self.turns.take(act_once))


def credential(request: Headed) -> Credential:
    """The access key of a request. Raises NotProved where there is none, or none of the form of a key."""
    kind, _, text = request.headers.get("authorization", "").partition(" ")
    found = read_key(text.strip()) if kind.lower() == "bearer" else None
    if found is None:
        raise NotProved(access.WRONG, hint=access.HINT)
    return Credential(*found)


def idempotency_key(request: Headed) -> str | None:
    """The Idempotency-Key, with or without the quotes of RFC 8941 §3.3.3; None where the request has none."""
    given = request.headers.get("idempotency-key")
    if given is None:
        return None
    name = given[1:-1] if len(given) > 1 and given[0] == given[-1] == '"' else given
    if not 1 <= len(name) <= NAME or not name.isascii() or not name.isprintable() or '"' in name:
        raise BadInput(f"an Idempotency-Key has 1 to {NAME} printable ASCII characters", hint="for example a UUID")
    return name


def fingerprint(request: Headed, body: bytes) -> bytes:
    """What tells two requests under one Idempotency-Key apart: method, address and body."""
    head = f"{request.method} {request.scope['path']}?".encode() + request.scope["query_string"] + b"\n"
    return hashlib.sha256(head + body).digest()


def underway() -> Conflict:
    """What is said to a request whose twin is still being answered."""
    return Conflict("a request with this Idempotency-Key is being answered", hint="ask again in a moment")


def said(value: Any, status: int = 200, location: str = "") -> Said:
    """An answer in JSON."""
    return Said(status, JSON, encode(value), location)


def refusal_said(act: Callable[[], Said]) -> Said:
    """What `act` answers; its refusal as the answer that it is."""
    try:
        return act()
    except PrivetError as error:
        if error.status >= 500:
            raise
        return Said(error.status, PROBLEM, problem(error))


def refusal_headers(error: PrivetError) -> dict[str, str]:
    """What an error's answer says in its head."""
    headers = {"cache-control": "no-store"}
    if isinstance(error, NotProved):
        headers["www-authenticate"] = "Bearer"
    if error.status == 503:
        headers["retry-after"] = "1"
    return headers


async def answer(send: Any, made: Said, more: Iterable[tuple[bytes, bytes]] = ()) -> None:
    """Send an answer over ASGI."""
    headers = [
        (b"content-type", made.type.encode("ascii")), (b"content-length", b"%d" % len(made.body)),
        (b"cache-control", b"no-store"), *more,
    ]  # fmt: skip
    if made.location:
        headers.append((b"location", made.location.encode("ascii")))
    await send({"type": "http.response.start", "status": made.status, "headers": headers})
    await send({"type": "http.response.body", "body": made.body})


async def answer_refusal(send: Any, error: Exception, more: Iterable[tuple[bytes, bytes]] = ()) -> None:
    """Send an error over ASGI."""
    if not isinstance(error, PrivetError):
        error = told(error)
    said = [(name.encode("ascii"), value.encode("ascii")) for name, value in refusal_headers(error).items()]
    more = more if error.status == 405 else ()
    await answer(send, Said(error.status, PROBLEM, problem(error)), [*said[1:], *more])


def response(answer: Said) -> Response[bytes]:
    """An answer as it goes out; nothing of the API is kept on the way."""
    headers = {"cache-control": "no-store"} | ({"location": answer.location} if answer.location else {})
    return Response(answer.body, status_code=answer.status, media_type=answer.type, headers=headers)
