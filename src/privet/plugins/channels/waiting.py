"""Channels whose answers wait until somebody comes for them: a visitor's browser, or a gateway that posts them on."""

from __future__ import annotations

from privet.core.channel import Outgoing
from privet.errors import ChannelError


class Waiting:
    """The channel called `name`; nothing can be handed to it."""

    waits = True

    def __init__(self, name: str) -> None:
        self.name = name

    def deliver(self, message: Outgoing) -> None:
        """Refuse: what waits is fetched."""
        raise ChannelError(f"what is sent over the channel {self.name} is fetched", retry=True)
