"""Two persons for an account: nobody makes, changes or takes over one alone where somebody else could agree."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import agree, invite, operator
from privet.core.decision import LOCAL, Actor, Facts
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound
from privet.store import tenants

ADA = Actor("operator", "ada", frozenset({"admin"}))
ABE = Actor("operator", "abe", frozenset({"admin"}))
PIA = Actor("operator", "pia", frozenset({"privacy"}))
SUE = Actor("operator", "sue", frozenset({"supervisor"}))
PROVED = {"reason": Plain("new here"), "factor_age_s": 0}


@pytest.fixture
def staff(people: Any) -> Any:
    """Ada looks after people, Pia answers for personal data, Sue supervises."""
    for who in (ADA, PIA, SUE):
        people.by_passkey(people.invite(who.name, tuple(sorted(who.roles))))
    return people


def invited(staff: Any, roles: tuple[str, ...] = ("agent",), name: str = "eve", actor: Actor = ADA) -> invite.Invited:
    return invite.invite(*staff.given, name, roles, actor, **PROVED)


def agreed(staff: Any, what: str, roles: tuple[str, ...] = (), name: str = "eve", actor: Actor = PIA) -> None:
    agree.agree(*staff.given, name, what, roles, actor, **PROVED)


def alone(staff: Any, do: Any) -> None:
    """`do` is refused since nobody agreed, on record, and changes nothing."""
    with staff.installation.app.store.view(staff.installation.tenant) as view:
        before = tenants.operators(view)
    with pytest.raises(Denied, match="two-persons"):
        do()
    last = staff.installation.entries()[-1]
    assert (last.outcome, last.reasons) == ("denied", ("two-persons",))
    with staff.installation.app.store.view(staff.installation.tenant) as view:
        assert tenants.operators(view) == before


def test_a_company_of_one_begins_alone(people) -> None:
    people.by_passkey(people.invite("ada", ("admin",)))
    operator.add(*people.given, "demo", ("privacy",), Plain("four words of no meaning"), LOCAL)  # at the machine alone
    assert invited(people, ("privacy", "supervisor")).name == "eve"
    assert invited(people, ("admin",), "abe").name == "abe"  # an invitation is nobody yet who could agree


@pytest.mark.parametrize("role", ["agent", "privacy", "auditor", "admin"])
def test_an_administrator_makes_nobody_alone(staff, role: str) -> None:
    """Neither a second self that sees customers' data, nor one that could agree with them."""
    alone(staff, lambda: invited(staff, (role,)))
    agreed(staff, "invite", (role,))
    assert invited(staff, (role,)).roles == (role,)
    alone(staff, lambda: invited(staff, (role,)))  # it was agreed to once


def test_more_than_was_agreed_to_is_not_done(staff, installation) -> None:
    agreed(staff, "invite", ("agent",))
    alone(staff, lambda: invited(staff, ("agent", "privacy")))
    alone(staff, lambda: invited(staff, name="max"))
    agreed(staff, "roles", ("privacy",), "sue")
    given = (*staff.given, "sue")
    alone(staff, lambda: invite.reset(*given, ADA, **PROVED))
    alone(staff, lambda: operator.give_roles(*given, ("supervisor", "privacy"), ADA, **PROVED))
    operator.give_roles(*given, ("privacy",), ADA, **PROVED)
    installation.clock.forward(days=1)
    alone(staff, lambda: invited(staff))


def test_nobody_takes_an_account_over_by_its_link(staff) -> None:
    alone(staff, lambda: invite.reset(*staff.given, "pia", ADA, **PROVED))
    alone(staff, lambda: invite.reset(*staff.given, "sue", ADA, **PROVED))
    agreed(staff, "reset", name="sue")
    assert invite.reset(*staff.given, "sue", ADA, **PROVED).name == "sue"


def test_nobody_makes_those_go_away_who_could_agree(staff) -> None:
    alone(staff, lambda: operator.remove(*staff.given, "pia", ADA, **PROVED))
    alone(staff, lambda: operator.give_roles(*staff.given, "pia", ("auditor",), ADA, **PROVED))
    agreed(staff, "remove", name="pia")  # herself
    operator.remove(*staff.given, "pia", ADA, **PROVED)
    assert invited(staff).name == "eve"


def test_who_leaves_is_removed_at_once_and_a_role_taken_away(staff) -> None:
    operator.add(*staff.given, "ann", ("agent", "supervisor"), Plain("four words of no meaning"), LOCAL)
    operator.give_roles(*staff.given, "ann", ("agent",), ADA, **PROVED)
    operator.remove(*staff.given, "ann", ADA, **PROVED)


def test_whoever_has_a_shell_is_not_asked(staff) -> None:
    assert invited(staff, ("privacy",), actor=LOCAL).name == "eve"
    operator.remove(*staff.given, "pia", LOCAL)


def test_nobody_agrees_with_themselves_nor_after_they_lost_the_right(staff) -> None:
    agreed(staff, "invite", ("agent",), actor=ADA)
    alone(staff, lambda: invited(staff))
    staff.by_passkey(staff.invite("abe", ("admin",)))
    agreed(staff, "invite", ("agent",), actor=ABE)
    operator.give_roles(*staff.given, "abe", ("auditor",), LOCAL)
    alone(staff, lambda: invited(staff))


def test_an_agreement_of_somebody_who_lost_the_right_by_the_rules_counts_no_more(staff, installation) -> None:
    agreed(staff, "invite", ("agent",))
    with installation.app.store.write(installation.tenant) as tx:
        assert not agree.alone(installation.app, tx, ADA, "invite", "eve", ("agent",))
        tx.run("UPDATE operator SET roles = 'agent' WHERE name = 'pia'")
        operator_row = tenants.operator(tx, "sue")
        assert operator_row is not None
        tx.run("UPDATE operator SET roles = 'admin' WHERE name = 'sue'")
        assert agree.alone(installation.app, tx, ADA, "invite", "eve", ("agent",))


@pytest.mark.parametrize(("who", "age"), [(SUE, 0), (PIA, None), (PIA, 301), (Actor("service", "bot"), 0)])
def test_who_may_not_agree_is_refused_on_record(staff, who: Actor, age: int | None) -> None:
    with pytest.raises(Denied):
        agree.agree(*staff.given, "eve", "invite", ("agent",), who, reason=Plain("x"), factor_age_s=age)
    assert (staff.installation.entries()[-1].act, staff.installation.entries()[-1].outcome) == (
        "agree.invite", "denied",
    )  # fmt: skip
    alone(staff, lambda: invited(staff))


@pytest.mark.parametrize(
    ("what", "name", "roles"),
    [("invite", "sue", ("agent",)), ("roles", "eve", ("agent",)), ("reset", "eve", ()), ("remove", "", ())],
)
def test_what_is_agreed_to_fits_the_account(staff, what: str, name: str, roles: tuple[str, ...]) -> None:
    with pytest.raises(NotFound):
        agreed(staff, what, roles, name)


@pytest.mark.parametrize(("what", "roles"), [("promote", ()), ("invite", ()), ("invite", ("boss",)), ("roles", ())])
def test_what_nobody_can_agree_to(staff, what: str, roles: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        agreed(staff, what, roles)


def test_agreements_are_listed_for_whoever_looks_after_people(staff, installation) -> None:
    agreed(staff, "invite", ("agent",))
    agreed(staff, "reset", name="sue")
    listed = agree.everyone(*staff.given, ADA)
    assert [(one.name, one.what, one.roles, one.by) for one in listed] == [
        ("eve", "invite", ("agent",), PIA.id), ("sue", "reset", (), PIA.id),
    ]  # fmt: skip
    assert listed[0].until == installation.clock.at + agree.LIFE_MS
    installation.clock.forward(days=1)
    assert agree.everyone(*staff.given, ADA) == []
    agreed(staff, "reset", name="sue")
    rows = installation.app.store.data.execute("SELECT count(*) FROM agreement").fetchone()
    assert rows == (1,)
    assert Facts().alone is False
