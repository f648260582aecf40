"""Telegram in the path: a Bot API server to the company's bots, and a Bot API client to Telegram.

A bot keeps its token and changes one address (docs/howto/telegram.md). `server.py` is what bots and Telegram ask;
`poller.py` fetches updates, or `hooking.py` has them posted; `intake.py` has them stored, `serving.py` and `posting.py`
hand them to the bot, `calls.py` carries out what it asks for, `policy.py` protects the chat, `answers.py` sends what
people write in the console.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from privet.config import Config
    from privet.gateways.asgi import Turns

NAME = "telegram"


@dataclass(frozen=True, slots=True)
class Opened:
    """The gateway: what is asked, what runs beside it, what ends it."""

    app: Any
    beside: Sequence[Callable[[], Coroutine[None, None, None]]]
    end: Callable[[], None]


def opened(config: Config, turns: Turns, chance: Callable[[int], bytes]) -> Opened:
    """The gateway as settings say."""
    from privet.gateways.telegram.answers import Answers
    from privet.gateways.telegram.bots import Bots
    from privet.gateways.telegram.calls import Calls
    from privet.gateways.telegram.files import Files
    from privet.gateways.telegram.hooking import Hooking
    from privet.gateways.telegram.intake import Intake
    from privet.gateways.telegram.policy import Policy
    from privet.gateways.telegram.poller import Poller
    from privet.gateways.telegram.posting import Posting
    from privet.gateways.telegram.server import Telegram
    from privet.gateways.telegram.serving import Serving
    from privet.plugins.botapi import BotApi
    from privet.plugins.client import Client

    settings, outgoing = config.telegram, config.outgoing
    api = BotApi(settings.api, outgoing.ca, settings.timeout_seconds)
    bots = Bots(turns.take)
    calls = Calls(turns, api, chance)
    policy = Policy(turns, api, bots, calls)
    intake = Intake(turns, policy.hides, policy.after)
    poller = Poller(api, bots, intake.take, settings.poll_seconds)
    hooking = Hooking(api, bots, settings.public_url)
    posting = Posting(
        turns, bots, calls.made, lambda: Client(outgoing.networks, outgoing.ca, outgoing.timeout_seconds)
    )  # fmt: skip
    app = Telegram(bots, intake, Serving(turns), calls, Files(api, lambda live: settings.public_url))

    def end() -> None:
        for live in bots:
            live.ended = True
            live.wake()
        poller.end()
        hooking.end()

    async def closing() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            end()
            await posting.close()
            await policy.close()
            await api.close()

    return Opened(app, (bots.watch, Answers(turns.take, api, bots).watch, policy.watch, closing), end)
