"""A gateway on trial, asked by the vendor's own client: what would have become tokens is said and counted, and nothing
goes to the model.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import openai
import pytest

from gateways.conftest import Server
from gateways.llm import upstream as models
from gateways.llm.conftest import Gate

MAIL, CARD = "maria.lopez@example.com", "4111 1111 1111 1111"
ASKED: Any = {"model": "m", "messages": [{"role": "user", "content": f"I am {MAIL}, {MAIL}, card {CARD}"}]}


@pytest.fixture(scope="module")
def trial(serve: Callable[..., Server]) -> Gate:
    """Privet with a gateway on trial."""
    one = Gate(serve(""), models.serve())
    said = one.privet("llm", "add", "shop", "--upstream", one.upstream.url, "--trial", "yes", "--reason", "a trial")
    assert said.startswith("Copies of requests are posted to /llm/shop/v1 ")
    one.wait(lambda: one.ask("/embeddings", {"model": "m", "input": ""}).status == 200)
    return one


def counted(gate: Gate) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gate.privet("llm", "trial", "shop", "--json"))
    return found


def test_the_vendors_client_is_told_what_would_have_become_tokens(trial: Gate) -> None:
    before = counted(trial)
    ask = trial.client().chat.completions.with_raw_response.create
    tool: Any = {"type": "function", "function": {"name": "look", "description": "ask +1 415 555 2671 first"}}
    said = json.loads(ask(**ASKED, tools=[tool]).content)
    assert said.keys() == {"object", "gateway", "texts", "tokens", "took_ms"}
    assert (said["object"], said["gateway"], said["texts"]) == ("privet.trial", "shop", 2)
    assert said["tokens"] == {"EMAIL": 1, "CARD": 1, "PHONE": 1}
    assert said["took_ms"] > 0
    streamed = trial.client().chat.completions.with_raw_response.create(**ASKED, stream=True)
    assert json.loads(streamed.http_response.read())["tokens"] == {"EMAIL": 1, "CARD": 1}
    responses = trial.client().responses.with_raw_response.create(model="m", input=MAIL, instructions="be brief")
    assert json.loads(responses.content)["tokens"] == {"EMAIL": 1}
    assert trial.ask("/embeddings", {"model": "m", "input": [MAIL, "hello"]}, key="").json["texts"] == 2
    row = counted(trial)
    assert row["requests"] == before["requests"] + 4
    assert row["personal"] == before["personal"] + 4
    assert row["kinds"] == dict.fromkeys(("CARD", "EMAIL", "PHONE"), "fewer than 10")
    assert 0 < row["half_us"] <= row["slowest_us"]
    assert trial.upstream.asked == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400), (b"[]", 400),
        ({"model": "m", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "x"}]}]}, 400),
        ({"model": "m", "input": [1, 2, 3]}, 400),
    ],
)  # fmt: skip
def test_what_would_have_been_refused_is_refused_and_counted(trial: Gate, body: Any, status: int) -> None:
    before = counted(trial)
    answer = trial.ask("/embeddings" if isinstance(body, dict) and "input" in body else "/chat/completions", body)
    assert (answer.status, answer.json["error"]["type"]) == (status, "invalid_request_error")
    after = counted(trial)
    assert (after["requests"], after["refused"]) == (before["requests"] + 1, before["refused"] + 1)
    assert trial.upstream.asked == []


def test_nothing_is_asked_of_the_model_by_any_address(trial: Gate) -> None:
    with pytest.raises(openai.PermissionDeniedError, match="on trial"):
        trial.client().models.list()
    assert trial.ask("/audio/speech", ASKED).status == 404
    assert trial.upstream.asked == []


def test_nothing_of_a_copy_is_on_record_or_written(trial: Gate) -> None:
    said = {"model": "m", "user": "Zanzibarius", "messages": [{"role": "user", "content": "card 5555 5555 5555 4444"}]}
    told = {"privet_conversation": "Zanzibarius", "key": "sk-Zanzibarius"}
    assert trial.ask("/chat/completions", said, **told).json["tokens"] == {"CARD": 1}
    assert trial.ledger() == []
    for name, raw in trial.server.written():
        for word in (b"Zanzibarius", b"5555 5555", MAIL.encode()):
            assert word not in raw, name


def test_once_the_trial_is_over_it_is_a_gateway(trial: Gate) -> None:
    trial.privet("llm", "set", "shop", "--trial", "no", "--reason", "it is over")
    trial.wait(lambda: trial.ask("/chat/completions", ASKED).json["object"] == "chat.completion")
    assert f"I am {MAIL}" in trial.client().chat.completions.create(**ASKED).choices[0].message.content
    assert MAIL.encode() not in trial.upstream.said()
    said = trial.privet("llm", "trial", "shop")
    assert " requests from " in said
    assert "would have been refused." in said
    assert "STOP" not in said
