"""A bot behind Privet, for tests of what it does; its token is invented."""

from __future__ import annotations

from typing import Any

from privet.acts import bot
from privet.acts.bot import Open
from privet.core.bot import Checked, Settings
from privet.core.decision import LOCAL
from privet.core.plain import Plain

NUMBER = 7000000001
"""The number of the bot at Telegram."""


def token(number: int = NUMBER, letter: str = "A") -> Plain:
    """An invented token of the form that Telegram gives."""
    return Plain(f"{number}:{letter * 35}")


def add(installation: Any, name: str = "support", number: int = NUMBER, **settings: Any) -> Open:
    """A new bot, as its gateway knows it."""
    given = Settings(**settings)
    checked = Checked(number, f"{name}_bot")
    bot.add(installation.app, installation.tenant, name, token(number), checked, given, LOCAL)
    return again(installation, name)


def again(installation: Any, name: str = "support") -> Open:
    """The bot of that name as it is now."""
    (found,) = [one for one in bot.opened(installation.app, installation.tenant) if one.name == name]
    return found
