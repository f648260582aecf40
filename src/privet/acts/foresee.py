"""Foresee: how long everything is kept by the rules in force, and what will be gone by a time: a dry run of expiry.

It counts and names what goes: of which class and day, how many messages, and how many values of which kinds; and which
of it should be gone already. Nothing of it is a value, so it is a read of what is the company's own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from privet.acts.allowed import company
from privet.core import lasting
from privet.core.keeping import Held, held
from privet.core.kinds import BY_NUMBER, Disposition
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.core.terms import Retention
from privet.store import holdings

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

KEPT = (Disposition.SEAL, Disposition.TRANSIT)


@dataclass(frozen=True, slots=True)
class Going:
    """What is sealed under one period key: of which class, from when on it was written and when it goes (ms; 0: when an
    event ends it), how many messages and how many values of which kinds. `late_s` is for how long it should be gone.
    """

    class_: str
    since: int
    until: int
    messages: int
    values: tuple[tuple[str, int], ...]
    late_s: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """The classes in force, by name; and what goes by the time that was asked for, the earliest first."""

    at: int
    by: int
    version: int
    classes: tuple[Retention, ...]
    kinds: tuple[tuple[str, str], ...]
    going: tuple[Going, ...]


def foresee(app: Privet, tenant: TenantId, actor: Actor, by: int | None = None) -> Outlook:
    """What goes by the time `by` (ms; None: ever). Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        rules = app.rules_in(view)
        terms = rules.policy.terms
        sealed = ((name, class_) for name, (disposition, class_) in terms.kinds.items() if disposition in KEPT)
        return Outlook(
            app.now(), app.now() if by is None else by, rules.version, (*terms.classes.values(), *_timers(view)),
            tuple(sealed), tuple(one for one in going(view, app.now()) if by is None or 0 < one.until <= by),
        )  # fmt: skip


def _timers(view: View) -> list[Retention]:
    """A class for each timer that something has."""
    there = {class_ for class_, *_ in holdings.periods(view)}
    found = [(lasting.timer(after), seconds) for after, seconds in lasting.TIMERS.items()]
    return [Retention(one, seconds, "What has a timer.") for one, seconds in found if one in there]


def against(app: Privet, tenant: TenantId, actor: Actor) -> list[Held]:
    """The lengths in force, held against what the laws of the company's countries ask today. Raises Denied, on the
    ledger.
    """
    with company(app, tenant, actor) as view:
        today = datetime.fromtimestamp(app.now() / 1000, UTC).date()
        return held(app.rules_in(view).policy.terms, today)


def soon(app: Privet, tenant: TenantId, actor: Actor) -> dict[str, tuple[int, int]]:
    """By class, when the next of it goes (ms), and for how many seconds the oldest should be gone. Raises Denied."""
    with company(app, tenant, actor) as view:
        ends: dict[str, int] = {}
        for class_, _, end, _ in holdings.periods(view):
            if end > app.now():
                ends[class_] = min(ends.get(class_, end), end)
        overdue = late(view, app.now())
        return {one: (ends.get(one, 0), overdue.get(one, 0)) for one in {*ends, *overdue}}


def going(view: View, at: int) -> list[Going]:
    """What is sealed under each period key that is still there, the earliest to go first; what an event ends, last."""
    values: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for (period, kind), count in sorted(holdings.by_period(view).items()):
        if count:
            values[period].append((BY_NUMBER[kind].name, count))
    messages = holdings.messages(view)
    found = [
        Going(
            class_, start, end, messages.get(slot, 0), tuple(values[slot]),
            max(0, at - end) // 1000 if end else 0,
        )
        for class_, start, end, slot in holdings.periods(view)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.until == 0, one.until, one.class_))


def late(view: View, at: int) -> dict[str, int]:
    """By class, for how many seconds the longest overdue period should be gone; for monitors."""
    found: dict[str, int] = {}
    for class_, _, end, _ in holdings.periods(view):
        found[class_] = max(found.get(class_, 0), (at - end) // 1000 if 0 < end <= at else 0)
    return found
