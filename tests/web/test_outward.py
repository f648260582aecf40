"""What leaves over HTTP, between real sockets: webhooks to a receiver, relays to an upstream; and what never leaves."""

from __future__ import annotations

import asyncio
import contextlib
import http.server
import json
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from privet.acts import access, hook
from privet.config import Outgoing, Upstream
from privet.core.decision import LOCAL
from privet.core.exchange import Request
from privet.errors import BadInput, ChannelError, TooLarge
from privet.plugins.client import Client
from privet.web import api
from privet.web.outward import Outward
from privet.web.turns import Turns

MAIL = "ann@example.com"


@dataclass
class Other:
    """Somebody else's program on a free port: what it was asked, and how it answers."""

    port: int = 0
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    answer: Callable[[bytes], tuple[int, str, bytes]] = lambda body: (200, "application/json", body)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"


@pytest.fixture
def other() -> Iterator[Other]:
    """A program that answers with what it was sent, unless a test says otherwise."""
    one = Other()

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            one.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            status, type_, said = one.answer(body)
            with contextlib.suppress(OSError):
                self.send_response(status)
                self.send_header("content-type", type_)
                self.send_header("location", "http://localhost:1/elsewhere")
                self.send_header("content-length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

        do_GET = do_POST

        def log_message(self, *_: Any) -> None:
            """Nothing on the terminal."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    one.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield one
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def turns(installation: Any) -> Iterator[Turns]:
    """The installation's thread."""
    one = Turns(installation.app)
    yield one
    one.end()


def ask(url: str, *, networks: tuple[str, ...] = (), ca: str = "", timeout_s: float = 2, most: int = 1000) -> Any:
    """What `url` answers to one client."""

    async def asking() -> Any:
        client = Client(networks, ca, timeout_s)
        try:
            return await client.ask(Request("POST", url, {"x-it": "is"}, b"{}"), most)
        finally:
            await client.close()

    return asyncio.run(asking())


def test_an_answer_is_bounded_and_no_redirect_is_followed(other) -> None:
    other.answer = lambda body: (302, "Text/Plain; charset=latin-1", b"ok")
    answer = ask(other.url + "/a?b=%20")
    assert (answer.status, answer.type, answer.charset, answer.body) == (302, "text/plain", "latin-1", b"ok")
    ((method, path, headers, body),) = other.asked
    assert (method, path, headers["x-it"], body) == ("POST", "/a?b=%20", "is", b"{}")
    assert (headers["accept-encoding"], headers["user-agent"]) == ("identity", "privet")
    other.answer = lambda body: (200, "text/plain", 1001 * b"x")
    with pytest.raises(TooLarge):
        ask(other.url)
    assert ask(other.url, most=0).body == b""


def test_whether_it_may_have_arrived_is_told_apart(other) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(ChannelError) as refused:
            ask(f"http://localhost:{free.getsockname()[1]}/")
    assert refused.value.retry
    other.answer = lambda body: (time.sleep(1), (200, "text/plain", b""))[1]
    with pytest.raises(ChannelError) as silent:
        ask(other.url, timeout_s=0.3)
    assert not silent.value.retry
    with pytest.raises(ChannelError) as unknown:
        ask("https://nobody.invalid/")
    assert unknown.value.retry


def test_a_name_that_leads_into_a_private_network_is_not_followed(other, monkeypatch) -> None:
    monkeypatch.setattr(
        "privet.plugins.client.ThreadedResolver.resolve",
        lambda self, host, port, family: _answering([{
            "hostname": host, "host": "127.0.0.1", "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0,
        }]),
    )  # fmt: skip
    with pytest.raises(ChannelError) as refused:
        ask(f"https://rebound.example.com:{other.port}/")
    assert refused.value.retry
    assert other.asked == []


async def _answering(value: Any) -> Any:
    return value


@pytest.mark.parametrize("url", ["https://10.0.0.1/", "http://crm.example.com/", "https://[::ffff:127.0.0.1]/"])
def test_what_is_no_address_to_go_to_is_not_gone_to(url: str) -> None:
    with pytest.raises(BadInput):
        ask(url)


def test_certificates_are_checked(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
         str(key), "-out", str(certificate), "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl cannot make a certificate here")

    class Yes(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing on the terminal."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Yes)
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(certificate, key)
    server.socket = shown.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        with pytest.raises(ChannelError, match="certificate"):
            ask(f"https://localhost:{server.server_port}/")
        assert ask(f"https://localhost:{server.server_port}/", ca=str(certificate)).status == 204
    finally:
        server.shutdown()
        server.server_close()
    with pytest.raises(BadInput, match=r"outgoing\.ca"):
        Client((), str(tmp_path / "nothing.pem"))


def telling(installation: Any, turns: Turns, until: Callable[[], bool], settings: Outgoing | None = None) -> None:
    """Deliver until something holds, ten seconds at most."""

    async def run() -> None:
        outward = Outward(turns, settings or Outgoing())
        task = asyncio.create_task(outward.told())
        end = time.monotonic() + 10
        while not until() and time.monotonic() < end:
            await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert until()

    asyncio.run(run())


def test_events_arrive_signed_as_an_independent_library_checks_it(installation, turns, other) -> None:
    installation.clock.at = time.time_ns() // 1_000_000  # the library refuses what is older than five minutes
    app, tenant = installation.app, installation.tenant
    _, secret = hook.add(app, tenant, "crm", other.url + "/in", ("message.received",), LOCAL)
    texts = [f"{n}: {MAIL}" for n in range(20)]
    installation.batch([installation.inbound(text) for text in texts])
    telling(installation, turns, lambda: len(other.asked) == 20 and _waiting(installation) == 0)
    judge = Webhook(secret.expose())
    told = [judge.verify(body, headers) for _, _, headers, body in other.asked]
    assert sorted(one["data"]["text"] for one in told) == sorted(f"{n}: [EMAIL_1]" for n in range(20))
    assert len({headers["webhook-id"] for _, _, headers, _ in other.asked}) == 20
    _, _, headers, body = other.asked[0]
    with pytest.raises(Exception, match="signature"):
        judge.verify(body.replace(b"EMAIL", b"PHONE"), headers)
    with pytest.raises(Exception, match="too old"):
        judge.verify(body, headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) - 600)})
    assert all(MAIL.encode() not in body for _, _, _, body in other.asked)


def _waiting(installation: Any) -> int:
    return sum(one.waiting for one in hook.everyone(installation.app, installation.tenant, LOCAL))


def test_a_hook_that_is_down_holds_up_no_other_and_is_told_later(installation, turns, other) -> None:
    app, tenant = installation.app, installation.tenant
    with socket.socket() as silent:  # takes connections and never answers
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        hook.add(app, tenant, "slow", f"http://localhost:{silent.getsockname()[1]}/", ("message.received",), LOCAL)
        hook.add(app, tenant, "crm", other.url, ("message.received",), LOCAL)
        refusing = [503]
        other.answer = lambda body: (refusing.pop() if refusing else 200, "text/plain", b"")
        installation.receive("hello")
        telling(installation, turns, lambda: len(other.asked) == 1, Outgoing(timeout_seconds=1))
        installation.clock.forward(minutes=3)
        telling(installation, turns, lambda: len(other.asked) == 2, Outgoing(timeout_seconds=1))
    assert other.asked[0][2]["webhook-id"] == other.asked[1][2]["webhook-id"]


@dataclass
class Bot:
    """A program with an access key, and the API it speaks to."""

    installation: Any
    turns: Turns
    key: str

    def relay(self, asked: Any, **headers: str) -> tuple[int, Any]:
        """POST /v1/relay: status and answer."""
        return self.relays([(asked, headers)])[0]

    def relays(self, all_: list[tuple[Any, dict[str, str]]]) -> list[tuple[int, Any]]:
        """Several at once."""

        async def run() -> list[tuple[int, Any]]:
            outward = Outward(self.turns, Outgoing(timeout_seconds=1))
            app = api.api(self.turns, outward)
            made = await asyncio.gather(*(self._one(app, json.dumps(one).encode(), more) for one, more in all_))
            await outward.close()
            return list(made)

        return asyncio.run(run())

    async def _one(self, app: Any, body: bytes, more: dict[str, str]) -> tuple[int, Any]:
        given = {"authorization": f"Bearer {self.key}", "content-type": "application/json", **more}
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": "/v1/relay",
            "raw_path": b"/v1/relay", "root_path": "", "scheme": "http", "query_string": b"",
            "server": ("localhost", 80), "client": ("127.0.0.1", 1),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        }  # fmt: skip
        await app(scope, receive, send)
        return sent[0]["status"], json.loads(b"".join(one.get("body", b"") for one in sent[1:]))


@pytest.fixture
def bot(installation: Any, turns: Turns, other: Other) -> Bot:
    """A bot's back end, which may have telephone numbers and addresses passed on to the CRM."""
    app = installation.app
    crm = Upstream(other.url + "/api", ["GET", "POST"], ["EMAIL", "PHONE"])
    app.config = replace(app.config, upstreams={"crm": crm, "down": replace(crm, url="http://localhost:1")})
    limits = access.Limits(("relay",), ("support",), ("EMAIL", "PHONE"), 10)
    return Bot(installation, turns, access.make(app, installation.tenant, "bot", limits, LOCAL)[1].expose())


def test_one_value_reaches_the_upstream_and_nothing_else_comes_back(installation, bot, other) -> None:
    got = installation.receive(f"{MAIL} and +1 202-555-0143")
    token = got.tokens[0].id
    status, said = bot.relay({
        "upstream": "crm", "path": "/customers?mail=[EMAIL_1]", "purpose": "support", "conversation": got.conversation,
        "headers": {"Authorization": "Token crm-key", "X-Mail": token}, "body": {"mail": token, "note": "[EMAIL_1]"},
    })  # fmt: skip
    assert status == 200
    ((method, path, headers, body),) = other.asked
    assert (method, path) == ("POST", "/api/customers?mail=ann%40example.com")
    assert (headers["authorization"], headers["x-mail"]) == ("Token crm-key", MAIL)
    assert json.loads(body) == {"mail": MAIL, "note": MAIL}
    assert b"555" not in body
    assert (said["status"], said["type"], said["withheld"]) == (200, "application/json", False)
    assert MAIL not in json.dumps(said)
    assert installation.acts()[-2:] == [("relay", "requested"), ("relay", "done")]


def test_hooks_that_never_answer_hold_up_no_relay(installation, turns, bot) -> None:
    app, tenant = installation.app, installation.tenant
    got = installation.receive(MAIL)
    asked = {"upstream": "crm", "path": f"/{got.tokens[0].id}", "purpose": "support"}
    with contextlib.ExitStack() as open_:
        for number in range(5):
            silent = open_.enter_context(socket.socket())
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            url = f"http://localhost:{silent.getsockname()[1]}/"
            hook.add(app, tenant, f"slow{number}", url, ("message.received",), LOCAL)
        for _ in range(8):
            installation.receive("hello")

        async def run() -> int:
            outward = Outward(turns, Outgoing(timeout_seconds=4))
            told = asyncio.create_task(outward.told())
            await asyncio.sleep(1.5)
            async with asyncio.timeout(1):
                status, _ = await bot._one(api.api(turns, outward), json.dumps(asked).encode(), {})
            told.cancel()
            await asyncio.gather(told, return_exceptions=True)
            return status

        assert asyncio.run(run()) == 200


def test_a_relay_that_is_repeated_is_answered_and_not_sent_again(installation, bot, other) -> None:
    asked = {"upstream": "crm", "path": f"/x/{installation.receive(MAIL).tokens[0].id}", "purpose": "support"}
    name = {"idempotency-key": "one"}
    both = bot.relays([(asked, name), (asked, name)])
    assert sorted(status for status, _ in both) == [200, 409], "the second came while the first was under way"
    status, said = bot.relay(asked, **name)
    assert (status, said["status"], said["body"], said["withheld"]) == (200, 200, None, True), "no body is kept"
    assert len(other.asked) == 1
    assert bot.relay({**asked, "method": "GET"}, **name)[0] == 422


def test_an_upstream_that_is_down_or_says_too_much_is_said(installation, bot, other) -> None:
    asked = {"upstream": "down", "path": f"/x/{installation.receive(MAIL).tokens[0].id}", "purpose": "support"}
    status, said = bot.relay(asked, **{"idempotency-key": "two"})
    assert (status, said["code"]) == (502, "channel")
    assert installation.acts()[-1] == ("relay", "failed")
    assert bot.relay(asked, **{"idempotency-key": "two"}) == (status, said)
    other.answer = lambda body: (200, "text/plain", (300 << 10) * b"x")
    assert bot.relay({**asked, "upstream": "crm"})[0] == 502
    assert installation.acts()[-1] == ("relay", "done")
    other.answer = lambda body: (time.sleep(1.5), (200, "text/plain", b""))[1]
    assert bot.relay({**asked, "upstream": "crm"})[0] == 502
    assert installation.acts()[-1] == ("relay", "unknown")


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"upstream": "erp"}, 404, "not-found"),
        ({"purpose": "fraud"}, 403, "denied"),
        ({"method": "DELETE"}, 403, "denied"),
        ({"path": "no"}, 400, "bad-input"),
        ({"nonsense": 1}, 400, "bad-input"),
        ({"upstream": 7}, 400, "bad-input"),
    ],
)
def test_what_cannot_be_relayed_is_refused(installation, bot, other, more: Any, status: int, code: str) -> None:
    token = installation.receive(MAIL).tokens[0].id
    got, said = bot.relay({"upstream": "crm", "path": f"/x/{token}", "purpose": "support", **more})
    assert (got, said["code"]) == (status, code)
    assert other.asked == []
    assert MAIL not in json.dumps(said)


def test_without_a_key_nothing_is_relayed(installation, bot, other) -> None:
    bot.key = "prv_1_" + 43 * "A"
    assert bot.relay({"upstream": "crm", "path": "/x", "purpose": "support"})[0] == 401
    assert other.asked == []
