"""What is held of a customer, as a page shows it: kinds and figures, nothing in the clear; and who was shown any."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import customer, restrict
from privet.acts.customer import Customer
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound
from privet.store import stepups
from privet.store.customer_passkeys import CustomerPasskeyRow
from privet.store.customer_passkeys import put as put_passkey
from privet.store.stepups import StepRow

ANN, BEN = "+12025550101", "+12025550102"
DAY_MS = 86_400_000
AGENT = Actor("operator", "maria", frozenset({"agent"}))
SUPERVISOR = Actor("operator", "sue", frozenset({"supervisor"}))
SAID = ("ann@example.com", "bob@example.com", "4111 1111 1111 1111", ANN)


def looked(installation: Any, subject: str = "", actor: Actor = SUPERVISOR, purpose: str = "support") -> Customer:
    return customer.customer(
        installation.app, installation.tenant, subject or installation.subject(), actor, purpose=purpose
    )


def test_kinds_are_counted_with_why_and_until_when(installation: Any) -> None:
    first = installation.clock.at
    installation.receive(f"I am {SAID[0]}, my card is {SAID[2]}")
    installation.clock.forward(days=1)
    installation.receive(f"and {SAID[1]}")
    installation.receive("I am eve@example.com", BEN)
    made = looked(installation)
    assert [(one.kind, one.values, one.class_) for one in made.held] == [
        ("EMAIL", 2, "message"),
        ("CARD", 1, "message"),
    ]
    mail = made.held[0]
    assert (mail.meaning, mail.why) == ("e-mail address", "Tokenised messages and the values in them.")
    assert (mail.first, mail.last) == (first, first + DAY_MS)
    assert mail.until == (first // DAY_MS + 2 + 90) * DAY_MS
    assert (made.channel, made.since, made.state, made.group, made.restricted) == (
        "loopback", first, "active", False, False,
    )  # fmt: skip
    assert all(one not in repr(made) for one in SAID)


def test_what_ends_with_the_relation_has_no_day(installation: Any) -> None:
    installation.receive(f"I am {SAID[0]}")
    with installation.app.store.write(installation.tenant) as tx:
        tx.run('UPDATE period SET "end" = 0')
    assert looked(installation).held[0].until is None


def test_what_leads_to_them_and_by_what_proof(installation: Any) -> None:
    installation.receive("hello", subject_ref="crm-4711")
    subject = installation.subject()
    made = looked(installation)
    assert [(one.what, one.proof) for one in made.linked] == [("address", "channel"), ("reference", "company")]
    assert "crm-4711" not in repr(made)
    at = installation.clock.at
    raw = customer.ids.read("sub", subject)
    with installation.app.store.write(installation.tenant) as tx:
        stepups.put(tx, StepRow(raw, bytes(16), bytes(32), 0, at, at - 5))
        stepups.put(tx, StepRow(raw, b"\1" * 16, bytes(32), 0, at, None))
        put_passkey(tx, CustomerPasskeyRow(raw, bytes(16), 1, b"", at, None))
    proofs = [(one.what, one.proof, one.at) for one in looked(installation).linked]
    assert proofs[2:] == [("address", "code", at - 5), ("passkey", "enrolled", at)]


def test_who_was_shown_something_is_told_to_who_may_know(installation: Any) -> None:
    got = installation.receive(f"I am {SAID[0]}")
    installation.give(got.conversation)
    installation.reveal(got.tokens[0].id)
    with pytest.raises(Denied):
        installation.reveal(got.tokens[0].id, purpose="support", actor=SUPERVISOR, factor_age_s=None)
    installation.send(got.conversation, "thank you")
    seen = looked(installation).seen
    assert seen is not None
    assert [(one.entry.actor, str(one.entry.outcome), one.kind) for one in seen] == [
        ("operator:sue", "denied", "EMAIL"), ("operator:paul", "done", "EMAIL"),
    ]  # fmt: skip
    assert installation.entries()[seen[0].number] == seen[0].entry
    assert looked(installation, actor=AGENT).seen is None
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("DELETE FROM value")
    seen = looked(installation).seen
    assert seen is not None
    assert {one.kind for one in seen} == {None}


def test_that_more_may_be_further_back_than_was_looked_is_said(
    installation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = installation.receive(f"I am {SAID[0]}")
    installation.give(got.conversation)
    installation.reveal(got.tokens[0].id)
    installation.send(got.conversation, "thank you")
    assert [one.entry.act for one in looked(installation).seen or ()] == ["reveal"]
    assert not looked(installation).further
    monkeypatch.setattr("privet.acts.customer.LOOKED", 1)
    assert looked(installation).seen == ()
    assert looked(installation).further
    assert not looked(installation, actor=AGENT).further


def test_an_agent_sees_those_of_their_conversations(installation: Any) -> None:
    got = installation.receive("hello")
    other = installation.receive("hello", ANN, conversation="another")
    subject = installation.subject()
    before = len(installation.entries())
    with pytest.raises(Denied):
        looked(installation, subject, AGENT)
    assert installation.acts(before) == [("read", "denied")]
    installation.give(got.conversation)
    assert [one for one, _ in looked(installation, subject, AGENT).conversations] == [got.conversation]
    assert {one for one, _ in looked(installation, subject).conversations} == {got.conversation, other.conversation}


def test_of_an_erased_one_only_that_is_left(installation: Any) -> None:
    installation.receive(f"I am {SAID[0]}")
    subject, at = installation.subject(), installation.clock.at
    restrict.restrict(
        installation.app, installation.tenant, subject, "subject-request", Plain("asked"), installation.privacy, 1
    )
    made = looked(installation, subject, installation.privacy, "subject-request")
    assert made.restricted
    installation.erase(subject)
    made = looked(installation, subject, installation.privacy, "subject-request")
    assert made.erasure is not None
    assert (made.erasure.requested, made.erasure.done) == (at, at)
    assert (made.state, made.held, made.linked) == ("erased", (), ())


def test_an_erasure_on_its_way_is_said(installation: Any) -> None:
    installation.receive("hello")
    subject = installation.subject()
    installation.erase(subject)
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE erasure SET done = 0")
    made = looked(installation, subject).erasure
    assert made is not None
    assert (made.requested, made.done) == (installation.clock.at, 0)


def test_a_group_is_one(installation: Any) -> None:
    got = installation.receive("hello", conversation="room", group=True)
    with installation.app.store.view(installation.tenant) as view:
        raw = view.row("SELECT subject FROM conversation")[0]
    made = looked(installation, customer.ids.shown("sub", raw))
    assert made.group
    assert made.linked == ()
    assert [one for one, _ in made.conversations] == [got.conversation]


def test_nobody_is_found_in_another_tenant_and_nothing_by_no_id(installation: Any) -> None:
    installation.receive("hello")
    subject = installation.subject()
    other = installation.add_tenant("other")
    with pytest.raises(NotFound):
        customer.customer(installation.app, other, subject, SUPERVISOR, purpose="support")
    with pytest.raises(BadInput):
        looked(installation, "sub_nobody")
    assert looked(installation, subject, LOCAL, "operation").id == subject
