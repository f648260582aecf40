"""Measures one installation from its first message on, alone in its process and on one core; prints JSON.

    python bench/measure.py [--quick] [--five-million] [--most N]

`bench/run.py` starts it and shows what it prints. Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import gc
import json
import secrets
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import machine
import peer
import stages
import workload

from privet.acts import read, reveal
from privet.core.decision import LOCAL, Actor
from privet.core.message import Inbound
from privet.core.plain import Plain

EARLY, SETTLED, LOADED = 10_000, 60_000, 100_000
FULL, QUICK, LONG = 1_000_000, 200_000, 5_000_000
OFFICERS = [Actor("operator", f"bench{number}", frozenset({"privacy"})) for number in range(20)]
"""So many that none has seen as much within the hour as one person may."""
ALONE = ("EMAIL", "PHONE", "PERSON")
"""Kinds that one person sees without a second."""


def tell(said: str) -> None:
    """A line of progress."""
    print(f"  {said}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure in the order in which the installation grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--five-million", action="store_true")
    parser.add_argument("--most", type=int)
    args = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))  # the temporary folder goes as well
    machine.pin()
    most = args.most or (QUICK if args.quick else FULL)
    with workload.vault() as vault:
        tell("the machine's primitives")
        folder = vault.app.folder.parent
        found: dict[str, Any] = {"primitives": machine.primitives(folder)}
        vault.fill(min(EARLY, most // 3), tell)
        gc.freeze()  # as the server and an import do with what they begin with
        found["cost"] = {vault.stored: cost(vault)}
        vault.fill(min(SETTLED, most // 2), tell)
        tell("receive at batch 1000, 100, 1")
        pace = [machine.slower()]
        found["receive"] = receive(vault, folder, args.quick)
        pace.append(machine.slower())
        tell("stages of receive")
        found["stages"] = {"1000": stage_table(vault, 1000, 4000), "1": stage_table(vault, 1, 500)}
        tell("reveal, and a conversation in tokens")
        found["reveal"], found["page"] = reveals(vault), page(vault)
        vault.fill(min(LOADED, most // 2), tell)
        found["memory"] = {vault.stored: memory()}
        vault.fill(most, tell)
        found["cost"][vault.stored] = cost(vault)
        found["memory"][vault.stored] = memory()
        tell("memory of the server at rest")
        found["server"] = server(vault)
        if args.five_million:
            vault.fill(LONG, tell)
            found["cost"][vault.stored] = cost(vault)
            found["memory"][vault.stored] = memory()
        found["bytes"] = {path.name: path.stat().st_size for path in sorted(vault.app.folder.glob("*.db"))}
        found["stored"] = vault.stored
        found["slower"] = {"receive": statistics.mean(pace), "end": machine.slower()}
    json.dump(found, sys.stdout)


def cost(vault: workload.Vault) -> dict[str, float]:
    """µs a message at batch 1000 with so many stored as there are: wall-clock and processor, medians of nine rounds."""
    rounds = [vault.timed(1000, 1000) for _ in range(9)]
    return {
        "wall": statistics.median(wall for wall, _ in rounds) * 1000,
        "cpu": statistics.median(cpu for _, cpu in rounds) * 1000,
    }


def receive(vault: workload.Vault, folder: Path, quick: bool) -> dict[str, Any]:
    """Messages a second at each batch size, medians of rounds; what they are held against takes turns with them."""
    found: dict[str, Any] = {}
    count, rounds, theirs = 2_000 if quick else 4_000, [], []
    with peer.beside() as a_round:
        for _ in range(7):
            theirs.append(a_round())
            rounds.append(vault.timed(1000, count))
    found["1000"] = _rates([(wall / count, cpu / count) for wall, cpu in rounds])
    found["peer"] = _rates(theirs)
    count = 1_000 if quick else 3_000
    found["100"] = _rates([(wall / count, cpu / count) for wall, cpu in (vault.timed(100, count) for _ in range(5))])
    size, count = payload(vault), 200 if quick else 1_000
    rows = machine.Rows(folder / "bare.db", size)
    ours, bare, bare_used, used = [], [], [], []
    for _ in range(7):
        begun = time.process_time()
        bare.append(rows.commits(1, count) / 1e6)
        bare_used.append((time.process_time() - begun) / count)
        wall, cpu = vault.timed(1, count)
        ours.append(wall / count)
        used.append(cpu / count)
    rows.close()
    one, plain = statistics.median(ours), statistics.median(bare)
    found["1"] = {"rate": 1 / one, "cpu_rate": 1 / statistics.median(used), "bare": 1 / plain, "ratio": plain / one}
    found["1"]["bare_cpu"] = 1 / statistics.median(bare_used)
    found["payload"] = size
    return found


def _rates(each: list[tuple[float, float]]) -> dict[str, float]:
    """A second, from wall-clock and processor seconds a message of every round."""
    wall, cpu = (statistics.median(one) for one in zip(*each, strict=True))
    return {"rate": 1 / wall, "cpu_rate": 1 / cpu}


def payload(vault: workload.Vault) -> int:
    """Bytes that one message writes, over all rows of data.db and index.db; integers count as eight."""
    written = 0
    for file, tables in (("data.db", ("message", "value", "mark", "entry_pack")), ("index.db", ("mention",))):
        link = sqlite3.connect(f"file:{vault.app.folder / file}?mode=ro", uri=True)
        for table in tables:
            names = [f'"{row[1]}"' for row in link.execute(f"PRAGMA table_info({table})")]
            each = " + ".join(
                f"CASE typeof({n}) WHEN 'integer' THEN 8 ELSE coalesce(length({n}), 0) END" for n in names
            )
            written += link.execute(f"SELECT sum({each}) FROM {table}").fetchone()[0]
        link.close()
    return round(written / vault.stored)


def stage_table(vault: workload.Vault, size: int, count: int) -> dict[str, Any]:
    """µs a message and stage at a batch size; and how much the watch itself takes, most of it outside every stage."""
    batches: list[list[Inbound]] = [vault.load.batch(size) for _ in range(count // size)]
    with stages.watching(vault.app) as watch:
        whole = watch.measured(stages.REST, vault.take)
        for batch in batches:
            whole(batch)
    each = {stage: spent / count * 1e6 for stage, spent in watch.spent.items()}
    return {"each": each, "watch": stages.cost() * watch.calls / count * 1e6}


def reveals(vault: workload.Vault) -> dict[str, float]:
    """Milliseconds of a reveal by an officer who proved a passphrase just before (the proof is not in it)."""
    answers = vault.take(vault.load.batch(200))
    taken = []
    tokens = [one.id for answer in answers for one in answer.tokens[:1] if one.kind in ALONE]
    for number, token in enumerate(tokens):
        who = OFFICERS[number % len(OFFICERS)]
        begun = time.perf_counter()
        shown = reveal.reveal(vault.app, vault.tenant, token, "fraud", Plain("case 7"), who, secrets.randbelow(60))
        taken.append((time.perf_counter() - begun) * 1e3)
        if not shown.value.expose():
            raise SystemExit("a reveal showed nothing")
    return {"p50": statistics.median(taken), "p95": statistics.quantiles(taken, n=20)[-1]}


def page(vault: workload.Vault) -> dict[str, float]:
    """Milliseconds for 100 messages of one conversation, tokenised."""
    (answer, *_) = vault.take(vault.load.talk(120))
    taken = []
    for _ in range(50):
        begun = time.perf_counter()
        shown = read.conversation(vault.app, vault.tenant, answer.conversation, LOCAL, limit=100)
        taken.append((time.perf_counter() - begun) * 1e3)
        if len(shown) != 100 or any(one.text is None for one in shown):
            raise SystemExit("a page of messages was not whole")
    return {"p50": statistics.median(taken), "p95": statistics.quantiles(taken, n=20)[-1]}


def memory() -> float:
    """MB of this process, after what is garbage was given back."""
    gc.collect()
    return machine.resident()


def server(vault: workload.Vault) -> dict[str, float]:
    """MB of `privet run` over this installation: as it starts, and after the page was looked at twenty times."""
    begun = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-m", "privet", "run", "--data", str(vault.app.folder), "--port", str(_port())],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stderr is not None
        at = ""
        for line in child.stderr:
            if "http://" in line:
                at = line.split("http://", 1)[1].split()[0]
                break
        if not at:
            raise SystemExit("the server did not start")
        took = time.monotonic() - begun
        time.sleep(1)
        started = machine.resident(child.pid)
        for _ in range(20):
            with urllib.request.urlopen(f"http://{at}/", timeout=10) as answer:
                answer.read()
        return {"start_s": took, "start": started, "looked_at": machine.resident(child.pid)}
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(20)


def _port() -> int:
    """A port that is free just now."""
    import socket

    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        return int(own.getsockname()[1])


if __name__ == "__main__":
    main()
