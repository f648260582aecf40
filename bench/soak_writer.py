"""One writer of the soak: a program of the company that speaks to the server, and notes what was acknowledged.

    python bench/soak_writer.py URL KEYFILE JOURNAL NAME RATE

It brings messages in, singly and in batches, reveals, finds, erases and reads the ledger's checkpoint, over HTTP with
an access key. The server may be killed under it: a request without an answer is sent again, under the same
Idempotency-Key, until it is answered. A line is noted only after the answer, so whatever the journal says must be true
for ever. SIGTERM ends it in order.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import secrets
import signal
import sys
import time
from collections import deque
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

PARTIES = 400
ERASE_EVERY, REVEAL_EVERY, AGAIN_EVERY, LOOK_EVERY = 12, 4, 9, 50
"""Requests between two erasures, two reveals, two answered requests sent once more, two looks at the ledger."""
AWAY_S = 240
"""How long the server may be away: killed, started again, at work on what was half done; on a busy machine it is killed
several times before it is open."""


def party(name: str, number: int) -> str:
    """Who writes message `number` of writer `name`; all writers share their customers."""
    return f"+999{random.Random(f'{name}:{number}').randrange(PARTIES):09d}"


def address(name: str, number: int) -> str:
    """The e-mail address that message `number` of writer `name` mentions, and no other does."""
    return f"{name}.{number}@example.com"


def text(name: str, number: int) -> str:
    """What message `number` of writer `name` says."""
    return f"Write to {address(name, number)} or call +1 202 555 01{number % 100:02d}, please."


class Journal:
    """What was acknowledged, a JSON line each; a line that a kill cut short was not acknowledged."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        self.lines = list(read(path))
        os.write(self._file, b"\n")

    def note(self, **what: Any) -> None:
        """Note something."""
        os.write(self._file, json.dumps(what).encode() + b"\n")


def read(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a journal."""
    found = []
    for line in path.read_bytes().split(b"\n")[:-1]:
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


class Api:
    """The server, asked until it answers."""

    def __init__(self, url: str, key: str) -> None:
        self._host = urlsplit(url).netloc
        self._key = key
        self._link: http.client.HTTPConnection | None = None
        self.broken = 0  # requests that were cut off

    def ask(self, method: str, path: str, body: Any = None, name: str = "") -> tuple[int, Any]:
        """The status and the answer. Where none came, or the server was not ready, the same again."""
        until = time.monotonic() + AWAY_S
        while True:
            try:
                status, said = self._once(method, path, body, name)
                if status not in (409, 503):
                    return status, said
            except (OSError, http.client.HTTPException):
                self.broken += 1
                self._link = None
            if time.monotonic() > until:
                raise TimeoutError("the server does not come back")
            time.sleep(0.05)

    def _once(self, method: str, path: str, body: Any, name: str) -> tuple[int, Any]:
        if self._link is None:
            self._link = http.client.HTTPConnection(self._host, timeout=30)
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        if name:
            headers["Idempotency-Key"] = name
        self._link.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self._link.getresponse()
        raw = answer.read()
        return answer.status, json.loads(raw) if "json" in (answer.getheader("Content-Type") or "") else raw


class Writer:
    """The requests of one writer, one after another."""

    def __init__(self, api: Api, journal: Path, name: str) -> None:
        self.name, self.api = name, api
        self.journal = Journal(journal)
        self.next = max((one["to"] for one in self.journal.lines if "to" in one), default=0)
        self.chance = random.Random()
        self.seen: deque[tuple[int, str]] = deque(maxlen=2000)

    def receive(self, count: int, twice: bool) -> None:
        """The next `count` messages, one alone or an array; noted once they are answered. `twice` asks once more."""
        numbers = range(self.next, self.next + count)
        body = [self._message(number) for number in numbers]
        name = secrets.token_urlsafe(24)
        status, said = self.api.ask("POST", "/v1/messages", body if count > 1 else body[0], name)
        made = said if isinstance(said, list) else [said]
        if status not in (200, 201) or any("id" not in one for one in made):
            self.journal.note(fault=f"messages were answered {status}")
            return
        self.next += count
        self.journal.note(start=numbers.start, to=self.next, ids=[one["id"] for one in made])
        for number, one in zip(numbers, made, strict=True):
            if one["tokens"]:
                self.seen.append((number, one["tokens"][0]["id"]))
        if twice:
            _, again = self.api.ask("POST", "/v1/messages", body if count > 1 else body[0], name)
            more = again if isinstance(again, list) else [again]
            if [one.get("id") for one in more] != [one["id"] for one in made]:  # a text may be erased by now
                self.journal.note(fault="the same request was answered in two ways")

    def _message(self, number: int) -> dict[str, Any]:
        whose = party(self.name, number)
        return {
            "channel": "sms", "conversation": whose, "sender": {"address": whose}, "direction": "in",
            "text": text(self.name, number), "sent_at": "2026-11-21T12:00:00Z",
            "external_id": f"{self.name}-{number}",
        }  # fmt: skip

    def reveal(self) -> None:
        """A value from before: it is the right one, or its subject was erased."""
        if not self.seen:
            return
        number, token = self.chance.choice(self.seen)
        status, said = self.api.ask("POST", "/v1/reveals", {"token": token, "purpose": "fraud"})
        if status < 300 and said["value"] != address(self.name, number):
            self.journal.note(fault="a reveal showed another value")
        if status >= 300 and status != 410:
            self.journal.note(fault=f"a reveal was answered {status}")

    def erase(self) -> None:
        """Somebody is erased."""
        who = f"+999{self.chance.randrange(PARTIES):09d}"
        purpose = "subject-request"
        status, found = self.api.ask("POST", "/v1/find", {"identity": who, "purpose": purpose})
        if status != 200:
            self.journal.note(fault=f"find was answered {status}")
            return
        for subject in found["subjects"]:
            self.journal.note(erasing=subject)
            name = secrets.token_urlsafe(24)
            status, _ = self.api.ask("POST", "/v1/erasures", {"subject": subject, "purpose": purpose}, name)
            if status < 300:
                self.journal.note(erased=subject)
            else:
                self.journal.note(fault=f"an erasure was answered {status}")

    def look(self) -> None:
        """The ledger's checkpoint is there."""
        status, said = self.api.ask("GET", "/v1/ledger/checkpoint")
        if status not in (200, 404) or (status == 200 and said.count(b"\n") < 4):
            self.journal.note(fault=f"the checkpoint was answered {status}")

    def run(self, rate: float) -> None:
        """Until SIGTERM, `rate` messages a second."""
        going = True

        def stop(number: int, frame: FrameType | None) -> None:
            nonlocal going
            going = False

        signal.signal(signal.SIGTERM, stop)
        begun, first, turn = time.monotonic(), self.next, 0
        while going:
            turn += 1
            self.receive(self.chance.choice((1, 1, 1, 2, 7, 30, 64)), turn % AGAIN_EVERY == 0)
            if turn % REVEAL_EVERY == 0:
                self.reveal()
            if turn % ERASE_EVERY == 0:
                self.erase()
            if turn % LOOK_EVERY == 0:
                self.look()
            time.sleep(max(0.0, begun + (self.next - first) / rate - time.monotonic()))
        self.journal.note(broken=self.api.broken)


def main() -> None:
    """Speak to the server that the arguments name."""
    url, key, journal, name, rate = sys.argv[1:]
    Writer(Api(url, Path(key).read_text("ascii").strip()), Path(journal), name).run(float(rate))


if __name__ == "__main__":
    main()
