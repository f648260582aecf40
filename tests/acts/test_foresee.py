"""What goes when: counted and named before it happens, and it happens so."""

from __future__ import annotations

from typing import Any

import pytest

from privet import jobs
from privet.acts.foresee import Outlook, against, foresee, late, soon
from privet.core.decision import LOCAL, Actor
from privet.errors import Denied

DAY, MINUTE = 86_400_000, 60_000
MAIL, BEN = "ann@example.com", "+12025550102"


def looked(house: Any, by: int | None = None) -> Outlook:
    return foresee(house.app, house.tenant, LOCAL, by)


def test_it_counts_and_names_what_will_be_gone_and_so_it_goes(installation) -> None:
    installation.receive(f"{MAIL}, my code is 482913")
    installation.clock.forward(days=1)
    installation.receive("two@example.com and three@example.com", BEN)
    begun = installation.clock.at - installation.clock.at % DAY
    (code,) = [one for one in looked(installation).going if one.class_ == "transit"]
    assert (code.values, code.messages) == ((("CODE", 1),), 0)
    by = begun - DAY + 91 * DAY  # when the first day's messages go
    found = [one for one in looked(installation, by).going if one.class_ == "message"]
    assert [(one.messages, one.values, one.until) for one in found] == [(1, (("EMAIL", 1),), by)]
    assert [one for one in looked(installation, by - 1).going if one.class_ == "message"] == []
    every = looked(installation)
    assert {one.name for one in every.classes} >= {"message", "transit", "relation"}
    assert ("CODE", "transit") in every.kinds
    ends = [one.until for one in every.going]
    assert ends == [*sorted(end for end in ends if end), *(end for end in ends if not end)]  # what an event ends, last
    installation.clock.at = by
    jobs.tick(installation.app)
    assert [one.messages for one in looked(installation).going if one.class_ == "message"] == [1]


def test_what_is_erased_is_not_counted(installation) -> None:
    installation.receive(MAIL)
    assert [one.values for one in looked(installation).going if one.class_ == "message"] == [(("EMAIL", 1),)]
    installation.erase(installation.subject())
    assert [one.values for one in looked(installation).going if one.class_ == "message"] == [()]


def test_what_is_late_is_told_by_the_second(installation) -> None:
    installation.receive("my code is 482913")
    start = installation.clock.at - installation.clock.at % (10 * MINUTE)
    installation.clock.at = start + 20 * MINUTE - 1
    assert soon(installation.app, installation.tenant, LOCAL)["transit"] == (start + 20 * MINUTE, 0)
    installation.clock.at = start + 20 * MINUTE + 61_000
    with installation.app.store.view(installation.tenant) as view:
        assert late(view, installation.clock.at)["transit"] == 61
    assert soon(installation.app, installation.tenant, LOCAL)["transit"] == (0, 61)
    (one,) = [one for one in looked(installation).going if one.class_ == "transit"]
    assert one.late_s == 61
    jobs.tick(installation.app)
    assert "transit" not in soon(installation.app, installation.tenant, LOCAL)


@pytest.mark.parametrize("look", [foresee, soon])
def test_who_may_not_read_what_is_the_companys_sees_nothing(installation, look: Any) -> None:
    with pytest.raises(Denied):
        look(installation.app, installation.tenant, Actor("service", "nobody"))


def test_what_is_kept_is_held_against_the_laws_of_the_day(installation) -> None:
    found = against(installation.app, installation.tenant, LOCAL)
    assert {one.rule.name for one in found} == {"no-card-code", "codes", "traces", "transcripts"}
    assert not any(one.wrong for one in found)
    with pytest.raises(Denied):
        against(installation.app, installation.tenant, Actor("operator", "maria", frozenset({"agent"})))


def test_what_has_a_timer_is_a_class_of_its_own(installation) -> None:
    installation.receive("gone in an hour", timer=":timer:1h")
    made = foresee(installation.app, installation.tenant, LOCAL)
    assert [(one.name, one.seconds) for one in made.classes if one.name.startswith(":")] == [(":timer:1h", 3600)]
    assert [one.messages for one in made.going if one.class_ == ":timer:1h"] == [1]
