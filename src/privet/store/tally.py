"""What was done each day, and which entries are about an id: counted as entries are appended, in their transaction.

A row of `tally` is a day, an act, its outcome, who did it and for what; it says how often, and between which entries,
so that whoever looks for such an entry reads that part of the ledger alone. `entry_about` names the entries about a
subject or an object, but for those that receive a message: these lie beside their message, and there are too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from privet.core import ids

if TYPE_CHECKING:
    from privet.store.view import Tx, View

DAY_MS = 86_400_000

_AT = len('{"v":1,"id":"') + 26
_SECOND = _AT + len('","at":"2026-11-21T21:20:18')
_ACT = _SECOND + len(".123Z")
"""Where the part with an entry's time begins, its second ends and what was done follows: all of one length
(docs/spec/ledger-entry.md)."""
_ENTRY = re.compile(
    rb'","at":"([0-9-]{10})[^"]+","act":"([^"]+)","outcome":"([a-z]+)","actor":"([^"]+)"'
    rb'(?:,"object":"[a-z]{3}_([a-z2-7]{26})")?(?:,"subject":"[a-z]{3}_([a-z2-7]{26})")?(?:,"purpose":"([^"]+)")?'
)
RECEIVED = b"receive"


class Row(NamedTuple):
    """What was done how often on a day (`2026-11-21`), and the numbers of the first and last such entry."""

    day: str
    act: str
    outcome: str
    actor: str
    purpose: str
    first: int
    last: int
    times: int


def count(tx: Tx, first: int, entries: Sequence[bytes]) -> None:
    """Count entries that are appended, the first of which has the number `first`."""
    rows, about = counted(first, entries)
    tx.many(
        "INSERT INTO tally (tenant, day, act, outcome, actor, purpose, first, last, count) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, day, act, outcome, actor, purpose) "
        "DO UPDATE SET last = excluded.last, count = count + excluded.count",
        [(tx.tenant, number(row.day), *row[1:]) for row in rows],
    )
    tx.many(
        "INSERT OR IGNORE INTO entry_about (tenant, id, entry) VALUES (?, ?, ?)",
        [(tx.tenant, id, entry) for id, entry in about],
    )


def counted(first: int, entries: Sequence[bytes]) -> tuple[list[Row], list[tuple[bytes, int]]]:
    """The rows that these entries make, and (id, number) of what each is about."""
    found: dict[tuple[bytes, ...], list[int]] = {}
    about: list[tuple[bytes, int]] = []
    span, alike, begins, ends = [0, 0, 0], b"", 0, 0
    for at, entry in enumerate(entries, first):
        # Of messages that came together, entries differ in ids and milliseconds alone: a quarter of the time.
        if not (alike and entry[_AT:_SECOND] + entry[_ACT:begins] + entry[ends:] == alike):
            match = _ENTRY.match(entry, _AT)
            if match is None:
                continue
            day, act, outcome, actor, thing, subject, purpose = match.groups()
            span = found.setdefault((day, act, outcome, actor, purpose or b""), [at, at, 0])
            alike = b""
            if act != RECEIVED:
                about += [(ids.raw(id.decode("ascii")), at) for id in (thing, subject) if id]
            elif thing and subject:
                begins, ends = match.start(5), match.end(6)
                alike = entry[_AT:_SECOND] + entry[_ACT:begins] + entry[ends:]
        span[1] = at
        span[2] += 1
    return [_row(key, span) for key, span in found.items()], about


def _row(key: Iterable[bytes], span: Sequence[int]) -> Row:
    day, act, outcome, actor, purpose = (part.decode("ascii") for part in key)
    first, last, times = span
    return Row(day, act, outcome, actor, purpose, first, last, times)


def number(day: str) -> int:
    """`2026-11-21` as a number that orders: 20261121."""
    return int(day.replace("-", ""))


def since(view: View, day: str) -> list[Row]:
    """What was done from a day on."""
    rows = view.rows(
        "SELECT day, act, outcome, actor, purpose, first, last, count FROM tally WHERE tenant = ? AND day >= ?",
        (view.tenant, number(day)),
    )
    return [Row(_day(row[0]), *row[1:]) for row in rows]


def spans(
    view: View, *, act: str = "", actor: str = "", outcome: str = "", first_day: str = "", last_day: str = ""
) -> list[tuple[int, int]]:
    """(first, last) numbers between which such entries lie, newest day first; they may overlap."""
    wanted = {"act": act, "actor": actor, "outcome": outcome}
    terms = ["tenant = ?", *(f"{name} = ?" for name, value in wanted.items() if value)]
    values: list[object] = [view.tenant, *filter(None, wanted.values())]
    for sign, day in ((">=", first_day), ("<=", last_day)):
        if day:
            terms.append(f"day {sign} ?")
            values.append(number(day))
    rows = view.rows(
        f"SELECT min(first), max(last) FROM tally WHERE {' AND '.join(terms)} GROUP BY day ORDER BY day DESC",  # noqa: S608
        values,
    )
    return [(row[0], row[1]) for row in rows]


def names(view: View, column: str, most: int = 500) -> list[str]:
    """Every act, or actor, that is on record; not more than `most`."""
    assert column in ("act", "actor")
    rows = view.rows(
        f"SELECT DISTINCT {column} FROM tally WHERE tenant = ? ORDER BY {column} LIMIT ?",  # noqa: S608
        (view.tenant, most),
    )
    return [row[0] for row in rows]


def about(view: View, id: bytes, before: int, limit: int) -> list[int]:
    """Numbers of the entries about an id, less than `before`, newest first."""
    rows = view.rows(
        "SELECT entry FROM entry_about WHERE tenant = ? AND id = ? AND entry < ? ORDER BY entry DESC LIMIT ?",
        (view.tenant, id, before, limit),
    )
    return [row[0] for row in rows]


def _day(number: int) -> str:
    return f"{number // 10_000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"
