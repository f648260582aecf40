"""One person sees so many values an hour and a day and no more, also when many ask at once; every cell of who sees what
holds in the act itself.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from privet.core.decision import Actor
from privet.core.matrix import When, cell, role
from privet.core.terms import Showing
from privet.errors import Denied
from privet.store import grants

MAIL = "ann@example.com"
PIA = Actor("operator", "pia", frozenset({"privacy"}))


def showing(house, **terms: int) -> None:
    """The same rules with these terms of showing."""
    rules = house.app.rules_of(house.tenant)
    policy = replace(rules.policy, terms=replace(rules.policy.terms, showing=Showing(**terms)))
    house.app.rules[house.tenant] = replace(rules, policy=policy)


@pytest.fixture
def house(installation):
    installation.token = installation.receive(f"mail {MAIL}").tokens[0].id
    return installation


def tries(house, count: int, **who) -> int:
    """How many of so many reveals were shown; the rest were refused for the budget, each on record."""
    shown = 0
    for _ in range(count):
        try:
            house.reveal(house.token, **who)
        except Denied:
            assert (house.entries()[-1].outcome, house.entries()[-1].reasons) == ("denied", ("budget",))
        else:
            shown += 1
    return shown


def test_a_budget_is_an_hours_and_a_days_and_everybodys_own(house) -> None:
    showing(house, hour=2, day=5)
    assert tries(house, 3) == 2
    assert tries(house, 1, actor=PIA) == 1
    house.clock.at += 3_600_000 - 1
    assert tries(house, 1) == 0
    house.clock.at += 1
    assert tries(house, 3) == 2
    house.clock.at += 3_600_000
    assert tries(house, 3) == 1  # the fifth of the day
    house.clock.at += 3_600_000
    assert tries(house, 1) == 0
    house.clock.forward(days=1)
    assert tries(house, 3) == 2
    with house.app.store.view(house.tenant) as view:
        assert len(view.rows("SELECT 1 FROM spending WHERE actor = 'operator:paul'")) == 2  # older ones are gone


def test_a_clock_that_is_set_back_gives_nobody_more(house) -> None:
    showing(house, hour=2, day=5)
    assert tries(house, 2) == 2
    house.clock.forward(days=-3)
    assert tries(house, 2) == 0


def test_what_is_refused_costs_nothing(house) -> None:
    showing(house, hour=1)
    for wrong in ({"factor_age_s": None}, {"reason": ""}, {"purpose": "support"}):
        with pytest.raises(Denied):
            house.reveal(house.token, **wrong)
    assert tries(house, 2) == 1


def test_a_budget_of_nothing_shows_nothing(house) -> None:
    showing(house, hour=0)
    assert tries(house, 1) == 0


def test_whoever_leaves_and_comes_back_has_the_budget_they_had(house) -> None:
    showing(house, hour=1)
    assert tries(house, 1) == 1
    with house.app.store.write(house.tenant) as tx:
        grants.end_of(tx, house.privacy.id, house.clock.at)
    assert tries(house, 1) == 0


def test_several_processes_at_once_show_no_more_than_the_budget(house) -> None:
    showing(house, hour=7)
    house.app.close()

    def work(own, say) -> None:
        for _ in range(5):
            try:
                own.reveal(own.token)
            except Denied:
                continue
            say("shown")

    running = [house.process(work) for _ in range(3)]
    shown = [line for one in running for line in one.lines()]
    assert shown == ["shown"] * 7


def test_several_processes_at_once_use_a_grant_once(house) -> None:
    card = house.receive("card 4111 1111 1111 1111").tokens[0].id
    house.grant(card)
    house.app.close()

    def work(own, say) -> None:
        for _ in range(3):
            try:
                own.reveal(card)
            except Denied:
                continue
            say("shown")

    running = [house.process(work) for _ in range(3)]
    assert [line for one in running for line in one.lines()] == ["shown"]


TEXT = "mail ann@example.com, card 4111 1111 1111 1111, from 203.0.113.9, I am Ann Miller, IMEI 490154203237518"


def test_every_cell_holds_in_the_act_itself(house) -> None:
    """Each role, purpose and kind of a sample, bare, given and approved: shown exactly where the table says."""
    showing(house, hour=10_000, day=10_000)
    policy = house.app.rules_of(house.tenant).policy
    told = house.receive(TEXT, "+12025550107")
    kinds = {one.kind: one.id for one in told.tokens}
    assert set(kinds) >= {"EMAIL", "CARD", "IP", "PERSON", "IMEI"}
    order = (When.ALONE, When.GIVEN, When.APPROVED)
    for name, now in product(policy.roles, order):
        who = Actor("operator", f"{name}-{now}", frozenset({name}))
        if now is not When.ALONE:
            house.give(told.conversation, who.name)
        for purpose, (kind, token) in product(policy.purposes, kinds.items()):
            found = cell(policy, role(name), "reveal", purpose, kind).when
            if now is When.APPROVED and purpose in ("support", "fraud", "subject-request", "legal"):
                try:
                    house.grant(token, purpose, who)
                except Denied:
                    assert found is When.NEVER
            expected = found is not When.NEVER and order.index(found) <= order.index(now)
            try:
                house.reveal(token, purpose, actor=who)
            except Denied:
                assert not expected, (name, now, purpose, kind)
            else:
                assert expected, (name, now, purpose, kind)
