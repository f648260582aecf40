"""`privet sms`: which accounts at providers of text messages are behind Privet, and how each is set."""

from __future__ import annotations

import argparse
import stat
import sys
from pathlib import Path
from typing import Any

import msgspec

from privet.acts import line
from privet.acts.line import Line
from privet.app import Privet
from privet.cli import asking, installation, trying
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.core.sms.line import Settings
from privet.core.sms.providers import PROVIDERS
from privet.errors import BadInput, NotFound

HELP = "put accounts at SMS providers behind Privet, and set them"
EXAMPLE = """
privet sms add shop --provider twilio --account AC0123 --secret-file token.txt --numbers +12025550100 \\
    --public https://privet.example.com --app https://bot.example.com/sms --reason "the shop's number"
privet sms list
privet sms set shop --app https://bot.example.com/v2/sms --reason "the new bot"
privet sms pause shop --reason "its application is moved"
privet sms trial shop
"""
LONGEST = 600
SWITCHES = ("show_stop", "coach", "trial")
GIVEN = ("scheme", "public", "api", "app", "app_public")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet sms`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    add = _one(what, "add", "put an account behind Privet; its application's secret is shown once")
    add.add_argument("--provider", choices=tuple(PROVIDERS), required=True, help="whose account it is")
    add.add_argument("--account", metavar="ID", required=True, help="what the company is called there")
    add.add_argument("--secret-file", metavar="FILE", required=True, help="its first line proves Privet when it sends")
    add.add_argument("--signing-file", metavar="FILE", help="its first line is what webhooks are signed with, if else")
    _settings(add)
    _acting(add)
    listed = what.add_parser("list", help="which lines there are, and what waits for their applications")
    installation(listed)
    listing(listed)
    set_ = _one(what, "set", "set a line; what is not named stays as it is")
    _settings(set_)
    _acting(set_)
    renew = _one(what, "renew", "take other secrets of the provider, or draw the application's anew, shown once")
    renew.add_argument("--secret-file", metavar="FILE", help="its first line proves Privet when it sends")
    renew.add_argument("--signing-file", metavar="FILE", help="its first line is what webhooks are signed with")
    _acting(renew)
    _one(what, "trial", "what its trial shows: kinds and times")
    for name, help in (
        ("pause", "take nothing and send nothing, for now"),
        ("resume", "let it on"),
        ("remove", "have it behind Privet no more; what waits for its application is forgotten"),
    ):
        _acting(_one(what, name, help))


def run(args: argparse.Namespace) -> int:
    """Do what was asked."""
    does = {"add": _add, "list": _list, "set": _set, "renew": _renew, "trial": _trial}
    does.get(args.what, _change)(args)
    return 0


def _one(
    what: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help: str
) -> argparse.ArgumentParser:  # fmt: skip
    parser = what.add_parser(name, help=help)
    installation(parser)
    parser.add_argument("name", metavar="NAME", help="a-z, 0-9, '_', '.', '-'")
    return parser


def _settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scheme", metavar="S", help="how the provider signs, where it can in several ways")
    parser.add_argument("--public", metavar="URL", help="where the provider reaches Privet, without a path")
    parser.add_argument("--api", metavar="URL", help="where the provider takes messages, if elsewhere than usual")
    parser.add_argument("--app", metavar="URL", help="where the company's application is posted to")
    parser.add_argument("--app-public", metavar="URL", help="the address that it takes for its own, if another")
    parser.add_argument("--numbers", metavar="N,…", help="the company's own numbers or sender names")
    parser.add_argument("--trial", choices=("yes", "no"), help="count copies; hand nothing on and send nothing")
    parser.add_argument("--coach", choices=("yes", "no"), help="tell whoever sends a card or a password, once a day")
    parser.add_argument("--show-stop", choices=("yes", "no"), help="hand on STOP, START and HELP, which Privet answers")


def _acting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", metavar="R", default="", help="why, for the record")
    asking.acting(parser)


def _given(args: argparse.Namespace, before: Settings) -> Settings:
    said: dict[str, Any] = {one: value for one in GIVEN if (value := vars(args)[one]) is not None}
    if args.numbers is not None:
        said["numbers"] = tuple(one.strip() for one in args.numbers.split(",") if one.strip())
    said |= {one: value == "yes" for one in SWITCHES if (value := vars(args)[one]) is not None}
    return msgspec.structs.replace(before, **said)


def _secret(path: str) -> Plain:
    """The first line of a file that nobody else may read; never an argument, which others on the machine can read."""
    try:
        with Path(path).open(encoding="utf-8") as file:
            if stat.S_IMODE(Path(path).stat().st_mode) & 0o077:
                raise BadInput("the file with the secret can be read by others", hint="chmod 600 it")
            return Plain(file.readline(LONGEST).strip())
    except (OSError, UnicodeDecodeError):
        raise BadInput("the file with the secret cannot be read", hint="its first line is the secret") from None


def _of(app: Privet, tenant: TenantId, name: str) -> Line:
    for one in line.everyone(app, tenant, LOCAL):
        if one.name == name:
            return one
    raise NotFound("there is no such line", hint="`privet sms list` names them")


def _add(args: argparse.Namespace) -> None:
    sends = _secret(args.secret_file)
    signs = _secret(args.signing_file) if args.signing_file else sends
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        settings = _given(args, Settings(provider=args.provider))
        made, secret = line.add(
            app, tenant.id, args.name, settings, args.account, sends, signs, actor, reason=Plain(args.reason),
            factor_age_s=age,
        )  # fmt: skip
    base = f"{made.settings.public}/gateways/sms/{made.id}"
    print(f"{'A copy of what the provider posts goes' if settings.trial else 'The provider posts'} to  {base}/in")
    print(f"The application sends by  {base}")
    print(f"Its secret, shown this once:  {secret.expose()}")


def _list(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = [
            {
                "name": one.name, "provider": one.settings.provider, "signs": one.settings.scheme,
                "numbers": ",".join(one.settings.numbers), "trial": one.settings.trial,
                "paused": one.paused, "waiting": one.waiting, "oldest": when(one.since),
                "since": when(one.created), "id": one.id,
            }
            for one in line.everyone(app, tenant.id, LOCAL)
        ]  # fmt: skip
    emit(args, rows, "no lines yet: `privet sms add NAME` puts one behind Privet")


def _set(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        settings = _given(args, _of(app, tenant.id, args.name).settings)
        line.change(app, tenant.id, args.name, settings, actor, reason=Plain(args.reason), factor_age_s=age)
    print(f"Line {args.name} is set so.", file=sys.stderr)


def _trial(args: argparse.Namespace) -> None:
    trying.shown(args, "line", "messages", "have copies posted to its address")


def _renew(args: argparse.Namespace) -> None:
    sends, signs = (_secret(one) if one else None for one in (args.secret_file, args.signing_file))
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        made = line.renew(
            app, tenant.id, args.name, actor, sends=sends, signs=signs, reason=Plain(args.reason), factor_age_s=age
        )
    if made is None:
        print(f"Line {args.name} has other secrets.", file=sys.stderr)
    else:
        print(f"The application's secret, shown this once:  {made.expose()}")


def _change(args: argparse.Namespace) -> None:
    does, said = {
        "pause": (line.pause, "is paused"), "resume": (line.resume, "goes on"), "remove": (line.remove, "is removed"),
    }[args.what]  # fmt: skip
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        does(app, tenant.id, args.name, actor, reason=Plain(args.reason), factor_age_s=age)
    print(f"Line {args.name} {said}.", file=sys.stderr)
