"""Customers' own pages: the link that leads there once, the visit it opens, the proof that what is sensitive asks."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import ANN, Installation

from privet.acts import erase, passkeys, portal, recognise, respond, stepup, stop
from privet.acts.portal import PURPOSE, Came, Opened
from privet.core import portal as core
from privet.core import secret
from privet.core.decision import LOCAL, Actor
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound, NotProved
from privet.store import portal as rows
from softkey import Softkey

SITE = Site("localhost", "http://localhost:8080")
MINUTE = 60_000


class Customer:
    """Somebody who wrote once, and what they do with the links they get."""

    def __init__(self, house: Installation, party: str = ANN) -> None:
        self.house, self.at = house, (house.app, house.tenant)
        self.talk = house.receive("I am ann@example.com", party).conversation

    def sent(self, actor: Actor = LOCAL, **more: Any) -> str:
        """The secret of a link that was sent; as a browser has it behind the `#`."""
        portal.link(*self.at, self.talk, PURPOSE, actor, **more)
        found = re.search(r"/my#token=(\S+)", self.house.delivered[-1].text.expose())
        assert found is not None
        return found[1]

    def enter(self, link: str) -> Opened:
        read = secret.read(secret.LINK, link)
        assert read is not None
        return portal.enter(*self.at, read[1])

    def came(self, made: Opened) -> Came:
        read = secret.read(secret.VISIT, made.secret.expose())
        assert read is not None
        return portal.here(*self.at, read[1])

    def visit(self) -> Came:
        return self.came(self.enter(self.sent()))

    def code(self) -> Plain:
        return Plain(re.findall(r"\b[0-9]{6}\b", self.house.delivered[-1].text.expose())[0])

    def prove(self, came: Came) -> Came:
        portal.offer(*self.at, came)
        return self.came(portal.prove(*self.at, came, self.code()))


@pytest.fixture
def customer(installation: Installation) -> Customer:
    return Customer(installation)


def test_a_link_works_once_and_whoever_came_in_is_the_customer_alone(customer: Customer) -> None:
    house = customer.house
    subject, start = house.subject(ANN), len(house.entries())
    link = customer.sent()
    came = customer.came(customer.enter(link))
    assert (came.conversation, came.channel, came.proved, came.erased) == (customer.talk, "loopback", False, False)
    assert came.actor.id == "service:portal"
    assert came.subject == subject
    acts = [one for one in house.acts(start) if one[0] != "send"]
    assert acts == [("portal.send", "done"), ("portal.open", "done")]
    with pytest.raises(NotProved, match="used already"):
        customer.enter(link)
    with pytest.raises(NotProved, match="wrong"):
        customer.enter(secret.text(secret.LINK, house.tenant, bytes(32)).expose())


def test_a_link_is_good_for_a_quarter_of_an_hour(customer: Customer) -> None:
    link = customer.sent()
    customer.house.clock.at += core.LINK_MS
    with pytest.raises(NotProved, match="too old"):
        customer.enter(link)


def test_nothing_that_is_kept_opens_a_page(customer: Customer) -> None:
    """Neither the link, nor the message that carries it, nor the visit lies anywhere in the clear."""
    house = customer.house
    link = customer.sent()
    visit = customer.enter(link).secret.expose()
    with house.app.store.view(house.tenant) as view:
        assert view.rows("SELECT 1 FROM portal_link WHERE tenant = ?", (view.tenant,))
    held = b"".join(path.read_bytes() for path in house.folder.rglob("*") if path.is_file())
    for one in (link, visit):
        assert one.encode() not in held
        assert one.rpartition("_")[2].encode() not in held


def test_the_company_reads_a_token_where_the_link_stood(customer: Customer) -> None:
    house = customer.house
    link = customer.sent()
    said = " ".join(one or "" for one in house.read(customer.talk))
    assert "[URL_LOGIN_1]" in said
    assert link not in said


def test_five_links_a_day_go_to_one_customer(customer: Customer) -> None:
    for _ in range(core.MOST):
        customer.sent()
    with pytest.raises(Denied, match="links within 24 hours"):
        customer.sent()
    customer.house.clock.at += core.DAY_MS + core.LINK_MS + 1
    assert customer.sent()
    with customer.house.app.store.view(customer.house.tenant) as view:
        assert len(view.rows("SELECT 1 FROM portal_link WHERE tenant = ?", (view.tenant,))) == 1


def test_a_visit_ends_when_it_lies_idle_and_after_an_hour_and_when_they_leave(customer: Customer) -> None:
    clock = customer.house.clock
    made = customer.enter(customer.sent())
    for _ in range(3):
        clock.at += 14 * MINUTE
        came = customer.came(made)
    clock.at += 14 * MINUTE
    assert customer.came(made)
    clock.at += 5 * MINUTE
    with pytest.raises(NotProved, match="ended"):
        customer.came(made)
    idle = customer.enter(customer.sent())
    clock.at += 15 * MINUTE
    with pytest.raises(NotProved, match="ended"):
        customer.came(idle)
    left = customer.enter(customer.sent())
    portal.leave(*customer.at, customer.came(left))
    with pytest.raises(NotProved, match="ended"):
        customer.came(left)
    with pytest.raises(NotProved, match="ended"):
        portal._proved(*customer.at, came)


def test_what_is_sensitive_asks_for_a_code_in_the_same_visit(customer: Customer) -> None:
    house = customer.house
    made = customer.enter(customer.sent())
    came = customer.came(made)
    with pytest.raises(NotProved, match="asks for a proof"):
        came.sure()
    assert portal.offer(*customer.at, came) == "sent"
    with pytest.raises(NotProved):
        portal.prove(*customer.at, came, Plain("000000" if customer.code().expose() != "000000" else "111111"))
    fresh = portal.prove(*customer.at, came, customer.code())
    with pytest.raises(NotProved, match="ended"):
        customer.came(made)
    now = customer.came(fresh)
    now.sure()
    other = customer.visit()
    assert not other.proved
    house.clock.at += core.PROVED_MS - 1
    assert customer.came(fresh).proved
    house.clock.at += 1
    assert not customer.came(fresh).proved


def test_whoever_wants_no_messages_gets_the_code_that_they_asked_for(customer: Customer) -> None:
    house = customer.house
    came = customer.visit()
    stop.stop(*customer.at, came.subject, PURPOSE, Plain("asked"), came.actor)
    assert customer.prove(came).proved
    with pytest.raises(Denied):
        stepup.send_code(*customer.at, customer.talk, "support", house.privacy)


def test_a_passkey_proves_the_same(customer: Customer) -> None:
    house, key = customer.house, Softkey()
    stepup.send_code(*customer.at, customer.talk, "support", house.privacy, enrol=True)
    link = respond.link(*customer.at, customer.talk, "support", enrol=True)
    asked = recognise.offer_by_code(*customer.at, link, customer.code(), SITE, "here")
    recognise.enrol(*customer.at, link, key.create(asked), SITE, "here")
    with house.app.store.view(house.tenant) as view:
        assert len(passkeys.known(view, stepup.whose(view, customer.talk)[1])) == 1
    came = customer.visit()
    assert came.passkey
    portal.offer(*customer.at, came)
    asked = portal.challenge(*customer.at, came, SITE)
    with pytest.raises(NotProved):
        portal.recognised(*customer.at, came, "{}", SITE)
    made = portal.recognised(*customer.at, came, key.get(asked), SITE)
    assert customer.came(made).proved


def test_all_of_it_is_handed_over_three_times_in_a_visit(customer: Customer) -> None:
    came = customer.visit()
    with pytest.raises(NotProved, match="asks for a proof"):
        portal.taken(*customer.at, came)
    came = customer.prove(came)
    for _ in range(core.TAKEN):
        portal.taken(*customer.at, came)
    with pytest.raises(NotProved, match="often enough"):
        portal.taken(*customer.at, came)
    portal.leave(*customer.at, came)
    with pytest.raises(NotProved, match="often enough"):
        portal.taken(*customer.at, came)


def test_who_may_not_sends_no_link_and_it_is_on_record(customer: Customer) -> None:
    house = customer.house
    with pytest.raises(Denied):
        customer.sent(Actor("operator", "uma", frozenset({"auditor"})))
    assert house.acts(len(house.entries()) - 1) == [("portal.send", "denied")]
    with pytest.raises(Denied):
        customer.sent(house.agent)
    house.give(customer.talk)
    assert customer.sent(house.agent)
    with pytest.raises(NotFound):
        portal.link(*customer.at, "con_" + 26 * "a", PURPOSE, LOCAL)
    group = house.receive("hello", "+12025550102", conversation="a group", group=True).conversation
    with pytest.raises(BadInput, match="several"):
        portal.link(*customer.at, group, PURPOSE, LOCAL)
    house.receive("hello", "+12025550103", channel="carrier pigeon")
    other = house.receive("hello", "+12025550103", channel="pigeon").conversation
    with pytest.raises(BadInput, match="nothing is set up"):
        portal.link(*customer.at, other, PURPOSE, LOCAL)


def test_an_erased_customer_opens_no_page_and_one_who_is_in_sees_that_alone(customer: Customer) -> None:
    house = customer.house
    link, made = customer.sent(), customer.enter(customer.sent())
    erase.erase(*customer.at, house.subject(ANN), "legal", Plain("asked"), house.privacy, 10)
    assert customer.came(made).erased
    with pytest.raises(Denied):
        customer.enter(link)


def test_a_message_is_in_the_language_that_is_named_or_in_english(customer: Customer) -> None:
    customer.sent(language="de")
    assert "gilt einmal" in customer.house.delivered[-1].text.expose()
    customer.sent(language="xx")
    assert "works once" in customer.house.delivered[-1].text.expose()


def test_where_customers_reach_their_pages_is_a_setting(customer: Customer) -> None:
    app = customer.house.app
    assert portal.origin(app) == "http://localhost:8080"
    app.config = replace(app.config, login=replace(app.config.login, url="https://privet.example.com"))
    assert portal.origin(app) == "https://privet.example.com"
    app.config = replace(app.config, portal=replace(app.config.portal, url="https://privacy.example.com/"))
    assert core.address(portal.origin(app), "x") == "https://privacy.example.com/my#token=x"


def test_a_visit_whose_conversation_is_gone_is_over(customer: Customer) -> None:
    made = customer.enter(customer.sent())
    house = customer.house
    read = secret.read(secret.VISIT, made.secret.expose())
    assert read is not None
    with house.app.store.write(house.tenant) as tx:
        row = rows.visit(tx, read[1])
        assert row is not None
        rows.put_visit(tx, replace(row, conversation=bytes(16)))
    with pytest.raises(NotProved, match="ended"):
        customer.came(made)


def test_two_secrets_of_one_digest_are_refused_by_the_store(customer: Customer) -> None:
    house = customer.house
    customer.sent()

    def again() -> None:
        with house.app.store.write(house.tenant) as tx:
            tx.run(
                "INSERT INTO portal_link SELECT tenant, ?, digest, conversation, expires, used, actor FROM portal_link "
                "WHERE tenant = ?",
                (house.app.id(), tx.tenant),
            )

    with pytest.raises(sqlite3.IntegrityError):
        again()


def test_a_visit_that_ended_meanwhile_is_not_seen_again(customer: Customer) -> None:
    house = customer.house
    made = customer.enter(customer.sent())
    read = secret.read(secret.VISIT, made.secret.expose())
    assert read is not None
    portal.leave(*customer.at, customer.came(made))
    with house.app.store.write(house.tenant) as tx:
        portal._again(tx, read[1], house.clock.at, seen=house.clock.at)
        assert rows.visit(tx, read[1]) is None
