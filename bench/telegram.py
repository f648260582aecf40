"""The Telegram gateway's figures, one worker, everything on; prints one table.

    python bench/telegram.py [--quick] [--write] [--json FILE]

A real `privet run` between a Bot API server and a bot, which both are this process, over raw sockets; the bot has the
settings that a bot gets unless somebody says otherwise. First it takes in as many updates as it can, while the bot
fetches them; then 100 updates a second, while the bot calls sendMessage: both ways once through Privet and once past
it, and what is told is the difference. A quarter of the workload's messages hold a card or a password, more than any
real bot's: each is deleted and, once a day in a chat, coached. The table says how many were. `--write` keeps what was
measured in docs/explanation/performance.md.
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
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import machine
import run
import serving
import workload

from privet.acts import bot
from privet.app import closing
from privet.cli.init import establish
from privet.core.bot import Checked, Settings
from privet.core.decision import LOCAL
from privet.core.plain import Plain

TOKEN = f"5100000001:{'b' * 35}"
RATE = 100
"""Updates a second of the steady stream."""
CALLS = 20
"""Calls a second of the bot meanwhile."""
HERE = 1_795_262_400


class Telegram:
    """A Bot API server that does the least: it gives updates out and answers calls. Nothing of it is checked; the
    strict one is in the tests."""

    def __init__(self) -> None:
        self.load, self.port = workload.Workload(seed=7), 0
        self.waiting: deque[tuple[int, bytes]] = deque()
        self.acknowledged: dict[int, float] = {}
        """When each update was acknowledged: from then on Privet alone has it."""
        self.asked: Counter[bytes] = Counter()
        """How often each method was called, by the bot and by Privet itself."""
        self.deleted: dict[int, float] = {}
        """When each message was deleted."""
        self._news, self._next = asyncio.Event(), 1

    def made(self) -> tuple[int, bytes]:
        """One more update, of a private chat: a dense text, its sender's names and number."""
        (one,) = self.load.batch(1)
        number, self._next = self._next, self._next + 1
        person = 5_200_000_000 + int(one.party.expose()[4:])
        who = {"id": person, "first_name": "Annabel", "last_name": "Exampleton"}
        message = {"message_id": number, "from": who | {"is_bot": False, "language_code": "en"},
                   "chat": who | {"type": "private"}, "date": HERE + number, "text": one.text.expose()}  # fmt: skip
        return number, json.dumps({"update_id": number, "message": message}).encode()

    def put(self, update: tuple[int, bytes]) -> None:
        """An update waits from now on."""
        self.waiting.append(update)
        self._news.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                at = head.lower().find(b"content-length:")
                size = int(head[at + 15 : head.index(b"\r", at)]) if at >= 0 else 0
                asked = json.loads(await reader.readexactly(size) or b"{}") if size else {}
                result = await self._result(head.split(b" ", 2)[1].rpartition(b"/")[2], asked)
                body = b'{"ok":true,"result":%b}' % result
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                             % (len(body), body))  # fmt: skip

    async def _result(self, method: bytes, asked: dict[str, Any]) -> bytes:
        self.asked[method] += 1
        if method == b"getUpdates":
            return b"[%b]" % b",".join(await self._updates(asked))
        if method == b"deleteMessage":
            self.deleted.setdefault(asked["message_id"], time.perf_counter())
        if method == b"sendMessage":
            chat = {"id": asked["chat_id"], "first_name": "Annabel", "last_name": "Exampleton", "type": "private"}
            said = {"message_id": 1, "date": HERE, "chat": chat, "text": asked["text"]}
            return json.dumps(said).encode()
        if method == b"getMe":
            return b'{"id":5100000001,"is_bot":true,"first_name":"Bench","username":"bench_bot"}'
        if method == b"getWebhookInfo":
            return b'{"url":"","has_custom_certificate":false,"pending_update_count":0}'
        return b"true"

    async def _updates(self, asked: dict[str, Any]) -> list[bytes]:
        while self.waiting and self.waiting[0][0] < asked.get("offset", 0):
            self.acknowledged[self.waiting.popleft()[0]] = time.perf_counter()
        if not self.waiting:
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), asked.get("timeout", 0) or 0.001)
        return [self.waiting[at][1] for at in range(min(len(self.waiting), asked.get("limit", 100)))]


class Client:
    """A bot: one connection of its own for each thing that it does."""

    def __init__(self, link: serving.Link, port: int, path: str) -> None:
        self._link, self._port, self._path = link, port, path

    @classmethod
    async def open(cls, port: int, path: str) -> Client:
        return cls(await serving.Link.open(port), port, path)

    async def ask(self, method: str, **params: Any) -> Any:
        """The result of a call."""
        body = json.dumps(params).encode()
        head = (
            f"POST {self._path}/bot{TOKEN}/{method} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        )
        status, said = await self._link.ask(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        if status == 429:
            await asyncio.sleep(0.2)
            self._link = await serving.Link.open(self._port)  # whoever is refused early is hung up on
            return await self.ask(method, **params)
        if status != 200:
            raise SystemExit(f"{method} was answered with {status}: the figures would mean nothing")
        return json.loads(said)["result"]


@asynccontextmanager
async def between(inner: Path) -> AsyncIterator[tuple[Telegram, int, int]]:
    """A Telegram, and Privet before it: its port and its process id."""
    telegram = Telegram()
    server = await asyncio.start_server(telegram.serve, "127.0.0.1", 0, limit=1 << 26, backlog=1024)
    telegram.port = server.sockets[0].getsockname()[1]
    data, root = inner / "data", inner / "key" / "root.key"
    establish(data, "bench", key_file=root)
    with closing(workload.opened(data, root)) as app:
        checked = Checked(int(TOKEN.partition(":")[0]), "bench_bot")
        why = Plain("a benchmark")
        bot.add(app, app.tenant(None).id, "bench", Plain(TOKEN), checked, Settings(), LOCAL, reason=why)
    toml = data / "privet.toml"
    toml.write_text(toml.read_text().replace("[telegram]", f'[telegram]\napi = "http://127.0.0.1:{telegram.port}"'))
    port = serving.free_port()
    with (inner / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "privet", "run", "--data", str(data), "--port", str(port)], stdout=log, stderr=log
        )
    try:
        await asyncio.to_thread(serving.until_open, port, 90)
        yield telegram, port, process.pid
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait, 30)
        server.close()


async def measured(inner: Path, quick: bool) -> dict[str, Any]:
    """Every figure."""
    gc.disable()  # nothing here goes in circles, and a pause of this process would count as the server's
    async with between(inner) as (telegram, port, pid):
        found = {"many": await many(telegram, port, pid, 6_000 if quick else 40_000)}
        serving.tell(f"{RATE} updates a second")
        found["steady"] = await steady(telegram, port, pid, 8 if quick else 60)
        found["deleted"], found["updates"] = telegram.asked[b"deleteMessage"], telegram._next - 1
        return found


async def many(telegram: Telegram, port: int, pid: int, count: int) -> dict[str, float]:
    """Updates a second that Privet takes in and hands on, when as many wait as it can take."""
    fetching = await Client.open(port, "/gateways/telegram")
    for _ in range(1_000):  # the first of their senders, and everything that is made once
        telegram.put(telegram.made())
    await fetched(fetching, 1_000)
    made = [telegram.made() for _ in range(count)]
    serving.tell(f"{count:,} updates as fast as they are taken")
    begun, used = time.perf_counter(), serving.cpu(pid)
    for one in made:
        telegram.waiting.append(one)
    telegram.put(telegram.made())
    await fetched(fetching, count + 1)
    took = time.perf_counter() - begun
    while len(telegram.waiting) > 1:
        await asyncio.sleep(0.05)
    stored = max(telegram.acknowledged.values()) - begun
    return {"rate": count / took, "stored": count / stored, "cpu": (serving.cpu(pid) - used) / took}


async def fetched(client: Client, count: int) -> None:
    """Fetch so many updates as a bot does, and look whether they are tokens."""
    seen, offset = 0, 0
    while seen < count:
        got = await client.ask("getUpdates", offset=offset, timeout=10, limit=100)
        for one in got:
            if "[PERSON_" not in one["message"]["from"]["first_name"]:
                raise SystemExit("an update came without tokens: the figures would mean nothing")
        seen, offset = seen + len(got), got[-1]["update_id"] + 1 if got else offset
    await client.ask("getUpdates", offset=offset, timeout=0)


async def steady(telegram: Telegram, port: int, pid: int, seconds: int) -> dict[str, Any]:
    """What Privet adds, at 100 updates and 20 calls a second: milliseconds until an update is at the bot, and until a
    call is answered. Past Privet the same bot asks the same Telegram.
    """
    found: dict[str, Any] = {"seconds": seconds}
    for name, at, path in (("direct", telegram.port, ""), ("through", port, "/gateways/telegram")):
        used = serving.cpu(pid)
        if name == "direct":  # Privet would take the updates
            other = Telegram()
            other.load, other._next = telegram.load, telegram._next
            server = await asyncio.start_server(other.serve, "127.0.0.1", 0, limit=1 << 26)
            at = server.sockets[0].getsockname()[1]
            found[name] = await flow(other, at, path, seconds)
            telegram._next = other._next
            server.close()
        else:
            found[name] = await flow(telegram, at, path, seconds)
        found[name]["cpu"] = (serving.cpu(pid) - used) / seconds
    return found


async def flow(telegram: Telegram, port: int, path: str, seconds: int) -> dict[str, Any]:
    """Milliseconds of updates and of calls of a bot that asks at `port`."""
    updates, calls = await Client.open(port, path), await Client.open(port, path)
    sent: dict[int, float] = {}
    arrived: list[float] = []
    chats: list[int] = []
    total = RATE * seconds

    async def fetch() -> None:
        offset = 0
        while len(arrived) < total:
            got = await updates.ask("getUpdates", offset=offset, timeout=10, limit=100)
            now = time.perf_counter()
            for one in got:
                if one["update_id"] in sent:
                    arrived.append((now - sent[one["update_id"]]) * 1000)
                chats.append(one["message"]["chat"]["id"])
                offset = one["update_id"] + 1

    async def put() -> None:
        begun = time.perf_counter() + 0.1
        for number in range(total):
            wait = begun + number / RATE - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            update = telegram.made()
            sent[update[0]] = time.perf_counter()
            telegram.put(update)

    times: list[float] = []

    async def call() -> None:
        while not chats:
            await asyncio.sleep(0.01)
        for number in range(CALLS * (seconds - 1)):
            at = time.perf_counter()
            await calls.ask("sendMessage", chat_id=chats[-1 - number % min(50, len(chats))],
                            text="Thank you, [PERSON_1], we look into it.")  # fmt: skip
            times.append((time.perf_counter() - at) * 1000)
            await asyncio.sleep(max(0, 1 / CALLS - (time.perf_counter() - at)))

    async with asyncio.timeout(seconds * 3 + 30):
        await asyncio.gather(fetch(), put(), call())
    await asyncio.sleep(2)  # the last of what was pasted goes
    gone = [(at - sent[one]) * 1000 for one, at in telegram.deleted.items() if one in sent]
    return {"update": serving.spread(arrived), "call": serving.spread(times), "gone": serving.spread(gone or [0.0])}


def text(found: dict[str, Any]) -> str:
    """The table, as Markdown that also reads well in a terminal."""
    many_, flows = found["many"], found["steady"]
    rows = [
        run.rate("updates taken in and handed on, updates/s", 1_000,
                 {"rate": many_["rate"], "cpu_rate": many_["rate"] / many_["cpu"]}, found["slower"]),
    ]  # fmt: skip
    for what, name in (("an update", "update"), ("a call of sendMessage", "call")):
        direct, through = flows["direct"][name], flows["through"][name]
        for each, asked in (("p50", 5), ("p99", 20)):
            added = through[each] - direct[each]
            said = f"{added:.1f} ms ({direct[each]:.1f} → {through[each]:.1f})"
            rows.append(run.Line(f"added to {what}, {each}", f"≤ {asked} ms", said, "", added <= asked))
    gone = flows["through"]["gone"]["most"]
    rows.append(
        run.Line("a pasted card or password is deleted within", "≤ 2 s", f"{gone / 1000:.2f} s", "", gone <= 2000)
    )
    about = "; ".join(f"{name} {value}" for name, value in found["machine"].items())
    said = (
        f"Measured on {found['at']}{', quick form' if found['quick'] else ''}. {about}.\n"
        f"Load {found['load']:.1f} before, {found['load_after']:.1f} after; the server used {many_['cpu']:.2f} of a "
        f"core at the first line, {flows['through']['cpu']:.2f} at {RATE} updates and {CALLS} calls a second "
        f"({flows['seconds']} s). Sealing and hashing took {found['slower']:.1f} times as long as on the reference "
        f"machine. The bot has the settings that it gets unless somebody says otherwise: of "
        f"{found['updates']:,} messages {found['deleted']:,} held a card, code or password, and each was deleted.\n"
        f"{run.ESTIMATE}"
    )
    return said + "\n\n" + run.table(run.HEADS, rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--json", type=Path, metavar="FILE")
    args = parser.parse_args()
    found: dict[str, Any] = {"machine": machine.description(), "quick": args.quick, "load": machine.load()}
    found["at"], slower = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"), machine.slower()
    with tempfile.TemporaryDirectory(prefix="privet-bench-") as inner:
        found |= asyncio.run(measured(Path(inner), args.quick))
    found["load_after"], found["slower"] = machine.load(), (slower + machine.slower()) / 2
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    shown = text(found)
    print(shown)
    if args.write:
        run.keep("telegram", shown)


if __name__ == "__main__":
    main()
