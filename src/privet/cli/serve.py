"""`privet run`: the server. With --demo it first makes an installation with invented data, once."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from pathlib import Path

from privet import config as settings
from privet import jobs
from privet.cli import installation
from privet.cli.opening import data_folder, opened

HELP = "start the server and its page on http://localhost:8080"
EXAMPLE = """
privet run
privet run --data /srv/privet --port 8081
privet run --data .privet/demo --demo docs/tutorial/samples
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet run`."""
    installation(parser)
    parser.add_argument("--port", type=int, metavar="N", help="the port (server.port in privet.toml, or 8080)")
    parser.add_argument("--host", metavar="ADDRESS", help="the address (server.host in privet.toml, or 127.0.0.1)")
    parser.add_argument("--demo", metavar="DIR", help="on the first start make a tenant `demo` of the samples in DIR")


def run(args: argparse.Namespace) -> int:
    """Take the port, open the installation, serve until SIGTERM or Ctrl-C."""
    begun = time.monotonic()
    folder = data_folder(args)
    config = settings.load(folder).server
    host, port = args.host or config.host, config.port if args.port is None else args.port
    from privet import gateways
    from privet.web import server

    with server.listen(host, port) as own:
        _log(args.json)
        if args.demo:
            from privet.cli import demo

            demo.prepare(folder, Path(args.demo), tell)
            args.tenant = args.tenant or demo.TENANT
        with opened(args) as (app, tenant):
            shown = "localhost" if host in ("127.0.0.1", "::1") else host
            port = own.getsockname()[1]

            def ready() -> None:
                took = time.monotonic() - begun
                tell(f"Privet is open on http://{shown}:{port} (tenant {tenant.name}, {took:.1f} s). Ctrl-C stops it.")

            names = {f"[{host}]" if ":" in host else host, *config.names}
            server.serve(app, own, frozenset(names), tenant.name, jobs.tick, jobs.TICK_S, ready, gateways.opened)
            jobs.at_stop(app)
    tell("Privet has stopped.")
    return 0


def tell(sentence: str) -> None:
    """A line on the terminal, at once. Standard output stays free for what programs read."""
    print(sentence, file=sys.stderr, flush=True)


class _Lines(logging.Formatter):
    """A line of the log as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        at = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        return json.dumps({"at": at, "level": record.levelname.lower(), "said": record.getMessage()})


def _log(as_json: bool) -> None:
    """The log goes to standard error: what a request was answered with, and what failed by the clock."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(_Lines() if as_json else logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    log = logging.getLogger("privet")
    log.addHandler(lines)
    log.setLevel(logging.INFO)
    log.propagate = False
