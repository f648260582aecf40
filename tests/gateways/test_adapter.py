"""A webhook of another program as a channel, and answers posted back: against a program that speaks Chatwoot's JSON."""

from __future__ import annotations

import hashlib
import hmac
import http.server
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TOML = (Path(__file__).parent / "chatwoot.toml").read_text("utf-8")
SECRET, TOKEN = "w" * 40, "t" * 24
CANARY = "4000 0012 3456 7899"


class Chatwoot:
    """Another program: it tells webhooks as Chatwoot 4 does, and takes messages at its application API."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, str, dict[str, Any]]] = []
        self.answers: list[int] = []
        self.slow, self.go_on = "", threading.Event()  # a conversation whose answers take until then
        own = self

        class Asked(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                status = own.answers.pop(0) if own.answers else 200
                own.posted.append((self.path, self.headers["api_access_token"], body))
                if own.slow and own.slow in self.path:
                    own.go_on.wait(20)
                self.send_response(status)
                if status == 302:
                    self.send_header("location", "/elsewhere")
                self.end_headers()

            def log_message(self, *words: object) -> None:
                """Say nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def event(self, id: int, content: str, **more: Any) -> dict[str, Any]:
        """`message_created`, as its documentation has it."""
        return {
            "event": "message_created", "id": id, "content": content, "created_at": "2026-11-21T11:43:04.000Z",
            "message_type": "incoming", "content_type": "text", "content_attributes": {}, "private": False,
            "source_id": None, "sender": {"id": 89, "name": "Ana Canary", "avatar": "", "type": "contact"},
            "inbox": {"id": 4, "name": "Shop"}, "account": {"id": 1, "name": "Shop"},
            "conversation": {
                "additional_attributes": {}, "channel": "Channel::WebWidget", "id": 567, "inbox_id": 4,
                "status": "open",
                "agent_last_seen_at": 0, "contact_last_seen_at": 0, "timestamp": 0,
            },
            **more,
        }  # fmt: skip

    def wait(self, count: int) -> None:
        until = time.monotonic() + 20
        while len(self.posted) < count:
            assert time.monotonic() < until, f"{len(self.posted)} posted"
            time.sleep(0.02)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def chatwoot() -> Iterator[Chatwoot]:
    made = Chatwoot()
    yield made
    made.close()


@pytest.fixture(scope="module")
def server(serve: Callable[..., Any], chatwoot: Chatwoot, tmp_path_factory: pytest.TempPathFactory) -> Any:
    secrets = tmp_path_factory.mktemp("secrets")
    for name, value in (("chatwoot-webhook", SECRET), ("chatwoot-token", TOKEN)):
        (secrets / name).write_text(value + "\n")
        (secrets / name).chmod(0o600)
    return serve(TOML.replace("BASE", chatwoot.base).replace("SECRETS", str(secrets)))


def tell(server: Any, said: Any, *, secret: str = SECRET, at: float | None = None, **headers: str) -> Any:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    stamp = str(int(time.time() if at is None else at))
    signed = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    given = {"x_chatwoot_timestamp": stamp, "x_chatwoot_signature": f"sha256={signed}", **headers}
    return server.ask("POST", "/gateways/chatwoot", body, content_type="application/json", **given)


def test_the_how_to_says_what_is_tested() -> None:
    page = (ROOT / "docs/howto/adapt-a-webhook.md").read_text("utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert shown == TOML


def test_a_message_comes_in_once_and_its_answer_goes_back(server: Any, chatwoot: Chatwoot) -> None:
    event = chatwoot.event(1, f"my card is {CANARY}, write to ana@example.com")
    first = tell(server, event)
    assert (first.status, first.json["outcome"]) == (200, "stored")
    assert tell(server, event).json == {**first.json, "outcome": "repeated"}
    talk = first.json["conversation"]
    (message,) = server.api("GET", f"/conversations/{talk}/messages")["items"]
    assert message["text"] == "my card is [CARD_1], write to [EMAIL_1]"
    chatwoot.posted.clear()
    sent = server.api("POST", "/sends", {"conversation": talk, "text": "We write to [EMAIL_1], not about [CARD_1]."})
    assert sent["state"] == "waiting"
    chatwoot.wait(1)
    ((path, token, body),) = chatwoot.posted
    assert path == "/api/v1/accounts/1/conversations/567/messages"
    assert token == TOKEN
    assert body == {
        "content": "We write to ana@example.com, not about [CARD_1].", "message_type": "outgoing", "private": False,
    }  # fmt: skip
    time.sleep(1.2)
    assert len(chatwoot.posted) == 1
    for name, data in server.written():
        for needle in (CANARY, "ana@example.com", "Ana Canary", SECRET, TOKEN):
            assert needle.encode() not in data, name


@pytest.mark.parametrize(
    "more",
    [{"message_type": "outgoing"}, {"event": "conversation_updated"}, {"private": True}, {"message_type": None}],
)
def test_what_is_no_message_of_a_customer_is_passed_by(server: Any, chatwoot: Chatwoot, more: dict[str, Any]) -> None:
    answer = tell(server, chatwoot.event(50, "not for us", **more))
    assert (answer.status, answer.json) == (200, {"outcome": "ignored"})


def test_what_is_not_signed_just_now_is_refused(server: Any, chatwoot: Chatwoot) -> None:
    event = chatwoot.event(60, "hello")
    for answer in (
        tell(server, event, secret="x" * 40),
        tell(server, event, at=time.time() - 400),
        tell(server, event, at=time.time() + 400),
        tell(server, event, x_chatwoot_signature=""),
        tell(server, event, x_chatwoot_timestamp=""),
        tell(server, event, x_chatwoot_timestamp="-1"),
    ):
        assert (answer.status, answer.json["code"]) == (401, "not-signed")
    found = [tell(server, event, secret="x" * 40).status for _ in range(80)]
    assert found[-1] == 429
    assert tell(server, event).status == 200  # whoever signs right is not held up by them


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"content": None}, 400, "text"), ({"content": ""}, 400, "text"), ({"sender": []}, 400, "sender"),
        ({"conversation": "Zanzibar"}, 400, "conversation"), ({"id": {}}, 400, "external_id"),
        ({"id": "Z" * 300}, 413, "external_id"), ({"content": "\ud800Zanzibar"}, 400, "written"),
        ({"content": "Zanzibar" * 140_000}, 413, "text"),
    ],
)  # fmt: skip
def test_a_webhook_without_a_field_is_told_which(
    server: Any, chatwoot: Chatwoot, change: dict[str, Any], status: int, said: str
) -> None:
    answer = tell(server, {**chatwoot.event(70, "hello"), **change})
    assert answer.status == status
    assert said in answer.json["title"]
    assert "Zanzibar" not in answer.body.decode()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_what_is_no_json_object_is_refused(server: Any, body: bytes) -> None:
    assert tell(server, body).status == 400


def test_a_body_over_the_bound_is_refused(server: Any) -> None:
    assert tell(server, b" " * (3 << 20)).status == 413


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_it_has_one_method(server: Any, method: str) -> None:
    assert server.ask(method, "/gateways/chatwoot").status == 404


def test_a_conversation_that_is_slow_to_answer_holds_up_no_other(server: Any, chatwoot: Chatwoot) -> None:
    slow, quick = (
        tell(server, chatwoot.event(id, "hello", conversation={"id": id})).json["conversation"] for id in (591, 592)
    )
    chatwoot.posted.clear()
    chatwoot.slow = "/591/"
    try:
        server.api("POST", "/sends", {"conversation": slow, "text": "first"})
        chatwoot.wait(1)
        server.api("POST", "/sends", {"conversation": slow, "text": "second"})
        server.api("POST", "/sends", {"conversation": quick, "text": "at once"})
        chatwoot.wait(2)
        assert "/592/" in chatwoot.posted[1][0]
        time.sleep(1)
        assert len(chatwoot.posted) == 2
    finally:
        chatwoot.go_on.set()
    chatwoot.wait(3)
    assert chatwoot.posted[2][2]["content"] == "second"


@pytest.mark.slow
def test_what_could_not_be_posted_is_tried_again_and_what_was_refused_is_not(server: Any, chatwoot: Chatwoot) -> None:
    talk = tell(server, chatwoot.event(80, "hello", conversation={"id": 568})).json["conversation"]
    chatwoot.posted.clear()
    for status, again in ((503, True), (422, False), (302, False), (500, False)):
        chatwoot.answers[:] = [status]
        server.api("POST", "/sends", {"conversation": talk, "text": f"answer {status}"})
        until = time.monotonic() + 15
        wanted = 2 if again else 1
        while len(chatwoot.posted) < wanted and time.monotonic() < until:
            time.sleep(0.05)
        assert len(chatwoot.posted) == wanted, status
        chatwoot.posted.clear()
    time.sleep(1.5)
    assert chatwoot.posted == []
