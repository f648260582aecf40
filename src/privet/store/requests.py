"""Requests of people about their own data. Times are milliseconds, 0 where not yet.

open → answered | refused | taken back
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View

OPEN, ANSWERED, REFUSED, BACK = "open", "answered", "refused", "back"
CHANNEL, CODE = "channel", "code"
"""What proves that somebody is a subject: they wrote it there themselves, or said a code that was sent there."""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request: which right, by which law, how it came; since when its time stands still (`paused`), and how long it
    stood still before (`stood`, ms); why it was refused; who put it on record.
    """

    id: bytes
    right: str
    law: str
    via: str
    state: str
    received: int
    confirmed: int
    extended: int
    paused: int
    stood: int
    closed: int
    refusal: str
    actor: str


class Whose(NamedTuple):
    """A subject that a request says is theirs, and what proves it ("": nothing yet), since when."""

    subject: bytes
    proof: str
    at: int


_ROW = '"request", "right", law, via, state, received, confirmed, extended, paused, stood, closed, refusal, actor'


def put(tx: Tx, row: RequestRow) -> None:
    """A new request, or its next state."""
    tx.run(
        f"INSERT OR REPLACE INTO request (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            tx.tenant, row.id, row.right, row.law, row.via, row.state, row.received, row.confirmed, row.extended,
            row.paused, row.stood, row.closed, row.refusal, row.actor,
        ),
    )  # fmt: skip


def of(view: View, request: bytes) -> RequestRow | None:
    """The request of that id."""
    row = view.row(f"SELECT {_ROW} FROM request WHERE tenant = ? AND request = ?", (view.tenant, request))  # noqa: S608
    return RequestRow(*row) if row else None


def every(view: View, states: Sequence[str], most: int) -> list[RequestRow]:
    """Requests in these states, the oldest first, at most so many."""
    marks = ",".join("?" * len(states))
    rows = view.rows(
        f"SELECT {_ROW} FROM request WHERE tenant = ? AND state IN ({marks}) ORDER BY received, request LIMIT ?",  # noqa: S608
        (view.tenant, *states, most),
    )
    return [RequestRow(*row) for row in rows]


def about(view: View, subject: bytes, most: int) -> list[RequestRow]:
    """Requests about a subject, the newest first, at most so many."""
    named = ", ".join(f"request.{one}" for one in _ROW.split(", "))
    rows = view.rows(
        f"SELECT {named} FROM request_subject JOIN request ON request.tenant = request_subject.tenant "  # noqa: S608
        "AND request.request = request_subject.request WHERE request_subject.tenant = ? AND subject = ? "
        "ORDER BY received DESC, request.request DESC LIMIT ?",
        (view.tenant, subject, most),
    )
    return [RequestRow(*row) for row in rows]


def proven(view: View, subject: bytes, state: str) -> list[RequestRow]:
    """The requests in a state that a subject is proven to be of, the oldest first."""
    rows = view.rows(
        f"SELECT {_ROW} FROM request WHERE tenant = ? AND state = ? AND request IN (SELECT request FROM "  # noqa: S608
        "request_subject WHERE tenant = ? AND subject = ? AND proof <> '') ORDER BY received, request",
        (view.tenant, state, view.tenant, subject),
    )
    return [RequestRow(*row) for row in rows]


def whose(view: View, request: bytes) -> list[Whose]:
    """The subjects that a request is about."""
    rows = view.rows(
        "SELECT subject, proof, at FROM request_subject WHERE tenant = ? AND request = ? ORDER BY subject",
        (view.tenant, request),
    )
    return [Whose(*row) for row in rows]


def add(tx: Tx, request: bytes, rows: Sequence[Whose]) -> None:
    """Subjects of a request; one that is there stays as it is."""
    tx.many(
        "INSERT OR IGNORE INTO request_subject (tenant, request, subject, proof, at) VALUES (?, ?, ?, ?, ?)",
        [(tx.tenant, request, *row) for row in rows],
    )


def prove(tx: Tx, subject: bytes, at: int) -> None:
    """A subject said the code that was sent to them: it counts for every request about them that is open."""
    tx.run(
        "UPDATE request_subject SET proof = ?, at = ? WHERE tenant = ? AND subject = ? AND proof = '' AND request IN "
        "(SELECT request FROM request WHERE tenant = ? AND state = ?)",
        (CODE, at, tx.tenant, subject, tx.tenant, OPEN),
    )
