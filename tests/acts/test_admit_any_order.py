"""Updates in any order, any often, in any batches, while people are erased and hours go by: one message, one row, the
same tokens; and nothing of whoever was erased, or is a day old, is readable in what waits.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bots
from bots import ANN, GROUP, ZOE, said
from privet.acts import admit, alias, expire, queued
from privet.core.botapi.update import Read

PEOPLE = (ANN, ZOE)
DAY_MS = 86_400_000


def secret(person: dict[str, Any]) -> str:
    """What this person alone writes, and no detector finds."""
    return f"the {person['first_name'].lower()[:3]}stone lies under the stairs"


def coming(number: int) -> Read:
    """The update of a number: of one person or the other, alone or in a group, answering the other or not."""
    of, other = PEOPLE[number % 2], PEOPLE[1 - number % 2]
    more: dict[str, Any] = {"chat": GROUP} if number % 3 == 0 else {}
    if number % 4 == 0:
        more["reply_to_message"] = bots.message(f"{secret(other)}, zoe@example.com", 900, other, **more)
    return said(f"{secret(of)}, ann@example.com", number, of, **more)


NUMBERS = st.integers(1, 12)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), st.lists(NUMBERS, min_size=1, max_size=5)),
        st.tuples(st.just("take"), NUMBERS),
        st.tuples(st.just("erase"), st.integers(0, 1)),
        st.tuples(st.just("wait"), st.sampled_from([1, 13, 23])),
        st.tuples(st.just("reopen"), st.none()),
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_any_order(install, steps) -> None:
    house = install()
    one = bots.add(house)
    seen: dict[int, bytes] = {}  # by number, as it first came
    came: dict[int, int] = {}
    erased: dict[str, int] = {}  # by secret, before which number of steps
    order: dict[int, int] = {}
    for step, (what, given_) in enumerate(steps):
        if what == "come":
            for number, got in zip(
                given_, admit.admit(house.app, house.tenant, one, [coming(n) for n in given_]), strict=True
            ):
                assert (got.outcome == "stored") == (number not in seen)
                assert (
                    got.raw in (b"", seen.setdefault(number, got.raw))
                    or b"\\u2026" in got.raw
                    or "…".encode() in got.raw
                )
                came.setdefault(number, house.clock.at)
                order.setdefault(number, step)
        elif what == "take":
            queued.after(house.app, house.tenant, one.id, given_)
        elif what == "erase":
            for subject in house.find(str(PEOPLE[given_]["id"])).subjects:
                house.erase(subject)
                erased[secret(PEOPLE[given_])] = step
        elif what == "wait":
            house.clock.forward(minutes=60 * given_)
            expire.expire(house.app, house.tenant)
        else:
            house.reopen()
        waits = queued.after(house.app, house.tenant, one.id, 0)
        assert len({each.number for each in waits}) == len(waits)
        for each in waits:
            assert house.clock.at - came[each.number] < DAY_MS
            for words, when in erased.items():
                assert order[each.number] > when or words.encode() not in each.raw
            person = json.loads(each.raw)["message"]["from"]["id"]
            with house.app.store.view(house.tenant) as view:
                assert alias.real(view, [person]) == {person: PEOPLE[each.number % 2]["id"]}
    house.app.close()
