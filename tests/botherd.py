"""Telegram as far as setting a bot up asks it (getMe, getWebhookInfo), on a free port of this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NUMBER, OTHER = 990000000777, 990000000888
TOKEN, NEXT, OTHERS = f"{NUMBER}:{'A' * 35}", f"{NUMBER}:{'B' * 35}", f"{OTHER}:{'C' * 35}"
"""A bot's token, the one it gets after that, and another bot's."""


@dataclass
class Herd:
    """The server: where it is, what it was asked, and what it says of webhooks. `down`: it answers as a proxy does."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=lambda: {"url": "", "pending_update_count": 0})
    down: bool = False

    def answer(self, path: str) -> tuple[int, bytes]:
        """Status and body for a call."""
        token, _, method = path.removeprefix("/bot").partition("/")
        self.asked.append(method)
        if self.down:
            return 502, b"<html>"
        if token not in (TOKEN, NEXT, OTHERS):
            return 401, b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'
        me = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "L", "username": "larkspur_bot"}
        return 200, json.dumps({"ok": True, "result": me if method == "getMe" else self.webhook}).encode()


@contextmanager
def herding() -> Iterator[Herd]:
    """The server, as long as the block lasts."""
    herd = Herd()

    class Calls(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            status, body = herd.answer(self.path)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Calls)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    herd.url = f"http://127.0.0.1:{server.server_port}"
    yield herd
    server.shutdown()
    server.server_close()
    thread.join(5)
