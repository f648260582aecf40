"""How much one program may ask of a gateway, told as the model's interface tells it; and what a kill leaves behind."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable
from typing import Any

import openai
import pytest

from gateways.conftest import Server
from gateways.llm import upstream as models
from gateways.llm.conftest import KEY, Gate
from privet import jobs
from privet.acts.prompt import LEASE_MS
from privet.cli.opening import opened_app

MAIL = "maria.lopez@example.com"
MESSAGES: Any = [{"role": "user", "content": f"I am {MAIL}"}]
TOML = "[llm]\nminute_key = 20\nminute_address = 60\nopen = 2\n"


@pytest.fixture
def tight(serve: Callable[..., Server]) -> Gate:
    """Privet with the gateway `shop`, at which little is let at once."""
    one = Gate(serve(TOML), models.serve())
    one.privet("llm", "add", "shop", "--upstream", one.upstream.url, "--reason", "for a test")
    one.wait(lambda: "there is no such gateway" not in str(one.ask("/models", None).json) and _there(one))
    return one


def _there(gate: Gate) -> bool:
    said = gate.server.ask("POST", "/llm/shop/v1/chat/completions", b"", authorization="Bearer wait")
    return said.status == 400


def asked(gate: Gate, key: str = KEY) -> Any:
    return gate.ask("/chat/completions", {"model": "m", "messages": MESSAGES}, key)


def test_who_asks_too_often_is_told_so_as_the_interface_does(tight: Gate) -> None:
    answers = [asked(tight) for _ in range(25)]
    statuses = [one.status for one in answers]
    assert statuses.count(200) >= 20
    assert statuses[-1] == 429
    refused = answers[-1]
    assert refused.json["error"]["type"] == "rate_limit_error"
    assert set(refused.json["error"]) == {"message", "type", "param", "code"}
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert len(tight.upstream.asked) == statuses.count(200)
    with pytest.raises(openai.RateLimitError):
        tight.client().chat.completions.create(model="m", messages=MESSAGES)
    assert asked(tight, "sk-another").status == 200
    each = [asked(tight, f"sk-{number}").status for number in range(60)]  # a new key each time is no way around
    assert each[-1] == 429
    for name, written in tight.server.written():
        assert KEY.encode() not in written, name


def test_no_more_are_under_way_than_the_settings_allow(tight: Gate) -> None:
    """Whoever holds every place there is keeps nobody out for longer than they hold it."""
    go, came = threading.Event(), threading.Semaphore(0)

    def waits(_: Any) -> Any:
        came.release()
        go.wait(20)
        return models.chat({"role": "assistant", "content": "hello"})

    tight.upstream.script(waits)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(asked(tight).status)) for _ in range(2)]
    for one in threads:
        one.start()
    for _ in threads:
        assert came.acquire(timeout=20)
    refused = asked(tight)
    assert (refused.status, refused.json["error"]["type"]) == (429, "rate_limit_error")
    assert "retry-after" in refused.headers
    go.set()
    for one in threads:
        one.join(20)
    assert found == [200, 200]
    tight.upstream.script(None)
    tight.wait(lambda: asked(tight).status == 200)  # a place is held until the outcome is on record


def test_a_request_that_a_kill_cut_off_is_unknown_after_the_next_start(tight: Gate) -> None:
    """The power goes while the model thinks. Nothing is sent again; the ledger says that nobody knows."""
    go, came = threading.Event(), threading.Event()

    def waits(_: Any) -> Any:
        came.set()
        go.wait(30)
        return models.chat({"role": "assistant", "content": "hello"})

    tight.upstream.script(waits)
    lost = threading.Thread(target=_lost, args=(tight,))
    lost.start()
    assert came.wait(20)
    tight.server.stop(signal.SIGKILL)
    lost.join(20)
    go.set()
    tight.server.start()
    (left,) = [one for one in tight.ledger() if one["outcome"] == "requested"]
    assert [one["outcome"] for one in tight.ledger() if one["object"] == left["object"]] == ["requested"]  # its lease
    tight.server.stop()
    with opened_app(tight.server.data) as app:
        now = app.clock
        app.clock = lambda: now() + LEASE_MS
        jobs.at_start(app)
    entries = [one for one in tight.ledger() if one["object"] == left["object"]]
    assert [one["outcome"] for one in entries] == ["requested", "unknown"]
    assert len(tight.upstream.asked) == 1
    assert json.dumps(entries).count("gateway:llm:shop") == 2


def _lost(gate: Gate) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - whichever way a connection ends
        asked(gate)


def test_a_conversation_without_a_key_is_nobodys(gate: Gate) -> None:
    """Whoever said the same name got the same values: nothing told them apart."""
    body = {"model": "m", "messages": MESSAGES}
    for key in ({}, {"authorization": "Bearer"}, {"authorization": "Bearer "}, {"api_key": ""}):
        said = {"content_type": "application/json", "privet_conversation": "one", **key}
        answer = gate.server.ask("POST", "/llm/shop/v1/chat/completions", body, **said)
        assert answer.status == 400
        assert answer.json["error"]["type"] == "invalid_request_error"
    assert gate.upstream.asked == []
    plain = gate.server.ask("POST", "/llm/shop/v1/chat/completions", body, content_type="application/json")
    assert plain.status == 400  # the model's own answer to who has no key
    assert gate.upstream.refused == ["no key"]
    assert gate.upstream.last["messages"][0]["content"] == "I am [EMAIL_1]"
