"""What the fuzzing feeds to the gateway before language models: requests, whole answers, streams.

A request is judged by Python's own JSON: where nothing is replaced it leaves byte for byte, and where every text is, no
card stands in anything that is left, whole or in pieces. A stream is the same whatever pieces it comes in.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

from privet.core.llm import answer, naming, request, sse, tree
from privet.core.llm.stream import Stream
from privet.core.llm.tokens import Count, Values
from privet.errors import BadInput, ChannelError

ALLOWED = (BadInput, ChannelError)
CARD = "4111111111111111"
KNOWN = {(1, 1): 'jo "x" \\ <&> \n@example.com', (3, 2): "4111 1111 1111 1111", (13, 1): "Jo\u00e9 \U0001f98a"}
SEALED = re.compile(
    r"[A-Za-z0-9+/=_-]{64,}|[A-Za-z]{2,16}[_-][0-9a-f]{24,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
"""What is left as it is though it may hold any digits: what a model sealed, and long ids."""


def requests(canary: str) -> list[bytes]:
    """Requests with everything in them that programs send."""
    said = f"I am {canary}, jo@example.com, [EMAIL_1], card {CARD}"
    call = {"name": "look", "arguments": json.dumps({"who": said, "cards": [int(CARD)], CARD: 1.5})}
    schema = {"type": "object", "properties": {"who": {"type": "string", "description": said, "enum": [said]}}}
    chat = {
        "model": "gpt-4o-mini-2024-07-18", "stream": True, "user": canary, "seed": 7, "temperature": 1e-1,
        "messages": [
            {"role": "system", "content": said},
            {"role": "user", "name": canary, "content": [{"type": "text", "text": said}]},
            {"role": "assistant", "tool_calls": [{"id": "call_a1", "type": "function", "function": call}]},
            {"role": "tool", "tool_call_id": "call_a1", "content": json.dumps([said, {"n": int(CARD)}])},
        ],
        "tools": [{"type": "function", "function": {"name": "look", "description": said, "parameters": schema}}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}},
        "metadata": {"conversation": canary, f"{CARD} of {canary}": said}, "logit_bias": {"50256": -100},
    }  # fmt: skip
    response = {
        "model": "m", "previous_response_id": "resp_a1.con_" + 26 * "a", "instructions": said, "store": True,
        "input": [{"type": "message", "role": "user", "content": [{"type": "input_text", "text": said}]},
                  {"type": "function_call_output", "call_id": "call_a1", "output": said}],
        "prompt": {"id": "pmpt_a1", "variables": {"who": said}}, "safety_identifier": canary,
    }  # fmt: skip
    return [
        json.dumps(one, ensure_ascii=at == 0).encode() for at, one in enumerate((chat, response, {"input": [said]}))
    ]


def asked(data: bytes) -> None:
    """A request is refused, or every text of it is seen; nothing of it stands in what is shown."""
    text, read = tree.parse(data)
    items = request.items(text, read)
    assert "Zanzibar" not in repr(items), "what is shown of a text holds nothing of it"
    naming.named("", read, "/responses")
    same = request.written_again(text, read, lambda one: one.text)
    if not naming.continued(str(json.loads(data).get("previous_response_id", ""))):
        assert same == text.encode(), "where nothing is replaced it leaves as it came"
    other = json.loads(request.written_again(text, read, lambda one: "x"))
    for one in _leaves(other):
        assert CARD not in re.sub("[ _-]", "", SEALED.sub("", one)), "no card is left in anything"


def _leaves(tree: Any) -> Iterator[str]:
    """Every text, number and name."""
    if isinstance(tree, dict):
        for name, one in tree.items():
            yield name
            yield from _leaves(one)
    elif isinstance(tree, list):
        for one in tree:
            yield from _leaves(one)
    else:
        yield str(tree)


ANSWERS = [
    json.dumps({
        "id": "resp_1", "object": "response", "choices": [{"index": 0, "message": {
            "content": "To [EMAIL_1], [card_2] ![x](http://e.example/[CARD_2]) Zanzibar", "tool_calls": [
                {"function": {"name": "f", "arguments": "{\"a\": \"[EMAIL_1]\"}"}}]}, "logprobs": {"content": [1]}}],
    }).encode(),
    json.dumps({"output": [{"content": [{"text": "[ PERSON _ 1 ] EMAIL_1 [EMAIL\\_1]", "logprobs": []}]}]}).encode(),
]  # fmt: skip


def answered(data: bytes) -> None:
    """A whole answer is refused, or handed on as JSON of the same form, with values where their tokens stood."""
    text, read = tree.parse(data)
    known = {one: value for one, value in KNOWN.items() if one in answer.tokens(read)}
    for as_json in (False, True):
        made = answer.whole(text, read, Values(known, frozenset(KNOWN)), Count(), json=as_json, suffix=".con_x")
        _alike(json.loads(data), json.loads(made))


def _alike(before: Any, after: Any) -> None:
    if isinstance(before, dict):
        assert isinstance(after, dict), "an object stays one"
        assert list(before) == list(after), "an object keeps its members"
        for name, one in before.items():
            if name != answer.LOGPROBS:
                _alike(one, after[name])
    elif isinstance(before, list):
        assert isinstance(after, list), "a list stays one"
        assert len(before) == len(after), "a list keeps its length"
        for one, other in zip(before, after, strict=True):
            _alike(one, other)
    elif not isinstance(before, str):
        assert before == after or before != before, "what is no text stays what it is"
    elif "[" not in before:  # but for the id of a response, which names its conversation
        assert after in (before, f"{before}.con_x"), "a text without a token stays what it is"


def streams(canary: str) -> list[bytes]:
    """Streams of both interfaces, their tokens in several pieces."""
    pieces = ["To [EM", "AIL", f"_1] and {canary} [card", "_2", "], [x]"]
    chat = [{"choices": [{"index": at % 2, "delta": {"content": one}}]} for at, one in enumerate(pieces * 2)]
    tool = [{"choices": [{"delta": {"tool_calls": [{"index": 0, "function": {"arguments": one}}]}}]} for one in pieces]
    response = [
        {"type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": one,
         "sequence_number": at} for at, one in enumerate(pieces)
    ]  # fmt: skip
    end = [{"type": "response.completed", "sequence_number": 9, "response": {"id": "resp_1", "object": "response"}}]
    return [
        b"".join(b"event: e\ndata: %b\n\n" % json.dumps(one).encode() for one in each) + b"data: [DONE]\n\n"
        for each in (chat, tool, response + end)
    ]


def streamed(data: bytes) -> None:
    """A stream is broken off, or the same whatever pieces it comes in, and no value is made of anything but a token."""
    whole = _out([data])
    chance = random.Random(len(data))
    cuts = sorted(chance.randrange(len(data) + 1) for _ in range(9))
    assert _out([data[one:other] for one, other in zip([0, *cuts], [*cuts, len(data)], strict=True)]) == whole, (
        "a stream is the same whatever pieces it comes in"
    )


def _out(pieces: list[bytes]) -> tuple[list[bytes], bool]:
    """What leaves, and whether it was broken off."""
    events, stream, out = sse.Events(), Stream(Values({}, frozenset(KNOWN)), suffix=".con_x"), list[bytes]()
    try:
        for piece in pieces:
            for event in events.come(piece):
                _passed(stream, event, out)
        if (left := events.left()).strip():
            _passed(stream, sse.event(left + b"\n\n"), out)
    except ChannelError:
        return [b"".join(out)], True
    return [b"".join([*out, *stream.ended()])], False


def _passed(stream: Stream, event: sse.Event, out: list[bytes]) -> None:
    read = stream.read(event)
    if read is not None:
        stream.values.known |= {one: KNOWN[one] for one in stream.wanted(read) & KNOWN.keys()}
    out += stream.passed(event, read)
