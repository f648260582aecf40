"""The address that an invitation is sent as: its secret stands after the `#`, which no browser sends to any server."""

from __future__ import annotations

from privet.acts.invite import Invited
from privet.config import Config

PATH = "/enrol"


def link(config: Config, made: Invited, address: str = "") -> str:
    """What somebody opens in a browser to enrol. It lets in whoever has it: show it once, to who made it.

    `address` is where the server is open, when `login.url` does not say where people open it.
    """
    base = config.login.url.rstrip("/") or address or f"http://localhost:{config.server.port}"
    return f"{base}{PATH}#{made.secret.expose()}"
