"""What searching by words costs: over many messages, by whom, and what the word index takes; prints one table.

    python bench/search.py [--quick]

In one process on one core; processor time of the act, from the words to a page of 20 hits, its entry on the ledger
included. 100,000 messages (10,000 with --quick) of invented words, as frequent as words of a language are (Zipf's law),
in a tenth as many conversations; 30 are given to one agent, 300 to another. The last column is a reference machine's.
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
from itertools import product
from pathlib import Path

import machine
import run

from privet.acts import index, receive, search, tenant
from privet.app import Privet, closing, create, default_policy
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.message import Inbound, TenantId
from privet.core.plain import Plain
from privet.plugins.keys.keyfile import KeyFile
from privet.store import rights
from privet.store.db import INDEX
from privet.store.rights import Assignment

SUE = Actor("operator", "sue", frozenset({"supervisor"}))
GIVEN = {"ann": 30, "bob": 300}
SYLLABLES = ("ka", "lo", "mi", "re", "tu", "so", "pa", "ne", "vi", "do", "ru", "ha", "shi", "ta")
WORDS = ["".join(one) for length in (1, 2, 3, 4) for one in product(SYLLABLES, repeat=length)][:20_000]
WEIGHTS = [1 / (rank + 1) for rank in range(len(WORDS))]
LENGTH, TIMES = 12, 60


class Desk:
    """An installation with messages, and searches in it."""

    def __init__(self, app: Privet, own: TenantId, size: int) -> None:
        self.app, self.own, self.chance = app, own, random.Random(1)
        talks: dict[str, None] = {}
        for begin in range(0, size, 256):
            batch = [self._said(n % (size // 10)) for n in range(begin, min(begin + 256, size))]
            talks |= dict.fromkeys(one.conversation for one in receive.receive(app, own, batch, LOCAL))
        with app.store.write(own) as tx:
            for name, count in GIVEN.items():
                for one in list(talks)[:count]:
                    rights.give(tx, Assignment(f"operator:{name}", ids.read(ids.CONVERSATION, one), 0, None))

    def pieces(self) -> list[float]:
        """Index everything; ms of each piece."""
        took, more = [], True
        while more:
            begun = time.process_time()
            more = index.index(self.app, self.own)
            took.append((time.process_time() - begun) * 1000)
        return took

    def searched(self, actor: Actor, words: Callable[[], str]) -> list[float]:
        """ms of each of many searches."""
        took = []
        for _ in range(TIMES):
            asked = Plain(words())
            begun = time.process_time()
            search.search(self.app, self.own, asked, "support", actor)
            took.append((time.process_time() - begun) * 1000)
        return took

    def drawn(self, count: int) -> Callable[[], str]:
        """Words as people write them."""
        return lambda: " ".join(self.chance.choices(WORDS, WEIGHTS, k=count))

    def _said(self, talk: int) -> Inbound:
        text = " ".join((*self.chance.choices(WORDS, WEIGHTS, k=LENGTH), str(self.chance.randrange(10**5, 10**6))))
        return Inbound("loopback", Plain(f"c{talk}"), Plain(f"customer {talk}"), Plain(text), self.app.now())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What searching by words costs.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the messages")
    size = 10_000 if parser.parse_args().quick else 100_000
    machine.pin()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        root = KeyFile.create(here / "root.key", here / "data", secrets.token_bytes)
        with closing(create(here / "data", root)) as app:
            desk = Desk(app, tenant.add(app, "demo", default_policy(), LOCAL).id, size)
            took = {f"a piece of the index, {size:,} messages": (30.0, desk.pieces())}
            ann, bob = (Actor("operator", name, frozenset({"agent"})) for name in GIVEN)
            for who, actor in (("a supervisor", SUE), ("an agent with 30", ann), ("an agent with 300", bob)):
                took[f"two words, {who}"] = (50.0, desk.searched(actor, desk.drawn(2)))
                took[f"the most frequent word, {who}"] = (50.0, desk.searched(actor, lambda: WORDS[0]))
            app.store.index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            sizes = dict(app.store.index.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
            (rows,) = app.store.index.execute("SELECT count(*) FROM word").fetchone()
            slower = machine.slower()
    lines = [
        run.Line(name, f"≤ {asked:g} ms", _spread(found), _spread([one / slower for one in found]))
        for name, (asked, found) in took.items()
    ]
    sys.stdout.write(run.table(("p50 / p99 of", "asked", "here", "reference machine"), lines) + "\n")
    whole = sum(taken for name, taken in sizes.items() if str(name).startswith("word"))
    sys.stdout.write(f"{INDEX}: {sizes['word'] / rows:.0f} bytes a row of words, {whole / size:.0f} bytes a message.\n")
    sys.stdout.write(f"This machine takes {slower:.2f} times the reference machine's processor time now.\n")


def _spread(took: list[float]) -> str:
    return f"{statistics.median(took):.1f} / {statistics.quantiles(took, n=100)[98]:.1f} ms"


if __name__ == "__main__":
    main()
