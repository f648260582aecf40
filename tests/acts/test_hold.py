"""Holds: what they cover outlives expiry and erasure under a key of its own, and goes with it; nobody sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import ANN, Installation

from privet import jobs
from privet.acts import expire, freeze, hold, purge
from privet.acts.certify import stated
from privet.acts.erase import erase
from privet.acts.find import find
from privet.acts.verify import verify
from privet.core import ids
from privet.core.plain import Plain
from privet.core.policy import LOCAL, Actor
from privet.errors import BadInput, Denied, NotFound
from privet.store import holds

CARLA, PAUL = Actor("operator", "carla", frozenset({"counsel"})), Actor("operator", "paul", frozenset({"privacy"}))
WHY = Plain("claim 7 of 2026")
SAID = "I am ann@example.com, my card is 4111 1111 1111 1111"


def held(house: Installation, *about: str, days: int = 30, ground: str = "claim", **when: int) -> str:
    """A hold that two people agreed to."""
    id = hold.ask(house.app, house.tenant, about, ground, days, WHY, CARLA, 10, **when)
    hold.answer(house.app, house.tenant, id, WHY, PAUL, 10)
    return id


def whose(house: Installation, party: str = ANN) -> str:
    """The subject with this address."""
    return find(house.app, house.tenant, Plain(party), "legal", LOCAL).subjects[0]


def state(house: Installation, id: str) -> Any:
    """The hold as the list shows it."""
    return next(one for one in hold.everyone(house.app, house.tenant, LOCAL) if one.hold == id)


def gone(house: Installation, days: int) -> None:
    """So many days go by, one by one, and the clock does its work."""
    for _ in range(days):
        house.clock.forward(days=1)
        jobs.tick(house.app)
    purge.whole(house.app, house.tenant)


def test_what_is_held_outlives_its_time_and_its_erasure_and_goes_with_the_hold(installation: Installation) -> None:
    installation.receive(SAID)
    ann = whose(installation)
    installation.receive(SAID, "+12025550102")
    other = whose(installation, "+12025550102")
    id = held(installation, ann, days=365)
    assert state(installation, id).state == holds.HELD
    gone(installation, 1)
    erase(installation.app, installation.tenant, ann, "legal", WHY, LOCAL)
    purge.whole(installation.app, installation.tenant)
    said = stated(installation.app, installation.tenant, ann)
    assert said.holds
    assert f"under {id} (Regulation (EU) 2016/679 Art. 17(3)(e)" in said.not_covered
    assert "Held until 2027-" in said.not_covered
    erase(installation.app, installation.tenant, other, "legal", WHY, LOCAL)
    assert "Held" not in stated(installation.app, installation.tenant, other).not_covered
    gone(installation, 3)
    made = freeze.check(installation.app, installation.tenant, id, LOCAL)
    assert dict(made.counts) == {
        "messages": 1, "values": 2, "people": 1, "conversations": 1, "files": 0, "pieces": 0,
    }  # fmt: skip
    assert (made.opened, made.damaged) == (5, 0)
    gone(installation, 370)
    assert state(installation, id).state == holds.ENDED
    assert state(installation, id).counts == ()
    with pytest.raises(NotFound):
        freeze.check(installation.app, installation.tenant, id, LOCAL)
    with installation.app.store.view(installation.tenant) as view:
        assert view.row("SELECT count(*) FROM held") == (0,)
        assert all(view.keys.key(view.tenant, row.slot) is None for row in holds.every(view))
    assert not verify(installation.app, installation.tenant).problems


def test_what_comes_after_a_hold_began_is_held_when_its_time_is_over(installation: Installation) -> None:
    came = installation.receive("hello")
    whose(installation)
    id = held(installation, came.conversation, days=300)
    for day in range(3):
        installation.clock.forward(days=1)
        installation.receive(f"my address is a{day}@example.org")
    before = dict(state(installation, id).counts)
    assert before["messages"] == 1
    gone(installation, 80)
    assert dict(state(installation, id).counts) == before, "nothing has to be copied before its time is over"
    gone(installation, 20)
    after = freeze.check(installation.app, installation.tenant, id, LOCAL)
    assert dict(after.counts)["messages"] == 4
    assert dict(after.counts)["values"] == 3
    assert after.opened == sum(dict(after.counts).values())


def test_a_hold_about_a_time_covers_that_time(installation: Installation) -> None:
    installation.receive("the first")
    ann = whose(installation)
    installation.clock.forward(days=10)
    start = installation.clock.at
    installation.receive("the second")
    installation.clock.forward(days=10)
    id = held(installation, ann, first=start, last=start + 1000)
    installation.receive("the third")
    freeze.whole(installation.app, installation.tenant)
    assert dict(state(installation, id).counts)["messages"] == 1


def test_a_hold_on_a_group_covers_everybody_in_it_and_one_on_a_member_what_they_said(
    installation: Installation,
) -> None:
    one = installation.receive("I am a@example.com", "+12025550101", conversation="room", group=True)
    installation.receive("I am b@example.com", "+12025550102", conversation="room", group=True)
    all_of, hers = held(installation, one.conversation), held(installation, whose(installation, "+12025550101"))
    assert dict(state(installation, all_of).counts) == {"messages": 2, "values": 2, "people": 3, "conversations": 1}
    assert dict(state(installation, hers).counts) == {"messages": 1, "values": 1, "people": 1}


def test_nothing_is_held_before_another_one_agreed(installation: Installation) -> None:
    installation.receive(SAID)
    ann = whose(installation)
    app, tenant = installation.app, installation.tenant
    carla, paul = installation.person("carla", "counsel"), installation.person("paul", "privacy")
    id = hold.ask(app, tenant, [ann], "claim", 30, WHY, carla, 10)
    assert state(installation, id).counts == ()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("privet.acts.agree._enrolled", lambda view, person: True)
        with pytest.raises(Denied):
            hold.answer(app, tenant, id, WHY, carla, 10)
        with pytest.raises(Denied):
            hold.answer(app, tenant, id, WHY, paul, 400)
        hold.answer(app, tenant, id, WHY, paul, 10)
    made = state(installation, id)
    assert (made.asker, made.upheld, made.wanted) == ("operator:carla", "operator:paul", 0)
    assert made.until == made.began + 30 * 86_400_000
    with pytest.raises(BadInput, match="nobody asks"):
        hold.answer(app, tenant, id, WHY, paul, 10)


def test_a_company_of_one_person_holds_alone(installation: Installation) -> None:
    installation.receive(SAID)
    ann = whose(installation)
    id = hold.ask(installation.app, installation.tenant, [ann], "duty", 30, WHY, LOCAL)
    hold.answer(installation.app, installation.tenant, id, WHY, LOCAL)
    assert state(installation, id).state == holds.HELD


def test_what_is_declined_keeps_nothing_or_goes_on_as_before(installation: Installation) -> None:
    installation.receive(SAID)
    ann = whose(installation)
    app, tenant = installation.app, installation.tenant
    id = hold.ask(app, tenant, [ann], "claim", 30, WHY, CARLA, 10)
    with pytest.raises(BadInput, match="not in force"):
        hold.change(app, tenant, id, 10, WHY, CARLA, 10)
    hold.answer(app, tenant, id, WHY, CARLA, 10, decline=True)
    assert state(installation, id).state == holds.DECLINED
    id = held(installation, ann)
    until = state(installation, id).until
    hold.change(app, tenant, id, 0, WHY, CARLA, 10)
    assert state(installation, id).wanted == installation.clock.at
    hold.answer(app, tenant, id, WHY, PAUL, 10, decline=True)
    assert (state(installation, id).state, state(installation, id).until) == (holds.HELD, until)


def test_two_people_end_a_hold_before_its_time(installation: Installation) -> None:
    installation.receive(SAID)
    ann = whose(installation)
    id = held(installation, ann)
    hold.change(installation.app, installation.tenant, id, 0, WHY, PAUL, 10)
    hold.answer(installation.app, installation.tenant, id, WHY, CARLA, 10)
    assert (state(installation, id).state, state(installation, id).counts) == (holds.ENDED, ())


def test_what_cannot_be_held_is_refused(installation: Installation) -> None:
    installation.receive(SAID)
    ann = whose(installation)
    app, tenant = installation.app, installation.tenant
    never = "sub_" + 26 * "a"
    for about, ground, days, fault in (
        ([], "claim", 30, BadInput), ([ann], "whim", 30, BadInput), ([ann], "claim", 366, BadInput),
        ([ann], "claim", 0, BadInput), ([never], "claim", 30, NotFound),
        (["con_" + 26 * "a"], "claim", 30, NotFound), (["msg_" + 26 * "a"], "claim", 30, BadInput),
    ):  # fmt: skip
        with pytest.raises(fault):
            hold.ask(app, tenant, about, ground, days, WHY, CARLA, 10)
    with pytest.raises(BadInput, match="begins after"):
        hold.ask(app, tenant, [ann], "claim", 30, WHY, CARLA, 10, first=2, last=1)
    with pytest.raises(NotFound):
        hold.answer(app, tenant, "hld_" + 26 * "a", WHY, PAUL, 10)
    with pytest.raises(Denied):
        hold.ask(app, tenant, [ann], "claim", 30, WHY, installation.agent, 10)
    with pytest.raises(Denied):
        hold.change(app, tenant, "hld_" + 26 * "a", 5, WHY, installation.agent, 10)
    erase(app, tenant, ann, "legal", WHY, LOCAL)
    with pytest.raises(NotFound, match="erased"):
        hold.ask(app, tenant, [ann], "claim", 30, WHY, CARLA, 10)
    assert hold.everyone(app, tenant, LOCAL) == []


def test_a_preservation_order_is_good_for_what_its_law_says(installation: Installation) -> None:
    installation.receive(SAID)
    ann = whose(installation)
    app, tenant = installation.app, installation.tenant
    id = held(installation, ann, days=90, ground="preserve-us")
    gone(installation, 60)
    with pytest.raises(BadInput, match="1 to 90 days"):
        hold.change(app, tenant, id, 91, WHY, CARLA, 10)
    hold.change(app, tenant, id, 90, WHY, CARLA, 10)
    hold.answer(app, tenant, id, WHY, PAUL, 10)
    gone(installation, 60)
    with pytest.raises(BadInput, match="180 days in all"):
        hold.change(app, tenant, id, 90, WHY, CARLA, 10)


def test_no_key_goes_while_something_under_hold_is_not_copied(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.receive(SAID)
    ann = whose(installation)
    app, tenant = installation.app, installation.tenant
    monkeypatch.setattr("privet.acts.job.trusted", lambda view, at: at)
    with monkeypatch.context() as patch:  # as though the hold began between the copying and the destroying
        patch.setattr(freeze, "whole", lambda app, tenant: None)
        id = held(installation, ann, days=365)
        installation.clock.forward(days=92)
        assert expire.expire(app, tenant) == 0
        with app.store.view(tenant) as view:
            assert len(expire.ended(view, app.now())) == 1
    assert state(installation, id).counts == ()
    assert expire.expire(app, tenant) == 1
    assert dict(state(installation, id).counts)["messages"] == 1


def test_a_damaged_original_is_counted_and_stops_nothing(installation: Installation) -> None:
    installation.receive(SAID)
    ann = whose(installation)
    app, tenant = installation.app, installation.tenant
    with app.store.write(tenant) as tx:
        tx.run("UPDATE message SET body = ? WHERE tenant = ?", (b"\x01" + bytes(60), tenant))
    id = held(installation, ann)
    made = freeze.check(app, tenant, id, LOCAL)
    assert (made.opened, made.damaged) == (4, 1)
    with app.store.write(tenant) as tx:
        tx.run("UPDATE held SET sealed = ? WHERE tenant = ? AND field = 1", (b"\x01" + bytes(60), tenant))
    assert freeze.check(app, tenant, id, LOCAL).opened == 2


def test_a_hold_that_was_cut_off_as_it_ended_keeps_no_erasure_waiting(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.receive(SAID)
    ann, app, tenant = whose(installation), installation.app, installation.tenant
    id = held(installation, ann)
    installation.receive("and my other address is b@example.org")
    installation.clock.forward(days=31)
    jobs.tick(app)
    with app.store.write(tenant) as tx:  # as though the key went and the rest did not
        row = holds.of(tx, ids.read(freeze.HOLD, id))
        assert row is not None
        holds.put(tx, replace(row, state=holds.HELD))
    erase(app, tenant, ann, "legal", WHY, LOCAL)
    assert stated(app, tenant, ann).holds
    jobs.tick(app)
    assert state(installation, id).state == holds.ENDED


def test_what_ended_while_it_was_copied_is_not_copied(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.receive(SAID)
    ann, app, tenant = whose(installation), installation.app, installation.tenant
    with monkeypatch.context() as patch:
        patch.setattr(freeze, "whole", lambda app, tenant: None)
        id = held(installation, ann)
    with app.store.view(tenant) as view:
        row = holds.of(view, ids.read(freeze.HOLD, id))
    assert row is not None
    with app.store.write(tenant):
        app.store.keys.destroy([(tenant, row.slot)])
    assert not freeze._slice(app, tenant, row)
    assert state(installation, id).counts == ()


def test_much_is_copied_and_dropped_in_slices(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freeze, "SLICE", 2)
    monkeypatch.setattr(freeze, "DROPPED", 2)
    for number in range(5):
        installation.receive(f"my address is a{number}@example.org")
    id = held(installation, whose(installation))
    assert dict(state(installation, id).counts) == {"messages": 5, "values": 5, "people": 1, "conversations": 1}
    assert freeze.check(installation.app, installation.tenant, id, LOCAL).opened == 12
    with monkeypatch.context() as patch:  # cut off behind its key
        patch.setattr(freeze, "_dropped", lambda app, tenant, id: False)
        gone(installation, 31)
    assert (state(installation, id).state, bool(state(installation, id).counts)) == (holds.ENDED, True)
    jobs.tick(installation.app)
    assert state(installation, id).counts == ()


def test_an_original_whose_key_just_went_is_counted_as_damaged(installation: Installation) -> None:
    installation.receive(SAID)
    ann, app, tenant = whose(installation), installation.app, installation.tenant
    with app.store.write(tenant) as tx:  # as a crash leaves it: the key of a period is gone, and its row not marked yet
        slot = tx.row("SELECT slot FROM period WHERE tenant = ? AND class = 'message'", (tenant,))
        assert slot is not None
        app.store.keys.destroy([(tenant, slot[0])])
    made = freeze.check(app, tenant, held(installation, ann), LOCAL)
    assert (made.opened, made.damaged) == (2, 3)
