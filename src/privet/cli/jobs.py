"""`privet jobs`: what the clock does, when it last did it, how late it is, what failed; and a process that does it."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from privet import jobs
from privet.acts import expire, job
from privet.app import Privet
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.errors import PrivetError

HELP = "show what runs by the clock: when it last ran, how late it is, what failed; or run it"
EXAMPLE = """
privet jobs
privet jobs --json
privet jobs --run
privet jobs --clock-is-right --reason "the server was off over the holidays"
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet jobs`."""
    installation(parser)
    listing(parser)
    parser.add_argument(
        "--run", dest="here", action="store_true", help="do what is due until Ctrl-C, beside a server or without one"
    )
    parser.add_argument("--once", action="store_true", help="with --run: do what is due now, and end")
    parser.add_argument("--clock-is-right", action="store_true", help="end the doubt after a jump: what is over goes")
    parser.add_argument("--reason", metavar="R", default="", help="why, for the record")
    asking.acting(parser)


def run(args: argparse.Namespace) -> int:
    """One line a job; `late s` is for how many seconds it should have run."""
    if args.here:
        return _run(args)
    with opened(args, as_it_is=True) as (app, tenant):
        if args.clock_is_right:
            actor, age = asking.who(app, tenant.id, args.operator)
            expire.believe(app, tenant.id, Plain(args.reason), actor, age)
        rows = [
            {
                "job": one.name, "running": one.running, "done": when(one.done), "failed": when(one.failed),
                "error": one.error, "late_s": one.late_s,
            }
            for one in job.everyone(app, tenant.id, LOCAL)
        ]  # fmt: skip
    emit(args, rows, "nothing has run yet: the server runs what is due, `privet run` starts it")
    return 0


def _run(args: argparse.Namespace) -> int:
    """Do what is due until SIGTERM or Ctrl-C; 0. Of several processes, the server's among them, one does each."""
    stop = threading.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    with opened(args) as (app, _):
        if not args.once:
            print("What is due by the clock is done here. Ctrl-C stops it.", file=sys.stderr, flush=True)
        _look(app)
        while not args.once and not stop.wait(0 if _more(app) else jobs.TICK_S):
            _look(app)
        jobs.at_stop(app)
    return 0


def _look(app: Privet) -> None:
    """Everything that is due; what fails is said, spoils nothing else and is tried again at the next look."""
    for step in jobs.steps(app):
        try:
            step(app)
        except PrivetError as error:
            print(f"What is due by the clock failed: {error.code}", file=sys.stderr, flush=True)
        except Exception as error:
            print(f"What is due by the clock failed: {type(error).__name__}", file=sys.stderr, flush=True)


def _more(app: Privet) -> bool:
    """Whether more is left of what is done whenever there is time."""
    try:
        return jobs.beside(app)
    except PrivetError:
        return False
