"""Visitors who wait take nobody's place, and all of them are let go or answered."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from typing import Any

import pytest

SITE = "https://shop.example.com"
TOML = f'[webchat]\nsites = ["{SITE}"]\nminute_session = 10000\nminute_address = 1000000\n'
VISITORS = 1_200
"""More than the requests that are answered at once."""


@pytest.mark.slow
def test_more_visitors_wait_than_requests_are_answered_at_once(serve: Callable[..., Any]) -> None:
    server = serve(TOML)
    origin = {"origin": SITE, "content_type": "application/json"}
    sessions, waiting = [], []
    for number in range(VISITORS // 4):
        session = server.ask("POST", "/gateways/webchat/sessions", **origin).json["session"]
        sessions.append(session)
        said = {"id": f"message-{number:04d}", "text": "hello"}
        own = {**origin, "authorization": f"Bearer {session}"}
        made = server.ask("POST", "/gateways/webchat/messages", said, **own)
        assert made.status == 201
    talk = server.api("GET", f"/messages/{made.json['id']}")["conversation"]
    for session in sessions * 4:
        link = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        head = f"GET /gateways/webchat/answers HTTP/1.1\r\nHost: localhost\r\nOrigin: {SITE}\r\n"
        link.sendall(f"{head}Authorization: Bearer {session}\r\nConnection: close\r\n\r\n".encode())
        waiting.append(link)
        if len(waiting) % 100 == 0:  # those that came wait now, and take no place among those that are answered
            server.api("GET", "/conversations?limit=1")
    time.sleep(1)
    begun = time.monotonic()
    assert server.api("POST", "/sends", {"conversation": talk, "text": "Hello!"})["state"] == "waiting"
    assert time.monotonic() - begun < 3
    answered = waiting[len(sessions) - 1].recv(65_536)
    assert b"Hello!" in answered
    assert time.monotonic() - begun < 5
    assert json.loads(server.ask("GET", "/v1/openapi.json").body)["openapi"].startswith("3.1")
    for link in waiting:
        link.close()
    assert server.stop() < 15
