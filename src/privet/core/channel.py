"""The port of a channel: how a message leaves for the other side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from privet.core.plain import Plain


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message as its recipient shall read it. `id` is the same at every try, for channels that recognise it."""

    id: str
    conversation: Plain
    recipient: Plain
    text: Plain


class Channel(Protocol):
    """One file in `plugins/channels`. `deliver` returns when the other side has taken the message.

    It raises ChannelError: with `retry=True` when the message was surely not taken and a later try may succeed, with
    `retry=False` when it was refused. Any other exception leaves the outcome unknown.

    Where `waits` is true, the act that sends does not deliver: the message waits, and whoever stands in the path comes
    for it (a visitor's browser, or a gateway that may take its time).
    """

    name: str
    waits: bool

    def deliver(self, message: Outgoing) -> None:
        """Hand `message` to the other side."""
        ...
