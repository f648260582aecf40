"""Ways to leak, lose or hang that somebody thought of with the code open, each tried against a running server."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from gateways.llm import upstream as models
from gateways.llm.conftest import Gate
from gateways.llm.test_faults import CHUNKED, EVENTS, JSON, Raw, answered, head

MAIL = "maria.lopez@example.com"
CARD = "4111-1111-1111-1111"
PIECES = "4111_1111_1111_1111"


def digits(raw: bytes) -> str:
    return re.sub(r"[^0-9]", "", raw.decode("utf-8", "replace"))


def chat(**more: Any) -> Any:
    return {"model": "m", "messages": [{"role": "user", "content": "hello"} | more]}


SLOTS: dict[str, Any] = {
    "model": chat() | {"model": CARD},
    "model with letters": chat() | {"model": f"ft:{CARD}"},
    "role": chat(role=f"u{CARD}"),
    "type of a part": chat(content=[{"type": f"t{CARD}", "text": "x"}]),
    "id": chat(id=f"card_{PIECES}"),
    "tool call": chat(role="tool", tool_call_id=f"call_{PIECES}"),
    "name of a function": chat(role="tool", name=f"f{PIECES}", tool_call_id="call_1"),
    "name of a member": chat() | {"metadata": {f"c{CARD}": "x"}},
    "name of a parameter": chat() | {
        "tools": [{"type": "function", "function": {
            "name": "look", "parameters": {"type": "object", "properties": {f"c{PIECES}": {"type": "string"}}},
        }}],
    },
    "tool choice": chat() | {"tool_choice": f"t{CARD}"},
    "seed": chat() | {"seed": int(CARD.replace("-", ""))},
}  # fmt: skip


@pytest.mark.parametrize("slot", SLOTS)
def test_a_card_in_pieces_leaves_in_nothing_that_is_left_as_it_is(gate: Gate, slot: str) -> None:
    gate.ask("/chat/completions", SLOTS[slot])
    for asked in gate.upstream.asked:
        assert CARD.replace("-", "") not in digits(asked.raw), asked.raw


@pytest.mark.parametrize("name", ["4111111111111111", CARD, f"ft:{PIECES}", "15551234567"])
def test_no_number_leaves_as_the_name_of_a_model(gate: Gate, name: str) -> None:
    answer = gate.server.ask("GET", f"/llm/shop/v1/models/{name}", authorization="Bearer x")
    assert (answer.status, gate.upstream.asked) == (404, [])


@pytest.mark.parametrize(
    "headers",
    [
        {"openai_beta": f"Maria Lopez, card {CARD}"}, {"openai_beta": "maria-lopez"},
        {"openai_organization": "4111111111111111"}, {"openai_project": CARD}, {"openai_project": "mar\u00eda"},
    ],
)  # fmt: skip
def test_no_header_takes_anything_of_somebody_along(gate: Gate, headers: dict[str, str]) -> None:
    link = {name: value.encode("latin-1").decode("latin-1") for name, value in headers.items()}
    gate.ask("/chat/completions", chat(), **link)
    for asked in gate.upstream.asked:
        said = json.dumps(asked.headers, ensure_ascii=False).lower()
        assert not any(word in said for word in ("4111", "maria", "mar\u00eda")), said


def test_headers_of_the_vendor_go_on(gate: Gate) -> None:
    said = {
        "openai_beta": "assistants=v2, realtime=v1",
        "openai_organization": "org-AbC123",
        "openai_project": "proj_x1",
    }
    assert gate.ask("/chat/completions", chat(), **said).status == 200
    for name, value in said.items():
        assert gate.upstream.asked[-1].headers[name.replace("_", "-")] == value


@pytest.fixture(scope="module")
def raw(gate: Gate) -> Raw:
    one = Raw()
    gate.up("hostile", "--timeout", "5", url=one.url)
    return one


def test_a_stream_of_many_texts_and_small_events_holds_up_nobody(gate: Gate, raw: Raw) -> None:
    """Each event was held against every text that had begun: a hostile model could keep the server busy for hours."""

    def says(link: Any) -> None:
        begun = b"".join(b'data: {"choices":[{"index":%d,"delta":{"content":"["}}]}\n\n' % at for at in range(4000))
        more = b'data: {"choices":[{"index":0,"delta":{"content":"x"}}]}\n\n' * 40_000
        for piece in (begun, more):
            link.sendall(b"%x\r\n%b\r\n" % (len(piece), piece))
        link.sendall(b"0\r\n\r\n")

    raw.said = lambda link: (link.sendall(head(EVENTS, CHUNKED)), says(link))[0]
    answer = answered(gate, chat() | {"stream": True}, "hostile")
    assert answer.status == 200
    assert answer.body.count(b'"x"') >= 39_999


HEAVY = {
    "empty lists": b'{"model":"m","messages":[' + b"[]," * 1_300_000 + b"[]]}",
    "short members": b'{"model":"m","messages":[{' + b",".join(b'"a%d":1' % at for at in range(350_000)) + b"}]}",
    "short texts": b'{"model":"m","messages":[' + b'"a",' * 1_000_000 + b'"a"]}',
}


@pytest.mark.parametrize("name", HEAVY)
def test_a_request_of_more_parts_than_can_be_looked_through_is_refused(gate: Gate, name: str) -> None:
    """Four megabytes of them took the server's whole attention, and fifty times their size in memory."""
    answer = gate.ask("/chat/completions", HEAVY[name])
    assert (answer.status, gate.upstream.asked) == (400, [])
    assert "more values than can be looked through" in answer.json["error"]["message"]


@pytest.mark.parametrize("value", ["a\x01b", "a\x7fb", "a\tb", "\xe9", "x" * 4000])
def test_an_odd_header_of_the_model_spoils_no_answer(gate: Gate, raw: Raw, value: str) -> None:
    body = b'{"id": "x"}'
    said = head(JSON, f"content-length: {len(body)}", f"x-request-id: {value}", f"x-ratelimit-{value[:3]}: 1").decode()
    raw.said = lambda link: link.sendall(said.encode("latin-1") + body)
    answer = answered(gate, chat(), "hostile")
    assert answer.status in (200, 502)
    if answer.status == 502:
        assert answer.json["error"]["type"] == "upstream_error"


@pytest.mark.parametrize("end", [b"\n\r\n", b"\r\n\n", b"\r\n\r", b"\r\r\n", b"\n\r"])
def test_events_that_end_in_lines_of_several_kinds_come_whole(gate: Gate, end: bytes) -> None:
    """WHATWG HTML §9.2.5: a line ends in any of three, and any two lines' ends are a blank line."""
    piece = models.chunk({"content": "to [EMAIL_1]. "}).rstrip(b"\n") + end
    gate.upstream.script(lambda asked: (200, "text/event-stream", iter([piece, piece, b"data: [DONE]" + end])))
    answer = gate.ask(
        "/chat/completions", {"model": "m", "stream": True, "messages": [{"role": "user", "content": MAIL}]}
    )
    assert answer.body.count(f"to {MAIL}. ".encode()) == 2, answer.body


def test_a_byte_order_mark_before_the_first_event_loses_nothing(gate: Gate) -> None:
    piece = models.chunk({"content": "to [EMAIL_1]. "})
    gate.upstream.script(lambda asked: (200, "text/event-stream", iter([b"\xef\xbb\xbf" + piece, b"data: [DONE]\n\n"])))
    answer = gate.ask(
        "/chat/completions", {"model": "m", "stream": True, "messages": [{"role": "user", "content": MAIL}]}
    )
    assert f"to {MAIL}. ".encode() in answer.body, answer.body


@pytest.mark.parametrize("route", ["/chat/completions", "/responses"])
@pytest.mark.parametrize("said", ["my card is 4111 1111 1111 1111, thanks", f"write to {MAIL} now"])
def test_what_is_cut_in_two_by_the_parts_of_a_message_leaves_in_neither(gate: Gate, route: str, said: str) -> None:
    """A model reads the parts as one text, and so does whoever reads along."""
    type_ = "text" if route == "/chat/completions" else "input_text"
    at = said.index("1111 1111,") if "4111" in said else said.index("@") + 4
    for cut in (at, at + 2):
        parts = [{"type": type_, "text": one} for one in (said[:cut], said[cut:])]
        whole = [{"role": "user", "content": parts}]
        answer = gate.ask(route, {"model": "m", "messages" if type_ == "text" else "input": whole})
        assert answer.status == 200
        sent = [one["text"] for one in gate.upstream.last["messages" if type_ == "text" else "input"][0]["content"]]
        assert not re.search("1111|maria|example", "".join(sent)), sent
        assert sent[0].endswith("_1]")
