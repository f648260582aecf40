"""Upstream: the other program that values are relayed to and that events are told to. It answers with what it got."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONGEST = 1 << 20


class _Echo(BaseHTTPRequestHandler):
    """Gives path and body back, as a careless program does, and keeps nothing."""

    timeout = 10

    def do_POST(self) -> None:
        """Answer one request."""
        size = min(int(self.headers.get("content-length") or 0), LONGEST)
        answer = self.path.encode() + b"\n" + self.rfile.read(size)
        self.send_response(200)
        self.send_header("content-type", "text/plain")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def upstream() -> Iterator[int]:
    """The port on which it listens, on this machine alone, until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
