"""Which detectors need to look at a text: one pass over all their triggers.

The compiled kernel runs all triggers at once as automata (`core.automaton`), in a few microseconds a short message;
where it was not built, or there are too many detectors for it, Hyperscan does the same in some more. Without either, or
where this Python's parser is none that `core.trigger` knows, one `re` a detector does it at roughly a tenth of the
speed. Each may name a detector too many, never one too few: `find` alone decides what is found, so all give the same
findings.

Compiling takes seconds the first time on a machine. Until it is done `re` answers, so that nobody waits who has a line
to look at; it begins after a few texts, or when `compile` is called.

Triggers keep to what both understand alike: literals, classes, groups, `|`, counted and open repeats, `^` and `$`. Not
`\\b \\w \\d \\s` (ASCII to one, Unicode to the other), look-around, back-references or a match of nothing.
"""

from __future__ import annotations

import hashlib
import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Collection, Hashable, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from privet.core.trigger import lowered, parts, understood

if TYPE_CHECKING:
    from privet.core.automaton import Automata

try:
    import hyperscan
except ImportError:  # pragma: no cover  # no wheel for this machine
    hyperscan = None  # type: ignore[assignment]

_FAILS: tuple[type[Exception], ...] = (MemoryError, ImportError, ValueError, *((hyperscan.error,) if hyperscan else ()))
"""What is raised where patterns cannot be compiled or loaded, most often for want of memory."""
AVAILABLE = hyperscan is not None
"""Whether this machine has the wheel."""

_LEVELS = (0, 1, 5, 9, 12, 16, 20)
"""Digits that a text has at least: a part counts only in a text that has as many as any of its matches."""
_PLACES = 8  # a report's id is the detector's index times this, and the place of the part's level
_PASSES = (0, 1, 5)
"""Patterns that need so many digits are a pass of their own, over texts that have them; words are in the first."""
_NEEDED = [(bisect_right(_PASSES, digits), bisect_right(_LEVELS, digits) - 1) for digits in range(_LEVELS[-1])]
"""How many passes a text with so many digits needs, and the place of its level."""
_FEW = 64
"""Texts that `re` looks at before patterns are compiled that never were: a tenth of a second for all of them."""
_AT_ONCE = "[a-z]"
"""A trigger that is in nearly every text: all that its detector has are asked of `re`, which sees it at once."""


class Kept(Hashable, Protocol):
    """Where compiled patterns are kept from one start to the next, by a name of letters and digits."""

    def get(self, name: str) -> bytes | None:
        """What was kept; None where nothing was."""
        ...

    def put(self, name: str, data: bytes) -> None:
        """Keep it."""
        ...


class Prefilter:
    """The triggers of some detectors, compiled. `use_hyperscan=None` takes the kernel where it is there and `kernel` is
    not False, else the wheel where there is one; with `kept` what was compiled before is read."""

    def __init__(
        self,
        triggers: Sequence[Sequence[str]],
        use_hyperscan: bool | None = None,
        kept: Kept | None = None,
        *,
        kernel: bool | None = None,
    ) -> None:
        able = hyperscan is not None and understood()
        self.uses_kernel = use_hyperscan is None and kernel is not False and _runs(len(triggers))
        self.uses_hyperscan = not self.uses_kernel and (able if use_hyperscan is None else use_hyperscan)
        self._triggers, self._kept = tuple(map(tuple, triggers)), kept
        self._bound, self._failed, self._left = use_hyperscan is not None, False, _FEW
        self._patterns: list[re.Pattern[str]] = []
        self._hits: Callable[[str], Collection[int]]
        if self.uses_hyperscan and not able:
            raise ValueError("Hyperscan is asked for, and its wheel or the parser of triggers is not there")
        if (self._bound and self.uses_hyperscan) or self._there():
            self._begin()
        else:
            self._patterns = [_either(each) for each in triggers]

    def fired(self, text: str) -> Collection[int]:
        """The indices of the detectors that must look at `text`, each once."""
        if self._patterns and (self.uses_kernel or self.uses_hyperscan):
            self._left -= 1
            if self._left < 0:
                self.compile()
        patterns = self._patterns
        if not patterns:
            try:
                return self._hits(text)
            except _FAILS as error:
                self._without(error)
        return [index for index, pattern in enumerate(patterns or self._patterns) if pattern.search(text)]

    def compile(self) -> None:
        """Have all patterns compiled now, in this thread; others may go on asking. Nothing to do where only `re` is."""
        if self.uses_kernel or self.uses_hyperscan:
            try:
                for which in () if self.uses_kernel else range(len(_PASSES)):
                    _compiled(self._triggers, which, self._kept).database()
            except _FAILS as error:
                self._without(error)
            else:
                self._begin()

    def _there(self) -> bool:
        """Whether all was compiled before, or most of it."""
        if self.uses_kernel:
            return _built(self._triggers, self._kept).there()
        return self.uses_hyperscan and _compiled(self._triggers, 0, self._kept).there()

    def _begin(self) -> None:
        """Let what is compiled look from now on."""
        try:
            if self.uses_kernel:
                self._hits = _built(self._triggers, self._kept).automata().fired
            else:
                own = _Pass(self._triggers, self._kept)
                self._hits = lambda text: own.hits(text)
            self._patterns = []
        except _FAILS as error:
            self._without(error)

    def _without(self, error: Exception) -> None:
        """Go on with `re` where what is compiled cannot be had, once and for all: each try takes seconds. Hyperscan is
        next where patterns are too many for the kernel. Raises `error` where it was asked for."""
        if self._bound:
            raise error
        self._patterns = [_either(each) for each in self._triggers]
        too_many = self.uses_kernel and isinstance(error, ValueError)  # patterns, for the kernel
        self.uses_kernel, self.uses_hyperscan = False, too_many and hyperscan is not None
        self._failed = not self.uses_hyperscan

    def active(self) -> str:
        """What does the work here, in a sentence; `privet doctor` measures how fast it is."""
        if self.uses_kernel:
            return "Detection runs on the compiled kernel, one pass over all patterns."
        if self.uses_hyperscan:
            return "Detection runs on Hyperscan, one pass over all patterns."
        if self._failed:
            return "Detection runs on Python's re, several times slower: compiling failed, perhaps for want of memory."
        if hyperscan is not None and not understood():
            return "Detection runs on Python's re, several times slower: this Python reads patterns in an unknown way."
        return "Detection runs on Python's re, several times slower than with Hyperscan."


def _either(triggers: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{trigger})" for trigger in triggers), re.IGNORECASE)


def _runs(detectors: int) -> bool:
    """Whether the kernel is there, and has a bit for each of so many detectors."""
    from privet.core.kernel import DETECTORS, compiled  # with numpy, which no command loads that scans nothing

    return detectors <= DETECTORS and understood() and compiled() is not None


class _Built:
    """The automata of some triggers, which tenants with the same detectors share. Their name says all that they are
    made from but Python and the modules that make them, which `kept` must know."""

    def __init__(self, triggers: tuple[tuple[str, ...], ...], kept: Kept | None) -> None:
        self._triggers, self._kept = triggers, kept
        self._name = hashlib.sha256(f"automata {triggers}".encode()).hexdigest()
        self._found: Automata | None = None

    def there(self) -> bool:
        """Whether they have been made before, by this process or an earlier one."""
        from privet.core import automaton

        if self._found is None and self._kept and (before := self._kept.get(self._name)):
            arrays = automaton.unpacked(before)
            self._found = automaton.Automata(arrays) if arrays else None
        return self._found is not None

    def automata(self) -> Automata:
        """They, made where that was never done."""
        if self._found is None and not self.there():
            from privet.core import automaton

            arrays = automaton.made([[part for one in each for part in parts(one)] for each in self._triggers])
            self._found = automaton.Automata(arrays)
            if self._kept:
                self._kept.put(self._name, automaton.packed(arrays))
        assert self._found is not None
        return self._found


_built = lru_cache(maxsize=8)(_Built)


class _Pass(threading.local):
    """What each thread needs of its own, since Hyperscan's scratch must not be shared; made anew in each."""

    def __init__(self, triggers: tuple[tuple[str, ...], ...], kept: Kept | None) -> None:
        self.hits = _hits(triggers, kept)


def _hits(triggers: tuple[tuple[str, ...], ...], kept: Kept | None) -> Callable[[str], Collection[int]]:
    """A function that gives the detectors whose triggers match a text, or may: those of words, and of patterns that ask
    for digits where the text has so many."""
    at_once = [(index, _either(each).search) for index, each in enumerate(triggers) if _AT_ONCE in each]
    reports: list[int] = []
    scans: list[tuple[Callable[..., object], Any]] = []
    append, told = reports.append, reports.clear

    def note(report: int, start: int, end: int, flags: int, context: object) -> None:
        append(report)

    def more() -> None:
        database = _compiled(triggers, len(scans), kept).database()
        scans.append((database.scan, hyperscan.Scratch(database)) if database else (_nothing, None))

    def hits(text: str) -> Collection[int]:
        told()
        data = text.lower().encode() if text.isascii() else lowered(text).encode("utf-8", "surrogatepass")
        digits = len(data) - len(data.translate(None, b"0123456789"))
        passes, level = _NEEDED[digits] if digits < _LEVELS[-1] else (len(_PASSES), len(_LEVELS) - 1)
        while passes > len(scans):
            more()
        for scan, scratch in scans if passes == len(scans) else scans[:passes]:
            scan(data, note, 0, None, scratch)
        fired = {one // _PLACES for one in reports if one % _PLACES <= level} if reports else set()
        for index, search in at_once:
            if search(text):
                fired.add(index)
        return fired

    more()
    return hits


def _nothing(data: bytes, *more: object) -> None:
    """A pass without patterns."""


class _Compiled:
    """The block-mode database of one pass, which tenants with the same detectors share. Its name says all that it is
    made from but Python, this file and `core.trigger`, which `kept` must know."""

    def __init__(self, triggers: tuple[tuple[str, ...], ...], which: int, kept: Kept | None) -> None:
        self._triggers, self._which, self._kept = triggers, which, kept
        said = f"{vars(hyperscan).get('__version__')} {which} {triggers}"
        self._name = hashlib.sha256(said.encode()).hexdigest()
        self._found: list[Any] = []

    def there(self) -> bool:
        """Whether it has been compiled before, by this process or an earlier one."""
        before = self._kept.get(self._name) if self._kept and not self._found else None
        if before is not None:
            with suppress(*_FAILS):  # of another processor, or damaged
                self._found = [hyperscan.loadb(before, hyperscan.HS_MODE_BLOCK)]
        return bool(self._found)

    def database(self) -> Any:
        """It, compiled where that was never done; None where it is empty."""
        if not self.there():
            reports = sorted(_reports(self._triggers, self._which))
            self._found = [self._made(reports) if reports else None]
        return self._found[0]

    def _made(self, reports: list[tuple[bytes, int]]) -> Any:
        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        database.compile(
            expressions=[pattern for pattern, _ in reports],
            ids=[report for _, report in reports],
            elements=len(reports),
            flags=[hyperscan.HS_FLAG_SINGLEMATCH] * len(reports),
        )
        if self._kept:
            self._kept.put(self._name, hyperscan.dumpb(database))
        return database


_compiled = lru_cache(maxsize=24)(_Compiled)


def _reports(triggers: tuple[tuple[str, ...], ...], which: int) -> set[tuple[bytes, int]]:
    """The patterns of one pass, each with what it reports: a part is told at most once a text."""
    reports: set[tuple[bytes, int]] = set()
    for index, each in enumerate(triggers):
        for part in (part for trigger in each if _AT_ONCE not in each for part in parts(trigger)):
            if (0 if part.word else bisect_right(_PASSES, part.digits) - 1) == which:
                reports.add((part.pattern, index * _PLACES + bisect_right(_LEVELS, part.digits) - 1))
    return reports
