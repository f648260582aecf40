"""The gateway to language models, one worker, everything on; prints one table.

    python bench/llm.py [--quick] [--write] [--json FILE] [--peers [FOLDER]]

A real `privet run` between a program and a model's interface, which both are this process, over raw sockets. The same
requests go once through Privet and once past it, and what is told is the difference: one message with four values, its
answer with the tokens of two of them, so that a value comes back in each; then the same in a stream of 25 pieces, until
the first piece with text; then sixteen connections at once. `--peers` has LiteLLM with Presidio do the same
beside it, from an environment in FOLDER, which is made where there is none. `--write` keeps what was measured in
docs/explanation/performance.md.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import llm_peer
import machine
import run
import serving
import workload

from privet.acts import llm
from privet.app import closing
from privet.cli.init import establish
from privet.core.decision import LOCAL
from privet.core.llm.gateway import Settings
from privet.core.plain import Plain

SAID = "I am Maria Lopez, maria.lopez{n}@example.com or +1 415 555 {n:04d}; my card is 4111 1111 1111 1111. Any news?"
SAYS = "Thank you, we wrote to [EMAIL_1] and will call [PHONE_1] tomorrow."
PIECES = 25


class Model:
    """A model's interface that does the least. Nothing of it is checked; the strict one is in the tests."""

    def __init__(self) -> None:
        self.raw = 0
        """Requests that came with something personal, though they should not have."""
        choice = {"index": 0, "message": {"role": "assistant", "content": SAYS}, "finish_reason": "stop"}
        body = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        whole = json.dumps(body).encode()
        self._whole = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (
            len(whole), whole,
        )  # fmt: skip
        step = -(-len(SAYS) // PIECES)
        self._pieces = [_chunk(SAYS[at : at + step]) for at in range(0, len(SAYS), step)]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                at = head.lower().find(b"content-length:")
                body = await reader.readexactly(int(head[at + 15 : head.index(b"\r", at)])) if at >= 0 else b""
                self.raw += b"maria.lopez" in body
                if b'"stream": true' not in body:
                    writer.write(self._whole)
                    continue
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                )
                for one in [*self._pieces, b"data: [DONE]\n\n"]:
                    writer.write(b"%x\r\n%b\r\n" % (len(one), one))
                    await asyncio.sleep(0.002)
                writer.write(b"0\r\n\r\n")


def _chunk(text: str) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
    body = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return b"data: %b\n\n" % json.dumps(body).encode()


def asked(path: str, number: int, *, stream: bool = False, talk: str = "") -> bytes:
    """One request."""
    said = {"role": "user", "content": SAID.format(n=number % 10_000)}
    body = json.dumps({"model": "m", "messages": [said], "stream": stream}).encode()
    named = f"Privet-Conversation: {talk}\r\n" if talk else ""
    head = (
        f"POST {path}/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk-bench\r\n{named}"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@asynccontextmanager
async def between(inner: Path) -> AsyncIterator[tuple[Model, int, int, int]]:
    """A model and its port, and Privet before it: its port and its process id."""
    model = Model()
    server = await asyncio.start_server(model.serve, "127.0.0.1", 0, limit=1 << 26, backlog=1024)
    at = server.sockets[0].getsockname()[1]
    data, root = inner / "data", inner / "key" / "root.key"
    establish(data, "bench", key_file=root)
    with closing(workload.opened(data, root)) as app:
        settings = Settings(f"http://127.0.0.1:{at}/v1")
        llm.add(app, app.tenant(None).id, "bench", settings, LOCAL, reason=Plain("a benchmark"))
    toml = data / "privet.toml"  # one program asks as fast as it can
    often = "[llm]\nminute_key = 1000000\nminute_address = 1000000\n"
    toml.write_text(toml.read_text("utf-8").replace("[llm]\n", often), "utf-8")
    port = serving.free_port()
    with (inner / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "privet", "run", "--data", str(data), "--port", str(port)], stdout=log, stderr=log
        )
    try:
        await asyncio.to_thread(serving.until_open, port, 90)
        yield model, at, port, process.pid
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 30)
        server.close()


async def measured(inner: Path, quick: bool, peers: Path | None) -> dict[str, Any]:
    """Every figure."""
    gc.disable()
    async with between(inner) as (model, at, port, pid):
        count, seconds = (300, 3.0) if quick else (2_000, 15.0)
        ways = {"direct": (at, "/v1"), "through": (port, "/llm/bench/v1")}
        found: dict[str, Any] = {name: {} for name in ways}
        for name, (to, path) in ways.items():
            serving.tell(f"{count} requests, {name}")
            found[name]["plain"] = serving.spread(await singly(to, path, count))
            found[name]["named"] = serving.spread(await singly(to, path, count, talk="bench"))
            found[name]["first"] = serving.spread(await firsts(to, path, count // 3))
        if not model.raw or model.raw != count * 2 + 50 * 2 + count // 3:  # those that went past Privet
            raise SystemExit("something personal left: the figures would mean nothing")
        used = serving.cpu(pid)
        serving.tell("16 connections")
        found["rate"] = await many(port, "/llm/bench/v1", seconds)
        found["cpu"] = (serving.cpu(pid) - used) / seconds
        if peers is not None:
            found |= await peer(peers, inner, model, at, seconds)
        return found


async def peer(python: Path, inner: Path, model: Model, at: int, seconds: float) -> dict[str, Any]:
    """The same of LiteLLM with Presidio; nothing if what it lets out is not masked."""
    before = model.raw
    with llm_peer.beside(python, inner, at) as port:
        await asyncio.to_thread(serving.until_open, port, llm_peer.OPEN_S)
        serving.tell("LiteLLM with Presidio")
        plain = serving.spread(await singly(port, "/v1", 200, past=True))
        first = serving.spread(await firsts(port, "/v1", 50))
        rate = await many(port, "/v1", seconds)
    if model.raw != before:
        raise SystemExit("LiteLLM let something personal out: the figures would mean nothing")
    return {"peer": {"plain": plain, "first": first, "rate": rate}}


async def singly(port: int, path: str, count: int, talk: str = "", *, past: bool = False) -> list[float]:
    """Milliseconds of requests, one after another; `past` Privet, whatever comes back."""
    link, times = await serving.Link.open(port), []
    for number in range(-50, count):
        raw = asked(path, number % 997, talk=talk)
        begun = time.perf_counter()
        status, said = await link.ask(raw)
        if number >= 0:
            times.append((time.perf_counter() - begun) * 1000)
        if status != 200 or (not past and (path != "/v1") != (b"maria.lopez" in said)):
            raise SystemExit(f"a request was answered with {status}, or without its values")
    return times


async def firsts(port: int, path: str, count: int) -> list[float]:
    """Milliseconds until the first piece with text."""
    times = []
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 26)
    for number in range(count):
        begun = time.perf_counter()
        writer.write(asked(path, number, stream=True))
        await reader.readuntil(b'"content":')
        times.append((time.perf_counter() - begun) * 1000)
        await reader.readuntil(b"0\r\n\r\n")
    writer.close()
    return times


async def many(port: int, path: str, seconds: float) -> float:
    """Requests a second of sixteen connections."""
    done, end = 0, time.perf_counter() + seconds

    async def one(which: int) -> None:
        nonlocal done
        link, number = await serving.Link.open(port), which
        while time.perf_counter() < end:
            status, _ = await link.ask(asked(path, number))
            if status != 200:
                raise SystemExit(f"a request was answered with {status}")
            done, number = done + 1, number + 16

    await asyncio.gather(*(one(which) for which in range(16)))
    return done / seconds


def text(found: dict[str, Any]) -> str:
    """The table, as Markdown that also reads well in a terminal."""
    direct, through = found["direct"], found["through"]
    rows = []
    for what, name, bounds in (
        ("a request", "plain", {"p50": 2.5, "p99": 12}),
        ("a request of a conversation", "named", {"p50": 0, "p99": 0}),
        ("the first piece of a stream", "first", {"p50": 5}),
    ):
        for each, bound in bounds.items():
            added = through[name][each] - direct[name][each]
            said = f"{added:.1f} ms ({direct[name][each]:.1f} → {through[name][each]:.1f})"
            holds = added <= bound if bound else None
            rows.append(run.Line(f"added to {what}, {each}", f"≤ {bound:g} ms" if bound else "", said, "", holds))
    value = {"rate": found["rate"], "cpu_rate": found["rate"] / found["cpu"]}
    rows.append(run.rate("requests of 16 connections, requests/s", 250, value, found["slower"]))
    if "peer" in found:
        beside, times = found["peer"], found["rate"] / found["peer"]["rate"]
        for what, name in (("a request", "plain"), ("the first piece of a stream", "first")):
            added = beside[name]["p50"] - direct[name]["p50"]
            rows.append(run.Line(f"LiteLLM with Presidio: added to {what}, p50", "", f"{added:.1f} ms", "", None))
        rows.append(run.Line("LiteLLM with Presidio: requests/s", "", f"{beside['rate']:.0f}", "", None))
        rows.append(run.Line("times as many through Privet", "≥ 8", f"{times:.1f}", "", times >= 8))
    about = "; ".join(f"{name} {value}" for name, value in found["machine"].items())
    said = (
        f"Measured on {found['at']}{', quick form' if found['quick'] else ''}. {about}.\n"
        f"Load {found['load']:.1f} before, {found['load_after']:.1f} after; the server used {found['cpu']:.2f} of a "
        f"core at the last line. Sealing and hashing took {found['slower']:.1f} times as long as on the reference "
        f"machine.\n{run.ESTIMATE}"
    )
    return said + "\n\n" + run.table(run.HEADS, rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--json", type=Path, metavar="FILE")
    folder = Path(__file__).parents[1] / ".venv-llm-peers"
    parser.add_argument("--peers", type=Path, nargs="?", const=folder, metavar="FOLDER", help="LiteLLM with Presidio")
    args = parser.parse_args()
    peers = llm_peer.environment(args.peers) if args.peers else None
    found: dict[str, Any] = {"machine": machine.description(), "quick": args.quick, "load": machine.load()}
    found["at"], slower = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"), machine.slower()
    with tempfile.TemporaryDirectory(prefix="privet-bench-") as inner:
        found |= asyncio.run(measured(Path(inner), args.quick, peers))
    found["load_after"], found["slower"] = machine.load(), (slower + machine.slower()) / 2
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    shown = text(found)
    print(shown)
    if args.write:
        run.keep("llm", shown)


if __name__ == "__main__":
    main()
