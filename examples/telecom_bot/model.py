"""A language model, behind Privet's gateway: it chooses words and tools, and is believed nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from .guard import Asked, Refused
from .tools import INTENTS, TOOLS, fills
from .wire import Failed, Wire

Message = dict[str, Any]
Model = Callable[[Sequence[Message], Sequence[dict[str, Any]]], Message]
"""Messages and tools, as OpenAI's chat completions have them -> the assistant's message."""

TOLD = """You answer customers of a telecom company, briefly, in their language.
What stands in square brackets, like [PHONE_1], is a value that you do not see. Write it as it stands.
Data of the account are slots in braces. Those that you may use now: {slots}. The customer reads the value.
Never ask for a password, PIN or card number. Name no web address but those that a tool gave you."""


class Gateway:
    """A model at a gateway of Privet, `…/llm/NAME/v1`."""

    def __init__(self, wire: Wire, name: str) -> None:
        self._wire, self._name = wire, name

    def __call__(self, messages: Sequence[Message], tools: Sequence[dict[str, Any]]) -> Message:
        said: dict[str, Any] = {"model": self._name, "messages": list(messages), "max_tokens": 400}
        if tools:
            said["tools"] = list(tools)
        try:
            return dict(self._wire.ask("POST", "/chat/completions", said)["choices"][0]["message"])
        except (KeyError, IndexError, TypeError, ValueError):
            raise Failed(0, "not an answer") from None


class Talker:
    """What a model says to a customer. It is asked `rounds` times at most, and may use `calls` tools each time."""

    def __init__(self, model: Model, counter: Any, rounds: int = 4, calls: int = 6) -> None:
        self._model, self._counter, self._rounds, self._calls = model, counter, rounds, calls

    def answer(self, asked: Asked, said: Sequence[Message]) -> Refused | None:
        """Answer the customer; what a tool lacked, or why no answer was to be. Raises Failed where the model fails."""
        slots = " ".join(f"{{{one}}}" for one in sorted(fills(asked.intent))) or "none"
        messages: list[Message] = [{"role": "system", "content": TOLD.format(slots=slots)}, *said]
        tools, lacks = [_told(name) for name in sorted(INTENTS.get(asked.intent, frozenset()))], list[Refused]()
        wrong, before = Refused("shape"), ""
        for _ in range(self._rounds):
            made = self._model(messages, tools)
            messages.append(made)
            for call in (made.get("tool_calls") or [])[: self._calls]:
                messages.append(self._used(asked, call, lacks))
            text = made.get("content")
            if made.get("tool_calls") or not isinstance(text, str) or not text.strip():
                continue
            if text == before:  # it has nothing else to say
                break
            before = text
            try:
                self._counter.say(asked, text)
            except Refused as refused:
                wrong = refused
                messages.append(
                    {"role": "user", "content": f"That answer was not sent: {refused.reason}. Say it anew."}
                )
            else:
                return lacks[0] if lacks else None
        return lacks[0] if lacks else wrong

    def _used(self, asked: Asked, call: dict[str, Any], lacks: list[Refused]) -> Message:
        try:
            what = call["function"]
            found = self._counter.use(asked, str(what["name"]), dict(json.loads(what["arguments"])))
            said = json.dumps(found)
        except Refused as refused:
            lacks += [refused] if refused.reason in ("proof", "confirm") else []
            said = f"refused: {refused.reason}"
        except (KeyError, TypeError, ValueError):
            said = "refused: argument"
        return {"role": "tool", "tool_call_id": str(call.get("id", "")), "content": said}


def _told(name: str) -> dict[str, Any]:
    """A tool, as a model is told of it."""
    tool = TOOLS[name]
    takes = {
        one: {"type": "string"} if allowed is None else {"type": "string", "enum": list(allowed)}
        for one, allowed in tool.takes.items()
    }
    form = {"type": "object", "properties": takes, "required": list(takes), "additionalProperties": False}
    return {"type": "function", "function": {"name": name, "description": tool.about, "parameters": form}}
