"""The one line that a bot changes to come through Privet, for each library that bots are commonly made with."""

from __future__ import annotations

PATH = "/gateways/telegram"
"""Where the gateway lies on a server."""

_LINES = {
    "aiogram 3": """\
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

api = TelegramAPIServer.from_base("{base}")
bot = Bot(token, session=AiohttpSession(api=api))""",
    "python-telegram-bot 22": """\
app = (
    Application.builder()
    .token(token)
    .base_url("{base}/bot")
    .base_file_url("{base}/file/bot")
    .build()
)""",
    "Telegraf 4": """\
const bot = new Telegraf(token, {{
  telegram: {{ apiRoot: "{base}/" }},
}})""",
    "HTTP": 'curl "{base}/bot$TOKEN/getMe"',
}


def lines(origin: str) -> dict[str, str]:
    """By library, what stands in place of the line that makes the bot; `origin` is where bots reach Privet."""
    base = origin.rstrip("/") + PATH
    return {name: line.format(base=base) for name, line in _LINES.items()}
