"""Runs Privet for long under load and kills, and shows that nothing acknowledged is lost: `make soak`.

    python bench/soak.py [--minutes 30] [--kills 200] [--rate 100]

Three processes work on one installation: two servers (`privet run`), each with a program that speaks to it over HTTP
(bench/soak_writer.py); and `privet import`, file after file. One server is never killed, so that its memory and open
files can be watched; the other and the import are killed with SIGKILL at random moments and started again. At the end
everything is checked (bench/soak_check.py). Ends with 1 and a sentence for each thing that does not hold. Only
processes started here are ended, each by its number.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import machine
import soak_check
import soak_writer
import workload

from privet.acts.access import MOST_BUDGET, Limits, make
from privet.app import closing
from privet.cli.init import establish
from privet.core.decision import LOCAL

HERE = Path(__file__).parent
FILE = 3000
"""Messages of one imported file."""
IMPORTS = 3
"""With every so many kills of the server, the import is killed as well."""
GROWTH_MB, GROWTH_FILES = 50, 12
"""How much the server that is never killed may grow, once it is warm."""


@dataclass
class Child:
    """One of the processes: what starts it, and it."""

    name: str
    words: list[str]
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0

    def start(self) -> None:
        """Start it; what it says is kept in a file."""
        with (self.folder / f"{self.name}.out").open("wb") as out, (self.folder / f"{self.name}.err").open("ab") as err:
            self.process = subprocess.Popen([sys.executable, *self.words], stdout=out, stderr=err)

    def stop(self, seconds: float = 60) -> int:
        """SIGTERM, by its number; its exit code."""
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def kill(self) -> None:
        """SIGKILL, by its number."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
            self.kills += 1

    def ended(self) -> int | None:
        """Its exit code, when it ended by itself."""
        return None if self.process is None else self.process.poll()

    def said(self) -> str:
        """What it said last on standard error."""
        lines = (self.folder / f"{self.name}.err").read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "nothing"


@dataclass
class Import:
    """The import of one file after another, each until it is done."""

    data: Path
    folder: Path
    number: int = 0
    done: list[str] = field(default_factory=list)

    def child(self) -> Child:
        """The import of the file that is due, made when it is not there yet."""
        file = self.folder / f"import-{self.number}.jsonl"
        if not file.exists():
            made = file.with_suffix(".part")
            made.write_text("".join(self._line(number) for number in range(FILE)), encoding="utf-8")
            made.rename(file)
        words = ["-m", "privet", "import", "--format", "jsonl", "--data", str(self.data), "--json", str(file)]
        return Child("import", words, self.folder)

    def finished(self) -> str:
        """Take the summary of a whole file; a sentence when it does not add up."""
        told = json.loads((self.folder / "import.out").read_text("utf-8"))
        self.done += [f"i{self.number}-{number}" for number in range(FILE)]
        (self.folder / f"import-{self.number}.jsonl").unlink()
        self.number += 1
        whole = told["records"] == FILE and told["stored"] + told["repeated"] == FILE
        return "" if whole else f"the summary of imported file {self.number - 1} does not add up"

    def _line(self, number: int) -> str:
        name = f"i{self.number}"
        whose = soak_writer.party(name, number)
        said = {"id": f"{name}-{number}", "conversation": whose, "sender": whose, "channel": "sms"}
        return json.dumps(said | {"text": soak_writer.text(name, number), "sent_at": "2026-11-21T12:00:00Z"}) + "\n"


@dataclass
class Pair:
    """A server and the program that speaks to it."""

    server: Child
    writer: Child


class Soak:
    """Load, kills and samples for a while."""

    def __init__(self, folder: Path, rate: float) -> None:
        self.folder, self.data, self.key = folder, folder / "data", folder / "key" / "root.key"
        establish(self.data, "soak", key_file=self.key)
        self._access()
        self.steady, self.killed = self._pair("steady", rate / 2), self._pair("killed", rate / 2)
        self.imports = Import(self.data, folder)
        self.importing = self.imports.child()
        self.import_kills = 0
        self.wrong: list[str] = []
        self.samples: list[tuple[float, int]] = []

    def _access(self) -> None:
        """The access key of both programs. Patterns are compiled here: a server that did would be 90 MB larger."""
        acts = ["receive", "reveal", "find", "erase", "ledger"]
        limits = Limits(acts, ["delivery", "fraud", "subject-request", "operation"], ["EMAIL", "PHONE"], MOST_BUDGET)
        with closing(workload.opened(self.data, self.key)) as app:
            tenant = app.tenant(None).id
            app.rules_of(tenant).scanner.compile()
            _, key = make(app, tenant, "soak", limits, LOCAL)
        (self.folder / "access").write_text(key.expose(), "ascii")

    def _pair(self, name: str, rate: float) -> Pair:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        words = ["-m", "privet", "run", "--data", str(self.data), "--port", str(port)]
        server = Child(f"{name}-server", words, self.folder)
        journal, access = str(self.folder / f"{name}.journal"), str(self.folder / "access")
        asked = [str(HERE / "soak_writer.py"), f"http://localhost:{port}", access, journal, name, str(rate)]
        return Pair(server, Child(name, asked, self.folder))

    def run(self, seconds: float, kills: int) -> None:
        """Work for `seconds` with `kills` kills at random moments, then let everything end in order."""
        begun = time.monotonic()
        moments = sorted(random.uniform(0, seconds) for _ in range(kills))
        for child in (*self._servers(), self.steady.writer, self.killed.writer, self.importing):
            child.start()
        told = begun
        while time.monotonic() - begun < seconds:
            time.sleep(0.05)
            while moments and begun + moments[0] <= time.monotonic():
                moments.pop(0)
                self._kill()
            self._look()
            if time.monotonic() - told > 20:
                told = time.monotonic()
                print(f"  {told - begun:.0f} s, {self.kills} kills", file=sys.stderr, flush=True)
        self._end()

    @property
    def kills(self) -> int:
        """How often the server was killed so far."""
        return self.killed.server.kills

    def _servers(self) -> tuple[Child, Child]:
        return self.steady.server, self.killed.server

    def _kill(self) -> None:
        self.killed.server.kill()
        self.killed.server.start()
        if random.random() < 1 / IMPORTS:
            self.importing.kill()
            self.import_kills += self.importing.kills
            self._import()

    def _import(self) -> None:
        self.importing = self.imports.child()
        self.importing.start()

    def _look(self) -> None:
        """Who ended without being told to; how the steady one does."""
        for child in (*self._servers(), self.steady.writer, self.killed.writer):
            if child.ended() is not None:
                self.wrong.append(f"{child.name} ended by itself ({child.ended()}): {child.said()}")
                child.start()
        ended = self.importing.ended()
        if ended == 0:
            self.wrong += filter(None, [self.imports.finished()])
            self._import()
        elif ended is not None:
            self.wrong.append(f"the import ended with {ended}: {self.importing.said()}")
            self._import()
        if self.steady.server.process is not None and len(self.wrong) < 20 and (self.samples or self._answered()):
            pid = self.steady.server.process.pid
            self.samples.append((machine.resident(pid), machine.handles(pid)))

    def _answered(self) -> bool:
        """Whether the steady server has acknowledged anything: until then it only starts."""
        journal = self.folder / f"{self.steady.writer.name}.journal"
        return journal.exists() and journal.stat().st_size > 1  # it begins with an empty line

    def _end(self) -> None:
        for child in (self.steady.writer, self.killed.writer, *self._servers()):
            if child.stop() not in (0, -signal.SIGTERM):  # it may not have come to its own handling yet
                self.wrong.append(f"{child.name} did not end in order: {child.said()}")
        if self.importing.process is not None and self.importing.process.wait(300) == 0:
            self.wrong += filter(None, [self.imports.finished()])

    def check(self) -> tuple[int, int]:
        """Look at everything; how many messages and erasures were acknowledged."""
        names = (self.steady.writer.name, self.killed.writer.name)
        journals = {name: soak_writer.read(self.folder / f"{name}.journal") for name in names}
        self.wrong += soak_check.check(self.data, self.key, journals, self.imports.done)
        return soak_check.acknowledged(journals)

    def growth(self) -> dict[str, Any]:
        """Memory (MB) and open files of the steady server: medians of the second tenth of samples and the last."""
        tenth = max(1, len(self.samples) // 10)
        warm, last = self.samples[tenth : 2 * tenth] or self.samples, self.samples[-tenth:]
        found: dict[str, Any] = {}
        for place, name in enumerate(("memory", "files")):
            found[name] = tuple(statistics.median(one[place] for one in some) for some in (warm, last))
        if len(self.samples) < 1000:  # under a minute or so it is not warm yet
            return found
        if found["memory"][1] - found["memory"][0] > GROWTH_MB:
            self.wrong.append("the memory of the server that was never killed grew by more than 50 MB")
        if found["files"][1] - found["files"][0] > GROWTH_FILES:
            self.wrong.append("the server that was never killed keeps more and more files open")
        return found


def main() -> int:
    """Soak, check, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--rate", type=float, default=100, help="messages a second that the two programs bring in")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="privet-soak-") as folder:
        soak = Soak(Path(folder), args.rate)
        soak.run(args.minutes * 60, args.kills)
        print("  checking …", file=sys.stderr, flush=True)
        messages, erasures = soak.check()
        grown = soak.growth()
    (warm, last), (files, files_last) = grown["memory"], grown["files"]
    print(f"{args.minutes:g} minutes, {soak.kills} kills of a server, {soak.import_kills} of an import beside it")
    print(f"{messages:,} messages acknowledged over HTTP, {len(soak.imports.done):,} imported, {erasures:,} erasures")
    print(f"a server never killed: {warm:.0f} MB when warm, {last:.0f} at the end; {files:g} then {files_last:g} files")
    for sentence in soak.wrong[:20]:
        print(f"WRONG: {sentence}")
    if len(soak.wrong) > 20:
        print(f"and {len(soak.wrong) - 20:,} more")
    print("Something does not hold." if soak.wrong else "Nothing acknowledged was lost, nothing is twice; it verifies.")
    return 1 if soak.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
