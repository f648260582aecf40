"""`privet retention`: how long everything is kept, and what will be gone by a day."""

from __future__ import annotations

import argparse

from privet.acts.foresee import Going, Outlook, against, foresee
from privet.cli import installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.day import DAY_MS, begins
from privet.core.keeping import WRONG, Held
from privet.core.lasting import named, shortens
from privet.core.policy import LOCAL

HELP = "show how long everything is kept, and what goes when: a dry run that counts and names"
EXAMPLE = """
privet retention
privet retention --by 2027-03-01
privet retention --late --json
privet retention --laws
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet retention`."""
    installation(parser)
    listing(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--by", metavar="DAY", help="list what will be gone by the end of this day (2027-03-01, UTC)")
    which.add_argument(
        "--laws", action="store_true", help="hold every class against the laws of the policy's countries"
    )
    which.add_argument("--late", action="store_true", help="list what should be gone already")


def run(args: argparse.Namespace) -> int:
    """A line a class and what is kept by it; with --by or --late a line for each key that goes; with --laws one for
    each rule of a law, of what kind, and whether the policy is as it asks.
    """
    by = begins(args.by) + DAY_MS - 1 if args.by else None
    with opened(args, as_it_is=True) as (app, tenant):
        made = foresee(app, tenant.id, LOCAL, by)
        laws = against(app, tenant.id, LOCAL) if args.laws else []
    if args.laws:
        emit(args, [_law(one) for one in laws], "")
        return 0
    if args.by or args.late:
        rows = [_line(one) for one in made.going if one.late_s or not args.late]
        emit(args, rows, "nothing is late" if args.late else "nothing goes by then")
    else:
        emit(args, list(_classes(made)), "")
    return 0


def _line(one: Going) -> dict[str, object]:
    values = ", ".join(f"{count} {kind}" for kind, count in one.values)
    return {
        "class": one.class_, "written from": when(one.since), "gone": when(one.until) if one.until else "by an event",
        "messages": one.messages, "values": values, "late s": one.late_s,
    }  # fmt: skip


def _law(one: Held) -> dict[str, object]:
    rule = one.rule
    asked = f"at least {_length(rule.least)}" if rule.least is not None else f"at most {_length(rule.most or 0)}"
    kept = "until an event ends it" if one.seconds is None else _length(one.seconds)
    return {
        "rule": rule.name, "where": rule.where, "what": one.kind or "messages", "for": rule.purpose or "anything",
        "asks": asked, "kept": kept if one.class_ else "never", "class": one.class_, "wrong": WRONG.get(one.wrong, ""),
        "since": rule.since.isoformat(), "binds": "a law" if rule.binds else "advice", "citation": rule.citation,
    }  # fmt: skip


def _classes(made: Outlook) -> list[dict[str, object]]:
    """Each class: how long, what of, how much of it is there now, when the next of it goes."""
    found: list[dict[str, object]] = []
    for one in made.classes:
        there = [each for each in made.going if one.name in (each.class_, shortens(each.class_))]
        kinds = ", ".join(kind for kind, class_ in made.kinds if class_ == one.name)
        following = min((each.until for each in there if each.until), default=0)
        found.append(
            {
                "class": f"timer {after}" if (after := named(one.name)) else one.name,
                "kept": "until an event ends it" if one.seconds is None else _length(one.seconds),
                "what": one.sentence, "kinds": kinds, "messages": sum(each.messages for each in there),
                "values": sum(count for each in there for _, count in each.values),
                "next goes": when(following) if following else "",
                "late s": max((each.late_s for each in there), default=0),
            }
        )  # fmt: skip
    return found


def _length(seconds: int) -> str:
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} seconds"
