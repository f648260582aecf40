"""A call of a bot, read and written again (placeholder: the shapes that others work with)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Call(msgspec.Struct, frozen=True, gc=False):
    """A call as it was read."""

    method: str
    params: dict[str, object]


def read(method: str, params: Mapping[str, object]) -> Call:
    """A call and what it says."""
    raise NotImplementedError
