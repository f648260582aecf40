"""Addresses that people are sent. The secret of an invitation stands after the `#`, which no browser sends to any
server; a customer's link is good for ten minutes and shows nothing.
"""

from __future__ import annotations

from privet.acts.invite import Invited
from privet.config import Config

PATH = "/enrol"


def link(config: Config, made: Invited, address: str = "") -> str:
    """What somebody opens in a browser to enrol. It lets in whoever has it: show it once, to who made it."""
    return f"{opened_at(config, address)}{PATH}#{made.secret.expose()}"


def opened_at(config: Config, address: str = "") -> str:
    """Where people open the pages: `address`, where the server is open, when `login.url` does not say."""
    return config.login.url.rstrip("/") or address or f"http://localhost:{config.server.port}"
