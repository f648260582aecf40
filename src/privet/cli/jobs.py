"""`privet jobs`: what the clock does, when it last did it, how late it is and what went wrong."""

from __future__ import annotations

import argparse

from privet.acts import job
from privet.cli import installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.policy import LOCAL

HELP = "show what runs by the clock: when it last ran, how late it is, what failed"
EXAMPLE = """
privet jobs
privet jobs --json
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet jobs`."""
    installation(parser)
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """One line a job; `late s` is for how many seconds it should have run."""
    with opened(args, as_it_is=True) as (app, tenant):
        rows = [
            {
                "job": one.name, "running": one.running, "done": when(one.done), "failed": when(one.failed),
                "error": one.error, "late_s": one.late_s,
            }
            for one in job.everyone(app, tenant.id, LOCAL)
        ]  # fmt: skip
    emit(args, rows, "nothing has run yet: the server runs what is due, `privet run` starts it")
    return 0
