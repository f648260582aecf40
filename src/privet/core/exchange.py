"""One HTTP request to somebody else's program and its answer: the port of what reaches out over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """A request as it leaves; it may hold personal data in the clear, so it does not print. `url` is ASCII, escaped."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """An answer: its status, its media type in lower case without parameters, its charset, its body of bounded size."""

    status: int
    type: str
    charset: str
    body: bytes


class Exchange(Protocol):
    """Sends one request and waits for its answer, of `most` bytes at most (0: its body is not
    read). No redirect is followed.

    Raises ChannelError: `retry=True` when the request surely did not leave, `retry=False` when it may have arrived.
    """

    async def ask(self, request: Request, most: int) -> Answer:
        """The answer to `request`."""
        ...
