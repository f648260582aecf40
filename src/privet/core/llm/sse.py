"""Server-sent events (WHATWG HTML §9.2), as they come in pieces: each event whole, as it came, with its data."""

from __future__ import annotations

import re
from typing import NamedTuple

from privet.errors import ChannelError

LONGEST = 4 << 20
"""Bytes of one event."""
_END = re.compile(rb"\r\r|(?:\r\n|\n)(?:\r\n|\n|\r(?=[^\n]))")
"""Two ends of lines, of whatever kinds; what follows tells whether a "\\r" is one by itself."""
_MARK = b"\xef\xbb\xbf"
_LINE = re.compile(rb"\r\n|\n|\r")
DONE = b"[DONE]"


class Event(NamedTuple):
    """An event: its bytes as they came, the blank line at its end included; its name, and its data."""

    raw: bytes
    name: bytes
    data: bytes

    def __repr__(self) -> str:
        return "Event(…)"


class Events:
    """Puts events together."""

    def __init__(self) -> None:
        self._rest, self._begun = bytearray(), False

    def come(self, piece: bytes) -> list[Event]:
        """The events that are whole now. ChannelError for one that is too long. Each byte is looked at once or twice,
        however small the pieces are.
        """
        seen = max(0, len(self._rest) - 3)
        self._rest += piece
        at, found = 0, []
        for match in _END.finditer(self._rest, seen):
            raw = bytes(self._rest[at : match.end()])
            found.append(event(raw if self._begun else raw.removeprefix(_MARK)))
            self._begun = True
            at = match.end()
        del self._rest[:at]
        if len(self._rest) > LONGEST:
            raise ChannelError("the model sent an event that is too long", retry=False)
        return found

    def left(self) -> bytes:
        """What was begun and not ended."""
        return bytes(self._rest)


def event(raw: bytes) -> Event:
    """What an event says."""
    name, data = b"", []
    for line in _LINE.split(raw):
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            data.append(value)
        elif field == b"event":
            name = value
    return Event(raw, name, b"\n".join(data))


def told(data: bytes, name: bytes = b"") -> bytes:
    """An event as it is written."""
    lines = b"".join(b"data: %b\n" % line for line in data.split(b"\n"))
    return (b"event: %b\n" % name if name else b"") + lines + b"\n"
