"""Turns: acts go first, messages share, nobody with many holds up somebody with one, nobody waits for ever."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from privet.errors import Busy, Denied
from privet.web import turns as module
from privet.web.turns import COMMIT, HOLD_S, LEAST, ROW, Turns


class Held:
    """Turns over nothing, and a commit that answers each item with its square and says how many it got."""

    def __init__(self) -> None:
        self.at = self.each_s = 0.0  # a clock of its own, and what an item takes by it
        self.turns = Turns(None, lambda: self.at)  # type: ignore[arg-type]
        self.done: list[Any] = []
        self.gate = threading.Event()

    def commit(self, app: Any, items: list[int]) -> list[int]:
        self.done.append(len(items))
        self.at += self.each_s * len(items)
        return [one * one for one in items]

    async def busy(self) -> asyncio.Task[Any]:
        """The thread is taken until `gate` is set."""
        begun = threading.Event()

        def wait(app: Any) -> None:
            begun.set()
            self.gate.wait(10)

        task = asyncio.create_task(self.turns.take(wait))
        while not begun.is_set():
            await asyncio.sleep(0)
        return task

    def act(self, name: str) -> asyncio.Task[Any]:
        return asyncio.create_task(self.turns.take(lambda app: self.done.append(name)))

    def share(self, items: list[int], lane: str = "a", *, soon: bool = False) -> asyncio.Task[Any]:
        return asyncio.create_task(self.turns.share(lane, items, self.commit, soon=soon))


@pytest.fixture
def held() -> Iterator[Held]:
    made = Held()
    yield made
    made.gate.set()
    made.turns.end()


def test_each_gets_its_own_answers_and_they_share_a_commit(held: Held) -> None:
    async def ask() -> list[Any]:
        first = await held.busy()
        tasks = [held.share([number, number + 1]) for number in range(10)]
        await asyncio.sleep(0)
        held.gate.set()
        await first
        return await asyncio.gather(*tasks)

    assert asyncio.run(ask()) == [[n * n, (n + 1) ** 2] for n in range(10)]
    assert held.done == [20]


def test_acts_go_first(held: Held) -> None:
    async def ask() -> None:
        first = await held.busy()
        tasks = [held.share(list(range(1000))), held.act("one"), held.act("two")]
        await asyncio.sleep(0)
        held.gate.set()
        await first
        await asyncio.gather(*tasks)

    asyncio.run(ask())
    assert held.done == ["one", "two", COMMIT, COMMIT, COMMIT, 1000 - 3 * COMMIT]


def test_what_somebody_waits_for_goes_before_what_nobody_does_every_second_commit(held: Held) -> None:
    async def ask() -> None:
        first = await held.busy()
        tasks = [
            held.share([0] * (2 * COMMIT)), held.share([0] * 7, "b"), held.act("one"), held.act("two"),
            held.share([0] * 3, "s", soon=True), held.share([0] * (COMMIT + 2), "t", soon=True),
        ]  # fmt: skip
        await asyncio.sleep(0)
        held.gate.set()
        await first
        await asyncio.gather(*tasks)

    asyncio.run(ask())
    assert held.done == [3, "one", COMMIT, "two", COMMIT, 7, 2, COMMIT]


def test_of_what_goes_first_the_rest_fails_with_its_commit_and_what_is_left_is_dropped_at_the_end(held: Held) -> None:
    def fails(app: Any, items: list[int]) -> list[int]:
        raise Denied("no")

    async def ask() -> list[Any]:
        first = await held.busy()
        task = asyncio.create_task(held.turns.share("s", [0] * (COMMIT + 1), fails, soon=True))
        await asyncio.sleep(0)
        held.gate.set()
        await first
        return await task

    assert {type(one) for one in asyncio.run(ask())} == {Denied}
    assert asyncio.run(held.turns.share("s", [3], held.commit, soon=True)) == [9]


def test_a_commit_takes_what_went_into_its_time_lately(held: Held) -> None:
    held.each_s = HOLD_S / 128
    asyncio.run(held.turns.share("a", list(range(10_000)), held.commit))
    assert held.done[0] == COMMIT
    assert set(held.done[8:-1]) <= {127, 128}  # the rest of a division may be lost
    held.done.clear()
    held.each_s = 1.0  # the disk is slow
    asyncio.run(held.turns.share("a", list(range(1600)), held.commit))
    assert held.done[-2] == LEAST
    held.done.clear()
    held.each_s = 0.0
    asyncio.run(held.turns.share("a", list(range(10_000)), held.commit))
    assert held.done[-2] == COMMIT


def test_a_commit_of_few_says_nothing_of_many(held: Held) -> None:
    async def ask() -> None:
        held.each_s = HOLD_S
        for _ in range(100):
            await held.share([1])
        held.each_s = 0.0
        await held.share(list(range(COMMIT)))

    asyncio.run(ask())
    assert held.done == [1] * 100 + [COMMIT]


def test_who_was_told_goes_on_before_the_next_commit(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LET_GO_S", 10)

    async def bring(lane: str) -> None:
        await held.turns.share(lane, [1], held.commit)
        held.done.append(lane)

    async def ask() -> None:
        first = await held.busy()
        tasks = [asyncio.create_task(bring(lane)) for lane in "abcd"]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        held.gate.set()
        await asyncio.gather(first, *tasks)

    asyncio.run(ask())
    assert held.done == [1, "a", 1, "b", 1, "c", 1, "d"]


def test_many_acts_do_not_hold_up_messages_for_ever(held: Held) -> None:
    async def ask() -> None:
        first = await held.busy()
        tasks = [held.act(f"act {number}") for number in range(100)] + [held.share([1])]
        await asyncio.sleep(0)
        held.gate.set()
        await asyncio.gather(first, *tasks)

    asyncio.run(ask())
    assert held.done.index(1) < 2 * ROW


def test_an_act_goes_before_a_commit_that_waited_longer(held: Held) -> None:
    gate = threading.Event()

    async def ask() -> None:
        first = await held.busy()
        load = held.share(list(range(COMMIT)))
        await asyncio.sleep(0)
        entered = threading.Event()

        def slow(app: Any) -> None:
            held.done.append("slow")
            entered.set()
            gate.wait(10)

        task = asyncio.create_task(held.turns.take(slow))
        await asyncio.sleep(0)
        held.gate.set()
        while not entered.is_set():
            await asyncio.sleep(0)
        late = held.act("late")  # comes while the first act runs
        await asyncio.sleep(0.01)
        gate.set()
        await asyncio.gather(first, load, task, late)

    asyncio.run(ask())
    assert held.done == ["slow", "late", COMMIT]


def test_whoever_brought_one_does_not_wait_for_ten_thousand(held: Held) -> None:
    finished: list[str] = []

    async def named(name: str, task: asyncio.Task[Any]) -> None:
        await task
        finished.append(name)

    async def ask() -> None:
        first = await held.busy()
        many, one = held.share(list(range(10_000))), held.share([7])
        await asyncio.sleep(0)
        other = held.share([8], lane="b")
        await asyncio.sleep(0)
        held.gate.set()
        await asyncio.gather(first, named("many", many), named("one", one), named("other", other))

    asyncio.run(ask())
    assert finished[-1] == "many"
    assert sum(held.done) == 10_002


def test_answers_come_in_order_however_they_were_cut(held: Held) -> None:
    async def ask() -> list[Any]:
        return await asyncio.gather(*(held.turns.share("a", list(range(n)), held.commit) for n in (0, 1, 700, 300)))

    assert asyncio.run(ask()) == [[x * x for x in range(n)] for n in (0, 1, 700, 300)]


def test_what_an_act_raises_is_raised(held: Held) -> None:
    def fail(app: Any) -> None:
        raise Denied("no")

    with pytest.raises(Denied):
        asyncio.run(held.turns.take(fail))


def test_a_failed_commit_is_the_answer_to_its_items_and_to_the_rest(held: Held) -> None:
    def once(app: Any, items: list[int]) -> list[int]:
        held.done.append(len(items))
        if len(held.done) > 1:
            raise Busy("the disk is full")
        return items

    async def ask() -> list[Any]:
        return await held.turns.share("a", list(range(700)), once)

    answers = asyncio.run(ask())
    assert answers[:COMMIT] == list(range(COMMIT))
    assert all(isinstance(one, Busy) for one in answers[COMMIT:])
    assert len(answers) == 700
    assert held.done == [COMMIT, COMMIT]
    assert held.turns._items == 0
    assert asyncio.run(held.turns.share("a", [2], held.commit)) == [4]


class Panic(BaseException):
    """What a panic in a library's native code is."""


def test_a_panic_is_an_answer_and_ends_no_thread(held: Held) -> None:
    def fail(app: Any, items: Any = ()) -> Any:
        raise Panic(*items)

    async def ask() -> list[Any]:
        return await asyncio.wait_for(held.turns.share("a", [1, 2], fail), 5)

    assert [type(one) for one in asyncio.run(ask())] == [RuntimeError, RuntimeError]
    with pytest.raises(RuntimeError, match="Panic"):
        asyncio.run(held.turns.take(fail))
    assert asyncio.run(held.turns.share("a", [2], held.commit)) == [4]


def test_more_than_can_wait_is_refused(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ACTS", 2)
    monkeypatch.setattr(module, "MOST_ITEMS", 10)

    async def ask() -> None:
        first = await held.busy()
        tasks = [held.act("one"), held.act("two"), held.share(list(range(10)))]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await held.turns.take(lambda app: None)
        with pytest.raises(Busy):
            await held.turns.share("a", [1], held.commit)
        held.gate.set()
        await asyncio.gather(first, *tasks)

    asyncio.run(ask())
    assert held.turns._items == 0


def test_whoever_has_gone_is_not_worked_for(held: Held) -> None:
    async def ask() -> None:
        first = await held.busy()
        act, load, other = held.act("gone"), held.share([1, 2]), held.share([3])
        await asyncio.sleep(0)
        act.cancel()
        load.cancel()
        await asyncio.sleep(0)
        held.gate.set()
        await asyncio.gather(first, other)

    asyncio.run(ask())
    assert held.done == [1]
    assert held.turns._items == 0


def test_an_end_drops_what_waits_and_refuses_what_comes(held: Held) -> None:
    async def ask() -> None:
        first = await held.busy()
        tasks = [held.act("never"), held.share([1])]
        await asyncio.sleep(0)
        ending = threading.Thread(target=held.turns.end)
        ending.start()
        await asyncio.sleep(0.01)
        held.gate.set()
        await first
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(one, asyncio.CancelledError) for one in found)
        ending.join()
        with pytest.raises(Busy, match="stopping"):
            await held.turns.take(lambda app: None)

    asyncio.run(ask())
    assert held.done == []
