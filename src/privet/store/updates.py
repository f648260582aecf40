"""Updates that wait for a bot, sealed. One that was taken, or is over, leaves a row without content for a day, so that
a repetition is recognised.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View


class UpdateRow(NamedTuple):
    """One update for one bot, by the channel's own number and the name of what it brings; `at` is when it came (ms).

    `others` are ids, joined: first the group that it is in (sixteen zeros where there is none), then whoever else wrote
    something in it. `sealed` opens with the keys of its subject, all of these and its period; `reduced`, without what
    the others wrote, with those of its subject, the group and its period.
    """

    bot: bytes
    number: int
    name: str
    conversation: bytes
    subject: bytes
    others: bytes
    period: int
    at: int
    sealed: bytes | None
    reduced: bytes | None


_ROW = "bot, number, name, conversation, subject, others, period, at, sealed, reduced"


def add(tx: Tx, rows: Sequence[UpdateRow]) -> None:
    """New updates."""
    tx.many(
        f"INSERT INTO bot_update (tenant, {_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(tx.tenant, *row) for row in rows],
    )


def known(view: View, bot: bytes, numbers: Sequence[int]) -> set[int]:
    """Which of these updates of a bot came before."""
    marks = ",".join("?" * len(numbers))
    rows = view.rows(
        f"SELECT number FROM bot_update WHERE tenant = ? AND bot = ? AND number IN ({marks})",  # noqa: S608
        (view.tenant, bot, *numbers),
    )
    return {row[0] for row in rows}


def following(view: View, bot: bytes) -> int:
    """One more than the highest number of an update that came lately; 0 where none did."""
    row = view.row("SELECT max(number) + 1 FROM bot_update WHERE tenant = ? AND bot = ?", (view.tenant, bot))
    return int(row[0]) if row and row[0] else 0


def waiting(view: View, bot: bytes, first: int, since: int, limit: int) -> list[UpdateRow]:
    """What waits for a bot from the number `first` on, what came after `since` (ms), by number."""
    rows = view.rows(
        f"SELECT {_ROW} FROM bot_update INDEXED BY bot_update_waiting "  # noqa: S608
        "WHERE tenant = ? AND bot = ? AND number >= ? AND sealed IS NOT NULL AND at > ? ORDER BY number LIMIT ?",
        (view.tenant, bot, first, since, limit),
    )
    return [UpdateRow(*row) for row in rows]


def last(view: View, bot: bytes, count: int) -> int:
    """The number of the update before which all but the last `count` that wait stand; 0 where fewer wait."""
    row = view.row(
        "SELECT number FROM bot_update INDEXED BY bot_update_waiting "
        "WHERE tenant = ? AND bot = ? AND sealed IS NOT NULL ORDER BY number DESC LIMIT 1 OFFSET ?",
        (view.tenant, bot, count - 1),
    )
    return int(row[0]) if row else 0


def counted(view: View, bot: bytes, since: int) -> tuple[int, int | None]:
    """How many updates that came after `since` (ms) wait for a bot, and when the first of them came."""
    row = view.row(
        "SELECT count(*), min(at) FROM bot_update INDEXED BY bot_update_waiting "
        "WHERE tenant = ? AND bot = ? AND sealed IS NOT NULL AND at > ?",
        (view.tenant, bot, since),
    )
    return (row[0], row[1]) if row else (0, None)


_EMPTY = "UPDATE bot_update{} SET sealed = NULL, reduced = NULL WHERE tenant = ?"
_WAITING = _EMPTY.format(" INDEXED BY bot_update_waiting")
_OF_PERIOD = _EMPTY.format(" INDEXED BY bot_update_by_period")
"""Of rows that wait alone, those that were taken are many more; and of one period."""


def taken_before(tx: Tx, bot: bytes, number: int) -> int:
    """A bot has all its updates before `number`; how many these were."""
    return tx.run(f"{_WAITING} AND bot = ? AND number < ? AND sealed IS NOT NULL", (tx.tenant, bot, number))


def taken(tx: Tx, bot: bytes, numbers: Sequence[int]) -> None:
    """A bot has these updates."""
    tx.many(_EMPTY.format("") + " AND bot = ? AND number = ?", [(tx.tenant, bot, one) for one in numbers])


def over(tx: Tx, periods: Sequence[int]) -> dict[bytes, int]:
    """The keys of these periods (slots) are destroyed: nothing of them waits any more; how many did, by bot."""
    lost: dict[bytes, int] = {}
    for period in periods:
        rows = tx.rows(
            "SELECT bot, count(*) FROM bot_update INDEXED BY bot_update_by_period "
            "WHERE tenant = ? AND period = ? AND sealed IS NOT NULL GROUP BY bot",
            (tx.tenant, period),
        )
        for bot, count in rows:
            lost[bot] = lost.get(bot, 0) + count
        tx.run(f"{_OF_PERIOD} AND period = ? AND sealed IS NOT NULL", (tx.tenant, period))
    return lost


def forget(tx: Tx, class_: str, before: int) -> None:
    """Whatever came in periods of a class that ended at or before `before` (ms) is recognised no more."""
    tx.run(
        "DELETE FROM bot_update WHERE tenant = ?1 AND period IN (SELECT slot FROM period "
        'WHERE tenant = ?1 AND class = ?2 AND state = 1 AND "end" <= ?3)',
        (tx.tenant, class_, before),
    )


def erased(tx: Tx, subject: bytes) -> None:
    """A subject is erased: what waits of theirs opens no more, and waits no more."""
    tx.run(f"{_WAITING} AND subject = ? AND sealed IS NOT NULL", (tx.tenant, subject))
