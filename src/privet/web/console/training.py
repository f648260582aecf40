"""Training: modules to read, their questions, what came of them; and who passed what, as a file for auditors."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict

from privet.acts import breaches, learn, teach
from privet.acts.teach import Learnt
from privet.app import Privet
from privet.core.webhook import timestamp
from privet.web.console.answer import Answer, File, Page, Route
from privet.web.console.visit import Visit

BREACHES = "breaches"
"""The module whose cases are checked here."""


def shown(app: Privet, visit: Visit) -> Answer:
    """Every module, how it stands for whoever asks, and for whoever may see it how it stands for all."""
    actor = visit.here.actor
    lessons, stands = learn.course(app, visit.tenant, actor)
    said = {
        "lessons": lessons, "stands": stands, "now": app.now(),
        "report": _people(teach.report(app, visit.tenant, actor)) if visit.ways.people else [],
    }  # fmt: skip
    return Page("training.html", said)


def one(app: Privet, visit: Visit) -> Answer:
    """A module to read."""
    found = learn.lesson(app, visit.tenant, visit.asked.places["module"], visit.here.actor)
    cases = breaches.taught(app, visit.tenant, visit.here.actor) if found.module.name == BREACHES else []
    return Page("lesson.html", {"lesson": found, "cases": cases})


def asked(app: Privet, visit: Visit) -> Answer:
    """Its questions, in the order drawn."""
    quiz = learn.begin(app, visit.tenant, visit.asked.places["module"], visit.here.actor)
    return Page("quiz.html", {"quiz": quiz})


def marked(app: Privet, visit: Visit) -> Answer:
    """What came of the answers."""
    said = visit.asked
    given = [_number(said[f"q{number}"]) for number in range(_number(said["of"]) or 0)]
    made = learn.mark(app, visit.tenant, said["try"], given, visit.here.actor)
    return Page("marked.html", {"marked": made})


def as_csv(app: Privet, visit: Visit) -> Answer:
    """Who passed what, as CSV (RFC 4180)."""
    text = io.StringIO()
    out = csv.DictWriter(text, ["name", "roles", "module", "version", "passed", "until", "tries", "good"])
    out.writeheader()
    for one in teach.report(app, visit.tenant, visit.here.actor):
        out.writerow({**row(one), "roles": " ".join(one.roles)})
    return File(text.getvalue().encode("utf-8"), "training.csv", "text/csv")


def as_lines(app: Privet, visit: Visit) -> Answer:
    """The same, one JSON object a line."""
    rows = [json.dumps(row(one)) for one in teach.report(app, visit.tenant, visit.here.actor)]
    return File("".join(f"{one}\n" for one in rows).encode("utf-8"), "training.jsonl", "application/jsonl")


def row(one: Learnt) -> dict[str, object]:
    """A line of the report, with its times as RFC 3339 in UTC."""
    return {**asdict(one), "roles": list(one.roles), "passed": _when(one.passed), "until": _when(one.until)}


def _people(report: list[Learnt]) -> list[tuple[str, tuple[str, ...], list[Learnt]]]:
    """Each person with their roles and modules."""
    found: dict[str, tuple[str, tuple[str, ...], list[Learnt]]] = {}
    for one in report:
        found.setdefault(one.name, (one.name, one.roles, []))[2].append(one)
    return list(found.values())


def _when(at: int | None) -> str | None:
    return None if at is None else timestamp(at)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None


ROUTES = (
    Route("GET", "/training", shown),
    Route("GET", "/training/report.csv", as_csv),
    Route("GET", "/training/report.jsonl", as_lines),
    Route("GET", "/training/{module:str}", one),
    Route("POST", "/training/{module:str}/questions", asked),
    Route("POST", "/training/answers", marked),
)
