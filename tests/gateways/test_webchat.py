"""The chat of a web site, as its script speaks it: sessions, messages, answers; who may ask; what is kept."""

from __future__ import annotations

import base64
import threading
import time
import urllib.parse
from collections.abc import Callable
from typing import Any

import pytest

SITE = "https://shop.example.com"
CANARY, MAIL = "4000 0012 3456 7899", "ana.canary@example.com"
TOML = f"""
[webchat]
sites = ["{SITE}"]
session_minutes = 60
minute_session = 600
minute_address = 5000
"""


@pytest.fixture(scope="module")
def server(serve: Callable[..., Any]) -> Any:
    return serve(TOML)


class Visitor:
    """A browser on a page of the site."""

    def __init__(self, server: Any, origin: str = SITE) -> None:
        self.server, self.origin = server, origin
        self.session = ""
        self.count = 0

    def ask(self, method: str, path: str, body: Any = None, **more: str) -> Any:
        headers = {"origin": self.origin, "content_type": "application/json", **more}
        if self.session:
            headers.setdefault("authorization", f"Bearer {self.session}")
        return self.server.ask(method, f"/gateways/webchat/{path}", body, **headers)

    def begin(self) -> Visitor:
        self.session = self.ask("POST", "sessions").json["session"]
        return self

    def say(self, text: str, id: str = "") -> Any:
        self.count += 1
        return self.ask("POST", "messages", {"id": id or f"message-{self.count:04d}", "text": text})

    def answers(self, after: str = "") -> list[dict[str, Any]]:
        return self.ask("GET", f"answers?after={after}").json["answers"]


def _conversation(server: Any, message: str) -> str:
    return server.api("GET", f"/messages/{message}")["conversation"]


def _party(server: Any, message: str) -> str:
    talk = _conversation(server, message)
    return next(one for one in server.api("GET", "/conversations?limit=100")["items"] if one["id"] == talk)["subjects"][
        0
    ]


def test_a_message_is_answered_in_tokens_and_nothing_of_it_is_in_the_clear(server: Any) -> None:
    visitor = Visitor(server).begin()
    answer = visitor.say(f"My card is {CANARY}, my address {MAIL}")
    assert answer.status == 201
    assert answer.json["text"] == "My card is [CARD_1], my address [EMAIL_1]"
    assert abs(answer.json["at"] / 1000 - time.time()) < 30
    for name, data in server.written():
        for needle in (CANARY, MAIL, visitor.session, base64.b64encode(MAIL.encode()).decode()[:16]):
            assert needle.encode() not in data, name


def test_a_message_sent_again_is_stored_once(server: Any) -> None:
    visitor = Visitor(server).begin()
    first, again = visitor.say("hello", "message-same"), visitor.say("hello", "message-same")
    assert first.json == again.json
    listed = server.api("GET", f"/conversations/{_conversation(server, first.json['id'])}/messages")
    assert len(listed["items"]) == 1


def test_an_answer_waits_until_the_visitor_acknowledges_it(server: Any) -> None:
    visitor = Visitor(server).begin()
    talk = _conversation(server, visitor.say(f"I am {MAIL}").json["id"])
    sent = server.api(
        "POST", "/sends", {"conversation": talk, "text": "Thanks, we write to [EMAIL_1] with code 482913"}
    )
    assert sent["state"] == "waiting"
    for _ in range(2):  # what was lost on the way comes again, in full
        (one,) = visitor.answers()
        assert one["text"] == f"Thanks, we write to {MAIL} with code 482913"
        assert one["id"] == sent["id"]
    second = server.api("POST", "/sends", {"conversation": talk, "text": "Anything else?"})
    assert [each["text"] for each in visitor.answers(one["id"])] == ["Anything else?"]
    other = Visitor(server).begin()
    other.say("hello")
    holds = threading.Timer(1.0, lambda: server.api("POST", "/sends", {"conversation": talk, "text": "Still there?"}))
    holds.start()
    begun = time.monotonic()
    (third,) = visitor.answers(second["id"])
    assert third["text"] == "Still there?"
    assert 0.5 < time.monotonic() - begun < 10
    assert [each["text"] for each in visitor.answers()][1:] == ["Anything else?", "Still there?"]
    assert "482913" not in visitor.answers()[0]["text"]  # a code is kept until delivered, and no longer


def test_nobody_reads_another_session(server: Any) -> None:
    one, two = Visitor(server).begin(), Visitor(server).begin()
    talk = _conversation(server, one.say("mine").json["id"])
    server.api("POST", "/sends", {"conversation": talk, "text": "For you alone"})
    two.session = two.session[:-1] + ("A" if two.session[-1] != "A" else "B")
    assert two.answers() == []
    assert len(one.answers()) == 1


@pytest.mark.parametrize(
    ("session", "status"),
    [("", 401), ("x", 401), ("00000000." + "A" * 43, 401), ("ffffffff." + "A" * 43, 401), ("0" * 4000, 401)],
)
def test_a_session_that_is_none_or_over_is_refused(server: Any, session: str, status: int) -> None:
    visitor = Visitor(server)
    visitor.session = session
    answer = visitor.say("hello")
    assert answer.status == status
    assert answer.headers["access-control-allow-origin"] == SITE
    assert answer.json["code"] == "session-ended"


@pytest.mark.parametrize("origin", ["https://evil.example.net", "null", "http://shop.example.com", ""])
def test_only_pages_of_the_site_may_ask(server: Any, origin: str) -> None:
    for method, path in (("POST", "sessions"), ("OPTIONS", "messages"), ("GET", "answers")):
        answer = Visitor(server, origin).ask(method, path)
        assert answer.status == 403
        assert "access-control-allow-origin" not in answer.headers


def test_a_browser_may_ask_after_its_preflight(server: Any) -> None:
    answer = Visitor(server).ask("OPTIONS", "messages", access_control_request_method="POST")
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == SITE
    assert answer.headers["access-control-allow-methods"] == "POST"
    assert "origin" in answer.headers["vary"]
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400), (b"[]", 400), (b"{}", 400), (b'{"id": "message-1", "text": "  "}', 400),
        (b'{"id": "short", "text": "x"}', 400), (b'{"id": "message-1", "text": "x", "more": 1}', 400),
        (b'{"id": "message-1", "text": "\\ud800"}', 400), (b'{"id": "message-1", "text": "\xff"}', 400),
        (b'{"id": "message-1", "text": "' + b"x" * 5000 + b'"}', 413), (b"[" * 20_000, 400), (b"x" * 100_000, 413),
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused_in_a_sentence_without_it(server: Any, body: bytes, status: int) -> None:
    answer = Visitor(server).begin().ask("POST", "messages", body)
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == status
    assert "xxxx" not in answer.body.decode()


def test_the_script_comes_from_anywhere_and_changes_only_with_its_name(server: Any) -> None:
    for name in ("chat.js", "chat.css"):
        answer = server.ask("GET", f"/gateways/webchat/{name}")
        assert answer.status == 200
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert server.ask("GET", f"/gateways/webchat/{name}", if_none_match=answer.headers["etag"]).status == 304
    script = server.ask("GET", "/gateways/webchat/chat.js").body.decode()
    for word in ("innerHTML", "eval(", "document.write", ".style", "cookie", "insertAdjacentHTML", "new Function"):
        assert word not in script


def test_too_many_requests_are_told_so(serve: Callable[..., Any]) -> None:
    server = serve(TOML.replace("600", "5"))
    visitor = Visitor(server).begin()
    found = [visitor.say("hello").status for _ in range(8)]
    assert found[:5] == [201] * 5
    assert set(found[5:]) == {429}


@pytest.mark.slow
def test_the_server_stops_though_visitors_wait(serve: Callable[..., Any]) -> None:
    server = serve(TOML)
    visitor = Visitor(server).begin()
    visitor.say("hello")
    waits = threading.Thread(target=visitor.answers)
    waits.start()
    time.sleep(0.5)
    assert server.stop() < 5
    waits.join(10)
    assert not waits.is_alive()
    server.start()
    assert visitor.say("still here").status == 201  # the session outlives the server


def test_nothing_personal_stands_in_an_address_or_a_log(server: Any) -> None:
    visitor = Visitor(server).begin()
    visitor.ask("GET", "answers?" + urllib.parse.urlencode({"after": "", "q": MAIL}))  # nothing to wait for yet
    visitor.say(f"Zanzibar {MAIL}")
    log = server.log.read_text()
    assert "/gateways/webchat/messages" in log
    assert MAIL not in log
    assert visitor.session not in log


def _pastes(server: Any) -> dict[str, int]:
    lines = server.ask("GET", "/metrics").body.decode().splitlines()
    counted = [one for one in lines if one.startswith('privet_pastes_total{channel="webchat"')]
    return {one.partition('again="')[2].partition('"')[0]: int(one.rpartition(" ")[2]) for one in counted}


def test_whoever_pastes_a_card_is_told_once_in_their_language_and_it_is_counted(server: Any) -> None:
    before = _pastes(server)
    visitor, other = Visitor(server).begin(), Visitor(server).begin()
    first = visitor.say(f"Bitte nehmen Sie meine Karte, das ist die {CANARY}").json
    assert first["coach"].startswith("Kartennummern")
    assert "coach" not in visitor.say(f"Hier ist sie nochmal: {CANARY}").json
    assert "coach" not in visitor.say("Danke, und wann kommt es?").json
    assert other.say(f"my card is {CANARY}").json["coach"].startswith("Card numbers")
    assert "coach" not in other.ask("POST", "messages", {"id": "message-0001", "text": f"my card is {CANARY}"}).json
    after = _pastes(server)
    assert {one: after[one] - before[one] for one in after} == {"no": 2, "yes": 1}


def test_a_browser_that_asks_not_to_be_sold_is_told_that_it_is_honoured_and_it_is_on_record(server: Any) -> None:
    """Global Privacy Control: on record for whoever wrote, once, and visible in the answer; no other value says so."""
    asking, silent = Visitor(server), Visitor(server)
    begun = asking.ask("POST", "sessions", **{"Sec-GPC": "1"})
    assert begun.json["gpc"] == "honoured"
    asking.session = begun.json["session"]
    told = [asking.ask("POST", "messages", {"id": f"message-gpc{n}", "text": "hi"}, **{"Sec-GPC": "1"}) for n in (1, 2)]
    assert [one.json["gpc"] for one in told] == ["honoured", "honoured"]
    begun = silent.ask("POST", "sessions", **{"Sec-GPC": "0"})
    assert "gpc" not in begun.json
    silent.session = begun.json["session"]
    assert "gpc" not in silent.say("hi").json
    said = {
        visitor: [
            (one["messages"], one["given"], one["how"])
            for one in server.api("GET", f"/consents?subject={_party(server, message)}&purpose=operation")["items"]
        ]
        for visitor, message in (("asking", told[0].json["id"]), ("silent", silent.say("ho").json["id"]))
    }
    assert said == {"asking": [("marketing", False, "signal")], "silent": []}
    support = server.ask("GET", "/.well-known/gpc.json")
    assert support.headers["content-type"] == "application/json"
    assert support.json["gpc"] is True


def test_what_a_visitor_asks_over_their_own_data_is_confirmed_once(server: Any) -> None:
    one = Visitor(server).begin()
    assert one.say("What do you know about me?").status == 201
    assert one.say("what do you know about me").status == 201
    (told,) = one.answers()
    assert told["text"].startswith("We have your request: access to your data.")
    listed = server.privet("request", "list") if hasattr(server, "privet") else ""
    assert "@" not in listed
