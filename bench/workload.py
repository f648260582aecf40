"""The workload: dense messages (two findings each) from 50,000 subjects, each in a conversation of its own.

All invented, the same in every run: addresses of reserved domains and networks, telephone numbers kept for fiction,
the card and IBAN numbers that their own standards print as examples, senders under the unassigned code +999.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from privet.acts.receive import receive
from privet.app import Chance, Privet, closing, open_privet
from privet.cli.init import establish
from privet.core.decision import LOCAL
from privet.core.detect import Scanner
from privet.core.message import Inbound, Received, TenantId
from privet.core.plain import Plain
from privet.plugins.keys.keyfile import KeyFile

SUBJECTS = 50_000
NEW = 20
"""One message in so many is the first of its sender: 5 %."""

_CARDS = ("4111 1111 1111 1111", "5555555555554444", "4012-8888-8888-1881", "378282246310005", "6011111111111117")
_DOMAINS = ("example.com", "mail.example.org", "example.net")
_IBANS = (
    "DE89 3704 0044 0532 0130 00",
    "GB29NWBK60161331926819",
    "FR14 2004 1010 0505 0001 3M02 606",
    "ES9121000418450200051332",
)
_TEXTS = (
    "Hello, I still have no confirmation of my order. Please write to {email} or call me on {phone} before noon.",
    "My new number is {phone}, the old address {email} stays as it is. Could you change it in your system for me?",
    "I paid with card {card} last week and the money is gone twice. You can reach me at {email} at any time of day.",
    "Please send the refund to {iban} and tell me once it is done, my phone is {phone}. It has been two weeks already.",
    "We cannot log in from {ip} since this morning, everybody here gets an error. Ask for me under {phone} or come by.",
    "Could you block the access from {ip}? It is not ours. Answers to {email} please, the other mailbox is full again.",
    "The transfer from {iban} to your account was made on Monday, receipt goes to {email}. When will you ship it?",
    "For the deposit use card {card}, and if it does not work ring {phone}. I am at home until five in the afternoon.",
)

_FINDING = ("email", "phone", "card", "iban", "ip")
"""The detectors that find what these texts hold."""


class Workload:
    """Messages one after another; `known` senders have written before."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self.known = 0
        self.made = 0

    def batch(self, count: int) -> list[Inbound]:
        """`count` messages, one in twenty the first of its sender; while there are fewer, more are."""
        return [self._message(self._newcomer() if self._due() else self._earlier()) for _ in range(count)]

    def filling(self, count: int) -> list[Inbound]:
        """`count` messages that first bring in all subjects there shall be, then come from any of them."""
        return [self._message(self._newcomer() if self.known < SUBJECTS else self._earlier()) for _ in range(count)]

    def talk(self, count: int) -> list[Inbound]:
        """`count` messages of one new conversation."""
        sender = self._newcomer()
        return [self._message(sender) for _ in range(count)]

    def _due(self) -> bool:
        return not self.known or self.made % NEW == 0

    def _newcomer(self) -> int:
        self.known += 1
        return self.known - 1

    def _earlier(self) -> int:
        return self._chance.randrange(min(self.known, SUBJECTS))

    def _message(self, sender: int) -> Inbound:
        self.made += 1
        address = f"+999{sender:09d}"
        return Inbound(
            "sms",
            Plain(address),
            Plain(address),
            Plain(self.text()),
            1_795_262_400_000 + self.made,
            external_id=f"m{self.made}",
        )

    def text(self) -> str:
        """One dense text."""
        chance = self._chance
        area = chance.choice((202, 212, 303, 312, 415, 512, 617, 702, 808, 907))
        phones = (
            f"+1 {area} 555 01{chance.randrange(100):02d}",
            f"({area}) 555-01{chance.randrange(100):02d}",
            f"+44 20 7946 0{chance.randrange(1000):03d}",
            f"+44 7700 900{chance.randrange(1000):03d}",
        )
        net = chance.choice(("192.0.2", "198.51.100", "203.0.113"))
        return chance.choice(_TEXTS).format(
            email=f"user{chance.randrange(1_000_000)}@{chance.choice(_DOMAINS)}",
            phone=chance.choice(phones),
            card=chance.choice(_CARDS),
            iban=chance.choice(_IBANS),
            ip=f"{net}.{chance.randrange(1, 255)}",
        )


class Vault:
    """An installation of the benchmark's own, open, and what was put into it."""

    def __init__(self, app: Privet) -> None:
        self.app = app
        self.tenant: TenantId = app.tenant(None).id
        self.load = Workload()
        self.stored = 0

    def take(self, batch: list[Inbound]) -> list[Received]:
        """Receive a batch; every message must have been stored."""
        answers = receive(self.app, self.tenant, batch, LOCAL)
        if any(one.outcome != "stored" for one in answers):
            raise SystemExit("a message of the workload was not stored: the figures would mean nothing")
        self.stored += len(batch)
        return answers

    def timed(self, size: int, count: int) -> tuple[float, float]:
        """Wall-clock and processor seconds for `count` messages in batches of `size`, made before the watch starts."""
        batches = [self.load.batch(size) for _ in range(max(1, count // size))]
        begun, used = time.perf_counter(), time.process_time()
        for batch in batches:
            self.take(batch)
        return time.perf_counter() - begun, time.process_time() - used

    def fill(self, total: int, tell: Callable[[str], None] = lambda said: None) -> None:
        """Receive until `total` messages are stored. Nothing is measured meanwhile, so that only those detectors look
        which find something in these texts: the same is stored, sooner."""
        rules, told = self.app.rules_of(self.tenant), time.monotonic()
        few = Scanner([one for one in rules.scanner.detectors if one.name in _FINDING], passed=rules.scanner.passed)
        self.app.rules[self.tenant] = replace(rules, scanner=few)
        while self.stored < total:
            self.take(self.load.filling(min(1000, total - self.stored)))
            if time.monotonic() - told > 10:
                told = time.monotonic()
                tell(f"{self.stored:,} of {total:,} messages stored")
        self.app.rules[self.tenant] = rules


@contextmanager
def vault(folder: Path | None = None) -> Iterator[Vault]:
    """A fresh installation, made as `privet init` makes one, in a temporary folder that goes with it."""
    with tempfile.TemporaryDirectory(prefix="privet-bench-", dir=folder) as inner:
        data, key = Path(inner) / "data", Path(inner) / "key" / "root.key"
        establish(data, "bench", key_file=key)
        with closing(opened(data, key)) as app:
            yield Vault(app)


def opened(data: Path, key: Path) -> Privet:
    """The installation in `data`, open."""
    return open_privet(data, KeyFile.open(key, data, Chance()))
