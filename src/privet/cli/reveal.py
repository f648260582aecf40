"""`privet reveal`: one value, to an operator who proves who they are on a terminal, for a purpose, on the record."""

from __future__ import annotations

import argparse
import os
import select
import sys
import termios

from privet.acts import reveal
from privet.cli import asking, installation
from privet.cli.opening import emit, opened
from privet.cli.showing import printable
from privet.core.plain import Plain
from privet.errors import NotProved

HELP = "show the value behind a token, as an operator, on the record"
EXAMPLE = """
privet reveal --token tok_aaaaaaaaaaaaaaaaaaaaaaaaaa --purpose support --reason "the customer calls" --operator ann
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet reveal`."""
    installation(parser)
    parser.add_argument("--token", required=True, metavar="TOK", help="tok_…, from `privet messages --tokens`")
    parser.add_argument("--purpose", required=True, metavar="P", help="for example support or subject-request")
    parser.add_argument(
        "--reason", required=True, metavar="R", help="why; kept sealed, and on the record by a commitment"
    )
    asking.acting(parser)


def run(args: argparse.Namespace) -> int:
    """Ask for the proof, reveal, and print the value alone on standard output."""
    if not asking.both_terminals():
        raise NotProved(
            "a value is shown to a person at a terminal, and there is none here",
            hint="run this command yourself in a terminal; only standard output may be redirected",
        )
    with opened(args) as (app, tenant):
        actor = asking.proved(app, tenant.id, args.operator)
        shown = reveal.reveal(app, tenant.id, args.token, args.purpose, Plain(args.reason), actor, 0)
        value = shown.value.expose()
    if args.json:
        emit(args, [{"token": args.token, "value": value}])
    elif sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        _show(printable(value), shown.seconds)
    elif sys.stdout.isatty():
        print(printable(value))
    else:
        sys.stdout.buffer.write(value.encode("utf-8", "surrogatepass") + b"\n")
    return 0


def _show(value: str, seconds: int) -> None:
    """The value on a screen of its own, gone after so many seconds or at Enter, and in no terminal's history."""
    sys.stdout.write(f"\x1b[?1049h\x1b[H{value}\n\n(gone in {seconds} seconds, or when you press Enter)")
    sys.stdout.flush()
    try:
        select.select([sys.stdin], [], [], seconds)
    finally:
        termios.tcflush(sys.stdin, termios.TCIFLUSH)
        sys.stdout.write("\x1b[2J\x1b[3J\x1b[?1049l")
        sys.stdout.flush()
