"""`privet jobs`: what the clock does, when it last did it, how late it is and what went wrong."""

from __future__ import annotations

import argparse

from privet.acts import expire, job
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.plain import Plain
from privet.core.policy import LOCAL

HELP = "show what runs by the clock: when it last ran, how late it is, what failed"
EXAMPLE = """
privet jobs
privet jobs --json
privet jobs --clock-is-right --reason "the server was off over the holidays"
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet jobs`."""
    installation(parser)
    listing(parser)
    parser.add_argument("--clock-is-right", action="store_true", help="end the doubt after a jump: what is over goes")
    parser.add_argument("--reason", metavar="R", default="", help="why, for the record")
    asking.acting(parser)


def run(args: argparse.Namespace) -> int:
    """One line a job; `late s` is for how many seconds it should have run."""
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
