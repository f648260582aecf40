"""What is new to somebody is what came behind what they have seen, each person and conversation by itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privet.acts import browse, look, operator
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.errors import BadInput

SUE = Actor("operator", "sue", frozenset({"supervisor"}))
PIA = Actor("operator", "pia", frozenset({"privacy"}))
PEOPLE = [f"+1202555010{n}" for n in range(3)]


def listed(installation: Any, actor: Actor = SUE, which: str = "all") -> dict[str, int]:
    page = browse.browse(installation.app, installation.tenant, actor, purpose="support", which=which)
    return {one.id: one.new for one in page.lines}


def looks(installation: Any, made: Any, actor: Actor = SUE) -> None:
    look.move(installation.app, installation.tenant, [look.row(actor, made.conversation, made.id)])


def rows(installation: Any) -> list[tuple[Any, ...]]:
    with installation.app.store.view(installation.tenant) as view:
        found: list[tuple[Any, ...]] = view.rows("SELECT actor, conversation, message FROM look")
        return found


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.sampled_from(["came", "sue", "pia", "all"]), st.integers(0, 2)), max_size=25),
    size=st.sampled_from([1, 2, 40]),
)
def test_it_is_what_counting_by_hand_gives(install: Any, steps: list[tuple[str, int]], size: int) -> None:
    installation = install()
    came: dict[int, list[Any]] = {}
    seen: dict[tuple[str, int], int] = {}
    for what, who in steps:
        if what == "came":
            came.setdefault(who, []).append(installation.receive("hello", PEOPLE[who]))
        elif what == "all":
            look.everything(installation.app, installation.tenant, SUE)
            seen.update({("sue", one): len(there) for one, there in came.items()})
        elif who in came:
            looks(installation, came[who][-1], {"sue": SUE, "pia": PIA}[what])
            seen[what, who] = len(came[who])
    for actor in (SUE, PIA):
        expected = {there[-1].conversation: len(there) - seen.get((actor.name, who), 0) for who, there in came.items()}
        assert listed(installation, actor) == expected
        new, before = dict[str, int](), ""
        while True:
            page = browse.browse(
                installation.app, installation.tenant, actor, purpose="support", which="new", before=before, limit=size
            )
            new |= {one.id: one.new for one in page.lines}
            before = page.before
            if not before:
                break
        assert new == {talk: many for talk, many in expected.items() if many}


def test_who_looks_back_has_not_unseen_what_they_saw(installation: Any) -> None:
    first, last = installation.receive("one"), installation.receive("two")
    looks(installation, last)
    looks(installation, first)
    assert listed(installation) == {first.conversation: 0}


def test_a_line_counts_to_a_hundred(installation: Any) -> None:
    made = installation.batch([installation.inbound(f"message {n}") for n in range(101)])
    assert listed(installation) == {made[0].conversation: 100}


def test_where_the_new_ones_begin_and_how_to_get_there(installation: Any) -> None:
    made = installation.batch([installation.inbound(f"message {n}") for n in range(30)])
    given_ = installation.app, installation.tenant, made[0].conversation, SUE
    assert look.new(*given_, page=20) == look.New()
    looks(installation, made[9])
    new = look.new(*given_, page=20)
    assert (new.upto, new.since, new.first, new.before) == (made[9].id, made[9].id, made[10].id, made[25].id)
    assert not look.beyond(new, made[9].id)
    assert look.beyond(new, made[10].id)
    assert look.beyond(look.New(), made[0].id)
    assert look.new(*given_, page=50).before == ""
    again = look.new(*given_, page=50, since=made[28].id)
    assert (again.upto, again.since, again.first) == (made[9].id, made[28].id, made[29].id)
    assert look.new(*given_, page=50, since=made[29].id).first == ""
    with pytest.raises(BadInput):
        look.new(*given_, page=50, since="here")


def test_an_agents_own_are_found_by_it(installation: Any) -> None:
    maria = Actor("operator", "maria", frozenset({"agent"}))
    made = [installation.receive("hello", who) for who in PEOPLE]
    installation.give(made[1].conversation)
    assert listed(installation, maria, "new") == {made[1].conversation: 1}
    looks(installation, made[1], maria)
    assert listed(installation, maria, "new") == {}


def test_it_goes_with_the_customer_and_with_the_person(installation: Any) -> None:
    installation.person("sue", "supervisor")
    ann, ben = (installation.receive("hello", who) for who in PEOPLE[:2])
    group = installation.receive("hello", PEOPLE[0], conversation="team", group=True)
    for one in (ann, ben, group):
        looks(installation, one)
        looks(installation, one, PIA)
    installation.erase(installation.subject(PEOPLE[0]))
    kept = {ids.read(ids.CONVERSATION, one.conversation) for one in (ben, group)}
    assert {row[1] for row in rows(installation)} == kept
    operator.remove(installation.app, installation.tenant, "sue", LOCAL)
    assert {row[0] for row in rows(installation)} == {PIA.id}


def test_another_tenants_looks_are_their_own(installation: Any) -> None:
    other = installation.add_tenant("other")
    installation.receive("hello")
    look.everything(installation.app, other, SUE)
    assert list(listed(installation).values()) == [1]
