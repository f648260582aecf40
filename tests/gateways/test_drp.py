"""The Data Rights Protocol over a real server, as an authorized agent speaks it."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.core.test_drp import AGENT, BUSINESS, OTHER, PUBLIC, at, message, signed

from privet.acts import agent
from privet.cli.opening import opened_app
from privet.core.decision import LOCAL
from privet.core.plain import Plain

BASE = "/gateways/drp/v1"


@pytest.fixture(scope="module")
def server(serve: Callable[..., Any]) -> Any:
    one = serve(f'[drp]\nbusiness = "{BUSINESS}"\n')
    with opened_app(one.data) as app:
        agent.add(app, app.tenant("shop").id, AGENT, base64.b64encode(PUBLIC).decode(), Plain("known"), LOCAL)
    return one


def now(**more: Any) -> dict[str, Any]:
    clock = int(time.time() * 1000)
    return message(**{"issued-at": at(clock - 1000), "expires-at": at(clock + 600_000), **more})


def say(server: Any, method: str, path: str, body: bytes = b"", **more: str) -> Any:
    return server.ask(method, f"{BASE}/{path}", body or None, content_type="text/plain", **more)


def test_an_agent_sets_up_asks_looks_and_revokes(server: Any) -> None:
    made = say(server, "POST", f"agent/{AGENT}", signed(now()))
    assert made.status == 200
    assert made.json["agent-id"] == AGENT
    bearer = {"authorization": f"Bearer {made.json['token']}"}
    assert say(server, "GET", f"agent/{AGENT}", **bearer).json == {}
    refused = say(server, "GET", "agent/ANOTHER", **bearer)
    assert (refused.status, refused.body) == (403, b"")
    asked = say(server, "POST", "data-rights-request", signed(now(**{"agent-request-id": "r-9"})), **bearer)
    assert asked.status == 200
    assert asked.headers["content-type"] == "application/json"
    assert (asked.json["status"], asked.json["agent_request_id"]) == ("in_progress", "r-9")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", asked.json["received_at"])
    id = asked.json["request_id"]
    assert say(server, "GET", f"data-rights-request/{id}", **bearer).json == asked.json
    assert (
        say(server, "DELETE", f"data-rights-request/{id}", signed({"reason": "no"}), **bearer).json["status"]
        == "revoked"
    )
    assert "ann@example.com" not in server.log.read_text()
    assert id not in server.log.read_text()


def test_whoever_is_not_an_agent_gets_nothing(server: Any) -> None:
    for body in (signed(now(), OTHER), b"x", signed(now(**{"business-id": "ANOTHER"}))):
        refused = say(server, "POST", f"agent/{AGENT}", body)
        assert (refused.status, refused.body) == (403, b"")
    for given in ({}, {"authorization": "Bearer pra_1_" + 43 * "A"}):
        refused = say(server, "POST", "data-rights-request", signed(now()), **given)
        assert refused.status == 403
        assert refused.json["code"] == "403"
        assert refused.json["fatal"] is True
    assert say(server, "POST", "data-rights-request", b"x" * 20_000).status == 413
    bearer = {"authorization": f"Bearer {say(server, 'POST', f'agent/{AGENT}', signed(now())).json['token']}"}
    assert (
        say(server, "POST", "data-rights-request", signed(now(exercise="sale:opt_out")), **bearer).json["code"] == "400"
    )
    assert say(server, "PUT", "data-rights-request", b"x", **bearer).status == 404
