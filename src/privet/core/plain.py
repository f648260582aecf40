"""Types that keep mistakes from compiling: personal data in the clear, and text that holds none.

`Plain` carries a value that must not be printed, joined, compared by accident or pickled; whoever needs the value calls
`expose()`, and a test lists who may. `TokenText` is text whose personal parts are tokens; only `core.tokens` makes one.
"""

from __future__ import annotations

import hmac
from typing import NoReturn, final


@final
class Plain:
    """Personal data in the clear. It has no readable form but what `expose()` returns."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def expose(self) -> str:
        """The value itself. Call it only where it is sealed, scanned or handed to its rightful reader."""
        return self._value

    def whole(self) -> bool:
        """Whether it can be written in UTF-8; half a surrogate pair cannot."""
        try:
            self._value.encode()
        except UnicodeEncodeError:
            return False
        return True

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Plain):
            return NotImplemented
        return hmac.compare_digest(
            self._value.encode("utf-8", "surrogatepass"), other._value.encode("utf-8", "surrogatepass")
        )

    __hash__ = None  # type: ignore[assignment]  # a dict key would outlive its reason

    def __repr__(self) -> str:
        return "Plain(…)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return "Plain(…)"

    def __add__(self, other: object) -> NoReturn:
        raise TypeError("personal data is not joined; expose() it where it is sealed or shown")

    __radd__ = __add__

    def __reduce__(self) -> NoReturn:
        raise TypeError("personal data is not pickled or copied")


@final
class TokenText:
    """Text whose personal parts are tokens. Made in `core.tokens`, and nowhere else."""

    __slots__ = ("_text",)

    def __init__(self, text: str, *, made_by: object) -> None:
        if made_by is not _MINT:
            raise TypeError("TokenText is made by core.tokens only")
        self._text = text

    @property
    def text(self) -> str:
        """The text with tokens in place of personal data."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TokenText) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        # A detector can miss, so even this is not printed by accident.
        return f"TokenText({len(self._text)} characters)"

    __str__ = __repr__


_MINT = object()
