"""What expiry takes: the bytes of a million expired messages are overwritten beside a server that receives; one table.

    python bench/retention.py [--quick] [--messages N] [--write]

The messages are those of the other benchmarks (`workload.py`), written by a clock that is turned back 400 days. Then a
real `privet run` serves the installation, 500 messages a second come in over HTTP, and what is over goes beside them;
once nothing is left, they come in for some time again, which is what the times are compared with. The word index is
left out: its words go by a job of their own.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import run
import serving
import workload

from privet.acts import access
from privet.acts.access import Limits
from privet.cli.init import establish
from privet.core import ids
from privet.core.decision import LOCAL
from privet.core.entry import decode
from privet.store import ledger, words

MILLION, DAY_MS, STEP_S, LONG_S = 1_000_000, 86_400_000, 2, 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What expiry takes.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the messages")
    parser.add_argument("--messages", type=int, default=0, help="so many messages")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/explanation/performance.md")
    args = parser.parse_args()
    size = args.messages or (MILLION // 10 if args.quick else MILLION)
    with tempfile.TemporaryDirectory(prefix="privet-bench-") as inner:
        lines = measured(Path(inner), size)
    shown = run.table(("beside 500 messages a second", "asked", "measured", "", "", "holds"), lines)
    sys.stdout.write(f"{shown}\n")
    if args.write:
        run.keep("retention", shown)


def measured(inner: Path, size: int) -> list[run.Line]:
    """Fill, expire, serve, and measure while bytes go and after."""
    data, root = inner / "data", inner / "key" / "root.key"
    establish(data, "bench", key_file=root)
    with workload.closing(workload.opened(data, root)) as app:
        vault, now = workload.Vault(app), app.clock
        app.clock = lambda: now() - 400 * DAY_MS
        vault.fill(size, lambda said: sys.stderr.write(f"{said}\n"))
        app.clock = now
        with app.store.write(vault.tenant) as tx:  # words are measured elsewhere: no message waits for them here
            last = [ids.raw(decode(one).id) for _, one in ledger.entries(tx, ledger.size(tx) - 1, ledger.size(tx))]
            words.add(tx, [], (ledger.size(tx), last[0]))
        limits = Limits(("receive",), ("delivery",), (), None)
        _, key = access.make(app, vault.tenant, "bench", limits, LOCAL)
    port = serving.free_port()
    command = [sys.executable, "-m", "privet", "run", "--data", str(data), "--port", str(port)]
    with (inner / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        serving.until_open(port)
        return asyncio.run(_served(data, port, key.expose(), size))
    finally:
        server.terminate()
        server.wait(30)


async def _served(data: Path, port: int, key: str, size: int) -> list[run.Line]:
    gc.disable()  # a pause of this process would count as the server's
    requests = serving.Requests(port, key)
    requests.load.known, requests.load.made = workload.SUBJECTS, 10 * MILLION  # no message comes twice
    watch = asyncio.create_task(_watched(data))
    times: list[float] = []
    bad = 0
    while not watch.done():  # the first seconds warm it up; its clock destroys the keys at its first look
        some, wrong = await serving.steady(port, requests.messages(serving.RATE * STEP_S))
        going = left(data)
        times = times + some if going else times
        bad += wrong
        sys.stderr.write(f"  {'bytes go' if going else 'nothing goes'}\n")
    took = watch.result()
    await asyncio.sleep(2)
    after, wrong = await serving.steady(port, requests.messages(serving.RATE * LONG_S))
    if bad or wrong:
        raise SystemExit("a message was not stored: the figures would mean nothing")
    during, quiet = serving.spread(times), serving.spread(after)
    rate = size / took
    return [
        run.Line("expired messages overwritten a second", "≥ 6,000", f"{rate:,.0f}", holds=rate >= 6_000),
        run.Line("receive meanwhile, p50 and p99", "", f"{during['p50']:.1f} ms, {during['p99']:.1f} ms"),
        run.Line("receive afterwards, p50 and p99", "", f"{quiet['p50']:.1f} ms, {quiet['p99']:.1f} ms"),
        run.Line(
            "p99 meanwhile by p99 afterwards", "≤ 2", f"{during['p99'] / quiet['p99']:.2f}",
            holds=during["p99"] <= 2 * quiet["p99"],
        ),
    ]  # fmt: skip


async def _watched(data: Path) -> float:
    """How long (s) bytes were there that must go, from when their keys were destroyed."""
    while not left(data):
        await asyncio.sleep(0.05)
    begun = time.perf_counter()
    while left(data):
        await asyncio.sleep(0.05)
    return time.perf_counter() - begun


def left(data: Path) -> int:
    """How many periods are over whose bytes may be there, as another process reads it."""
    with closing(sqlite3.connect(f"file:{data / 'data.db'}?mode=ro", uri=True)) as link:
        return int(link.execute("SELECT count(*) FROM period WHERE state = 1").fetchone()[0])


if __name__ == "__main__":
    main()
