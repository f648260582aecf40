"""How far each person looked at each conversation: a row where they opened it, and one for everything, where they said
so. What came after it is new to them. An actor is named as on the ledger (`operator:ann`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from privet.store.messages import LISTED
from privet.store.rights import Condition

if TYPE_CHECKING:
    from privet.store.view import Tx, View

EVERYTHING = bytes(16)
"""In place of a conversation: all of them."""

NEVER = b""
"""In place of a message: they never looked; before every other."""


class LookRow(NamedTuple):
    """The last message of a conversation that an actor has seen."""

    actor: str
    conversation: bytes
    message: bytes


_UPTO = "SELECT max(message) FROM look WHERE tenant = ? AND actor = ? AND conversation IN (?, {})"


def upto(view: View, actor: str, conversation: bytes) -> bytes:
    """The last message of a conversation that an actor has seen; `NEVER` where they never looked."""
    row = view.row(_UPTO.format("?"), (view.tenant, actor, EVERYTHING, conversation))
    return row[0] if row and row[0] else NEVER


def move(tx: Tx, rows: Sequence[LookRow]) -> None:
    """They looked so far; who looks at what is older goes not back."""
    tx.many(
        "INSERT INTO look (tenant, actor, conversation, message) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (tenant, actor, conversation) DO UPDATE SET message = max(message, excluded.message)",
        [(tx.tenant, *row) for row in rows],
    )


def everything(tx: Tx, actor: str, newest: bytes) -> None:
    """They have seen whatever came up to a message; rows that say less go."""
    tx.run("DELETE FROM look WHERE tenant = ? AND actor = ? AND message <= ?", (tx.tenant, actor, newest))
    move(tx, [LookRow(actor, EVERYTHING, newest)])


def after(view: View, conversation: bytes, message: bytes, most: int) -> list[bytes]:
    """The messages of a conversation behind one, oldest first, `most` of them."""
    rows = view.rows(
        f"SELECT ref FROM mark WHERE tenant = ? AND conversation = ? AND tag = {LISTED} AND ref > ? "  # noqa: S608
        "ORDER BY ref LIMIT ?",
        (view.tenant, conversation, message, most),
    )
    return [row[0] for row in rows]


def new(view: View, actor: str) -> Condition:
    """Of rows with a `latest` message of a `conversation`, those in which it is new to an actor."""
    sql = f"latest > coalesce(({_UPTO.format('conversation.conversation')}), x'')"
    return Condition(sql, (view.tenant, actor, EVERYTHING))


def leave(tx: Tx, actor: str) -> None:
    """An actor is there no more."""
    tx.run("DELETE FROM look WHERE tenant = ? AND actor = ?", (tx.tenant, actor))


def erased(tx: Tx, subject: bytes) -> None:
    """A subject is erased: who looked at conversations with them is kept no more."""
    tx.run(
        "DELETE FROM look WHERE tenant = ?1 AND conversation IN (SELECT member.conversation FROM member "
        "CROSS JOIN conversation ON conversation.tenant = ?1 AND conversation.conversation = member.conversation "
        "AND conversation.subject = ?2 WHERE member.tenant = ?1 AND member.subject = ?2)",
        (tx.tenant, subject),
    )
