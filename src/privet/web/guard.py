"""The outermost layer of the web: who may ask, what every answer tells the browser, and a line a request in the log.

A browser is made to attack a server on its own machine in two ways: a name that suddenly points there (DNS rebinding),
against which the Host header is checked, and a foreign page that posts there, against which `Sec-Fetch-Site` and
`Origin` are. Whoever opens 127.0.0.1 is sent to localhost: passkeys need a name, and one name is one origin. The log
has method, route, status and duration; no address, no query, no path that a client made up.
"""

from __future__ import annotations

import bisect
import json
import logging
import time
from collections import Counter
from collections.abc import Collection
from typing import Any
from urllib.parse import quote

from privet.errors import BadInput, Busy, Denied, PrivetError
from privet.web.bounds import Bounded, Bounds, Load

Message = dict[str, Any]
Scope = dict[str, Any]

_log = logging.getLogger("privet.web")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; "
    "trusted-types privet"
)
HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""What every answer carries."""

OVER_TLS = (b"strict-transport-security", b"max-age=31536000")
"""Over plain http it would lock browsers out of localhost."""

GATEWAYS = "/gateways/"
"""Below it stand applications for other people's pages and programs, which say themselves who may ask. They get the
headers too, unless they send one of that name themselves.
"""
ASIDE = "privet.aside"
"""In a request's scope: the context in which it merely waits, and takes nobody's place (`web.bounds`)."""
SPOOLED = "privet.spooled"
"""In a request's scope: takes how many bytes of its body are in memory no more (`web.bounds`)."""
SAFE = ("GET", "HEAD")
METHODS = (*SAFE, "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


TOOK_S = (0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0)
"""The upper edges of the durations that are counted."""


class Guard:
    """An ASGI application before `inner`. `routes` are the paths that the log names.

    `answered` counts by (method, route, status), `took` by `TOOK_S` and beyond, `spent_s` is the sum. Once `closing` is
    set, whoever comes is refused, and whoever came before is answered.
    """

    def __init__(
        self, inner: Any, hosts: Collection[str], routes: Collection[str], bounds: Bounds | None = None
    ) -> None:
        self._inner = inner
        self._hosts = frozenset(host.lower() for host in hosts)
        self._routes = frozenset(routes)
        self.load = Load(bounds or Bounds())
        self.answered: Counter[tuple[str, str, int]] = Counter()
        self.took = [0] * (len(TOOK_S) + 1)
        self.spent_s = 0.0
        self.closing = False

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        begun = time.monotonic()
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        one = Bounded(self.load, not _has_body(headers), receive, send)
        # HEAD is answered as GET is, without the body, which the server below leaves out (RFC 9110 §9.3.2).
        method = scope["method"]
        scope = {**scope, ASIDE: one.aside, SPOOLED: one.spooled, "method": "GET" if method == "HEAD" else method}
        status = 0

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": self._headers(scope, message.get("headers", ()), one.whole)}
            await one.send(message)

        try:
            self._let_in(scope, headers)
            moved = _moved(scope, headers)
            if moved:
                await _move(guarded, moved)
            else:
                await self._inner(scope, one.receive, guarded)
        except PrivetError as error:
            if not status:
                await _answer(guarded, error)
        except Exception as error:
            said = told(error)
            if not status:
                await _answer(guarded, said)
        finally:
            one.end()
            self._note(method, scope, status, time.monotonic() - begun)

    def _headers(self, scope: Scope, own: Any, whole: bool) -> list[tuple[bytes, bytes]]:
        """The headers of an answer: the application's own, and what every answer carries."""
        if scope["path"].startswith(GATEWAYS):
            named = {name for name, _ in own}
            all_ = [*own, *(one for one in HEADERS if one[0] not in named)]
        else:
            all_ = [*own, *HEADERS]
        if scope["scheme"] == "https":
            all_ = [(name, _secure(value) if name == b"set-cookie" else value) for name, value in all_]
            all_.append(OVER_TLS)
        if self.closing or not whole:  # what is left of a body is not waited for
            all_.append((b"connection", b"close"))
        return all_

    def _let_in(self, scope: Scope, headers: dict[bytes, str]) -> None:
        """Raise unless this request is to be answered."""
        if self.closing:
            raise Busy("the server is stopping", hint="ask again in a moment")
        if self.load.open > self.load.bounds.requests:
            raise Busy("more is being asked than can be answered in time", hint="ask again in a moment")
        if sum(name.lower() == b"host" for name, _ in scope["headers"]) > 1:
            raise BadInput("a request has one Host header")
        host = headers.get(b"host", "")
        if named(host) not in self._hosts:
            raise Denied("this name is not one that Privet answers to", hint="open it as http://localhost")
        if scope["path"].startswith(GATEWAYS) or scope["method"] in SAFE:
            return
        if not _own(headers, scope["scheme"], host):
            raise Denied("a request from another site is not answered")

    def _note(self, method: str, scope: Scope, status: int, took_s: float) -> None:
        method = method if method in METHODS else "-"
        route = scope["path"] if scope["path"] in self._routes else scope.get("path_template") or "-"
        self.answered[method, route, status] += 1
        self.took[bisect.bisect_left(TOOK_S, took_s)] += 1
        self.spent_s += took_s
        _log.info("%s %s %d %.1f ms", method, route, status, took_s * 1000)


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
    if error.status == 503:
        headers.append((b"retry-after", b"1"))
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": problem(error)})


async def _move(send: Any, to: str) -> None:
    headers = [(b"location", to.encode("ascii")), (b"cache-control", b"no-store"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 307, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _moved(scope: Scope, headers: dict[bytes, str]) -> str:
    """Where a browser that asks a page of 127.0.0.1 is sent; empty for everybody else."""
    host = headers.get(b"host", "")
    if named(host) not in ("127.0.0.1", "[::1]") or scope["method"] not in SAFE:
        return ""
    if "text/html" not in headers.get(b"accept", ""):
        return ""
    path = scope.get("raw_path", b"/") + (b"?" + scope["query_string"] if scope["query_string"] else b"")
    return f"{scope['scheme']}://localhost{host[len(named(host)) :]}{quote(path, safe=_AS_IT_IS)}"


_AS_IT_IS = "/%?#[]@!$&'()*+,;=:~"


def _has_body(headers: dict[bytes, str]) -> bool:
    return b"transfer-encoding" in headers or headers.get(b"content-length", "0") != "0"


def _secure(cookie: bytes) -> bytes:
    """A cookie that a browser sends over https alone."""
    return cookie if b"; secure" in cookie.lower() else cookie + b"; Secure"


def named(host: str) -> str:
    """The name in a Host header, without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() and port.isascii() else host).lower()


def _own(headers: dict[bytes, str], scheme: str, host: str) -> bool:
    """Whether a request that is not safe comes from our own page, or from no page at all (a program sends neither)."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get(b"origin")
    return origin is None or origin == f"{scheme}://{host}"
