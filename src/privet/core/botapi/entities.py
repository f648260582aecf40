"""Entities of a text that was changed: where formatting, links and mentions stand now.

The Bot API counts in UTF-16 code units (core.telegram.org/bots/api#messageentity), tokens in code points, so a text
with an emoji has two counts. An entity within what was replaced covers the whole of what stands there now; one that
reaches into it from outside ends before it, or begins after it: so entities stay nested or apart as they were.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

Span = tuple[int, int, int]
"""(start, end, new length) of what was replaced, in code points of the old and of the new text."""


class Made(msgspec.Struct, frozen=True, gc=False):
    """What became of a part: its new text, and (start, end, new length) of what was replaced, in code points."""

    text: str
    spans: Sequence[Span] = ()

    def __repr__(self) -> str:
        return "Made(…)"


def units(text: str) -> int:
    """How many UTF-16 code units a text has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Shift:
    """The way from places in a text to places in what became of it, both in UTF-16 code units."""

    def __init__(self, old: str, new: str, spans: Sequence[Span]) -> None:
        self._old: list[int] = [0]
        """Where stretches begin in the old text: what stayed, what was replaced, what stayed, …"""
        self._new: list[int] = [0]
        """Where they begin in the new one."""
        at_old = at_new = 0
        for start, end, length in (*sorted(spans), (len(old), len(old), 0)):
            kept = units(old[at_old:start])
            at_new += start - at_old
            self._old += (self._old[-1] + kept, self._old[-1] + kept + units(old[start:end]))
            self._new += (self._new[-1] + kept, self._new[-1] + kept + units(new[at_new : at_new + length]))
            at_old, at_new = end, at_new + length

    def entity(self, offset: int, length: int) -> tuple[int, int]:
        """Where an entity stands now: its offset and its length."""
        first, last = self._stretch(offset), self._stretch(offset + length - 1)
        if first == last and first % 2:
            return self._new[first], self._new[first + 1] - self._new[first]
        start = self._new[first] + offset - self._old[first]
        if first % 2 and offset > self._old[first]:
            start = self._new[first + 1]
        end = self._new[last] + offset + length - self._old[last]
        if last % 2:
            whole = offset + length == self._old[last + 1]
            end = self._new[last + 1] if whole else self._new[last]
        return start, max(0, end - start)

    def _stretch(self, at: int) -> int:
        """In which stretch a code unit stands; what is outside of the text is in the last, which is never replaced."""
        return max(0, bisect_right(self._old, at) - 1)


def sliced(spans: Sequence[Span], start: int, end: int) -> tuple[int, int]:
    """Where a piece of the old text stands in the new one, in code points. What was replaced across a border belongs
    to the piece that it begins in, so that pieces that followed each other still do.
    """
    return _moved(spans, start), _moved(spans, end)


def _moved(spans: Sequence[Span], at: int) -> int:
    moved = 0
    for start, end, length in sorted(spans):
        if start >= at:
            break
        moved += length - (end - start)
        if end > at:
            return end + moved
    return at + moved
