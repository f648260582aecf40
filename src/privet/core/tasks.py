"""Tasks: what a company looks at again and again so that its protection stays true, each with owner and due date.

Which there are is Privet's; who owns one, how often it comes and when it is due next is the company's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from privet.errors import BadInput

DAY_MS = 86_400_000
LONGEST_DAYS = 730
"""A task comes round at least every other year."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of task: what is to be done, how often where nobody said otherwise, and what overdue takes off the score.

    `attested` says that nothing here can tell whether it was done: somebody says so, and their word is what is kept.
    `page` is where it is done.
    """

    title: str
    sentence: str
    days: int
    weight: int
    attested: bool = False
    page: str = ""


KINDS: Mapping[str, Kind] = {
    "access-review": Kind(
        "Access review",
        "Go through who has which right and used it when; take away what nobody needs.",
        90, 10, page="/reviews/access",
    ),
    "reveal-sampling": Kind(
        "Sampling of reveals",
        "Read the reasons of some values that were shown last week, drawn at random, and say of each whether it was in "
        "order.",
        7, 10, page="/reviews/samples",
    ),
    "audit-log-review": Kind(
        "Audit-log review",
        "Look through what the ledger says of refused acts, changed rules, keys and accounts, and of the clock; check "
        "the ledger against its witness.",
        30, 8,
    ),
    "key-sunset": Kind(
        "Key and algorithm sunset",
        "Look at how old root key, access keys and certificates are, and whether an algorithm in use is to be given "
        "up; plan the change.",
        180, 8,
    ),
    "telegram-two-step": Kind(
        "Two-step verification in Telegram",
        "Every Telegram account of the team has two-step verification on, and no session that nobody knows. Privet "
        "cannot see this: say that you looked, at whose accounts, and how.",
        90, 6, attested=True,
    ),
}  # fmt: skip
"""Every task, by name."""

SAMPLED = 10
"""How many reveals of a week are read."""

VERDICTS = {"in-order": "in order", "not-in-order": "not in order"}
"""What may be said of a reveal."""

UNOWNED = 2
"""What a task that nobody owns takes off the score."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a company: whose it is (an operator's name, or nobody's), how often it comes (days), when it is due and
    was last done (ms), and by whom.
    """

    name: str
    owner: str
    days: int
    due: int
    done: int | None = None
    by: str = ""

    @property
    def kind(self) -> Kind:
        """What is to be done."""
        return KINDS[self.name]


def overdue_days(task: Task, at: int) -> int:
    """For how many days, begun ones included, a task has been due at a time (ms); 0 where it is not."""
    return max(0, -(-(at - task.due) // DAY_MS))


def following(task: Task, at: int) -> int:
    """When a task that is done at a time (ms) is due next: counted from when it was due, not to reward being late,
    but never in the past.
    """
    step = task.days * DAY_MS
    return max(task.due + step, at + step // 2)


def latest(task: Task, days: int, at: int) -> int:
    """The latest time (ms) for which a task may be planned at a time, if from now on it comes every so many days.

    What is overdue, or was never done, is not put off; what was done comes again a round later at the latest, or when
    it is due already if its round is not changed.
    """
    if task.done is None or overdue_days(task, at):
        return task.due
    after = task.done + days * DAY_MS
    return max(after, task.due) if days == task.days else after


def picked(entries: Sequence[bytes], seed: bytes) -> list[bytes]:
    """`SAMPLED` of these, or all where there are no more, as 32 random bytes have it."""
    return sorted(entries, key=lambda one: hashlib.sha256(seed + one).digest())[:SAMPLED]


def day_end(text: str) -> int | None:
    """The end (ms) of a day in UTC, written as a full-date of RFC 3339; None for no text. Raises BadInput."""
    if not text:
        return None
    try:
        return int(datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).timestamp() * 1000) + DAY_MS - 1
    except ValueError:
        raise BadInput("that is no day", hint="a day reads like 2026-12-31") from None
