"""The Telegram of our own is strict, and aiogram and python-telegram-bot understand it without Privet between."""

from __future__ import annotations

import asyncio
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import botserver
from botserver import Bot, Fake, Person
from botserver.api import Refusal

HERE = Path(botserver.__file__).parent


@pytest.fixture
def fake() -> Iterator[Fake]:
    with botserver.served() as one:
        yield one


@pytest.fixture
def bot(fake: Fake) -> Bot:
    return fake.bot()


@pytest.fixture
def ann(fake: Fake, bot: Bot) -> Person:
    one = fake.person("Ann", "Example", "ann_example")
    fake.start(one, bot)
    return one


def ask(fake: Fake, bot: Bot, method: str, **values: Any) -> Any:
    """What a method gives, asked by plain HTTP; Refusal as it says."""

    async def asked() -> Any:
        url = f"{fake.url}/bot{bot.token}/{method}"
        async with aiohttp.ClientSession() as session, session.post(url, json=values) as answer:
            said = await answer.json()
            if not said["ok"]:
                raise Refusal(said["error_code"], said["description"], **said.get("parameters", {}))
            return said["result"]

    return asyncio.run(asked())


def test_the_list_is_that_of_the_locked_aiogram() -> None:
    made = runpy.run_path(str(HERE / "make_api.py"))
    assert made["text"]() == (HERE / "api.txt").read_text("utf-8")


@pytest.mark.parametrize("method", sorted(botserver.api.forms()["method"]))
def test_what_methods_give_is_on_the_list(method: str) -> None:
    returns = botserver.api.methods()[method.lower()].returns
    assert botserver.api.mismatch(botserver.made(returns), returns, method) == ""
