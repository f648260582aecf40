"""A model's interface of our own, on loopback: strict about what it is asked, and it answers what a test scripts.

It refuses, as the original does, what its interface does not know: a wrong path, no key, a body that is no JSON, a
function's name or a message's role outside their grammar, arguments of tools that are no JSON. It keeps every request
as it came, so that a test can search all of it.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ROLES = {"system", "developer", "user", "assistant", "tool", "function"}
FUNCTION = re.compile(r"[A-Za-z0-9_-]{1,64}")
AUTHOR = re.compile(r"[^\s<|\\/>]{1,64}")


@dataclass
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)


Scripted = tuple[int, str, Iterator[bytes] | list[bytes]]
"""Status, media type and pieces of an answer, each sent by itself."""


@dataclass
class Upstream:
    """A running one. `answer` says what is answered; without it, the last message's text comes back."""

    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    answer: Callable[[Asked], Scripted] | None = None
    refused: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def last(self) -> Any:
        """The last request's body."""
        return self.asked[-1].body

    def script(self, answer: Callable[[Asked], Scripted] | None) -> None:
        self.answer = answer
        self.asked.clear()
        self.refused.clear()

    def said(self) -> bytes:
        """Everything that came: paths, headers, bodies, and bodies as JSON reads them."""
        return b"\n".join(
            b"\n".join((one.path.encode(), json.dumps(one.headers).encode(), one.raw, _plain(one.raw)))
            for one in self.asked
        )


def _plain(raw: bytes) -> bytes:
    try:
        return json.dumps(json.loads(raw), ensure_ascii=False).encode("utf-8", "replace")
    except ValueError:
        return b""


def wrong(asked: Asked) -> str:
    """What is wrong with a request, or ""."""
    if not asked.headers.get("authorization", "").startswith("Bearer "):
        return "no key"
    if asked.path.startswith("/v1/models"):
        return ""
    body = asked.body
    if not isinstance(body, dict) or not isinstance(body.get("model"), str) or "[" in body["model"]:
        return "model"
    if asked.path == "/v1/chat/completions":
        for one in body.get("messages", ()):
            if one.get("role") not in ROLES or ("name" in one and not AUTHOR.fullmatch(one["name"])):
                return "message"
            for call in one.get("tool_calls") or ():
                if call["type"] != "function" or not FUNCTION.fullmatch(call["function"]["name"]):
                    return "tool call"
                json.loads(call["function"]["arguments"])
        for tool in body.get("tools") or ():
            if tool["type"] != "function" or not FUNCTION.fullmatch(tool["function"]["name"]):
                return "tool"
            if tool["function"].get("parameters", {}).get("type", "object") != "object":
                return "parameters"
    elif asked.path not in ("/v1/responses", "/v1/embeddings"):
        return "path"
    return ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    upstream: Upstream

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("content-length", 0))))

    def _answer(self, raw: bytes) -> None:
        asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, raw)
        self.upstream.asked.append(asked)
        fault = wrong(asked)
        if fault:
            self.upstream.refused.append(fault)
            said: Scripted = (400, "application/json", [json.dumps({"error": {"message": fault}}).encode()])
        else:
            said = (self.upstream.answer or echo)(asked)
        status, type_, pieces = said
        self.send_response(status)
        self.send_header("content-type", type_)
        if isinstance(pieces, list) and type_ != "text/event-stream":
            self.send_header("content-length", str(sum(map(len, pieces))))
            self.end_headers()
            self.wfile.write(b"".join(pieces))
            return
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        try:
            for piece in pieces:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass
        except Broken:
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass


class Broken(Exception):
    """The connection is to break off here."""


def serve() -> Upstream:
    """One on a free port, as long as the process runs."""
    upstream = Upstream()
    handler = type("Handler", (_Handler,), {"upstream": upstream})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    upstream.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return upstream


def text_of(body: Any) -> str:
    """What the last message of a request says."""
    if "messages" in body:
        said = body["messages"][-1]["content"]
    else:
        said = body["input"] if isinstance(body["input"], str) else body["input"][-1]["content"]
    return said if isinstance(said, str) else "".join(one.get("text", "") for one in said)


def said_last(body: Any) -> str:
    """What the last message or result of a request says."""
    last = body.get("input")
    return str(last[-1]["output"]) if isinstance(last, list) and "output" in last[-1] else text_of(body)


def echo(asked: Asked) -> Scripted:
    """The last message's text, in the form that was asked for."""
    if asked.path.startswith("/v1/models"):
        listed = b'{"object":"list","data":[{"id":"m","object":"model","created":1,"owned_by":"x"}]}'
        return 200, "application/json", [listed]
    if asked.path == "/v1/embeddings":
        return (
            200,
            "application/json",
            [
                b'{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5,0.25]}],'
                b'"usage":{"prompt_tokens":1,"total_tokens":1}}'
            ],
        )
    said = said_last(asked.body)
    if asked.path == "/v1/responses":
        return response(said) if not asked.body.get("stream") else response_stream([said])
    if asked.body.get("stream"):
        return stream([said])
    return chat({"role": "assistant", "content": said})


def chat(message: dict[str, Any], **more: Any) -> Scripted:
    """A completion with one message."""
    choice = {
        "index": 0,
        "message": message,
        "finish_reason": "tool_calls" if "tool_calls" in message else "stop",
    } | more
    body = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    return 200, "application/json", [json.dumps(body).encode()]


def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> bytes:
    """An event of a completion in pieces."""
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish} | more
    body = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(body).encode() + b"\n\n"


def stream(pieces: list[str], pause_s: float = 0) -> Scripted:
    """A completion in these pieces."""

    def all_() -> Iterator[bytes]:
        yield chunk({"role": "assistant", "content": ""})
        for one in pieces:
            yield chunk({"content": one})
            time.sleep(pause_s)
        yield chunk({}, "stop")
        yield b"data: [DONE]\n\n"

    return 200, "text/event-stream", all_()


def arguments(pieces: list[str]) -> Scripted:
    """A call of a tool whose arguments come in these pieces."""

    def all_() -> Iterator[bytes]:
        first = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "look", "arguments": ""}}
        yield chunk({"role": "assistant", "tool_calls": [first]})
        for one in pieces:
            yield chunk({"tool_calls": [{"index": 0, "function": {"arguments": one}}]})
        yield chunk({}, "tool_calls")
        yield b"data: [DONE]\n\n"

    return 200, "text/event-stream", all_()


def _response(output: list[Any], status: str) -> dict[str, Any]:
    return {
        "id": "resp_1", "object": "response", "created_at": 1, "model": "m", "status": status, "output": output,
        "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "error": None, "incomplete_details": None,
        "instructions": None, "metadata": {}, "temperature": 1.0, "top_p": 1.0,
    }  # fmt: skip


def _message(said: str) -> dict[str, Any]:
    part = {"type": "output_text", "text": said, "annotations": [], "logprobs": []}
    return {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [part]}


def response(said: str) -> Scripted:
    """A response with one message."""
    return 200, "application/json", [json.dumps(_response([_message(said)], "completed")).encode()]


def response_call(arguments: str) -> Scripted:
    """A response that calls a tool."""
    item = {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "look", "arguments": arguments,
            "status": "completed"}  # fmt: skip
    return 200, "application/json", [json.dumps(_response([item], "completed")).encode()]


def response_stream(pieces: list[str]) -> Scripted:
    """A response in these pieces."""

    def all_() -> Iterator[bytes]:
        number = 0

        def event(type_: str, **more: Any) -> bytes:
            nonlocal number
            body = {"type": type_, "sequence_number": number} | more
            number += 1
            return f"event: {type_}\ndata: {json.dumps(body)}\n\n".encode()

        at = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
        said = "".join(pieces)
        yield event("response.created", response=_response([], "in_progress"))
        empty = _message("") | {"content": [], "status": "in_progress"}
        yield event("response.output_item.added", output_index=0, item=empty)
        part = _message("")["content"][0]
        yield event("response.content_part.added", part=part, **at)
        for one in pieces:
            yield event("response.output_text.delta", delta=one, logprobs=[], **at)
        yield event("response.output_text.done", text=said, logprobs=[], **at)
        yield event("response.content_part.done", part=part | {"text": said}, **at)
        yield event("response.output_item.done", output_index=0, item=_message(said))
        yield event("response.completed", response=_response([_message(said)], "completed"))

    return 200, "text/event-stream", all_()
