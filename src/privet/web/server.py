"""The server: one process with one event loop for the web, one thread for the installation, and the clock between them.

It stops on SIGTERM and SIGINT: requests that are being answered and the act that runs are finished, files closed.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from privet.app import Privet
from privet.errors import BadInput, Busy, PrivetError
from privet.web.guard import Guard, unforeseen
from privet.web.page import Shown, site
from privet.web.turns import Turns

_log = logging.getLogger("privet.web")

BACKLOG = 128
STOP_S, _LOOK_S = 10, 0.05
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})

Tick = Callable[[Privet], None]


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, taken before anything else is done, so that a busy port is said at once. Raises Busy."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    own = socket.socket(family, socket.SOCK_STREAM)
    try:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.bind((host, port))
        own.listen(BACKLOG)
        own.setblocking(False)
    except OSError as error:
        own.close()
        if error.errno == errno.EADDRINUSE:
            free = port + 1 if port < 65_535 else 8080
            raise Busy(
                f"port {port} is taken by another program",
                hint=f"stop that program, or choose another port: privet run --port {free}",
            ) from None
        if error.errno == errno.EACCES:
            raise BadInput(
                f"port {port} may not be opened by this user", hint="choose one from 1024 on: privet run --port 8080"
            ) from None
        raise BadInput(
            f"the address {host} cannot be listened on: {error.strerror}", hint="server.host in privet.toml names it"
        ) from None
    return own


def serve(
    app: Privet,
    own: socket.socket,
    hosts: frozenset[str],
    shown: str | None,
    tick: Tick,
    every_s: float,
    ready: Callable[[], None],
    gateways: Callable[[Privet, Turns], Gateways],
) -> None:
    """Serve the web of `app` on the socket `own`, with `tick` every `every_s` seconds, until asked to stop.

    `shown` names the tenant of the page; `ready` is called once it serves and can be asked to stop; `gateways` opens
    what stands beside the web. The caller has opened the installation and closes it.
    """
    turns = Turns(app)
    opened = gateways(app, turns)
    asgi = site(Shown(turns, app.tenant(shown), LOOPBACK | hosts, opened.apps))
    beside = (_clock(turns, tick, every_s), _tell(ready, turns), *opened.beside)
    asyncio.run(_serving(_Embedded(asgi, own), asgi, turns, beside, opened.end))


class Gateways(Protocol):
    """Applications by the name under /gateways/, what runs beside them, and what lets go of whoever waits there."""

    apps: dict[str, Any]
    beside: list[Coroutine[None, None, None]]

    def end(self) -> None:
        """The server stops."""
        ...


class _Embedded(Server):
    """Granian within this process, on a socket that is ours alone: its own would share the port with others."""

    def __init__(self, asgi: Any, own: socket.socket) -> None:
        super().__init__(
            asgi,
            interface=Interfaces.ASGINL,
            http=HTTPModes.http1,
            websockets=False,
            log_enabled=False,
            backlog=BACKLOG,
        )
        self._own = own

    def _init_shared_socket(self) -> None:
        make: Any = SocketHolder  # its stub lacks two of the three arguments
        self._shd = make(self._own.detach(), False, BACKLOG)  # it closes the socket
        self._ssp: Any = None


async def _serving(
    server: _Embedded,
    asgi: Guard,
    turns: Turns,
    beside: Sequence[Coroutine[None, None, None]],
    end: Callable[[], None],
) -> None:
    asked = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    tasks = [asyncio.create_task(one) for one in (_stop(asked, server, asgi, end), *beside)]
    try:
        await server.serve()
    finally:
        for task in tasks:
            task.cancel()
        turns.end()


async def _stop(asked: asyncio.Event, server: _Embedded, asgi: Guard, end: Callable[[], None]) -> None:
    """Once asked to, stop the server when no request is left that it is answering, or after `STOP_S` seconds."""
    await asked.wait()
    end()
    until = time.monotonic() + STOP_S
    while asgi.open and time.monotonic() < until:
        await asyncio.sleep(_LOOK_S)
    await asyncio.sleep(_LOOK_S)  # what was answered last is on its way
    server.stop()  # type: ignore[no-untyped-call]


async def _tell(ready: Callable[[], None], turns: Turns) -> None:
    ready()
    # The patterns are compiled now, not when the first message comes, and not before the start is told.
    await turns.take(lambda app: [rules.scanner.scan("") for rules in app.rules.values()])


async def _clock(turns: Turns, tick: Tick, every_s: float) -> None:
    """What is due by the clock; what fails is said and tried again at the next turn."""
    while True:
        await asyncio.sleep(every_s)
        try:
            await turns.take(tick)
        except PrivetError as error:
            _log.warning("what is due by the clock failed: %s", error.code)
        except Exception as error:
            _log.error("what is due by the clock failed: %s", unforeseen(error))
