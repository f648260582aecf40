"""Numbering plans as the kernel reads them (plans.c): what `core.numbering` says of digits, from the same metadata.

A pattern of digits becomes cells, each one digit of it: which digits may stand there, what follows, and what may stand
there otherwise. Equal ends of patterns are the same cells. What a region or country code needs is made when a number is
first met that asks for it; what has been handed to the kernel is never written to again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, reduce
from itertools import islice
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from privet.core.numbering import NOTHING, Plan, codes, plans_of
from privet.core.tables import Plans

DIGITS = 17
"""Of a number that is read at all, as in plans.h."""

_END = 0x400
_SPOKEN_FOR, _PLAIN, _TRUNK, _FIRST = 1, 2, 4, 8
_NO_CODE, _KNOWN = 1, 2
_TOKEN = re.compile(r"\(\?:|[()|?]|\[[0-9-]+\]|\\d|[0-9]|\{[0-9]+(?:,[0-9]+)?\}")
_MOST_WORDS = 4096
"""Prefixes that a plan may have, for it to be looked at whether the longest of them is the one that counts."""

_Row = tuple[int, ...]
"""A plan, with the fields of plans.h in their order."""


class Cells:
    """Patterns of digits taken apart: `cells[number]` is (digits as bits, what follows, the next cell instead)."""

    def __init__(self) -> None:
        self.cells: list[tuple[int, int, int]] = [(0, 0, 0)]  # 0: there is no cell
        self._numbers: dict[tuple[int, int, int], int] = {}
        self._made: dict[str, int] = {}
        self._end = self._cell(_END, 0, 0)

    def pattern(self, pattern: str) -> int:
        """The first cell of a pattern; 0 for one that nothing matches. Raises ValueError for what is no such pattern,
        or has more than digits, classes, groups, branches and counts."""
        made = 0 if pattern == NOTHING else self._made.get(pattern)
        if made is None:
            tokens = _TOKEN.findall(pattern)
            if "".join(tokens) != pattern:
                raise ValueError("this is no pattern of digits")
            at, made = self._branches(tokens, len(tokens) - 1, self._end)
            if at >= 0:
                raise ValueError("this is no pattern of digits")
            self._made[pattern] = made
        return made

    def _branches(self, tokens: Sequence[str], at: int, behind: int) -> tuple[int, int]:
        """The branches that end with the token `at`, with `behind` behind them: where they begin, their first cell."""
        others, first = 0, behind
        while at >= 0 and not tokens[at].startswith("("):
            if tokens[at] == "|":
                others, first, at = self.either(first, others), behind, at - 1
            else:
                at, first = self._piece(tokens, at, first)
        return at, self.either(first, others)

    def _piece(self, tokens: Sequence[str], at: int, behind: int) -> tuple[int, int]:
        """A digit, class or group that ends with the token `at`, and how often it stands there: where the token before
        it is, its first cell."""
        least, most = 1, 1
        if tokens[at] == "?":
            least, at = 0, at - 1
        elif tokens[at].startswith("{"):
            counts = [int(count) for count in tokens[at][1:-1].split(",")]
            least, most, at = counts[0], counts[-1], at - 1
        first, before = behind, at
        for number in range(most, 0, -1):
            if tokens[at] == ")":
                begin, inside = self._branches(tokens, at - 1, first)
                before = begin - 1
                if begin < 0:
                    raise ValueError("this is no pattern of digits")
            else:
                before, inside = at - 1, self._cell(_digits(tokens[at]), first, 0)
            first = inside if number <= least else self.either(inside, behind)
        return before, first

    def words(self, at: int, before: str = "") -> Iterator[str]:
        """What the chain that begins with the cell `at` stands for, one after the other."""
        while at:
            mask, behind, at = self.cells[at]
            if mask & _END:
                yield before
            for digit in range(10):
                if mask >> digit & 1:
                    yield from self.words(behind, f"{before}{digit}")

    def either(self, one: int, other: int) -> int:
        """The first cell of what either chain stands for; those that go on alike become one."""
        if not (one and other) or one == other:
            return one or other
        masks: dict[int, int] = {}
        for at in (one, other):
            while at:
                mask, behind, at = self.cells[at]
                masks[behind] = masks.get(behind, 0) | mask
        first = 0
        for behind, mask in sorted(masks.items(), reverse=True):
            first = self._cell(mask, behind, first)
        return first

    def _cell(self, mask: int, behind: int, other: int) -> int:
        cell = (mask, behind, other)
        number = self._numbers.get(cell)
        if number is None:
            number = self._numbers[cell] = len(self.cells)
            self.cells.append(cell)
        return number


def _digits(piece: str) -> int:
    """The digits that a digit or a class stands for, as bits."""
    if piece == r"\d":
        return 0x3FF
    mask, of = 0, piece.strip("[]")
    for match in re.finditer("([0-9])(?:-([0-9]))?", of):
        for digit in range(int(match[1]), int(match[2] or match[1]) + 1):
            mask |= 1 << digit
    return mask


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers if number >= 0)


class _Tables:
    """All plans that were asked for so far, as rows."""

    def __init__(self) -> None:
        self.cells = Cells()
        self.plans: list[_Row] = []
        self.layouts: list[tuple[int, int, int]] = []
        self.countries: list[tuple[int, int]] = []
        self.codes = [_NO_CODE] * 1000
        for code in codes():
            self.codes[int(code)] = 0

    def learn(self, code: str) -> None:
        """Have the plans of a country code."""
        if self.codes[int(code)]:
            return
        plans = plans_of(code)
        self.countries.append((len(self.plans), len(plans)))
        self.codes[int(code)] = _KNOWN + len(self.countries) - 1
        for plan in plans:
            self.plans.append(self._row(plan))

    def number(self, plan: Plan) -> int:
        """Which of the rows is that of a region's plan."""
        self.learn(plan.code)
        first, _ = self.countries[self.codes[int(plan.code)] - _KNOWN]
        return first + codes()[plan.code].index(plan.region)

    def _row(self, plan: Plan) -> _Row:
        pattern, either = self.cells.pattern, self.cells.either
        layouts = [(pattern(leading), pattern(whole), int(trunk)) for leading, whole, trunk in plan.layouts]
        self.layouts += layouts
        types = [reduce(either, map(pattern, plan.types.get(length, ())), 0) for length in range(DIGITS + 1)]
        fixed = not plan.transform and all(map(self._is_longest, (plan.exit, plan.prefix or NOTHING)))
        flags = _SPOKEN_FOR * fixed | _PLAIN * plan.plain | _TRUNK * bool(plan.trunk) | _FIRST * plan.is_first
        return (
            *(int(plan.code), len(plan.code), len(self.countries) - 1, flags),
            *(pattern(plan.general), pattern(plan.exit), pattern(plan.prefix or NOTHING) if fixed else 0),
            *(pattern(plan.trunk), pattern("|".join(plan.starts) or NOTHING), pattern(plan.code)),
            *(pattern(plan.leading or NOTHING), _bits(plan.lengths), _bits(plan.local), _bits(plan.sizes)),
            *(plan.shortest, plan.longest, len(self.layouts) - len(layouts), len(layouts), *types),
        )

    def _is_longest(self, pattern: str) -> bool:
        """Whether, of what a pattern may take of the same digits, `re` takes the longest."""
        try:
            words = set(islice(self.cells.words(self.cells.pattern(pattern)), _MOST_WORDS))
        except ValueError:  # it looks further than at what it takes
            return False
        longer = [word for word in words if any(word[:size] in words for size in range(len(word)))]
        matched = (re.match(pattern, word) for word in longer)
        return len(words) < _MOST_WORDS and all(
            match is not None and match[0] == word for match, word in zip(matched, longer, strict=True)
        )


@cache
def _tables() -> _Tables:
    return _Tables()


_ONE = Lock()
"""Whoever has it writes to the tables."""


class Dialling:
    """The plans of a detector's regions and those of all countries it met, as the kernel takes them."""

    def __init__(self, national: Sequence[Plan], openings: NDArray[np.uint8], code: int | None = None) -> None:
        """`openings` are those of the words behind which a number is announced (`core.openings`); `code` is a country
        code that the kernel asked for, if any."""
        with _ONE:
            tables = _tables()
            if code is not None:
                tables.learn(str(code))
            numbers = [tables.number(plan) for plan in national]
            self._plans = Plans(count=len(numbers), american=any(plan.code == "1" for plan in national))
            self._plans.point(
                cells=np.array(tables.cells.cells, np.uint32),
                plans=np.array(tables.plans, np.uint32),
                layouts=np.array(tables.layouts, np.uint32),
                countries=np.array(tables.countries, np.uint32),
                codes=np.array(tables.codes, np.uint32),
                national=np.array(numbers, np.uint32),
                openings=openings,
            )
        self.address = self._plans.address()
