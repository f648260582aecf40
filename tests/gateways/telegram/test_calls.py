"""When a bot has its answer: before what became of its call is on record, never before what it is told of is stored."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import pytest

import bots
from privet.acts import retract
from privet.app import Privet
from privet.core import ids
from privet.core.decision import LOCAL
from privet.core.exchange import Answer
from privet.core.plain import Plain
from privet.errors import Busy, ChannelError
from privet.gateways.telegram.bots import Live
from privet.gateways.telegram.calls import Calls
from privet.gateways.telegram.params import Params
from privet.store import messages, outbox

ANN = 123456789


class Turns:
    """Turns with an installation, taken at once; those of the lanes in `held` wait until they are let go."""

    def __init__(self, app: Privet) -> None:
        self._app = app
        self.held: set[str] = set()
        self.go = asyncio.Event()
        self.fails: Exception | None = None
        self.taken: list[str] = []

    async def take(self, act: Callable[[Privet], Any]) -> Any:
        return act(self._app)

    async def share(
        self,
        lane: Hashable,
        items: Sequence[Any],
        commit: Callable[[Privet, list[Any]], Sequence[Any]],
        *,
        soon: bool = False,
    ) -> Sequence[Any]:
        assert isinstance(lane, tuple)
        if lane[0] in self.held:
            await self.go.wait()
        if self.fails is not None and lane[0] == "finish":
            raise self.fails
        self.taken.append(lane[0])
        return commit(self._app, list(items))


class Telegram:
    """A Bot API that takes what it is asked to send, as the message `number` with a name that it adds; or refuses."""

    def __init__(self, number: int = 20, status: int = 200) -> None:
        self.number, self.status = number, status

    async def call(self, token: Plain, method: str, body: bytes, type_: str, wait_s: float = 0) -> Answer:
        asked = json.loads(body)
        said: dict[str, Any] = {"ok": False, "error_code": self.status, "description": "Forbidden: bot was blocked"}
        if self.status == 200:
            chat = {"id": asked["chat_id"], "type": "private", "first_name": "Annabel"}
            said = {"ok": True, "result": {"message_id": self.number, "chat": chat, "text": asked["text"]}}
        return Answer(self.status, "application/json", "utf-8", json.dumps(said).encode())


def chance(count: int) -> bytes:
    return b"b" * count


class House:
    """An installation, a bot of it, and what carries out its calls."""

    def __init__(self, installation: Any, telegram: Telegram, **settings: Any) -> None:
        self.one = installation
        installation.receive("hello", str(ANN), channel="telegram")
        self.turns = Turns(installation.app)
        self.live = Live(installation.tenant, bots.add(installation, **settings))
        self.calls = Calls(self.turns, telegram, chance)  # type: ignore[arg-type]

    async def says(self, text: str = "Thank you") -> tuple[int, Any]:
        status, body = await self.calls.made(self.live, "sendMessage", Params({"chat_id": ANN, "text": text}))
        return status, json.loads(body)

    def states(self) -> list[str]:
        with self.one.app.store.view(self.one.tenant) as view:
            every = ("calling", "sent", "failed", "unknown")
            return [row.state for state in every for row in outbox.in_state(view, state, 2**62)]


def test_a_bot_is_answered_before_the_outcome_is_on_record_and_it_is_soon(installation: Any) -> None:
    async def told() -> None:
        house = House(installation, Telegram())
        house.turns.held.add("finish")
        status, said = await asyncio.wait_for(house.says(), 5)
        assert (status, said["result"]["message_id"]) == (200, 20)
        assert house.states() == ["calling"]  # what a crash here leaves becomes `unknown`, and is listed
        assert installation.acts()[-1] != ("send", "done")
        house.turns.go.set()
        await house.calls.close()
        assert house.states() == ["sent"]
        assert installation.acts()[-1] == ("send", "done")

    asyncio.run(told())


def test_what_a_bot_is_told_of_is_there_before_it_is_told(installation: Any) -> None:
    async def told() -> None:
        house = House(installation, Telegram())
        house.turns.held.add("answered")
        asked = asyncio.create_task(house.says())
        for _ in range(100):
            await asyncio.sleep(0)
        assert not asked.done()  # its tokens are not stored yet
        house.turns.go.set()
        _, said = await asked
        name = said["result"]["chat"]["first_name"]
        assert name.startswith("[PERSON_")
        with installation.app.store.view(installation.tenant) as view:
            assert messages.counts(view)["values"] == 1

    asyncio.run(told())


def test_a_bot_whose_messages_are_deleted_later_waits_until_that_is_planned(installation: Any) -> None:
    async def told() -> None:
        house = House(installation, Telegram(number=21), delete_after_hours=1)
        house.turns.held.add("finish")
        asked = asyncio.create_task(house.says())
        for _ in range(100):
            await asyncio.sleep(0)
        assert not asked.done()
        house.turns.go.set()
        assert (await asked)[0] == 200
        assert house.states() == ["sent"]
        (planned,) = retract.listed(installation.app, installation.tenant, LOCAL)
        assert planned.state == "due"

    asyncio.run(told())


def test_a_refusal_is_told_and_on_record(installation: Any) -> None:
    async def told() -> None:
        house = House(installation, Telegram(status=403))
        status, said = await house.says()
        assert (status, said["ok"], said["description"]) == (403, False, "Forbidden: bot was blocked")
        await house.calls.close()
        assert house.states() == ["failed"]

    asyncio.run(told())


def test_an_outcome_that_cannot_be_written_leaves_the_bot_its_answer(installation: Any, caplog: Any) -> None:
    async def told() -> None:
        house = House(installation, Telegram())
        house.turns.fails = Busy("busy")
        assert (await house.says())[0] == 200
        await house.calls.close()
        assert house.states() == ["calling"]

    asyncio.run(told())
    assert "what became of a call is not on record: Busy" in caplog.text


def test_what_is_no_answer_is_an_error_and_the_outcome_unknown(installation: Any) -> None:
    class Silent(Telegram):
        async def call(self, token: Plain, method: str, body: bytes, type_: str, wait_s: float = 0) -> Answer:
            raise ChannelError("nothing came", retry=False)

    async def told() -> None:
        house = House(installation, Silent())
        with pytest.raises(ChannelError):
            await house.says()
        await house.calls.close()
        assert house.states() == ["unknown"]

    asyncio.run(told())


def test_an_answer_to_a_button_has_its_outcome_too(installation: Any) -> None:
    class Yes(Telegram):
        async def call(self, token: Plain, method: str, body: bytes, type_: str, wait_s: float = 0) -> Answer:
            return Answer(200, "application/json", "utf-8", b'{"ok":true,"result":true}')

    async def told() -> None:
        house = House(installation, Yes())
        params = Params({"callback_query_id": "7", "text": "Thank you"})
        assert await house.calls.made(house.live, "answerCallbackQuery", params) == (200, b'{"ok":true,"result":true}')
        await house.calls.close()
        two = installation.entries()[-2:]
        assert [(one.act, str(one.outcome)) for one in two] == [("send", "requested"), ("send", "done")]
        assert two[0].object == two[1].object
        assert ids.read("msg", str(two[0].object))

    asyncio.run(told())
