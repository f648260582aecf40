"""Patterns that are compiled when they are first used: there are hundreds, and a text needs a few of them.

What is given alike is one pattern, however many detectors ask for it. A server compiles in its idle moments what no
text has asked for yet.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from typing import Any, cast


class _Late:
    """A pattern to be. Its methods are kept as attributes once it is compiled, and it becomes a `_Compiled`, so that a
    call costs little more than it always does; two threads may both compile it, to the same end."""

    def __init__(self, given: str | Callable[..., str], args: tuple[Any, ...], flags: int) -> None:
        self._given, self._args, self._flags = given, args, flags

    def __getattr__(self, name: str) -> Any:
        pattern = re.compile(self._given if isinstance(self._given, str) else self._given(*self._args), self._flags)
        for one in _ALL:
            setattr(self, one, getattr(pattern, one))
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(pattern, name)


class _Compiled:
    """A pattern that was one to be: a class with `__getattr__` would make each look at an attribute dearer."""


_ALL = tuple(one for one in dir(re.Pattern) if not one.startswith("_"))
_MOST = 4096
_WAITING: deque[_Late] = deque(maxlen=_MOST)
"""Patterns that may still have to be compiled, the latest of them."""


def late(pattern: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)`, which happens when the pattern is first asked for something, as does writing it
    where a function gives it. A pattern that is wrong raises `re.error` only then."""
    if isinstance(pattern, partial) and not pattern.keywords:
        return cast("re.Pattern[str]", _made(pattern.func, pattern.args, flags))
    return cast("re.Pattern[str]", _made(pattern, (), flags))


@lru_cache(maxsize=_MOST)
def _made(given: str | Callable[..., str], args: tuple[Any, ...], flags: int) -> _Late:
    made = _Late(given, args, flags)
    _WAITING.append(made)
    return made


def compile_some(most: int) -> bool:
    """Compile up to `most` patterns that nothing has asked for yet. Whether there may be more of them."""
    for _ in range(most):
        if not _WAITING:
            return False
        with suppress(re.error):  # which whoever asks for it is told
            _ = _WAITING.popleft().search  # which compiles it, unless it is
    return True
