"""Hooks and the events that wait for them: written with the act they tell of, delivered after its commit.

An event holds ids alone; what it says is made when it is delivered. One that was taken leaves no row.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View

QUEUED, SENDING, DEAD = "queued", "sending", "dead"


@dataclass(frozen=True, slots=True)
class HookRow:
    """Who is told what: `events` are names, `secret` is sealed, times are milliseconds; `paused` None: not paused."""

    id: bytes
    name: str
    url: str
    events: tuple[str, ...]
    secret: bytes
    created: int
    paused: int | None


class EventRow(NamedTuple):
    """One event for one hook; `due` is when it is next tried, or when whoever delivers it is taken for dead."""

    id: bytes
    hook: bytes
    state: str
    attempts: int
    due: int
    kind: str
    object: str
    error: str


_HOOK = "hook, name, url, events, secret, created, paused"
_EVENT = "event, hook, state, attempts, due, kind, object, error"


def hooks(view: View) -> list[HookRow]:
    """Every hook, by name."""
    rows = view.rows(f"SELECT {_HOOK} FROM hook WHERE tenant = ? ORDER BY name", (view.tenant,))  # noqa: S608
    return [_hook(row) for row in rows]


def hook(view: View, name: str) -> HookRow | None:
    """The hook of that name."""
    row = view.row(f"SELECT {_HOOK} FROM hook WHERE tenant = ? AND name = ?", (view.tenant, name))  # noqa: S608
    return _hook(row) if row else None


def _hook(row: Sequence[object]) -> HookRow:
    id, name, url, events, *rest = row
    return HookRow(id, name, url, tuple(str(events).split()), *rest)  # type: ignore[arg-type]


def put_hook(tx: Tx, row: HookRow) -> None:
    """Write a hook, or what changed of it; every process looks at the hooks anew."""
    tx.run(
        f"INSERT OR REPLACE INTO hook (tenant, {_HOOK}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, row.id, row.name, row.url, " ".join(row.events), row.secret, row.created, row.paused),
    )
    _changed(tx)


def remove_hook(tx: Tx, id: bytes) -> None:
    """Remove a hook and whatever waits for it."""
    tx.run("DELETE FROM event WHERE tenant = ? AND hook = ?", (tx.tenant, id))
    tx.run("DELETE FROM hook WHERE tenant = ? AND hook = ?", (tx.tenant, id))
    _changed(tx)


def _changed(tx: Tx) -> None:
    tx.known.hooks = None
    tx.run("UPDATE tenant SET changes = changes + 1 WHERE tenant = ?", (tx.tenant,))


def told(view: View, kind: str) -> list[bytes]:
    """Ids of the hooks that ask for events of this kind."""
    if view.known.hooks is None:
        view.known.hooks = [(one.id, frozenset(one.events)) for one in hooks(view)]
    return [hook for hook, wanted in view.known.hooks if kind in wanted]


def add(tx: Tx, rows: Sequence[EventRow]) -> None:
    """New events."""
    tx.many(
        f"INSERT INTO event (tenant, {_EVENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(tx.tenant, *row) for row in rows],
    )


def in_state(view: View, hook: bytes, state: str, at: int, limit: int) -> list[EventRow]:
    """A hook's events in `state` that are due at `at`, those due longest first."""
    rows = view.rows(
        f"SELECT {_EVENT} FROM event INDEXED BY event_by_hook "  # noqa: S608
        "WHERE tenant = ? AND hook = ? AND state = ? AND due <= ? ORDER BY due, event LIMIT ?",
        (view.tenant, hook, state, at, limit),
    )
    return [EventRow(*row) for row in rows]


def counted(view: View, hook: bytes) -> dict[str, int]:
    """How many events of a hook are in each state."""
    return dict(
        view.rows("SELECT state, count(*) FROM event WHERE tenant = ? AND hook = ? GROUP BY state", (view.tenant, hook))
    )


def backlog(view: View) -> dict[str, int]:
    """How many events of the tenant are in each state."""
    return dict(view.rows("SELECT state, count(*) FROM event WHERE tenant = ? GROUP BY state", (view.tenant,)))


def event(view: View, id: bytes) -> EventRow | None:
    """The event of that id."""
    row = view.row(f"SELECT {_EVENT} FROM event WHERE tenant = ? AND event = ?", (view.tenant, id))  # noqa: S608
    return EventRow(*row) if row else None


def put(tx: Tx, rows: Sequence[EventRow]) -> None:
    """Write what changed of events that are still there: their hook may have been removed meanwhile."""
    tx.many(
        "UPDATE event SET state = ?, attempts = ?, due = ?, error = ? WHERE tenant = ? AND event = ?",
        [(row.state, row.attempts, row.due, row.error, tx.tenant, row.id) for row in rows],
    )


def remove(tx: Tx, ids: Collection[bytes]) -> None:
    """These events are taken, or given up."""
    tx.many("DELETE FROM event WHERE tenant = ? AND event = ?", [(tx.tenant, id) for id in ids])


def older(view: View, hook: bytes, state: str, before: int, limit: int, but: str) -> list[bytes]:
    """Ids of a hook's events in `state`, but those of one kind, that happened before `before` (ms): an id begins with
    its time.
    """
    rows = view.rows(
        "SELECT event FROM event INDEXED BY event_by_hook WHERE tenant = ? AND hook = ? AND state = ? AND event < ? "
        "AND kind <> ? LIMIT ?",
        (view.tenant, hook, state, (max(before, 0) << 16).to_bytes(8, "big"), but, limit),
    )
    return [row[0] for row in rows]
