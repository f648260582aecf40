"""Two-step verification of administrators: vouched for one by one; overdue, and nobody becomes an administrator."""

from __future__ import annotations

from typing import Any

import pytest

from privet import jobs
from privet.acts import enrol, hook, invite, operator, posture, task, vouch
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.core.tasks import DAY_MS, VOUCHED, reminder
from privet.errors import BadInput, Denied, NotFound
from privet.store import events, tenants

SAW = Plain("saw it in the settings of ada@example.com")
PHRASE = Plain("five invented words for this")
ADA = Actor("operator", "ada", frozenset({"admin"}))


@pytest.fixture
def house(installation: Any) -> Any:
    """An installation with one administrator, whose tasks are planned."""
    installation.person("ada", "admin")
    jobs.tick(installation.app)
    return installation


def standing(house: Any) -> dict[str, bool]:
    return {one.name: one.good for one in vouch.everyone(house.app, house.tenant, LOCAL)}


def overdue(house: Any) -> None:
    house.clock.forward(days=91)


def add(house: Any, name: str, *roles: str) -> None:
    operator.add(house.app, house.tenant, name, roles, PHRASE, LOCAL)


def done(house: Any) -> None:
    for name, good in standing(house).items():
        if not good:
            vouch.vouch(house.app, house.tenant, name, SAW, LOCAL)
    task.complete(house.app, house.tenant, VOUCHED, Plain("all four phones"), LOCAL)


def test_somebody_vouches_with_evidence_that_is_scanned_and_on_record(house: Any) -> None:
    house.person("ben", "agent")
    assert standing(house) == {"ada": False}  # agents are no administrators
    vouch.vouch(house.app, house.tenant, "ada", SAW, ADA, 10)
    entry = house.entries()[-1]
    assert (entry.act, entry.outcome, entry.actor) == ("task.vouch", "done", ADA.id)
    (row,) = vouch.everyone(house.app, house.tenant, ADA)
    assert (row.name, row.good, row.at, row.by) == ("ada", True, house.clock.at, ADA.id)
    assert row.evidence == "saw it in the settings of [EMAIL]"


def test_without_evidence_a_right_or_an_administrator_nobody_vouches(house: Any) -> None:
    given = (house.app, house.tenant)
    with pytest.raises(NotFound, match="no such administrator"):
        vouch.vouch(*given, "ben", SAW, LOCAL)
    with pytest.raises(BadInput, match="what shows"):
        vouch.vouch(*given, "ada", Plain(" "), LOCAL)
    for who, age in ((Actor("operator", "ben", frozenset({"agent"})), 10), (ADA, 301)):
        with pytest.raises(Denied):
            vouch.vouch(*given, "ada", SAW, who, age)
        assert house.acts()[-1] == ("task.vouch", "denied")
    with pytest.raises(Denied):
        vouch.everyone(*given, Actor("operator", "ben", frozenset({"agent"})))
    assert standing(house) == {"ada": False}


def test_the_review_is_done_once_somebody_vouched_for_each_and_begins_anew(house: Any) -> None:
    with pytest.raises(BadInput, match="for 1 of the administrators"):
        task.complete(house.app, house.tenant, VOUCHED, Plain("all"), LOCAL)
    done(house)
    assert standing(house) == {"ada": False}
    house.clock.forward(days=1)
    vouch.vouch(house.app, house.tenant, "ada", SAW, LOCAL)
    assert standing(house) == {"ada": True}
    add(house, "eva", "admin")
    assert standing(house) == {"ada": True, "eva": False}
    operator.remove(house.app, house.tenant, "ada", LOCAL)
    assert standing(house) == {"eva": False}


def test_while_it_is_overdue_nobody_becomes_an_administrator_and_the_refusal_says_what_to_do(house: Any) -> None:
    add(house, "ben", "agent")
    given = (house.app, house.tenant)
    overdue(house)
    for act, call in (
        ("operator", lambda: add(house, "eva", "admin")),
        ("operator.roles", lambda: operator.give_roles(*given, "ben", ["agent", "admin"], LOCAL)),
        ("operator.invite", lambda: invite.invite(*given, "eva", ["admin"], LOCAL)),
    ):
        with pytest.raises(Denied, match="privet review vouch") as refused:
            call()
        assert "vouched-first" in str(refused.value)
        assert house.acts()[-1] == (act, "denied")
    with house.app.store.view(house.tenant) as view:
        assert [one.roles for one in tenants.operators(view) if one.name == "ben"] == [("agent",)]
    add(house, "eva", "auditor")
    operator.give_roles(*given, "ben", ["agent", "privacy"], LOCAL)
    operator.give_roles(*given, "ada", ["admin", "auditor"], LOCAL)  # is one already
    invite.reset(*given, "ada", LOCAL)
    done(house)
    operator.give_roles(*given, "ben", ["agent", "admin"], LOCAL)
    assert set(standing(house)) == {"ada", "ben"}


def test_an_invitation_made_before_lets_no_administrator_in_while_it_is_overdue(people: Any, house: Any) -> None:
    house.clock.forward(days=90)
    made, ben = people.invite("eva", ("admin",)), people.invite("ben", ("agent",))
    house.clock.forward(minutes=30)
    with pytest.raises(Denied, match="vouched-first"):
        people.by_passkey(made)
    assert house.acts()[-1] == ("enrol.passkey", "denied")
    people.by_passkey(ben)
    done(house)
    assert isinstance(people.by_passkey(made), enrol.Enrolled)


def test_nobody_is_kept_from_being_the_first_administrator(installation: Any) -> None:
    jobs.tick(installation.app)
    overdue(installation)
    add(installation, "ada", "admin")
    with pytest.raises(Denied):
        add(installation, "eva", "admin")


def test_it_costs_points_while_it_is_overdue(house: Any) -> None:
    def lines() -> dict[str, int]:
        return {one.name: one.points for one in posture.posture(house.app, house.tenant, LOCAL).lines}

    assert f"task.{VOUCHED}" not in lines()
    overdue(house)
    assert lines()[f"task.{VOUCHED}"] == 6
    done(house)
    assert f"task.{VOUCHED}" not in lines()


def test_whoever_asked_for_it_is_reminded_a_week_and_a_day_before_and_then_daily(house: Any) -> None:
    hook.add(house.app, house.tenant, "chat", "https://hooks.example.com/x", ["task.due", "task.overdue"], LOCAL)

    def told(days: int) -> list[tuple[str, int | None]]:
        before = len(house.entries())
        house.clock.forward(days=days)
        jobs.tick(house.app)
        jobs.tick(house.app)
        return [(one.act, one.count) for one in house.entries()[before:] if one.act.startswith("task.")]

    for name in ("audit-log-review", "access-review", "reveal-sampling"):
        given = (house.app, house.tenant, name)
        task.complete(*given, Plain("looked"), LOCAL)
        task.plan(*given, LOCAL, days=365, due=house.clock.at + 365 * DAY_MS)
    assert told(82) == []
    assert told(1) == [("task.due", 2)]  # and that attacks were tried
    assert told(5) == []
    assert told(1) == [("task.due", 2)]
    assert told(2) == [("task.overdue", 2)]
    assert told(1) == [("task.overdue", 2)]
    with house.app.store.view(house.tenant) as view:
        assert events.backlog(view) == {"queued": 4}


def test_of_a_short_round_nobody_is_reminded_a_week_before() -> None:
    weekly = task.Task("reveal-sampling", "", 7, 100 * DAY_MS)
    assert [reminder(weekly, day * DAY_MS, None) for day in (93, 98, 99, 101)] == [None, None, 1, None]
    monthly = task.Task("audit-log-review", "", 30, 100 * DAY_MS)
    assert [reminder(monthly, day * DAY_MS, None) for day in (92, 93, 99)] == [None, 7, 1]
    assert reminder(monthly, 94 * DAY_MS, (monthly.due, 7)) is None
    assert reminder(monthly, 99 * DAY_MS, (monthly.due, 7)) == 1
    assert reminder(monthly, 94 * DAY_MS, (70 * DAY_MS, 1)) == 7
