"""Passkeys of customers: enrolled only by who proved themselves there and then; good without the number; theirs."""

from __future__ import annotations

import re
from typing import Any

import pytest

from privet.acts import passkeys, recognise, respond, stepup
from privet.core import stepup as core
from privet.core.decision import Actor, Scope
from privet.core.kinds import KINDS
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotProved
from privet.store import customer_passkeys, subjects
from softkey import PRESENT, Softkey, b64, unb64

SITE = Site("localhost", "http://localhost:8080")
BOT = Actor("service", "bot", scope=Scope(bytes(16), frozenset({"step-up"}), frozenset(KINDS), frozenset({"support"})))
HERE, ELSEWHERE = "this browser", "another browser"


class Customer:
    """A customer who wrote once, the links they get, and their device."""

    def __init__(self, installation: Any, party: str = "+12025550101") -> None:
        self.one = installation
        self.talk = installation.receive("call me", party=party).conversation
        self.at = (installation.app, installation.tenant)
        self.given = (*self.at, self.talk)
        self.key = Softkey()

    def link(self, *, enrol: bool = False) -> str:
        """What a bot asked for: a code where one counts, and a link."""
        self.state = stepup.send_code(*self.given, "support", BOT, enrol=enrol)
        return respond.link(*self.given, "support", enrol=enrol)

    def code(self) -> Plain:
        return Plain(re.findall(r"\b[0-9]{6}\b", self.one.delivered[-1].text.expose())[0])

    def another_code(self) -> Plain:
        self.link()
        return self.code()

    def enrol(self, key: Softkey | None = None) -> Softkey:
        """Enrol a device as it is meant: by the code, or by the passkey there is."""
        link = self.link(enrol=True)
        if self.state == stepup.PASSKEY:
            asked = recognise.offer_by_passkey(*self.at, link, self.answer(link, enrol=True), SITE, HERE)
        else:
            asked = recognise.offer_by_code(*self.at, link, self.code(), SITE, HERE)
        new = key or self.key
        recognise.enrol(*self.at, link, new.create(asked), SITE, HERE)
        return new

    def answer(self, link: str, *, enrol: bool = False) -> str:
        return self.key.get(recognise.ask(*self.at, link, SITE, enrol=enrol))

    def refused(self, link: str, text: str, **more: Any) -> None:
        with pytest.raises(NotProved):
            recognise.recognise(*self.at, link, text, SITE, **more)

    def known(self) -> stepup.State:
        return stepup.state(*self.given, "support", BOT)


@pytest.fixture
def customer(installation: Any) -> Customer:
    return Customer(installation)


def test_a_passkey_proves_what_a_code_proves_and_the_ledger_says_by_which(customer, installation) -> None:
    start = len(installation.entries())
    customer.enrol()
    assert installation.delivered[-1].text.expose() == core.NOTICE
    acts = [one for one in installation.acts(start) if one[0] != "send"]
    assert acts == [("step-up.send", "done"), ("step-up.check", "done"), ("step-up.enrol", "done")]
    installation.clock.at += core.GOOD_MS
    assert customer.known() == stepup.State(False, None, 1)
    link, start = customer.link(), len(installation.entries())
    assert recognise.enrolled(*customer.at, link)
    recognise.recognise(*customer.at, link, customer.answer(link), SITE)
    assert installation.acts(start) == [("step-up.passkey", "done")]
    assert installation.entries()[-1].actor == "service:step-up"
    assert customer.known() == stepup.State(True, None, 1, stepup.PASSKEY)
    stepup.check(*customer.given, customer.another_code(), "support", BOT)
    assert customer.known().here == stepup.PASSKEY
    stepup.change_sim(*customer.given, "support", BOT, lost=True)
    assert customer.known().here == ""
    installation.clock.at += core.GOOD_MS
    assert not customer.known().verified


def test_what_a_device_is_told_says_nothing_of_them(customer) -> None:
    link = customer.link(enrol=True)
    asked = recognise.offer_by_code(*customer.at, link, customer.code(), SITE, HERE)
    assert (asked["user"]["name"], asked["rp"]["id"]) == (recognise.NAME, "localhost")
    assert len(unb64(asked["user"]["id"])) == 16
    assert asked["authenticatorSelection"] | {"requireResidentKey": False} == {
        "residentKey": "discouraged", "requireResidentKey": False, "userVerification": "required",
    }  # fmt: skip
    assert asked["attestation"] == "none"


def test_neither_credential_nor_key_lies_in_the_clear(customer, installation) -> None:
    key = customer.enrol()
    held = b"".join(path.read_bytes() for path in installation.folder.rglob("*") if path.is_file())
    point = key.key.public_key().public_numbers()
    for one in (key.id, point.x.to_bytes(32, "big"), key.user):
        assert one not in held


def test_a_passkey_counts_in_a_hold_and_a_code_does_not(customer, installation) -> None:
    customer.enrol()
    installation.clock.at += core.HOLD_MS
    stepup.change_sim(*customer.given, "support", BOT)
    start, sent = len(installation.entries()), len(installation.delivered)
    link = customer.link()
    assert (customer.state, len(installation.delivered)) == (stepup.PASSKEY, sent)
    with pytest.raises(NotProved):
        respond.respond(*customer.at, link, Plain("000000"))
    recognise.recognise(*customer.at, link, customer.answer(link), SITE)
    assert customer.known().verified
    assert installation.acts(start) == [
        ("step-up.offer", "done"), ("step-up.check", "failed"), ("step-up.passkey", "done"),
    ]  # fmt: skip


def test_in_a_hold_nobody_enrols(customer, installation) -> None:
    """Neither by a link from before, nor by what was proved before, nor by a new link; with a passkey or without."""
    link = customer.link(enrol=True)
    asked = recognise.offer_by_code(*customer.at, link, customer.code(), SITE, HERE)
    stepup.change_sim(*customer.given, "support", BOT)
    with pytest.raises(Denied, match="sim-changed"):
        recognise.enrol(*customer.at, link, Softkey().create(asked), SITE, HERE)
    assert installation.entries()[-1].act == "step-up.enrol"
    for again in (0, 1):
        with pytest.raises(Denied, match="sim-changed"):
            customer.link(enrol=True)
        if not again:
            installation.clock.at += core.HOLD_MS
            customer.enrol()
            installation.clock.at += core.HOLD_MS
            stepup.change_sim(*customer.given, "support", BOT)
    assert customer.known().passkeys == 1


def test_what_was_enrolled_shortly_before_a_change_of_the_card_goes_with_it(customer, installation) -> None:
    """Whoever took the number over before anybody noticed has enrolled nothing that lasts."""
    customer.enrol()
    installation.clock.at += core.HOLD_MS
    customer.enrol(Softkey())
    assert customer.known().passkeys == 2
    stepup.change_sim(*customer.given, "support", BOT)
    assert customer.known().passkeys == 1
    link = customer.link()
    recognise.recognise(*customer.at, link, customer.answer(link), SITE)


def test_of_lost_devices_every_passkey_goes_and_none_is_enrolled_for_72_hours(customer, installation) -> None:
    customer.enrol()
    installation.clock.at += 2 * core.HOLD_MS
    stepup.change_sim(*customer.given, "support", BOT, lost=True)
    assert (customer.known().passkeys, installation.entries()[-1].act) == (0, "step-up.lost")
    with pytest.raises(Denied, match="sim-changed"):
        customer.link(enrol=True)
    installation.clock.at += core.HOLD_MS
    customer.enrol()


def test_a_stolen_code_alone_enrols_nothing(customer, installation) -> None:
    """By the link that everybody gets, before and after there is a passkey, and by a code meant for something else."""
    link = customer.link()
    with pytest.raises(NotProved):
        recognise.offer_by_code(*customer.at, link, customer.code(), SITE, HERE)
    customer.enrol()
    page = customer.link(enrol=True)
    assert customer.state == stepup.PASSKEY
    customer.link()
    start = len(installation.entries())
    with pytest.raises(NotProved):
        recognise.offer_by_code(*customer.at, page, customer.code(), SITE, HERE)
    assert installation.acts(start) == []  # it was not even looked at
    with pytest.raises(NotProved):
        recognise.enrol(*customer.at, page, Softkey().create(_made_up()), SITE, HERE)
    assert customer.known().passkeys == 1


def test_who_proved_themselves_by_a_code_before_there_was_a_passkey_enrols_none_after(customer) -> None:
    link = customer.link(enrol=True)
    early = recognise.offer_by_code(*customer.at, link, customer.code(), SITE, ELSEWHERE)
    customer.enrol()
    with pytest.raises(NotProved):
        recognise.enrol(*customer.at, link, Softkey().create(early), SITE, ELSEWHERE)
    customer.enrol(Softkey())  # by the one there is
    assert customer.known().passkeys == 2


def test_who_did_not_prove_themselves_in_that_visit_enrols_nothing(customer) -> None:
    link = customer.link(enrol=True)
    asked = recognise.offer_by_code(*customer.at, link, customer.code(), SITE, HERE)
    made = customer.key.create(asked)
    for text, visit in ((made, ELSEWHERE), ("{}", HERE), ("x", HERE), (Softkey(flags=PRESENT).create(asked), HERE)):
        with pytest.raises(NotProved):
            recognise.enrol(*customer.at, link, text, SITE, visit)
    recognise.enrol(*customer.at, link, made, SITE, HERE)
    for again in (made, Softkey().create(asked)):
        with pytest.raises(NotProved):
            recognise.enrol(*customer.at, link, again, SITE, HERE)
    assert customer.known().passkeys == 1


def test_an_answer_is_good_once_for_five_minutes_and_its_own_site(customer, installation) -> None:
    customer.enrol()
    link = customer.link()
    answer = customer.answer(link)
    recognise.recognise(*customer.at, link, answer, SITE)
    link = customer.link()
    customer.refused(link, answer)
    late = customer.answer(link)
    installation.clock.at += 300_000
    customer.refused(link, late)
    other = Site("localhost", "https://localhost:8443")
    with pytest.raises(NotProved):
        recognise.recognise(*customer.at, link, customer.answer(link), other)
    recognise.recognise(*customer.at, link, customer.answer(link), SITE)


def test_five_tries_and_ten_minutes(customer, installation) -> None:
    customer.enrol()
    link, start = customer.link(), len(installation.entries())
    for text in ("", "{}", "x" * 20_000, '{"id":"AA"}', customer.answer(link).replace(b64(customer.key.id), "AAAA")):
        customer.refused(link, text, address="192.0.2.7")
    customer.refused(link, customer.answer(link), address="192.0.2.7")
    acts = installation.acts(start)
    assert acts[: core.TRIES] == [("step-up.passkey", "failed")] * core.TRIES
    assert acts[core.TRIES :] == [("prove", "denied")]
    link = customer.link()
    installation.clock.at += core.LIFE_MS
    with pytest.raises(NotProved):
        customer.answer(link)  # the link ended with its tries
    customer.refused(link, "{}")


def test_anothers_passkey_is_wrong(customer, installation) -> None:
    other = Customer(installation, "+12025550102")
    customer.enrol()
    other.enrol()
    link = customer.link()
    asked = recognise.ask(*customer.at, link, SITE)
    customer.refused(link, other.key.get(asked))
    customer.key.user = other.key.user
    customer.refused(link, customer.key.get(asked))
    other.refused(other.link(), customer.key.get(asked))
    assert not recognise.enrolled(*customer.at, "x")


def test_another_company_has_no_such_link(customer, installation) -> None:
    customer.enrol()
    link, bank = customer.link(), installation.add_tenant("bank")
    answer = customer.answer(link)
    assert not recognise.enrolled(installation.app, bank, link)
    with pytest.raises(NotProved):
        recognise.ask(installation.app, bank, link, SITE)
    with pytest.raises(NotProved):
        recognise.recognise(installation.app, bank, link, answer, SITE)
    recognise.recognise(*customer.at, link, answer, SITE)


def test_after_erasure_there_is_none(customer, installation) -> None:
    customer.enrol()
    link = customer.link()
    answer, subject = customer.answer(link), installation.subject()
    installation.erase(subject)
    assert not recognise.enrolled(*customer.at, link)
    for text in (answer, "{}"):
        with pytest.raises(Denied):
            recognise.recognise(*customer.at, link, text, SITE)
    with installation.app.store.view(installation.tenant) as view:
        for one in subjects.subjects(view):
            assert customer_passkeys.of(view, one.id) == []


def test_without_its_key_a_passkey_is_none(customer, installation) -> None:
    customer.enrol()
    with installation.app.store.write(installation.tenant) as tx:
        _, owner = stepup.whose(tx, customer.talk)
        (row,) = customer_passkeys.of(tx, owner.id)
        tx.run("UPDATE customer_passkey SET period = 999999")
        assert passkeys.known(tx, owner) == []
        assert row.proved is None


def test_a_rule_that_forbids_is_kept_to_at_every_step(customer, installation, monkeypatch) -> None:
    link = customer.link(enrol=True)
    asked = recognise.offer_by_code(*customer.at, link, customer.code(), SITE, HERE)
    delivery = respond.link(*customer.given, "delivery", enrol=True)
    with pytest.raises(Denied, match="refused"):
        recognise.enrol(*customer.at, delivery, Softkey().create(asked), SITE, HERE)
    customer.enrol()
    customer.link()
    with pytest.raises(Denied):
        recognise.recognise(*customer.at, respond.link(*customer.given, "delivery"), "{}", SITE)
    assert customer.known().passkeys == 1


def test_nobody_has_more_than_ten(customer, installation) -> None:
    for _ in range(core.MOST_PASSKEYS):
        customer.enrol(customer.key if not customer.known().passkeys else Softkey())
        installation.clock.forward(days=1, minutes=11)
    with pytest.raises(NotProved):
        customer.enrol(Softkey())
    assert customer.known().passkeys == core.MOST_PASSKEYS


def test_one_device_is_enrolled_once(customer) -> None:
    customer.enrol()
    with pytest.raises(NotProved):
        customer.enrol(customer.key)


def test_nobody_enrols_who_cannot_be_told(customer, installation) -> None:
    link = customer.link(enrol=True)
    made = customer.key.create(recognise.offer_by_code(*customer.at, link, customer.code(), SITE, HERE))
    del installation.app.channels["loopback"]
    with pytest.raises(BadInput, match="nothing is set up"):
        recognise.enrol(*customer.at, link, made, SITE, HERE)
    assert customer.known().passkeys == 0


def _made_up() -> dict[str, Any]:
    return {"user": {"id": b64(bytes(16))}, "challenge": b64(bytes(40))}
