"""`privet run` between a provider of text messages and a company's application, both of our own, on loopback."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from twilio.request_validator import RequestValidator

from gateways.conftest import PRIVET, Answer, Server

TOKEN = "token-of-the-account-0123456789ab"
ACCOUNT = "AC0123456789abcdef0123456789abcdef"
OURS = "+12025550100"


@dataclass
class Got:
    """A request that came, and the answer it got."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {name: one[0] for name, one in parse_qs(self.body.decode(), keep_blank_values=True).items()}


@dataclass
class Peer:
    """A program that is asked over HTTP, and answers as `says` has it."""

    says: Callable[[Got], tuple[int, str, bytes]]
    got: list[Got] = field(default_factory=list)
    url: str = ""

    def __post_init__(self) -> None:
        peer = self

        class Asked(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                one = Got(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                status, type_, said = peer.says(one)
                peer.got.append(one)
                self.send_response(status)
                self.send_header("content-type", type_)
                self.send_header("content-length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            do_GET = do_POST

            def log_message(self, *_: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
        self.url = f"http://localhost:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait(self, count: int, seconds: float = 20) -> list[Got]:
        """The first `count` requests, once they came."""
        end = time.monotonic() + seconds
        while len(self.got) < count:
            assert time.monotonic() < end, self.got
            time.sleep(0.02)
        return self.got

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@dataclass
class Gate:
    """Privet with one line of Twilio's."""

    server: Server
    provider: Peer
    app: Peer
    secret: str = ""
    base: str = ""
    sent: int = 0

    def privet(self, *words: str) -> str:
        """What `privet …` says to these words."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("PRIVET_")}
        command = [*PRIVET, *words, "--data", str(self.server.data)]
        done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def add(self) -> None:
        """Put the line behind Privet, and wait until it is served."""
        file = self.server.data.parent / "sms.token"
        file.write_text(TOKEN)
        file.chmod(0o600)
        said = self.privet(
            "sms", "add", "shop", "--provider", "twilio", "--account", ACCOUNT, "--secret-file", str(file),
            "--numbers", OURS, "--public", "https://privet.example.com", "--api", self.provider.url,
            "--app", f"{self.app.url}/sms", "--app-public", "https://bot.example.com/sms", "--reason", "for a test",
        )  # fmt: skip
        self.base = said.split("/gateways/sms/")[1].split("/")[0]
        self.secret = said.split()[-1]
        self.served()

    def served(self) -> None:
        """Wait until the server knows the line."""
        end = time.monotonic() + 20
        while self.ask("in", {}, {}).status != 401 or self.unknown():
            assert time.monotonic() < end, self.server.log.read_text()
            time.sleep(0.1)

    def unknown(self) -> bool:
        """Whether the line is not known yet: a message that is signed is not taken."""
        return self.post(MessageSid="SMprobe", MessageStatus="sent", From=OURS, To="+12025550199").status != 200

    def ask(self, rest: str, said: dict[str, str], headers: dict[str, str]) -> Answer:
        """A form that is posted to the line, as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            connection.request(
                "POST", f"/gateways/sms/{self.base}/{rest}", urlencode(said),
                {"content-type": "application/x-www-form-urlencoded"} | headers,
            )  # fmt: skip
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): one for name, one in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def stored(self) -> list[str]:
        """The texts of every message that is stored, in tokens."""
        talks = self.server.api("GET", "/conversations?limit=100")["items"]
        each = [self.server.api("GET", f"/conversations/{one['id']}/messages?limit=100")["items"] for one in talks]
        return [one["text"] for items in each for one in items]

    def signed(self, said: dict[str, str], token: str = TOKEN) -> dict[str, str]:
        """The headers under which Twilio posts this: signed by its own library."""
        url = f"https://privet.example.com/gateways/sms/{self.base}/in"
        return {"x-twilio-signature": RequestValidator(token).compute_signature(url, said)}

    def post(self, **said: str) -> Answer:
        """What Twilio posts."""
        return self.ask("in", said, self.signed(said))

    def text(self, text: str, sid: str, theirs: str = "+12025550142") -> Answer:
        """A message of a customer."""
        return self.post(MessageSid=sid, AccountSid=ACCOUNT, From=theirs, To=OURS, Body=text, FromCity="SPRINGFIELD")

    def order(self, to: str, text: str, **more: str) -> Answer:
        """What the application wants sent, as Twilio's library asks for it."""
        import base64

        proof = base64.b64encode(f"{ACCOUNT}:{self.secret}".encode()).decode()
        said = {"From": OURS, "To": to, "Body": text, **more}
        return self.ask(
            f"2010-04-01/Accounts/{ACCOUNT}/Messages.json", said, {"authorization": f"Basic {proof}"}
        )  # fmt: skip


def twilio(got: Got) -> tuple[int, str, bytes]:
    """Twilio takes every message."""
    import hashlib

    sid = "SM" + hashlib.sha256(got.body).hexdigest()[:32]
    return 201, "application/json", json.dumps({"sid": sid, "status": "queued"}).encode()


@pytest.fixture
def gate(serve: Callable[..., Server]) -> Iterator[Gate]:
    """Privet between both; the application answers nothing, unless a test has it answer."""
    peers = [Peer(twilio), Peer(lambda _: (200, "text/xml", b"<Response/>"))]
    one = Gate(serve(""), *peers)
    one.add()
    yield one
    for peer in peers:
        peer.close()
