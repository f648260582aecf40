"""Parts of triggers taken apart for automata: words with what may stand beside them, patterns as positions (Glushkov,
Russian Mathematical Surveys 16, 1961).

A position is one byte of a match: what it stands for, which positions may follow it, whether a match may begin or end
with it. A pattern may become looser: a long repeat of one class has no upper bound.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from privet.core.trigger import SYNTAX as code
from privet.core.trigger import parsed

OUTSIDE = 256
"""What stands before a text and after it, where a byte would."""

START, STOP = -1, -2
"""What the beginning and the end of a text are to a position."""

_LONG = 32
"""Times that a class may repeat before there is no bound."""

_ANY = frozenset(range(OUTSIDE + 1))
_Ends = tuple[bool, set[int], set[int]]
"""Whether a piece may be empty, the positions it may begin with, those it may end with."""


class Word(NamedTuple):
    """A word in bytes, and which bytes may stand before and behind it; None where any may."""

    word: bytes
    before: frozenset[int]
    behind: frozenset[int]


def word_of(pattern: bytes) -> Word:
    """A word as `core.trigger` writes it, taken apart. Raises ValueError for what is none."""
    tree = parsed(pattern)
    first = next((at for at, (kind, _) in enumerate(tree) if kind is code.LITERAL), len(tree))
    last = next((at for at, (kind, _) in enumerate(tree) if at > first and kind is not code.LITERAL), len(tree))
    word = bytes(of for _, of in tree[first:last])
    if not word or first > 1 or len(tree) - last > 1:
        raise ValueError("this is no word")
    return Word(word, _beside(tree[:first]), _beside(tree[last:]))


def _beside(tree: list[Any]) -> frozenset[int]:
    """The bytes that one piece stands for, `OUTSIDE` where it may be an end of the text."""
    if not tree:
        return _ANY
    kind, of = tree[0]
    if kind is code.SUBPATTERN:
        return _beside(list(of[3]))
    if kind is code.BRANCH:
        return frozenset().union(*(_beside(list(branch)) for branch in of[1]))
    return frozenset({OUTSIDE}) if kind is code.AT else _class(kind, of)


def _class(kind: Any, of: Any) -> frozenset[int]:
    """The bytes that a literal or a class stands for. Raises ValueError for any other piece."""
    if kind is code.LITERAL:
        return frozenset({of})
    if kind is not code.IN:
        raise ValueError(f"a pattern holds what cannot be taken apart: {kind}")
    ranges = [(of, of) if kind is code.LITERAL else of for kind, of in of if kind is not code.NEGATE]
    named = frozenset(one for first, last in ranges for one in range(first, last + 1))
    return frozenset(range(256)) - named if of[0][0] is code.NEGATE else named


@dataclass
class Positions:
    """Positions of some patterns: what each stands for, what may follow it, what comes first, what ends with it."""

    stands: list[frozenset[int]] = field(default_factory=list)
    follows: list[set[int]] = field(default_factory=list)
    first: set[int] = field(default_factory=set)
    ends: list[int] = field(default_factory=list)

    def add(self, pattern: bytes, detector: int) -> None:
        """One more pattern, of a detector. Raises ValueError for one that matches nothing at all."""
        empty, first, last = self._sequence(parsed(pattern))
        if empty:
            raise ValueError("a pattern matches nothing")
        self.first |= first
        for position in last:
            self.ends[position] |= 1 << detector

    def _sequence(self, tree: Iterable[Any]) -> _Ends:
        return self._joined(self._piece(*piece) for piece in tree)

    def _joined(self, pieces: Iterable[_Ends]) -> _Ends:
        """Pieces one behind the other."""
        empty, first, last = True, set[int](), set[int]()
        for may, begins, ends in pieces:
            for position in last:
                self.follows[position] |= begins
            first |= begins if empty else set()
            last = last | ends if may else ends
            empty = empty and may
        return empty, first, last

    def _piece(self, kind: Any, of: Any) -> _Ends:
        if kind is code.SUBPATTERN:
            return self._sequence(of[3])
        if kind is code.BRANCH:
            empty, first, last = False, set[int](), set[int]()
            for may, begins, ends in map(self._sequence, of[1]):
                empty, first, last = empty or may, first | begins, last | ends
            return empty, first, last
        if kind is code.MAX_REPEAT:
            return self._repeated(*of)
        if kind is code.AT:
            return self._position(frozenset({START if of is code.AT_BEGINNING else STOP}))
        return self._position(_class(kind, of))

    def _position(self, stands: frozenset[int]) -> _Ends:
        self.stands.append(stands)
        self.follows.append(set())
        self.ends.append(0)
        return False, {len(self.stands) - 1}, {len(self.stands) - 1}

    def _repeated(self, least: int, most: int, tree: Any) -> _Ends:
        endless = most >= code.MAXREPEAT or (len(tree) == 1 and tree[0][0] is code.IN and most > max(least, _LONG))
        copies = max(least, 1) if endless else most
        pieces = [self._sequence(tree) for _ in range(copies)]
        if endless and pieces:
            for position in pieces[-1][2]:
                self.follows[position] |= pieces[-1][1]
        return self._joined((may or number >= least, first, last) for number, (may, first, last) in enumerate(pieces))
