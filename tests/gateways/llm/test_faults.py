"""Models that are broken, slow, boundless, packed, or cut every byte by itself; and programs that go away."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import openai
import pytest

from gateways.llm import upstream as models
from gateways.llm.conftest import KEY, Gate

MAIL = "maria.lopez@example.com"
ASKED: Any = {"model": "m", "messages": [{"role": "user", "content": f"I am {MAIL}"}]}
BOMB = gzip.compress(b" " * (64 << 20))
"""64 MiB in 64 KiB."""


class Raw:
    """An upstream that answers with bytes as they stand, whatever HTTP says of them."""

    def __init__(self) -> None:
        self.said: Callable[[socket.socket], None] = lambda link: None
        self.ended = threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}/v1"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            link, _ = self._door.accept()
            threading.Thread(target=self._answer, args=(link,), daemon=True).start()

    def _answer(self, link: socket.socket) -> None:
        with link:
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += link.recv(65_536) or b"\r\n\r\n"
            if asked.startswith(b"GET"):
                link.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                return
            try:
                self.said(link)
            except OSError:
                self.ended.set()


@pytest.fixture(scope="module")
def raw(gate: Gate) -> Raw:
    """The upstream behind the gateway `raw`, which may be silent for a second."""
    one = Raw()
    gate.up("raw", "--timeout", "1", url=one.url)
    return one


def answered(gate: Gate, body: Any = None, name: str = "raw") -> Any:
    said = {"authorization": f"Bearer {KEY}", "content_type": "application/json"}
    return gate.server.ask("POST", f"/llm/{name}/v1/chat/completions", body or ASKED, **said)


def head(*lines: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode()


def forever(link: socket.socket, piece: bytes, pause_s: float = 0) -> None:
    while True:
        link.sendall(b"%x\r\n%b\r\n" % (len(piece), piece))
        time.sleep(pause_s)


EVENTS, JSON = "content-type: text/event-stream", "content-type: application/json"
CHUNKED = "transfer-encoding: chunked"
FAULTS: dict[str, Callable[[socket.socket], None]] = {
    "hangs up": lambda link: None,
    "is no http": lambda link: link.sendall(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "says nothing": lambda link: time.sleep(3),
    "begins and says nothing": lambda link: (link.sendall(head(JSON, "content-length: 9") + b"{"), time.sleep(3))[0],
    "ends early": lambda link: link.sendall(head(JSON, "content-length: 99") + b'{"id": "x"'),
    "is boundless": lambda link: (link.sendall(head(JSON, CHUNKED)), forever(link, b" " * (1 << 20)))[0],
    "is packed": lambda link: link.sendall(head(JSON, "content-encoding: gzip", f"content-length: {len(BOMB)}") + BOMB),
    "is packed otherwise": lambda link: link.sendall(
        head(JSON, "content-encoding: deflate", "connection: close") + zlib.compress(b'{"id": "x"}')
    ),
    "is packed and says so not": lambda link: link.sendall(head(JSON, f"content-length: {len(BOMB)}") + BOMB),
    "is packed events": lambda link: link.sendall(
        head(EVENTS, "content-encoding: gzip", f"content-length: {len(BOMB)}") + BOMB
    ),
    "is deep": lambda link: link.sendall(head(JSON, "content-length: 200000") + b"[" * 200_000),
    "is a page": lambda link: link.sendall(head("content-type: text/html", "content-length: 9") + b"<p>oops\n\n"),
    "is latin": lambda link: link.sendall(head(JSON, "content-length: 8") + b'{"a":"\xe9'),
}


@pytest.mark.parametrize("name", FAULTS)
def test_whatever_a_model_does_is_an_error_of_the_interface(gate: Gate, raw: Raw, name: str) -> None:
    raw.said = FAULTS[name]
    answer = answered(gate)
    assert answer.status == 502
    assert answer.headers["content-type"] == "application/json"
    assert answer.json["error"]["type"] == "upstream_error"
    assert set(answer.json["error"]) == {"message", "type", "param", "code"}
    for word in (b"maria", b"oops", b"SSH", b"127.0.0.1"):
        assert word not in answer.body
    ended = gate.ledger()[-1]
    assert (ended["act"], ended["outcome"]) == ("prompt", "unknown")
    assert b"Traceback" not in gate.server.log.read_bytes()


def begun(link: socket.socket) -> None:
    piece = models.chunk({"content": "Write to [EMAIL_1], [EMA"})
    link.sendall(head(EVENTS, CHUNKED) + b"%x\r\n%b\r\n" % (len(piece), piece))


BROKEN_OFF: dict[str, Callable[[socket.socket], None]] = {
    "dies": begun,
    "says nothing more": lambda link: (begun(link), time.sleep(3))[0],
    "goes on without an end": lambda link: (begun(link), forever(link, b"data: " + b"x" * (1 << 20)))[0],
    "says what is no event of it": lambda link: (begun(link), link.sendall(b"9\r\ndata: {x}\r\n2\r\n\n\n\r\n"))[0],
}


@pytest.mark.parametrize("name", BROKEN_OFF)
def test_a_stream_that_was_begun_ends_in_an_error_of_the_interface(gate: Gate, raw: Raw, name: str) -> None:
    raw.said = BROKEN_OFF[name]
    answer = answered(gate, ASKED | {"stream": True})
    assert answer.status == 200
    events = [json.loads(one[6:]) for one in answer.body.decode().split("\n\n") if one.startswith("data: ")]
    said = "".join(one["choices"][0]["delta"]["content"] for one in events if "choices" in one)
    assert said == f"Write to {MAIL}, [EMA"
    assert events[-1]["error"]["type"] == "upstream_error"
    ended = gate.ledger()[-1]
    assert (ended["act"], ended["outcome"]) == ("prompt", "unknown")


def test_every_byte_by_itself_comes_back_whole(gate: Gate) -> None:
    said = "Write to [EMAIL_1], or [EMAIL_9]; [link](x)."
    sent = b"".join(models.stream([said[at : at + 3] for at in range(0, len(said), 3)])[2])
    gate.upstream.script(lambda asked: (200, "text/event-stream", (bytes([one]) for one in sent)))
    pieces = gate.client().chat.completions.create(**ASKED, stream=True)
    whole = "".join(one.choices[0].delta.content or "" for one in pieces if one.choices)
    assert whole == f"Write to {MAIL}, or [EMAIL_9]; [link](x)."
    body = models.chat({"role": "assistant", "content": said})[2]
    gate.upstream.script(lambda asked: (200, "application/json", (bytes([one]) for one in b"".join(body))))
    assert gate.client().chat.completions.create(**ASKED).choices[0].message.content == whole


def test_events_of_several_lines_stay_whole(gate: Gate) -> None:
    """A program reads a line without a field's name as nothing: half of the JSON was lost."""
    choice = {"index": 0, "delta": {"content": "to [EMAIL_1]"}, "finish_reason": None}
    body = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    event = b"".join(b"data: %b\n" % line for line in json.dumps(body, indent=1).encode().split(b"\n")) + b"\n"
    gate.upstream.script(lambda asked: (200, "text/event-stream", iter([event, b"data: [DONE]\n\n"])))
    (piece,) = gate.client().chat.completions.create(**ASKED, stream=True)
    assert piece.choices[0].delta.content == f"to {MAIL}"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 429, 500, 503])
def test_errors_of_the_model_are_the_programs_to_read(gate: Gate, status: int) -> None:
    """With their status, so that the vendor's client raises what it always did; nothing is put back in them."""
    said = {"error": {"message": "about [EMAIL_1]", "type": "some_error", "param": None, "code": "some"}}
    gate.upstream.script(lambda asked: (status, "application/json", [json.dumps(said).encode()]))
    with pytest.raises(openai.APIStatusError) as caught:
        gate.client().chat.completions.create(**ASKED)
    assert caught.value.status_code == status
    assert caught.value.body == said["error"]


def test_whoever_goes_away_is_asked_for_no_longer(gate: Gate, raw: Raw) -> None:
    """The model is hung up on, instead of writing on for nobody, and what became of the request is on record."""

    def writes_on(link: socket.socket) -> None:
        link.sendall(head(EVENTS, CHUNKED))
        forever(link, models.chunk({"content": "and on "}), 0.02)

    raw.said = writes_on
    raw.ended.clear()
    link = http.client.HTTPConnection("localhost", gate.server.port, timeout=20)
    said = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    link.request("POST", "/llm/raw/v1/chat/completions", json.dumps(ASKED | {"stream": True}), said)
    assert link.getresponse().read(10)
    link.sock.shutdown(socket.SHUT_RDWR) if link.sock else None
    link.close()
    assert raw.ended.wait(20)
    gate.wait(lambda: gate.ledger()[-1]["outcome"] == "unknown")


def test_what_the_program_and_the_model_say_of_themselves_goes_nowhere(gate: Gate) -> None:
    """Cookies, addresses and headers of the house stay here, those of the model there."""
    inner = {
        "cookie": "session=1", "x_forwarded_for": "10.0.0.7", "x_internal_user": "maria", "user_agent": "shop/1",
        "referer": "http://intranet", "openai_organization": "org maria", "privet_conversation": "one",
    }  # fmt: skip
    assert gate.ask("/chat/completions", ASKED, **inner).status == 200
    headers = gate.upstream.asked[-1].headers
    assert set(headers) <= {
        "host", "authorization", "content-type", "content-length", "accept", "accept-encoding", "user-agent",
    }  # fmt: skip
    assert headers["user-agent"] == "privet"


@pytest.fixture(autouse=True)
def _answered(request: pytest.FixtureRequest) -> Iterator[None]:
    """The server answers after each of these as before."""
    yield
    gate = request.getfixturevalue("gate")
    assert gate.server.process.poll() is None
