"""A fresh installation a test: tenant `demo`, a root key in a file, a clock that stands still, a loopback channel."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import sqlite3
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from privet.acts import erase as erasing
from privet.acts import find as finding
from privet.acts import grant as granting
from privet.acts import read as reading
from privet.acts import receive as receiving
from privet.acts import reveal as revealing
from privet.acts import send as sending
from privet.acts import tenant as founding
from privet.app import Chance, Privet, Rules, closing, create, default_policy
from privet.config import Config
from privet.core import ids
from privet.core.channel import Outgoing
from privet.core.decision import LOCAL, Actor
from privet.core.entry import Entry, decode
from privet.core.message import Inbound, Received, TenantId
from privet.core.plain import Plain
from privet.core.policy import FILES
from privet.core.sentence import DEEDS
from privet.core.training import MODULES
from privet.errors import PrivetError
from privet.plugins.channels.loopback import Loopback
from privet.plugins.keys.keyfile import KeyFile
from privet.store import ledger, rights, tally, tenants, training
from privet.store.db import Store
from privet.store.keystore import KeyStore
from privet.store.rights import Assignment
from privet.store.tenants import OperatorRow
from privet.store.training import PassRow

ANN, BEN = "+12025550101", "+12025550102"
NOON = 1_795_262_400_000
"""21 November 2026, 12:00 UTC, in milliseconds."""

AGENT = Actor("operator", "maria", frozenset({"agent"}))
PRIVACY = Actor("operator", "paul", frozenset({"privacy"}))
OTHER = Actor("operator", "pia", frozenset({"privacy"}))

# Compiled patterns are kept for all tests, and for those to come: every process that a test begins would compile them.
os.environ.setdefault("CACHE_DIRECTORY", str(Path(__file__).parents[1] / "build" / "patterns"))

settings.register_profile("steady", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("steady")


@dataclass
class Clock:
    """The time, in milliseconds since 1970; it moves only when told to."""

    at: int = NOON

    def __call__(self) -> int:
        return self.at

    def forward(self, *, minutes: int = 0, days: int = 0) -> None:
        self.at += (days * 1440 + minutes) * 60_000


@dataclass(repr=False)
class Installation:
    """One installation, open, and what a test needs to look at it from outside."""

    folder: Path
    root: KeyFile
    app: Privet
    tenant: TenantId
    clock: Clock = field(default_factory=Clock)
    delivered: list[Outgoing] = field(default_factory=list)
    agent = AGENT
    privacy = PRIVACY

    def __repr__(self) -> str:
        return "Installation(…)"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))  # what Hypothesis prints

    def receive(self, text: str, party: str = ANN, **more: Any) -> Received:
        """One message from `party` in a conversation of its own, or as `more` says."""
        return self.batch([self.inbound(text, party, **more)])[0]

    def inbound(self, text: str, party: str = ANN, **more: Any) -> Inbound:
        """A message as a channel would bring it; texts in `more` become `Plain`."""
        given = {"conversation": party, "channel": "loopback", "sent_at": self.clock.at, **more}
        for name in ("conversation", "name", "title", "subject_ref"):
            if isinstance(given.get(name), str):
                given[name] = Plain(given[name])
        return Inbound(party=Plain(party), text=Plain(text), **given)

    def batch(self, messages: Sequence[Inbound], tenant: TenantId | None = None) -> list[Received]:
        """Receive `messages` for a tenant, `demo` when none is named."""
        return receiving.receive(self.app, tenant or self.tenant, messages, LOCAL)

    def give(self, conversation: str, name: str = "maria") -> None:
        """A conversation is given to the operator of that name, whether there is one or not."""
        with self.app.store.write(self.tenant) as tx:
            rights.give(
                tx, Assignment(f"operator:{name}", ids.read(ids.CONVERSATION, conversation), self.clock.at, None)
            )

    def person(self, name: str, *roles: str) -> Actor:
        """An operator of that name who is there, without anything that proves them."""
        with self.app.store.write(self.tenant) as tx:
            tenants.put_operator(tx, OperatorRow(self.app.id(), name, roles, "", None, 0, 0, 0), self.clock.at)
        return Actor("operator", name, frozenset(roles))

    def train(self, name: str) -> None:
        """The operator of that name, who is there, passes the whole training now."""
        with self.app.store.write(self.tenant) as tx:
            row = tenants.operator(tx, name)
            assert row is not None
            for one in MODULES:
                training.put_pass(tx, PassRow(row.id, one, 1, self.clock.at))

    def grant(self, token: str, purpose: str = "fraud", actor: Actor = PRIVACY) -> str:
        """A grant to see a value, asked for by `actor` and approved by another privacy officer; its id."""
        made = granting.ask(self.app, self.tenant, token, purpose, Plain("case 7"), actor)
        granting.approve(self.app, self.tenant, made, OTHER, 10)
        return made

    def reveal(self, token: str, purpose: str = "fraud", reason: str = "case 7", **who: Any) -> str:
        """The value of a token, as the privacy officer sees it who just proved a passphrase, or as `who` says."""
        given = {"actor": self.privacy, "factor_age_s": 10, **who}
        if given["actor"] is PRIVACY and self.clock.at > NOON + 29 * 86_400_000:  # they passed the training meanwhile
            with self.app.store.view(self.tenant) as view:
                there = tenants.operator(view, PRIVACY.name)
            if there is None:
                self.person(PRIVACY.name, *PRIVACY.roles)
            self.train(PRIVACY.name)
        return revealing.reveal(self.app, self.tenant, token, purpose, Plain(reason), **given).value.expose()

    def send(self, conversation: str, text: str, **more: Any) -> sending.Sent:
        """An answer in a conversation."""
        return sending.send(self.app, self.tenant, conversation, Plain(text), **{"actor": LOCAL, **more})

    def read(self, conversation: str) -> list[str | None]:
        """What a conversation reads like, in tokens."""
        page = reading.conversation(self.app, self.tenant, conversation, LOCAL)
        return [one.text.text if one.text else None for one in page]

    def find(self, who: str, purpose: str = "subject-request", actor: Actor = LOCAL) -> finding.Found:
        """Who has this address, and where it is mentioned."""
        return finding.find(self.app, self.tenant, Plain(who), purpose, actor)

    def erase(
        self, subject: str, purpose: str = "subject-request", reason: str = "", **who: Any
    ) -> erasing.Certificate:
        """Erase a subject."""
        return erasing.erase(self.app, self.tenant, subject, purpose, Plain(reason), **{"actor": LOCAL, **who})

    def subject(self, address: str = ANN) -> str:
        """The one subject who has an address."""
        (only,) = self.find(address).subjects
        return only

    def add_tenant(self, name: str, **replaced: str) -> TenantId:
        """A further tenant; `replaced` maps a file of the policy, without its suffix, to another text."""
        files = {one: replaced.get(one.split(".")[0], text) for one, text in default_policy().items()}
        assert set(files) == set(FILES)
        return founding.add(self.app, name, files, LOCAL).id

    def entries(self, tenant: TenantId | None = None) -> list[Entry]:
        """The whole ledger of a tenant."""
        with self.app.store.view(tenant or self.tenant) as view:
            return [decode(one) for _, one in ledger.entries(view, 0, ledger.size(view))]

    def acts(self, start: int = 0) -> list[tuple[str, str]]:
        """(act, outcome) of every entry from the one numbered `start` on."""
        return [(one.act, str(one.outcome)) for one in self.entries()[start:]]

    def copy(self, folder: Path) -> Installation:
        """What this installation, which is closed, has in its folder, in another one and open."""
        shutil.copytree(self.folder, folder)
        clock = Clock(self.clock.at)
        app = by_hand(folder, self.root, self.app.rules, clock)
        copy = Installation(folder, self.root, app, self.tenant, clock)
        app.channels["loopback"] = Loopback(copy.delivered.append)
        return copy

    def process(self, work: Callable[[Installation, Callable[[str], None]], None]) -> Process:
        """Another process that opens this installation, closed here, and does `work`, which may say lines."""
        said = Path(tempfile.mkstemp(dir=self.folder.parent)[1])
        pid = os.fork()
        if pid:
            return Process(pid, said)
        status = 1
        try:
            with said.open("a", buffering=1) as out:
                self.app = by_hand(self.folder, self.root, self.app.rules, Clock(self.clock.at))
                work(self, lambda line: print(line, file=out))
                self.app.close()
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)

    def reopen(self) -> None:
        """Close everything and open it again, as a new process would; the clock and the channel stay."""
        before = self.app
        before.close()
        self.app = by_hand(self.folder, self.root, before.rules, self.clock)
        self.app.channels, self.app.config = before.channels, before.config


@dataclass
class Process:
    """A process started by a test, and the file in which it says what it did."""

    pid: int
    said: Path

    def until(self, line: str) -> None:
        """Wait until it has said `line`."""
        while line not in self.said.read_text().splitlines():
            time.sleep(0.002)

    def lines(self) -> list[str]:
        """Everything it says until it ends; it must end well."""
        assert os.waitpid(self.pid, 0)[1] == 0
        return self.said.read_text().splitlines()

    def kill(self) -> list[str]:
        """Kill it (-9); what it had said, whole lines only."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        said = self.said.read_text()
        return said[: said.rfind("\n") + 1].splitlines()


def by_hand(folder: Path, root: KeyFile, rules: dict[TenantId, Rules], clock: Clock) -> Privet:
    """What `open_privet` gives, but the policy is not parsed again and no commit waits for the disk.

    That takes longer than most tests, and no test here takes the power away.
    """
    chance = Chance()
    store = Store(folder, KeyStore.open(folder, root, chance))
    for link in (store.data, store.keys._link):
        link.execute("PRAGMA synchronous=OFF")
    return Privet(folder, Config(), store, chance=chance, clock=clock, rules=dict(rules))


def met() -> dict[str, str]:
    """The default policy of a company that knows everybody who writes: of nobody messages are kept for less long. What
    is kept of strangers, tests/acts/test_lasting.py shows.
    """
    files = default_policy()
    begin, end = (files["policy.toml"].index(f"[retention.{name}]") for name in ("unknown", "trace"))
    return files | {"policy.toml": files["policy.toml"][:begin] + files["policy.toml"][end:]}


Template = tuple[Path, KeyFile, dict[TenantId, Rules]]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A folder with an installation that no test opens, only copies; its root key, and its parsed rules."""
    here = tmp_path_factory.mktemp("template")
    root = KeyFile.create(here / "root.key", here / "data", secrets.token_bytes)
    with closing(create(here / "data", root)) as app:
        app.clock = Clock()
        founding.add(app, "demo", met(), LOCAL)
        return here / "data", root, app.rules


@pytest.fixture
def install(template: Template, tmp_path: Path) -> Iterator[Callable[[], Installation]]:
    """Makes fresh installations, each in a folder of its own."""
    folder, root, rules = template
    made: list[Installation] = []

    def fresh() -> Installation:
        copy = tmp_path / f"installation-{len(made)}"
        shutil.copytree(folder, copy)
        clock = Clock()
        app = by_hand(copy, root, rules, clock)
        one = Installation(copy, root, app, app.tenant("demo").id, clock)
        app.channels["loopback"] = Loopback(one.delivered.append)
        made.append(one)
        return one

    yield fresh
    for one in made:
        with suppress(PrivetError, sqlite3.Error):  # closed, or broken on purpose
            unsaid = _unsaid(one)
            assert unsaid <= EXAMPLES, f"acts without a sentence in core/sentence.py: {unsaid}"
        one.app.close()


EXAMPLES = {"example", "rot"}
"""Acts that only tests put on record."""


def _unsaid(one: Installation) -> set[str]:
    """Acts on record that have no sentence: every test looks."""
    with one.app.store.view(one.tenant) as view:
        return set(tally.named(view)[0]) - DEEDS.keys()


@pytest.fixture
def installation(install: Callable[[], Installation]) -> Installation:
    """A fresh installation."""
    return install()


@pytest.fixture
def privet(installation: Installation) -> Privet:
    """A fresh installation, as the acts take it."""
    return installation.app
