"""A marked-up text as its reader sees its characters: escapes resolved, with the way back; marks and tags stay.

In Markdown a backslash stands before a character that would otherwise be a mark; in HTML a few characters have names
and all have numbers (core.telegram.org/bots/api#formatting-options). A token or an address that a bot escaped is one
still.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BACKSLASH = re.compile(r"\\([\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e])")
_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot)|#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LAST = 0x10FFFF


def resolved(text: str, markup: str) -> tuple[str, Sequence[int]]:
    """The text without its escapes, and where each of its characters begins in `text`; last, where `text` ends."""
    pattern = _ENTITY if markup == "HTML" else _BACKSLASH if markup.startswith("Markdown") else None
    if pattern is None or not pattern.search(text):
        return text, range(len(text) + 1)
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for match in pattern.finditer(text):
        pieces += (text[at : match.start()], _character(match))
        starts += range(at, match.start() + 1)
        at = match.end()
    pieces.append(text[at:])
    starts += range(at, len(text) + 1)
    return "".join(pieces), starts


def _character(match: re.Match[str]) -> str:
    if match.re is _BACKSLASH:
        return match[1]
    if match[1]:
        return _NAMED[match[1]]
    number = int(match[2]) if match[2] else int(match[3], 16)
    return chr(number) if 0 < number <= _LAST and not 0xD800 <= number < 0xE000 else "\ufffd"
