"""The soak's Telegram form: people write, a bot answers each of them, and Privet between is killed: `make soak`.

    python bench/soak_telegram.py [--minutes 10] [--kills 60] [--rate 20]

Telegram is the strict one of the tests (tests/botserver); the bot is a program that fetches its updates and calls
sendMessage once for each, whatever becomes of it. `privet run` between them is killed with SIGKILL at random moments
and started again. At the end: every message that Telegram saw acknowledged came to the bot, once and in order; each
answer is in its chat at most once, exactly once where the bot was told so; sends whose outcome is unknown are no more
than those that were in flight, which is one at each kill, and each of them is listed; every other send that left has
its outcome; values, files and the ledger are as the other soak asks.
Ends with 1 and a sentence for each thing that does not hold.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "tests"))

import soak_check
import workload
from soak import Child

from botserver import Fake, Person, served
from privet import jobs
from privet.acts import bot
from privet.app import closing
from privet.cli.init import establish
from privet.core.bot import Checked, Settings
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.store import outbox

PEOPLE = 40
AWAY_S = 240
"""How long Privet may be away: killed and started again, on a busy machine several times before it is open."""


def text(number: int) -> str:
    """What is written as message `number`; its address stands in no other."""
    return f"Number {number}: write to soak.{number}@example.com or call +1 202 555 01{number % 100:02d}, please."


class Bot(threading.Thread):
    """A bot that fetches, answers each update once, and remembers what it was told."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(daemon=True)
        self._port, self._path = port, f"/gateways/telegram/bot{token}"
        self._link: http.client.HTTPConnection | None = None
        self.ended = threading.Event()
        self.seen: list[tuple[int, str]] = []
        """Updates as they came, by their numbers, and what they say."""
        self.answered: list[int] = []
        """Updates whose answers Privet said it had sent."""
        self.unsure: list[int] = []
        """Updates whose answers were cut off, or came to nobody knows what."""
        self.refused: list[str] = []

    def run(self) -> None:
        """Until it is ended, and nothing waits any more."""
        offset, away = 0, time.monotonic()
        while True:
            status, said = self._ask("getUpdates", {"offset": offset, "timeout": 1, "limit": 10})
            if status != 200:
                if time.monotonic() - away > AWAY_S:
                    self.refused.append(f"Privet does not come back: {status}")
                    return
                time.sleep(0.1)
                continue
            away = time.monotonic()
            for one in said["result"]:
                self.seen.append((one["update_id"], one["message"]["text"]))
                offset = one["update_id"] + 1
                self._answer(one)
            if not said["result"] and self.ended.is_set():
                return

    def _answer(self, update: dict[str, Any]) -> None:
        number, chat = update["update_id"], update["message"]["chat"]["id"]
        token = update["message"]["text"].partition("write to ")[2].partition(" ")[0]
        while True:
            status, said = self._ask("sendMessage", {"chat_id": chat, "text": f"Answer to {number}: {token}, noted."})
            if status == 429:  # it surely did not leave
                time.sleep(0.1)
                continue
            if status == 200:
                self.answered.append(number)
            elif status in (0, 502):
                self.unsure.append(number)
            else:
                self.refused.append(f"an answer was refused: {said}")
            return

    def _ask(self, method: str, params: dict[str, Any]) -> tuple[int, Any]:
        """Status and answer; 0 where the connection broke. A connection that cannot be made is asked for again."""
        until = time.monotonic() + AWAY_S
        while True:
            link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
            try:
                link.connect()
                break
            except OSError:
                if time.monotonic() > until:
                    return 0, {}
                time.sleep(0.1)
        try:
            link.request("POST", f"{self._path}/{method}", json.dumps(params), {"Content-Type": "application/json"})
            answer = link.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}
        finally:
            link.close()


class Soak:
    """Telegram, Privet and a bot for a while."""

    def __init__(self, folder: Path, fake: Fake) -> None:
        self.data, self.key = folder / "data", folder / "key" / "root.key"
        self.fake, self.told = fake, fake.bot("soak_bot")
        establish(self.data, "soak", key_file=self.key)
        with closing(workload.opened(self.data, self.key)) as app:
            checked = Checked(self.told.id, self.told.username)
            tenant, why = app.tenant(None).id, Plain("a soak")
            bot.add(app, tenant, "soak", Plain(self.told.token), checked, Settings(), LOCAL, reason=why)
        toml = self.data / "privet.toml"
        toml.write_text(toml.read_text().replace("[telegram]", f'[telegram]\napi = "{fake.url}"\npoll_seconds = 5'))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.server = Child("server", ["-m", "privet", "run", "--data", str(self.data), "--port", str(port)], folder)
        self.bot = Bot(port, self.told.token)
        self.people = [fake.person("Annabel", f"Exampleton {at}") for at in range(PEOPLE)]
        self.written: dict[int, int] = {}
        """Messages by the number of their update."""
        self.wrong: list[str] = []

    def run(self, seconds: float, kills: int, rate: float) -> None:
        """Write for `seconds` with `kills` kills, then wait until the bot has everything."""
        self.server.start()
        self.bot.start()
        begun, number = time.monotonic(), 0
        moments = sorted(random.uniform(0, seconds) for _ in range(kills))
        while (spent := time.monotonic() - begun) < seconds:
            while number < spent * rate:
                self._write(random.choice(self.people), number)
                number += 1
            if moments and moments[0] <= spent:
                moments.pop(0)
                self.server.kill()
                self.server.start()
            if self.server.ended() is not None:
                self.wrong.append(f"Privet ended by itself: {self.server.said()}")
                self.server.start()
            time.sleep(0.01)
        until = time.monotonic() + AWAY_S
        while (self.told.queue or len(self.bot.seen) < number) and time.monotonic() < until and self.bot.is_alive():
            time.sleep(0.1)
        self.bot.ended.set()
        self.bot.join(60)
        if self.server.stop():
            self.wrong.append(f"Privet did not end in order: {self.server.said()}")

    def _write(self, who: Person, number: int) -> None:
        with self.fake.lock:
            self.written[self.told.next] = number
            self.fake.says(who, text(number), self.told)

    def check(self) -> int:
        """Look at everything; how many sends are listed as unknown."""
        self.wrong += self.bot.refused
        self.wrong += self._came()
        self.wrong += self._sent()
        with closing(workload.opened(self.data, self.key)) as app:
            jobs.at_start(app)
            with app.store.view(app.tenant(None).id) as view:
                hidden = [row for state in ("calling", "unknown") for row in outbox.in_state(view, state, 2**62, 10**6)]
                self.wrong += soak_check.values(view)
                left = outbox.in_state(view, "queued", 2**62) + outbox.in_state(view, "sending", 2**62)
                sent = len(outbox.in_state(view, "sent", 2**62, 10**6))
        if len(hidden) > self.server.kills:  # the bot asks for one thing after the other
            self.wrong.append(f"{len(hidden)} sends are unknown, and only {self.server.kills} were in flight at a kill")
        if len(self.bot.answered) > sent + len(hidden):
            self.wrong.append(f"{len(self.bot.answered)} sends were answered, and only {sent + len(hidden)} are known")
        if left:
            self.wrong.append(f"{len(left)} sends wait, and a bot's calls never do")
        for file in ("data.db", "index.db", "keys.db"):
            link = sqlite3.connect(self.data / file)
            if link.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                self.wrong.append(f"{file} is damaged")
            link.close()
        self.wrong += soak_check.clear(self.data)
        self.wrong += soak_check.verifier(self.data)
        return len(hidden)

    def _came(self) -> Iterator[str]:
        """What Telegram gave out came to the bot, once, in order, in tokens."""
        numbers = [number for number, _ in self.bot.seen]
        acknowledged = self.written.keys() - {one[0] for one in self.told.queue}
        if lost := acknowledged - set(numbers):
            yield f"{len(lost):,} messages were acknowledged to Telegram and never came to the bot"
        if twice := sum(count > 1 for count in Counter(numbers).values()):
            yield f"{twice:,} updates came to the bot twice"
        if numbers != sorted(numbers):
            yield "updates came to the bot in another order than they were made"
        for number, said in self.bot.seen:
            if "@example.com" in said or not said.startswith(f"Number {self.written[number]}: write to [EMAIL_"):
                yield "an update came to the bot otherwise than in tokens"
                return

    def _sent(self) -> Iterator[str]:
        """Each answer is in its chat at most once, and there where the bot was told so, with the value it is about."""
        texts = [one["text"] for person in self.people for one in self.fake.shown(person, self.told)]
        answers = Counter(one for one in texts if one.startswith("Answer to "))
        due = {f"Answer to {number}: soak.{self.written[number]}@example.com, noted." for number, _ in self.bot.seen}
        if any(count > 1 for count in answers.values()):
            yield f"{sum(count > 1 for count in answers.values()):,} answers are in their chats twice"
        if strange := answers.keys() - due:
            yield f"{len(strange):,} answers are not what the bot said, with its value: {sorted(strange)[0]!r}"
        for number in self.bot.answered:
            if not answers[f"Answer to {number}: soak.{self.written[number]}@example.com, noted."]:
                yield "the bot was told that an answer was sent, and it is not in its chat"
                return


def main() -> int:
    """Soak, check, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--rate", type=float, default=20, help="messages a second that people write")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="privet-soak-") as folder, served() as fake:
        soak = Soak(Path(folder), fake)
        soak.run(args.minutes * 60, args.kills, args.rate)
        print("  checking …", file=sys.stderr, flush=True)
        hidden = soak.check()
    print(f"{args.minutes:g} minutes, {soak.server.kills} kills of Privet between Telegram and a bot")
    print(f"{len(soak.written):,} messages written, {len(soak.bot.seen):,} came to the bot as tokens")
    print(f"{len(soak.bot.answered):,} answers sent, {len(soak.bot.unsure):,} cut off, {hidden:,} listed as unknown")
    for sentence in soak.wrong[:20]:
        print(f"WRONG: {sentence}")
    print("Something does not hold." if soak.wrong else "Nothing acknowledged was lost, nothing is twice; it verifies.")
    return 1 if soak.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
