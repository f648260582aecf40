"""Overview: what came in, what was found, who was shown what and refused what, what is overdue, and what somebody who
breaks in could get at now. All of it are figures that are kept with what they count; none walks a table of messages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from privet.acts import job, request
from privet.acts.allowed import company
from privet.acts.summarise import DAYS
from privet.core.grant import ASKED, GRANTED
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.core.statistic import OTHER
from privet.store import (
    access,
    confirmations,
    erasures,
    events,
    grants,
    holdings,
    ledger,
    people,
    statistics,
    tally,
    tenants,
)
from privet.store.tally import DAY_MS, Row

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

LONG_DAYS = 180
"""An access key that is good for longer than this is named."""

MOST_GRANTS = 1_000
OTHERS = "other"
"""Name of the figure of all kinds together that are of few people each."""


@dataclass(frozen=True, slots=True)
class Series:
    """A figure a day: its name, and as many numbers as there are days; None where it is of fewer than ten subjects."""

    name: str
    numbers: tuple[int | None, ...]

    @property
    def total(self) -> int:
        """All days together of which there is a number."""
        return sum(filter(None, self.numbers))


@dataclass(frozen=True, slots=True)
class Shown:
    """How many values somebody was shown, and refused, for a purpose."""

    who: str
    purpose: str
    done: int
    denied: int


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for somebody: which (a fixed name), how many, and which it is where it has a name."""

    what: str
    many: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Exposed:
    """What whoever breaks in could get at now: the key provider and what it says of a stolen machine; how many values
    of which kinds can be opened; how many access keys may see values, and are good for long; how many grants may be
    used, people have no passkey, hooks are told in tokens, and further places have a copy of the keys.
    """

    provider: str
    stolen: str
    kinds: tuple[tuple[str, int], ...]
    keys: int
    long: int
    grants: int
    people: int
    hooks: int
    copies: int

    @property
    def values(self) -> int:
        """How many values of all kinds."""
        return sum(many for _, many in self.kinds)


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of the last days; `days` are their names, the last of them is today."""

    days: tuple[str, ...]
    messages: tuple[Series, ...]
    found: tuple[Series, ...]
    reveals: tuple[Series, ...]
    shown: tuple[Shown, ...]
    denied: tuple[tuple[str, str, int], ...]
    tasks: tuple[Task, ...]
    exposed: Exposed
    entries: int


def overview(app: Privet, tenant: TenantId, actor: Actor) -> Overview:
    """How the company stands, for whoever may read what is the company's own. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        today = app.now() // DAY_MS
        days = tuple(_named(today - back) for back in reversed(range(DAYS)))
        rows = tally.since(view, days[0])
        return Overview(
            days,
            _messages(rows, days),
            _found(view, today),
            _reveals(rows, days),
            tuple(_shown(rows)),
            tuple(_denied(rows)),
            tuple(_tasks(app, view)),
            exposed(app, view),
            ledger.size(view),
        )


def exposed(app: Privet, view: View) -> Exposed:
    """What could be got at now."""
    at = app.now()
    keys = [one for one in access.every(view) if one.live(at)]
    held = sorted(((BY_NUMBER[kind].name, many) for kind, many in holdings.held(view)), key=lambda one: -one[1])
    root = app.store.keys.root
    return Exposed(
        app.config.keys.provider,
        root.stolen,
        tuple(held),
        sum(bool(one.acts & {"reveal", "relay"}) for one in keys),
        sum(one.expires > at + LONG_DAYS * DAY_MS for one in keys),
        sum(one.state == GRANTED for one in grants.live(view, at, MOST_GRANTS)),
        sum(not people.passkeys(view, one.id) for one in tenants.operators(view)),
        sum(one.paused is None for one in events.hooks(view)),
        len(app.places()),
    )


def _messages(rows: Iterable[Row], days: tuple[str, ...]) -> tuple[Series, ...]:
    def of(act: str, *outcomes: str) -> Callable[[Row], bool]:
        return lambda row: row.act == act and row.outcome in outcomes

    rows = list(rows)
    return (
        _series("received", rows, days, of("receive", "done")),
        _series("sent", rows, days, of("send", "done")),
        _series("refused", rows, days, lambda row: row.act in ("receive", "send") and row.outcome == "denied"),
    )


def _reveals(rows: Iterable[Row], days: tuple[str, ...]) -> tuple[Series, ...]:
    rows = [row for row in rows if row.act == "reveal"]
    return (
        _series("shown", rows, days, lambda row: row.outcome == "done"),
        _series("refused", rows, days, lambda row: row.outcome == "denied"),
    )


def _series(name: str, rows: Iterable[Row], days: tuple[str, ...], wanted: Callable[[Row], bool]) -> Series:
    found: Counter[str] = Counter()
    for row in rows:
        if wanted(row):
            found[row.day] += row.times
    return Series(name, tuple(found[day] for day in days))


def _found(view: View, today: int) -> tuple[Series, ...]:
    """Values that were found, by kind, the most frequent first and other kinds last: of days that are settled what
    stays of them, of today what is held.
    """
    found: dict[int, dict[int, int]] = {}
    for day, kind, many in statistics.since(view, today - DAYS + 1):
        if many:
            found.setdefault(kind, {})[day] = many
    for kind, many in holdings.came(view, today * DAY_MS).items():
        found.setdefault(kind, {})[today] = many
    made = []
    for kind, by in found.items():
        numbers = (*(by.get(today - back) for back in reversed(range(1, DAYS))), by.get(today, 0))
        made.append(Series(OTHERS if kind == OTHER else BY_NUMBER[kind].name, numbers))
    return tuple(sorted(made, key=lambda one: (one.name == OTHERS, -one.total, one.name)))


def _shown(rows: Iterable[Row]) -> Iterator[Shown]:
    """Reveals by person and purpose, whoever was shown most first."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        if row.act == "reveal":
            found.setdefault((row.actor, row.purpose), Counter())[row.outcome] += row.times
    for (who, purpose), by in sorted(found.items(), key=lambda one: (-one[1]["done"], one[0])):
        yield Shown(who, purpose, by["done"], by["denied"])


def _denied(rows: Iterable[Row]) -> Iterator[tuple[str, str, int]]:
    """(who, act, how often) of what was refused, most first."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.outcome == "denied":
            found[row.actor, row.act] += row.times
    for (who, act), many in sorted(found.items(), key=lambda one: (-one[1], one[0])):
        yield who, act, many


def _tasks(app: Privet, view: View) -> Iterator[Task]:
    """What waits, or is late."""
    at = app.now()
    waiting = sum(one.state == ASKED for one in grants.live(view, at, MOST_GRANTS))
    if waiting:
        yield Task("approve", waiting)
    for one in job.standing(view, at):
        if one.error:
            yield Task("job-failed", 1, one.name)
        elif one.late_s:
            yield Task("job-late", 1, one.name)
    late = request.late(view, at)
    if late:
        yield Task("request-late", late)
    pending = erasures.unfinished(view)
    if pending:
        yield Task("erase", len(pending))
    unconfirmed = len({one.number for one in confirmations.open_(view)})
    if unconfirmed:
        yield Task("unconfirmed", unconfirmed)
    given_up = events.backlog(view).get(events.DEAD, 0)
    if given_up:
        yield Task("events", given_up)


def _named(day: int) -> str:
    """`2026-11-21` for days since 1970."""
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
