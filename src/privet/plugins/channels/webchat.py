"""The web chat: an answer waits until the visitor's browser comes for it (docs/howto/put-a-web-chat-behind-privet.md)."""

from __future__ import annotations

from privet.core.channel import Outgoing
from privet.errors import ChannelError


class WebChat:
    """The channel whose recipients fetch what is for them."""

    name = "webchat"
    waits = True

    def deliver(self, message: Outgoing) -> None:
        """Nothing can be handed to a browser that does not ask."""
        raise ChannelError("a visitor of the web chat fetches answers", retry=True)
