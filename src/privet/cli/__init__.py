"""The command line: a table of commands, each a module with HELP, EXAMPLE, `arguments` and `run`.

No traceback reaches the terminal, since it may hold a value; PRIVET_DEBUG=1 shows it, and is not safe with real data.

Exit codes: 0 done · 1 something unforeseen, or `prove` found something · 2 wrong input · 3 no such thing · 4 refused ·
5 not ready · 6 the other side of a channel · 7 tampered · 130 interrupted: the `exit` of the tree in errors.py.
"""

from __future__ import annotations

import argparse
import ctypes
import difflib
import errno
import importlib
import os
import resource
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

from privet import __version__
from privet.errors import PrivetError, StorageFailed

COMMANDS = {
    "init": "init",
    "run": "serve",
    "scan": "scan",
    "redact": "redact",
    "lint": "lint",
    "import": "import_",
    "conversations": "conversations",
    "messages": "messages",
    "subjects": "subjects",
    "search": "search",
    "find": "find",
    "reveal": "reveal",
    "grant": "grant",
    "assign": "assign",
    "restrict": "restrict",
    "consent": "consent",
    "failing": "failing",
    "notice": "notice",
    "erase": "erase",
    "gather": "gather",
    "deadlines": "deadlines",
    "request": "request",
    "retention": "retention",
    "hold": "hold",
    "step-up": "stepup",
    "portal": "portal",
    "timer": "timer",
    "operator": "operator",
    "key": "key",
    "agent": "agent",
    "join": "join",
    "hook": "hook",
    "bot": "bot",
    "llm": "llm",
    "sms": "sms",
    "jobs": "jobs",
    "rule": "rule",
    "training": "training",
    "review": "review",
    "ledger": "ledger",
    "verify": "verify",
    "config": "config",
    "doctor": "doctor",
    "prove": "prove",
    "backup": "backup",
    "restore": "restore",
    "drill": "drill",
    "recovery": "recovery",
    "upgrade": "upgrade",
    "rollback": "rollback",
}
"""What each command is called and the module in this folder that does it; only the one asked for is loaded."""

UNFORESEEN, INTERRUPTED = 1, 130

DEBUG = "PRIVET_DEBUG"
PR_SET_DUMPABLE = 4
PACKAGE = os.path.dirname(os.path.dirname(__file__))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    no_core_dumps()
    try:
        args = parser(words).parse_args(words)
        code = int(args.run(args))
        sys.stdout.flush()
        return code
    except PrivetError as error:
        print(f"privet: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"        {error.hint}", file=sys.stderr)
        return error.exit
    except BrokenPipeError:
        _let_go()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if getattr(error, "errno", None) == errno.ENOSPC:
            print("privet: the disk is full\n        free some space and run the same command again", file=sys.stderr)
            _let_go()
            return StorageFailed.exit
        return _unforeseen(error)


def _let_go() -> None:
    """Drop what standard output does not take, or the interpreter would try once more at its end and fail there."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def no_core_dumps() -> None:
    """A crash leaves no copy of the memory on the disk: neither as a file nor through a pipe, which ignores limits."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def _unforeseen(error: Exception) -> int:
    """Say what kind of error it was and where, without its message, which may hold a value."""
    if os.environ.get(DEBUG) == "1":
        traceback.print_exception(error)
    steps = traceback.extract_tb(error.__traceback__)
    at = next((step for step in reversed(steps) if step.filename.startswith(PACKAGE)), steps[-1])
    where = f"{os.path.basename(at.filename).removesuffix('.py')}:{at.lineno}"
    print(f"privet: something unforeseen happened: {type(error).__name__} at {where}", file=sys.stderr)
    print(
        "        Nothing that was acknowledged is lost. `privet doctor` looks for the cause; please report it.",
        file=sys.stderr,
    )
    return UNFORESEEN


class _Parser(argparse.ArgumentParser):
    """Says what is wrong and what is allowed, and repeats nothing that was typed: it may be a name or a number."""

    def error(self, message: str) -> NoReturn:
        option, ignored, _ = message.partition(": ignored explicit argument ")
        if message.startswith("unrecognized arguments"):
            message = "there are options that this command does not have, or words too many: quote what has spaces"
        elif message.startswith("ambiguous option"):
            message = "an option is cut too short; it could be " + message.rpartition(" could match ")[2]
        elif ignored:
            message = f"{option}: takes no value"
        super().error(message)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            allowed = [str(one) for one in action.choices]
            near = difflib.get_close_matches(str(value), allowed)
            said = (
                f"no such one; nearest: {', '.join(near)}" if near else f"no such one; choose from {', '.join(allowed)}"
            )
            raise argparse.ArgumentError(action, said)

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        try:
            return super()._get_value(action, arg_string)
        except argparse.ArgumentError:
            form = "a whole number" if action.type is int else "another form"
            raise argparse.ArgumentError(action, f"takes {form}") from None


def parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for `words`: full for the command named in them, one line for each of the others."""
    whole = _Parser(
        prog="privet",
        description="A customer-data vault that stands in the path of a company's messages.",
        epilog="Every command has an example: privet COMMAND --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"privet {__version__}")
    asked = next((word for word in words if not word.startswith("-")), None)
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, module_name in COMMANDS.items():
        if asked in COMMANDS and name != asked:
            continue
        module = importlib.import_module(f"privet.cli.{module_name}")
        command = commands.add_parser(
            name,
            help=module.HELP,
            description=module.HELP,
            epilog="example:\n" + "\n".join(f"  {line}" for line in module.EXAMPLE.strip().splitlines()),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(command)
        command.set_defaults(run=module.run)
    return whole


def installation(parser: argparse.ArgumentParser) -> None:
    """The options of every command that opens an installation."""
    parser.add_argument(
        "--data", metavar="DIR", default=os.environ.get("PRIVET_DATA"), help="the data folder (or PRIVET_DATA)"
    )
    parser.add_argument(
        "--tenant", metavar="T", default=os.environ.get("PRIVET_TENANT"), help="whose data (or PRIVET_TENANT)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, one object a line")
