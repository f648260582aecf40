"""The guard: who is let in, what every answer tells the browser, and what the log may hold."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from privet.errors import TooLarge
from privet.web.guard import HEADERS, Guard, unforeseen

Ask = Callable[..., Any]

HOSTS = {"localhost", "127.0.0.1", "[::1]", "vault.example.com"}


async def _hello(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["path"] == "/fails":
        raise ValueError("4111 1111 1111 1111")
    if scope["path"] == "/breaks-off":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("4111 1111 1111 1111")
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


def test_nothing_may_be_loaded_from_elsewhere() -> None:
    policy = dict(HEADERS)[b"content-security-policy"].decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
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
    assert guard.answered == {200: 2}


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
