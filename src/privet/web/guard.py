"""The outermost layer of the web: who may ask, what every answer tells the browser, and a line a request in the log.

A browser is made to attack a server on its own machine in two ways: a name that suddenly points there (DNS rebinding),
against which the Host header is checked, and a foreign page that posts there, against which `Sec-Fetch-Site` and
`Origin` are. The log has method, route, status and duration; no address, no query, no path that a client made up.
"""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Collection
from typing import Any

from privet.errors import Denied, PrivetError

Message = dict[str, Any]
Scope = dict[str, Any]

_log = logging.getLogger("privet.web")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""What every answer carries. No Strict-Transport-Security: this is plain http, and it would lock browsers out."""

GATEWAYS = "/gateways/"
"""Below it stand applications for other people's pages and programs, which say themselves who may ask. They get the
headers too, unless they send one of that name themselves.
"""
SAFE = ("GET", "HEAD")
METHODS = (*SAFE, "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Guard:
    """An ASGI application before `inner`. `routes` are the paths that the log names; `answered` counts statuses."""

    def __init__(self, inner: Any, hosts: Collection[str], routes: Collection[str]) -> None:
        self._inner = inner
        self._hosts = frozenset(host.lower() for host in hosts)
        self._routes = frozenset(routes)
        self.answered: Counter[int] = Counter()
        self.open = 0  # requests that are being answered

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        begun = time.monotonic()
        status = 0
        self.open += 1

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = list(message.get("headers", ()))
                named = {name for name, _ in own} if scope["path"].startswith(GATEWAYS) else ()
                message = {**message, "headers": [*own, *(one for one in HEADERS if one[0] not in named)]}
            await send(message)

        try:
            refused = self._refused(scope)
            if refused is not None:
                await _answer(guarded, refused)
            else:
                await self._inner(scope, receive, guarded)
        except Exception as error:
            said = told(error)
            if not status:
                await _answer(guarded, said)
        finally:
            self.open -= 1
            self.answered[status] += 1
            self._note(scope, status, begun)

    def _refused(self, scope: Scope) -> PrivetError | None:
        """Why this request is not let in, or None."""
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        if _name(host) not in self._hosts:
            return Denied("this name is not one that Privet answers to", hint="open it as http://localhost")
        if scope["path"].startswith(GATEWAYS):
            return None
        if scope["method"] not in SAFE and not _own(headers, scope["scheme"], host):
            return Denied("a request from another site is not answered")
        return None

    def _note(self, scope: Scope, status: int, begun: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "-"
        route = scope["path"] if scope["path"] in self._routes else "-"
        _log.info("%s %s %d %.1f ms", method, route, status, (time.monotonic() - begun) * 1000)


def problem(error: PrivetError, status: int = 0) -> bytes:
    """The error as RFC 9457 problem details, under its own status unless another is given."""
    said = {
        "type": f"urn:privet:error:{error.code}",
        "title": error.message,
        "status": status or error.status,
        "code": error.code,
        "hint": error.hint,
    }
    return json.dumps({name: value for name, value in said.items() if value}).encode()


def told(error: Exception) -> PrivetError:
    """What is answered to an unforeseen error. The log has its kind and place, no traceback: that may hold a value."""
    _log.error("a request failed: %s", unforeseen(error))
    return PrivetError("something unforeseen happened", hint="the log says where")


def unforeseen(error: BaseException) -> str:
    """Type and place of an error, without its message, which may hold a value."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "?" if trace is None else f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
    return f"{type(error).__name__} at {where}"


async def _answer(send: Any, error: PrivetError) -> None:
    headers = [(b"content-type", b"application/problem+json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": problem(error)})


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def _own(headers: dict[bytes, str], scheme: str, host: str) -> bool:
    """Whether a request that is not safe comes from our own page, or from no page at all (a program sends neither)."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get(b"origin")
    return origin is None or origin == f"{scheme}://{host}"
