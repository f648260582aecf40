"""The server: one process with one event loop for the web, one thread for the installation, and the clock between them.

It stops on SIGTERM and SIGINT: requests that are being answered and the act that runs are finished, whoever comes then
is refused, files are closed.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.http import HTTP1Settings
from granian.server.embed import Server

from privet.app import Privet
from privet.core import late
from privet.errors import Busy
from privet.plugins.client import Client
from privet.web import beside, portal
from privet.web.beside import Piece, Steps
from privet.web.bounds import Bounds
from privet.web.collector import collected
from privet.web.console import sign_on
from privet.web.guard import Guard, unforeseen
from privet.web.listen import BACKLOG, Listener, connections
from privet.web.outward import Outward
from privet.web.page import Shown, site
from privet.web.signon import SignOn
from privet.web.turns import Turns

try:
    import uvloop
except ImportError:  # no wheel for this machine: Python's own loop does the same
    uvloop = None  # type: ignore[assignment]

_log = logging.getLogger("privet.web")

STOP_S, _LOOK_S = 10, 0.05
"""How long requests may take that were there when the server was asked to stop, beside the time that upstreams have."""

_DIGITS = "0" * 20
"""A text with as many digits as any pattern asks for, so that all are ready."""
_AT_ONCE = 2
"""Patterns that are compiled in one turn: some milliseconds for which a message waits at most."""
SWITCH_S = 0.0005
"""For how long the event loop and the installation's thread may keep the interpreter from each other. SQLite lets go of
it at every statement, and with Python's own 5 ms a commit waits for it a dozen times while requests come."""
YOUNG = 20_000
"""Objects made before somebody looks which go in circles: hardly any do, and a commit makes thousands."""
HEAD_S, HEAD_BYTES = 20, 32_768
"""How long a request's head may take to come, and a connection may idle, longer than common clients keep one; how long
the head may be, which is also the piece that a body is read in: with less, a hundred messages take several.
"""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Gateways(Protocol):
    """Applications by the name under /gateways/, what runs beside them, and what lets go of whoever waits there."""

    apps: dict[str, Any]
    beside: list[Callable[[], Coroutine[None, None, None]]]

    def end(self) -> None:
        """The server stops."""
        ...


@dataclass(frozen=True, slots=True)
class Serving:
    """How it is served: where, under which names, with which tenant's page, within which bounds; what the clock does
    every `every_s` seconds, a turn each; what is done in `pieces` between, each with how many times as long others go
    first; and who opens what stands beside the web. `held` counts connections of each listener.
    """

    listeners: Sequence[Listener]
    hosts: frozenset[str]
    tenant: str | None
    steps: Steps
    every_s: float
    pieces: Sequence[tuple[Piece, int]]
    gateways: Callable[[Privet, Turns], Gateways]
    held: int = 1_000
    bounds: Bounds = field(default_factory=Bounds)


def serve(app: Privet, serving: Serving, ready: Callable[[], None], first: Callable[[Privet], object]) -> None:
    """Serve the web of `app` until asked to stop; `ready` is called once it serves and can be asked to stop, and then
    `first` has the first turn.

    The caller has opened the installation and closes it.
    """
    sys.setswitchinterval(SWITCH_S)
    gc.set_threshold(YOUNG)
    turns = Turns(app)
    opened = serving.gateways(app, turns)
    outward = Outward(turns, app.config.outgoing)
    customers = urlsplit(app.config.portal.url).hostname
    hosts = LOOPBACK | serving.hosts | ({customers} if customers else set())
    exchange = Client(app.config.outgoing.networks, app.config.outgoing.ca, app.config.outgoing.timeout_seconds)
    sign = _sign_on(app, turns, exchange, serving.listeners[-1].address)
    keyed = app.config.server.metrics_key
    alone = portal.apart(app.config)
    asgi = site(
        Shown(turns, app.tenant(serving.tenant), hosts, opened.apps, serving.bounds, outward, sign, alone, keyed)
    )
    held = connections(serving.held, len(serving.listeners))
    servers = [_Embedded(asgi, one, held) for one in serving.listeners]
    stop_s = STOP_S + app.config.outgoing.timeout_seconds  # a relay that has left is waited for
    told = _tell(ready, first, turns)
    clock = beside.clock(turns, serving.steps, serving.every_s)
    journals, pieces = beside.journals(turns, app.folder), [beside.pieces(turns, *one) for one in serving.pieces]
    own = (clock, journals, told, *pieces, outward.told(), _closing(exchange))
    handed = (collected(turns, app.config),) if app.config.ledger.syslog else ()
    all_ = (*own, *handed, *(one() for one in opened.beside))
    _settle()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop if uvloop else None) as runner:
        runner.run(_serving(servers, asgi, turns, all_, opened.end, stop_s))


def _sign_on(app: Privet, turns: Turns, exchange: Client, address: str) -> SignOn | None:
    """The company's own log-in, where settings name one; its answers come back to where people open Privet."""
    if not app.config.sso.issuer:
        return None
    return SignOn(turns, app.config.sso, exchange, (app.config.login.url.rstrip("/") or address) + sign_on.BACK)


class _Embedded(Server):
    """Granian within this process, on a socket that is ours alone: its own would share the port with others.

    It speaks TLS 1.2 and 1.3 with forward secrecy and authenticated encryption alone: rustls has nothing weaker.
    """

    def __init__(self, asgi: Any, listener: Listener, connections: int) -> None:
        files = listener.tls
        super().__init__(
            asgi,
            interface=Interfaces.ASGINL,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=HEAD_S * 1000, max_buffer_size=HEAD_BYTES),
            websockets=False,
            log_enabled=False,
            backlog=BACKLOG,
            backpressure=connections,
            ssl_cert=files.certificate if files else None,
            ssl_key=files.key if files else None,
            ssl_ca=files.clients if files else None,
            ssl_client_verify=files is not None and files.clients is not None,
            ssl_protocol_min=SSLProtocols.tls12,
        )
        self._own = listener.own

    def _init_shared_socket(self) -> None:
        make: Any = SocketHolder  # its stub lacks two of the three arguments
        self._shd = make(self._own.detach(), False, BACKLOG)  # it closes the socket
        self._ssp: Any = None


async def _serving(
    servers: Sequence[_Embedded],
    asgi: Guard,
    turns: Turns,
    beside: Sequence[Coroutine[None, None, None]],
    end: Callable[[], None],
    stop_s: float,
) -> None:
    asked = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    tasks = [asyncio.create_task(one) for one in (_stop(asked, servers, asgi, end, stop_s), *beside)]
    try:
        await asyncio.gather(*(server.serve() for server in servers))
    finally:
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(ended, Exception):
                _log.error("what runs beside the web failed: %s", unforeseen(ended))
        turns.end()


async def _stop(
    asked: asyncio.Event, servers: Sequence[_Embedded], asgi: Guard, end: Callable[[], None], stop_s: float
) -> None:
    """Once asked to, refuse what comes, and stop when every request is answered that came before, or in `stop_s`."""
    await asked.wait()
    asgi.closing = True
    end()
    until = time.monotonic() + stop_s
    while asgi.load.open and time.monotonic() < until:
        await asyncio.sleep(_LOOK_S)
    await asyncio.sleep(_LOOK_S)  # what was answered last is on its way
    for server in servers:
        server.stop()  # type: ignore[no-untyped-call]


async def _tell(ready: Callable[[], None], first: Callable[[Privet], object], turns: Turns) -> None:
    ready()
    await turns.take(first)
    # Every tenant's patterns are compiled now, while messages are looked at already, and not before the start is told.
    await turns.take(lambda app: [rules.scanner.scan(_DIGITS) for rules in app.rules.values()])
    for scanner in await turns.take(lambda app: [rules.scanner for rules in app.rules.values()]):
        await asyncio.to_thread(scanner.compile)
    left = True
    while left:
        try:
            left = await turns.take(lambda app: late.compile_some(_AT_ONCE))
        except Busy:  # messages go first
            await asyncio.sleep(1)
    await turns.take(lambda app: _settle())


def _settle() -> None:
    """What is there now stays as long as the server: no look for what can be freed goes through it again, which would
    hold up everybody for a tenth of a second.
    """
    gc.collect()
    gc.freeze()


async def _closing(exchange: Client) -> None:
    """End the connections to the company's log-in when the server stops."""
    try:
        await asyncio.Event().wait()
    finally:
        await exchange.close()
