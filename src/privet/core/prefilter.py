"""Which detectors need to look at a text: one pass over all their triggers.

Hyperscan matches every trigger at once (about 1.5 µs a short message); without its wheel, one `re` a detector does the
same at roughly a tenth of the speed. Either may name a detector too many, never one too few: `find` alone decides what
is found, so both give the same findings.

Triggers keep to what both understand alike: literals, classes, groups, `|`, counted and open repeats, `^` and `$`. Not
`\\b \\w \\d \\s` (ASCII to one, Unicode to the other), look-around, back-references or a match of nothing.
"""

from __future__ import annotations

import hashlib
import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any, Protocol

from privet.core.trigger import MANY_DIGITS, lowered, parts

try:
    import hyperscan
except ImportError:  # pragma: no cover  # no wheel for this machine
    hyperscan = None  # type: ignore[assignment]

AVAILABLE = hyperscan is not None
"""Whether this machine has the wheel."""

_LEVELS = (0, 1, MANY_DIGITS, 9, 12)
"""Digits that a text is known to have: Hyperscan tells the highest of these."""
_MANY = _LEVELS.index(MANY_DIGITS)
_PLACES = 8  # a report's id is the detector's index times this, and the level that it needs


class Kept(Hashable, Protocol):
    """Where compiled patterns are kept from one start to the next, by a name of letters and digits."""

    def get(self, name: str) -> bytes | None:
        """What was kept; None where nothing was."""
        ...

    def put(self, name: str, data: bytes) -> None:
        """Keep it."""
        ...


class Prefilter:
    """The triggers of some detectors, compiled. `use_hyperscan=None` takes the wheel where there is one; with `kept`
    what was compiled before is read."""

    def __init__(
        self, triggers: Sequence[Sequence[str]], use_hyperscan: bool | None = None, kept: Kept | None = None
    ) -> None:
        self.uses_hyperscan = hyperscan is not None if use_hyperscan is None else use_hyperscan
        self._patterns: list[re.Pattern[str]] = []
        if not self.uses_hyperscan:
            self._patterns = [re.compile("|".join(f"(?:{t})" for t in each), re.IGNORECASE) for each in triggers]
            return
        if hyperscan is None:  # pragma: no cover  # no wheel for this machine
            raise ValueError("Hyperscan is asked for and not installed")
        self._pass = _Pass(tuple(map(tuple, triggers)), kept)

    def fired(self, text: str) -> Sequence[int]:
        """The indices of the detectors that must look at `text`, each once; to be read before the next call."""
        if self._patterns:
            return [index for index, pattern in enumerate(self._patterns) if pattern.search(text)]
        if text.isascii():
            return self._pass.hits(text.lower().encode())
        return self._pass.hits(lowered(text).encode("utf-8", "surrogatepass"))

    def active(self) -> str:
        """What does the work here, in a sentence; `privet doctor` measures how fast it is."""
        if self.uses_hyperscan:
            return "Detection runs on Hyperscan, one pass over all patterns."
        return "Detection runs on Python's re, several times slower than with Hyperscan."


class _Pass(threading.local):
    """What each thread needs of its own, since Hyperscan's scratch must not be shared; made anew in each."""

    def __init__(self, triggers: tuple[tuple[str, ...], ...], kept: Kept | None) -> None:
        self._triggers, self._kept = triggers, kept
        self._levels = len(triggers) * _PLACES  # reports from here on are levels
        self._first = _scanned(_compiled(triggers, False, kept))
        self._second: Callable[[bytes], list[int]] | None = None

    def hits(self, data: bytes) -> Sequence[int]:
        """The detectors whose triggers match, or may; what needs many digits is asked only of a text that has them."""
        found = self._first(data)
        if not found:
            return found
        levels = self._levels
        level = max(found) - levels
        fired = dict.fromkeys([one // _PLACES for one in found if one % _PLACES <= level or not one % _PLACES])
        if level >= 0:
            fired.pop(levels // _PLACES)
            if level >= _MANY:
                if self._second is None:
                    self._second = _scanned(_compiled(self._triggers, True, self._kept))
                fired.update(dict.fromkeys([one // _PLACES for one in self._second(data) if one % _PLACES <= level]))
        return list(fired)


def _scanned(database: Any) -> Callable[[bytes], list[int]]:
    """A function that gives the reports of one text; its list lasts until it is called again."""
    if database is None:
        return lambda data: []
    found: list[int] = []
    append = found.append
    scan: Callable[..., object] = database.scan
    scratch = hyperscan.Scratch(database)

    def note(report: int, start: int, end: int, flags: int, context: object) -> None:
        append(report)

    def scanned(data: bytes) -> list[int]:
        found.clear()
        scan(data, note, scratch=scratch)
        return found

    return scanned


@lru_cache(maxsize=16)
def _compiled(triggers: tuple[tuple[str, ...], ...], many: bool, kept: Kept | None) -> Any:
    """One block-mode database of the parts that need `many` digits or fewer, which tenants with the same detectors
    share; None without parts. A part is told at most once a text."""
    reports: set[tuple[bytes, int]] = set()
    for index, each in enumerate(triggers):
        for part in (part for trigger in each for part in parts(trigger)):
            if (part.digits >= MANY_DIGITS) is many:
                reports.add((part.pattern, index * _PLACES + bisect_right(_LEVELS, part.digits) - 1))
    if not many:
        for level, digits in enumerate(_LEVELS[1:], 1):
            reports.add((b"[0-9]" + b"[^0-9]*[0-9]" * (digits - 1), len(triggers) * _PLACES + level))
    if not reports:
        return None
    said = f"{vars(hyperscan).get('__version__')} {hyperscan.HS_FLAG_SINGLEMATCH} {sorted(reports)}"
    name = hashlib.sha256(said.encode()).hexdigest()
    before = kept.get(name) if kept else None
    if before is not None:
        try:
            return hyperscan.loadb(before, hyperscan.HS_MODE_BLOCK)
        except hyperscan.error:  # of another processor, or damaged
            pass
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[pattern for pattern, _ in sorted(reports)],
        ids=[report for _, report in sorted(reports)],
        elements=len(reports),
        flags=[hyperscan.HS_FLAG_SINGLEMATCH] * len(reports),
    )
    if kept:
        kept.put(name, hyperscan.dumpb(database))
    return database
