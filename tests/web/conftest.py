"""An ASGI application is asked here without a server between, or through a real one on a free port of loopback."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from browser import Browser, Shown
from operations import ANN, MAIL, World, agreed, filed, sent_code
from privet.acts import access, invite, proving
from privet.acts.checkpoint import checkpoint
from privet.config import Sso
from privet.core.decision import LOCAL
from privet.plugins.client import Client
from privet.store import tenants
from privet.store.tenants import OperatorRow
from privet.web import listen, page, server
from privet.web.outward import Outward
from privet.web.signon import SignOn
from privet.web.turns import Turns
from provider import BACK, Provider, serving
from softkey import Softkey


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
    """`ask(app, path, method, body, scheme, header_name=value, …)`."""

    def asked(
        app: Any, path: str = "/", method: str = "GET", body: bytes = b"", scheme: str = "http", **headers: str
    ) -> Answer:
        given = {"host": "localhost:8080", "content-length": str(len(body))}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": method,
            "path": path, "raw_path": path.encode(), "root_path": "", "scheme": scheme,
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


@dataclass(frozen=True)
class Said:
    """What a server said over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Served:
    """An installation behind a real server; `key` is the access key that is sent unless another is named."""

    installation: Any
    port: int
    key: str = ""
    made: int = field(default=0)

    def make_key(self, *acts: str, tenant: Any = None, **more: Any) -> str:
        """A new access key for these acts, good for support, delivery, operation and requests of subjects."""
        self.made += 1
        limits = {"purposes": ("support", "delivery", "operation", "subject-request"), "kinds": ("EMAIL", "PHONE")}
        limits = access.Limits(acts, **{**limits, "budget": 100, **more})
        app = self.installation.app
        _, text = access.make(app, tenant or self.installation.tenant, f"key-{self.made}", limits, LOCAL)
        return text.expose()

    def ask(self, method: str, path: str, body: Any = None, key: str | None = None, **headers: str) -> Said:
        """One request; `body` is sent as JSON unless it is bytes; `key=""` sends no access key."""
        key = self.key if key is None else key
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        given = {"host": f"localhost:{self.port}"}
        if body is not None:
            given["content-type"] = "application/json"
        if key:
            given["authorization"] = f"Bearer {key}"
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            link.request(method, path, data or None, given)
            answer = link.getresponse()
            return Said(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            link.close()

    def get(self, path: str, key: str | None = None, **headers: str) -> Said:
        return self.ask("GET", path, None, key, **headers)

    def post(self, path: str, body: Any, key: str | None = None, **headers: str) -> Said:
        return self.ask("POST", path, body, key, **headers)


@pytest.fixture
def served(installation: Any) -> Iterator[Served]:
    """A fresh installation behind a real server."""
    (own,) = listen.listen("127.0.0.1", 0)
    port = own.port  # the server takes the socket
    turns = Turns(installation.app)
    app = installation.app
    shown = page.Shown(turns, app.tenant("demo"), frozenset({"localhost"}), outward=Outward(turns, app.config.outgoing))
    asgi = page.site(shown)
    embedded = server._Embedded(asgi, own, 64)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(embedded.serve(),), daemon=True)
    thread.start()
    yield Served(installation, port)
    loop.call_soon_threadsafe(embedded.stop)
    thread.join(10)
    assert not thread.is_alive()
    loop.close()
    turns.end()


@pytest.fixture
def world(installation: Any) -> World:
    answer = installation.receive(f"mail {MAIL}", ANN)
    app, tenant = installation.app, installation.tenant
    with app.store.write(tenant) as tx:
        tenants.put_operator(tx, OperatorRow(app.id(), "ann", ("agent",), "", None, 0, 0, 0), app.now())
    checkpoint(app, tenant)
    one, subject = installation, installation.subject(ANN)
    return World(
        answer.id, answer.conversation, answer.tokens[0].id, subject,
        lambda: sent_code(one, answer.conversation), lambda: agreed(one, ANN), lambda: filed(one, subject),
    )  # fmt: skip


@dataclass
class Staff:
    """The people of an installation and their browsers, over its whole web."""

    installation: Any
    site: Any
    keys: dict[str, Any] = field(default_factory=dict)
    run: Callable[..., Any] = asyncio.run

    def browser(self, **more: Any) -> Browser:
        """A browser that was never here."""
        return Browser(self.site, **{"run": self.run, **more})

    def invite(self, name: str, *roles: str) -> str:
        """The secret of a link for somebody new."""
        one = self.installation
        return invite.invite(one.app, one.tenant, name, roles or ("agent",), LOCAL).secret.expose()

    def code(self, app: Any) -> str:
        """What an authenticator app shows now."""
        return str(app.at(self.installation.clock.at // 1000))

    def later(self, seconds: int) -> None:
        """Let time go by."""
        self.installation.clock.at += seconds * 1000

    def enrolled(self, name: str = "ann", *roles: str, **more: Any) -> Browser:
        """Somebody new, who enrolled by a passkey on the pages and stands on their account."""
        browser = self.browser(**more)
        browser.get("/enrol")
        page = browser.submit("/enrol", link=self.invite(name, *roles))
        key = self.keys[name] = Softkey(origin=f"{browser.scheme}://{browser.host}")
        browser.submit("/enrol/passkey", answer=key.create(json.loads(page.read.data["data-options"])), label="key")
        browser.get("/account")
        return browser

    def prove(self, browser: Browser, name: str, to: str = "/account") -> Shown:
        """They prove it again by their passkey, on the page for that."""
        browser.get(f"/prove?to={to}")
        asked = browser.fetch("/prove/challenge").json["passkey"]
        return browser.submit("/prove/passkey", answer=self.keys[name].get(asked))


@pytest.fixture
def provider(installation: Any) -> Iterator[Provider]:
    """The company's own log-in."""
    with serving(installation.clock) as one:
        yield one


@pytest.fixture
def signed(installation: Any, provider: Provider, tmp_path: Path) -> Iterator[Staff]:
    """The web of a company that has a log-in of its own. One event loop answers, as a server's does."""
    file = tmp_path / "secret"
    file.write_text("a secret: with colon\n")
    file.chmod(0o600)
    turns, client, runner = Turns(installation.app), Client(), asyncio.Runner()
    sign = SignOn(turns, Sso(provider.url, "privet", str(file)), client, BACK)
    tenant = installation.app.tenant("demo")
    yield Staff(installation, page.site(page.Shown(turns, tenant, frozenset({"localhost"}), sign=sign)), run=runner.run)
    runner.run(client.close())
    runner.close()
    turns.end()


@pytest.fixture
def staff(installation: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Staff]:
    """The web over a fresh installation, asked without a server. Hashing is as cheap as Argon2id can be."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(proving, "_HASH", cheap)
    monkeypatch.setattr(proving, "_SOMEBODY", cheap.hash("nobody", salt=bytes(16)))
    turns = Turns(installation.app)
    app = installation.app
    yield Staff(installation, page.site(page.Shown(turns, app.tenant("demo"), frozenset({"localhost"}))))
    turns.end()
