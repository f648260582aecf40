"""What a vendor's client of any generation gets through Privet, run by itself: both interfaces, whole and in pieces,
tools, both ways of asking. Given the base URL; says the client's version at the end.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

import openai

MAIL = "maria.lopez@example.com"
SAYS = f"I am at {MAIL}."
TOOL: Any = {"type": "function", "function": {"name": "look", "parameters": {"type": "object", "properties": {}}}}
KEY = "sk-test"


def blocking(base: str) -> None:
    client = openai.OpenAI(base_url=base, api_key=KEY, max_retries=0)
    messages: Any = [{"role": "user", "content": SAYS}]
    whole = client.chat.completions.create(model="m", messages=messages, tools=[TOOL])
    assert whole.choices[0].message.content == SAYS
    pieces = client.chat.completions.create(model="m", messages=messages, stream=True)
    assert "".join(one.choices[0].delta.content or "" for one in pieces if one.choices) == SAYS
    first = client.responses.create(model="m", input=SAYS)
    assert first.output_text == SAYS
    assert client.responses.create(model="m", input=SAYS, previous_response_id=first.id).output_text == SAYS
    with client.responses.stream(model="m", input=SAYS) as stream:
        assert "".join(one.delta for one in stream if one.type == "response.output_text.delta") == SAYS
    assert client.embeddings.create(model="m", input=[SAYS]).data[0].embedding == [0.5, 0.25]
    assert [one.id for one in client.models.list()] == ["m"]
    call = {"id": "call_1", "type": "function", "function": {"name": "look", "arguments": json.dumps({"who": MAIL})}}
    history: Any = [*messages, {"role": "assistant", "tool_calls": [call]},
                    {"role": "tool", "tool_call_id": "call_1", "content": MAIL}]  # fmt: skip
    assert client.chat.completions.create(model="m", messages=history).choices[0].message.content == MAIL


def calling(base: str) -> None:
    """Tools that the model calls, in both interfaces."""
    client = openai.OpenAI(base_url=base, api_key=KEY, max_retries=0)
    messages: Any = [{"role": "user", "content": f"call: {MAIL}"}]
    whole = client.chat.completions.create(model="m", messages=messages, tools=[TOOL], tool_choice="auto")
    (call,) = whole.choices[0].message.tool_calls or ()
    assert json.loads(call.function.arguments) == {"who": MAIL}
    with client.chat.completions.stream(model="m", messages=messages, tools=[TOOL]) as stream:
        (call,) = stream.get_final_completion().choices[0].message.tool_calls or ()
    assert json.loads(call.function.arguments) == {"who": MAIL}
    flat: Any = {"type": "function", "name": "look", "parameters": {"type": "object", "properties": {}}}
    answer = client.responses.create(model="m", input=f"call: {MAIL}", tools=[flat])
    (made,) = [one for one in answer.output if one.type == "function_call"]
    assert json.loads(made.arguments) == {"who": MAIL}
    result: Any = [{"type": "function_call_output", "call_id": made.call_id, "output": json.dumps({"mail": MAIL})}]
    again = client.responses.create(model="m", input=result, previous_response_id=answer.id, tools=[flat])
    assert json.loads(again.output_text) == {"mail": MAIL}


async def waiting(base: str) -> None:
    async with openai.AsyncOpenAI(base_url=base, api_key=KEY, max_retries=0) as client:
        messages: Any = [{"role": "user", "content": SAYS}]
        pieces = await client.chat.completions.create(model="m", messages=messages, stream=True)
        assert "".join([one.choices[0].delta.content or "" async for one in pieces if one.choices]) == SAYS
        assert (await client.responses.create(model="m", input=SAYS)).output_text == SAYS
        events = await client.responses.create(model="m", input=SAYS, stream=True)
        said = [one.delta async for one in events if one.type == "response.output_text.delta"]
        assert "".join(said) == SAYS
        asked: Any = [{"role": "user", "content": f"call: {MAIL}"}]
        whole = await client.chat.completions.create(model="m", messages=asked, tools=[TOOL])
        (call,) = whole.choices[0].message.tool_calls or ()
        assert json.loads(call.function.arguments) == {"who": MAIL}
        assert (await client.embeddings.create(model="m", input=SAYS)).data[0].embedding == [0.5, 0.25]
        many = [client.chat.completions.create(model="m", messages=messages) for _ in range(8)]
        assert {one.choices[0].message.content for one in await asyncio.gather(*many)} == {SAYS}


if __name__ == "__main__":
    blocking(sys.argv[1])
    calling(sys.argv[1])
    asyncio.run(waiting(sys.argv[1]))
    print(openai.__version__)
