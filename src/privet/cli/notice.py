"""`privet notice`: what customers are told of their data, made of what is set: shown, compared, given out."""

from __future__ import annotations

import argparse
import sys

from privet.acts import notice
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.notice import document, markdown, record
from privet.core.notice_texts import DETAILS
from privet.core.plain import Plain

HELP = "make the privacy notice of what is set, compare it with the one given out, and give it out"
EXAMPLE = """
privet notice show
privet notice publish --company "Example Ltd" --contact privacy@example.com --reason "the first"
privet notice check
privet notice versions
privet notice record
"""
DIFFERS = 4
"""The exit code of `check` where the notice that was given out is not what is set (`errors.Conflict` has it too)."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet notice`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, help in (
        ("show", "the notice as it would be given out now, as Markdown"),
        ("record", "the record of processing activities (GDPR Art. 30), as Markdown"),
        ("check", "what is set otherwise than the notice says; exit code 4 where anything is"),
        ("versions", "every version that was given out"),
        ("publish", "give out what is set, under the next number"),
    ):
        one = what.add_parser(name, help=help)
        installation(one)
        asking.acting(one)
        if name in ("check", "versions"):
            listing(one)
        if name == "publish":
            for detail, sentence in DETAILS.items():
                one.add_argument(f"--{detail}", metavar="TEXT", help=f"{sentence} As before, if left out.")
            one.add_argument("--reason", required=True, metavar="R", help="why")


def run(args: argparse.Namespace) -> int:
    """Show, compare or give out."""
    return {"check": _check, "versions": _versions, "publish": _publish}.get(args.what, _show)(args)


def _show(args: argparse.Namespace) -> int:
    with opened(args) as (app, tenant):
        actor, _ = asking.who(app, tenant.id, args.operator)
        said = notice.draft(app, tenant.id, actor)
    title, make = ("Privacy notice", document) if args.what == "show" else ("Record of processing activities", record)
    print(markdown(title, make(said)), end="")
    return 0


def _check(args: argparse.Namespace) -> int:
    with opened(args) as (app, tenant):
        actor, _ = asking.who(app, tenant.id, args.operator)
        found = notice.check(app, tenant.id, actor)
    rows = [{"what": what, "given out": before, "set": after} for what, before, after in found]
    emit(args, rows, "the notice says what is set")
    return DIFFERS if found else 0


def _versions(args: argparse.Namespace) -> int:
    with opened(args) as (app, tenant):
        found = notice.versions(app, tenant.id)
    rows = [
        {"version": str(one.version), "at": when(one.at), "by": one.by, "digest": one.said.digest()} for one in found
    ]
    emit(args, rows, "no notice was given out yet")
    return 0


def _publish(args: argparse.Namespace) -> int:
    given = {name: text for name in DETAILS if (text := getattr(args, name)) is not None}
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        made = notice.publish(app, tenant.id, given, Plain(args.reason), actor, age)
    print(f"Version {made.version} is given out.", file=sys.stderr)
    return 0
