"""`privet run` between programs and a model of our own; a gateway is put up by `privet llm add`."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import openai
import pytest

from gateways.conftest import PRIVET, Server
from gateways.llm import upstream as models
from gateways.llm.upstream import Upstream

KEY = "sk-test-0123456789abcdef"


@dataclass
class Gate:
    """Privet, and a model's interface behind it."""

    server: Server
    upstream: Upstream

    @property
    def base(self) -> str:
        """What programs write in place of https://api.openai.com/v1."""
        return f"http://localhost:{self.server.port}/llm/shop/v1"

    def privet(self, *words: str) -> str:
        """What `privet …` says to these words."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("PRIVET_")}
        command = [*PRIVET, *words, "--data", str(self.server.data)]
        done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def client(self, key: str = KEY, **more: Any) -> openai.OpenAI:
        """The vendor's own client, told the base URL alone."""
        return openai.OpenAI(base_url=self.base, api_key=key, **{"max_retries": 0, "timeout": 20, **more})

    def ask(self, route: str, body: Any, key: str = KEY, **headers: str) -> Any:
        """A request by plain HTTP."""
        said = {"authorization": f"Bearer {key}", "content_type": "application/json", **headers}
        return self.server.ask("POST", f"/llm/shop/v1{route}", body, **said)

    def up(self, name: str = "shop", *words: str, url: str = "") -> None:
        """Put a gateway up, and wait until it is served."""
        self.privet("llm", "add", name, "--upstream", url or self.upstream.url, "--reason", "for a test", *words)
        self.wait(lambda: self.server.ask("GET", f"/llm/{name}/v1/models", authorization="Bearer x").status == 200)

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for a condition, at most 20 seconds."""
        end = time.monotonic() + 20
        while not until():
            assert time.monotonic() < end, self.server.log.read_text()
            time.sleep(0.05)

    def ledger(self) -> list[dict[str, Any]]:
        """What is on the ledger of requests and answers."""
        lines = self.privet("ledger", "entries", "--json", "--limit", "1000").splitlines()
        return [one for one in map(json.loads, lines) if one["act"] in ("prompt", "complete")]


@pytest.fixture(scope="module")
def gate(serve: Callable[..., Server]) -> Gate:
    """Privet with the gateway `shop` before a model."""
    one = Gate(serve(""), models.serve())
    one.up()
    return one


@pytest.fixture(autouse=True)
def _fresh(request: pytest.FixtureRequest) -> None:
    """Each test has the model to itself."""
    if "gate" in request.fixturenames:
        request.getfixturevalue("gate").upstream.script(None)
