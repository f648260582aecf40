"""The outbox: what is to be sent. A row is written with its ledger entry and stays until its outcome is known.

queued → sending → sent | failed | unknown
queued → waiting → sent                      a recipient comes for it
queued → waiting → sending → …               a gateway comes for it
calling → sent | failed | unknown            a bot of the company sends it, by a call that is not kept
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.store.messages import LISTED

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message to be delivered; `due` is milliseconds, `kinds` are those whose values may leave; `own` says that
    it is Privet's own answer to what its recipient just asked of it.
    """

    message: bytes
    channel: str
    state: str
    attempts: int
    due: int
    purpose: str
    actor: str
    kinds: str = ""
    own: bool = False


_ROW = "message, channel, state, attempts, due, purpose, actor, kinds, own"


def put(tx: Tx, row: OutboxRow) -> None:
    """Write a row, or its next state."""
    tx.run(
        f"INSERT OR REPLACE INTO outbox (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            tx.tenant,
            row.message,
            row.channel,
            row.state,
            row.attempts,
            row.due,
            row.purpose,
            row.actor,
            row.kinds,
            row.own,
        ),
    )


def row(view: View, message: bytes) -> OutboxRow | None:
    """The row of a message."""
    found = view.row(f"SELECT {_ROW} FROM outbox WHERE tenant = ? AND message = ?", (view.tenant, message))  # noqa: S608
    return OutboxRow(*found) if found else None


def in_state(view: View, state: str, at: int, limit: int = 100) -> list[OutboxRow]:
    """Rows in `state` that are due at `at`, those due longest first."""
    rows = view.rows(
        f"SELECT {_ROW} FROM outbox INDEXED BY outbox_by_state "  # noqa: S608
        "WHERE tenant = ? AND state = ? AND due <= ? ORDER BY due, message LIMIT ?",
        (view.tenant, state, at, limit),
    )
    return [OutboxRow(*row) for row in rows]


def waiting(view: View, channel: str, since: int, limit: int = 1000) -> list[tuple[bytes, bytes, int]]:
    """(message, conversation, since when) of a channel's messages that began to wait at `since` (ms) or later."""
    rows = view.rows(
        "SELECT outbox.message, message.conversation, outbox.due FROM outbox INDEXED BY outbox_by_state "
        "JOIN message ON message.tenant = outbox.tenant AND message.message = outbox.message "
        "WHERE outbox.tenant = ? AND outbox.state = 'waiting' AND outbox.due >= ? AND outbox.channel = ? "
        "ORDER BY outbox.due LIMIT ?",
        (view.tenant, since, channel, limit),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def of(view: View, conversation: bytes, after: bytes, states: Sequence[str], limit: int) -> list[OutboxRow]:
    """What is in one of `states` in a conversation after the message `after`, oldest first."""
    columns = ", ".join(f"outbox.{name}" for name in _ROW.split(", "))
    rows = view.rows(
        f"SELECT {columns} FROM mark CROSS JOIN outbox "  # noqa: S608
        "ON outbox.tenant = mark.tenant AND outbox.message = mark.ref "
        "WHERE mark.tenant = ? AND mark.conversation = ? AND mark.tag = ? AND mark.ref > ? "
        f"AND outbox.state IN ({', '.join('?' * len(states))}) ORDER BY mark.ref LIMIT ?",
        (view.tenant, conversation, LISTED, after, *states, limit),
    )
    return [OutboxRow(*row) for row in rows]
