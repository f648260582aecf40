"""The chat of a web site: a page includes one script, and what its visitors write is born protected.

GET  /gateways/webchat/chat.js    the script         GET  /gateways/webchat/chat.css   its style
POST /gateways/webchat/sessions   a new session      POST /gateways/webchat/messages   a message of its visitor
GET  /gateways/webchat/answers    answers; the request waits until there is one

A session is 256 random bits and the time it was made; it lies in the visitor's browser, goes in a header, never in an
address, and names a conversation by its hash, so that whoever opens the store cannot speak in it. Only pages of the
sites in the settings may ask (CORS). A message is answered after its commit, in tokens.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from collections.abc import Callable
from contextlib import nullcontext
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs

from privet.acts import fetch, signal
from privet.app import Privet
from privet.config import Webchat
from privet.core import coaching, gpc, ids
from privet.core.decision import Actor
from privet.core.message import Inbound, TenantId
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, PrivetError, TooLarge
from privet.gateways import asgi
from privet.gateways.pastes import Pastes
from privet.gateways.polls import Polls
from privet.gateways.rate import Rate, whence

NAME = "webchat"
ACTOR = Actor("gateway", NAME)
BASE = f"/gateways/{NAME}/"
STATIC = {"chat.js": b"text/javascript; charset=utf-8", "chat.css": b"text/css; charset=utf-8"}
METHODS = {"sessions": "POST", "messages": "POST", "answers": "GET"}
HOLD_S = 25.0
"""How long a request for answers waits; below the minute after which proxies give up."""
AHEAD_S = 300
"""How far before our clock a session may have been made: on another server of this installation."""
_SESSION = re.compile(r"([0-9a-f]{8})\.[A-Za-z0-9_-]{43}", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
_ANYWHERE = (b"cross-origin-resource-policy", b"cross-origin")


class Ended(Denied):
    """The session is none, or its time is over; the visitor begins another."""

    code, status = "session-ended", 401


class WebChat:
    """The ASGI application."""

    routes = tuple(BASE + name for name in (*STATIC, *METHODS))

    def __init__(
        self,
        settings: Webchat,
        turns: asgi.Turns,
        tenant: TenantId,
        now: Callable[[], int],
        chance: Callable[[int], bytes],
    ) -> None:
        self._settings, self._turns, self._tenant = settings, turns, tenant
        self._now, self._chance = now, chance
        self._sites = frozenset(site.rstrip("/").lower() for site in settings.sites)
        self._sessions, self._addresses = Rate(settings.minute_session), Rate(settings.minute_address)
        self._pastes = Pastes(NAME, now)
        self.polls = Polls(turns.take, tenant, NAME)
        folder = files("privet.gateways") / "static"
        self._static = {name: (folder / name).read_bytes() for name in STATIC}
        self._etags = {name: _etag(data) for name, data in self._static.items()}

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """Answer one request."""
        name = scope["path"].removeprefix(BASE)
        if name in STATIC and scope["method"] in ("GET", "HEAD"):
            await self._file(scope, send, name)
            return
        origin = asgi.header(scope, b"origin").lower()
        headers = [(b"vary", b"origin"), _ANYWHERE]
        try:
            self._addresses.spend(whence(scope.get("client")))
            if name not in METHODS:
                raise asgi.Unknown("there is no such address")
            if origin not in self._sites:
                raise Denied("pages of this site may not open the chat", hint="webchat.sites in privet.toml names them")
            headers.append((b"access-control-allow-origin", origin.encode("latin-1")))
            if scope["method"] == "OPTIONS":
                await asgi.answer(send, 204, headers=[*headers, *_preflight(METHODS[name])])
                return
            if scope["method"] != METHODS[name]:
                raise asgi.Unknown("the address has no such method")
            status, said = await self._asked(name, scope, receive)
            if name != "answers" and gpc.asked(scope["headers"]):
                said |= await self._objected(said)
            await asgi.answer(send, status, said, headers)
        except PrivetError as error:
            await asgi.problem(send, error, headers)

    async def _file(self, scope: asgi.Scope, send: asgi.Send, name: str) -> None:
        headers = [_ANYWHERE, (b"etag", self._etags[name]), (b"cache-control", b"public, max-age=300")]
        known = asgi.header(scope, b"if-none-match").encode("latin-1") == self._etags[name]
        await asgi.whole(send, 304 if known else 200, b"" if known else self._static[name], STATIC[name], headers)

    async def _asked(self, name: str, scope: asgi.Scope, receive: asgi.Receive) -> tuple[int, dict[str, Any]]:
        if name == "sessions":
            return 201, self._begin()
        talk = self._talk(scope)
        if name == "messages":
            most = 6 * self._settings.text_bytes + 256  # JSON writes a character as up to six
            return 201, await self._said(talk, asgi.parsed(await asgi.body(receive, most)))
        given = parse_qs(scope["query_string"].decode("latin-1"))
        return 200, await self._answers(talk, given.get("after", [""])[0], scope.get(asgi.ASIDE, nullcontext))

    def _begin(self) -> dict[str, Any]:
        now = self._now() // 1000
        session = f"{now:08x}." + base64.urlsafe_b64encode(self._chance(32)).decode().rstrip("=")
        return {"session": session, "expires": (now + self._settings.session_minutes * 60) * 1000}

    def _talk(self, scope: asgi.Scope) -> str:
        """What the conversation of the request's session is called. A made-up session is one that nobody else has."""
        scheme, _, session = asgi.header(scope, b"authorization").partition(" ")
        formed = _SESSION.fullmatch(session.strip())
        if scheme.lower() != "bearer" or formed is None:
            raise Ended("there is no such session")
        talk = "web-" + hashlib.sha256(formed[0].encode()).hexdigest()
        self._sessions.spend(talk)
        age = self._now() // 1000 - int(formed[1], 16)
        if not -AHEAD_S <= age < self._settings.session_minutes * 60:
            raise Ended("the session's time is over")
        return talk

    async def _said(self, talk: str, said: dict[str, Any]) -> dict[str, Any]:
        """Take a message in, and answer it in tokens; and, where a secret was pasted, with a line about that."""
        text, own = said.get("text"), said.get("id")
        if set(said) != {"id", "text"} or not isinstance(text, str) or not text.strip():
            raise BadInput("a message is an object of `id` and `text`")
        if not isinstance(own, str) or not _ID.fullmatch(own):
            raise BadInput("`id` is 8 to 64 letters, digits, `-` and `_`, new for each message")
        if len(text.encode("utf-8", "surrogatepass")) > self._settings.text_bytes:
            raise TooLarge(f"a message is {self._settings.text_bytes:,} bytes at most")

        message = Inbound(NAME, Plain(talk), Plain(talk), Plain(text), self._now(), external_id=own)
        made = await asgi.stored(self._turns, self._tenant, message, ACTOR)
        if made.outcome == "passed":  # nobody is there to whom it could go on
            raise Denied("the chat may not keep what is written, so it cannot deliver it")
        at = fetch.written(ids.read(ids.MESSAGE, made.id))
        text = made.text.text if made.text else ""
        told = {"id": made.id, "at": at, "text": text}
        kinds = [one.kind for one in made.tokens] if made.outcome == "stored" else []
        if pasted := self._pastes.first(talk, kinds):
            told["coach"] = coaching.line(pasted, coaching.language("", text))
        return told

    async def _objected(self, said: dict[str, Any]) -> dict[str, Any]:
        """The visitor's browser asks that their data be neither sold nor shared: so it is, and they are told."""
        if message := said.get("id"):
            await self._turns.take(lambda app: signal.honour(app, self._tenant, message, ACTOR))
        return {"gpc": "honoured"}

    def measured(self) -> list[tuple[str, str, list[tuple[str, int]]]]:
        """What is counted of messages with a secret in them."""
        return self._pastes.measured()

    async def _answers(self, talk: str, after: str, aside: Callable[[], Any]) -> dict[str, Any]:
        """The answers after `after`, which acknowledges all up to it; where there is none, wait `aside` for one."""

        def act(app: Privet) -> fetch.Fetched:
            return fetch.fetch(app, self._tenant, NAME, Plain(talk), after)

        found = await self._turns.take(act)
        if found.conversation and not found.answers:
            with self.polls.open(found.conversation) as event:
                found = await self._turns.take(act)  # what came between the look and the wait
                if not found.answers:
                    with aside():
                        came = await _set(event)
                    found = await self._turns.take(act) if came else found
        return {"answers": [{"id": one.id, "at": one.at, "text": one.text.expose()} for one in found.answers]}


async def _set(event: asyncio.Event) -> bool:
    """Whether it was set before HOLD_S seconds went by."""
    try:
        async with asyncio.timeout(HOLD_S):
            return await event.wait()
    except TimeoutError:
        return False


def _preflight(method: str) -> asgi.Headers:
    """What a browser is told before it asks from another site."""
    return [
        (b"access-control-allow-methods", method.encode()),
        (b"access-control-allow-headers", b"authorization, content-type"),
        (b"access-control-max-age", b"600"),
    ]


def _etag(data: bytes) -> bytes:
    return b'"%s"' % hashlib.sha256(data).hexdigest()[:32].encode()
