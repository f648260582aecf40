"""Whether a stored ledger is the one that was signed: entries, stored hashes and signed roots held against each other.

Two trees are built, one from the entries as they stand and one from the stored leaf hashes. Where a signed root agrees
with one and not with the other, what was changed can be named; where it agrees with neither, the range can.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from privet.core.merkle import HASH_SIZE, WIDTH, Edge, FullTile, leaf_hash

StoredTile = Callable[[int, int], bytes | None]
"""`(level, index)` → the bytes stored as that full tile; None where there are none."""

MOST = 20
"""How many problems are told; the first are what matters."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: a sentence, and the first and last entry that it is about."""

    first: int
    last: int
    what: str


class Audit:
    """One pass over a ledger. `add` it in order, and hold it against each signed root at its size."""

    def __init__(self, stored: StoredTile) -> None:
        self.problems: list[Problem] = []
        self.covered = 0  # the size up to which a signed root has decided
        self.tiles = 0
        self.lost = False  # neither tree agrees with what was signed: there is nothing to compare with from here on
        self._stored = stored
        self._entries, self._hashes = Edge(), Edge()
        self._leaves: tuple[int, bytes | None] = (-1, None)
        self._differing: list[int] = []  # first, last and how many since `covered`

    @property
    def size(self) -> int:
        """How many entries were added."""
        return self._entries.size

    def found(self, first: int, last: int, what: str) -> None:
        """One more problem."""
        if len(self.problems) < MOST:
            self.problems.append(Problem(first, last, what))

    def add(self, entries: Sequence[bytes | None], head: int) -> None:
        """The next entries, all of one level-0 tile; None is one that is missing. `head` is the size of the ledger."""
        start = self.size
        computed = [leaf_hash(entry or b"") for entry in entries]
        stored = self._stored_leaves(start, computed, head)
        for at, (own, kept) in enumerate(zip(computed, stored, strict=True), start):
            if own != kept:
                self._differ(at)
        missing = [at for at, entry in enumerate(entries, start) if entry is None]
        if missing:
            self.found(missing[0], missing[-1], f"entry {missing[0]}{_more(missing[-1], len(missing))} is missing")
        by_entries, by_hashes = self._entries.append(computed), self._hashes.append(stored)
        for one, other in zip(by_entries, by_hashes, strict=True):
            self._check_tile(one, other)

    def check(self, size: int, root: bytes, whose: str) -> None:
        """Hold both trees, of `size` entries by now, against the root that `whose` signed."""
        if self.lost:
            return
        by_entries, by_hashes = self._entries.root() == root, self._hashes.root() == root
        if by_entries and self._differing:
            first, last, count = self._differing
            what = f"the stored hash of entry {first}{_more(last, count)} was changed; the entry is as signed"
            self.found(first, last, what)
            self._hashes = self._entries.copy()
        elif by_hashes and self._differing:
            first, last, count = self._differing
            self.found(first, last, f"entry {first}{_more(last, count)} is not the one that was recorded")
            self._entries = self._hashes.copy()
        elif not by_entries:
            self._lose(size, whose)
        self._differing = []
        self.covered = size

    def end(self) -> None:
        """Everything was added: what differs and was not decided by a signed root is told."""
        if self._differing:
            first, last, count = self._differing
            what = f"entry {first}{_more(last, count)} and the stored hash differ, and no checkpoint says which is true"
            self.found(first, last, what)

    def _lose(self, size: int, whose: str) -> None:
        first, last = self.covered, max(self.covered, size - 1)
        what = f"entries {first} to {last} are not all as they were signed: {whose} over {size} does not fit them"
        if self._differing:
            what += f"; the first that differs from its stored hash is entry {self._differing[0]}"
            first = self._differing[0]
        self.found(first, last, what)
        self.lost = True

    def _differ(self, at: int) -> None:
        self._differing = [self._differing[0], at, self._differing[2] + 1] if self._differing else [at, at, 1]

    def _stored_leaves(self, start: int, computed: list[bytes], head: int) -> list[bytes]:
        """The stored hashes of these entries: those of their full tile; of the last, partial one there are none."""
        number, offset = divmod(start, WIDTH)
        if (number + 1) * WIDTH > head:
            return computed
        if self._leaves[0] != number:
            tile = self._stored(0, number)
            if tile is None or len(tile) != WIDTH * HASH_SIZE:
                first = number * WIDTH
                self.found(first, first + WIDTH - 1, f"the hashes of entries {first} to {first + WIDTH - 1} are gone")
                tile = None
            self._leaves = (number, tile)
        tile = self._leaves[1]
        if tile is None:
            return computed
        return [tile[HASH_SIZE * at : HASH_SIZE * (at + 1)] for at in range(offset, offset + len(computed))]

    def _check_tile(self, by_entries: FullTile, by_hashes: FullTile) -> None:
        """A full tile above the leaves is what follows from those below it."""
        self.tiles += 1
        level, number = by_entries.level, by_entries.index
        if level and self._stored(level, number) not in (by_entries.hashes, by_hashes.hashes):
            span = WIDTH ** (level + 1)
            first = number * span
            self.found(first, first + span - 1, f"the tile {level}/{number} above entry {first} was changed")


def _more(last: int, count: int) -> str:
    return f" (and {count - 1} more, up to entry {last})" if count > 1 else ""
