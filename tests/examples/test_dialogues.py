"""Fifty dialogues with the telecom bot, through a running Privet: each is answered, and the bot sees no value."""

from __future__ import annotations

import re
import tomllib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from examples.conftest import Customer, Open

DIALOGUES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "dialogues.toml").read_text())["dialogue"]
SPOKEN = ("Hello", "Guten", "Hola", "Bonjour", "Olá", "Здравствуйте")
BESIDE = 25


@dataclass
class Told:
    """A dialogue that took place: who it was, what they read, and what of it nobody else may see."""

    customer: Customer
    values: list[str] = field(default_factory=list)

    @property
    def read(self) -> str:
        return "\n".join(self.customer.read)


def told(working: Open, dialogue: dict[str, Any]) -> Told:
    """Say all of it, each line when the answer to the one before has come."""
    customer = Customer(working.company)
    made, message, text = Told(customer), "", ""
    if dialogue.get("passkey", True):
        working.bot.wait(customer.say("…"))
        customer.listen()
        customer.enrol()
    customer.read.clear()
    for said in dialogue["says"]:
        if said == "@prove":
            customer.prove()
        elif said == "@code":
            customer.type()
        elif said == "@again":
            assert customer.say(text, f"message-{customer.count:04d}") == message
        else:
            said = said.replace("@digits", customer.digits() if "@digits" in said else "")
            made.values += re.findall("«(.+?)»", said)
            text = re.sub("[«»]", "", said)
            message = customer.say(text)
            working.bot.wait(message)
            customer.listen()
    return made


@pytest.fixture(scope="module")
def all_told(working: Open) -> dict[str, Future[Told]]:
    """Every dialogue, some beside each other, as customers do."""
    with ThreadPoolExecutor(BESIDE) as pool:
        return {one["name"]: pool.submit(told, working, one) for one in DIALOGUES}


def test_there_are_fifty() -> None:
    assert len(DIALOGUES) >= 50
    assert len({one["name"] for one in DIALOGUES}) == len(DIALOGUES)
    said = " ".join(text for one in DIALOGUES for text in one["says"])
    assert all(one in said for one in SPOKEN)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda one: one["name"])
def test_a_dialogue(working: Open, all_told: dict[str, Future[Told]], dialogue: dict[str, Any]) -> None:
    """The customer reads what they may and nothing else, what was wanted is done, and the bot saw tokens alone."""
    made = all_told[dialogue["name"]].result()
    kept, account = working.kept(), working.company.billing.of(made.customer.subject)
    for name, value in account.facts.items():
        if name != "plan.name":  # that is a word of the price list
            assert (value in made.read) is (name in dialogue.get("sees", ())), name
            assert value not in kept, name
    assert not [one for one in made.values if one in kept or one.replace(" ", "") in kept]
    heard = [one for one in working.bot.kept if made.customer.conversation in one]
    assert all(any(f"[{kind}_" in one for one in heard) for kind in dialogue.get("tokens", ()))
    assert all(one in made.read for one in dialogue.get("hears", ())), made.read
    does = dialogue.get("does", {})
    assert account.plan == does.get("plan", "comfort")
    assert account.cards == does.get("cards", 1)
    assert len(account.tickets) == does.get("tickets", 0)
    assert working.company.held(made.customer.conversation) is does.get("held", False)
    if "coached" in dialogue:
        assert made.read.count("do not write card numbers") == dialogue["coached"]


def test_what_two_customers_have_does_not_mix(working: Open) -> None:
    """One proves themselves; the other says `done`, and reads nothing."""
    one, two = Customer(working.company), Customer(working.company)
    for each in (one, two):
        working.bot.wait(each.say("hello"))
        each.listen()
        each.enrol()
        working.bot.wait(each.say("how much is my bill"))
        each.listen()
    one.prove()
    for each in (two, one):
        working.bot.wait(each.say("done"))
        each.listen()
    facts = {each.subject: working.company.billing.of(each.subject).facts["bill.total"] for each in (one, two)}
    assert facts[one.subject] in one.read[-1]
    assert not any(value in text for value in facts.values() for text in two.read)
