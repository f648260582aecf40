"""How many values of each kind are held of a period: figures without a walk.

They can be opened as long as the period's key is there; there are fewer when a subject is erased, when values are
dropped, and when one is kept longer, under the key of a later period. Nothing here says what there was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from privet.store.subjects import ERASED

if TYPE_CHECKING:
    from privet.store.view import Tx, View


class Holding(NamedTuple):
    """Values of one kind that are held of a subject in a retention class: how many, the ids of the first and the last
    that was found, and when the last of their keys is destroyed (ms; 0: by an event).
    """

    kind: int
    class_: str
    values: int
    first: bytes
    last: bytes
    until: int


def change(tx: Tx, changes: Mapping[tuple[int, int], int]) -> None:
    """Hold so many more for each (slot of a period, number of a kind)."""
    tx.many(
        "INSERT INTO holding (tenant, period, kind, held) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (tenant, period, kind) DO UPDATE SET held = held + excluded.held",
        [(tx.tenant, *key, by) for key, by in sorted(changes.items())],
    )


def erased(tx: Tx, subject: bytes) -> None:
    """Nothing of a subject is held from here on."""
    live = {row[0] for row in tx.rows(_LIVE.format("slot"), (tx.tenant,))}
    change(tx, {(period, kind): -count for period, kind, count, *_ in _of(tx, subject) if period in live})


def tidy(tx: Tx, before: int) -> None:
    """Of what no key opens any more nothing is counted; nor is it known, of periods that began before a time (ms), that
    there was any.
    """
    over = f"period NOT IN ({_LIVE.format('slot')})"
    tx.run(f"UPDATE holding SET held = 0 WHERE tenant = ? AND held <> 0 AND {over}", (tx.tenant, tx.tenant))  # noqa: S608
    tx.run(
        "DELETE FROM holding WHERE tenant = ? AND held = 0 "
        "AND period NOT IN (SELECT slot FROM period WHERE tenant = ? AND start >= ?)",
        (tx.tenant, tx.tenant, before),
    )


def of(view: View, subject: bytes) -> list[Holding]:
    """What is held of a subject, by kind and retention class."""
    live, over = view.rows(_LIVE.format('slot, class, "end"'), (view.tenant,)), view.over()
    periods = {row[0]: row[1:] for row in live if row[0] not in over}
    found: dict[tuple[int, str], Holding] = {}
    for period, kind, count, first, last in _of(view, subject):
        if period in periods:
            class_, end = periods[period]
            was = found.get((kind, class_), Holding(kind, class_, 0, first, last, 0))
            found[kind, class_] = Holding(
                kind, class_, was.values + count, min(was.first, first), max(was.last, last), max(was.until, end)
            )
    return [found[key] for key in sorted(found)]


def kinds(view: View, since: int) -> set[int]:
    """Numbers of the kinds of which there was any value in a period that began at a time (ms) or later."""
    rows = view.rows(
        "SELECT DISTINCT kind FROM period CROSS JOIN holding ON holding.tenant = period.tenant "
        "AND holding.period = slot WHERE period.tenant = ? AND start >= ?",
        (view.tenant, since),
    )
    return {row[0] for row in rows}


def came(view: View, since: int) -> dict[int, int]:
    """By number of a kind, how many values are held of what came at a time (ms) or later."""
    rows = view.rows(
        "SELECT kind, sum(held) FROM period CROSS JOIN holding ON holding.tenant = period.tenant "
        "AND holding.period = slot WHERE period.tenant = ? AND state = 0 AND start >= ? GROUP BY kind "
        "HAVING sum(held) > 0",
        (view.tenant, since),
    )
    return {row[0]: row[1] for row in rows}


def held(view: View) -> list[tuple[int, int]]:
    """(number of a kind, how many values of it can be opened with the keys there are)."""
    rows = view.rows(
        f"SELECT kind, sum(held) FROM holding WHERE tenant = ? AND period IN ({_LIVE.format('slot')}) "  # noqa: S608
        "GROUP BY kind HAVING sum(held) > 0",
        (view.tenant, view.tenant),
    )
    return [(row[0], row[1]) for row in rows]


def by_period(view: View) -> dict[tuple[int, int], int]:
    """By (period, kind) how many are held, of periods whose key is there."""
    rows = view.rows(
        f"SELECT period, kind, held FROM holding WHERE tenant = ? AND period IN ({_LIVE.format('slot')})",  # noqa: S608
        (view.tenant, view.tenant),
    )
    return {(row[0], row[1]): row[2] for row in rows}


def recounted(view: View) -> dict[tuple[int, int], int]:
    """By (period, kind) how many values can be opened with the keys there are, by a walk over all of them."""
    rows = view.rows(
        "SELECT value.period, kind, count(*) FROM value CROSS JOIN subject ON subject.tenant = value.tenant "  # noqa: S608
        f"AND subject.subject = value.subject AND state <> {ERASED} "
        f"WHERE value.tenant = ? AND value.period IN ({_LIVE.format('slot')}) GROUP BY value.period, kind",
        (view.tenant, view.tenant),
    )
    return {(row[0], row[1]): row[2] for row in rows}


def periods(view: View) -> list[tuple[str, int, int, int]]:
    """(class, start, end, slot) of every period whose key is there; times are ms, an end of 0: by an event."""
    return [
        (row[0], row[1], row[2], row[3]) for row in view.rows(_LIVE.format('class, start, "end", slot'), (view.tenant,))
    ]


def messages(view: View) -> dict[int, int]:
    """By period, how many messages are sealed in it, by a walk over all of them."""
    rows = view.rows(
        "SELECT period, count(*) FROM message WHERE tenant = ? AND length(body) > 0 GROUP BY period", (view.tenant,)
    )
    return {row[0]: row[1] for row in rows}


_LIVE = "SELECT {} FROM period WHERE tenant = ? AND state = 0"


def _of(view: View, subject: bytes) -> list[tuple[int, int, int, bytes, bytes]]:
    """(period, kind, how many, first id, last id) of a subject's values, whether their keys are there or not."""
    rows = view.rows(
        "SELECT value.period, value.kind, count(*), min(value), max(value) FROM member "
        "CROSS JOIN mark ON mark.tenant = member.tenant AND mark.conversation = member.conversation "
        "AND mark.kind > 0 AND length(ref) = 16 "
        "CROSS JOIN value ON value.tenant = mark.tenant AND value.value = ref AND value.subject = member.subject "
        "WHERE member.tenant = ? AND member.subject = ? GROUP BY value.period, value.kind",
        (view.tenant, subject),
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
