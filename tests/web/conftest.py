"""An ASGI application is asked here without a server between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class Answer:
    """What was answered."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def ask() -> Ask:
    """`ask(app, path, method, body, header_name=value, …)`."""

    def asked(app: Any, path: str = "/", method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        given = {"host": "localhost:8080", "content-length": str(len(body))}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": method,
            "path": path, "raw_path": path.encode(), "root_path": "", "scheme": "http",
            "query_string": b"secret=4111111111111111", "server": ("localhost", 8080), "client": ("192.0.2.7", 4111),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        }  # fmt: skip
        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        asyncio.run(app(scope, receive, send))
        start = sent[0]
        return Answer(start["status"], dict(start["headers"]), b"".join(one.get("body", b"") for one in sent[1:]))

    return asked
