"""A text of a request as it is looked through: by itself, and together with the parts of a message beside it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import msgspec

from privet.core.finding import MODEL, Finding

TEXT, WHOSE, NAME = "text", "whose", "name"
"""Sorts of items: a text to look through, a stable name of somebody (`user`), what a message's author is called."""


_WORD_OF_DIGITS = re.compile(r"(?=(?:[^0-9]*[0-9]){12})[A-Za-z0-9_-]{12,200}")


class Item(msgspec.Struct, frozen=True, gc=False):
    """A text that leaves; `cue` is the name under which it stands where that may tell what it is, as in arguments.
    `run` is the same of all parts of one message's contents, 0 of what is no part of several.
    """

    text: str
    cue: str = ""
    sort: str = TEXT
    run: int = 0

    def scanned(self) -> str:
        """The text as it is looked through: behind what it is called, and where it is one word of many digits with
        those in pieces as people write them.
        """
        text = self.text.replace("_", "-") if _WORD_OF_DIGITS.fullmatch(self.text) else self.text
        return f"{self.cue}: {text}" if self.cue else text

    def own(self, found: list[Finding]) -> list[Finding]:
        """What was found in `scanned`, where it stands in the text itself."""
        moved = len(self.cue) + 2 if self.cue else 0
        if not moved:
            return found
        kept = [one for one in found if one.end > moved]
        return [
            one._replace(start=one.start - moved, end=one.end - moved)
            if one.start >= moved
            else one._replace(start=0, end=one.end - moved, canonical=self.text[: one.end - moved])
            for one in kept
        ]

    def __repr__(self) -> str:
        return f"Item({self.sort})"


class Together(NamedTuple):
    """Parts of one message read as one text: which items they are, and where in the text each begins."""

    items: tuple[int, ...]
    starts: tuple[int, ...]
    text: str

    def __repr__(self) -> str:
        return f"Together({self.items})"


GAPS = ("", " ")
"""What a model's server may read between two parts: nothing, or a break."""


def together(items: Sequence[Item]) -> list[Together]:
    """What the parts of each message make together, where there are several."""
    runs: defaultdict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(items):
        if one.run:
            runs[one.run].append(at)
    made = []
    for run in runs.values():
        if len(run) > 1:
            texts = [items[at].text for at in run]
            for gap in GAPS:
                starts = accumulate((len(text) + len(gap) for text in texts[:-1]), initial=0)
                made.append(Together(tuple(run), tuple(starts), gap.join(texts)))
    return made


Found = list[list[Finding]]
"""What was found in each item."""


def adjoined(items: Sequence[Item], made: Found, found: Mapping[str, list[Finding] | None]) -> Found | None:
    """What was found in each item, with what only its parts together show, cut at their ends; None where those could
    not be scanned. What a model takes for a name is left to each part.
    """
    for one in together(items):
        whole = found[one.text]
        if whole is None:
            return None
        for finding in whole:
            if finding.strength != MODEL:
                first = bisect_right(one.starts, finding.start) - 1
                for place in range(first, bisect_left(one.starts, finding.end)):
                    at = one.items[place]
                    made[at] = _with(made[at], finding, one.starts[place], items[at].text)
    return made


def _with(own: list[Finding], finding: Finding, start: int, text: str) -> list[Finding]:
    """What was found in a part that begins at `start`, with as much of `finding` as stands in it."""
    begin, end = max(finding.start - start, 0), min(finding.end - start, len(text))
    if begin >= end or any(one.start <= begin and end <= one.end for one in own):
        return own
    met = [one for one in own if one.start < end and begin < one.end]
    begin, end = min([begin, *(one.start for one in met)]), max([end, *(one.end for one in met)])
    piece = finding._replace(start=begin, end=end, canonical=text[begin:end])
    return sorted([*(one for one in own if one not in met), piece], key=lambda one: one.start)
