"""`privet bot`: which bots of Telegram are behind Privet, how each is set, and what became of its chats."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import asdict
from pathlib import Path

import msgspec

from privet.acts import bot, retract, stop
from privet.acts.bot import Bot
from privet.app import Privet
from privet.cli import asking, installation, trying
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core import bot as core
from privet.core.bot import CLEAR, FILES
from privet.core.message import TenantId
from privet.core.oneline import lines
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.core.standing import Standing
from privet.errors import BadInput, NotFound
from privet.plugins import botapi

HELP = "put bots of Telegram behind Privet, set them, and see what a trial shows"
EXAMPLE = """
privet bot add support --token-file token.txt --reason "the help desk's bot"
privet bot line --url https://privet.example.com
privet bot set support --delete-after 24 --files photo=pass --reason "photos are looked at by people"
privet bot list
privet bot trial support
privet bot deletions support
"""

SWITCHES = {
    "trial": "hand nothing on, and count what would become a token",
    "protect": "nothing that it sends can be forwarded or saved",
    "commands": "Privet answers /privacy and /mydata",
    "stop": "Privet takes STOP and START",
    "show-stop": "the bot sees STOP and START as well",
    "retract": "a pasted card, code or password is deleted at once",
    "coach": "the customer gets one line about it",
    "repeat": "send once more where a crash hid whether a message left",
    "unknown": "methods that are newer than Privet are passed on",
}
ASKED = 90
"""Characters of a token's file that are read, at most."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet bot`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    add = _one(what, "add", "ask Telegram whose the token is, and put the bot behind Privet", "a-z, 0-9, '_', '.', '-'")
    _token(add)
    _settings(add)
    _acting(add)
    listed = what.add_parser("list", help="which bots there are, and what waits for them")
    installation(listed)
    listing(listed)
    line = what.add_parser("line", help="the one line that a bot changes, for each library")
    line.add_argument("--url", metavar="URL", default="http://localhost:8080", help="where bots reach Privet")
    set_ = _one(what, "set", "set a bot; what is not named stays as it is")
    _settings(set_)
    _acting(set_)
    renew = _one(what, "renew", "the same bot by another token, since the old one was revoked")
    _token(renew)
    _acting(renew)
    for name, help in (
        ("pause", "fetch nothing and hand nothing on, for now"),
        ("resume", "let it on"),
        ("remove", "have it behind Privet no more; what waits for it is forgotten"),
    ):
        _acting(_one(what, name, help))
    _one(what, "check", "ask Telegram how the bot stands there")
    _one(what, "trial", "what its trial shows: kinds and times")
    for name, help in (
        ("deletions", "what Telegram was asked to delete, and what came of it"),
        ("opt-outs", "who wants no more messages, on any channel"),
    ):
        one = what.add_parser(name, help=help)
        installation(one)
        if name == "deletions":
            one.add_argument("name", metavar="NAME", nargs="?", default="", help="of this bot alone")
        listing(one)


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    does = {
        "add": _add, "list": _list, "line": _line, "set": _set, "renew": _renew, "check": _check, "trial": _trial,
        "deletions": _deletions, "opt-outs": _opt_outs,
    }  # fmt: skip
    does.get(args.what, _change)(args)
    return 0


def _one(
    what: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help: str, named: str = ""
) -> argparse.ArgumentParser:
    parser = what.add_parser(name, help=help)
    installation(parser)
    parser.add_argument("name", metavar="NAME", help=named or "from `privet bot list`")
    return parser


def _token(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--token-file", metavar="FILE", help="the token is its first line; `-` reads standard input")


def _settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mode", choices=("poll", "hook"), help="Privet asks for updates, or Telegram posts them")
    parser.add_argument("--clear", metavar="F,…", help=f"fields left as they are, or none: {', '.join(CLEAR)}")
    parser.add_argument("--delete-after", metavar="H", type=int, help="delete chats at Telegram after so many hours")
    parser.add_argument("--files", metavar="S=W,…", help=f"pass, link, seal or block, for: {', '.join(FILES)}")
    for name, help in SWITCHES.items():
        parser.add_argument(f"--{name}", choices=("yes", "no"), help=help)


def _acting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", metavar="R", default="", help="why, for the record")
    asking.acting(parser)


def _asked(args: argparse.Namespace) -> Plain:
    """The token, from a file or the terminal; never an argument, which others on the machine can read."""
    named = args.token_file
    if named is None:
        return Plain(asking.secret("Token of the bot: ").strip())
    try:
        if named == "-":
            return Plain(sys.stdin.readline(ASKED).strip())
        with Path(named).open(encoding="utf-8") as file:
            return Plain(file.readline(ASKED).strip())
    except (OSError, UnicodeDecodeError):
        raise BadInput("the file with the token cannot be read", hint="its first line is the token") from None


def _given(args: argparse.Namespace, before: core.Settings) -> core.Settings:
    """The settings as they were, with what was named on the command line."""
    said = msgspec.structs.asdict(before)
    said |= {one.replace("-", "_"): value == "yes" for one in SWITCHES if (value := vars(args)[one.replace("-", "_")])}
    if args.mode:
        said["mode"] = args.mode
    if args.clear is not None:
        said["clear"] = [one for one in args.clear.split(",") if one not in ("", "none")]
    if args.delete_after is not None:
        said["delete_after_hours"] = args.delete_after
    if args.files:
        said["files"] = {**before.files, **dict(one.partition("=")[::2] for one in args.files.split(","))}
    return core.given(said)


def _looked(app: Privet, token: Plain) -> Standing:
    config = app.config
    return asyncio.run(botapi.looked(config.telegram.api, config.outgoing.ca, config.telegram.timeout_seconds, token))


def _of(app: Privet, tenant: TenantId, name: str) -> Bot:
    for one in bot.everyone(app, tenant, LOCAL):
        if one.name == name:
            return one
    raise NotFound("there is no such bot", hint="`privet bot list` names them")


def _add(args: argparse.Namespace) -> None:
    token = _asked(args)
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        settings, found = _given(args, core.Settings()), _looked(app, token)
        made = bot.add(
            app, tenant.id, args.name, token, found.checked, settings, actor, reason=Plain(args.reason),
            factor_age_s=age,
        )  # fmt: skip
    if args.json:
        emit(args, [{"id": made.id, "name": made.name, "username": made.username, "number": made.number}])
        return
    print(f"@{made.username} is behind Privet, and is called {made.name} here.")
    print("Telegram keeps every message of its chats, readable to Telegram, until somebody deletes them there.")
    print("Its one line to change: `privet bot line`.")


def _list(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = [
            {
                "name": one.name, "username": one.username, "mode": one.settings.mode, "trial": one.settings.trial,
                "paused": one.paused, "waiting": one.waiting, "since": when(one.since),
            }
            for one in bot.everyone(app, tenant.id, LOCAL)
        ]  # fmt: skip
    emit(args, rows, "no bots yet: `privet bot add NAME` puts one behind Privet")


def _line(args: argparse.Namespace) -> None:
    for name, text in lines(args.url).items():
        print(f"# {name}\n{text}\n")


def _set(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        settings = _given(args, _of(app, tenant.id, args.name).settings)
        bot.change(app, tenant.id, args.name, settings, actor, reason=Plain(args.reason), factor_age_s=age)
    print(f"Bot {args.name} is set so.", file=sys.stderr)


def _renew(args: argparse.Namespace) -> None:
    token = _asked(args)
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        found = _looked(app, token)
        bot.renew(app, tenant.id, args.name, token, found.checked, actor, reason=Plain(args.reason), factor_age_s=age)
    print(f"Bot {args.name} has its new token.", file=sys.stderr)


def _change(args: argparse.Namespace) -> None:
    does, said = {
        "pause": (bot.pause, "is paused"), "resume": (bot.resume, "goes on"), "remove": (bot.remove, "is removed"),
    }[args.what]  # fmt: skip
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        does(app, tenant.id, args.name, actor, reason=Plain(args.reason), factor_age_s=age)
    print(f"Bot {args.name} {said}.", file=sys.stderr)


def _check(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        found = _of(app, tenant.id, args.name)
        (token,) = (one.token for one in bot.opened(app, tenant.id) if one.shown == found.id)
        standing = _looked(app, token)
    row = asdict(standing) | {"checked": standing.checked.username}
    emit(args, [{"username": row.pop("checked"), **row}])


def _trial(args: argparse.Namespace) -> None:
    trying.shown(args, "bot", "updates", "write to the bot")


def _deletions(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = [
            {
                "bot": one.bot, "conversation": one.conversation, "message": one.message, "state": one.state,
                "why": one.why, "due": when(one.due), "until": when(one.limit), "at": when(one.at),
                "reason": one.reason,
            }
            for one in retract.listed(app, tenant.id, LOCAL, args.name)
        ]  # fmt: skip
    emit(args, rows, "nothing was to be deleted yet")


def _opt_outs(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = [
            {"subject": one.subject, "channel": one.channel, "since": when(one.since), "by": one.by}
            for one in stop.listed(app, tenant.id, LOCAL)
        ]
    emit(args, rows, "nobody: whoever writes STOP stands here")
