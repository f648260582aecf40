"""`privet rule`: what the policy says, and how it is changed: proposed, compared, adopted; each on the record."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from privet.acts import rule
from privet.app import default_policy
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.change import Change
from privet.core.plain import Plain
from privet.core.policy import FILES, LOCAL, Policy
from privet.errors import BadInput

HELP = "show the rules, propose a change of them, adopt one"
EXAMPLE = """
privet rule show --as files policy/
privet rule propose policy/ --reason "agents answer questions about payments"
privet rule adopt 2 --reason "agreed on Monday"
"""

_LARGEST = 1 << 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet rule`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    show = what.add_parser("show", help="the rules as a table, or the policy's three files to edit")
    installation(show)
    listing(show)
    show.add_argument(
        "--as", dest="form", choices=("table", "files"), default="table", help="a table, or files to edit"
    )
    show.add_argument("folder", metavar="FOLDER", nargs="?", help="where the files go, with --as files")
    other = show.add_mutually_exclusive_group()
    other.add_argument("--version", type=int, metavar="N", help="a version other than the adopted one")
    other.add_argument("--default", action="store_true", help="the rules that a new tenant gets from this Privet")
    propose = what.add_parser("propose", help="check a changed policy, try its cases and put it forward")
    propose.add_argument("folder", metavar="FOLDER", help=f"holds {', '.join(FILES)}")
    adopt = what.add_parser("adopt", help="let a proposed or earlier version decide from now on")
    adopt.add_argument("version", type=int, metavar="VERSION", help="its number, from `privet rule versions`")
    for one in (propose, adopt):
        installation(one)
        asking.acting(one)
        one.add_argument("--reason", required=True, metavar="R", help="why, for the record")
    versions = what.add_parser("versions", help="every version there was")
    installation(versions)
    listing(versions)


def run(args: argparse.Namespace) -> int:
    """Show, propose, adopt or list."""
    {"show": _show, "propose": _propose, "adopt": _adopt, "versions": _versions}[args.what](args)
    return 0


def _show(args: argparse.Namespace) -> None:
    if (args.form == "files") != bool(args.folder):
        raise BadInput("--as files takes a folder, and --as table none", hint="privet rule show --as files policy/")
    if args.default:
        files = default_policy()
        policy = Policy.parse(files)
    else:
        with opened(args) as (app, tenant):
            files, policy = rule.show(app, tenant.id, LOCAL, args.version)
    if args.folder:
        folder = Path(args.folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in FILES:
                with (folder / name).open("x", encoding="utf-8", newline="\n") as out:
                    out.write(files[name])
        except FileExistsError:
            raise BadInput("a file of the policy is there already", hint="name an empty folder") from None
        except OSError as error:
            raise BadInput(f"the files cannot be written: {error.strerror}", hint="name another folder") from None
        return
    emit(args, ({"rule": one.id, "it": f"{one.effect}s", "what": one.sentence} for one in policy.rules.values()))


def _propose(args: argparse.Namespace) -> None:
    files = _read(Path(args.folder))
    with opened(args) as (app, tenant):
        changes = rule.differences(app, tenant.id, files)
        if not changes and rule.show(app, tenant.id, LOCAL)[0] == files:
            raise BadInput("this is the policy in force; there is nothing to propose", hint="edit the files first")
        actor, age = asking.who(app, tenant.id, args.operator)
        made = rule.propose(app, tenant.id, files, Plain(args.reason), actor, age)
    _tell(args, made, changes, f"`privet rule adopt {made.version} --reason …` lets it decide.")


def _adopt(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        files, _ = rule.show(app, tenant.id, LOCAL, args.version)
        changes = rule.differences(app, tenant.id, files)
        actor, age = asking.who(app, tenant.id, args.operator)
        made = rule.adopt(app, tenant.id, args.version, Plain(args.reason), actor, age)
    _tell(args, made, changes, "It decides from now on.")


def _tell(args: argparse.Namespace, made: rule.Version, changes: list[Change], then: str) -> None:
    rows = [{"change": one.how, "what": one.what, "name": one.name} for one in changes]
    if args.json:
        emit(args, [{"version": made.version, "state": made.state, "changes": rows}])
        return
    emit(args, rows, "(only comments and spaces differ)")
    print(f"Version {made.version} is {made.state}. {then}", file=sys.stderr)


def _versions(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = rule.versions(app, tenant.id, LOCAL)
    emit(args, ({"version": one.version, "state": one.state, "at": when(one.at)} for one in rows))


def _read(folder: Path) -> dict[str, str]:
    """The three files of a folder; BadInput names the one that cannot be read."""
    files = {}
    for name in FILES:
        try:
            with (folder / name).open("rb") as source:
                held = source.read(_LARGEST + 1)
            if len(held) > _LARGEST:
                raise BadInput(f"{name} is over a mebibyte", hint="a policy is a few pages")
            files[name] = held.decode("utf-8")
        except FileNotFoundError:
            raise BadInput(f"there is no {name} in that folder", hint="`privet rule show --as files FOLDER`") from None
        except OSError as error:
            raise BadInput(f"{name} cannot be read: {error.strerror}", hint="check the folder") from None
        except UnicodeDecodeError:
            raise BadInput(f"{name} is not text in UTF-8", hint="save it as UTF-8") from None
    return files
