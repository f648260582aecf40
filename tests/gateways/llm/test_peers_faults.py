"""What other gateways of this kind were seen to do wrong, each a test: a reproduced fault of theirs is one that any
gateway comes to have. Named after the fault; the peers' own issues are named in the decision record.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from gateways.llm import upstream as models
from gateways.llm.conftest import Gate

MAIL, PHONE, CARD = "maria.lopez@example.com", "+1 415 555 2671", "4111 1111 1111 1111"
IBAN, SSN = "DE89 3704 0044 0532 0130 00", "536-90-4399"


def ask(gate: Gate, *said: str, **more: Any) -> Any:
    messages: Any = [{"role": "user", "content": one} for one in said]
    return gate.client().chat.completions.create(model="m", messages=messages, **more)


def says(gate: Gate, text: str) -> None:
    gate.upstream.script(lambda asked: models.chat({"role": "assistant", "content": text}))


def sent(gate: Gate) -> str:
    return str(models.text_of(gate.upstream.last))


def test_the_answer_stays_masked(gate: Gate) -> None:
    """As it is documented, a peer masks the answer once more, and the program reads placeholders."""
    assert ask(gate, f"I am {MAIL}").choices[0].message.content == f"I am {MAIL}"


def test_placeholders_are_numbered_by_message_and_one_gets_the_others_card(gate: Gate) -> None:
    says(gate, "The first has [CARD_1], the second [CARD_2].")
    answer = ask(gate, f"Ann: {CARD}", "Bob: 5555 5555 5555 4444")
    assert answer.choices[0].message.content == f"The first has {CARD}, the second 5555 5555 5555 4444."


def test_arguments_of_tools_are_restored_in_streams_alone(gate: Gate) -> None:
    call = {"id": "call_1", "type": "function", "function": {"name": "look", "arguments": '{"who": "[EMAIL_1]"}'}}
    gate.upstream.script(lambda asked: models.chat({"role": "assistant", "content": None, "tool_calls": [call]}))
    (made,) = ask(gate, MAIL).choices[0].message.tool_calls
    assert json.loads(made.function.arguments) == {"who": MAIL}
    gate.upstream.script(lambda asked: models.arguments(['{"who": "[EMA', 'IL_1]"}']))
    deltas = [one.choices[0].delta for one in ask(gate, MAIL, stream=True) if one.choices]
    assert "".join(one.tool_calls[0].function.arguments for one in deltas if one.tool_calls) == f'{{"who": "{MAIL}"}}'


@pytest.mark.parametrize("value", [MAIL, PHONE, CARD, IBAN, SSN, CARD.replace(" ", "-"), IBAN.replace(" ", "")])
def test_earlier_arguments_and_descriptions_of_tools_leave_unmasked(gate: Gate, value: str) -> None:
    call = {"name": "look", "arguments": json.dumps({"ssn" if value == SSN else "value": value})}
    said = f"for the IBAN or SSN {value}, ask first"
    properties = {"who": {"type": "string", "description": said, "default": said, "enum": [said], "examples": [said]}}
    parameters = {"type": "object", "properties": properties}
    tool: Any = {"type": "function", "function": {"name": "look", "description": said, "parameters": parameters}}
    history: Any = [
        {"role": "system", "content": said},
        {"role": "assistant", "tool_calls": [{"id": "call_1", "type": "function", "function": call}]},
        {"role": "tool", "tool_call_id": "call_1", "content": said},
    ]
    gate.client().chat.completions.create(model="m", messages=history, tools=[tool])
    assert value.encode() not in gate.upstream.said()
    assert not gate.upstream.refused


@pytest.mark.parametrize("route", ["chat", "responses"])
def test_a_stream_is_held_back_to_its_end(gate: Gate, route: str) -> None:
    """A peer sends the whole answer in one piece; here the first is read before the model has said the second."""
    go = threading.Event()
    pieces = ["Write to [EMAIL_1] ", "and wait."]
    status, type_, events = (models.stream if route == "chat" else models.response_stream)(pieces)

    def slowly() -> Any:
        for one in events:
            yield one
            if b"[EMAIL_1]" in one:
                assert go.wait(20)

    gate.upstream.script(lambda asked: (status, type_, slowly()))
    if route == "chat":
        texts = (one.choices[0].delta.content or "" for one in ask(gate, MAIL, stream=True) if one.choices)
    else:
        stream = gate.client().responses.create(model="m", input=MAIL, stream=True)
        texts = (one.delta for one in stream if one.type == "response.output_text.delta")
    first = next(one for one in texts if one)
    assert first == f"Write to {MAIL} "
    go.set()
    assert "".join(texts) == "and wait."


def test_the_same_person_twice_gets_two_tokens(gate: Gate) -> None:
    ask(gate, f"{MAIL}, once more {MAIL}")
    assert sent(gate) == "[EMAIL_1], once more [EMAIL_1]"


def test_an_address_within_an_address_is_found_twice(gate: Gate) -> None:
    """Of an e-mail address, its host was found as an address of its own, and both were replaced."""
    assert ask(gate, f"to {MAIL}.").choices[0].message.content == f"to {MAIL}."
    assert sent(gate) == "to [EMAIL_1]."


def test_a_finding_takes_the_space_or_dot_behind_it(gate: Gate) -> None:
    ask(gate, f"Card {CARD} . Mail {MAIL}. Phone {PHONE} , and so on")
    assert sent(gate) == "Card [CARD_1] . Mail [EMAIL_1]. Phone [PHONE_1] , and so on"


def test_a_name_is_hashed_without_a_key(gate: Gate) -> None:
    """Who knows a name could tell by its hash that it is asked for."""
    ask(gate, "hello", user="customer-4711")
    left = gate.upstream.last["user"]
    for name in ("md5", "sha1", "sha256", "sha512", "sha3_256", "blake2b", "blake2s"):
        assert not hashlib.new(name, b"customer-4711").hexdigest().startswith(left)


def test_many_at_a_time_get_each_others_values(gate: Gate) -> None:
    """A peer's vault is shared by its threads. Streams and answers of one name and of none, side by side."""
    gate.upstream.script(None)

    def one(number: int) -> None:
        said = f"I am customer{number}@example.com, not [EMAIL_{number % 3 + 1}]"
        talk = {"Privet-Conversation": f"talk-{number % 5}"} if number % 2 else {}
        user = {"user": f"user-{number}"} if number % 4 == 1 else {}
        if number % 3:
            answer = ask(gate, said, extra_headers=talk, **user).choices[0].message.content
        else:
            pieces = ask(gate, said, stream=True, extra_headers=talk, **user)
            answer = "".join(piece.choices[0].delta.content or "" for piece in pieces if piece.choices)
        assert answer == said

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(one, range(96)))
    assert b"customer" not in b"".join(asked.raw for asked in gate.upstream.asked).replace(b"customer-", b"")


@pytest.mark.parametrize("talk", [{}, {"Privet-Conversation": "several-calls"}])
def test_a_vault_is_wrong_after_several_calls(gate: Gate, talk: dict[str, str]) -> None:
    """A peer's vault forgets, or numbers anew, what an earlier call put there."""
    said: list[Any] = []
    for number in range(4):
        said.append({"role": "user", "content": f"caller{number}@example.com, card {CARD}"})
        tokens = " ".join(f"[EMAIL_{at + 1}]" for at in range(number + 1))
        says(gate, f"{tokens} [CARD_1]")
        answer = gate.client().chat.completions.create(model="m", messages=said, extra_headers=talk)
        whole = " ".join(f"caller{at}@example.com" for at in range(number + 1))
        assert answer.choices[0].message.content == f"{whole} {CARD}"
        assert [one["content"] for one in gate.upstream.last["messages"]][-1] == f"[EMAIL_{number + 1}], card [CARD_1]"


def test_a_program_without_a_key_is_not_served(gate: Gate) -> None:
    """A peer wants a header with a key even before a model that needs none; the model here refuses, not Privet."""
    body = {"model": "m", "messages": [{"role": "user", "content": MAIL}]}
    answer = gate.server.ask("POST", "/llm/shop/v1/chat/completions", body, content_type="application/json")
    assert (answer.status, gate.upstream.refused) == (400, ["no key"])
    assert MAIL.encode() not in gate.upstream.said()


def test_chunks_without_an_index_are_lost(gate: Gate) -> None:
    choice = {"delta": {"content": "to [EMAIL_1]"}, "finish_reason": None}
    event = b"data: %b\n\n" % json.dumps({"object": "chat.completion.chunk", "choices": [choice]}).encode()
    gate.upstream.script(lambda asked: (200, "text/event-stream", iter([event, b"data: [DONE]\n\n"])))
    body = {"model": "m", "stream": True, "messages": [{"role": "user", "content": MAIL}]}
    assert f"to {MAIL}".encode() in gate.ask("/chat/completions", body).body


def test_a_broken_body_ends_in_a_bare_500(gate: Gate) -> None:
    gate.upstream.script(lambda asked: (200, "application/json", [b'{"choices": [']))
    answer = gate.ask("/chat/completions", {"model": "m", "messages": [{"role": "user", "content": MAIL}]})
    assert (answer.status, answer.json["error"]["type"]) == (502, "upstream_error")


def test_tokens_in_angle_brackets_are_read_as_markup(gate: Gate) -> None:
    """They vanish where an answer is shown as HTML, and models drop them: these are no markup and come back."""
    says(gate, "<b>[EMAIL_1]</b> &lt;[ email_1 ]&gt;")
    assert ask(gate, MAIL).choices[0].message.content == f"<b>{MAIL}</b> &lt;{MAIL}&gt;"


def test_who_types_a_token_is_given_a_strangers_value(gate: Gate) -> None:
    """In a conversation of several, and in a request that somebody else's values stand in beside it."""
    talk = {"Privet-Conversation": "forged"}
    ask(gate, f"I am {MAIL}, card {CARD}", extra_headers=talk, user="ann")
    says(gate, "[EMAIL_1] [CARD_1] [ card_1 ] [EMAIL_2]")
    said = ask(gate, "print [CARD_1], [ card_1 ] and [EMAIL_1]", extra_headers=talk, user="bob")
    assert said.choices[0].message.content == "[EMAIL_1] [CARD_1] [ card_1 ] [EMAIL_2]"
    assert "[CARD_1]" not in sent(gate)
    stranger = ask(gate, "print [CARD_1]", extra_headers={"Privet-Conversation": "another"})
    assert MAIL not in str(stranger)
    assert CARD not in str(stranger)
    nobody = ask(gate, f"[EMAIL_1] wrote to {PHONE}")
    assert MAIL not in str(nobody)
    assert CARD not in str(nobody)


def test_something_is_downloaded_at_the_first_use() -> None:
    """A peer fetches a list of hosts, another one the weights of its model, and neither starts without a network."""
    program = (
        "import sys\n"
        "def out(event, told):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.gethostbyname'): sys.exit('went out')\n"
        "sys.addaudithook(out)\n"
        "from privet.cli import main\n"
        "sys.exit(main(['redact']))\n"
    )
    said = f"Maria Lopez, {MAIL}, https://shop.example.co.uk, {PHONE}, 12 Main Street, Springfield"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, input=said, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert MAIL not in done.stdout
    assert "[EMAIL_1]" in done.stdout
