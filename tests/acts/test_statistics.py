"""What stays of a day that is over is of ten people or more, and nothing of what was left out can be worked out."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet import jobs
from privet.acts import overview, summarise
from privet.acts.job import UNFINISHED
from privet.acts.overview import OTHERS, Series
from privet.acts.unseen import cards
from privet.acts.verify import verify
from privet.core.decision import Actor
from privet.core.kinds import KINDS
from privet.core.statistic import LEAST, OTHER, Day
from privet.store import holdings, statistics
from privet.store.db import DATA
from privet.store.migrate import migrate, rollback

AUDITOR = Actor("operator", "uma", frozenset({"auditor"}))
CARD = "4111 1111 1111 1111"
IBAN = "GB29 NWBK 6016 1331 9268 19"


def person(number: int) -> str:
    return f"+120255501{number:02d}"


def mails(installation: Any, many: int, first: int = 0) -> None:
    """So many people write their address, each one."""
    for number in range(first, first + many):
        installation.receive(f"I am p{number}@example.com", person(number))


def midnight(installation: Any) -> None:
    """It is the next day at noon, and the clock was looked at."""
    installation.clock.forward(days=1)
    jobs.tick(installation.app)


def shown(installation: Any) -> dict[str, Series]:
    made = overview.overview(installation.app, installation.tenant, AUDITOR)
    return {one.name: one for one in made.found}


def figures(installation: Any) -> list[tuple[int, int]]:
    """(kind, values) of all settled days that say anything."""
    with installation.app.store.view(installation.tenant) as view:
        return sorted((kind, many) for _, kind, many in statistics.since(view, 0) if many)


@pytest.mark.parametrize(("people", "figure"), [(LEAST - 1, None), (LEAST, LEAST)])
def test_of_a_day_that_is_over_ten_people_are_shown_and_nine_are_not(
    installation: Any, people: int, figure: int | None
) -> None:
    mails(installation, people)
    assert shown(installation)["EMAIL"].numbers[-1] == people
    midnight(installation)
    found = shown(installation)
    assert (found["EMAIL"].numbers[-2:] if figure else (None, 0)) == (figure, 0)
    assert ("EMAIL" in found) == (figure is not None)
    assert figures(installation) == ([(KINDS["EMAIL"].number, figure)] if figure else [])


def test_people_are_counted_and_not_what_they_wrote(installation: Any) -> None:
    mails(installation, LEAST - 1)
    for number in range(20):
        installation.receive(f"or more{number}@example.com", person(0))
    midnight(installation)
    assert shown(installation) == {}
    installation.clock.forward(days=1)
    mails(installation, LEAST, first=20)
    installation.receive("and again at q@example.com", person(20))
    midnight(installation)
    assert shown(installation)["EMAIL"].numbers[-4:] == (None, None, LEAST + 1, 0)
    assert shown(installation)["EMAIL"].total == LEAST + 1


def test_whoever_is_erased_is_out_of_today_at_once_and_of_the_day_when_it_is_over(installation: Any) -> None:
    mails(installation, LEAST)
    installation.erase(installation.subject(person(3)))
    assert shown(installation)["EMAIL"].numbers[-1] == LEAST - 1
    midnight(installation)
    assert (shown(installation), figures(installation)) == ({}, [])


def test_whoever_is_erased_between_midnight_and_the_count_is_not_counted(installation: Any) -> None:
    mails(installation, LEAST)
    installation.clock.forward(days=1)
    assert shown(installation) == {}  # not settled, hence not shown
    installation.erase(installation.subject(person(3)))
    jobs.tick(installation.app)
    assert figures(installation) == []


def test_a_figure_outlasts_whom_it_counted_and_names_nobody(installation: Any) -> None:
    mails(installation, LEAST)
    subjects = [installation.subject(person(number)) for number in range(LEAST)]
    midnight(installation)
    for one in subjects[:3]:
        installation.erase(one)
    midnight(installation)
    assert shown(installation)["EMAIL"].numbers[-3:] == (LEAST, None, 0)
    with installation.app.store.view(installation.tenant) as view:
        assert [row[1] for row in view.rows("PRAGMA table_info(statistic)")] == ["tenant", "day", "kind", "found"]
        assert [row[1] for row in view.rows("PRAGMA table_info(holding)")] == ["tenant", "period", "kind", "held"]
        for table in ("statistic", "holding"):  # numbers alone
            assert all(isinstance(cell, int) for row in view.rows(f"SELECT * FROM {table}") for cell in row)
        assert dict(holdings.held(view)) == {KINDS["EMAIL"].number: LEAST - 3}
    assert not verify(installation.app, installation.tenant).problems


def test_what_is_of_few_is_counted_together_where_that_makes_ten(installation: Any) -> None:
    mails(installation, LEAST)
    for number in range(6):
        installation.receive(f"card {CARD}", person(20 + number))
        installation.receive(f"IBAN {IBAN}", person(30 + number))
    midnight(installation)
    assert figures(installation) == [(OTHER, 12), (KINDS["EMAIL"].number, LEAST)]
    found = shown(installation)
    assert list(found) == ["EMAIL", OTHERS]
    assert found[OTHERS].numbers[-2:] == (12, 0)


def test_the_same_people_with_several_kinds_are_no_more_people(installation: Any) -> None:
    for number in range(6):
        installation.receive(f"card {CARD} and IBAN {IBAN}", person(number))
    midnight(installation)
    assert figures(installation) == []


def test_days_on_which_nobody_looked_are_settled_once_each(installation: Any) -> None:
    mails(installation, LEAST)
    installation.clock.forward(days=1)
    mails(installation, LEAST, first=20)
    installation.clock.forward(days=1)
    for _ in range(2):
        jobs.tick(installation.app)
    assert shown(installation)["EMAIL"].numbers[-4:] == (None, LEAST, LEAST, 0)
    installation.clock.forward(days=40)
    jobs.tick(installation.app)
    assert shown(installation) == {}
    with installation.app.store.view(installation.tenant) as view:
        days = Counter(day for day, kind, _ in statistics.since(view, 0) if kind == OTHER)
    assert set(days.values()) == {1}


def test_a_clock_that_was_ahead_loses_no_day_that_comes(installation: Any) -> None:
    now = installation.clock.at
    installation.clock.forward(days=365)
    jobs.tick(installation.app)
    installation.clock.at = now
    mails(installation, LEAST)
    midnight(installation)
    assert figures(installation) == [(KINDS["EMAIL"].number, LEAST)]
    with installation.app.store.view(installation.tenant) as view:
        assert max(day for day, *_ in statistics.since(view, 0)) == now // statistics.DAY_MS


def test_whether_cards_came_is_known_for_thirty_days_and_how_many_is_not(installation: Any) -> None:
    installation.receive(f"card {CARD}")
    installation.erase(installation.subject())
    midnight(installation)

    def taken() -> tuple[bool, list[tuple[int, int]]]:
        with installation.app.store.view(installation.tenant) as view:
            rows = view.rows("SELECT kind, held FROM holding WHERE kind = ?", (KINDS["CARD"].number,))
            return cards(view, installation.clock.at), [(row[0], row[1]) for row in rows]

    assert taken() == (True, [(KINDS["CARD"].number, 0)])
    for _ in range(31):
        midnight(installation)
    assert taken() == (False, [])


def test_of_what_no_key_opens_any_more_no_number_is_left(installation: Any) -> None:
    mails(installation, 3)
    subject = installation.subject(person(0))
    for _ in range(800):
        installation.clock.forward(days=1)
    for _ in range(2):
        midnight(installation)
    installation.erase(subject)
    with installation.app.store.view(installation.tenant) as view:
        assert view.rows("SELECT held FROM holding WHERE held <> 0") == []


def test_a_long_day_is_counted_in_parts_and_one_that_was_left_anew(
    installation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summarise, "AT_ONCE", 4)
    monkeypatch.setattr(summarise, "TOGETHER", 3)
    app, tenant = installation.app, installation.tenant
    mails(installation, LEAST)
    installation.clock.forward(days=1)
    assert summarise.summarise(app, tenant) is UNFINISHED
    assert summarise.summarise(app, tenant) is UNFINISHED
    assert app.days[tenant].last
    installation.clock.forward(minutes=11)  # whoever is erased meanwhile is not counted
    installation.erase(installation.subject(person(0)))
    for _ in range(2):
        assert summarise.summarise(app, tenant) is UNFINISHED
    assert summarise.summarise(app, tenant) is None
    assert (figures(installation), app.days) == ([], {})
    mails(installation, LEAST, first=20)
    installation.clock.forward(days=1)
    for _ in range(3):
        jobs.tick(app)
    assert figures(installation) == [(KINDS["EMAIL"].number, LEAST)]


def test_one_tenants_figures_are_its_own(installation: Any) -> None:
    other = installation.add_tenant("other")
    mails(installation, LEAST - 1)
    installation.batch([installation.inbound("I am p99@example.com", person(99))], other)
    midnight(installation)
    for tenant in (installation.tenant, other):
        assert overview.overview(installation.app, tenant, AUDITOR).found == ()


def day(values: list[tuple[int, int]]) -> Day:
    made = Day()
    for kind, subject in values:
        made.add(kind, subject.to_bytes(2, "big"))
    return made


VALUES = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 25)), max_size=150)


def people(values: list[tuple[int, int]], kinds: set[int]) -> int:
    return len({subject for kind, subject in values if kind in kinds})


@given(VALUES)
def test_nothing_that_is_left_out_can_be_worked_out(values: list[tuple[int, int]]) -> None:
    """What stays is the same whatever was left out: no sum and no difference of it says more than it does. Where small
    kinds are counted together it is the same however they share it."""
    stays = day(values).stays()
    few = {kind for kind, _ in values if people(values, {kind}) < LEAST}
    assert stays.keys() == {OTHER} | {kind for kind, _ in values} - few
    rest = [one for one in values if one[0] not in few]
    if stays[OTHER]:
        assert people(values, few) >= LEAST
        assert len(few) > 1
    else:
        assert stays == day(rest).stays()
        assert people(values, few) < LEAST
    for kind, many in stays.items():
        wanted = few if kind == OTHER else {kind}
        assert many in (0, sum(one in wanted for one, _ in values))
        assert many == 0 or people(values, wanted) >= LEAST
    assert sum(stays.values()) == len(values) - (0 if stays[OTHER] else len(values) - len(rest))


@given(VALUES, st.permutations([1, 2, 3, 4, 5]))
def test_a_kind_that_is_counted_with_others_cannot_be_told_from_them(
    values: list[tuple[int, int]], order: list[int]
) -> None:
    few = {kind for kind, _ in values if people(values, {kind}) < LEAST}
    swapped = dict(zip(sorted(few), [one for one in order if one in few], strict=True))
    moved = [(swapped.get(kind, kind), subject) for kind, subject in values]
    assert day(moved).stays() == day(values).stays()


def test_an_older_installation_is_counted_when_it_is_brought_up_and_without_whoever_was_erased(
    installation: Any,
) -> None:
    mails(installation, LEAST + 1)
    for number in range(LEAST):
        installation.receive(f"card {CARD}", person(number))
    installation.erase(installation.subject(person(0)))
    installation.app.close()
    rollback(installation.folder, "0030")
    with closing(sqlite3.connect(installation.folder / DATA)) as link:
        assert dict(link.execute("SELECT kind, found FROM holding")) == dict(
            link.execute("SELECT kind, held FROM holding")
        )
    migrate(installation.folder)
    installation.reopen()
    assert shown(installation)["EMAIL"].numbers[-1] == LEAST
    midnight(installation)
    assert figures(installation) == [(KINDS["EMAIL"].number, LEAST)]
