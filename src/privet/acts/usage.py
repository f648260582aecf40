"""Usage: who did what lately, read off the ledger a part at a time. A step of the acts that review.

What is kept is when each operator and program last did an act, and was last let by a rule: as much as there are people,
programs, acts and rules, however long the ledger is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from privet.store import ledger

if TYPE_CHECKING:
    from privet.store.view import View

_ENTRY = re.compile(
    rb'"at":"([0-9T:-]{19})[^}]*?"act":"([^"]+)"[^}]*?"outcome":"([a-z]+)","actor":"((?:operator|service):[^"]+)"'
    rb'(?:[^}]*?"reasons":\["([^\]]*)"\])?'
)
_TIME = re.compile(rb'"at":"([0-9T:-]{19})')
_PROVING = (b"prove", b"key.prove", b"login.")
"""What is refused of these may be somebody else who tries to be the actor."""


@dataclass(frozen=True, slots=True)
class Used:
    """What somebody did on record since a time: acts, and the rules that let them."""

    acts: set[str]
    rules: set[str]


@dataclass(slots=True)
class Usage:
    """What was done on record, in the entries before number `next` that were looked at.

    Of each actor, when each act was last done and each rule last let them, as the ledger writes a time.
    """

    next: int = 0
    whole: bool = False  # whether all of the time that is looked at was read once
    acts: dict[str, dict[str, bytes]] = field(default_factory=dict)
    rules: dict[str, dict[str, bytes]] = field(default_factory=dict)

    def read(self, view: View, end: int) -> None:
        """Look at the entries up to, not with, `end`. Failed proofs of who somebody is do not count."""
        for _, entry in ledger.entries(view, self.next, end):
            match = _ENTRY.search(entry)
            if match is None or (match[3] == b"denied" and match[2].startswith(_PROVING)):
                continue
            actor = match[4].decode("ascii")
            self.acts.setdefault(actor, {})[match[2].decode("ascii")] = match[1]
            if match[3] in (b"done", b"requested") and match[5]:
                rules = self.rules.setdefault(actor, {})
                rules.update(dict.fromkeys(match[5].decode("ascii").split('","'), match[1]))
        self.next = max(self.next, end)

    def since(self, at: int) -> dict[str, Used]:
        """What each operator and program did since a time (ms), as exactly as entries say when: to the second."""
        return {
            actor: Used(
                {act for act, last in acts.items() if _ms(last) >= at - 999},
                {rule for rule, last in self.rules.get(actor, {}).items() if _ms(last) >= at - 999},
            )
            for actor, acts in self.acts.items()
            if any(_ms(last) >= at - 999 for last in acts.values())
        }

    def last(self) -> dict[str, int]:
        """When each operator and program last did something on record (ms, to the second)."""
        return {actor: max(map(_ms, acts.values())) for actor, acts in self.acts.items()}


def first(view: View, since: int, size: int) -> int:
    """The number of the first entry that is not older than a time (ms), as far as times ascend in the ledger."""
    return bisect_left(range(size), since, key=lambda number: _at(view, number))


def _at(view: View, number: int) -> int:
    """When an entry was made, in ms; of one that cannot be read it is the beginning of time."""
    match = _TIME.search(next(ledger.entries(view, number, number + 1), (0, b""))[1])
    return _ms(match[1]) if match else 0


def _ms(time: bytes) -> int:
    return int(datetime.fromisoformat(f"{time.decode('ascii')}+00:00").timestamp()) * 1000
