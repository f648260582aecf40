"""A bot behind Privet, for tests of what it does; its token is invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from privet.acts import admit, bot, queued
from privet.acts.admit import Admitted
from privet.acts.bot import Open
from privet.core.bot import Checked, Settings
from privet.core.botapi import update
from privet.core.botapi.update import Read
from privet.core.decision import LOCAL
from privet.core.plain import Plain

NUMBER = 7000000001
"""The number of the bot at Telegram."""
TOKEN, NEXT, OTHERS = f"990000000777:{'A' * 35}", f"990000000777:{'B' * 35}", f"990000000888:{'C' * 35}"
"""A bot's token, the one that it gets after that, and another bot's: for bots that a Telegram of the tests knows."""


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


ANN: dict[str, Any] = {
    "id": 990000000101, "is_bot": False, "first_name": "Annabel", "last_name": "Quist", "username": "annabel_q",
    "language_code": "en",
}  # fmt: skip
ZOE: dict[str, Any] = {"id": 990000000102, "is_bot": False, "first_name": "Zoeline", "language_code": "de"}
OURSELVES: dict[str, Any] = {"id": NUMBER, "is_bot": True, "first_name": "Support", "username": "support_bot"}
GROUP: dict[str, Any] = {"id": -1001234567890, "type": "supergroup", "title": "Neighbours"}
NOON_S = 1_795_262_400


def chat(person: dict[str, Any]) -> dict[str, Any]:
    """The private chat of a person with the bot."""
    names = {key: value for key, value in person.items() if key in ("id", "first_name", "last_name", "username")}
    return {**names, "type": "private"}


def message(text: str, number: int = 1, of: dict[str, Any] = ANN, **more: Any) -> dict[str, Any]:
    """A message of a person in their own chat, or as `more` says."""
    return {"message_id": number, "from": of, "chat": chat(of), "date": NOON_S, "text": text, **more}


def said(text: str, number: int = 1, of: dict[str, Any] = ANN, **more: Any) -> Read:
    """The update that brings such a message."""
    return read({"update_id": number, "message": message(text, number, of, **more)})


def read(one: dict[str, Any], clear: Sequence[str] = ()) -> Read:
    """An update as Telegram writes it, read."""
    return update.read(json.dumps(one, ensure_ascii=False).encode(), frozenset(clear))


def take(installation: Any, one: Open, *batch: Read, **more: Any) -> list[Admitted]:
    """Take updates in."""
    return admit.admit(installation.app, installation.tenant, one, batch, **more)


def core_settings(**settings: Any) -> Settings:
    """Settings of a bot."""
    return Settings(**settings)


def waiting(installation: Any, one: Open, offset: int = 0, **more: Any) -> list[queued.Waiting]:
    """What waits for a bot."""
    return queued.after(installation.app, installation.tenant, one.id, offset, **more)
