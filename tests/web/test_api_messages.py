"""POST /v1/messages over a real server: one, many, bad ones among them, again, and beyond what is taken."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import socket
import threading
import time
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.errors import BadInput, PrivetError
from privet.web.api import items
from privet.web.api.messages import MOST_BODY, PATH, UNPROVED, _body, refusal
from privet.web.api.visitor import Bare

ANN, MAIL = "+12025550101", "ann@example.com"
CANARY = "4111 1111 1111 1111"
LINES = {"content_type": "application/x-ndjson"}


def message(text: str = f"I am {MAIL}", party: str = ANN, **more: Any) -> dict[str, Any]:
    return {"channel": "sms", "conversation": party, "sender": {"address": party}, "text": text, **more}


def numbered(count: int, start: int = 0, **more: Any) -> list[dict[str, Any]]:
    return [message(f"number {n} of {MAIL}", external_id=f"m{n}", **more) for n in range(start, start + count)]


@pytest.fixture
def shop(served: Any) -> Any:
    served.key = served.make_key("receive", "read")
    return served


def stored(shop: Any) -> int:
    return int(shop.installation.app.store.data.execute("SELECT count(*) FROM message").fetchone()[0])


def test_one_message_is_answered_in_tokens(shop: Any) -> None:
    given = message(sent_at="2026-11-21T12:00:00Z", external_id="1", direction="in")
    given["sender"]["subject_ref"] = "customer 7"
    answer = shop.post(PATH, given)
    assert (answer.status, answer.headers["content-type"]) == (201, "application/json")
    made = answer.json
    assert answer.headers["location"] == f"/v1/messages/{made['id']}"
    assert set(made) == {"id", "conversation", "text", "tokens", "heard"}
    assert made["text"] == "I am [EMAIL_1]"
    (token,) = made["tokens"]
    assert set(token) == {"text", "id", "kind", "start", "end"}
    assert (token["text"], token["kind"]) == ("[EMAIL_1]", "EMAIL")
    assert made["text"][token["start"] : token["end"]] == "[EMAIL_1]"
    again = shop.post(PATH, given)
    assert (again.status, again.json) == (200, made)
    assert "location" not in again.headers
    assert stored(shop) == 1
    assert shop.installation.find("customer 7").subjects == shop.installation.find(ANN).subjects
    entry = next(one for one in shop.installation.entries() if one.act == "receive")
    assert (entry.actor, entry.object) == ("service:key-1", made["id"])


def test_an_outgoing_message_belongs_to_whom_it_goes_to(shop: Any) -> None:
    answer = shop.post(PATH, message("ask for Ben", ANN) | {"direction": "out", "sender": {"address": "Maria"}})
    assert answer.status == 201
    assert len(shop.installation.find(ANN).subjects) == 1
    assert shop.installation.find("Maria").subjects == ()


def test_many_have_a_result_each_and_a_bad_one_spoils_no_other(shop: Any) -> None:
    bad = [
        {},
        7,
        None,
        "x",
        [],
        message(text=5),
        message(channel="SMS"),
        message(extra=CANARY),
        message(sent_at=CANARY),
    ]
    given = [one for pair in zip(numbered(len(bad)), bad, strict=True) for one in pair]
    answer = shop.post(PATH, given)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert len(answer.json) == len(given)
    assert [one["text"] for one in answer.json[::2]] == [f"number {n} of [EMAIL_1]" for n in range(len(bad))]
    errors = [one["error"] for one in answer.json[1::2]]
    assert {one["status"] for one in errors} == {400}
    assert [one["title"] for one in errors] == [
        "the message: lacks channel",
        "the message: is not as asked: expected `object`, got `int`",
        "the message: is not as asked: expected `object`, got `null`",
        "the message: is not as asked: expected `object`, got `str`",
        "the message: is not as asked: expected `object`, got `array`",
        "text: is not as asked: expected `str`, got `int`",
        "channel: has not the form that is asked for",
        "the message: there is no field extra",
        "sent_at: no time of RFC 3339, nor milliseconds since 1970",
    ]
    assert CANARY.encode() not in answer.body


def test_one_a_line(shop: Any) -> None:
    given = "\n".join([*(json.dumps(one) for one in numbered(3)), "", "{", json.dumps(message("hello"))]).encode()
    answer = shop.ask("POST", PATH, given, **LINES)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/x-ndjson")
    results = [json.loads(line) for line in answer.body.splitlines()]
    assert ["text" in one for one in results] == [True, True, True, False, True]
    assert results[3]["error"]["title"] == "this is not JSON in UTF-8"


def test_ten_thousand_and_no_more(shop: Any) -> None:
    small = [message("hi", external_id=f"m{n}") for n in range(items.MOST)]
    assert len(shop.post(PATH, small).json) == items.MOST
    assert stored(shop) == items.MOST
    for body, headers in (
        (json.dumps([*small, small[0]]).encode(), {}),
        (b"\n".join([b"{}"] * (items.MOST + 1)), LINES),
        (b"[" + b"{}," * items.MOST + b"{}]", {}),
        (b"[" + b"1," * items.MOST_COMMAS + b"1,1]", {}),
    ):
        answer = shop.ask("POST", PATH, body, **headers)
        assert (answer.status, answer.json["code"]) == (413, "too-large")


def test_a_body_that_is_too_long_is_refused_before_it_is_read(shop: Any) -> None:
    head = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {shop.key}\r\n"
    with socket.create_connection(("127.0.0.1", shop.port), 10) as link:
        link.sendall(f"{head}Content-Type: application/json\r\nContent-Length: {MOST_BODY + 1}\r\n\r\n[".encode())
        assert link.recv(4096).startswith(b"HTTP/1.1 413 ")
    with socket.create_connection(("127.0.0.1", shop.port), 10) as link:  # and one that does not say how long it is
        link.sendall(f"{head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        piece = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        with contextlib.suppress(OSError):
            for _ in range(20):
                link.sendall(piece)
        assert link.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_whoever_has_no_good_key_is_told_that_alone_and_brings_nothing_long(shop: Any) -> None:
    nobody = f"prv_{shop.installation.tenant}_{'A' * 43}"
    for body in (b"[]", b"[{}]", b"{", b"\xff", b"[" + b"{}," * items.MOST + b"{}]"):
        assert shop.ask("POST", PATH, body, nobody).status == 401
    head = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {nobody}\r\n"
    with socket.create_connection(("127.0.0.1", shop.port), 10) as link:
        link.sendall(f"{head}Content-Type: application/json\r\nContent-Length: {UNPROVED + 1}\r\n\r\n[".encode())
        assert link.recv(4096).startswith(b"HTTP/1.1 401 ")
    with socket.create_connection(("127.0.0.1", shop.port), 10) as link:  # and one that does not say how long it is
        link.sendall(f"{head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        link.sendall(b"%x\r\n" % (UNPROVED + 1) + b" " * (UNPROVED + 1) + b"\r\n")
        assert link.recv(4096).startswith(b"HTTP/1.1 401 ")


def test_a_body_in_tiny_pieces_costs_no_more_than_its_length() -> None:
    left = 30_000

    async def receive() -> dict[str, Any]:
        nonlocal left
        left -= 1
        return {"type": "http.request", "body": b"x", "more_body": left > 0}

    async def proved() -> None:
        raise AssertionError("not for so little")

    begun = time.process_time()
    body = asyncio.run(_body(Bare("POST", {}, {}), receive, proved))
    assert body == b"x" * 30_000
    assert time.process_time() - begun < 2  # added up anew for each piece, it takes ten


def test_an_address_with_an_id_is_counted_by_its_template(shop: Any) -> None:
    made = shop.post(PATH, message()).json["id"]
    assert shop.get(f"{PATH}/{made}").status == 200
    shop.get(f"/v1/{CANARY.replace(' ', '')}")
    counted = shop.get("/metrics").body.decode()
    assert 'route="/v1/messages/{message}",status="200"} 1' in counted
    assert made not in counted
    assert CANARY.replace(" ", "") not in counted


def test_an_empty_list_is_no_fault(shop: Any) -> None:
    assert shop.post(PATH, []).json == []
    assert shop.ask("POST", PATH, b"\n\n", **LINES).body == b""


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (b"", "this is not JSON in UTF-8"),
        (b"{", "this is not JSON in UTF-8"),
        (b"[", "the body is not JSON in UTF-8"),
        (b"[{},", "the body is not JSON in UTF-8"),
        (b'{"channel":"\xff"}', "this is not JSON in UTF-8"),
        (json.dumps(message()).encode() + b" {}", "this is not JSON in UTF-8"),
        (b"[" * 200_000, "the body is not JSON in UTF-8"),
        (b'{"sender":{"address":' + b"[" * 200_000, "sender.address: is not as asked: expected `str`, got `array`"),
        (b"null", "the message: is not as asked: expected `object`, got `null`"),
        (b'{"channel":"sms","conversation":""}', "conversation: is not as asked: expected `str` of length >= 1"),
        (b'{"+1 202 555 0101":1}', "the message: there is no field of that name"),
        (b'{"direction":"4111 1111 1111 1111"}', "direction: is none of the values there are"),
        (b'{"sender":{"adress":"x"}}', "sender: there is no field adress"),
        (b'{"sent_at":-1}', "sent_at: is not as asked: expected `int` >= 0"),
    ],
)  # fmt: skip
def test_a_body_that_is_no_message_is_refused_by_name_without_its_value(shop: Any, body: bytes, title: str) -> None:
    answer = shop.ask("POST", PATH, body, content_type="application/json")
    assert (answer.status, answer.json["code"]) == (400, "bad-input")
    assert answer.json["title"] == title


def test_another_type_and_another_method(shop: Any) -> None:
    answer = shop.ask("POST", PATH, b"hello", content_type="text/plain")
    assert (answer.status, answer.json["code"]) == (415, "wrong-type")
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        answer = shop.ask(method, PATH)
        assert (answer.status, answer.json["code"], answer.headers["allow"]) == (405, "wrong-method", "POST")


def test_who_may_not(shop: Any) -> None:
    before = shop.installation.acts()
    for key in ("", "prv_1_" + 43 * "A", shop.key[:-1], "Basic"):
        answer = shop.post(PATH, message(), key)
        assert (answer.status, answer.json["code"]) == (401, "not-proved")
        assert answer.headers["www-authenticate"] == "Bearer"
        assert shop.post(PATH, [message()], key).status == 401
        assert shop.post(PATH, message(), key, idempotency_key="1").status == 401
    assert shop.installation.acts()[len(before) :] == [("key.prove", "denied")]  # however many there were in a minute
    reader = shop.make_key("read")
    answer = shop.post(PATH, message(), reader)
    assert (answer.status, answer.json["code"]) == (403, "denied")
    assert "key-act" in answer.json["title"]
    assert shop.installation.acts()[-1] == ("receive", "denied")
    many = shop.post(PATH, [message(), {}], reader).json
    assert [one["error"]["status"] for one in many] == [403, 400]
    assert stored(shop) == 0


def test_a_retry_is_answered_as_it_was(shop: Any) -> None:
    first = shop.post(PATH, message(), idempotency_key='"a-1"')
    assert first.status == 201
    again = shop.post(PATH, message(), idempotency_key="a-1")
    assert (again.status, again.json, again.headers["location"]) == (201, first.json, first.headers["location"])
    assert stored(shop) == 1
    other = shop.post(PATH, message("other"), idempotency_key="a-1")
    assert (other.status, other.json["code"]) == (422, "used-again")
    refused = shop.post(PATH, message(), shop.make_key("read"), idempotency_key="b")
    assert refused.status == 403
    for bad in ("", '""', "ä", "x" * 256):
        assert shop.post(PATH, message(), idempotency_key=bad).status == 400


def test_a_refusal_is_an_answer_that_is_kept(shop: Any) -> None:
    reader = shop.make_key("read")
    first = shop.post(PATH, message(), reader, idempotency_key="r")
    entries = len(shop.installation.entries())
    assert shop.post(PATH, message(), reader, idempotency_key="r").json == first.json
    assert len(shop.installation.entries()) == entries


def test_a_batch_that_was_cut_off_is_resumed(
    shop: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from privet.web.api import messages

    batch = [message(f"number {n} of {MAIL}") for n in range(600)]  # none has an id of its own
    true, commits = messages.receive, []

    def cut_off(*args: Any) -> Any:
        commits.append(1)
        if len(commits) == 2:
            raise OSError("the plug was pulled")
        return true(*args)

    monkeypatch.setattr(messages, "receive", cut_off)
    first = shop.post(PATH, batch, idempotency_key="night")
    assert first.status == 200
    done = sum("text" in one for one in first.json)  # the first commit
    assert 0 < done < 600
    assert ["text" in one for one in first.json] == [True] * done + [False] * (600 - done)
    assert {one["error"]["status"] for one in first.json[done:]} == {500}
    assert len([one for one in caplog.records if one.levelname == "ERROR"]) == 1
    assert b"plug" not in first.body
    assert stored(shop) == done
    second = shop.post(PATH, batch, idempotency_key="night")
    assert [one["id"] for one in second.json[:done]] == [one["id"] for one in first.json[:done]]
    assert stored(shop) == 600
    assert shop.post(PATH, batch, idempotency_key="night").json == second.json
    assert stored(shop) == 600


def test_its_twin_waits_for_nobody(shop: Any) -> None:
    gate, begun = threading.Event(), threading.Event()
    app = shop.installation.app
    true = app.clock

    def slow() -> int:
        if threading.current_thread().name == "installation" and not begun.is_set():
            begun.set()
            gate.wait(10)
        return int(true())

    app.clock = slow
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(shop.post(PATH, message(), idempotency_key="t").status))
    thread.start()
    assert begun.wait(10)
    answer = shop.post(PATH, message(), idempotency_key="t")
    assert (answer.status, answer.json["code"]) == (409, "conflict")
    gate.set()
    thread.join()
    assert found == [201]
    assert shop.post(PATH, message(), idempotency_key="t").status == 201
    assert stored(shop) == 1


def test_a_detector_that_fails_refuses_and_stores_nothing(shop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = shop.installation.app.rules_of(shop.installation.tenant).scanner
    failing = f"fail {CANARY}"

    def fails(find: Any) -> Any:
        def found(text: str) -> Any:
            if "fail" in text:
                raise RuntimeError(CANARY)
            return find(text)

        return found

    monkeypatch.setattr(scanner, "_plans", {})
    monkeypatch.setattr(scanner, "_finds", [fails(find) for find in scanner._finds])
    answer = shop.post(PATH, message(failing))
    assert (answer.status, answer.json["code"], answer.headers["retry-after"]) == (503, "not-ready", "1")
    many = shop.post(PATH, [message("fine"), message(failing)], idempotency_key="d").json
    assert ["text" in one for one in many] == [True, False]
    assert stored(shop) == 1
    monkeypatch.undo()
    again = shop.post(PATH, [message("fine"), message(failing)], idempotency_key="d").json
    assert ["text" in one for one in again] == [True, True]  # what failed was no answer to keep
    assert stored(shop) == 2


def test_messages_of_many_connections_share_commits(shop: Any) -> None:
    def bring(number: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", shop.port, timeout=30)
        headers = {"authorization": f"Bearer {shop.key}", "content-type": "application/json", "host": "localhost"}
        for one in range(10):
            party = f"+1202555{number:02d}{one:02d}"
            link.request("POST", PATH, json.dumps(message(f"hello {number}", party)), headers)
            answer = link.getresponse()
            assert answer.status == 201, answer.read()
            answer.read()
        link.close()

    threads = [threading.Thread(target=bring, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stored(shop) == 120
    packs = shop.installation.app.store.data.execute("SELECT count FROM entry_pack").fetchall()
    assert len(packs) < 120


def test_nothing_of_a_message_is_in_how_its_forms_print() -> None:
    one = msgspec.convert(message(CANARY), items.Message)
    assert CANARY not in repr(one)
    assert ANN not in repr(one) + repr(one.sender)


@given(st.binary(max_size=300))
def test_whatever_comes_is_read_or_refused(body: bytes) -> None:
    for kind in (items.JSON, items.LINES):
        try:
            found = items.read(body, kind)
        except BadInput:
            continue
        assert all(isinstance(one, items.Message | BadInput) for one in found.messages)


@given(st.text(), st.text(max_size=40))
def test_what_is_wrong_is_told_without_what_came(said: str, value: str) -> None:
    for text in (f"Invalid enum value {value!r} - at `$.direction`", f"Object contains unknown field `{value}`", said):
        told = items.told(text)
        assert len(told) < 200 or told.startswith(said[:20])
    assert "xyzzy" not in items.told(f"Invalid enum value 'xyzzy{value}' - at `$.direction`")


@pytest.mark.parametrize(
    ("reasons", "status"),
    [
        (("detector-failed",), 503), (("conversation-full",), 409), (("not-unicode",), 400), (("malformed",), 400),
        (("no-rule-allows",), 403), (("a-rule", "another"), 403),
    ],
)  # fmt: skip
def test_each_reason_has_its_status(reasons: tuple[str, ...], status: int) -> None:
    found = refusal(reasons)
    assert isinstance(found, PrivetError)
    assert found.status == status
