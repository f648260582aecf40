"""Subjects, conversations and the periods their data is kept for; and the index that finds them by keyed tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.store.rights import EVERY, Condition

if TYPE_CHECKING:
    from privet.store.view import Tx, View

ACTIVE, ERASING, ERASED = 0, 1, 2
PART_ROWS = 1 << 19
"""Rows of the mention index that share a part: an insert touches one part only, so it does not slow with age."""


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject: its key's slot, the period its record is sealed under, its state, its sealed record."""

    id: bytes
    slot: int
    period: int
    state: int
    channel: str
    created: int
    record: bytes


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation: whose key seals its record, whether it is a group, its sealed record."""

    id: bytes
    subject: bytes
    period: int
    channel: str
    group: bool
    record: bytes


def find_refs(view: View, tag: int) -> list[bytes]:
    """Ids that the index knows under `tag`; a hit is believed only after opening and comparing."""
    return [
        row[0] for row in view.index_rows("SELECT ref FROM identity WHERE tenant = ? AND tag = ?", (view.tenant, tag))
    ]


def find_mentions(view: View, tag: int) -> list[bytes]:
    """Ids of values whose canonical form has `tag`, over all parts."""
    last = mention_rows(view) // PART_ROWS
    rows = view.index_rows(
        f"SELECT value FROM mention WHERE tenant = ? AND part IN ({','.join(map(str, range(last + 1)))}) AND tag = ?",  # noqa: S608
        (view.tenant, tag),
    )
    return [row[0] for row in rows]


def mention_rows(view: View) -> int:
    """How many rows the mention index holds."""
    if view.known.mentions < 0:
        rows = view.index_rows("SELECT mentions FROM state WHERE tenant = ?", (view.tenant,))
        view.known.mentions = rows[0][0] if rows else 0
    return view.known.mentions


def index_mark(view: View) -> bytes:
    """The newest id that the index is complete up to."""
    rows = view.index_rows("SELECT last FROM state WHERE tenant = ?", (view.tenant,))
    return bytes(rows[0][0]) if rows else b""


def index_behind(view: View) -> bool:
    """Is there anything in the data that is newer than the index's mark?"""
    mark = index_mark(view)
    row = view.row(
        "SELECT EXISTS (SELECT 1 FROM subject WHERE tenant = ?1 AND subject > ?2) "
        "OR EXISTS (SELECT 1 FROM conversation WHERE tenant = ?1 AND conversation > ?2) "
        "OR EXISTS (SELECT 1 FROM value WHERE tenant = ?1 AND value > ?2)",
        (view.tenant, mark),
    )
    return bool(row and row[0])


def add_index(
    tx: Tx, identities: Sequence[tuple[int, bytes]], mentions: Sequence[tuple[int, bytes]], last: bytes
) -> None:
    """Add (tag, id) rows, sorted so that neighbours are written together, and move the index's own mark to `last`."""
    tenant = tx.tenant
    tx.index_many(
        "INSERT OR IGNORE INTO identity (tenant, tag, ref) VALUES (?, ?, ?)",
        [(tenant, tag, ref) for tag, ref in sorted(identities)],
    )
    known = mention_rows(tx)
    part = known // PART_ROWS
    tx.index_many(
        "INSERT OR IGNORE INTO mention (tenant, part, tag, value) VALUES (?, ?, ?, ?)",
        [(tenant, part, tag, value) for tag, value in sorted(mentions)],
    )
    tx.known.mentions = known + len(mentions)
    tx.index_many(
        "INSERT OR REPLACE INTO state (tenant, last, mentions) VALUES (?, ?, ?)",
        [(tenant, last, tx.known.mentions)],
    )


def drop_index(tx: Tx, identities: Sequence[tuple[int, bytes]], mentions: Sequence[tuple[int, bytes]]) -> None:
    """Remove (tag, id) rows."""
    tenant = tx.tenant
    tx.index_many(
        "DELETE FROM identity WHERE tenant = ? AND tag = ? AND ref = ?",
        [(tenant, tag, ref) for tag, ref in identities],
    )
    last = mention_rows(tx) // PART_ROWS
    tx.index_many(
        "DELETE FROM mention WHERE tenant = ? AND part = ? AND tag = ? AND value = ?",
        [(tenant, part, tag, value) for tag, value in mentions for part in range(last + 1)],
    )


def forget_index(tx: Tx) -> None:
    """Empty this tenant's index, to be built again from the data."""
    for table in ("identity", "mention", "state"):
        tx.index_many(f"DELETE FROM {table} WHERE tenant = ?", [(tx.tenant,)])  # noqa: S608
    tx.known.mentions = 0


_SUBJECT = "subject, slot, period, state, channel, created, record"


def subject(view: View, id: bytes) -> SubjectRow | None:
    """The subject of that id."""
    row = view.row(f"SELECT {_SUBJECT} FROM subject WHERE tenant = ? AND subject = ?", (view.tenant, id))  # noqa: S608
    return SubjectRow(*row) if row else None


def subjects(view: View, after: bytes = b"", limit: int = 100, where: Condition = EVERY) -> list[SubjectRow]:
    """Subjects in the order of their ids, from the one after `after`, those that meet a condition."""
    rows = view.rows(
        f"SELECT {_SUBJECT} FROM subject WHERE tenant = ? AND subject > ? AND {where.sql} ORDER BY subject LIMIT ?",  # noqa: S608
        (view.tenant, after, *where.values, limit),
    )
    return [SubjectRow(*row) for row in rows]


def ends(view: View, most: int) -> list[SubjectRow]:
    """The first and the last subjects, at most so many."""
    found = [
        SubjectRow(*row)
        for order in ("ASC", "DESC")
        for row in view.rows(
            f"SELECT {_SUBJECT} FROM subject WHERE tenant = ? ORDER BY subject {order} LIMIT ?",  # noqa: S608
            (view.tenant, most // 2),
        )
    ]
    return list({row.id: row for row in found}.values())


def add_subjects(tx: Tx, rows: Sequence[SubjectRow]) -> None:
    """New subjects, and those whose record was written anew."""
    tx.many(
        f"INSERT OR REPLACE INTO subject (tenant, {_SUBJECT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(tx.tenant, r.id, r.slot, r.period, r.state, r.channel, r.created, r.record) for r in rows],
    )


def set_state(tx: Tx, id: bytes, state: int) -> None:
    """Move a subject to another state."""
    tx.run("UPDATE subject SET state = ? WHERE tenant = ? AND subject = ?", (state, tx.tenant, id))


_CONVERSATION = 'conversation, subject, period, channel, "group", record'


def conversation(view: View, id: bytes) -> ConversationRow | None:
    """The conversation of that id."""
    row = view.row(
        f"SELECT {_CONVERSATION} FROM conversation WHERE tenant = ? AND conversation = ?",  # noqa: S608
        (view.tenant, id),
    )
    return ConversationRow(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) if row else None


def conversations(view: View, after: bytes = b"", limit: int = 100, where: Condition = EVERY) -> list[ConversationRow]:
    """Conversations in the order of their ids, from the one after `after`, those that meet a condition."""
    rows = view.rows(
        f"SELECT {_CONVERSATION} FROM conversation WHERE tenant = ? AND conversation > ? AND {where.sql} "  # noqa: S608
        "ORDER BY conversation LIMIT ?",
        (view.tenant, after, *where.values, limit),
    )
    return [ConversationRow(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in rows]


def conversations_of(view: View, subject: bytes, where: Condition = EVERY) -> list[bytes]:
    """Ids of the conversations a subject is in, those that meet a condition."""
    rows = view.rows(
        "SELECT member.conversation FROM member CROSS JOIN conversation ON conversation.tenant = member.tenant "  # noqa: S608
        "AND conversation.conversation = member.conversation WHERE member.tenant = ? AND member.subject = ? "
        f"AND {where.sql}",
        (view.tenant, subject, *where.values),
    )
    return [row[0] for row in rows]


def members(view: View, conversation: bytes) -> list[bytes]:
    """Ids of the subjects in a conversation."""
    rows = view.rows("SELECT subject FROM member WHERE tenant = ? AND conversation = ?", (view.tenant, conversation))
    return [row[0] for row in rows]


def add_conversations(tx: Tx, rows: Sequence[ConversationRow]) -> None:
    """New conversations."""
    tx.many(
        f"INSERT INTO conversation (tenant, {_CONVERSATION}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(tx.tenant, r.id, r.subject, r.period, r.channel, int(r.group), r.record) for r in rows],
    )


def add_members(tx: Tx, pairs: Sequence[tuple[bytes, bytes]]) -> None:
    """(conversation, subject) pairs; those that are there already stay."""
    tx.many(
        "INSERT OR IGNORE INTO member (tenant, conversation, subject) VALUES (?, ?, ?)",
        [(tx.tenant, conversation, subject) for conversation, subject in pairs],
    )


def period(view: View, class_: str, start: int) -> int | None:
    """The slot of a live period key."""
    row = view.row(
        "SELECT slot FROM period WHERE tenant = ? AND class = ? AND start = ? AND state = 0",
        (view.tenant, class_, start),
    )
    return int(row[0]) if row else None


def end_of(view: View, slot: int) -> int:
    """When the key of a period is destroyed (ms); 0 for one that an event ends."""
    row = view.row('SELECT "end" FROM period WHERE tenant = ? AND slot = ?', (view.tenant, slot))
    return int(row[0]) if row else 0


def live_periods(view: View, class_: str) -> list[tuple[int, int]]:
    """(slot, start) of the periods of a class whose keys are there."""
    live = "SELECT slot, start FROM period WHERE tenant = ? AND class = ? AND state = 0"
    rows = view.rows(live, (view.tenant, class_))
    return [(row[0], row[1]) for row in rows]


def add_period(tx: Tx, class_: str, start: int, end: int, slot: int) -> None:
    """A new period of a retention class; times are milliseconds."""
    tx.run(
        'INSERT INTO period (tenant, class, start, "end", slot, state) VALUES (?, ?, ?, ?, ?, 0)',
        (tx.tenant, class_, start, end, slot),
    )


def periods_ended(view: View, at: int, sure: int, short: int) -> list[tuple[str, int, int]]:
    """(class, start, slot) of the live periods whose end is at or before `at`; end 0 means: not known yet.

    Those that last longer than `short` (ms) ended at or before `sure`.
    """
    rows = view.rows(
        'SELECT class, start, slot FROM period WHERE tenant = ? AND state = 0 AND "end" > 0 AND "end" <= ? '
        'AND ("end" <= ? OR "end" - start <= ?)',
        (view.tenant, at, sure, short),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def end_periods(tx: Tx, slots: Sequence[int]) -> None:
    """Mark periods as ended; their keys are destroyed."""
    tx.many("UPDATE period SET state = 1 WHERE tenant = ? AND slot = ?", [(tx.tenant, slot) for slot in slots])
    tx.run("UPDATE tenant SET changes = changes + 1 WHERE tenant = ?", (tx.tenant,))
