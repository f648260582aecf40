"""Conversations that a program names: values keep their tokens over requests, belong to whoever wrote them, and to the
key they came with.
"""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from gateways.llm import upstream as models
from gateways.llm.conftest import Gate

MAIL, OTHER = "maria.lopez@example.com", "ana.silva@example.com"


def chat(gate: Gate, said: str, talk: str = "", key: str = "", **more: Any) -> str:
    headers = {"Privet-Conversation": talk} if talk else {}
    client = gate.client(**({"key": key} if key else {}))
    messages: Any = [{"role": "user", "content": said}]
    answer = client.chat.completions.create(model="m", messages=messages, extra_headers=headers, **more)
    return str(answer.choices[0].message.content)


def sent(gate: Gate) -> str:
    return models.text_of(gate.upstream.last)


def test_a_value_keeps_its_token_over_requests(gate: Gate) -> None:
    assert chat(gate, f"I am {MAIL}", "one") == f"I am {MAIL}"
    chat(gate, f"not {OTHER}, {MAIL}", "one")
    assert sent(gate) == "not [EMAIL_2], [EMAIL_1]"
    chat(gate, OTHER, "another")
    assert sent(gate) == "[EMAIL_1]"
    assert "privet-conversation" not in gate.upstream.asked[-1].headers


def test_what_an_earlier_request_said_comes_back_in_a_later_answer(gate: Gate) -> None:
    chat(gate, f"I am {MAIL}", "earlier")
    gate.upstream.script(lambda asked: models.chat({"role": "assistant", "content": "You are [EMAIL_1]."}))
    assert chat(gate, "who am I?", "earlier") == f"You are {MAIL}."
    gate.upstream.script(lambda asked: models.stream(["You are [EM", "AIL_1]", "."]))
    pieces = gate.client().chat.completions.create(
        model="m", messages=[{"role": "user", "content": "who am I?"}], stream=True,
        extra_headers={"Privet-Conversation": "earlier"},
    )  # fmt: skip
    assert "".join(one.choices[0].delta.content or "" for one in pieces if one.choices) == f"You are {MAIL}."


def test_another_key_names_another_conversation(gate: Gate) -> None:
    """Whoever reaches the gateway with a key of their own gets nothing out of somebody else's conversation."""
    chat(gate, f"I am {MAIL}", "mine")
    gate.upstream.script(lambda asked: models.chat({"role": "assistant", "content": "You are [EMAIL_1]."}))
    assert chat(gate, "who am I?", "mine", key="sk-somebody-else") == "You are [EMAIL_1]."


def test_another_user_of_one_conversation_gets_other_tokens_and_nobody_elses_values(gate: Gate) -> None:
    chat(gate, f"I am {MAIL}", "shared", user="ann")
    chat(gate, f"I am {MAIL}", "shared", user="bob")
    assert sent(gate) == "I am [EMAIL_2]"
    gate.upstream.script(lambda asked: models.chat({"role": "assistant", "content": "[EMAIL_1] and [EMAIL_2]"}))
    assert chat(gate, "who?", "shared", user="bob") == f"[EMAIL_1] and {MAIL}"
    assert chat(gate, "who?", "shared", user="ann") == f"{MAIL} and [EMAIL_2]"


def test_whose_a_request_is_leaves_as_a_name_of_our_own(gate: Gate) -> None:
    chat(gate, "hello", user="customer 4711")
    first = gate.upstream.last["user"]
    chat(gate, "hello", user="customer 4711")
    assert gate.upstream.last["user"] == first
    chat(gate, "hello", user="customer 4712")
    assert gate.upstream.last["user"] != first
    assert b"471" not in gate.upstream.asked[-1].raw


def test_metadata_names_a_conversation(gate: Gate) -> None:
    chat(gate, f"I am {OTHER}", metadata={"conversation": "by-metadata"})
    chat(gate, f"I am {MAIL}", metadata={"conversation": "by-metadata"})
    assert sent(gate) == "I am [EMAIL_2]"


def test_a_response_continues_the_one_before(gate: Gate) -> None:
    client = gate.client()
    first = client.responses.create(model="m", input=f"I am {MAIL}")
    assert first.output_text == f"I am {MAIL}"
    assert sent(gate) == "I am [EMAIL_1]"
    gate.upstream.script(lambda asked: models.response("[EMAIL_1], not [EMAIL_2]"))
    second = client.responses.create(model="m", input=f"or {OTHER}?", previous_response_id=first.id)
    assert gate.upstream.last["previous_response_id"] == "resp_1"
    assert sent(gate) == "or [EMAIL_2]?"
    assert second.output_text == f"{MAIL}, not {OTHER}"
    third = client.responses.create(model="m", input="and?", previous_response_id=second.id)
    assert third.output_text == f"{MAIL}, not {OTHER}"


def test_nobody_continues_a_response_of_another_key(gate: Gate) -> None:
    first = gate.client().responses.create(model="m", input=f"I am {MAIL}")
    with pytest.raises(openai.NotFoundError):
        gate.client("sk-somebody-else").responses.create(model="m", input="who?", previous_response_id=first.id)


def test_a_response_comes_in_pieces(gate: Gate) -> None:
    said = "Write to [EMAIL_1] and [EMAIL_9]."
    for width in (1, 3, 50):
        cut = [said[at : at + width] for at in range(0, len(said), width)]
        gate.upstream.script(lambda asked, cut=cut: models.response_stream(cut))
        with gate.client().responses.stream(model="m", input=f"I am {MAIL}") as stream:
            deltas = [one.delta for one in stream if one.type == "response.output_text.delta"]
            done = stream.get_final_response()
        assert "".join(deltas) == done.output_text == f"Write to {MAIL} and [EMAIL_9]."
        assert done.id.startswith("resp_1.con_")


def test_a_response_without_tokens_leaves_as_it_came(gate: Gate) -> None:
    sent_ = b"".join(models.response_stream(["hel", "lo [a", "] [em"])[2])
    gate.upstream.script(lambda asked: models.response_stream(["hel", "lo [a", "] [em"]))
    answer = gate.ask("/responses", {"model": "m", "stream": True, "store": False, "input": "hello"})
    assert answer.body == sent_


def test_a_tail_that_was_no_token_leaves_before_its_text_ends(gate: Gate) -> None:
    gate.upstream.script(lambda asked: models.response_stream(["I like [EMA"]))
    answer = gate.ask("/responses", {"model": "m", "stream": True, "input": f"I am {MAIL}"})
    events = [json.loads(line[6:]) for line in answer.body.decode().splitlines() if line.startswith("data: ")]
    assert [one["delta"] for one in events if one["type"] == "response.output_text.delta"] == ["I like ", "[EMA"]
    assert [one["sequence_number"] for one in events] == list(range(len(events)))


def test_nothing_is_restored_where_nobody_known_reads(gate: Gate) -> None:
    gate.up("staff", "--reader", "nobody")
    client = openai.OpenAI(base_url=gate.base.replace("shop", "staff"), api_key="sk-x", max_retries=0)
    answer = client.chat.completions.create(model="m", messages=[{"role": "user", "content": f"I am {MAIL}"}])
    assert answer.choices[0].message.content == "I am [EMAIL_1]"


def test_nothing_is_written_in_the_clear(gate: Gate) -> None:
    chat(gate, f"I am {MAIL}", f"talk of {OTHER}", user="customer-4711-of-the-shop")
    for name, written in gate.server.written():
        for one in (MAIL, OTHER, "customer-4711-of-the-shop"):
            assert one.encode() not in written, name


def test_a_paused_gateway_passes_nothing_on(gate: Gate) -> None:
    gate.up("paused")
    assert "paused" in gate.privet("llm", "list", "--field", "name").split()
    gate.privet("llm", "pause", "paused", "--reason", "for a test")
    gate.wait(lambda: gate.server.ask("GET", "/llm/paused/v1/models", authorization="Bearer x").status == 403)
    gate.privet("llm", "resume", "paused", "--reason", "for a test")
    gate.wait(lambda: gate.server.ask("GET", "/llm/paused/v1/models", authorization="Bearer x").status == 200)
    gate.privet("llm", "remove", "paused", "--reason", "for a test")
    gate.wait(lambda: gate.server.ask("GET", "/llm/paused/v1/models", authorization="Bearer x").status == 404)
