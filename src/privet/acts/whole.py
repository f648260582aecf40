"""Whole: a text that could not be looked through goes on as one token, where that is set for its channel. A step of
what takes messages in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from privet.core.failing import MASK, whole
from privet.core.finding import Finding
from privet.store import failing

if TYPE_CHECKING:
    from privet.store.view import View


def masked(
    view: View, channels: Sequence[str], texts: Sequence[str], found: list[list[Finding] | None]
) -> list[list[Finding] | None]:
    """What was found in each text, which came over such a channel; all of it where a detector failed (None) and that
    is to be masked.
    """
    if None not in found:
        return found
    may = [masks(view, one) for one in channels]
    return [whole(text) if one is None and mask else one for one, text, mask in zip(found, texts, may, strict=True)]


def masks(view: View, channel: str) -> bool:
    """Whether what cannot be looked through goes on as one token."""
    return failing.mode(view, channel) == MASK
