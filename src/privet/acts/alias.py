"""Alias: the numbers that stand for people where no token can: made for a subject, and found again. A step of acts.

An alias of a person is random, from 2^51 up to, not with, 2^52; one of a telephone number is 999 and eleven digits. It
stands for the subject's record or for a value, and dies with them; nothing else leads back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import View

LOWEST, HIGHEST = 1 << 51, 1 << 52
"""Aliases of people's numbers are from here, and below there."""

PHONE = 999_00000_000000
"""The lowest alias of a telephone number: `+999` and eleven digits, a country code that nobody has."""


def real(view: View, numbers: Sequence[int]) -> dict[int, int]:
    """The numbers that aliases stand for; one whose subject is gone, or that never was one, is missing."""
    raise NotImplementedError


def phone(view: View, text: str, conversation: bytes) -> str | None:
    """The telephone number that `+999…` stands for, where its token is of that conversation; None for anything else."""
    raise NotImplementedError
