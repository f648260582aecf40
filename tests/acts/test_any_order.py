"""Random acts on two tenants, in any order: what must hold after each of them holds.

Each act leaves exactly its entries; each ledger verifies and only grows; no tenant sees or opens the other's; every
live value opens in its place and nowhere else; what was erased stays erased, what expired stays expired.
"""

from __future__ import annotations

import hashlib
import itertools
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from hypothesis.stateful import run_state_machine_as_test as run
from tests.conftest import met

from privet import jobs
from privet.acts import receive as receiving
from privet.acts.draft import BODY, SUBJECT, VALUE
from privet.acts.expire import believe
from privet.core import ids, seal
from privet.core.decision import LOCAL
from privet.core.entry import decode
from privet.core.kinds import KINDS
from privet.core.message import Received, TenantId
from privet.core.plain import Plain
from privet.core.unseal import unseal
from privet.errors import Denied, Erased, NotFound, Tampered
from privet.store import ledger, messages, subjects

DAY, HOUR = 86_400_000, 3_600_000
BY_THE_DAY = ("report.review", "review.draw", "task.due", "task.overdue", "train.remind")
"""What the clock leaves of itself, once a day at most."""
PEOPLE = ("+12025550101", "+12025550102", "+12025550103")
VALUES = ("a@example.com", "b@example.com", "c@example.com")


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of a tree over entries, as RFC 6962 §2.1 defines it."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\0" + leaves[0] if leaves else b"").digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


@dataclass(eq=False)
class Person:
    """A subject as it should be: one life of an address, until it is erased."""

    tenant: TenantId
    address: str
    erased: bool = False
    subject: str = ""
    conversation: str = ""
    tokens: dict[str, Token] = field(default_factory=dict)  # the live one of each value


@dataclass(eq=False)
class Token:
    """A value as it should be."""

    id: str
    name: str
    value: str
    whose: Person
    end: int  # when its period's key is destroyed


@dataclass(eq=False)
class Sent:
    """A message that came in, to be repeated."""

    tenant: TenantId
    address: str
    text: str
    external_id: str
    whose: Person
    end: int
    answer: Received


class AnyOrder(RuleBasedStateMachine):
    """The installation beside a model of it."""

    messages = Bundle("messages")
    tokens = Bundle("tokens")
    template = None  # a closed installation with two tenants, set by the test

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.house = self.template.copy(self.folder / "data")
        self.tenants = [one.id for one in (self.house.app.tenant("demo"), self.house.app.tenant("other"))]
        self.alive: dict[tuple[TenantId, str], Person] = {}
        self.everybody: list[Person] = []
        self.every_token: list[Token] = []
        self.numbers = itertools.count(1)
        self.kept: dict[TenantId, list[bytes]] = {one: self.entries(one) for one in self.tenants}
        self.due = dict.fromkeys(self.tenants, 0)
        self.latest: dict[str, Sent] = {}

    def teardown(self) -> None:
        try:
            self.open_everything()
        finally:
            self.house.app.close()
            shutil.rmtree(self.folder)

    def entries(self, tenant: TenantId) -> list[bytes]:
        with self.house.app.store.view(tenant) as view:
            return [one for _, one in ledger.entries(view, 0, ledger.size(view))]

    def end(self) -> int:
        """When a message of now is past its time."""
        return self.house.clock.at // DAY * DAY + 91 * DAY

    def live(self, token: Token) -> bool:
        return not token.whose.erased and self.house.clock.at < token.end

    # what can happen

    @rule(
        target=messages,
        which=st.sampled_from((0, 1)),
        address=st.sampled_from(PEOPLE),
        values=st.lists(st.sampled_from(VALUES), max_size=3),
    )
    def receive(self, which: int, address: str, values: list[str]) -> Sent:
        text, external_id = "hello " + " ".join(values), f"m{next(self.numbers)}"
        return self.received(self.tenants[which], address, text, external_id)

    def received(self, tenant: TenantId, address: str, text: str, external_id: str) -> Sent:
        """Receive what must be new, and check the answer against the model."""
        (answer,) = self.house.batch([self.house.inbound(text, address, external_id=external_id)], tenant)
        assert answer.outcome == "stored"
        self.due[tenant] += 1
        whose = self.alive.get((tenant, address))
        if whose is None:
            whose = self.alive[(tenant, address)] = Person(tenant, address)
            self.everybody.append(whose)
        whose.conversation = whose.conversation or answer.conversation
        assert answer.conversation == whose.conversation
        for ref, value in zip(answer.tokens, text.split()[1:], strict=True):
            known = whose.tokens.get(value)
            if known is not None and self.live(known):
                assert ref.id == known.id
                known.end = self.end()
            else:
                assert ref.id not in {one.id for one in self.every_token}
                known = whose.tokens[value] = Token(ref.id, ref.text, value, whose, self.end())
                self.every_token.append(known)
        sent = self.latest[external_id] = Sent(tenant, address, text, external_id, whose, self.end(), answer)
        return sent

    @rule(target=messages, sent=messages)
    def repeat(self, sent: Sent) -> Sent | object:
        sent = self.latest[sent.external_id]  # it may have been repeated after an erasure already
        if sent.whose.erased:
            return self.received(sent.tenant, sent.address, sent.text, sent.external_id)
        again = self.house.inbound(sent.text, sent.address, external_id=sent.external_id)
        (answer,) = self.house.batch([again], sent.tenant)
        shown = sent.answer.tokens if self.house.clock.at < sent.end else ()  # past its time it does not come back
        assert (answer.outcome, answer.id, answer.tokens) == ("repeated", sent.answer.id, shown)
        return multiple()

    @rule(target=tokens, sent=messages)
    def pick(self, sent: Sent) -> object:
        mine = {one.id for one in sent.answer.tokens}
        return multiple(*(one for one in self.every_token if one.id in mine))

    @rule(token=tokens, allowed=st.booleans())
    def reveal(self, token: Token, allowed: bool) -> None:
        self.house.tenant = token.whose.tenant
        self.due[token.whose.tenant] += 1
        if not allowed:
            with pytest.raises(Denied):
                self.house.reveal(token.id, factor_age_s=None)
        elif self.live(token):
            assert self.house.reveal(token.id) == token.value
        else:
            with pytest.raises(Erased):
                self.house.reveal(token.id)

    @rule(token=tokens)
    def send(self, token: Token) -> None:
        self.house.tenant = token.whose.tenant
        self.due[token.whose.tenant] += 1
        if token.whose.erased:
            with pytest.raises(Erased):
                self.house.send(token.whose.conversation, f"to {token.name}")
            return
        self.due[token.whose.tenant] += 1
        self.house.send(token.whose.conversation, f"to {token.name}")
        delivered = self.house.delivered[-1].text.expose()
        assert delivered == "to " + (token.value if self.live(token) else token.name)

    @rule(which=st.sampled_from((0, 1)), address=st.sampled_from(PEOPLE), allowed=st.booleans())
    def find(self, which: int, address: str, allowed: bool) -> None:
        tenant = self.house.tenant = self.tenants[which]
        self.due[tenant] += 1
        if not allowed:
            with pytest.raises(Denied):
                self.house.find(address, "delivery")
            return
        found = self.house.find(address).subjects
        whose = self.alive.get((tenant, address))
        assert len(found) == (whose is not None)
        if whose is not None:
            whose.subject = whose.subject or found[0]
            assert found == (whose.subject,)

    @rule(which=st.sampled_from((0, 1)), value=st.sampled_from(VALUES))
    def find_mentions(self, which: int, value: str) -> None:
        tenant = self.house.tenant = self.tenants[which]
        self.due[tenant] += 1
        found = {one.token for one in self.house.find(value).mentions}
        assert found == {
            one.id for one in self.every_token if one.whose.tenant == tenant and one.value == value and self.live(one)
        }

    @rule(token=tokens, allowed=st.booleans())
    def erase(self, token: Token, allowed: bool) -> None:
        whose = token.whose
        self.house.tenant = whose.tenant
        if not whose.subject:
            whose.subject = self.house.subject(whose.address)
            self.due[whose.tenant] += 1
        self.due[whose.tenant] += 1
        if not allowed:
            with pytest.raises(Denied):
                self.house.erase(whose.subject, "operation")
            return
        self.house.erase(whose.subject)
        if not whose.erased:
            self.due[whose.tenant] += 1
            whose.erased = True
            del self.alive[(whose.tenant, whose.address)]

    @rule(days=st.sampled_from((1, 30, 91)))
    def time_passes(self, days: int) -> None:
        self.house.clock.forward(days=days)
        before = {one: len(self.entries(one)) for one in self.tenants}
        jobs.tick(self.house.app)
        for one in self.tenants:
            believe(self.house.app, one, Plain("the server was off"), LOCAL)  # or the jump would be doubted for a day
        self.house.clock.at += HOUR
        jobs.tick(self.house.app)
        for one in self.tenants:
            grown = len(self.entries(one)) - before[one]
            told = [act for entry in self.entries(one)[before[one] :] if (act := decode(entry).act) in BY_THE_DAY]
            assert grown - len(told) in (1, 3, 5)  # believed; at either look nothing was due, or requested and done
            assert told.count("report.review") == 1  # a day at least went by
            self.due[one] += grown

    @rule()
    def reopen(self) -> None:
        self.house.reopen()
        jobs.at_start(self.house.app)

    @rule(which=st.sampled_from((0, 1)), address=st.sampled_from(PEOPLE))
    def refused(self, which: int, address: str) -> None:
        tenant = self.tenants[which]
        batch = [self.house.inbound("hello", address)]
        (answer,) = receiving.receive(self.house.app, tenant, batch, self.house.agent)
        assert answer.outcome == "refused"
        self.due[tenant] += 1

    @rule(token=tokens)
    def the_other_tenant_knows_nothing_of_it(self, token: Token) -> None:
        (self.house.tenant,) = set(self.tenants) - {token.whose.tenant}
        with pytest.raises(NotFound):
            self.house.reveal(token.id)
        with pytest.raises(NotFound):
            self.house.read(token.whose.conversation)
        with pytest.raises(NotFound):
            self.house.send(token.whose.conversation, token.name)

    # what must hold

    @initialize()
    def begin(self) -> None:
        self.each_act_has_its_entries_and_ledgers_only_grow()

    @invariant()
    def each_act_has_its_entries_and_ledgers_only_grow(self) -> None:
        for tenant in self.tenants:
            entries = self.entries(tenant)
            kept = self.kept[tenant]
            assert entries[: len(kept)] == kept
            assert len(entries) - len(kept) == self.due[tenant]
            self.kept[tenant], self.due[tenant] = entries, 0
            with self.house.app.store.view(tenant) as view:
                assert ledger.edge(view, len(entries)).root() == root_of(entries)

    def open_everything(self) -> None:
        """Every value opens exactly where, and only if, the model says so; also after a new start."""
        self.house.reopen()
        jobs.at_start(self.house.app)
        for token in self.every_token:
            self.opens_only_in_place(token)
        for person in self.everybody:
            self.house.tenant = person.tenant
            if person.erased:
                assert set(self.house.read(person.conversation)) == {None}
            else:
                person.subject = self.house.subject(person.address)

    def opens_only_in_place(self, token: Token) -> None:
        app, tenant = self.house.app, token.whose.tenant
        with app.store.view(tenant) as view:
            row = messages.value(view, ids.read("tok", token.id))
            assert row is not None
            owner = subjects.subject(view, row.subject)
            assert owner is not None
            keys = view.keys.keys(tenant, (owner.slot, row.period))
        if not self.live(token):
            assert len(keys) < 2
            return
        key = seal.data_key(keys[owner.slot], keys[row.period], tenant, row.subject, row.period)
        here = (tenant, row.subject, row.id, KINDS["EMAIL"].number, VALUE, owner.slot, row.period)
        assert unseal(key, row.sealed, seal.context(*here)).decode() == token.value
        (other,) = set(self.tenants) - {tenant}
        elsewhere = (
            other,
            bytes(16),
            bytes(16),
            KINDS["PHONE"].number,
            (BODY, SUBJECT),
            owner.slot + 1,
            row.period + 1,
        )
        for place, wrong in enumerate(elsewhere):
            for one in wrong if isinstance(wrong, tuple) else (wrong,):
                there = (*here[:place], one, *here[place + 1 :])
                with pytest.raises(Tampered):
                    unseal(key, row.sealed, seal.context(*there))
        for subject, period in ((bytes(16), row.period), (row.subject, row.period + 1)):
            strange = seal.data_key(keys[owner.slot], keys[row.period], tenant, subject, period)
            with pytest.raises(Tampered):
                unseal(strange, row.sealed, seal.context(*here))


@pytest.mark.timeout(900)  # a minute alone; under coverage on a busy machine, several
def test_in_any_order(install) -> None:
    AnyOrder.template = install()
    AnyOrder.template.add_tenant("other", policy=met()["policy.toml"])
    AnyOrder.template.app.close()
    run(
        AnyOrder,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
