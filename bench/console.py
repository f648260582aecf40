"""What the console's pages cost the server: the inbox over many conversations, and one conversation; prints one table.

    python bench/console.py [--quick]

In one process on one core; processor time of what a page's turn does, from the act to the whole page's bytes, without
the framework's own part of a request (about a millisecond). The last column is a reference machine's, by how much
slower this one seals and hashes at this moment (`machine.slower`). 100,000 conversations of one message each (10,000
with --quick), and a fifth as many messages more in conversations of chance; 500 are given to the agent.
"""

from __future__ import annotations

import argparse
import random
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import machine
import run

from privet.acts import receive, tenant
from privet.acts.session import Entered, Whence
from privet.app import Privet, closing, create, default_policy
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.message import Inbound, TenantId
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.plugins.keys.keyfile import KeyFile
from privet.store import rights
from privet.store.rights import Assignment
from privet.web.console import talks
from privet.web.console.answer import Page
from privet.web.console.rendering import Rendering
from privet.web.console.visit import Asked, Visit
from privet.web.console.ways import ways

ANN = Actor("operator", "ann", frozenset({"agent"}))
SUE = Actor("operator", "sue", frozenset({"supervisor"}))
SAID = (
    "Hello, when does my parcel arrive? Reach me at +1 202 555 0142",
    "I was charged twice, please write to ana.reyes@example.com",
    "Is the shop open on Sunday?",
    "My order came broken. Can you send another one? I need it before Friday.",
)
GIVEN = 500


class Desk:
    """An installation with conversations, and pages over it."""

    def __init__(self, app: Privet, own: TenantId, size: int) -> None:
        self.app, self.own = app, own
        self.rendering = Rendering("demo", pages=["/conversations", "/account"])
        self.chance = random.Random(1)
        self.talks = self._filled(size)

    def page(self, actor: Actor, path: str, **query: str) -> int:
        """The bytes of one page, for one actor."""
        policy = self.app.rules_of(self.own).policy
        places = {"conversation": path} if path else {}
        asked = Asked("GET", "/conversations", "http", "192.0.2.7", {}, places, query)
        came = Visit(
            asked, self.own, Site("localhost", "http://localhost"), False, Whence("", "", ""),
            Entered(actor, 10, bytes(16), bytes(16), "passkey"), "x" * 43, ways=ways(policy, actor),
        )  # fmt: skip
        begun = time.process_time_ns()
        made = (talks.one if path else talks.everyone)(self.app, came)
        assert isinstance(made, Page)
        body = self.rendering.page(made, came).content
        self.took = (time.process_time_ns() - begun) / 1e6
        return len(body)

    def deep(self) -> str:
        """A page somewhere in the list."""
        return ids.shown(ids.MESSAGE, ids.read(ids.CONVERSATION, self.chance.choice(self.talks)))

    def _filled(self, size: int) -> list[str]:
        found: list[str] = []
        for begin in range(0, size, 256):
            found += self._told(range(begin, min(begin + 256, size)))
        for _ in range(size // 5 // 256):
            self._told([self.chance.randrange(size) for _ in range(256)])
        with self.app.store.write(self.own) as tx:
            for one in self.chance.sample(found, min(GIVEN, size)):
                rights.give(tx, Assignment(ANN.id, ids.read(ids.CONVERSATION, one), 0, None))
        return found

    def _told(self, numbers: range | list[int]) -> list[str]:
        batch = [
            Inbound(channel="sms", conversation=Plain(f"c{n}"), party=Plain(f"+1202{n:07d}"),
                    text=Plain(SAID[n % len(SAID)]), sent_at=self.app.now())
            for n in numbers
        ]  # fmt: skip
        return [one.conversation for one in receive.receive(self.app, self.own, batch, LOCAL)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What the console's pages cost.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the conversations")
    args = parser.parse_args()
    machine.pin()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        root = KeyFile.create(here / "root.key", here / "data", secrets.token_bytes)
        with closing(create(here / "data", root)) as app:
            own = tenant.add(app, "demo", default_policy(), LOCAL).id
            desk = Desk(app, own, 10_000 if args.quick else 100_000)
            took = [(name, *_spread(desk, page)) for name, page in _pages(desk).items()]
            slower = machine.slower()
    rows = [
        run.Line(name, "≤ 20 / 60 ms", f"{p50:.1f} / {p99:.1f} ms", f"{p50 / slower:.1f} / {p99 / slower:.1f} ms")
        for name, p50, p99 in took
    ]
    sys.stdout.write(run.table(("p50 / p99 of", "asked", "here", "reference machine"), rows) + "\n")
    sys.stdout.write(f"This machine takes {slower:.2f} times the reference machine's processor time now.\n")


def _pages(desk: Desk) -> dict[str, Callable[[], int]]:
    listed = f"the inbox over {len(desk.talks):,} conversations"
    return {
        f"{listed}, a supervisor": lambda: desk.page(SUE, ""),
        f"{listed}, a page deep in it": lambda: desk.page(SUE, "", before=desk.deep()),
        f"{listed}, given to nobody": lambda: desk.page(SUE, "", which="unassigned"),
        f"{listed}, waiting": lambda: desk.page(SUE, "", which="waiting"),
        f"{listed}, an agent with {GIVEN}": lambda: desk.page(ANN, ""),
        "one conversation, with masks": lambda: desk.page(SUE, desk.chance.choice(desk.talks)),
    }


def _spread(desk: Desk, page: Callable[[], int], times: int = 100) -> tuple[float, float]:
    """ms of processor time of a page: half of them take no longer, 99 of 100 no longer."""
    for _ in range(5):
        page()
    found = []
    for _ in range(times):
        page()
        found.append(desk.took)
    return statistics.median(found), statistics.quantiles(found, n=100)[98]


if __name__ == "__main__":
    main()
