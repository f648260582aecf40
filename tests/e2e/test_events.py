"""The commands and the server as a user meets them: a program is told of a message, also after the server was killed,
and a value reaches an upstream; all of it in real processes."""

from __future__ import annotations

import http.server
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from ports import free_port
from privet import jobs
from privet.acts import hook, inspect, notify
from privet.acts.inspect import Check
from privet.core.decision import LOCAL

PRIVET = [sys.executable, "-m", "privet"]
MAIL = "ann@example.com"


class Other:
    """Somebody else's program: what it was asked; `down` answers 503."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.down = False
        other = self

        class Answering(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                other.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(503 if other.down else 200)
                self.send_header("content-type", "application/json")
                self.end_headers()
                self.wfile.write(b'{"mail": "ann@example.com"}')

            def log_message(self, *_: Any) -> None:
                """Nothing on the terminal."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.url = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def wait(self, count: int) -> None:
        until = time.monotonic() + 20
        while len(self.asked) < count and time.monotonic() < until:
            time.sleep(0.05)
        assert len(self.asked) == count


@pytest.fixture
def other() -> Iterator[Other]:
    one = Other()
    yield one
    one.server.shutdown()
    one.server.server_close()


class Place:
    """An installation, the command line beside it, and its server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.env = {**keep, "HOME": str(folder), "PRIVET_DATA": str(folder / "data"), "PRIVET_TENANT": "shop"}
        self.server: subprocess.Popen[bytes] | None = None
        self.key = ""

    def __call__(self, *words: str, code: int = 0) -> list[Any]:
        """What a command prints with --json."""
        done = subprocess.run(
            [*PRIVET, *words, "--json"], env=self.env, text=True, capture_output=True, timeout=60, check=False
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def run(self) -> None:
        self.port = free_port()
        log = self.folder / f"log-{self.port}"
        with log.open("wb") as out:
            self.server = subprocess.Popen(
                [*PRIVET, "run", "--port", str(self.port)], env=self.env, stdout=out, stderr=out
            )
        until = time.monotonic() + 60
        while "is open" not in log.read_text():
            assert self.server.poll() is None, log.read_text()
            assert time.monotonic() < until
            time.sleep(0.05)
        until = time.monotonic() + 120
        while not self.ready():  # patterns are compiled once it is open, and the first message waits for that
            assert time.monotonic() < until
            time.sleep(0.1)

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}/readyz", timeout=20) as answer:
                return bool(answer.status == 200)
        except (urllib.error.HTTPError, TimeoutError):
            return False

    def refused(self) -> None:
        """Until it is written down that an event was not taken: one on its way is tried again only after its lease."""
        until = time.monotonic() + 20
        (file,) = self.folder.rglob("data.db")
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as link:
            while not link.execute("SELECT count(*) FROM event WHERE error = 'http-503'").fetchone()[0]:
                assert time.monotonic() < until
                time.sleep(0.05)

    def end(self, how: int = signal.SIGTERM) -> None:
        if self.server is not None:
            self.server.send_signal(how)
            self.server.wait(20)
            self.server = None

    def post(self, path: str, asked: Any) -> tuple[int, Any]:
        request = urllib.request.Request(
            f"http://localhost:{self.port}{path}", json.dumps(asked).encode(),
            {"authorization": f"Bearer {self.key}", "content-type": "application/json"},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def message(self, text: str) -> Any:
        """One message comes in over HTTP."""
        status, said = self.post("/v1/messages", {
            "channel": "sms", "conversation": "1", "sender": {"address": "+12025550101"}, "direction": "in",
            "text": text, "sent_at": "2026-11-21T12:00:00Z",
        })  # fmt: skip
        assert status == 201, said
        return said


@pytest.fixture
def place(tmp_path: Path, other: Other) -> Iterator[Place]:
    one = Place(tmp_path)
    one("init", "--key-file", str(tmp_path / "root.key"))
    with (tmp_path / "data" / "privet.toml").open("a") as settings:
        settings.write(f'\n[upstreams.crm]\nurl = "{other.url}/api"\nkinds = ["EMAIL"]\n')
    (made,) = one(
        "key", "add", "bot", "--acts", "receive,relay", "--kinds", "EMAIL", "--purposes", "delivery,support",
        "--budget", "1",
    )  # fmt: skip
    one.key = made["key"]
    yield one
    one.end(signal.SIGKILL)


@pytest.mark.slow
def test_events_and_relays_as_a_user_meets_them(place: Place, other: Other) -> None:
    (made,) = place("hook", "add", "crm", other.url + "/in", "--events", "message.received")
    judge = Webhook(made["secret"])
    place.run()
    first = place.message(f"I am {MAIL}")
    other.wait(1)
    path, headers, body = other.asked[0]
    told = judge.verify(body, headers)
    assert (path, told["data"]["id"], told["data"]["text"]) == ("/in", first["id"], "I am [EMAIL_1]")

    status, said = place.post("/v1/relay", {
        "upstream": "crm", "path": "/customers", "purpose": "support", "body": {"mail": first["tokens"][0]["id"]},
    })  # fmt: skip
    assert (status, said["body"]) == (200, {"mail": first["tokens"][0]["id"]})
    assert (other.asked[1][0], json.loads(other.asked[1][2])) == ("/api/customers", {"mail": MAIL})
    status, said = place.post("/v1/relay", {
        "upstream": "crm", "path": "/x", "purpose": "support", "body": [first["tokens"][0]["id"]],
    })  # fmt: skip
    assert (status, "key-budget" in said["title"]) == (403, True)

    other.down = True
    second = place.message("hello")
    other.wait(3)
    place.refused()
    place.end(signal.SIGKILL)
    (listed,) = place("hook", "list")
    assert (listed["waiting"], listed["failed"]) == (1, 0)
    other.down = False
    place.run()
    other.wait(4)
    assert judge.verify(other.asked[3][2], other.asked[3][1])["data"]["id"] == second["id"]
    assert other.asked[3][1]["webhook-id"] == other.asked[2][1]["webhook-id"]
    place.end()
    assert place("hook", "list")[0]["waiting"] == 0
    acts = [(one["act"], one["outcome"]) for one in place("ledger", "entries", "--limit", "100")]
    assert [one for one in acts if one[0] == "relay"] == [
        ("relay", "requested"),
        ("relay", "done"),
        ("relay", "denied"),
    ]
    written = b"".join(one.read_bytes() for one in place.folder.rglob("*") if one.is_file())
    assert MAIL.encode() not in written


@pytest.mark.slow
def test_beside_a_server_somebody_is_erased_others_confirm_it_and_the_bytes_go(place: Place, other: Other) -> None:
    (made,) = place("hook", "add", "crm", other.url + "/in", "--events", "subject.erased")
    judge = Webhook(made["secret"])
    place.run()
    place.message(f"I am {MAIL}")
    (file,) = place.folder.rglob("data.db")
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as link:
        sealed = [row[0][:48] for row in link.execute("SELECT body FROM message UNION ALL SELECT sealed FROM value")]
    assert any(one in path.read_bytes() for one in sealed for path in place.folder.rglob("data/*.db*"))
    other.down = True
    (subject,) = [one["id"] for one in place("subjects")]
    place("erase", "--subject", subject, "--reason", "a letter", "--yes")
    other.wait(1)
    path, headers, body = other.asked[0]
    told = judge.verify(body, headers)
    assert (path, told["type"], told["data"]) == ("/in", "subject.erased", {"id": subject})
    (waits,) = place("erase", "--list", "--unconfirmed")
    assert (waits["subject"], waits["unconfirmed"]) == (subject, "crm")
    other.down = False
    until = time.monotonic() + 60
    while place("erase", "--list", "--unconfirmed") or not place("erase", "--list")[0]["gone"]:
        assert time.monotonic() < until
        time.sleep(0.5)
    (done,) = place("erase", "--list")
    assert (done["confirmed"], done["pending"]) == ("crm", 0)
    held = [path.read_bytes() for path in place.folder.rglob("data/*") if path.is_file()]
    assert not any(one in data for one in sealed for data in held)
    place.end()


@pytest.mark.slow
def test_hooks_by_the_command_line(place: Place, other: Other) -> None:
    assert place("hook", "list") == []
    place("hook", "add", "crm", "http://crm.example.com/", "--events", "message.received", code=2)
    place("hook", "add", "crm", other.url, "--events", "message.deleted", code=2)
    place("hook", "add", "crm", other.url, "--events", "message.received,subject.erased", "--reason", "the CRM")
    place("hook", "pause", "crm")
    (listed,) = place("hook", "list")
    assert (listed["paused"], listed["events"]) == (True, ["message.received", "subject.erased"])
    for word in ("resume", "retry"):
        place("hook", word, "crm")
    assert place("hook", "failed", "crm") == []
    place("hook", "remove", "crm")
    for word in ("remove", "failed"):
        place("hook", word, "crm", code=3)


@pytest.mark.slow
def test_what_the_clock_does_is_shown(place: Place) -> None:
    assert place("jobs") == []
    place.run()
    every = {"expire", "erase", "send", "relay", "checkpoint", "events"}
    until = time.monotonic() + 60
    while not every <= {one["job"] for one in place("jobs")}:
        assert time.monotonic() < until
        time.sleep(1)
    place.end()
    assert not any(one["error"] or one["late_s"] for one in place("jobs"))


def test_the_doctor_names_what_is_late_and_what_was_given_up(installation: Any) -> None:
    app, tenant = installation.app, installation.app.tenant("demo")

    def beside() -> dict[str, Check]:
        with app.store.view(tenant.id) as view:
            return {one.check: one for one in inspect._beside(app, view, "demo")}

    jobs.tick(app)
    states = {name: one.state for name, one in beside().items()}
    assert states == {"jobs demo": "ok", "search demo": "ok"}
    app.config = replace(app.config, hooks=replace(app.config.hooks, attempts=1))
    hook.add(app, tenant.id, "crm", "https://crm.example.com/", ("message.received",), LOCAL)
    installation.receive("hello")
    ((_, crm),) = notify.waiting(app)
    notify.settle(app, tenant.id, crm, [(one.event, 500) for one in notify.claim(app, tenant.id, crm, 9)])
    installation.clock.forward(days=1)
    found = beside()
    assert {name for name, one in found.items() if one.state == "warn"} == {"jobs demo", "hooks demo"}
    assert "expire (86070 s late)" in found["jobs demo"].sentence
    assert "crm (1)" in found["hooks demo"].sentence
