"""Two persons: what takes a second one's approval is shown to whoever asked, once, in time, and to nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from privet.acts import assign, grant, operator
from privet.acts.expire import expire
from privet.core import ids
from privet.core.decision import LOCAL, Actor, Scope
from privet.core.grant import ASKED, GRANTED
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, Erased, NotFound
from privet.store import grants, messages

CARD = "4111 1111 1111 1111"
ANN = Actor("operator", "ann", frozenset({"agent"}))
MAX = Actor("operator", "max", frozenset({"agent"}))
SUE = Actor("operator", "sue", frozenset({"supervisor"}))
PIA = Actor("operator", "pia", frozenset({"privacy"}))
ADAM = Actor("operator", "adam", frozenset({"admin", "supervisor", "privacy"}))


@pytest.fixture
def shop(installation):
    """A conversation with two cards, given to ann."""
    told = installation.receive(f"{CARD} and 5500 0055 5555 5559, ann@example.com")
    installation.give(told.conversation, "ann")
    installation.tokens = [one.id for one in told.tokens]
    installation.talk = told.conversation
    return installation


def ask(shop, token: str = "", actor: Actor = ANN, purpose: str = "support", reason: str = "a refund") -> str:
    return grant.ask(shop.app, shop.tenant, token or shop.tokens[0], purpose, Plain(reason), actor)


def approve(shop, id: str, actor: Actor = SUE, age: int | None = 10) -> None:
    grant.approve(shop.app, shop.tenant, id, actor, age)


def reveal(shop, token: str = "", actor: Actor = ANN, **more) -> str:
    return shop.reveal(token or shop.tokens[0], **{"purpose": "support", "actor": actor, **more})


def refused(shop, reason: str, do, error: type[Exception] = Denied) -> None:
    """`do` is denied for that reason, with one entry on the ledger that says so."""
    before = len(shop.entries())
    with pytest.raises(error):
        do()
    (entry,) = shop.entries()[before:]
    assert (entry.outcome, entry.reasons) == ("denied", (reason,))


def test_what_is_asked_for_and_approved_is_shown_once(shop) -> None:
    refused(shop, "reveal-two-persons", lambda: reveal(shop))
    before = len(shop.entries())
    id = ask(shop)
    refused(shop, "reveal-two-persons", lambda: reveal(shop))
    approve(shop, id)
    assert reveal(shop) == CARD
    refused(shop, "reveal-two-persons", lambda: reveal(shop))
    entries = [one for one in shop.entries()[before:] if one.outcome == "done"]
    assert [(one.act, one.actor, one.object) for one in entries] == [
        ("ask", ANN.id, shop.tokens[0]),
        ("approve", SUE.id, id),
        ("reveal", ANN.id, shop.tokens[0]),
    ]
    assert id == f"grt_{entries[0].id}"
    assert {one.subject for one in entries} == {shop.subject()}
    assert entries[0].note is not None


def test_a_grant_used_late_is_refused(shop) -> None:
    approve(shop, ask(shop))
    shop.clock.forward(minutes=15)
    refused(shop, "reveal-two-persons", lambda: reveal(shop))


def test_a_grant_is_good_until_its_last_millisecond(shop) -> None:
    approve(shop, ask(shop))
    shop.clock.at += 15 * 60_000 - 1
    assert reveal(shop) == CARD


def test_a_grant_used_by_another_is_refused(shop) -> None:
    shop.give(shop.talk, "max")
    approve(shop, ask(shop))
    refused(shop, "reveal-two-persons", lambda: reveal(shop, actor=MAX))
    refused(shop, "reveal-two-persons", lambda: reveal(shop, actor=SUE))
    refused(shop, "reveal-two-persons", lambda: reveal(shop, actor=replace(ANN, kind="service")))
    assert reveal(shop) == CARD


def test_a_grant_used_for_another_value_or_purpose_is_refused(shop) -> None:
    approve(shop, ask(shop))
    refused(shop, "reveal-two-persons", lambda: reveal(shop, shop.tokens[1]))
    refused(shop, "reveal-two-persons", lambda: reveal(shop, purpose="fraud"))
    assert reveal(shop) == CARD


def test_a_grant_stands_in_for_no_proof_and_no_reason(shop) -> None:
    approve(shop, ask(shop))
    refused(shop, "fresh-factor", lambda: reveal(shop, factor_age_s=301))
    refused(shop, "reason-given", lambda: reveal(shop, reason=""))
    assert reveal(shop) == CARD


@pytest.mark.parametrize(
    ("who", "age", "reason"),
    [
        (MAX, 10, "no-rule-allows"),
        (LOCAL, None, "no-rule-allows"),
        (ADAM, 10, "admin-sees-nobody"),
        (SUE, 301, "fresh-factor"),
        (SUE, None, "fresh-factor"),
        (ANN, 10, "own-ask"),
        (replace(ANN, roles=frozenset({"agent", "supervisor", "privacy"})), 10, "own-ask"),
        (Actor("service", "crm", scope=Scope(bytes(16), frozenset({"approve"}), frozenset({"CARD"}),
                                             frozenset({"support"}))), None, "no-rule-allows"),
    ],
)  # fmt: skip
def test_who_has_not_the_right_approves_nothing(shop, who: Actor, age: int | None, reason: str) -> None:
    id = ask(shop)
    for do in (grant.approve, grant.deny):
        refused(shop, reason, lambda do=do: do(shop.app, shop.tenant, id, who, age))
    refused(shop, "reveal-two-persons", lambda: reveal(shop))
    approve(shop, id)


def test_a_supervisor_approves_nothing_but_support(shop) -> None:
    id = ask(shop, purpose="fraud")
    refused(shop, "no-rule-allows", lambda: approve(shop, id))
    approve(shop, id, PIA)
    assert reveal(shop, purpose="fraud") == CARD


@pytest.mark.parametrize(
    ("who", "more", "reason"),
    [
        (MAX, {}, "no-rule-allows"),
        (Actor("operator", "rita", frozenset({"auditor"})), {}, "no-rule-allows"),
        (ADAM, {}, "admin-sees-nobody"),
        (LOCAL, {}, "no-rule-allows"),
        (ANN, {"reason": " "}, "reason-given"),
        (ANN, {"purpose": "operation"}, "no-rule-allows"),
        (ANN, {"purpose": "curiosity"}, "unknown-purpose"),
    ],
)
def test_who_may_not_ask_is_refused_on_record(shop, who: Actor, more: dict[str, str], reason: str) -> None:
    refused(shop, reason, lambda: ask(shop, actor=who, **more))
    assert grant.everyone(shop.app, shop.tenant, PIA) == []


def test_an_administrator_gets_nothing_out_of_what_others_approved(shop) -> None:
    """Somebody asked as an agent, and was made an administrator before the approval came."""
    approve(shop, ask(shop))
    refused(shop, "admin-sees-nobody", lambda: reveal(shop, actor=replace(ANN, roles=frozenset({"agent", "admin"}))))


def test_what_was_answered_used_or_over_is_not_answered_again(shop) -> None:
    denied, given, late = ask(shop), ask(shop), ask(shop)
    grant.deny(shop.app, shop.tenant, denied, SUE, 10)
    approve(shop, given)
    refused(shop, "grant-over", lambda: approve(shop, denied))
    refused(shop, "grant-over", lambda: approve(shop, given, PIA))
    refused(shop, "grant-over", lambda: grant.end(shop.app, shop.tenant, denied, SUE, 10))
    shop.clock.forward(minutes=8 * 60)
    refused(shop, "grant-over", lambda: approve(shop, late))
    assert grant.everyone(shop.app, shop.tenant, PIA) == []


@pytest.mark.parametrize("who", [ANN, SUE, PIA])
def test_a_grant_is_ended_by_whoever_asked_or_may_approve_it(shop, who: Actor) -> None:
    id = ask(shop)
    approve(shop, id)
    refused(shop, "no-rule-allows", lambda: grant.end(shop.app, shop.tenant, id, MAX, 10))
    grant.end(shop.app, shop.tenant, id, who, 10)
    assert shop.acts()[-1] == ("ask.end" if who is ANN else "approve.end", "done")
    refused(shop, "reveal-two-persons", lambda: reveal(shop))


def test_whoever_asked_takes_a_request_back_before_it_is_answered(shop) -> None:
    id = ask(shop)
    grant.end(shop.app, shop.tenant, id, ANN, None)
    refused(shop, "grant-over", lambda: approve(shop, id))


def test_a_list_shows_ones_own_and_what_one_may_answer(shop) -> None:
    first = ask(shop)
    shop.clock.at += 1
    second = ask(shop, purpose="fraud", reason="asked by ben@example.com")

    def listed(actor: Actor) -> list[tuple[str, bool]]:
        return [(one.id, one.decidable) for one in grant.everyone(shop.app, shop.tenant, actor)]

    assert listed(SUE) == [(first, True)]
    assert listed(PIA) == [(first, True), (second, True)]
    assert listed(ANN) == [(first, False), (second, False)]
    assert listed(MAX) == listed(ADAM) == listed(LOCAL) == []
    shown = grant.everyone(shop.app, shop.tenant, PIA)[1]
    assert (shown.kind, shown.purpose, shown.reason, shown.state) == ("CARD", "fraud", "asked by [EMAIL]", ASKED)
    approve(shop, first)
    assert next((one.state, one.uses, one.approver) for one in grant.everyone(shop.app, shop.tenant, ANN)) == (
        GRANTED, 1, SUE.id,
    )  # fmt: skip


def test_what_is_gone_is_asked_for_in_vain_and_listed_no_more(shop) -> None:
    id, other = ask(shop), ask(shop, shop.tokens[1])
    with shop.app.store.write(shop.tenant) as tx:
        row = messages.value(tx, ids.read(ids.TOKEN, shop.tokens[1]))
        assert row is not None
        messages.drop_values(tx, row.conversation, [row.kind], b"\xff" * 16)
        tx.run("DELETE FROM mark WHERE tenant = ?", (shop.tenant,))
    assert grant.everyone(shop.app, shop.tenant, PIA) == []
    for do in (lambda: approve(shop, id), lambda: approve(shop, other), lambda: ask(shop)):
        with pytest.raises(NotFound):
            do()


def test_of_an_erased_subject_nothing_is_asked_or_approved(shop) -> None:
    id = ask(shop)
    shop.erase(shop.subject())
    refused(shop, "erased", lambda: approve(shop, id), Erased)
    refused(shop, "erased", lambda: ask(shop), Erased)
    assert grant.everyone(shop.app, shop.tenant, ANN)[0].reason == ""


def test_a_reason_past_its_time_is_not_shown(shop) -> None:
    id = ask(shop)
    with shop.app.store.write(shop.tenant) as tx:
        found = grants.grant(tx, ids.read("grt", id))
        assert found is not None
        grants.put(tx, replace(found, due=shop.clock.at + 10**12))
        tx.run("DELETE FROM note WHERE tenant = ?", (shop.tenant,))
    assert [one.reason for one in grant.everyone(shop.app, shop.tenant, ANN)] == [""]
    shop.clock.forward(days=400)
    expire(shop.app, shop.tenant)
    assert [one.reason for one in grant.everyone(shop.app, shop.tenant, ANN)] == [""]


def test_whoever_left_sees_nothing_more_and_nothing_that_they_approved_is_shown(shop) -> None:
    phrase = Plain("correct horse battery staple")
    for name in ("ann", "sue"):
        operator.add(shop.app, shop.tenant, name, ["agent", "supervisor"], phrase, LOCAL)
    approve(shop, ask(shop))
    operator.remove(shop.app, shop.tenant, "sue", LOCAL)
    refused(shop, "reveal-two-persons", lambda: reveal(shop))
    approve(shop, ask(shop), PIA)
    operator.remove(shop.app, shop.tenant, "ann", LOCAL)
    operator.add(shop.app, shop.tenant, "ann", ["agent"], phrase, LOCAL)
    refused(shop, "reveal-two-persons", lambda: reveal(shop))
    assert assign.assigned(shop.app, shop.tenant, shop.talk, LOCAL) == []


def test_a_program_asks_a_person_approves_and_the_program_sees_it(shop) -> None:
    scope = Scope(bytes(16), frozenset({"ask", "reveal"}), frozenset({"CARD"}), frozenset({"support"}))
    crm = Actor("service", "crm", scope=scope)
    with shop.app.store.write(shop.tenant) as tx:
        from privet.store import access
        from privet.store.access import KeyRow

        access.add(tx, KeyRow(bytes(16), bytes(32), "crm", scope.acts, scope.kinds, scope.purposes, 9, 0, 2**60, None))
    refused(shop, "reveal-two-persons", lambda: reveal(shop, actor=crm, factor_age_s=None))
    id = ask(shop, actor=crm)
    ask(shop)
    assert [one.id for one in grant.mine(shop.app, shop.tenant, "support", crm)] == [id]
    assert grant.mine(shop.app, shop.tenant, "support", replace(crm, name="shop")) == []
    refused(shop, "key-purpose", lambda: grant.mine(shop.app, shop.tenant, "fraud", crm))
    refused(shop, "own-ask", lambda: approve(shop, id, crm))
    approve(shop, id)
    assert reveal(shop, actor=crm, factor_age_s=None) == CARD


def test_only_so_many_requests_wait_and_old_ones_are_forgotten(shop, monkeypatch) -> None:
    monkeypatch.setattr(grant, "MOST_ASKED", 2)
    ask(shop)
    ask(shop)
    with pytest.raises(BadInput, match="wait for an answer"):
        ask(shop)
    ask(shop, actor=PIA, purpose="legal")
    shop.clock.forward(days=31)
    ask(shop)
    with shop.app.store.view(shop.tenant) as view:
        assert len(view.rows("SELECT 1 FROM access_grant")) == 1


@pytest.mark.parametrize("id", ["grt_" + "a" * 26, "grt_" + "q" * 25 + "a"])
def test_a_grant_that_is_not_there_is_not_found(shop, id: str) -> None:
    with pytest.raises(NotFound):
        approve(shop, id)
    with pytest.raises(BadInput):
        approve(shop, "tok" + id[3:])


def test_another_tenants_grant_is_not_there(shop) -> None:
    id = ask(shop)
    bank = shop.add_tenant("bank")
    with pytest.raises(NotFound):
        grant.approve(shop.app, bank, id, SUE, 10)
    with pytest.raises(NotFound):
        grant.ask(shop.app, bank, shop.tokens[0], "support", Plain("x"), PIA)
    assert grant.everyone(shop.app, bank, PIA) == []
