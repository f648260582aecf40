"""`privet rule`: what the policy says, what if, and how it is changed: proposed, compared, adopted or refused; each on
the record.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from privet.acts import rule, weigh
from privet.app import default_policy, packs
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core import change, pack
from privet.core.change import Change
from privet.core.plain import Plain
from privet.core.policy import ACTS, FILES, LOCAL, Facts, Policy
from privet.errors import BadInput

HELP = "show the rules, ask what if, propose a change of them, adopt or refuse one"
EXAMPLE = """
privet rule show --as files policy/
privet rule propose policy/ --reason "agents answer questions about payments"
privet rule packs
privet rule pack us-cpni policy/
privet rule diff 2
privet rule adopt 2 --reason "agreed on Monday"
privet rule what-if agent reveal --purpose support --kind EMAIL --fact assigned
"""

_LARGEST = 1 << 20
_SPOKEN = ("assigned", "granted", "to_member", "restricted", "opted_out", "erased", "company", "alone")


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
    law = what.add_parser("pack", help="add what one law asks to the files of a policy, before they are proposed")
    law.add_argument("name", metavar="PACK", help="its name, from `privet rule packs`")
    law.add_argument("folder", metavar="FOLDER", help=f"holds {', '.join(FILES)}")
    known = what.add_parser("packs", help="what single laws ask beyond the default rules, with their provisions")
    known.add_argument("--json", action="store_true", help="print JSON, one object a line")
    listing(known)
    adopt = what.add_parser("adopt", help="let a proposed version decide from now on, as a second person")
    refuse = what.add_parser("refuse", help="a proposed version is not to decide")
    diff = what.add_parser("diff", help="what a version changes: who may do what, rules and cases, line by line")
    for one in (adopt, refuse, diff):
        one.add_argument("version", type=int, metavar="VERSION", help="its number, from `privet rule history`")
    installation(diff)
    listing(diff)
    for one in (propose, adopt, refuse):
        installation(one)
        asking.acting(one)
        one.add_argument("--reason", required=True, metavar="R", help="why, for the record")
    for name, said in (("versions", "every version there was"), ("history", "what became of each, by whom and why")):
        listed = what.add_parser(name, help=said)
        installation(listed)
        listing(listed)
    _what_if(what.add_parser("what-if", help="may somebody do something, and why; nothing is done"))


def run(args: argparse.Namespace) -> int:
    """Show, propose, adopt or list."""
    does = {
        "show": _show, "propose": _propose, "adopt": _adopt, "refuse": _refuse, "versions": _versions,
        "history": _history, "diff": _diff, "what-if": _weigh,
        "packs": _packs, "pack": _pack,
    }  # fmt: skip
    does[args.what](args)
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


def _packs(args: argparse.Namespace) -> None:
    emit(args, (
        {"pack": one.name, "where": one.where, "as of": one.as_of.isoformat(), "rule": each.rule,
         "provision": each.citation, "what": each.says}
        for one in packs().values() for each in one.sources
    ))  # fmt: skip


def _pack(args: argparse.Namespace) -> None:
    if args.name not in packs():
        raise BadInput("there is no such pack", hint=f"there are: {', '.join(packs())}")
    folder = Path(args.folder)
    files = pack.added(_read(folder), packs()[args.name])
    Policy.parse(files)
    for name in FILES:
        (folder / name).write_text(files[name], "utf-8", newline="\n")
    print(f"{args.name} is in the files; `privet rule propose {folder}` puts them forward.", file=sys.stderr)


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


def _refuse(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        made = rule.refuse(app, tenant.id, args.version, Plain(args.reason), actor, age)
    _tell(args, made, [], "What is in force stays.")


def _tell(args: argparse.Namespace, made: rule.Version, changes: list[Change], then: str) -> None:
    rows = [{"change": one.how, "what": one.what, "name": one.name} for one in changes]
    if args.json:
        emit(args, [{"version": made.version, "state": made.state, "changes": rows}])
        return
    emit(args, rows, "(only comments and spaces differ)" if made.state != "refused" else "(nothing changes)")
    print(f"Version {made.version} is {made.state}. {then}", file=sys.stderr)


def _versions(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = rule.versions(app, tenant.id, LOCAL)
    emit(args, ({"version": one.version, "state": one.state, "at": when(one.at)} for one in rows))


def _history(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        told = weigh.history(app, tenant.id, LOCAL)
    rows = (
        {
            "version": one.version, "state": one.state, "what": step.what, "at": when(step.at), "by": step.actor,
            "alone": "yes" if step.alone else "no", "entry": step.entry, "reason": step.reason,
        }
        for one in told for step in one.steps
    )  # fmt: skip
    emit(args, rows, "(no change yet: the first version is in force)")


def _diff(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        found = weigh.compared(app, tenant.id, args.version, LOCAL)
    rows = [
        {
            "who": one.who, "act": one.act, "purposes": " ".join(one.purposes), "kinds": " ".join(one.kinds),
            "now": one.before.when, "then": one.after.when, "by": " ".join(one.after.rules),
        }
        for one in change.rights(found.old, found.new)
    ]  # fmt: skip
    emit(args, rows, "(nobody may do anything more or less)")
    if args.json:
        return
    for one in change.turned(found.old, found.new):
        print(f"{one.case.where}: {one.case.expect} now, {one.got} then, by {', '.join(one.by)}")
    for name, lines in change.lines(found.before, found.after).items():
        print(f"\n{name}, version {found.version} against {found.against}")
        print("\n".join(f"{line.how} {line.text}".rstrip() for line in lines))


def _what_if(parser: argparse.ArgumentParser) -> None:
    """The options of `privet rule what-if`."""
    installation(parser)
    listing(parser)
    parser.add_argument("who", metavar="WHO", help="the name of an operator, or of a role")
    parser.add_argument("act", metavar="ACT", choices=tuple(ACTS), help="an act: docs/reference/rules.md lists them")
    parser.add_argument("--purpose", default="support", metavar="P", help="what for; left out: support")
    parser.add_argument("--kind", metavar="K", help="for a value of which kind")
    parser.add_argument("--version", type=int, metavar="N", help="by the rules of another version than that in force")
    parser.add_argument("--no-proof", action="store_true", help="they did not prove who they are just now")
    parser.add_argument("--no-reason", action="store_true", help="they give no reason")
    parser.add_argument(
        "--fact", action="append", default=[], metavar="F", choices=_SPOKEN, help=f"what holds: {', '.join(_SPOKEN)}"
    )


def _weigh(args: argparse.Namespace) -> None:
    spoken: dict[str, Any] = dict.fromkeys(args.fact, True)
    facts = Facts(None if args.no_proof else 0, not args.no_reason, **spoken)
    with opened(args) as (app, tenant):
        found = weigh.weigh(
            app, tenant.id, args.who, args.act, args.purpose, args.kind, facts, LOCAL, version=args.version
        )
    rows = ({"may": "yes" if found.permitted else "no", "rule": name, "what": said} for name, said in found.rules)
    emit(args, rows)
    if not args.json and not found.permitted:
        print(f"With a proof and a reason, at best: {found.best.when} ({', '.join(found.best.rules)})", file=sys.stderr)


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
