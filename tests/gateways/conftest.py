"""A real server beside each test, on a free port, with gateways; asked over real connections."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ports import free_port
from privet.acts import access, tenant
from privet.app import Chance, closing, create, default_policy
from privet.core.decision import LOCAL
from privet.plugins.keys.keyfile import KeyFile

PRIVET = [sys.executable, "-m", "privet"]
SITE = "https://shop.example.com"


@dataclass
class Answer:
    """An answer: status, headers in lower case, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Server:
    """`privet run` in a process of its own, with what privet.toml says besides."""

    def __init__(self, folder: Path, toml: str) -> None:
        self.data, self.log = folder / "data", folder / "terminal"
        key = KeyFile.create(folder / "root.key", self.data, Chance())
        with closing(create(self.data, key)) as app:
            shop = tenant.add(app, "shop", default_policy(), LOCAL).id
            limits = access.Limits(
                ["read", "send", "receive", "reveal"],
                ["operation", "delivery", "fraud"],
                ["EMAIL", "PHONE", "CODE"],
                99,
            )
            self.key = access.make(app, shop, "desk", limits, LOCAL)[1].expose()
        (self.data / "privet.toml").write_text(f'[keys]\nfile = "{folder / "root.key"}"\n{toml}')
        (self.data / "privet.toml").chmod(0o600)
        self.port = free_port()
        self.start()

    def start(self) -> None:
        """Start it, and wait until it is open."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("PRIVET_")}
        words = [*PRIVET, "run", "--data", str(self.data), "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log, env=env)
        before = self.log.stat().st_size
        until = time.monotonic() + 60
        while b"Privet is open" not in self.log.read_bytes()[before:]:
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.02)

    def stop(self, how: int = signal.SIGTERM) -> float:
        """End it; how many seconds that took."""
        begun = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)
        return time.monotonic() - begun

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One request on a connection of its own; `body` becomes JSON unless it is bytes."""
        link = http.client.HTTPConnection("localhost", self.port, timeout=40)
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it may be refused before it is all sent
                link.request(method, path, data, {name.replace("_", "-"): value for name, value in headers.items()})
            response = link.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            link.close()

    def api(self, method: str, path: str, body: Any = None) -> Any:
        """What the API answers to the company's own program."""
        answer = self.ask(
            method, f"/v1{path}", body, authorization=f"Bearer {self.key}", content_type="application/json"
        )
        assert answer.status < 300, answer.body
        return answer.json

    def written(self) -> Iterator[tuple[str, bytes]]:
        """Every file the server wrote, with its log."""
        for path in [self.log, *self.data.rglob("*")]:
            if path.is_file():
                yield path.name, path.read_bytes()


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Makes servers."""
    made: list[Server] = []

    def server(toml: str, folder: Path | None = None) -> Server:
        made.append(Server(folder or tmp_path_factory.mktemp("gateway"), toml))
        return made[-1]

    yield server
    for one in made:
        one.stop()


Serve = Callable[..., Server]
