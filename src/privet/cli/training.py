"""`privet training`: an operator reads a module and answers its questions; who passed what, for auditors."""

from __future__ import annotations

import argparse
import csv
import sys
import textwrap

from privet.acts import learn, teach
from privet.acts.learn import Quiz
from privet.acts.trained import lessons
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when

HELP = "the training without which nobody sees values, and who passed it"
EXAMPLE = """
privet training take chat --operator ann
privet training list --operator ann
privet training report --csv > training.csv
"""

WIDTH = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet training`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    take = what.add_parser("take", help="read a module and answer its questions, at a terminal")
    installation(take)
    take.add_argument("module", choices=list(lessons()), metavar="MODULE", help=", ".join(lessons()))
    asking.acting(take)
    own = what.add_parser("list", help="every module, and until when an operator's pass is good")
    installation(own)
    asking.acting(own)
    listing(own)
    report = what.add_parser("report", help="everybody with every module")
    installation(report)
    asking.acting(report)
    listing(report)
    report.add_argument("--csv", action="store_true", help="print CSV (RFC 4180)")


def run(args: argparse.Namespace) -> int:
    """Take a module, list one's own, or report on all."""
    with opened(args) as (app, tenant):
        if args.what == "report":
            actor, _ = asking.who(app, tenant.id, args.operator)
            rows = [_row(one) for one in teach.report(app, tenant.id, actor)]
            if args.csv:
                _csv(rows)
            else:
                emit(args, rows, "nobody has an account yet: `privet operator add`")
            return 0
        actor = asking.proved(app, tenant.id, args.operator)
        if args.what == "list":
            found, _ = learn.course(app, tenant.id, actor)
            emit(args, [_lesson(one) for one in found])
            return 0
        quiz = learn.begin(app, tenant.id, args.module, actor)
        _read(quiz)
        marked = learn.mark(app, tenant.id, quiz.id, [_asked(quiz, at) for at in range(len(quiz.posed))], actor)
    for one, given in marked.answers:
        if given != one.right:
            print(_wrapped(f"Wrong: {one.question.ask} {one.question.why}"))
    print(f"{'Passed' if marked.passed else 'Not passed'}: {marked.right} of {len(marked.answers)} right.")
    return 0 if marked.passed else 1


def _row(one: teach.Learnt) -> dict[str, object]:
    return {
        "name": one.name, "roles": list(one.roles), "module": one.module, "version": one.version,
        "passed": when(one.passed), "until": when(one.until), "tries": one.tries, "good": one.good,
    }  # fmt: skip


def _lesson(one: learn.Lesson) -> dict[str, object]:
    return {
        "module": one.module.name, "title": one.module.title, "version": one.module.version,
        "passed": when(one.passed), "until": when(one.until), "tries": one.tries,
    }  # fmt: skip


def _csv(rows: list[dict[str, object]]) -> None:
    out = csv.DictWriter(sys.stdout, list(rows[0]) if rows else [], lineterminator="\r\n")
    out.writeheader()
    out.writerows({**one, "roles": " ".join(map(str, one["roles"]))} for one in rows)  # type: ignore[call-overload]


def _read(quiz: Quiz) -> None:
    print(f"{quiz.module.title}\n")
    for part in quiz.module.parts:
        print(part.heading)
        for one in part.text:
            print(_wrapped(one) + "\n")


def _asked(quiz: Quiz, number: int) -> int | None:
    """The number of the answer that is typed; None for what is none of them."""
    posed = quiz.posed[number]
    print(_wrapped(f"{number + 1}. {posed.question.ask}"))
    for at, one in enumerate(posed.answers, 1):
        print(_wrapped(f"   {at}  {one}"))
    typed = asking.answer("Answer: ")
    return int(typed) - 1 if typed in ("1", "2", "3") else None


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH)
