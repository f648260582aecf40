"""`privet review`: what is to be reviewed and was, the reveals that were drawn, and the posture score."""

from __future__ import annotations

import argparse
import sys

from privet.acts import posture, sample, task
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.plain import Plain
from privet.core.tasks import KINDS, VERDICTS, Task, day_end, overdue_days

HELP = "reviews on a calendar, sampled reveals, and the posture score"
EXAMPLE = """
privet review list
privet review plan key-sunset --owner ann --days 90 --reason "she looks after keys" --operator rita
privet review done key-sunset --evidence "all keys are younger than 90 days" --operator rita
privet review samples --operator rita
privet review judge ent_aaaaaaaaaaaaaaaaaaaaaaaaaa in-order --operator rita
privet review posture
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet review`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, sentence in LISTS.items():
        one = what.add_parser(name, help=sentence)
        installation(one)
        asking.acting(one)
        listing(one)
    done = what.add_parser("done", help="say that a review was done, and what shows it")
    done.add_argument("--evidence", required=True, metavar="E", help="what was looked at, and what was found")
    plan = what.add_parser("plan", help="whose a review is, how often it comes, when it is due")
    plan.add_argument("--owner", metavar="NAME", help="who looks after it; an empty name: nobody")
    plan.add_argument("--days", type=int, metavar="N", help="every so many days")
    plan.add_argument("--due", metavar="DAY", default="", help="due earlier, on a day like 2026-12-31")
    plan.add_argument("--reason", metavar="R", default="", help="why; kept sealed, and on the record by a commitment")
    for one in (done, plan):
        installation(one)
        one.add_argument("task", choices=list(KINDS), metavar="TASK", help=", ".join(KINDS))
        asking.acting(one)
    judge = what.add_parser("judge", help="say whether a reveal that was drawn was in order")
    installation(judge)
    judge.add_argument("entry", metavar="ENTRY", help="ent_…, from `privet review samples`")
    judge.add_argument("verdict", choices=list(VERDICTS), metavar="VERDICT", help=" or ".join(VERDICTS))
    judge.add_argument("--remark", default="", metavar="R", help="why; asked for where it was not in order")
    asking.acting(judge)


LISTS = {
    "list": "every review: whose it is, when it is due, when it was done",
    "history": "what was done last, with its evidence",
    "samples": "the reveals that were drawn and wait for a verdict",
    "posture": "the score, and a line for each point that is missing",
}


def run(args: argparse.Namespace) -> int:
    """List, plan, put on record or judge."""
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        given = (app, tenant.id)
        if args.what == "list":
            emit(args, [_task(one, app.now()) for one in task.everyone(*given, actor)])
        elif args.what == "history":
            emit(args, [_done(one) for one in task.history(*given, actor)], "nothing was done yet")
        elif args.what == "samples":
            emit(args, [_sample(one) for one in sample.waiting(*given, actor)], "nothing waits for a verdict")
        elif args.what == "posture":
            found = posture.posture(*given, actor)
            emit(
                args, [_line(one.points, one.name, one.sentence, one.todo) for one in found.lines], "nothing is missing"
            )
            print(f"{found.score} of 100", file=sys.stderr)
        elif args.what == "done":
            task.complete(*given, args.task, Plain(args.evidence), actor, age)
            print("That is on record.", file=sys.stderr)
        elif args.what == "plan":
            task.plan(
                *given, args.task, actor, owner=args.owner, days=args.days, due=day_end(args.due),
                reason=Plain(args.reason), factor_age_s=age,
            )  # fmt: skip
            print("That is on record.", file=sys.stderr)
        else:
            sample.judge(*given, args.entry, args.verdict, Plain(args.remark), actor)
            print("That is on record.", file=sys.stderr)
    return 0


def _task(one: Task, at: int) -> dict[str, object]:
    return {
        "task": one.name, "owner": one.owner, "days": one.days, "due": when(one.due),
        "overdue_days": overdue_days(one, at), "done": when(one.done), "by": one.by,
    }  # fmt: skip


def _done(one: task.Done) -> dict[str, object]:
    return {
        "task": one.task, "done": when(one.done), "due": when(one.due), "by": one.by, "evidence": one.evidence,
        "entry": one.entry,
    }  # fmt: skip


def _sample(one: sample.Sample) -> dict[str, object]:
    return {
        "id": one.id, "at": when(one.at), "actor": one.actor, "kind": one.kind, "purpose": one.purpose,
        "reason": one.reason, "own": one.own,
    }  # fmt: skip


def _line(points: int, name: str, sentence: str, todo: str) -> dict[str, object]:
    return {"points": points, "name": name, "sentence": sentence, "todo": todo}
