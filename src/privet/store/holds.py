"""Legal holds: what is to be kept beyond its time, and the copies of it, sealed under each hold's own key.

asked → held | declined     nothing is kept before a second person agreed
held  → ended               its key is destroyed; the copies go after it

Where `wanted` is not 0 on a hold that is held, somebody asked that it ends then instead. Times are milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from privet.store.messages import LISTED

if TYPE_CHECKING:
    from privet.store.view import Tx, View

ASKED, HELD, DECLINED, ENDED = "asked", "held", "declined", "ended"
SUBJECT, CONVERSATION = "subject", "conversation"

VALUE, BODY, PERSON, TALK, HEAD, PIECE = 1, 2, 3, 4, 15, 16
"""What a copy is of: the field that the original is sealed in."""

EVER = 2**48 - 2
"""The last millisecond that an id can begin with."""


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold: what it covers was written from `first` to `last`; on which ground; its key's slot (0: none yet); who
    asked last, and who agreed. `until` is when it ends, `wanted` when it shall end once somebody agrees (0: nobody
    asked).
    """

    id: bytes
    state: str
    ground: str
    slot: int
    first: int
    last: int
    asked: int
    began: int
    until: int
    wanted: int
    asker: str
    upheld: str


class Original(NamedTuple):
    """Something a hold covers, as it lies sealed under a person's key (in `slot`) and a period's: `field` says what it
    is, `number` the kind of a value or the place of a piece.
    """

    field: int
    record: bytes
    number: int
    subject: bytes
    conversation: bytes
    period: int
    sealed: bytes
    slot: int


class HeldRow(NamedTuple):
    """A copy under a hold's key; empty where the original could not be opened."""

    field: int
    record: bytes
    number: int
    subject: bytes
    conversation: bytes
    sealed: bytes


_ROW = "hold, state, ground, slot, first, last, asked, began, until, wanted, asker, upheld"


def put(tx: Tx, row: HoldRow) -> None:
    """A new hold, or its next state."""
    tx.run(
        f"INSERT OR REPLACE INTO hold (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            tx.tenant, row.id, row.state, row.ground, row.slot, row.first, row.last, row.asked, row.began, row.until,
            row.wanted, row.asker, row.upheld,
        ),
    )  # fmt: skip


def scope(tx: Tx, hold: bytes, things: Sequence[tuple[str, bytes]]) -> None:
    """What a hold is about: (subject or conversation, id) each."""
    tx.many(
        "INSERT OR IGNORE INTO hold_scope (tenant, hold, thing, sort) VALUES (?, ?, ?, ?)",
        [(tx.tenant, hold, id, sort) for sort, id in things],
    )


def of(view: View, hold: bytes) -> HoldRow | None:
    """The hold of that id."""
    row = view.row(f"SELECT {_ROW} FROM hold WHERE tenant = ? AND hold = ?", (view.tenant, hold))  # noqa: S608
    return HoldRow(*row) if row else None


def every(view: View, states: Collection[str] = (ASKED, HELD, DECLINED, ENDED)) -> list[HoldRow]:
    """The holds in these states, the oldest first."""
    marks = ",".join("?" * len(states))
    rows = view.rows(
        f"SELECT {_ROW} FROM hold WHERE tenant = ? AND state IN ({marks}) ORDER BY hold",  # noqa: S608
        (view.tenant, *states),
    )
    return [HoldRow(*row) for row in rows]


def things(view: View, hold: bytes) -> list[tuple[str, bytes]]:
    """What a hold is about."""
    rows = view.rows(
        "SELECT sort, thing FROM hold_scope WHERE tenant = ? AND hold = ? ORDER BY sort, thing", (view.tenant, hold)
    )
    return [(row[0], row[1]) for row in rows]


def covering(view: View, subject: bytes) -> list[HoldRow]:
    """The holds that keep something of a subject: those about them, or about a conversation that they are in."""
    rows = view.rows(
        "SELECT DISTINCT hold FROM hold_scope WHERE tenant = ?1 AND (thing = ?2 OR thing IN "
        "(SELECT conversation FROM member WHERE tenant = ?1 AND subject = ?2))",
        (view.tenant, subject),
    )
    found = {row[0] for row in rows}
    return [one for one in every(view, (HELD,)) if one.id in found]


_TALKS = {  # (conversation, whose things in it: NULL is everybody's), of one thing of a scope
    SUBJECT: "SELECT conversation, subject AS whose FROM member WHERE tenant = ?1 AND subject = ?2",
    CONVERSATION: "SELECT ?2 AS conversation, NULL AS whose",
}
_PEOPLE = {
    SUBJECT: "SELECT ?2 AS subject",
    CONVERSATION: "SELECT subject FROM member WHERE tenant = ?1 AND conversation = ?2",
}
_NOT_YET = (
    "NOT EXISTS (SELECT 1 FROM held WHERE tenant = ?1 AND hold = ?3 AND field = {} AND record = {} AND number = {})"
)
_WANTED = (
    "subject.slot FROM talk CROSS JOIN mark ON mark.tenant = ?1 AND mark.conversation = talk.conversation AND {on} "
    "CROSS JOIN {table} ON {table}.tenant = ?1 AND {table}.{id} = {key} "
    "AND (whose IS NULL OR {table}.subject = whose) "
    "CROSS JOIN subject ON subject.tenant = ?1 AND subject.subject = {table}.subject"
)
_MARKED = "mark.kind > 0 AND length(mark.ref) = 16"
_TOLD = f"mark.tag = {LISTED} AND length(mark.ref) = 16 AND mark.ref >= ?4"


def _selects(sort: str) -> list[str]:
    """Each sort of original that one thing of a scope covers and the hold has no copy of. Parameters: 1 the tenant,
    2 the thing, 3 the hold, 4 and 5 the first id and the one behind the last.
    """
    talk = f"WITH talk AS ({_TALKS[sort]}) "
    message = _WANTED.format(on=_TOLD, table="message", id="message", key="mark.ref")
    value = _WANTED.format(on=_MARKED, table="value", id="value", key="mark.ref")
    file = _WANTED.format(on=_TOLD, table="file", id="message", key="mark.ref")
    people = f"FROM subject WHERE tenant = ?1 AND subject IN ({_PEOPLE[sort]}) AND length(record) > 0"
    talks = (
        "subject.slot FROM talk CROSS JOIN conversation ON conversation.tenant = ?1 "
        "AND conversation.conversation = talk.conversation AND (whose IS NULL OR conversation.subject = whose) "
        "CROSS JOIN subject ON subject.tenant = ?1 AND subject.subject = conversation.subject"
    )
    return [
        f"SELECT {PERSON}, subject, 0, subject, x'', period, record, slot {people} "
        f"AND {_NOT_YET.format(PERSON, 'subject', 0)}",
        f"{talk}SELECT {TALK}, conversation.conversation, 0, conversation.subject, conversation.conversation, "
        f"conversation.period, conversation.record, {talks} "
        f"WHERE length(conversation.record) > 0 AND {_NOT_YET.format(TALK, 'conversation.conversation', 0)}",
        f"{talk}SELECT {BODY}, message, 0, message.subject, message.conversation, message.period, body, {message} "
        f"WHERE mark.ref < ?5 AND length(body) > 0 AND {_NOT_YET.format(BODY, 'message', 0)}",
        f"{talk}SELECT {VALUE}, value, value.kind, value.subject, value.conversation, value.period, sealed, {value} "
        f"WHERE mark.ref < ?5 AND length(sealed) > 0 AND {_NOT_YET.format(VALUE, 'value', 'value.kind')}",
        f"{talk}SELECT {HEAD}, file, 0, file.subject, file.conversation, file.period, head, {file} "
        f"WHERE mark.ref < ?5 AND {_NOT_YET.format(HEAD, 'file', 0)}",
        f"{talk}SELECT {PIECE}, file.file, file_piece.number, file.subject, file.conversation, file.period, "
        f"file_piece.sealed, {file} CROSS JOIN file_piece ON file_piece.tenant = ?1 AND file_piece.file = file.file "
        f"WHERE mark.ref < ?5 AND {_NOT_YET.format(PIECE, 'file.file', 'file_piece.number')}",
    ]  # fmt: skip


_STATEMENTS = {sort: _selects(sort) for sort in (SUBJECT, CONVERSATION)}


def left(view: View, row: HoldRow, most: int, periods: Collection[int] | None = None) -> list[Original]:
    """What a hold covers that can be opened and has no copy yet, at most so much; of these periods alone, where they
    are given.

    A value that was said before `first` and again since is one: all up to `last` of a conversation are covered.
    """
    first, end = row.first.to_bytes(6, "big") + bytes(10), (row.last + 1).to_bytes(6, "big") + bytes(10)
    live = {row[0] for row in view.rows("SELECT slot FROM period WHERE tenant = ? AND state = 0", (view.tenant,))}
    within = json.dumps(sorted(live if periods is None else live & set(periods)))
    found: list[Original] = []
    for sort, thing in things(view, row.id):
        for statement in _STATEMENTS[sort]:
            if len(found) < most:
                rows = view.rows(
                    f"SELECT * FROM ({statement}) AS original "  # noqa: S608
                    "WHERE period IN (SELECT value FROM json_each(?6)) LIMIT ?7",
                    (view.tenant, thing, row.id, first, end, within, most - len(found)),
                )
                found += [Original(*each) for each in rows]
    return found


def keep(tx: Tx, hold: bytes, rows: Sequence[HeldRow]) -> None:
    """Copies under a hold's key; one that is there stays."""
    tx.many(
        "INSERT OR IGNORE INTO held (tenant, hold, field, record, number, subject, conversation, sealed) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(tx.tenant, hold, *row) for row in rows],
    )


def copies(view: View, hold: bytes, after: tuple[int, bytes, int], most: int) -> list[HeldRow]:
    """Copies of a hold in their order, from the one after (field, record, number), at most so many."""
    rows = view.rows(
        "SELECT field, record, number, subject, conversation, sealed FROM held WHERE tenant = ? AND hold = ? "
        "AND (field, record, number) > (?, ?, ?) ORDER BY field, record, number LIMIT ?",
        (view.tenant, hold, *after, most),
    )
    return [HeldRow(*row) for row in rows]


def counted(view: View, hold: bytes, subject: bytes | None = None) -> dict[int, int]:
    """By field, how many copies of a hold there are; of one subject, where it is given."""
    rows = view.rows(
        "SELECT field, count(*) FROM held WHERE tenant = ?1 AND hold = ?2 AND (?3 IS NULL OR subject = ?3) "
        "GROUP BY field",
        (view.tenant, hold, subject),
    )
    return {row[0]: row[1] for row in rows}


def drop(tx: Tx, hold: bytes, most: int) -> int:
    """Remove copies of a hold whose key is gone, at most so many; how many there were."""
    rows = copies(tx, hold, (0, b"", 0), most)
    tx.many(
        "DELETE FROM held WHERE tenant = ? AND hold = ? AND field = ? AND record = ? AND number = ?",
        [(tx.tenant, hold, row.field, row.record, row.number) for row in rows],
    )
    return len(rows)
