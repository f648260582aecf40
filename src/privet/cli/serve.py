"""`privet run`: the server. With --demo it first makes an installation with invented data, once."""

from __future__ import annotations

import argparse
import atexit
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from privet import config as settings
from privet import jobs
from privet.acts import inspect, invite
from privet.app import Privet, installed
from privet.cli import installation
from privet.cli.link import link
from privet.cli.opening import data_folder, opened, readable
from privet.cli.showing import when
from privet.core import algorithms
from privet.core.message import TenantId
from privet.errors import Denied, NotReady
from privet.store import health, tenants

if TYPE_CHECKING:
    from privet.web.listen import Listener
    from privet.web.server import Serving

HELP = "start the server: its page is http://localhost:8080"
EXAMPLE = """
privet run
privet run --data /srv/privet --port 8081
privet run --data .privet/demo --demo docs/tutorial/samples
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet run`."""
    installation(parser)
    parser.add_argument("--port", type=int, metavar="N", help="the port (server.port in privet.toml, or 8080)")
    parser.add_argument("--host", metavar="ADDRESS", help="the address (server.host in privet.toml, or localhost)")
    parser.add_argument(
        "--plain-anywhere", action="store_true", help="let plain http be listened for where other machines reach it"
    )
    parser.add_argument("--demo", metavar="DIR", help="on the first start make a tenant `demo` of the samples in DIR")


def run(args: argparse.Namespace) -> int:
    """Take the ports, open the installation, serve until SIGTERM or Ctrl-C."""
    begun = time.monotonic()
    folder = data_folder(args)
    whole = settings.load(folder)
    from privet.cli import detecting
    from privet.web import server

    listeners = _listeners(args, whole.server)
    with ExitStack() as taken:
        for one in listeners:
            taken.enter_context(one.own)
        _log(args.json)
        if args.demo:
            from privet.cli import demo

            demo.prepare(folder, Path(args.demo), tell)
            args.tenant = args.tenant or demo.TENANT
        _private(folder, whole.keys.copies)
        with opened(args) as (app, tenant):
            for line in ended(app.now()):
                tell(line)
            for line in lacking(app):
                tell(line)
            addresses = " and ".join(dict.fromkeys(one.address for one in listeners))
            invited = _first(app, tenant.id, listeners[-1].address)

            def ready() -> None:
                took = time.monotonic() - begun
                tell(f"Privet is open on {addresses} (tenant {tenant.name}, {took:.1f} s). Ctrl-C stops it.")
                if invited:
                    tell(invited)

            def first(app: Privet) -> None:
                tell(detecting.active(app.rules_of(tenant.id).scanner))

            server.serve(app, _serving(listeners, tenant.name, whole.server), ready, first)
            jobs.at_stop(app)
    tell("Privet has stopped.")
    return _left()


def _left() -> int:
    """0, at which the process ends without taking Python down. All files are closed, but threads of the web server that
    know nothing of Python's end may still be about, and one that asks for the interpreter then would abort the process.
    """
    atexit.register(os._exit, 0)
    return 0


def ended(at: int) -> list[str]:
    """A line for each algorithm in use that is past its last day at a time (ms)."""
    return [f"WARNING: {algorithms.warning(one)}" for one in algorithms.ended(at)]


def lacking(app: Privet) -> list[str]:
    """A line for each tenant whose policy was adopted before some acts were there, which are refused until it is
    changed.
    """
    found = []
    for tenant in tenants.every(app.store):
        with app.store.view(tenant.id) as view:
            if acts := inspect.unpermitted(app, view):
                found.append(f"WARNING: tenant {tenant.name}: {inspect.lacking(acts)} {inspect.LACKING}")
    return found


def _first(app: Privet, tenant: TenantId, address: str) -> str:
    """What is told while nobody can log in: the link by which the first administrator enrols. Empty otherwise."""
    try:
        made = invite.first(app, tenant)
    except Denied as error:
        return f"Nobody can log in yet, and the policy lets nobody be invited from here: {error.message}"
    if made is None:
        return ""
    until = when(made.expires)
    said = f"Nobody can log in yet. This link makes you the first administrator, once, until {until}:"
    return f"{said}\n\n      {link(app.config, made, address)}\n"


def _serving(listeners: list[Listener], tenant: str, config: settings.Server) -> Serving:
    """What the server is to serve, and within which bounds."""
    from privet import gateways
    from privet.web.bounds import Bounds
    from privet.web.server import Serving

    names = frozenset({*(one.name for one in listeners), *config.names})
    bounds = Bounds(config.requests, config.body_megabytes << 20)
    steps, pieces = (jobs.steps, jobs.PIECES) if config.jobs else (_nothing, ())
    return Serving(listeners, names, tenant, steps, jobs.TICK_S, pieces, gateways.opened, config.connections, bounds)


def _nothing(app: Privet) -> list[Callable[[Privet], None]]:
    """What is due, where another process does it."""
    return []


def _listeners(args: argparse.Namespace, config: settings.Server) -> list[Listener]:
    """The listening sockets: plain http, and https where a certificate is named."""
    from privet.web import listen

    port = config.port if args.port is None else args.port
    anywhere = args.plain_anywhere or config.plain_anywhere
    found = listen.listen(args.host or config.host, port, anywhere=anywhere)
    try:
        if config.certificate or config.certificate_key:
            clients = Path(config.tls_clients).expanduser() if config.tls_clients else None
            files = listen.tls(
                Path(config.certificate).expanduser(), Path(config.certificate_key).expanduser(), clients
            )
            found += listen.listen(config.tls_host, config.tls_port, files)
    except BaseException:
        for one in found:
            one.own.close()
        raise
    return found


def _private(folder: Path, copies: Sequence[str]) -> None:
    """Raise NotReady where others may look at what lies in the data folder or in a further place of its keys."""
    with readable():
        installed(folder)
        found = ["."] if folder.stat().st_mode & 0o077 else []
        found += health.open_to_others(folder)
        for number, copy in enumerate(copies, 1):
            place = Path(copy).expanduser()
            found += [f"{name} of place {number}" for name in (health.open_to_others(place) if place.is_dir() else ())]
    if found:
        raise NotReady(
            f"others may read what is in the data folder: {', '.join(found)}",
            hint="chmod 700 the folder and chmod 600 its files, and ask who read them meanwhile",
        )


def tell(sentence: str) -> None:
    """A line on the terminal, at once. Standard output stays free for what programs read."""
    print(sentence, file=sys.stderr, flush=True)


class _Lines(logging.Formatter):
    """A line of the log: when, and what is said. There is one a request, so nothing else is done for it, and a second
    is written out once.
    """

    form = "%H:%M:%S"
    _second, _shown = -1, ""

    def format(self, record: logging.LogRecord) -> str:
        return f"{self.formatTime(record, self.form)} {record.getMessage()}"

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        second = int(record.created)
        if second != self._second:
            self._second, self._shown = second, super().formatTime(record, datefmt)
        return self._shown


class _Objects(_Lines):
    """A line of the log as one JSON object."""

    form = "%Y-%m-%dT%H:%M:%S"

    def format(self, record: logging.LogRecord) -> str:
        at = self.formatTime(record, self.form)
        return json.dumps({"at": at, "level": record.levelname.lower(), "said": record.getMessage()})


def _log(as_json: bool) -> None:
    """The log goes to standard error: what a request was answered with, and what failed by the clock.

    A line says nothing of threads, processes and places in the code, so they are not asked for at each
    (docs.python.org/3/howto/logging.html, "Optimization").
    """
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    vars(logging)["_srcfile"] = None
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(_Objects() if as_json else _Lines())
    log = logging.getLogger("privet")
    log.addHandler(lines)
    log.setLevel(logging.INFO)
    log.propagate = False
