"""Fifty dialogues with the telecom bot, through a running Privet: each is answered, and the bot sees no value."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from examples.conftest import Customer, Open

DIALOGUES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "dialogues.toml").read_text())["dialogue"]
SPOKEN = ("Hello", "Guten", "Hola", "Bonjour", "Olá", "Здравствуйте")


def test_there_are_fifty() -> None:
    assert len(DIALOGUES) >= 50
    assert len({one["name"] for one in DIALOGUES}) == len(DIALOGUES)
    said = " ".join(text for one in DIALOGUES for text in one["says"])
    assert all(one in said for one in SPOKEN)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda one: one["name"])
def test_a_dialogue(working: Open, dialogue: dict[str, Any]) -> None:
    company = working.company
    customer, values, last = Customer(company), list[str](), ("", "")
    if dialogue.get("passkey", True):
        first = customer.say("…")
        working.bot.wait(first)
        customer.listen()
        customer.enrol()
    customer.read.clear()
    for text in dialogue["says"]:
        if text == "@prove":
            customer.prove()
        elif text == "@code":
            customer.type()
        elif text == "@again":
            assert customer.say(*last) == message
        else:
            text = text.replace("@digits", customer.digits() if "@digits" in text else "")
            values += re.findall("«(.+?)»", text)
            last = (re.sub("[«»]", "", text), f"message-{customer.count + 1:04d}")
            message = customer.say(last[0])
            working.bot.wait(message)
            customer.listen()
    read, kept = "\n".join(customer.read), working.kept()
    account = company.billing.of(customer.subject)
    for name, value in account.facts.items():
        seen = name in dialogue.get("sees", ())
        assert (value in read) is seen or name == "plan.name", name
        assert name == "plan.name" or value not in kept, name
    assert not [one for one in values if one in kept or one.replace(" ", "") in kept]
    heard = [one for one in working.bot.kept if customer.conversation in one]
    assert all(any(f"[{kind}_" in one for one in heard) for kind in dialogue.get("tokens", ()))
    assert all(one in read for one in dialogue.get("hears", ())), read
    does = dialogue.get("does", {})
    assert account.plan == does.get("plan", "comfort")
    assert account.cards == does.get("cards", 1)
    assert len(account.tickets) == does.get("tickets", 0)
    assert company.held(customer.conversation) is does.get("held", False)
    if "coached" in dialogue:
        assert read.count("do not write card numbers") == dialogue["coached"]


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
