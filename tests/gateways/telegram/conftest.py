"""`privet run` between bots and a Telegram of our own; a bot is put behind it by `privet bot add`."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

import botserver
from botserver import Bot, Fake, Person
from gateways.conftest import PRIVET, Server


@dataclass
class Gate:
    """Privet, a Telegram, and a bot of a tenant's between them."""

    server: Server
    fake: Fake
    bot: Bot

    @property
    def base(self) -> str:
        """What bots write in place of https://api.telegram.org."""
        return f"http://localhost:{self.server.port}/gateways/telegram"

    def privet(self, *words: str) -> str:
        """What `privet …` says to these words."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("PRIVET_")}
        command = [*PRIVET, *words, "--data", str(self.server.data)]
        done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, method: str, bot: Bot | None = None, **values: Any) -> Any:
        """A call by plain HTTP: the whole answer, with its status."""
        answer = self.server.ask(
            "POST", f"/gateways/telegram/bot{(bot or self.bot).token}/{method}", values, content_type="application/json"
        )
        return {"status": answer.status} | answer.json

    def added(self, bot: Bot, name: str, *words: str) -> Bot:
        """Put a bot behind Privet, and wait until it is served."""
        token = self.server.data.parent / f"{name}.token"
        token.write_text(bot.token)
        token.chmod(0o600)
        self.privet("bot", "add", name, "--token-file", str(token), "--reason", "for a test", *words)
        end = time.monotonic() + 20
        while self.ask("getWebhookInfo", bot)["status"] != 200:
            assert time.monotonic() < end, self.server.log.read_text()
            time.sleep(0.05)
        return bot

    def set(self, name: str, *words: str) -> None:
        """Set a bot anew, and give the server the time to see it."""
        self.privet("bot", "set", name, "--reason", "for a test", *words)
        time.sleep(2.5)

    def updates(self, bot: Bot | None = None, count: int = 1, seconds: float = 20, **more: Any) -> list[Any]:
        """The next updates of a bot, fetched as bots do and acknowledged."""
        found: list[Any] = []
        end = time.monotonic() + seconds
        while len(found) < count:
            assert time.monotonic() < end, (found, self.server.log.read_text())
            offset = found[-1]["update_id"] + 1 if found else 0
            answer = self.ask("getUpdates", bot, timeout=1, offset=offset, **more)
            if answer["status"] == 429:  # it has just begun
                time.sleep(0.1)
                continue
            assert answer["ok"], answer
            found += answer["result"]
        self.ask("getUpdates", bot, offset=found[-1]["update_id"] + 1, **more)
        return found


@pytest.fixture(scope="module")
def telegram() -> Iterator[Fake]:
    """A Telegram."""
    with botserver.served() as fake:
        yield fake


@pytest.fixture(scope="module")
def gate(serve: Callable[..., Server], telegram: Fake) -> Gate:
    """Privet before that Telegram, with the bot @shop_bot that fetches."""
    server = serve(f'[telegram]\napi = "{telegram.url}"\npoll_seconds = 5\n')
    one = Gate(server, telegram, telegram.bot())
    one.added(one.bot, "shop")
    return one


@pytest.fixture
def ann(gate: Gate) -> Person:
    """Somebody new who has opened the chat with the bot."""
    one = gate.fake.person("Annabel", "Exampleton", "annabel_ex")
    gate.fake.start(one, gate.bot)
    gate.updates()
    return one
