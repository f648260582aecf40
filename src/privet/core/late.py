"""Patterns that are compiled when they are first used: there are hundreds, and a text needs a few of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast


class _Late:
    """A pattern to be. Its methods are kept as attributes once it is compiled, so that a call costs what it always
    does; two threads may both compile it, to the same end."""

    def __init__(self, pattern: str | Callable[[], str], flags: int) -> None:
        self._given, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        pattern = re.compile(self._given if isinstance(self._given, str) else self._given(), self._flags)
        self.search, self.match, self.fullmatch = pattern.search, pattern.match, pattern.fullmatch
        self.finditer, self.findall, self.sub = pattern.finditer, pattern.findall, pattern.sub
        return getattr(pattern, name)


def late(pattern: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)`, which happens when the pattern is first asked for something, as does writing it
    where a function gives it. A pattern that is wrong raises `re.error` only then."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
