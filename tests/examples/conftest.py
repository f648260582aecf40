"""The telecom bot beside a running Privet: customers in the web chat, the bot's ear, the counter, all over loopback."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from browser import Browser
from gateways.conftest import PRIVET, Server
from ports import free_port
from softkey import Softkey
from telecom_bot.__main__ import ear
from telecom_bot.billing import Billing
from telecom_bot.bot import Bot
from telecom_bot.counter import Counter, Remote, front
from telecom_bot.guard import Guard
from telecom_bot.wire import Wire, listen

SITE = "https://telecom.example.com"
TOML = f"""
[webchat]
sites = ["{SITE}"]
minute_session = 6000
minute_address = 60000
"""
KINDS = (
    "ACCOUNT,ADDRESS,CARD,CODE,DATE,EMAIL,IBAN,ICCID,IMEI,IMSI,LITERAL,NATIONAL_ID,ORGANISATION,PERSON,PHONE,PLACE,TAX_ID"
    ",TRACKING,URL"
)
"""What the counter may let out to a customer: data of their account, and what such data may be taken for."""
BOT_KEY = "the bot's key to the counter"


@dataclass
class Recorded(Wire):
    """The bot's wire to the counter; everything that goes over it, both ways."""

    base: str
    key: str
    kept: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(self.base, self.key)

    def ask(self, method: str, path: str, said: Any = None, **headers: str) -> Any:
        self.kept.append(json.dumps(said, ensure_ascii=False))
        answer = super().ask(method, path, said, **headers)
        self.kept.append(json.dumps(answer, ensure_ascii=False))
        return answer


class Listening(Bot):
    """The bot itself; a test is told when it is through with a message."""

    def __init__(self, counter: Any) -> None:
        super().__init__(counter)
        self.kept: list[str] = []
        self.through: dict[str, Exception | None] = {}
        self.news = threading.Condition()

    def heard(self, message: dict[str, Any]) -> None:
        self.kept.append(json.dumps(message, ensure_ascii=False))
        wrong: Exception | None = None
        try:
            super().heard(message)
        except Exception as error:
            wrong = error
            raise
        finally:
            with self.news:
                self.through[message["id"]] = wrong
                self.news.notify_all()

    def wait(self, message: str) -> None:
        with self.news:
            assert self.news.wait_for(lambda: message in self.through, timeout=20)
        assert self.through[message] is None, repr(self.through[message])


class Company:
    """One Privet, the counter with its accounts, and what customers and the bot need of them."""

    def __init__(self, server: Server) -> None:
        self.server, self.billing = server, Billing()
        self.key = self._key("counter", "read,send,step-up", "--kinds", KINDS, "--budget", "100000")
        self.privet = Wire(f"http://localhost:{server.port}", self.key)
        self.shop = Wire(self.privet.base, self._key("shop", "step-up,read"))
        self.counter = Counter(self.privet, self.billing, Guard())

    def cli(self, *words: str) -> str:
        """What `privet …` says."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("PRIVET_")}
        command = [*PRIVET, *words, "--data", str(self.server.data)]
        done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _key(self, name: str, acts: str, *more: str) -> str:
        said = self.cli("key", "add", name, "--acts", acts, "--purposes", "delivery,support,operation", *more)
        return re.findall(r"prv_\S+", said)[0]

    def message(self, id: str) -> dict[str, Any]:
        """A message as the event tells it."""
        return self.privet.ask("GET", f"/v1/messages/{id}")

    def held(self, conversation: str) -> bool:
        return self.state(conversation)["held_until"] is not None

    def state(self, conversation: str) -> dict[str, Any]:
        return self.privet.ask("GET", f"/v1/step-ups?conversation={conversation}&purpose=support")


class Customer:
    """Somebody in the web chat, their browser and their device."""

    def __init__(self, company: Company) -> None:
        self.company, self.port = company, company.server.port
        self.link = http.client.HTTPConnection("localhost", self.port, timeout=40)
        self.session = ""
        self.session = self._chat("POST", "sessions")["session"]
        self.after, self.count = "", 0
        self.read: list[str] = []
        self.key = Softkey(origin=f"http://localhost:{self.port}")
        self.conversation = self.subject = ""

    def say(self, text: str, id: str = "") -> str:
        """The message's id."""
        self.count += not id
        made = self._chat("POST", "messages", {"id": id or f"message-{self.count:04d}", "text": text})
        if not self.conversation:
            found = self.company.message(made["id"])
            self.conversation, self.subject = found["conversation"], found["subject"]
        return str(made["id"])

    def listen(self) -> list[str]:
        """What came since the last time; waits for the first of it."""
        came = self._chat("GET", f"answers?after={self.after}")["answers"]
        self.after = came[-1]["id"] if came else self.after
        self.read += (texts := [one["text"] for one in came])
        return texts

    def enrol(self) -> None:
        """In a shop: a colleague has Privet show the page, and the customer sets a passkey up."""
        asked = {"conversation": self.conversation, "purpose": "support", "enrol": True}
        path = self.company.shop.ask("POST", "/v1/step-ups", asked)["page"]
        while not (code := re.findall(r"\b[0-9]{6}\b", " ".join(self.listen()))):
            pass
        browser = self.browser()
        browser.get(path)
        page = browser.submit(path, code=code[-1])
        page = browser.submit(f"{path}/made", answer=self.key.create(json.loads(page.read.data["data-options"])))
        assert "Your passkey is set up" in page.read.said
        self.listen()

    def prove(self) -> None:
        """On the page that was named last."""
        browser, path = self.browser(), self.page()
        browser.get(path)
        answer = self.key.get(browser.fetch(f"{path}/challenge").json["passkey"])
        browser.get(path)
        assert "knows now that it is you" in browser.submit(path, answer=answer).read.said

    def type(self) -> None:
        """The six digits, on that page."""
        browser, path = self.browser(), self.page()
        browser.get(path)
        assert "knows now that it is you" in browser.submit(path, code=self.digits()).read.said

    def page(self) -> str:
        return re.findall(r"(/code/[A-Za-z0-9_-]+)", " ".join(self.read))[-1]

    def digits(self) -> str:
        return re.findall(r"code is ([0-9]{6})", " ".join(self.read))[-1]

    def browser(self) -> Browser:
        return Browser(self._page, host=f"localhost:{self.port}")

    def _chat(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"origin": SITE, "content-type": "application/json", "authorization": f"Bearer {self.session}"}
        data = None if body is None else json.dumps(body).encode()
        self.link.request(method, f"/gateways/webchat/{path}", data, headers)
        answer = self.link.getresponse()
        raw = answer.read()
        assert answer.status < 300, raw
        return json.loads(raw)

    async def _page(self, scope: Any, receive: Any, send: Any) -> None:
        """What `Browser` asks, over a connection."""
        link = http.client.HTTPConnection("localhost", self.port, timeout=20)
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        link.request(scope["method"], scope["path"], (await receive())["body"] or None, headers)
        answer = link.getresponse()
        raw = answer.read()
        link.close()
        head = [(name.lower().encode(), value.encode()) for name, value in answer.getheaders()]
        await send({"type": "http.response.start", "status": answer.status, "headers": head})
        await send({"type": "http.response.body", "body": raw})


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A running Privet, and the counter."""
    server = Server(tmp_path_factory.mktemp("telecom"), TOML)
    try:
        yield Company(server)
    finally:
        server.stop()


@dataclass
class Open:
    """The bot, at work: it hears by Privet's hook and asks the counter over HTTP."""

    company: Company
    bot: Listening
    wire: Recorded

    def kept(self) -> str:
        """Whatever the bot got or said."""
        return "\n".join([*self.bot.kept, *self.wire.kept])


@pytest.fixture(scope="module")
def working(company: Company) -> Iterator[Open]:
    """The bot."""
    counter = listen(0, front(company.counter, BOT_KEY))
    wire = Recorded(f"http://localhost:{counter.server_address[1]}", BOT_KEY)
    bot, port = Listening(Remote(wire)), free_port()
    said = company.cli("hook", "add", "telecom", f"http://localhost:{port}/heard", "--events", "message.received")
    hears = listen(port, ear(bot, re.findall(r"whsec_\S+", said)[0], company.privet.base))
    servers = (counter, hears)
    for one in servers:
        threading.Thread(target=one.serve_forever, daemon=True).start()
    yield Open(company, bot, wire)
    company.cli("hook", "remove", "telecom")
    for one in servers:
        one.shutdown()
        one.server_close()
