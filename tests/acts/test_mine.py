"""What customers see of themselves on their own page, and what they do there."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from tests.acts.test_portal import Customer
from tests.conftest import ANN, Installation

from privet.acts import access, basis, consent, consent_text, erase, fulfil, gather, mine, notice, portal, request
from privet.acts.consent_text import Draft
from privet.acts.find import find
from privet.acts.portal import Came
from privet.core import dossier, ids, notice_texts
from privet.core.decision import LOCAL, Actor
from privet.core.kinds import BY_NUMBER
from privet.core.plain import Plain
from privet.errors import BadInput, Conflict, Denied, Erased, NotFound, NotProved
from privet.store import consents

WHY = Plain("set up")


@pytest.fixture
def customer(installation: Installation) -> Customer:
    return Customer(installation)


def with_text(house: Installation, purpose: str = "support", version: str = "v1", language: str = "en") -> None:
    draft = Draft(version, language, purpose, f"You agree to {purpose} ({language}).", "DE", "DE")
    consent_text.add(house.app, house.tenant, draft, WHY, LOCAL)


def choices(customer: Customer, came: Any, language: str = "en") -> dict[str, mine.Choice]:
    return {one.purpose: one for one in mine.mine(*customer.at, came, language).choices}


def test_the_page_says_what_is_held_and_who_saw_it_and_shows_no_value(customer: Customer) -> None:
    house = customer.house
    seen = house.receive("call +1 202 555 0199 please", conversation=ANN)
    house.reveal(seen.tokens[0].id)
    with pytest.raises(Denied):
        house.reveal(seen.tokens[0].id, actor=Actor("operator", "uma", frozenset({"auditor"})))
    made = mine.mine(*customer.at, customer.visit())
    assert {(one.kind, one.values) for one in made.held} >= {("EMAIL", 1), ("PHONE", 1)}
    assert [(one.did, one.role, one.purpose, one.kind) for one in made.seen] == [
        ("reveal: asked for, and refused", "staff", "fraud", "PHONE"), ("reveal: shown", "staff", "fraud", "PHONE"),
    ]  # fmt: skip
    assert made.erasure is None
    assert not made.restricted
    assert made.opted_out is None
    assert ("support", house.app.rules_of(house.tenant).policy.purposes["support"], "not stated") in made.purposes
    assert ANN not in repr(made)
    assert "0199" not in repr(made)


def test_every_page_says_what_the_vault_holds(installation: Installation) -> None:
    """Of 1,000 customers who wrote this and that; counted from the table of values, which the page does not read."""
    house, drawn = installation, random.Random(9)
    words = ("my mail is a{}@example.com", "call +49309018200{:02}", "ask b{}@example.org", "hello, {}", "card? no {}")
    for n in range(1_000):
        for each in drawn.choices(words, k=drawn.randint(1, 4)):
            house.receive(each.format(n % 100), f"+1202555{n:04}", conversation=f"c{n}")
    with house.app.store.view(house.tenant) as view:
        talks = view.rows("SELECT conversation, subject FROM conversation WHERE tenant = ?", (view.tenant,))
    assert len(talks) == 1_000
    for talk, subject in talks:
        came = Came(bytes(16), ids.shown(ids.CONVERSATION, talk), ids.shown(ids.SUBJECT, subject), "loopback",
                    portal._customer(talk), False, False, False)  # fmt: skip
        shown: Counter[str] = Counter()
        for one in mine.mine(house.app, house.tenant, came).held:
            shown[one.kind] += one.values
        with house.app.store.view(house.tenant) as view:
            rows = view.rows("SELECT kind, count(*) FROM value WHERE tenant = ? AND subject = ? GROUP BY kind",
                             (view.tenant, subject))  # fmt: skip
        assert shown == Counter({BY_NUMBER[kind].name: many for kind, many in rows})


def test_they_stop_messages_and_want_them_again(customer: Customer) -> None:
    came = customer.visit()
    mine.hear(*customer.at, came, wanted=False)
    assert mine.mine(*customer.at, came).opted_out is not None
    with pytest.raises(Denied):
        customer.house.send(customer.talk, "news")
    mine.hear(*customer.at, came, wanted=True)
    assert mine.mine(*customer.at, came).opted_out is None
    entry = customer.house.entries()[-1]
    assert (entry.act, entry.actor) == ("opt-out.lift", "service:portal")


def test_they_agree_to_a_text_in_their_language_and_take_it_back_with_a_receipt(customer: Customer) -> None:
    house = customer.house
    basis.set_(house.app, house.tenant, "support", "consent", WHY, LOCAL)
    came = customer.visit()
    assert choices(customer, came)["support"].text == ""
    with pytest.raises(BadInput, match="no text"):
        mine.choose(*customer.at, came, "support", "en", agree=True)
    with_text(house)
    with_text(house, language="de")
    assert choices(customer, came, "de")["support"].language == "de"
    assert choices(customer, came, "ru")["support"].language in ("en", "de")
    mine.choose(*customer.at, came, "support", "de", agree=True)
    one = choices(customer, came)["support"]
    assert one.agreed
    assert one.receipt.startswith("cns_")
    with house.app.store.view(house.tenant) as view:
        (kept,) = consents.of(view, [ids.read(ids.SUBJECT, came.subject)])
    assert (kept.version, kept.language, kept.method, kept.by) == ("v1", "de", "form", "service:portal")
    with pytest.raises(Conflict, match="notice"):
        mine.receipt_of(*customer.at, came, one.receipt)
    notice.publish(house.app, house.tenant, dict.fromkeys(notice_texts.DETAILS, "x"), WHY, LOCAL)
    assert "privet" in mine.receipt_of(*customer.at, came, one.receipt)
    mine.choose(*customer.at, came, "support", "en", agree=False)
    assert choices(customer, came)["support"].agreed is False
    with pytest.raises(NotFound, match="nothing to decide"):
        mine.choose(*customer.at, came, "dancing", "en", agree=False)


def test_a_receipt_of_somebody_else_is_not_handed_over(customer: Customer) -> None:
    house = customer.house
    house.receive("hello", "+12025550102")
    basis.set_(house.app, house.tenant, "support", "consent", WHY, LOCAL)
    what = consent.Given("support", "v1")
    made = consent.give(house.app, house.tenant, house.subject("+12025550102"), what, "support", WHY, LOCAL)
    came = customer.visit()
    for id in (made.id, "cns_" + 26 * "a"):
        with pytest.raises(NotFound, match="no such receipt"):
            mine.receipt_of(*customer.at, came, id)


def test_they_object_to_what_is_done_in_legitimate_interest(customer: Customer) -> None:
    house = customer.house
    came = customer.visit()
    assert choices(customer, came) == {}
    basis.set_(house.app, house.tenant, "support", "legitimate-interests", WHY, LOCAL)
    assert choices(customer, came)["support"].agreed is None
    mine.choose(*customer.at, came, "support", "en", agree=False)
    assert choices(customer, came)["support"].agreed is False


def test_what_they_ask_for_is_a_case_and_a_restriction_holds_at_once(customer: Customer) -> None:
    house = customer.house
    came = customer.visit()
    id = mine.ask(*customer.at, came, "correction", Plain("my name is Anne, with an e"))
    found = request.one(house.app, house.tenant, id, LOCAL)
    assert (found.right, found.via, found.law) == ("correction", "page", "gdpr")
    assert found.whose == ((came.subject, "channel"),)
    other = mine.ask(*customer.at, customer.prove(came), "restriction", mine.WHY)
    assert request.one(house.app, house.tenant, other, LOCAL).whose == ((came.subject, "code"),)
    made = mine.mine(*customer.at, came)
    assert made.restricted
    assert {one.request for one in made.requests} == {id, other}
    with pytest.raises(BadInput, match="not asked for here"):
        mine.ask(*customer.at, came, "access", mine.WHY)


def test_they_take_all_of_it_once_they_proved_to_be_there(customer: Customer) -> None:
    came = customer.visit()
    with pytest.raises(NotProved):
        mine.take(*customer.at, came)
    made = mine.take(*customer.at, customer.prove(came))
    assert ANN.encode() in dossier.as_json(made)
    entry = customer.house.entries()[-1]
    assert (entry.act, entry.actor, str(entry.outcome)) == ("gather", "service:portal", "done")
    seen = mine.mine(*customer.at, customer.visit()).seen
    assert [(one.did, one.role) for one in seen] == [("gather: shown", "a program")]


def test_rules_ask_for_the_proof_as_well(customer: Customer) -> None:
    """Whoever got around the visit's own check is stopped by the rule."""
    house, came = customer.house, customer.visit()
    with pytest.raises(Denied, match="portal-unproved"):
        gather.gather(house.app, house.tenant, [came.subject], mine.PURPOSE, mine.WHY, came.actor)
    with pytest.raises(Denied, match="portal-unproved"):
        erase.erase(house.app, house.tenant, came.subject, mine.PURPOSE, mine.WHY, came.actor)


def test_they_have_all_of_it_erased_and_get_a_certificate(customer: Customer) -> None:
    house = customer.house
    came = customer.visit()
    with pytest.raises(NotProved):
        mine.erase(*customer.at, came)
    came = customer.prove(came)
    assert mine.erase(*customer.at, came)
    assert find(house.app, house.tenant, Plain(ANN), "legal", LOCAL).subjects == ()
    made = mine.mine(*customer.at, came)
    assert made.erasure is not None
    assert made.erasure.done
    assert made.held == ()
    assert came.subject in mine.certificate(*customer.at, came)
    (row,) = request.everyone(house.app, house.tenant, LOCAL, closed=True)
    assert (row.right, row.state, row.via) == ("erasure", "answered", "page")
    with pytest.raises(Erased):
        mine.hear(*customer.at, came, wanted=False)


def test_where_rules_leave_erasing_to_an_officer_there_is_a_case(customer: Customer, monkeypatch: Any) -> None:
    came = customer.prove(customer.visit())

    def no(*_: Any) -> None:
        raise Denied("no rule allows it")

    monkeypatch.setattr(fulfil.erase, "erase_all", no)
    assert not mine.erase(*customer.at, came)
    (row,) = request.everyone(customer.house.app, customer.house.tenant, LOCAL)
    assert (row.right, row.state, row.proven) == ("erasure", "open", (came.subject,))


def test_no_program_comes_by_the_name_of_the_page(installation: Installation) -> None:
    limits = access.Limits(("erase",), purposes=("subject-request",))
    with pytest.raises(BadInput, match="key's name"):
        access.make(installation.app, installation.tenant, "portal", limits, LOCAL)
