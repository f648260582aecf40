"""One writer of the soak: receives at a steady rate, reveals, finds and erases, and notes what was acknowledged.

    python bench/soak_writer.py DATA KEY JOURNAL NAME RATE

`bench/soak.py` starts it, kills it and starts it again; it then goes on after the last message it noted. A line is
noted only after the act was answered, so whatever the journal says must be true for ever. SIGTERM ends it in order.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import deque
from pathlib import Path
from types import FrameType
from typing import Any

import workload

from privet import jobs
from privet.acts import erase, find, reveal
from privet.acts.receive import receive
from privet.core.decision import LOCAL, Actor
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.errors import Denied

PARTIES = 400
OFFICER = Actor("operator", "soak", frozenset({"privacy"}))
ERASE_EVERY, REVEAL_EVERY, TICK_EVERY = 12, 4, 100
"""Batches between two erasures, two reveals, two looks at the clock."""


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


class Writer:
    """The acts of one writer, one after another."""

    def __init__(self, data: Path, key: Path, journal: Path, name: str) -> None:
        self.name = name
        self.app = workload.opened(data, key)
        jobs.at_start(self.app)
        self.tenant = self.app.tenant(None).id
        self.journal = Journal(journal)
        self.next = max((one["to"] for one in self.journal.lines if "to" in one), default=0)
        self.chance = random.Random()
        self.seen: deque[tuple[int, str]] = deque(maxlen=2000)

    def receive(self, count: int) -> None:
        """The next `count` messages; noted once they are answered."""
        numbers = range(self.next, self.next + count)
        answers = receive(self.app, self.tenant, [self._inbound(number) for number in numbers], LOCAL)
        stored = [one.id for one in answers if one.outcome != "refused"]
        if len(stored) != count:
            self.journal.note(fault="a message was refused")
        self.next += count
        self.journal.note(start=numbers.start, to=self.next, ids=stored)
        for number, answer in zip(numbers, answers, strict=True):
            if answer.tokens:
                self.seen.append((number, answer.tokens[0].id))

    def _inbound(self, number: int) -> Inbound:
        whose = Plain(party(self.name, number))
        sent = 1_795_262_400_000 + number
        return Inbound("sms", whose, whose, Plain(text(self.name, number)), sent, external_id=f"{self.name}-{number}")

    def reveal(self) -> None:
        """A value from before: it is the right one, or its subject was erased."""
        if not self.seen:
            return
        number, token = self.chance.choice(self.seen)
        try:
            shown = reveal.reveal(self.app, self.tenant, token, "fraud", Plain("soak"), OFFICER, 10)
        except Denied:
            return
        if shown.expose() != address(self.name, number):
            self.journal.note(fault="a reveal showed another value")

    def erase(self) -> None:
        """Somebody is erased."""
        who = Plain(f"+999{self.chance.randrange(PARTIES):09d}")
        for subject in find.find(self.app, self.tenant, who, "subject-request", LOCAL).subjects:
            self.journal.note(erasing=subject)
            done = erase.erase(self.app, self.tenant, subject, "subject-request", Plain(""), LOCAL)
            self.journal.note(erased=done.subject)

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
            self.receive(self.chance.choice((1, 1, 2, 7, 30, 64)))
            if turn % REVEAL_EVERY == 0:
                self.reveal()
            if turn % ERASE_EVERY == ERASE_EVERY // 2:
                self.erase()
            if turn % TICK_EVERY == 0:
                jobs.tick(self.app)
            time.sleep(max(0.0, begun + (self.next - first) / rate - time.monotonic()))
        self.app.close()


if __name__ == "__main__":
    DATA, KEY, JOURNAL, NAME, RATE = sys.argv[1:]
    Writer(Path(DATA), Path(KEY), Path(JOURNAL), NAME).run(float(RATE))
