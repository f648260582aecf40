"""Works on an installation while `layer.c` writes down what reaches the disk: receives, erases.

    python writer.py FOLDER ACTS SEED [careless]

Each line of FOLDER/data/acknowledged is an act, written after it was answered: whatever it says is promised.
`careless` waits for no disk: whatever judges the disks must see that.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

from privet import jobs
from privet.acts import erase, find, receive
from privet.app import Privet, open_privet
from privet.core.decision import LOCAL
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.plugins.keys.keyfile import KeyFile

PARTIES = 12


def party(number: int) -> str:
    """Who writes."""
    return f"+999{number:09d}"


def text(number: int) -> str:
    """What message `number` says."""
    return f"Write to {number}@example.com, please."


def opened(folder: Path) -> Privet:
    """The installation in `folder`/data."""
    data = folder / "data"
    return open_privet(data, KeyFile.open(folder / "root.key", data, os.urandom))


class Work:
    """The acts, one after another, each noted once it was answered."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.app = opened(folder)
        jobs.at_start(self.app)
        for link in (self.app.store.data, self.app.store.index, self.app.store.keys._link):
            link.execute("PRAGMA wal_autocheckpoint=40")  # journals are copied back often, since that is where it hurts
            if "careless" in sys.argv:
                link.execute("PRAGMA synchronous=OFF")
        self.tenant = self.app.tenant(None).id
        self.chance = random.Random(seed)
        self.file = os.open(folder / "data" / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.next = 0

    def note(self, **what: Any) -> None:
        """Something was answered."""
        os.write(self.file, json.dumps(what).encode() + b"\n")

    def receive(self) -> None:
        """One to eight messages, of few customers."""
        numbers = list(range(self.next, self.next + self.chance.randint(1, 8)))
        self.next = numbers[-1] + 1
        whose = [self.chance.randrange(PARTIES) for _ in numbers]
        batch = [
            Inbound("sms", Plain(party(who)), Plain(party(who)), Plain(text(n)), self.app.now(), external_id=f"m{n}")
            for n, who in zip(numbers, whose, strict=True)
        ]
        made = receive.receive(self.app, self.tenant, batch, LOCAL)
        self.note(received=[[one.id, n] for one, n in zip(made, numbers, strict=True)])

    def erase(self) -> None:
        """One customer, and what opened their key until now."""
        found = find.find(self.app, self.tenant, Plain(party(self.chance.randrange(PARTIES))), "subject-request", LOCAL)
        if not found.subjects:
            return
        before = json.loads((self.app.folder / "epoch").read_text())["root"]
        made = erase.erase(self.app, self.tenant, found.subjects[0], "subject-request", Plain(""), LOCAL)
        self.note(erased=found.subjects[0], epoch=before, pending=made.pending)

    def run(self, acts: int) -> None:
        """So many acts."""
        for _ in range(acts):
            (self.erase if self.chance.random() < 0.12 else self.receive)()
        jobs.tick(self.app)


if __name__ == "__main__":
    Work(Path(sys.argv[1]), int(sys.argv[3])).run(int(sys.argv[2]))
