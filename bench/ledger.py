"""What looking through a long ledger costs: pages of the console, and a file of all of it; prints one table.

    python bench/ledger.py [--quick] [--write]

In one process on one core; processor time. A million entries (50,000 with --quick) of a year: of a hundred, ninety are
messages that came in, the rest acts of forty people. A page has 100 entries, from the act to the whole page's bytes.
The last column is a reference machine's, by how much slower this one seals and hashes at this moment. `--write` keeps
the table in docs/explanation/performance.md.
"""

from __future__ import annotations

import argparse
import random
import resource
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import machine
import run

from privet.acts import entries, tenant
from privet.acts.entries import Wanted
from privet.acts.session import Entered, Whence
from privet.app import Privet, closing, create, default_policy
from privet.core import handed, ids
from privet.core.decision import LOCAL, Actor
from privet.core.entry import Entry, Outcome, encode
from privet.core.message import TenantId
from privet.core.passkey import Site
from privet.plugins.keys.keyfile import KeyFile
from privet.web.console import entries as pages
from privet.web.console.answer import Page
from privet.web.console.rendering import Rendering
from privet.web.console.visit import Asked, Visit
from privet.web.console.ways import ways

AUDITOR = Actor("operator", "uma", frozenset({"auditor"}))
DAY_MS, BEGUN = 86_400_000, 1_764_547_200_000
ACTS = ("reveal", "send", "find", "search", "mask", "read", "assign", "annotate")
PURPOSES = ("support", "fraud", "delivery", "legal")
COMMIT, TIMES = 256, 40


class Desk:
    """An installation with a long ledger, and looks at it."""

    def __init__(self, app: Privet, own: TenantId, size: int) -> None:
        self.app, self.own, self.size, self.chance = app, own, size, random.Random(1)
        self.rendering = Rendering("demo", pages=["/ledger", "/account"])
        self.drawn = [ids.shown("msg", self.chance.randbytes(16))[4:] for _ in range(4_096)]
        self.subjects = [self._id("sub") for _ in range(2_000)]
        for begin in range(0, size, COMMIT):
            with app.store.write(own) as tx:
                for number in range(begin, min(begin + COMMIT, size)):
                    tx.record(self._entry(number))

    def page(self, **query: str) -> Callable[[], float]:
        """ms of a page of the console."""

        offered = ways(self.app.rules_of(self.own).policy, AUDITOR)

        def asked() -> float:
            begun = time.process_time_ns()
            came = Visit(
                Asked("GET", "/ledger", "http", "192.0.2.7", {}, {}, query), self.own,
                Site("localhost", "http://localhost"), False, Whence("", "", ""),
                Entered(AUDITOR, 10, bytes(16), bytes(16), "passkey"), "x" * 43, ways=offered,
            )  # fmt: skip
            made = pages.listed(self.app, came)
            assert isinstance(made, Page)
            assert self.rendering.page(made, came).content
            return (time.process_time_ns() - begun) / 1e6

        return asked

    def file(self, name: str, wanted: Wanted) -> tuple[list[float], int, int]:
        """A file in a form: ms of each part, its entries, and by how many KiB the process grew."""
        form, took, many, at = handed.FORMATS[name], [], 0, 0
        before, part = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, entries.Part((), 0)
        while True:
            begun = time.process_time_ns()
            part = entries.part(self.app, self.own, AUDITOR, wanted, at, 1 << 53, part.spans)
            body = "".join(f"{form.line(number, entry, 'privet/bench')}\n" for number, entry in part.rows).encode()
            took.append((time.process_time_ns() - begun) / 1e6)
            many += body.count(b"\n")
            if part.next is None:
                return took, many, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            at = part.next

    def _entry(self, number: int) -> bytes:
        at = BEGUN + number * 365 * DAY_MS // self.size
        who = self.chance.choice(self.subjects)
        if number % 10:
            return encode(
                Entry(self._id(""), at, "receive", Outcome.DONE, "gateway:sms", self._id("msg"), who, "delivery")
            )
        actor = f"operator:agent-{self.chance.randrange(40)}"
        outcome = Outcome.DENIED if number % 70 == 0 else Outcome.DONE
        act, purpose = self.chance.choice(ACTS), self.chance.choice(PURPOSES)
        return encode(
            Entry(self._id(""), at, act, outcome, actor, self._id("tok"), who, purpose, 1, ("reveal-support",))
        )

    def _id(self, prefix: str) -> str:
        """A new id, of two halves: making each anew would take longer than all the rest."""
        head, tail = self.chance.choice(self.drawn), self.chance.choice(self.drawn)
        return f"{prefix}_{head[:13]}{tail[13:]}" if prefix else f"{head[:13]}{tail[13:]}"


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description="What looking through a long ledger costs.")
    parser.add_argument("--quick", action="store_true", help="a twentieth of the entries")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/explanation/performance.md")
    args = parser.parse_args()
    machine.pin()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        root = KeyFile.create(here / "root.key", here / "data", secrets.token_bytes)
        with closing(create(here / "data", root)) as app:
            desk = Desk(app, tenant.add(app, "demo", default_policy(), LOCAL).id, 50_000 if args.quick else 1_000_000)
            looks = {name: [look() for _ in range(TIMES)] for name, look in _pages(desk).items()}
            files = {name: desk.file(name, Wanted()) for name in handed.FORMATS}
            files["jsonl, the refused ones"] = desk.file("jsonl", Wanted(outcome="denied"))
            slower = machine.slower()
    shown = "\n".join([*_shown(looks, files, slower), f"One core, {slower:.2f} times the reference machine's time."])
    sys.stdout.write(shown + "\n")
    if args.write:
        run.keep("ledger", shown)


def _pages(desk: Desk) -> dict[str, Callable[[], float]]:
    day = "2026-03-01"
    return {
        f"the newest 100 of {desk.size:,}": desk.page(),
        "100 in the middle": desk.page(before=str(desk.size // 2)),
        "values shown by one person": desk.page(act="reveal", actor="operator:agent-7"),
        "values refused one person": desk.page(act="reveal", actor="operator:agent-7", outcome="denied"),
        "what was refused on a day": desk.page(outcome="denied", first_day=day, last_day=day),
        "about one customer": desk.page(about=desk.subjects[7]),
    }


def _shown(looks: dict[str, list[float]], files: dict[str, tuple[list[float], int, int]], slower: float) -> list[str]:
    rows = [
        run.Line(f"page: {name}", "≤ 20 / 60 ms", _spread(took), _spread([one / slower for one in took]))
        for name, took in looks.items()
    ]
    for name, (took, many, grew) in files.items():
        there = _spread([one / slower for one in took])
        rows.append(run.Line(f"a part of a file: {name}", "≤ 30 ms", _spread(took), there))
        rate, all_ = many / sum(took) * 1000, f"… all {many:,} entries; memory +{grew / 1024:.0f} MiB"
        rows.append(run.Line(all_, "", f"{rate:,.0f}/s", f"{rate * slower:,.0f}/s"))
    return [run.table(("p50 / p99 of", "asked", "here", "reference machine"), rows), ""]


def _spread(took: list[float]) -> str:
    return f"{statistics.median(took):.1f} / {statistics.quantiles(took, n=100)[98]:.1f} ms"


if __name__ == "__main__":
    main()
