"""Which detectors need to look at a text: one pass over all their triggers.

Hyperscan matches every trigger at once (about 1.5 µs a short message); without its wheel, one `re` a detector does the
same at roughly a tenth of the speed. Either may name a detector too many, never one too few: `find` alone decides what
is found, so both give the same findings.

Triggers keep to what both understand alike: literals, classes, groups, `|`, counted and open repeats, `^` and `$`. Not
`\\b \\w \\d \\s` (ASCII to one, Unicode to the other), look-around, back-references or a match of nothing.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

try:
    import hyperscan
except ImportError:  # pragma: no cover  # no wheel for this machine
    hyperscan = None  # type: ignore[assignment]

AVAILABLE = hyperscan is not None
"""Whether this machine has the wheel."""

_UNLIKE = re.compile("[\u0130\u0131\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TURKISH = {0x130: "i", 0x131: "i"}
"""What Hyperscan takes otherwise than `re`: dotted capital and dotless small I, which `re` takes for an "i" when case
does not matter, so that Hyperscan gets an "i" in patterns and texts; and lone surrogates, which UTF-8 cannot hold: then
every detector looks."""


class Prefilter:
    """The triggers of some detectors, compiled. `use_hyperscan=None` takes the wheel where there is one."""

    def __init__(self, triggers: Sequence[Sequence[str]], use_hyperscan: bool | None = None) -> None:
        self.uses_hyperscan = hyperscan is not None if use_hyperscan is None else use_hyperscan
        self._all = list(range(len(triggers)))
        self._patterns: list[re.Pattern[str]] = []
        if not self.uses_hyperscan:
            self._patterns = [re.compile("|".join(f"(?:{t})" for t in each), re.IGNORECASE) for each in triggers]
            return
        if hyperscan is None:  # pragma: no cover  # no wheel for this machine
            raise ValueError("Hyperscan is asked for and not installed")
        self._pass = _Pass(_compiled(tuple(map(tuple, triggers))))

    def fired(self, text: str) -> Sequence[int]:
        """The indices of the detectors that must look at `text`, each once; to be read before the next call."""
        if self._patterns:
            return [index for index, pattern in enumerate(self._patterns) if pattern.search(text)]
        if not text.isascii() and _UNLIKE.search(text):
            if _SURROGATE.search(text):
                return self._all
            text = text.translate(_TURKISH)
        return self._pass.hits(text.encode())

    def active(self) -> str:
        """What does the work here, in a sentence; `privet doctor` measures how fast it is."""
        if self.uses_hyperscan:
            return "Detection runs on Hyperscan, one pass over all patterns."
        return "Detection runs on Python's re, several times slower than with Hyperscan."


class _Pass(threading.local):
    """What each thread needs of its own, since Hyperscan's scratch must not be shared; made anew in each."""

    def __init__(self, database: Any) -> None:
        found: list[int] = []
        append = found.append
        scan: Callable[..., object] = database.scan
        scratch = hyperscan.Scratch(database)

        def note(index: int, start: int, end: int, flags: int, context: object) -> None:
            append(index)

        def hits(data: bytes) -> Sequence[int]:
            found.clear()
            scan(data, note, scratch=scratch)
            return found

        self.hits = hits


@lru_cache(maxsize=8)
def _compiled(triggers: tuple[tuple[str, ...], ...]) -> Any:
    """One block-mode database, which tenants with the same detectors share; a pattern's id is the index of its
    detector, told at most once a text."""
    patterns = [
        (pattern.translate(_TURKISH).encode(), index) for index, each in enumerate(triggers) for pattern in each
    ]
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_SINGLEMATCH
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[pattern for pattern, _ in patterns],
        ids=[index for _, index in patterns],
        elements=len(patterns),
        flags=[flags] * len(patterns),
    )
    return database
