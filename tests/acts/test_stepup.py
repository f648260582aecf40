"""Step-up of customers: five tries, ten minutes, once; nothing for 72 hours after a SIM change; a fact, not a right."""

from __future__ import annotations

import re
from typing import Any

import pytest

from privet.acts import read, stepup
from privet.core import ids
from privet.core import stepup as core
from privet.core.decision import LOCAL, Actor, Scope
from privet.core.kinds import KINDS
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, Erased, NotFound, NotProved

SCOPE = Scope(bytes(16), frozenset({"step-up", "reveal"}), frozenset(KINDS), frozenset({"support"}))
BOT = Actor("service", "bot", scope=SCOPE)
NOBODYS = "000000"


class Customer:
    """A customer who wrote once, and their bot."""

    def __init__(self, installation: Any) -> None:
        self.one = installation
        self.talk = installation.receive("call me at +44 7700 900123").conversation
        self.given = (installation.app, installation.tenant, self.talk)

    def send(self, **more: Any) -> str:
        """A code is sent; what the customer reads in it."""
        stepup.send_code(*self.given, **{"purpose": "support", "actor": BOT, **more})
        text = self.one.delivered[-1].text.expose()
        return re.findall(r"\b[0-9]{6}\b", text)[0]

    def check(self, said: str | Plain, **more: Any) -> None:
        stepup.check(*self.given, said, **{"purpose": "support", "actor": BOT, **more})

    def wrong(self, said: str) -> str:
        with pytest.raises(NotProved) as refused:
            self.check(Plain(said))
        return refused.value.message

    def state(self) -> stepup.State:
        return stepup.state(*self.given, "support", BOT)


@pytest.fixture
def customer(installation: Any) -> Customer:
    return Customer(installation)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_comes_to_the_customers_own_channel_and_proves_them(customer, installation) -> None:
    start = len(installation.entries())
    code = customer.send()
    assert not customer.state().verified
    customer.check(Plain(f"{code[:3]} {code[3:]}"))
    assert customer.state() == stepup.State(True, None, here="code")
    acts = [one for one in installation.acts(start) if one[0] != "send"]
    assert acts == [("step-up.send", "done"), ("step-up.check", "done")]
    installation.clock.at += core.GOOD_MS
    assert not customer.state().verified


def test_what_proves_somebody_says_in_which_conversation(customer, installation) -> None:
    other = installation.receive("me again", conversation="second").conversation
    customer.check(Plain(customer.send()))
    found = stepup.state(*customer.given[:2], other, "support", BOT)
    assert found == stepup.State(True, None, here="")
    assert customer.state().here == stepup.CODE
    installation.clock.at += core.GOOD_MS - 1
    assert customer.state().here == stepup.CODE
    installation.clock.at += 1
    assert customer.state() == stepup.State(False, None)


def test_a_proof_behind_many_entries_is_not_looked_for(customer, installation, monkeypatch) -> None:
    monkeypatch.setattr(stepup, "LOOKED", 2)
    customer.check(Plain(customer.send()))
    assert customer.state().here == stepup.CODE
    for _ in range(2):
        with pytest.raises(NotProved):
            customer.check(Plain("1"))
    assert customer.state() == stepup.State(True, None)


def test_nobody_but_the_customer_reads_the_code(customer, installation) -> None:
    code = customer.send()
    page = read.conversation(installation.app, installation.tenant, customer.talk, LOCAL)
    texts = [one.text.text for one in page if one.text]
    assert "[CODE_1]" in texts[-1]
    assert not any(code in one for one in texts)
    held = b"".join(path.read_bytes() for path in installation.folder.rglob("*") if path.is_file())
    assert code.encode() not in held


def test_a_code_is_used_once(customer) -> None:
    code = customer.send()
    customer.check(Plain(code))
    customer.wrong(code)


def test_five_tries(customer) -> None:
    code = customer.send()
    said = {customer.wrong(other_than(code)) for _ in range(core.TRIES)}
    said.add(customer.wrong(code))
    assert said == {stepup.WRONG}
    customer.check(Plain(customer.send()))


def test_ten_minutes(customer, installation) -> None:
    code = customer.send()
    installation.clock.at += core.LIFE_MS - 1
    other = Customer(installation)
    assert other.talk == customer.talk
    customer.check(Plain(code))
    code = customer.send()
    installation.clock.at += core.LIFE_MS
    customer.wrong(code)


def test_a_new_code_ends_the_one_before(customer) -> None:
    first, second = customer.send(), customer.send()
    if first != second:
        customer.wrong(first)
    customer.check(Plain(second))


def test_without_a_code_nothing_is_right(customer) -> None:
    assert customer.wrong(NOBODYS) == stepup.WRONG


def test_another_customers_code_is_wrong(customer, installation) -> None:
    other = installation.receive("hello", party="+12025550102").conversation
    code = customer.send()
    stepup.send_code(installation.app, installation.tenant, other, "support", BOT)
    theirs = re.findall(r"\b[0-9]{6}\b", installation.delivered[-1].text.expose())[0]
    if theirs != code:
        with pytest.raises(NotProved):
            stepup.check(installation.app, installation.tenant, other, Plain(code), "support", BOT)


def test_ten_codes_a_day(customer, installation) -> None:
    for _ in range(core.MOST):
        customer.send()
    start = len(installation.entries())
    with pytest.raises(Denied, match="step-up-often"):
        customer.send()
    assert installation.acts(start) == [("step-up.send", "denied")]
    installation.clock.forward(days=1, minutes=11)
    customer.check(Plain(customer.send()))


def test_100_000_guesses_find_nothing(customer, installation) -> None:
    """A bot that tries all day: fifty tries a day are looked at, the rest find no code open."""
    tried = sent = 0
    for _ in range(20):
        try:
            code = customer.send()
        except Denied:
            break
        sent += 1
        for number in range(50):
            if f"{number:06d}" != code:
                customer.wrong(f"{number:06d}")
                tried += 1
    assert (sent, tried >= 490) == (core.MOST, True)
    assert not customer.state().verified


def test_after_a_sim_change_nothing_counts_for_72_hours(customer, installation) -> None:
    customer.check(Plain(customer.send()))
    open_code = customer.send()
    start = len(installation.entries())
    stepup.change_sim(*customer.given, "support", BOT)
    at = installation.clock.at
    assert customer.state() == stepup.State(False, at + core.HOLD_MS)
    customer.wrong(open_code)
    with pytest.raises(Denied, match="sim-changed"):
        customer.send()
    assert installation.acts(start) == [
        ("step-up.sim-change", "done"), ("step-up.check", "failed"), ("step-up.send", "denied"),
    ]  # fmt: skip
    installation.clock.at = at + core.HOLD_MS - 1
    with pytest.raises(Denied):
        customer.send()
    installation.clock.at += 1
    customer.check(Plain(customer.send()))
    assert customer.state() == stepup.State(True, None, here="code")


def test_a_code_that_was_right_before_does_not_count_after_a_change(customer, installation) -> None:
    code = customer.send()
    stepup.change_sim(*customer.given, "support", BOT)
    customer.wrong(code)
    installation.clock.at += core.HOLD_MS
    assert not customer.state().verified


def test_the_customers_own_words_are_checked_by_their_token(customer, installation) -> None:
    """A bot that never sees the code has it checked where the customer wrote it."""
    code = customer.send()
    written = installation.receive(f"my code is {code}")
    token = next(one.id for one in written.tokens if one.kind == "CODE")
    customer.check(token)
    assert customer.state().verified


def test_anothers_token_is_not_there(customer, installation) -> None:
    code = customer.send()
    theirs = installation.receive(f"my code is {code}", party="+12025550102")
    token = next(one.id for one in theirs.tokens if one.kind == "CODE")
    for one in (token, ids.shown(ids.TOKEN, bytes(16))):
        with pytest.raises(NotFound):
            customer.check(one)
    with pytest.raises(BadInput):
        customer.check("msg_" + 26 * "a")


def test_a_stolen_code_shows_nothing(customer, installation) -> None:
    """Whoever proved to have the code has proved that alone: no value, and no number is changed by it."""
    mail = installation.receive("I am ana@example.com").tokens[0].id
    customer.check(Plain(customer.send()))
    agent = Actor("operator", "maria", frozenset({"agent"}))
    for actor in (agent, Actor("operator", "ada", frozenset({"admin"})), Actor("service", "bot", scope=None)):
        with pytest.raises(Denied):
            installation.reveal(mail, "support", actor=actor)


def test_who_may_not_is_refused_on_record(customer, installation) -> None:
    start = len(installation.entries())
    agent = {"actor": Actor("operator", "maria", frozenset({"agent"}))}
    for attempt in (
        lambda: customer.send(**agent), lambda: customer.check(Plain(NOBODYS), **agent),
        lambda: stepup.change_sim(*customer.given, "support", agent["actor"]),
        lambda: stepup.state(*customer.given, "support", agent["actor"]),
        lambda: customer.send(purpose="delivery"),
    ):  # fmt: skip
        with pytest.raises(Denied):
            attempt()
    assert installation.acts(start) == [
        (f"step-up.{one}", "denied") for one in ("send", "check", "sim-change", "state", "send")
    ]


def test_in_a_group_nobody_is_sent_a_code(installation) -> None:
    talk = installation.receive("hello", conversation="group", group=True).conversation
    with pytest.raises(BadInput, match="one person"):
        stepup.send_code(installation.app, installation.tenant, talk, "support", BOT)


def test_who_was_erased_is_sent_nothing(customer, installation) -> None:
    installation.erase(installation.subject())
    for attempt in (customer.send, lambda: customer.check(Plain(NOBODYS)), customer.state):
        with pytest.raises(Erased):
            attempt()
    with pytest.raises(NotFound):
        stepup.send_code(installation.app, installation.tenant, "con_" + 26 * "a", "support", BOT)


def test_what_a_code_is_made_of() -> None:
    assert core.code(b"\xff" * 8) == f"{(2**64 - 1) % 10**6:06d}"
    assert core.code(bytes(8)) == "000000"
    with pytest.raises(ValueError, match="8"):
        core.code(bytes(7))
    assert core.digits(" 123-4 56\n") == "123456"
    assert not core.good(100, None, 99)
    assert not core.good(None, None, 99)
