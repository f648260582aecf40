"""The settings' pages: channels and whether they answer, detectors and their box, keys shown once, retention."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from privet.acts import access, hook, rule
from privet.app import default_policy
from privet.config import Adapter, Upstream, Webchat
from privet.core.decision import LOCAL
from privet.core.matrix import SHOWN
from privet.core.plain import Plain
from privet.store import unseen
from privet.store.unseen import UnseenRow

MAIL, CARD = "ana.canary@example.com", "4111 1111 1111 1111"


class Quiet(BaseHTTPRequestHandler):
    """Answers whatever is asked, and says what that was."""

    asked: list[str] = []  # noqa: RUF012

    def do_HEAD(self) -> None:
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *said: object) -> None:
        """Nothing."""


@pytest.fixture
def other() -> Iterator[str]:
    """Another program; its origin."""
    Quiet.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def connected(staff: Any, other: str) -> Any:
    """With a web chat, a webhook that is answered, an upstream that nobody is at, and a hook."""
    app = staff.installation.app
    app.config = replace(
        app.config, webchat=Webchat(["https://shop.example.com"]),
        adapter={"desk": Adapter(answer_url=f"{other}/answers/{{conversation}}?secret=1")},
        upstreams={"bank": Upstream("http://127.0.0.1:9/pay")},
    )  # fmt: skip
    hook.add(app, staff.installation.tenant, "crm", f"{other}/hooks/secret", ["message.received"], LOCAL)
    return staff


def test_channels_say_what_came_and_lead_to_no_secret(connected: Any) -> None:
    staff = connected
    staff.installation.receive(f"I am {MAIL}")
    ada = staff.enrolled("ada", "admin")
    page = ada.get("/settings")
    said = " ".join(page.read.said.split())
    assert "webchat Chat on the company’s web site No message in lately" in said
    assert re.search(r"loopback Channel Last message in: [0-9-]{10} [0-9:]{5} UTC · none out lately", said)
    for name in ("desk", "bank", "crm"):
        assert name in said
    assert "secret" not in page.read.said.replace("secrets lie", "")
    assert MAIL not in page.text


def test_a_check_asks_the_other_side_for_nothing(connected: Any, other: str) -> None:
    ada = connected.enrolled("ada", "admin")
    ada.get("/settings")
    start = len(connected.installation.entries())
    said = " ".join(ada.submit("/settings/check").read.said.split())
    assert re.search(r"answers \(404\) in \d+ ms", said)
    assert "does not answer" in said
    assert "it cannot be reached" in said
    assert "comes to us: nothing to ask" in said
    assert Quiet.asked == ["/"]  # one origin, once, and nothing of its path
    assert len(connected.installation.entries()) == start


def test_what_could_not_be_sent_is_counted(staff: Any) -> None:
    one = staff.installation
    for state, due in (("failed", 5), ("failed", 9), ("unknown", 7), ("queued", 3)):
        with one.app.store.write(one.tenant) as tx:
            tx.run(
                "INSERT INTO outbox (tenant, message, channel, state, attempts, due, purpose, actor, kinds) "
                "VALUES (?, ?, 'sms', ?, 1, ?, 'delivery', 'local', '')",
                (one.tenant, one.app.id(), state, due),
            )
    said = " ".join(staff.enrolled("ada", "admin").get("/settings").read.said.split())
    assert "1 on its way 2 failed 1 with an unknown outcome · last at 1970-01-01" in said


def test_without_a_channel_the_page_says_what_to_do(staff: Any) -> None:
    assert "There is no channel yet." in staff.enrolled("ada", "admin").get("/settings").read.said


def test_the_box_says_what_was_found_and_why_and_keeps_nothing(staff: Any, caplog: pytest.LogCaptureFixture) -> None:
    pia = staff.enrolled("pia", "privacy")
    pia.get("/settings/detectors")
    start = len(staff.installation.entries())
    page = pia.submit("/settings/detectors", text=f"I am {MAIL}, card {CARD}")
    said = " ".join(page.read.said.split())
    assert "I am [EMAIL_1], card [CARD_1]" in said
    assert "characters 6 to 27" in said
    assert "Found by card; evidence: checksum" in said
    for clear in (MAIL, CARD):
        assert clear not in page.text
        assert clear not in caplog.text
    assert len(staff.installation.entries()) == start
    said = pia.submit("/settings/detectors", text="https://ann:secret@example.com/in").read.said
    assert re.search(r"It won, since a?.* against: .*url \(url\)", " ".join(said.split()))
    assert "Nothing personal was found." in pia.submit("/settings/detectors", text="hello").read.said
    assert pia.submit("/settings/detectors", text="x" * 8_001).status == 413


def test_own_patterns_and_allowed_values_are_shown(staff: Any) -> None:
    one, files = staff.installation, default_policy()
    files["policy.toml"] = files["policy.toml"].replace(
        "[kinds]\n",
        '[detection]\nallow = ["info@example.com"]\n[detection.patterns.member]\nkind = "ACCOUNT"\n'
        'pattern = "M-[0-9]{8}"\n\n[kinds]\n',
    )
    made = rule.propose(one.app, one.tenant, files, Plain("ours"), LOCAL)
    rule.adopt(one.app, one.tenant, made.version, Plain("ours"), LOCAL)
    pia = staff.enrolled("pia", "privacy")
    said = " ".join(pia.get("/settings/detectors").read.said.split())
    assert "member account M-[0-9]{8}" in said
    assert "Never a finding: info@example.com" in said
    assert "[ACCOUNT_1]" in pia.submit("/settings/detectors", text="I am M-12345678").read.said


def test_a_key_is_shown_once_and_revoked(staff: Any) -> None:
    one = staff.installation
    pia = staff.enrolled("pia", "privacy")
    assert "No program has a key yet." in pia.get("/settings/keys").read.said
    page = pia.submit(
        "/settings/keys/make", name="crm", acts="read|reveal", purposes="support", kinds="EMAIL|PHONE", budget="20",
        reason="the new desk",
    )  # fmt: skip
    (key,) = re.findall(r"prv_[\w-]+", page.read.said)
    said = " ".join(pia.get("/settings/keys").read.said.split())
    assert "crm good pia answers for it May read what is there, see a value, for support: email, phone" in said
    assert "0 of 20 values today" in said
    assert "no use known" in said
    assert key not in said
    access.enter(one.app, one.tenant, hashlib.sha256(key.encode()).digest())
    assert "last used" in pia.get("/settings/keys").read.said
    assert "revoked" in pia.submit("/settings/keys/revoke", name="crm", reason="gone").read.said
    assert [(entry.act, entry.actor) for entry in one.entries()[-2:]] == [
        ("key.make", "operator:pia"), ("key.revoke", "operator:pia"),
    ]  # fmt: skip


def test_a_key_of_every_kind_can_be_made(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    pia.get("/settings/keys")
    page = pia.submit(
        "/settings/keys/make", name="all", acts="reveal", purposes="support|fraud", kinds="|".join(SHOWN), budget="1",
        reason="w",
    )  # fmt: skip
    assert "prv_" in page.read.said


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"days": "x"}, 400), ({"budget": "-1"}, 400), ({"acts": "fly"}, 400), ({"reason": ""}, 403)],
)
def test_a_key_that_makes_no_sense_is_not_made(staff: Any, wrong: dict[str, str], status: int) -> None:
    pia = staff.enrolled("pia", "privacy")
    pia.get("/settings/keys")
    given = {"name": "crm", "acts": "read", "purposes": "support", "reason": "w", **wrong}
    assert pia.submit("/settings/keys/make", **given).status == status
    assert access.everyone(staff.installation.app, staff.installation.tenant, LOCAL) == []


def test_an_administrator_makes_no_key(staff: Any) -> None:
    ada = staff.enrolled("ada", "admin")
    page = ada.get("/settings/keys").read
    assert [to for to, _ in page.forms if to.startswith("/settings")] == []
    sent = ada.send("/settings/keys/make", {
        "form": ada.token, "name": "x", "acts": "read", "purposes": "support", "reason": "w",
    })  # fmt: skip
    assert sent.status == 403


def test_retention_reads(staff: Any) -> None:
    said = " ".join(staff.enrolled("uma", "auditor").get("/settings/retention").read.said.split())
    parts = (
        "90 days",
        "7 days",
        "10 minutes",
        "1 day",
        "until an event ends it",
        "30 values",
        "30 seconds",
        "15 minutes, once",
    )
    for part in (*parts, "CARD_CODE card security code (CVC, CVV, CID) never written –"):
        assert part in said, part


@pytest.mark.parametrize("path", ["/settings", "/settings/detectors", "/settings/keys", "/settings/retention"])
def test_an_agent_sees_none_of_it(staff: Any, path: str) -> None:
    ann = staff.enrolled("ann")
    assert ann.get(path).status == 403
    way = {"/settings": "/settings/check"}.get(path, path)
    assert ann.send(way, {"form": ann.token or "", "text": "hello"}).status in (403, 404, 405)


def test_what_becomes_of_what_cannot_be_looked_through_is_set_on_the_page_and_what_waits_is_counted(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    assert "messages are refused" in pia.get("/settings").read.said
    page = pia.submit("/settings/failing", channel="desk", mode="hold", reason="no cards here")
    said = " ".join(page.read.said.split())
    assert "desk The message waits, sealed, for a day at most" in said
    one = staff.installation
    row = UnseenRow(one.app.id(), bytes(16), bytes(16), 1, b"", 0, one.clock.at, 0, b"x")
    with one.app.store.write(one.tenant) as tx:
        unseen.add(tx, [row])
    assert "that wait until they can be looked through: 1, the first since" in " ".join(
        pia.get("/settings").read.said.split()
    )
    assert (
        pia.send("/settings/failing", {"form": pia.token, "channel": "llm", "mode": "hold", "reason": "x"}).status
        == 400
    )
