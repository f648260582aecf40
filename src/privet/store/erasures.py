"""Erasures: asked for, done, and the places that have not answered yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from privet.store import subjects

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """One erasure; `done` is 0 until the key is destroyed, `pending` names what still holds something of it: places
    whose copies are not replaced, the journal of the index. `before` and `after` are generations of the key store,
    hence epochs; `messages` and `values` how many were sealed under the key. `gone` is when the last of their bytes
    was overwritten (ms), 0 until then.
    """

    number: int
    subject: bytes
    requested: int
    done: int
    pending: tuple[str, ...]
    before: int = 0
    after: int = 0
    messages: int = 0
    values: int = 0
    gone: int = 0


_ROW = 'number, subject, requested, done, pending, "before", "after", messages, sealed, gone'


def ask(tx: Tx, subject: bytes, at: int) -> int:
    """Record that a subject is to be erased; from here on it is refused. Returns the erasure's number."""
    row = tx.row("SELECT coalesce(max(number), 0) + 1 FROM erasure WHERE tenant = ?", (tx.tenant,))
    number = int(row[0]) if row else 1
    tx.run(
        f"INSERT INTO erasure (tenant, {_ROW}) VALUES (?, ?, ?, ?, 0, '', 0, 0, 0, 0, 0)",  # noqa: S608
        (tx.tenant, number, subject, at),
    )
    subjects.set_state(tx, subject, subjects.ERASING)
    _moved(tx)
    return number


def finish(tx: Tx, erasure: ErasureRow) -> None:
    """Record that the key is destroyed, and which places have not answered."""
    tx.run(
        'UPDATE erasure SET done = ?, pending = ?, "before" = ?, "after" = ?, messages = ?, sealed = ? '
        "WHERE tenant = ? AND number = ?",
        (
            erasure.done, "\n".join(erasure.pending), erasure.before, erasure.after, erasure.messages, erasure.values,
            tx.tenant, erasure.number,
        ),
    )  # fmt: skip
    subjects.set_state(tx, erasure.subject, subjects.ERASED)
    _moved(tx)


def over(tx: Tx, numbers: Sequence[int], at: int) -> None:
    """Nothing of what these erasures made unreadable is left in the files."""
    tx.many(
        "UPDATE erasure SET gone = ? WHERE tenant = ? AND number = ?", [(at, tx.tenant, number) for number in numbers]
    )


def unfinished(view: View) -> list[ErasureRow]:
    """Erasures whose key may still be there, or of which a place still holds a copy."""
    return _rows(view, "(done = 0 OR pending != '') ORDER BY number")


def lying(view: View, most: int) -> list[ErasureRow]:
    """The first erasures that are done and whose bytes still lie in the files."""
    return _rows(view, "done > 0 AND gone = 0 ORDER BY number LIMIT ?", most)


def every(view: View, after: int, most: int) -> list[ErasureRow]:
    """Erasures in their order, from the one after the number `after`."""
    return _rows(view, "number > ? ORDER BY number LIMIT ?", after, most)


def of(view: View, subject: bytes) -> ErasureRow | None:
    """The erasure of a subject."""
    return next(iter(_rows(view, "subject = ?", subject)), None)


def _rows(view: View, where: str, *values: object) -> list[ErasureRow]:
    rows = view.rows(f"SELECT {_ROW} FROM erasure WHERE tenant = ? AND {where}", (view.tenant, *values))  # noqa: S608
    return [_erasure(row) for row in rows]


def _erasure(row: Sequence[Any]) -> ErasureRow:
    number, subject, requested, done, pending, *rest = row
    return ErasureRow(number, subject, requested, done, tuple(pending.split("\n")) if pending else (), *rest)


def _moved(tx: Tx) -> None:
    """Let every process drop what it cached of this tenant."""
    tx.run("UPDATE tenant SET changes = changes + 1 WHERE tenant = ?", (tx.tenant,))


_TALKS = "(SELECT conversation FROM member WHERE tenant = ?1 AND subject = ?2)"
_MESSAGES = (
    "FROM mark JOIN message ON message.tenant = mark.tenant AND message.message = mark.ref "
    f"WHERE mark.tenant = ?1 AND mark.conversation IN {_TALKS} AND mark.kind = 0 AND message.subject = ?2"
)
_VALUES = (
    "FROM mark JOIN value ON value.tenant = mark.tenant AND value.value = mark.ref "
    f"WHERE mark.tenant = ?1 AND mark.conversation IN {_TALKS} AND mark.kind != 0 AND value.subject = ?2"
)
_AT_ONCE = 16_000
"""Ids in one question to the index; SQLite takes 32,766."""

_HELD = {
    "file": "SELECT count(*) FROM file WHERE tenant = ? AND subject = ?",
    "update": "SELECT count(*) FROM bot_update WHERE tenant = ? AND subject = ? AND sealed IS NOT NULL",
    "post": "SELECT count(*) FROM line_post WHERE tenant = ? AND subject = ? AND sealed IS NOT NULL",
    "unseen": "SELECT count(*) FROM unseen WHERE tenant = ? AND subject = ?",
    "alias": "SELECT count(*) FROM alias WHERE tenant = ? AND subject = ?",
}
"""Where something of a subject waits, or a number stands for them."""


def sealed(view: View, subject: bytes) -> dict[str, int]:
    """How many messages and values there are that were sealed under this subject's key."""
    return {
        "message": _counted(view, f"SELECT count(DISTINCT mark.ref) {_MESSAGES}", (view.tenant, subject)),
        "value": _counted(view, f"SELECT count(DISTINCT mark.ref) {_VALUES}", (view.tenant, subject)),
    }


def residue(view: View, subject: bytes) -> dict[str, int]:
    """How many rows lead to a subject (index) or hold something that waits for them (data), by sort. It looks for ids,
    over whole tables of the index: the tags themselves can be computed by nobody any more.
    """
    own = f"SELECT conversation FROM conversation WHERE tenant = ?1 AND conversation IN {_TALKS} AND subject = ?2"  # noqa: S608
    talks = [bytes(row[0]) for row in view.rows(own, (view.tenant, subject))]
    messages = [bytes(row[0]) for row in view.rows(f"SELECT DISTINCT mark.ref {_MESSAGES}", (view.tenant, subject))]
    values = [bytes(row[0]) for row in view.rows(f"SELECT DISTINCT mark.ref {_VALUES}", (view.tenant, subject))]
    found = {
        "identity": _indexed(view, "identity", "ref", [subject, *talks]),
        "mention": _indexed(view, "mention", "value", values),
        "word": _indexed(view, "worded", "message", messages),
    }
    return found | {sort: _counted(view, sql, (view.tenant, subject)) for sort, sql in _HELD.items()}


def _counted(view: View, sql: str, values: tuple[int, bytes]) -> int:
    """What a statement that counts says."""
    return int(view.rows(sql, values)[0][0])


def _indexed(view: View, table: str, column: str, sought: list[bytes]) -> int:
    """How many rows of a table of the index have one of these ids."""
    count = 0
    for start in range(0, len(sought), _AT_ONCE):
        some = sought[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        sql = f"SELECT count(*) FROM {table} WHERE tenant = ? AND {column} IN ({marks})"  # noqa: S608
        count += int(view.index_rows(sql, (view.tenant, *some))[0][0])
    return count
