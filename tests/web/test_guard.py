"""The guard: who is let in, what every answer tells the browser, and what the log may hold."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from privet.errors import TooLarge
from privet.web.bounds import PIECE, Bounds
from privet.web.guard import HEADERS, Guard, unforeseen

Ask = Callable[..., Any]

HOSTS = {"localhost", "127.0.0.1", "[::1]", "vault.example.com"}


async def _hello(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["path"] == "/fails":
        raise ValueError("4111 1111 1111 1111")
    if scope["path"] == "/breaks-off":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("4111 1111 1111 1111")
    if scope["path"] == "/cookie":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"set-cookie", b"a=b; HttpOnly")]})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"hello"})


@pytest.fixture
def guard() -> Guard:
    return Guard(_hello, HOSTS, ["/", "/tokenise"])


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8080", 200),
        ("LOCALHOST:1", 200),
        ("127.0.0.1:8080", 200),
        ("[::1]", 200),
        ("[::1]:8080", 200),
        ("vault.example.com", 200),
        ("attacker.example", 403),
        ("localhost.attacker.example", 403),
        ("localhost:8080@attacker.example", 403),
        ("127.0.0.2", 403),
        ("::1", 403),
        ("localhost:", 403),
        ("", 403),
    ],
)
def test_only_known_names_are_answered(guard: Guard, ask: Ask, host: str, status: int) -> None:
    assert ask(guard, host=host).status == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),  # a program, not a page
        ({"sec_fetch_site": "same-origin"}, 200),
        ({"sec_fetch_site": "same-origin", "origin": "null"}, 200),  # what no-referrer makes of a form
        ({"sec_fetch_site": "same-site", "origin": "http://localhost:8080"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "none"}, 403),
        ({"origin": "http://localhost:8080"}, 200),
        ({"origin": "https://localhost:8080"}, 403),
        ({"origin": "http://localhost:8081"}, 403),
        ({"origin": "http://attacker.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_another_sites_page_cannot_post(guard: Guard, ask: Ask, headers: dict[str, str], status: int) -> None:
    assert ask(guard, "/tokenise", "POST", **headers).status == status
    assert ask(guard, "/", "GET", **headers).status == 200


@pytest.mark.parametrize(("path", "host"), [("/", "localhost"), ("/", "attacker.example"), ("/fails", "localhost")])
def test_every_answer_carries_the_headers(guard: Guard, ask: Ask, path: str, host: str) -> None:
    headers = ask(guard, path, host=host).headers
    assert headers.items() >= dict(HEADERS).items()
    assert b"strict-transport-security" not in headers
    assert ask(guard, path, host=host, scheme="https").headers[b"strict-transport-security"] == b"max-age=31536000"


def test_a_cookie_is_for_https_alone_where_there_is_https(guard: Guard, ask: Ask) -> None:
    assert ask(guard, "/cookie").headers[b"set-cookie"] == b"a=b; HttpOnly"
    assert ask(guard, "/cookie", scheme="https").headers[b"set-cookie"] == b"a=b; HttpOnly; Secure"


@pytest.mark.parametrize(
    ("host", "accept", "method", "path", "to"),
    [
        ("127.0.0.1:8080", "text/html,*/*", "GET", "/a%2Fb", "http://localhost:8080/a%2Fb?secret=4111111111111111"),
        ("127.0.0.1", "text/html", "HEAD", "/", "http://localhost/?secret=4111111111111111"),
        ("[::1]:81", "text/html", "GET", "//x.example", "http://localhost:81//x.example?secret=4111111111111111"),
        ("127.0.0.1:8080", "application/json", "GET", "/", ""),
        ("127.0.0.1:8080", "text/html", "POST", "/", ""),
        ("localhost:8080", "text/html", "GET", "/", ""),
        ("vault.example.com", "text/html", "GET", "/", ""),
    ],
)
def test_a_browser_at_127_0_0_1_is_sent_to_localhost(
    guard: Guard, ask: Ask, host: str, accept: str, method: str, path: str, to: str
) -> None:
    answer = ask(guard, path, method, host=host, accept=accept)
    assert answer.headers.get(b"location", b"").decode() == to
    assert answer.status == (307 if to else 200)


def test_a_port_is_written_in_digits(guard: Guard) -> None:
    for headers in ([(b"host", b"localhost:\xb2")], [(b"host", b"127.0.0.1:\xb2"), (b"accept", b"text/html")]):
        assert _asked(guard, headers)[0]["status"] == 403


def test_a_second_host_header_is_refused(guard: Guard) -> None:
    sent = _asked(guard, headers=[(b"host", b"attacker.example"), (b"Host", b"localhost")])
    assert sent[0]["status"] == 400


class Slowly:
    """A client that sends a body in pieces, each when it is told to, and an application that reads it all."""

    def __init__(self, guard_of: Callable[[Any], Guard], pieces: int, size: int = 1000) -> None:
        self.guard, self.left, self.size = guard_of(self), pieces, size
        self.next = asyncio.Event()
        self.sent: list[dict[str, Any]] = []

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"whole"})

    async def receive(self) -> dict[str, Any]:
        await self.next.wait()
        self.left -= 1
        return {"type": "http.request", "body": b"x" * self.size, "more_body": self.left > 0}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    async def asked(self) -> tuple[int, dict[bytes, bytes]]:
        headers = [(b"host", b"localhost"), (b"transfer-encoding", b"chunked")]
        await self.guard(_scope(headers, "POST"), self.receive, self.send)
        return self.sent[0]["status"], dict(self.sent[0]["headers"])


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    async def run() -> None:
        slow = Slowly(lambda app: Guard(app, HOSTS, [], Bounds(body_s=0.05)), 3)
        status, headers = await slow.asked()
        assert (status, headers[b"connection"]) == (408, b"close")
        assert (slow.guard.load.open, slow.guard.load.bytes) == (0, 0)

    asyncio.run(run())


def test_bodies_take_no_more_memory_than_they_may() -> None:
    async def run() -> None:
        slow = Slowly(lambda app: Guard(app, HOSTS, [], Bounds(body_bytes=5000 + 5 * PIECE)), 7)
        slow.next.set()
        status, headers = await slow.asked()
        assert (status, headers[b"retry-after"], headers[b"connection"]) == (503, b"1", b"close")
        assert (slow.guard.load.open, slow.guard.load.bytes, slow.left) == (0, 0, 1)
        slow.left, slow.sent = 5, []
        assert (await slow.asked())[0] == 200

    asyncio.run(run())


def test_what_was_put_elsewhere_takes_no_memory() -> None:
    class Spooling(Slowly):
        async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
            async def spooled() -> dict[str, Any]:
                message: dict[str, Any] = await receive()
                scope["privet.spooled"](len(message["body"]) + PIECE)
                scope["privet.spooled"](1)  # more than there is is as much as there is
                return message

            await super().__call__(scope, spooled, send)

    async def run() -> None:
        slow = Spooling(lambda app: Guard(app, HOSTS, [], Bounds(body_bytes=2000)), 100)
        slow.next.set()
        assert (await slow.asked())[0] == 200
        assert (slow.guard.load.open, slow.guard.load.bytes) == (0, 0)

    asyncio.run(run())


def test_a_body_in_tiny_pieces_takes_what_they_take() -> None:
    async def run() -> None:
        tiny = Slowly(lambda app: Guard(app, HOSTS, [], Bounds(body_bytes=10 * PIECE)), 100, 1)
        tiny.next.set()
        assert ((await tiny.asked())[0], tiny.left, tiny.guard.load.bytes) == (503, 90, 0)

    asyncio.run(run())


def test_so_many_are_answered_at_once_and_the_next_is_told_to_come_again() -> None:
    async def run() -> None:
        slow = Slowly(lambda app: Guard(app, HOSTS, [], Bounds(requests=2)), 9)
        waiting = [asyncio.create_task(slow.asked()) for _ in range(2)]
        await asyncio.sleep(0)
        status, headers = await slow.asked()
        assert (status, headers[b"retry-after"]) == (503, b"1")
        slow.sent.clear()
        slow.next.set()
        assert [status for status, _ in await asyncio.gather(*waiting)] == [200, 200]

    asyncio.run(run())


def test_who_comes_when_it_stops_is_refused_and_who_came_before_is_answered() -> None:
    async def run() -> None:
        slow = Slowly(lambda app: Guard(app, HOSTS, []), 2)
        before = asyncio.create_task(slow.asked())
        await asyncio.sleep(0)
        slow.guard.closing = True
        status, headers = await slow.asked()
        assert (status, headers[b"connection"]) == (503, b"close")
        slow.sent.clear()
        slow.next.set()
        assert (await before)[0] == 200

    asyncio.run(run())


def test_a_client_that_takes_no_answer_is_let_go(guard: Guard) -> None:
    async def endless(scope: dict[str, Any], receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while True:
            await send({"type": "http.response.body", "body": b"x", "more_body": True})

    async def never(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    own = Guard(endless, HOSTS, [], Bounds(send_s=0.05))
    asyncio.run(own(_scope([(b"host", b"localhost")]), None, never))
    assert own.load.open == 0


def test_our_own_errors_keep_their_status(ask: Ask) -> None:
    async def refuses(scope: dict[str, Any], receive: Any, send: Any) -> None:
        raise TooLarge("over a bound")

    answer = ask(Guard(refuses, HOSTS, []))
    assert (answer.status, json.loads(answer.body)["code"]) == (413, "too-large")


def _scope(headers: list[tuple[bytes, bytes]], method: str = "GET") -> dict[str, Any]:
    return {
        "type": "http", "method": method, "path": "/", "raw_path": b"/", "scheme": "http", "query_string": b"",
        "headers": headers,
    }  # fmt: skip


def _asked(guard: Guard, headers: list[tuple[bytes, bytes]]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(guard(_scope(headers), None, send))
    return sent


def test_nothing_may_be_loaded_from_elsewhere() -> None:
    policy = dict(HEADERS)[b"content-security-policy"].decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules.pop("require-trusted-types-for") == "'script'"
    assert rules.pop("trusted-types") == "privet"
    assert {source for sources in rules.values() for source in sources.split()} == {"'none'", "'self'", "data:"}


def test_a_failure_says_nothing_of_what_was_worked_on(guard: Guard, ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "privet.web"):
        answer = ask(guard, "/fails")
        assert ask(guard, "/breaks-off").status == 200
    assert answer.status == 500
    assert answer.headers[b"content-type"] == b"application/problem+json"
    assert json.loads(answer.body)["status"] == 500
    assert b"4111" not in answer.body
    assert "4111" not in caplog.text
    assert "ValueError at " in caplog.text
    assert not any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize("method", ["GET", "POST", "4111111111111111"])
def test_the_log_holds_no_path_that_a_client_made_up(
    guard: Guard, ask: Ask, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    with caplog.at_level(logging.INFO, "privet.web"):
        ask(guard, "/4111111111111111", method)
        ask(guard, "/", method)
    assert "4111" not in caplog.text
    assert len(caplog.records) == 2
    assert guard.answered == {("-" if len(method) > 9 else method, route, 200): 1 for route in ("-", "/")}


def test_where_an_error_came_from_is_its_innermost_place() -> None:
    with pytest.raises(TooLarge) as caught:
        _raise()
    assert unforeseen(caught.value) == f"TooLarge at {__name__}:{_raise.__code__.co_firstlineno + 1}"
    assert unforeseen(ValueError("never raised")) == "ValueError at ?"


def _raise() -> None:
    raise TooLarge("over a bound")


def test_only_http_is_answered(guard: Guard) -> None:
    asyncio.run(guard({"type": "websocket"}, None, None))
    assert not guard.answered
