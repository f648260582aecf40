"""The gateway put together as settings say: what is asked, and what runs beside it."""

from __future__ import annotations

from collections.abc import Callable

from privet.config import Config
from privet.gateways.asgi import Turns
from privet.gateways.sms.live import Lines
from privet.gateways.sms.posting import Posting
from privet.gateways.sms.sending import Sending
from privet.gateways.sms.server import Sms
from privet.plugins.client import Client


class Gateway:
    """The gateway. `app` is its ASGI application; `beside` is what runs as long as the server does."""

    def __init__(self, config: Config, turns: Turns, now: Callable[[], int]) -> None:
        outgoing = config.outgoing

        def client() -> Client:
            return Client(outgoing.networks, outgoing.ca, outgoing.timeout_seconds)

        lines = Lines(turns.take)
        posting = Posting(turns, lines, client, now)
        sending = Sending(turns.take, lines, posting.reserved, client)
        self.app = Sms(turns, lines, posting, sending, now)
        self.beside = (lines.watch, posting.watch, sending.watch)
