"""JSON over HTTP, both ways, with the standard library alone; bounded in size and time."""

from __future__ import annotations

import hmac
import json
import threading
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

MOST = 1 << 20
"""Bytes of a request or an answer, at most."""

Answer = tuple[int, dict[str, Any] | str]
"""Status, and what is said: an object, or the text of a page."""


class Failed(Exception):
    """The other side answered with an error, or not at all."""

    def __init__(self, status: int, code: str = "") -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


class Wire:
    """One other side, asked with one key. Connections stay open, one a thread."""

    def __init__(self, base: str, key: str, timeout: float = 30) -> None:
        self.base, self._key, self._timeout = base.rstrip("/"), key, timeout
        self._at, self._open = urlsplit(self.base), threading.local()

    def ask(self, method: str, path: str, said: dict[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """What the other side answers. Raises Failed for anything but 2xx and an object."""
        body = None if said is None else json.dumps(said).encode()
        sent = {"authorization": f"Bearer {self._key}", "content-type": "application/json", **headers}
        try:
            answer, raw = self._exchange(method, self._at.path + path, body, sent)
            found = json.loads(raw) if len(raw) <= MOST else None
        except (OSError, HTTPException, ValueError):
            raise Failed(0, "unreachable") from None
        if not isinstance(found, dict):
            raise Failed(answer.status, "not an object")
        if not 200 <= answer.status < 300:
            raise Failed(answer.status, str(found.get("code", "")))
        return found

    def _exchange(self, method: str, path: str, body: bytes | None, sent: dict[str, str]) -> tuple[HTTPResponse, bytes]:
        for fresh in (False, True):  # the other side may have closed a connection that was kept
            link = None if fresh else getattr(self._open, "link", None)
            made = link or self._connect()
            try:
                made.request(method, path, body, sent)
                answer = made.getresponse()
                raw = answer.read(MOST + 1)
            except (OSError, HTTPException):
                self._open.link = None
                made.close()
                if link is None:
                    raise
            else:
                self._open.link = made if len(raw) <= MOST else None
                return answer, raw
        raise ConnectionError

    def _connect(self) -> HTTPConnection:
        kind = HTTPSConnection if self._at.scheme == "https" else HTTPConnection
        return kind(self._at.hostname or "localhost", self._at.port, timeout=self._timeout)


class Server(ThreadingHTTPServer):
    """A request a thread. A connection that breaks off is nobody's news."""

    daemon_threads, request_queue_size = True, 128

    def handle_error(self, *_: Any) -> None:
        """Say nothing: a traceback may hold what was asked."""


def listen(port: int, answer: Callable[[str, str, dict[str, str], bytes], Answer]) -> Server:
    """Answer requests on this machine: `answer(method, path, headers, body)`. Whoever calls starts and ends it."""

    class Door(BaseHTTPRequestHandler):
        protocol_version, timeout = "HTTP/1.1", 60

        def do_POST(self) -> None:
            size = self.headers.get("content-length", "")
            if not size.isdecimal() or len(size) > 8 or int(size) > MOST:
                self.close_connection = True
                self._say(413, {})
                return
            body = self.rfile.read(int(size))
            self._say(*answer(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))

        def do_GET(self) -> None:
            self._say(*answer(self.command, self.path, {}, b""))

        def _say(self, status: int, said: dict[str, Any] | str) -> None:
            text = said if isinstance(said, str) else json.dumps(said)
            self.send_response(status)
            self.send_header(
                "content-type", f"{'text/html' if isinstance(said, str) else 'application/json'}; charset=utf-8"
            )
            self.send_header("content-length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            """Nothing: what was asked is nobody's to read."""

    return Server(("127.0.0.1", port), Door)


def bears(headers: dict[str, str], key: str) -> bool:
    """Whether a request bears this key."""
    return hmac.compare_digest(headers.get("authorization", "").encode(), f"Bearer {key}".encode())
