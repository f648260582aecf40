"""An update of the Bot API, read from raw JSON and written again (placeholder: the shapes that others work with)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec


class Part(msgspec.Struct, frozen=True, gc=False):
    """One text of an update: scanned, or where `kind` is not "" one value of it; `whose` is its subject's address."""

    text: str
    kind: str
    whose: str
    conversation: str


class Said(msgspec.Struct, frozen=True, gc=False):
    """What is stored of an update as a message; `text` is the index of its part."""

    party: str
    direction: str
    sent_at: int
    external_id: str
    text: int | None
    name: str | None = None
    attachments: tuple[str, ...] = ()


class Read(msgspec.Struct, frozen=True, gc=False):
    """An update as it was read."""

    id: int
    name: str
    conversation: str
    group: bool
    title: str | None
    message: Said | None
    parts: list[Part]
    numbers: list[int]
    phones: list[Part]


class Made(msgspec.Struct, frozen=True, gc=False):
    """What became of a part: its new text, and (start, end, new length) of what was replaced, in code points."""

    text: str
    spans: Sequence[tuple[int, int, int]] = ()


def write(read: Read, made: Sequence[Made], numbers: Mapping[int, int], phones: Sequence[str]) -> bytes:
    """The update with what became of its parts."""
    raise NotImplementedError


def read(raw: bytes, clear: frozenset[str]) -> Read:
    """What an update says."""
    raise NotImplementedError


def answer(raw: bytes, clear: frozenset[str], asked: object) -> Read:
    """What Telegram answered to a call."""
    raise NotImplementedError
