"""Conversations by their latest message, newest first, without a table of their own: ids of messages grow with time, so
whoever walks messages backwards meets each conversation at its latest message first. Receiving pays nothing for it.

A walk is bounded, since one busy conversation may stand before all others; a list says where to go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from privet.store.messages import LISTED
from privet.store.rights import EVERY, Condition

if TYPE_CHECKING:
    from privet.store.view import View

END = b"\xff" * 16
"""After every message."""

PIECES = (256, 1024, 4096, 16384)
"""Messages that are walked in turn, until a page is full; no page walks more than all of them."""


class Latest(NamedTuple):
    """A conversation and its latest message."""

    conversation: bytes
    message: bytes


class Listed(NamedTuple):
    """Conversations, newest first, and the message before which to go on; None where there are no more."""

    rows: list[Latest]
    before: bytes | None


_NEWEST = "SELECT max(ref) FROM mark WHERE tenant = conversation.tenant AND conversation = conversation.conversation "
_NEWEST += f"AND tag = {LISTED}"
_WAITS = "(SELECT direction FROM message WHERE tenant = ? AND message = latest) = 0"


def unassigned(view: View, at: int) -> Condition:
    """Conversations that are given to nobody at a time (ms)."""
    sql = (
        "NOT EXISTS (SELECT 1 FROM assignment INDEXED BY assignment_by_conversation "
        "WHERE assignment.tenant = conversation.tenant AND assignment.conversation = conversation.conversation "
        "AND (until IS NULL OR until > ?))"
    )
    return Condition(sql, (at,))


def given(view: View, actor: str, at: int, before: bytes, limit: int, where: Condition, *, waits: bool) -> Listed:
    """Those that are given to an actor at a time (ms); with `waits`, those whose latest message came in."""
    rows = view.rows(
        f"SELECT conversation.conversation, ({_NEWEST}) AS latest FROM assignment CROSS JOIN conversation "  # noqa: S608
        "ON conversation.tenant = assignment.tenant AND conversation.conversation = assignment.conversation "
        "WHERE assignment.tenant = ? AND actor = ? AND (until IS NULL OR until > ?) "
        f"AND {where.sql} AND latest < ? AND {_WAITS if waits else EVERY.sql} ORDER BY latest DESC LIMIT ?",
        (view.tenant, actor, at, *where.values, before, *((view.tenant,) if waits else ()), limit),
    )
    found = [Latest(row[0], row[1]) for row in rows]
    return Listed(found, found[-1].message if len(found) == limit else None)


def walked(view: View, before: bytes, limit: int, where: Sequence[Condition], *, waits: bool) -> Listed:
    """Those that meet all conditions, whose latest message stands before `before`."""
    met = " AND ".join(one.sql for one in where)
    values = [value for one in where for value in one.values]
    sql = (
        "WITH piece AS MATERIALIZED (SELECT message, conversation FROM message WHERE tenant = ? AND message < ? "  # noqa: S608
        "ORDER BY message DESC LIMIT ?), "
        "talk AS MATERIALIZED (SELECT conversation, max(message) AS latest FROM piece GROUP BY conversation) "
        "SELECT NULL, min(message), count(*) FROM piece UNION ALL "
        "SELECT conversation.conversation, latest, 0 FROM talk CROSS JOIN conversation "
        "ON conversation.tenant = ? AND conversation.conversation = talk.conversation "
        f"WHERE {met} AND {_WAITS if waits else EVERY.sql} AND ({_NEWEST}) = latest"
    )
    found: list[Latest] = []
    for size in PIECES:
        given = (view.tenant, before, size, view.tenant, *values, *((view.tenant,) if waits else ()))
        (_, last, count), *rows = view.rows(sql, given)
        found += sorted((Latest(row[0], row[1]) for row in rows), key=lambda one: one.message, reverse=True)
        if len(found) >= limit:
            return Listed(found[:limit], found[limit - 1].message)
        if count < size:
            return Listed(found, None)
        before = last
    return Listed(found, before)
