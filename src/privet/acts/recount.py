"""Recount: the figures beside a ledger are counted anew from it, and those that differ are named. A step of verify.

Figures prove nothing and decide nothing (`store.tally`, `store.holdings`), but people act on them: who was shown how
much, what is held. So whoever changes a row of them, or a fault of ours, must be seen to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from privet.core.audit import Problem
from privet.core.kinds import BY_NUMBER
from privet.store import holdings, tally

if TYPE_CHECKING:
    from privet.store.view import View

Key = tuple[str, str, str, str, str]

TOGETHER = 1024
"""Entries whose list of what they are about is compared as one, by a sum that order does not change."""


class Recount:
    """One pass over a ledger: `add` it in order, then ask for what differs."""

    def __init__(self) -> None:
        self.figures = 0
        self._rows: dict[Key, list[int]] = {}
        self._about: defaultdict[int, int] = defaultdict(int)

    def add(self, first: int, entries: Sequence[bytes | None]) -> None:
        """Entries as they are stored, the first of which has the number `first`; None is one that is missing."""
        rows, about = tally.counted(first, [entry or b"" for entry in entries])
        for row in rows:
            counted = self._rows.setdefault(row[:5], [row.first, row.last, 0])
            counted[1:] = row.last, counted[2] + row.times
        for id, number in set(about):
            self._about[number // TOGETHER] += _weight(id, number)

    def differing(self, view: View, size: int) -> Iterator[Problem]:
        """What the figures say otherwise than the ledger of `size` entries, or than what lies there."""
        yield from self._tally(view)
        yield from self._index(view, size)
        yield from self._holdings(view, size)

    def _tally(self, view: View) -> Iterator[Problem]:
        kept = {row[:5]: list(row[5:]) for row in tally.since(view, "0000-00-00")}
        self.figures += len(kept)
        for key in sorted({*kept, *self._rows}):
            said, there = kept.get(key), self._rows.get(key)
            if said != there:
                first, last = (there or said or [0, 0])[:2]
                what = f"the figures say: {_figure(key, said)}; and the ledger: {_figure(key, there)}"
                yield Problem(first, last, what)

    def _index(self, view: View, size: int) -> Iterator[Problem]:
        kept = defaultdict[int, int](int)
        for id, number in tally.all_about(view):
            kept[number // TOGETHER] += _weight(id, number)
        for part in sorted({*kept, *self._about}):
            if kept[part] != self._about[part]:
                first, last = part * TOGETHER, min(size, (part + 1) * TOGETHER) - 1
                yield Problem(first, last, f"the list of what entries {first} to {last} are about says something else")

    def _holdings(self, view: View, size: int) -> Iterator[Problem]:
        kept, there = holdings.by_period(view), holdings.recounted(view)
        self.figures += len(kept)
        for period, kind in sorted({*kept, *there}):
            held, lie = kept.get((period, kind), 0), there.get((period, kind), 0)
            if held != lie:
                what = f"the figures say that {held} values of the kind {_kind(kind)} are held in period {period}"
                yield Problem(0, max(0, size - 1), f"{what}, and there are {lie}")


def _figure(key: Key, counted: Sequence[int] | None) -> str:
    day, act, outcome, actor, purpose = key
    times = f"{counted[2]} times (entries {counted[0]} to {counted[1]})" if counted else "never"
    return f"{actor}, {act} ({outcome}) for {purpose or 'no purpose'} on {day}, {times}"


def _kind(number: int) -> str:
    return BY_NUMBER[number].name if number in BY_NUMBER else str(number)


def _weight(id: bytes, number: int) -> int:
    return int.from_bytes(sha256(id + number.to_bytes(8, "big")).digest()[:16], "big")
