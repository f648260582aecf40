"""Training: modules with questions, how a quiz is drawn and marked, and until when somebody counts as trained.

A module is a text file of `core/lessons` (TOML). It is versioned: a pass names the version that was passed.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from privet.errors import BadInput

MODULES = ("confidentiality", "chat", "phishing", "breaches", "orders")
"""Every module, in the order in which they are taught."""

DAY_MS = 86_400_000
REMINDERS = (30, 7, 1)
"""Days before the end at which somebody is reminded."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its right answer, the wrong ones, and why."""

    ask: str
    right: str
    wrong: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the paragraphs below it."""

    heading: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """One module: what is read, and the questions. `minutes` is how long reading takes."""

    name: str
    version: int
    title: str
    minutes: int
    about: str
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A breach: when it was, what happened, what it teaches, and which check of this installation there is; where there
    is none, what to ask instead.
    """

    name: str
    title: str
    when: str
    what: str
    lesson: str
    check: str | None
    ask: str


@dataclass(frozen=True, slots=True)
class Posed:
    """A question as it was drawn: its answers in the order drawn, and which of them is right, counted from 0."""

    question: Question
    answers: tuple[str, ...]
    right: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: modules that are missing or past their time, and until when (ms) all of them are good.

    `until` is None where one is missing.
    """

    missing: tuple[str, ...]
    until: int | None


def read_module(name: str, text: str) -> Module:
    """The module of a text. Raises BadInput where it is not whole; the shipped ones are, as a test shows."""
    try:
        raw: dict[str, Any] = tomllib.loads(text)
        return Module(
            name, int(raw["version"]), raw["title"], int(raw["minutes"]), raw["about"],
            tuple(Part(one["heading"], tuple(one["text"])) for one in raw["part"]),
            tuple(Question(one["ask"], one["right"], tuple(one["wrong"]), one["why"]) for one in raw["question"]),
        )  # fmt: skip
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        raise BadInput(f"module {name} of the training is not whole", hint="install Privet again") from None


def read_cases(text: str) -> tuple[Case, ...]:
    """The case studies of a text."""
    return tuple(
        Case(one["name"], one["title"], one["when"], one["what"], one["lesson"], one.get("check"), one.get("ask", ""))
        for one in tomllib.loads(text)["case"]
    )


def drawn(module: Module, seed: bytes) -> tuple[Posed, ...]:
    """The module's questions and their answers in the order that 32 random bytes stand for."""
    return tuple(
        Posed(one, answers, answers.index(one.right))
        for one in sorted(module.questions, key=lambda one: _lot(seed, one.ask))
        for answers in (tuple(sorted((one.right, *one.wrong), key=lambda said: _lot(seed, one.ask + "\0" + said))),)
    )


def right(posed: Sequence[Posed], answers: Sequence[int | None]) -> int:
    """How many of the answers, by their numbers, are right; one that is missing is wrong."""
    return sum(one.right == given for one, given in zip(posed, answers, strict=True))


def enough(right: int, of: int, percent: int) -> bool:
    """Whether so many right answers reach the pass mark."""
    return 100 * right >= percent * of


def standing(passed: Mapping[str, int], at: int, valid_ms: int) -> Standing:
    """Where somebody stands at a time (ms), who last passed each module at these times. A pass dated after now counts
    for nothing: the clock was set back.
    """
    good = {name: passed[name] + valid_ms for name in MODULES if name in passed and passed[name] <= at}
    missing = tuple(name for name in MODULES if good.get(name, 0) <= at)
    return Standing(missing, None if missing else min(good.values()))


def reminder(until: int, at: int) -> int | None:
    """Which of `REMINDERS` is due at a time (ms) for what ends at `until`; 0 once it has ended, None before all."""
    if until <= at:
        return 0
    return min((days for days in REMINDERS if until - at <= days * DAY_MS), default=None)


def _lot(seed: bytes, text: str) -> bytes:
    return hashlib.sha256(seed + text.encode("utf-8")).digest()
