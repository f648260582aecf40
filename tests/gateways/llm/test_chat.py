"""The vendor's own client, unmodified, through Privet: nothing raw leaves, answers come back whole."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from gateways.llm import upstream as models
from gateways.llm.conftest import KEY, Gate

MAIL, PHONE, CARD = "maria.lopez@example.com", "+1 415 555 2671", "4111 1111 1111 1111"
SAYS = f"I am at {MAIL} or {PHONE}, card {CARD}."


def ask(gate: Gate, said: str = SAYS, **more: Any) -> Any:
    return gate.client().chat.completions.create(model="m", messages=[{"role": "user", "content": said}], **more)


def test_what_is_personal_leaves_in_tokens_and_comes_back(gate: Gate) -> None:
    answer = ask(gate)
    assert answer.choices[0].message.content == SAYS
    assert gate.upstream.last["messages"][0]["content"] == "I am at [EMAIL_1] or [PHONE_1], card [CARD_1]."
    for one in (MAIL, PHONE, CARD):
        assert one.encode() not in gate.upstream.said()
    assert not gate.upstream.refused


def test_the_programs_own_key_goes_on_and_is_kept_nowhere(gate: Gate) -> None:
    ask(gate)
    assert gate.upstream.asked[-1].headers["authorization"] == f"Bearer {KEY}"
    for name, written in gate.server.written():
        assert KEY.encode() not in written, name


def test_a_stream_comes_back_whole_wherever_it_is_cut(gate: Gate) -> None:
    said = "Write to [EMAIL_1], call [PHONE_1]; not [EMAIL_7] nor [click here](x)."
    for width in (1, 2, 3, 7, 100):
        cut = [said[at : at + width] for at in range(0, len(said), width)]
        gate.upstream.script(lambda asked, cut=cut: models.stream(cut))
        pieces = [one.choices[0].delta.content or "" for one in ask(gate, stream=True) if one.choices]
        assert "".join(pieces) == f"Write to {MAIL}, call {PHONE}; not [EMAIL_7] nor [click here](x)."


def test_without_tokens_the_stream_leaves_as_it_came(gate: Gate) -> None:
    cut = ["Hel", "lo [wor", "ld] and", " [1] so", "me [li", "nk](http://x)"]
    sent = b"".join(models.stream(cut)[2])
    gate.upstream.script(lambda asked: models.stream(cut))
    answer = gate.ask(
        "/chat/completions", {"model": "m", "stream": True, "messages": [{"role": "user", "content": MAIL}]}
    )
    assert answer.status == 200
    assert answer.body == sent


def test_arguments_of_tools_come_back_escaped(gate: Gate) -> None:
    """A peer restores them in streams alone, or not at all; a value with quotes must not break them."""
    call = {"id": "call_1", "type": "function", "function": {"name": "look", "arguments": '{"who": "[EMAIL_1]"}'}}
    gate.upstream.script(lambda asked: models.chat({"role": "assistant", "content": None, "tool_calls": [call]}))
    made = ask(gate).choices[0].message.tool_calls[0]
    assert json.loads(made.function.arguments) == {"who": MAIL}
    whole = '{"who": "[EMAIL_1]", "card": "[CARD_1]"}'
    for width in (1, 4, 9):
        cut = [whole[at : at + width] for at in range(0, len(whole), width)]
        gate.upstream.script(lambda asked, cut=cut: models.arguments(cut))
        pieces = [
            one.choices[0].delta.tool_calls[0].function.arguments
            for one in ask(gate, stream=True)
            if one.choices and one.choices[0].delta.tool_calls
        ]
        assert json.loads("".join(pieces)) == {"who": MAIL, "card": CARD}


def test_earlier_arguments_and_descriptions_of_tools_leave_in_tokens(gate: Gate) -> None:
    """A peer lets both out unmasked."""
    call = {
        "id": "call_1",
        "type": "function",
        "function": {"name": "look", "arguments": json.dumps({"who": MAIL, "card": 4111111111111111})},
    }
    tool = {
        "type": "function",
        "function": {
            "name": "look",
            "description": f"Ask {MAIL} first",
            "parameters": {
                "type": "object",
                "properties": {"who": {"type": "string", "description": f"like {PHONE}", "enum": [MAIL]}},
            },
        },
    }
    gate.client().chat.completions.create(
        model="m", tools=[tool], user=MAIL, metadata={"owner": MAIL}, messages=[
            {"role": "system", "content": f"You work for {MAIL}"},
            {"role": "user", "content": [{"type": "text", "text": f"I am {MAIL}"}], "name": "maria_lopez"},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "call_1", "content": json.dumps({"phone": PHONE})},
            {"role": "user", "content": "and?"},
        ],
    )  # fmt: skip
    assert not gate.upstream.refused
    sent = gate.upstream.said()
    for one in (MAIL, PHONE, CARD, "4111111111111111", "maria_lopez"):
        assert one.encode() not in sent, one
    body = gate.upstream.last
    assert json.loads(body["messages"][2]["tool_calls"][0]["function"]["arguments"]) == {
        "who": "[EMAIL_1]", "card": "[CARD_1]",
    }  # fmt: skip
    assert body["tools"][0]["function"]["name"] == "look"
    assert body["messages"][3]["tool_call_id"] == "call_1"


def test_a_history_that_is_sent_again_gets_the_same_tokens(gate: Gate) -> None:
    history = [{"role": "user", "content": f"I am {MAIL}"}]
    gate.client().chat.completions.create(model="m", messages=history)
    first = gate.upstream.last["messages"]
    history += [{"role": "assistant", "content": f"Hello {MAIL}"}, {"role": "user", "content": "or ana@example.com"}]
    gate.client().chat.completions.create(model="m", messages=history)
    second = gate.upstream.last["messages"]
    assert second[:1] == first
    assert [one["content"] for one in second[1:]] == ["Hello [EMAIL_1]", "or [EMAIL_2]"]


def test_two_people_never_share_a_token(gate: Gate) -> None:
    """A peer gave one customer another's card: both were the first of their message."""
    messages = [{"role": "user", "content": f"Ann: {CARD}"}, {"role": "user", "content": "Bob: 5555 5555 5555 4444"}]
    gate.upstream.script(lambda asked: models.chat({"role": "assistant", "content": "Ann [CARD_1], Bob [CARD_2]"}))
    answer = gate.client().chat.completions.create(model="m", messages=messages)
    assert answer.choices[0].message.content == f"Ann {CARD}, Bob 5555 5555 5555 4444"


def test_the_same_person_twice_is_one_token(gate: Gate) -> None:
    ask(gate, f"{MAIL} and again {MAIL}")
    assert gate.upstream.last["messages"][0]["content"] == "[EMAIL_1] and again [EMAIL_1]"


def test_bent_tokens_are_read_and_lost_ones_counted(gate: Gate) -> None:
    before = counted(gate)
    gate.upstream.script(
        lambda asked: models.chat({"role": "assistant", "content": "[email_1], [ EMAIL_1 ], <EMAIL_1>, [PHONE_9]"})
    )
    assert ask(gate).choices[0].message.content == f"{MAIL}, {MAIL}, <EMAIL_1>, [PHONE_9]"
    after = counted(gate)
    assert {name: after[name] - before[name] for name in after} == {"restored": 2, "stayed": 1, "lost": 1}


def counted(gate: Gate) -> dict[str, int]:
    lines = gate.server.ask("GET", "/metrics").body.decode().splitlines()
    return {line.split('"')[1]: int(line.split()[-1]) for line in lines if line.startswith("privet_llm_tokens_total{")}


def test_log_probabilities_are_taken_out(gate: Gate) -> None:
    told = {"content": [{"token": "[EMAIL_1]", "logprob": -0.1, "bytes": [91], "top_logprobs": []}], "refusal": None}
    gate.upstream.script(lambda asked: models.chat({"role": "assistant", "content": "[EMAIL_1]"}, logprobs=told))
    answer = ask(gate, logprobs=True)
    assert answer.choices[0].logprobs is None
    assert answer.choices[0].message.content == MAIL


def test_contents_asked_for_as_json_stay_json(gate: Gate) -> None:
    said = 'My name is "Mary \\ Smith" <mary@example.com>'
    gate.upstream.script(lambda asked: models.stream(['{"mail": "[EM', 'AIL_1]"}']))
    pieces = ask(gate, said, stream=True, response_format={"type": "json_object"})
    assert json.loads("".join(one.choices[0].delta.content or "" for one in pieces if one.choices)) == {
        "mail": "mary@example.com"
    }


def test_unknown_addresses_are_refused_and_not_passed_on(gate: Gate) -> None:
    for path in ("/completions", "/files", "/audio/speech", "/chat/completions/x", "/../v1/models", "/assistants"):
        answer = gate.ask(path, {"model": "m", "prompt": MAIL})
        assert answer.status == 404, path
        assert answer.json["error"]["type"] == "invalid_request_error"
    assert gate.upstream.asked == []


def test_what_cannot_be_looked_through_does_not_leave(gate: Gate) -> None:
    parts = [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}]
    for body in (
        {"model": "m", "messages": [{"role": "user", "content": parts}]},
        {
            "model": "m",
            "messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "A"}}]}],
        },
    ):
        assert gate.ask("/chat/completions", body).status == 400
    assert gate.ask("/embeddings", {"model": "m", "input": [[1, 2, 3]]}).status == 400
    assert gate.upstream.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        (200, "application/json", [b"{broken"]),
        (200, "application/json", [b"[1]"]),
        (200, "text/html", [b"<h1>oops</h1>"]),
        (500, "text/html", [b"<h1>oops</h1>"]),
        (302, "application/json", [b"{}"]),
    ],
)
def test_a_model_that_answers_nonsense_is_a_proper_error(gate: Gate, answer: Any) -> None:
    """A peer ends in a bare 500."""
    gate.upstream.script(lambda asked: answer)
    with pytest.raises(openai.InternalServerError) as caught:
        ask(gate)
    assert caught.value.status_code == 502
    assert caught.value.body["type"] == "upstream_error"
    assert "oops" not in str(caught.value.body)


def test_an_error_of_the_model_goes_on(gate: Gate) -> None:
    said = {"error": {"message": "slow down", "type": "requests", "param": None, "code": "rate_limit_exceeded"}}
    gate.upstream.script(lambda asked: (429, "application/json", [json.dumps(said).encode()]))
    with pytest.raises(openai.RateLimitError) as caught:
        ask(gate)
    assert caught.value.body["code"] == "rate_limit_exceeded"


def test_a_stream_that_breaks_off_ends_in_an_error(gate: Gate) -> None:
    def broken() -> Any:
        yield models.chunk({"content": "Write to [EMA"})
        raise models.Broken

    gate.upstream.script(lambda asked: (200, "text/event-stream", broken()))
    came = []
    answer = ask(gate, stream=True)
    with pytest.raises(openai.APIError):
        came.extend(one.choices[0].delta.content for one in answer)
    assert "".join(came) == "Write to [EMA"


def test_nobody_there_is_a_proper_error(gate: Gate) -> None:
    gate.up("gone", url=gate.upstream.url)
    gate.privet("llm", "set", "gone", "--upstream", "http://127.0.0.1:9/v1", "--reason", "for a test")
    client = openai.OpenAI(base_url=gate.base.replace("shop", "gone"), api_key=KEY, max_retries=0)
    gate.wait(lambda: gate.server.ask("GET", "/llm/gone/v1/models", authorization="Bearer x").status == 502)
    with pytest.raises(openai.InternalServerError) as caught:
        client.chat.completions.create(model="m", messages=[{"role": "user", "content": MAIL}])
    assert caught.value.status_code == 502


def test_each_request_is_on_record_before_it_leaves_and_before_a_value_comes_back(gate: Gate) -> None:
    before = len(gate.ledger())
    seen: list[int] = []

    def answer(asked: Any) -> Any:
        seen.append(len(gate.ledger()))
        return models.chat({"role": "assistant", "content": "[EMAIL_1]"})

    gate.upstream.script(answer)
    ask(gate)
    after = gate.ledger()
    assert seen == [before + 1]
    assert len(after) == before + 2


def test_models_are_listed(gate: Gate) -> None:
    assert [one.id for one in gate.client().models.list()] == ["m"]
    assert gate.client().embeddings.create(model="m", input=[f"I am {MAIL}"]).data[0].embedding == [0.5, 0.25]
    assert gate.upstream.last["input"] == ["I am [EMAIL_1]"]
