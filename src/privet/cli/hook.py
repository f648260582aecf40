"""`privet hook`: which programs are told what happens, and what could not be delivered to them."""

from __future__ import annotations

import argparse
import sys

from privet.acts import hook
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.core.webhook import EVENTS

HELP = "say which programs are told of events, by signed webhooks that carry tokens only"
EXAMPLE = """
privet hook add crm https://crm.example.com/hooks/privet --events message.received,subject.erased
privet hook list
privet hook failed crm
privet hook retry crm
privet hook remove crm
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet hook`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    add = what.add_parser("add", help="tell a program of events; the secret that signs them is shown once")
    installation(add)
    add.add_argument("name", metavar="NAME", help="a-z, 0-9, '_', '.' and '-'; it stays in the ledger")
    add.add_argument("url", metavar="URL", help="https://…, or http://localhost:… for a program on this machine")
    add.add_argument("--events", metavar="E", required=True, help=f"with commas between: {', '.join(EVENTS)}")
    _acting(add)
    listed = what.add_parser("list", help="which hooks there are, and what waits for them")
    installation(listed)
    listing(listed)
    for name, help in (
        ("pause", "deliver nothing for now; events wait"),
        ("resume", "deliver again, beginning with what waited"),
        ("remove", "tell the program nothing any more, not even what waits"),
        ("retry", "try everything again that was given up"),
    ):
        one = what.add_parser(name, help=help)
        installation(one)
        one.add_argument("name", metavar="NAME", help="from `privet hook list`")
        _acting(one)
    failed = what.add_parser("failed", help="events that were given up, and why")
    installation(failed)
    failed.add_argument("name", metavar="NAME", nargs="?", default="", help="of this hook alone")
    listing(failed)


def run(args: argparse.Namespace) -> int:
    """Add, list, pause, resume, remove, show what failed, or try it again."""
    {"add": _add, "list": _list, "failed": _failed}.get(args.what, _change)(args)
    return 0


def _acting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", metavar="R", default="", help="why, for the record")
    asking.acting(parser)


def _add(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        wanted = [one.strip() for one in args.events.split(",")]
        actor, age = asking.who(app, tenant.id, args.operator)
        made, secret = hook.add(
            app, tenant.id, args.name, args.url, wanted, actor, reason=Plain(args.reason), factor_age_s=age
        )
    shown = {"id": made.id, "name": made.name, "events": made.events, "secret": secret.expose()}
    if args.json:
        emit(args, [shown])
        return
    print(f"Hook {made.name} is told of {', '.join(made.events)}.")
    print(f"Its secret, shown this once: {shown['secret']}")


def _list(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = [
            {
                "name": one.name, "url": one.url, "events": one.events, "paused": one.paused, "waiting": one.waiting,
                "failed": one.failed,
            }
            for one in hook.everyone(app, tenant.id, LOCAL)
        ]  # fmt: skip
    emit(args, rows, "no hooks yet: `privet hook add NAME URL --events …` makes one")


def _failed(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = [
            {
                "id": one.id, "hook": one.hook, "event": one.kind, "object": one.object, "attempts": one.attempts,
                "last": when(one.at), "error": one.error,
            }
            for one in hook.failed(app, tenant.id, LOCAL, args.name)
        ]  # fmt: skip
    emit(args, rows, "nothing was given up")


def _change(args: argparse.Namespace) -> None:
    why: hook.Why = {"reason": Plain(args.reason)}
    with opened(args) as (app, tenant):
        actor, why["factor_age_s"] = asking.who(app, tenant.id, args.operator)
        if args.what == "retry":
            count = hook.retry(app, tenant.id, args.name, actor, **why)
            print(f"{count} events wait for the server to try them again.", file=sys.stderr)
            return
        {"pause": hook.pause, "resume": hook.resume, "remove": hook.remove}[args.what](
            app, tenant.id, args.name, actor, **why
        )
    said = {"pause": "is paused", "resume": "is told of events again", "remove": "is removed"}[args.what]
    print(f"Hook {args.name} {said}.", file=sys.stderr)
