"""Lines: accounts at providers of text messages that Privet stands before, and what waits for their applications,
sealed. What was posted on leaves a row without content, so that a repetition is recognised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from privet.store import trials

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line. `sealed` holds how it is set and what proves it; times are milliseconds; `paused` None: not paused."""

    id: bytes
    name: str
    sealed: bytes
    created: int
    paused: int | None


class PostRow(NamedTuple):
    """What waits for an application of a line; `tag` is that of what tells it from every other one, `id` has its place
    in the order, `at` is when it came (ms). `sealed` opens with the keys of its subject and its period; it is `PASSING`
    for what may not be kept and has not been taken yet, and nobody's.
    """

    line: bytes
    tag: int
    id: bytes
    subject: bytes
    period: int
    at: int
    sealed: bytes | None


PASSING = b""

_LINE = "line, name, sealed, created, paused"
_POST = "line, tag, id, subject, period, at, sealed"


def every(view: View) -> list[LineRow]:
    """Every line, by name."""
    rows = view.rows(f"SELECT {_LINE} FROM line WHERE tenant = ? ORDER BY name", (view.tenant,))  # noqa: S608
    return [LineRow(*row) for row in rows]


def by_name(view: View, name: str) -> LineRow | None:
    """The line of that name."""
    row = view.row(f"SELECT {_LINE} FROM line WHERE tenant = ? AND name = ?", (view.tenant, name))  # noqa: S608
    return LineRow(*row) if row else None


def put(tx: Tx, row: LineRow) -> None:
    """Write a line, or what changed of it; every process looks at the lines anew."""
    tx.run(
        f"INSERT OR REPLACE INTO line (tenant, {_LINE}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, row.id, row.name, row.sealed, row.created, row.paused),
    )


def remove(tx: Tx, id: bytes) -> None:
    """Remove a line, whatever waits for its application, and what its trial counted."""
    for table in ("line_post", "line"):
        tx.run(f"DELETE FROM {table} WHERE tenant = ? AND line = ?", (tx.tenant, id))  # noqa: S608
    trials.remove(tx, id)


def known(view: View, line: bytes, tags: Sequence[int]) -> dict[int, bytes]:
    """Which of these came over a line before; the id of its row where it may not be kept and nobody took it yet."""
    marks = ",".join("?" * len(tags))
    rows = view.rows(
        "SELECT tag, CASE WHEN sealed = x'' THEN id ELSE x'' END FROM line_post "  # noqa: S608
        f"WHERE tenant = ? AND line = ? AND tag IN ({marks})",
        (view.tenant, line, *tags),
    )
    return {row[0]: row[1] for row in rows}


def add(tx: Tx, rows: Sequence[PostRow]) -> None:
    """What came over a line."""
    tx.many(
        f"INSERT INTO line_post (tenant, {_POST}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(tx.tenant, *row) for row in rows],
    )


def waiting(view: View, line: bytes, since: int, limit: int, but: Sequence[bytes] = ()) -> list[PostRow]:
    """What waits for a line's application and came after `since` (ms), oldest first, but what is of these subjects."""
    marks = ",".join("?" * len(but))
    rows = view.rows(
        f"SELECT {_POST} FROM line_post INDEXED BY line_post_waiting "  # noqa: S608
        f"WHERE tenant = ? AND line = ? AND sealed IS NOT NULL AND sealed <> x'' AND subject NOT IN ({marks}) "
        "AND at > ? ORDER BY id LIMIT ?",
        (view.tenant, line, *but, since, limit),
    )
    return [PostRow(*row) for row in rows]


def counted(view: View, line: bytes) -> tuple[int, int | None]:
    """How much waits for a line's application, and since when (ms); None where nothing does."""
    of_it = "FROM line_post INDEXED BY line_post_waiting WHERE tenant = ? AND line = ? AND sealed IS NOT NULL"
    row = view.row(f"SELECT count(*) {of_it}", (view.tenant, line))
    first = view.row(f"SELECT at {of_it} ORDER BY id LIMIT 1", (view.tenant, line))
    return row[0] if row else 0, first[0] if first else None


def taken(tx: Tx, line: bytes, tags: Sequence[int]) -> None:
    """An application has these."""
    tx.many(
        "UPDATE line_post SET sealed = NULL WHERE tenant = ? AND line = ? AND tag = ?",
        [(tx.tenant, line, one) for one in tags],
    )


def over(tx: Tx, periods: Sequence[int]) -> dict[bytes, int]:
    """The keys of these periods (slots) are destroyed: nothing of them waits any more; how many did, by line."""
    lost: dict[bytes, int] = {}
    for period in periods:
        for line, count in tx.rows(
            "SELECT line, count(*) FROM line_post WHERE tenant = ? AND period = ? AND sealed IS NOT NULL GROUP BY line",
            (tx.tenant, period),
        ):
            lost[line] = lost.get(line, 0) + count
        tx.run(
            "UPDATE line_post SET sealed = NULL WHERE tenant = ? AND period = ? AND sealed IS NOT NULL",
            (tx.tenant, period),
        )
    return lost


def forget(tx: Tx, before: int) -> None:
    """Whatever came before that (ms) and waits no more is recognised no more."""
    tx.run("DELETE FROM line_post WHERE tenant = ? AND at < ? AND sealed IS NULL", (tx.tenant, before))


def erased(tx: Tx, subject: bytes) -> None:
    """A subject is erased: what waits of theirs opens no more, and waits no more."""
    tx.run(
        "UPDATE line_post SET sealed = NULL WHERE tenant = ? AND subject = ? AND sealed IS NOT NULL",
        (tx.tenant, subject),
    )
