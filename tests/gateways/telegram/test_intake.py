"""One update that cannot be taken in, whatever the reason, costs no other its place."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

import bots
from privet.acts import admit
from privet.app import Privet
from privet.core.botapi.update import Read
from privet.core.detect import Scanner
from privet.core.finding import Finding
from privet.errors import Busy
from privet.gateways.telegram.bots import Live
from privet.gateways.telegram.intake import TRIES, Heard, Intake

POISON = 3


class Turns:
    """Turns with an installation: what shares one fails together, as `web.turns` has it."""

    def __init__(self, app: Privet) -> None:
        self._app = app

    async def share(
        self, lane: Hashable, items: Sequence[Any], commit: Callable[[Privet, list[Any]], Sequence[Any]]
    ) -> Sequence[Any]:
        try:
            return commit(self._app, list(items))
        except Exception as error:
            return [error] * len(items)

    async def take(self, act: Callable[[Privet], Any]) -> Any:
        return act(self._app)


@pytest.fixture
def house(installation: Any) -> tuple[Any, Live, Intake]:
    live = Live(installation.tenant, bots.add(installation))
    intake = Intake(Turns(installation.app), lambda *_: Heard(False, ""), lambda *_: None)  # type: ignore[arg-type]
    return installation, live, intake


def raws(numbers: Sequence[int]) -> list[bytes]:
    return [json.dumps({"update_id": one, "message": bots.message(f"Number {one}", one)}).encode() for one in numbers]


def stored(house: Any, live: Live) -> list[int]:
    return [one.number for one in bots.waiting(house, live.bot)]


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """No commit that has the poison in it succeeds."""
    real = admit.admit

    def tried(app: Privet, tenant: Any, bot: Any, batch: Sequence[Read], *more: Any) -> list[admit.Admitted]:
        if any(one.id == POISON for one in batch):
            raise error
        return real(app, tenant, bot, batch, *more)

    monkeypatch.setattr(admit, "admit", tried)


def test_what_stands_before_and_behind_it_comes_in(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    installation, live, intake = house
    failing(monkeypatch, RuntimeError("nobody knows why"))

    async def polled() -> None:
        waits = [1, 2, POISON, 4, 5]
        for _ in range(TRIES):
            done = await intake.take(live, raws(waits))
            waits = waits[done:]
        assert waits == []

    asyncio.run(polled())
    assert stored(installation, live) == [1, 2, 4, 5]


def test_while_nothing_can_be_stored_nothing_is_given_up(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    installation, live, intake = house
    failing(monkeypatch, Busy("another process writes"))

    async def polled() -> None:
        for _ in range(3 * TRIES):
            assert await intake.take(live, raws([1, POISON])) == 0
        monkeypatch.undo()
        assert await intake.take(live, raws([1, POISON])) == 2

    asyncio.run(polled())
    assert stored(installation, live) == [1, POISON]


def test_a_query_of_a_sort_that_nobody_knows_yet_comes_in(house: Any) -> None:
    installation, live, intake = house
    news = [{"new_query": {"text": "hello"}}, {"new_query": {"id": 7, "from": {"id": 5}, "message": {}}}]
    updates = [json.dumps({"update_id": number, **one}).encode() for number, one in enumerate(news, 1)]
    assert asyncio.run(intake.take(live, updates)) == 2
    assert stored(installation, live) == [1, 2]


class Unable:
    """A detector that fails on some words."""

    name, kinds = "unable", ("EMAIL",)

    def __init__(self, *triggers: str) -> None:
        self.triggers = triggers

    def find(self, text: str) -> Iterator[Finding]:
        raise RuntimeError("no answer")


@pytest.mark.parametrize("triggers", [("number 3",), ("number", "hello")])
def test_one_that_no_detector_can_read_is_let_go_and_while_none_reads_any_nothing_is(
    house: Any, triggers: tuple[str, ...]
) -> None:
    installation, live, intake = house
    rules = installation.app.rules
    rules[live.tenant] = replace(rules[live.tenant], scanner=Scanner([Unable(*triggers)]))

    async def polled(waits: list[int], times: int) -> list[int]:
        for _ in range(times):
            waits = waits[await intake.take(live, raws(waits)) :]
        return waits

    left = asyncio.run(polled([1, 2, POISON, 4, 5], TRIES + 1))
    if len(triggers) == 1:
        assert (left, stored(installation, live)) == ([], [1, 2, 4, 5])
    else:
        assert (left, stored(installation, live)) == ([1, 2, 3, 4, 5], [])
