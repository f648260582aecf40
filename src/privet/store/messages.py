"""Messages, the values their tokens stand for, the marks a conversation recognises them by, and sealed notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from privet.store import holdings
from privet.store.rights import EVERY, Condition

if TYPE_CHECKING:
    from privet.store.view import Tx, View


LISTED = 0
"""The tag of the marks that list a conversation's messages; kinds are numbered from 1."""


class MessageRow(NamedTuple):
    """A message: whose, in which conversation, under which period; `direction` 0 in, 1 out; `body` sealed."""

    id: bytes
    conversation: bytes
    subject: bytes
    period: int
    direction: int
    body: bytes


class ValueRow(NamedTuple):
    """A sealed value: token `n` of `kind` (its number) in a conversation; `same_as` is another spelling's value."""

    id: bytes
    conversation: bytes
    subject: bytes
    period: int
    kind: int
    n: int
    same_as: bytes | None
    sealed: bytes


class Mark(msgspec.Struct, frozen=True, gc=False):
    """What a conversation recognises again. `tag` is keyed under the subject's own key.

    A value: `ref` is its id, `exact` the tag of its exact spelling. A message: kind 0, `ref` its id. A counter:
    `tag` is the kind's number, `ref` empty, `n` the highest number given. Under the tag `LISTED` stands every message
    of the conversation, so that they are found in order and beside what is written with them.
    """

    tag: int
    ref: bytes
    kind: int
    n: int
    exact: int


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Free text that belongs to a ledger entry, sealed under the subject's key with its salt."""

    entry: bytes
    subject: bytes
    period: int
    sealed: bytes


def add_messages(tx: Tx, rows: Sequence[tuple[object, ...]]) -> None:
    """New messages, each (tenant, *MessageRow)."""
    tx.many(
        "INSERT INTO message (tenant, message, conversation, subject, period, direction, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def put_body(tx: Tx, id: bytes, body: bytes, period: int) -> None:
    """What is sealed of a message, sealed anew in a period."""
    tx.run("UPDATE message SET body = ?, period = ? WHERE tenant = ? AND message = ?", (body, period, tx.tenant, id))


def add_values(tx: Tx, rows: Sequence[tuple[object, ...]]) -> None:
    """New values, each (tenant, *ValueRow); one whose period was extended is written anew."""
    tx.many(
        "INSERT OR REPLACE INTO value (tenant, value, conversation, subject, period, kind, n, same_as, sealed) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def add_marks(tx: Tx, rows: Sequence[tuple[object, ...]]) -> None:
    """New marks, each (tenant, conversation, and `Mark`'s fields in their order); counters are written anew."""
    tx.many(
        "INSERT OR REPLACE INTO mark (tenant, conversation, tag, ref, kind, n, exact) VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


_NOWHERE = (None, None)
_MARKS = {
    count: f"WITH sought (conversation, tag) AS (VALUES {'(?, ?), ' * (count - 1)}(?, ?)) "  # noqa: S608
    "SELECT mark.conversation, mark.tag, ref, kind, n, exact FROM sought CROSS JOIN mark "
    "ON mark.tenant = ? AND mark.conversation = sought.conversation AND mark.tag = sought.tag"
    for count in (4, 8, 16, 64)
}
"""Few statements of fixed lengths, so that each stays prepared; a longer one takes more time for each pair."""


def marks(view: View, sought: Sequence[tuple[bytes, int]]) -> list[tuple[bytes, int, bytes, int, int, int]]:
    """The marks under (conversation, tag) pairs, each as its conversation and `Mark`'s fields."""
    found: list[tuple[bytes, int, bytes, int, int, int]] = []
    for at in range(0, len(sought), 64):
        part = sought[at : at + 64]
        length = next(count for count in _MARKS if count >= len(part))
        padded = [*part, *[_NOWHERE] * (length - len(part))]
        found += view.rows(_MARKS[length], (*chain.from_iterable(padded), view.tenant))
    return found


def value_ids(view: View, conversation: bytes, wanted: set[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """Ids of a conversation's values by (kind, n); one pass over its marks."""
    kinds = ",".join(map(str, sorted({kind for kind, _ in wanted})))
    rows = view.rows(
        f"SELECT kind, n, ref FROM mark WHERE tenant = ? AND conversation = ? AND kind IN ({kinds}) "  # noqa: S608
        "AND length(ref) = 16",
        (view.tenant, conversation),
    )
    return {(row[0], row[1]): row[2] for row in rows if (row[0], row[1]) in wanted}


_MESSAGE = "message, conversation, subject, period, direction, body"
_LISTED = _MESSAGE.replace("conversation", "message.conversation")


def message(view: View, id: bytes) -> MessageRow | None:
    """The message of that id."""
    row = view.row(f"SELECT {_MESSAGE} FROM message WHERE tenant = ? AND message = ?", (view.tenant, id))  # noqa: S608
    return MessageRow(*row) if row else None


def of(
    view: View, conversation: bytes, after: bytes = b"", limit: int = 100, where: Condition = EVERY
) -> list[MessageRow]:
    """A conversation's messages in order of arrival, from the one after `after`, those that meet a condition."""
    rows = view.rows(
        # CROSS JOIN, since the planner would rather walk all messages of the tenant in the order of their ids.
        f"SELECT {_LISTED} FROM mark CROSS JOIN message ON message.tenant = mark.tenant AND message = ref "  # noqa: S608
        f"WHERE mark.tenant = ? AND mark.conversation = ? AND tag = ? AND ref > ? AND {where.sql} ORDER BY ref LIMIT ?",
        (view.tenant, conversation, LISTED, after, *where.values, limit),
    )
    return [MessageRow(*row) for row in rows]


def some(view: View, ids: Sequence[bytes], where: Condition) -> list[MessageRow]:
    """The messages of these ids, those that meet a condition on them and their conversations (`of_all_messages`)."""
    listed = ", ".join(f"message.{one.strip()}" for one in _MESSAGE.split(","))
    rows = view.rows(
        f"SELECT {listed} FROM message CROSS JOIN conversation ON conversation.tenant = message.tenant "  # noqa: S608
        f"AND conversation.conversation = message.conversation WHERE message.tenant = ? "
        f"AND message.message IN ({','.join('?' * len(ids))}) AND {where.sql}",
        (view.tenant, *ids, *where.values),
    )
    return [MessageRow(*row) for row in rows]


def before(view: View, conversation: bytes, end: bytes, limit: int, where: Condition = EVERY) -> list[MessageRow]:
    """A conversation's messages that stand before `end`, the latest first, those that meet a condition."""
    rows = view.rows(
        f"SELECT {_LISTED} FROM mark CROSS JOIN message ON message.tenant = mark.tenant AND message = ref "  # noqa: S608
        f"WHERE mark.tenant = ? AND mark.conversation = ? AND tag = ? AND ref < ? AND {where.sql} "
        "ORDER BY ref DESC LIMIT ?",
        (view.tenant, conversation, LISTED, end, *where.values, limit),
    )
    return [MessageRow(*row) for row in rows]


def newer(view: View, after: bytes, limit: int) -> list[MessageRow]:
    """All messages from the one after `after`, in order of arrival: for what is rebuilt from the data."""
    rows = view.rows(
        f"SELECT {_MESSAGE} FROM message WHERE tenant = ? AND message > ? ORDER BY message LIMIT ?",  # noqa: S608
        (view.tenant, after, limit),
    )
    return [MessageRow(*row) for row in rows]


def newest(view: View) -> bytes:
    """The greatest id of a message; sixteen zeros where there is none."""
    row = view.row("SELECT max(message) FROM message WHERE tenant = ?", (view.tenant,))
    return row[0] if row and row[0] else bytes(16)


_VALUE = "value, conversation, subject, period, kind, n, same_as, sealed"


def value(view: View, id: bytes) -> ValueRow | None:
    """The value of that id."""
    row = view.row(f"SELECT {_VALUE} FROM value WHERE tenant = ? AND value = ?", (view.tenant, id))  # noqa: S608
    return ValueRow(*row) if row else None


def values(view: View, ids: Sequence[bytes]) -> list[ValueRow]:
    """The values of these ids, as far as they are there."""
    found: list[ValueRow] = []
    for at in range(0, len(ids), 64):
        part = ids[at : at + 64]
        length = next(count for count in (4, 16, 64) if count >= len(part))
        rows = view.rows(
            f"SELECT {_VALUE} FROM value WHERE tenant = ? AND value IN ({', '.join('?' * length)})",  # noqa: S608
            (view.tenant, *part, *[None] * (length - len(part))),
        )
        found += [ValueRow(*row) for row in rows]
    return found


def values_newer(view: View, after: bytes, limit: int) -> list[ValueRow]:
    """All values from the one after `after`, in order of arrival."""
    rows = view.rows(
        f"SELECT {_VALUE} FROM value WHERE tenant = ? AND value > ? ORDER BY value LIMIT ?",  # noqa: S608
        (view.tenant, after, limit),
    )
    return [ValueRow(*row) for row in rows]


def counts(view: View) -> dict[str, int]:
    """How many subjects, conversations, messages and values there are."""
    names = ("subject", "conversation", "message", "value")
    found = {}
    for name in names:
        row = view.row(f"SELECT count(*) FROM {name} WHERE tenant = ?", (view.tenant,))  # noqa: S608
        found[name + "s"] = int(row[0]) if row else 0
    return found


def add_note(tx: Tx, row: NoteRow) -> None:
    """Keep the sealed text that an entry commits to."""
    tx.run(
        "INSERT INTO note (tenant, entry, subject, period, sealed) VALUES (?, ?, ?, ?, ?)",
        (tx.tenant, row.entry, row.subject, row.period, row.sealed),
    )


def noted(view: View, entries: Sequence[bytes]) -> set[bytes]:
    """For which of these entries (ids of 16 bytes, some dozens) a free text is kept."""
    marks = ",".join("?" * len(entries))
    rows = view.rows(f"SELECT entry FROM note WHERE tenant = ? AND entry IN ({marks})", (view.tenant, *entries))  # noqa: S608
    return {row[0] for row in rows}


def note(view: View, entry: bytes) -> NoteRow | None:
    """The sealed text of an entry."""
    row = view.row(
        "SELECT entry, subject, period, sealed FROM note WHERE tenant = ? AND entry = ?", (view.tenant, entry)
    )
    return NoteRow(*row) if row else None


def drop_values(tx: Tx, conversation: bytes, kinds: Sequence[int], before: bytes) -> None:
    """Remove a conversation's values of these kinds that are older than the id `before`."""
    rows = [one for one in (value(tx, id) for id in value_ids_of(tx, conversation, kinds) if id <= before) if one]
    tx.many("DELETE FROM value WHERE tenant = ? AND value = ?", [(tx.tenant, one.id) for one in rows])
    gone = Counter((one.period, one.kind) for one in rows)
    holdings.change(tx, {place: -count for place, count in gone.items()})


def value_ids_of(view: View, conversation: bytes, kinds: Sequence[int]) -> list[bytes]:
    """Ids of a conversation's values of these kinds."""
    rows = view.rows(
        f"SELECT ref FROM mark WHERE tenant = ? AND conversation = ? AND kind IN ({','.join(map(str, kinds))}) "  # noqa: S608
        "AND length(ref) = 16",
        (view.tenant, conversation),
    )
    return [row[0] for row in rows]
