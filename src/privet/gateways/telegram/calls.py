"""What a bot asks of Telegram: put on record, given the values that its chat may have, sent on, answered in
tokens.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from privet.acts import admit
from privet.acts import call as record
from privet.acts.call import Begun, Finished
from privet.app import Privet
from privet.core.botapi import call, update
from privet.core.botapi.update import Read
from privet.core.exchange import Answer
from privet.errors import ChannelError, PrivetError
from privet.gateways import asgi
from privet.gateways.telegram.bots import Live
from privet.gateways.telegram.params import Params, encoded
from privet.plugins import botapi
from privet.plugins.botapi import BotApi

_log = logging.getLogger("privet.gateways")


class Unsure(Exception):
    """Telegram may have done what was asked, or not."""


class Calls:
    """Carries out what bots ask for."""

    def __init__(self, turns: asgi.Turns, api: BotApi, chance: Callable[[int], bytes]) -> None:
        self._turns, self._api, self._chance = turns, api, chance
        self._under_way: set[asyncio.Task[None]] = set()

    async def made(self, live: Live, method: str, params: Params) -> tuple[int, bytes]:
        """The status and the body with which a call is answered. Raises what refuses it.

        What became of it goes on record beside the answer, in a commit shared with others: a crash between leaves
        `unknown`, as one before Telegram's answer does. What the bot is told of, it is told after its commit.
        """
        asked = live.placed(call.read(method, params.values))
        lane = ("begin", live.tenant, live.bot.id)
        begun: Begun = _one(await self._turns.share(lane, [asked], _begin(live), soon=True))
        answer, fault = await self._left(live, method, begun, params)
        numbers: Sequence[int] = ()
        read = None
        if answer is not None and fault is None:
            numbers, read = messages(botapi.result(answer)), _answered(live, asked, begun, answer)
            for number in numbers:
                live.stands(asked.chat, number, asked.place)
        finished = Finished(begun, fault, numbers)
        if live.bot.settings.delete_after_hours:  # what is to be deleted is planned before anybody is told of it
            await self._settled(live, finished)
            return await self._handed(live, answer, fault, read)
        try:
            return await self._handed(live, answer, fault, read)
        finally:
            self._settle(live, finished)

    async def sent(self, live: Live, method: str, begun: Begun) -> None:
        """Carry out a call of Privet's own, which is on record already."""
        answer, fault = await self._left(live, method, begun, Params())
        numbers = messages(botapi.result(answer)) if answer is not None and fault is None else ()
        await self._settled(live, Finished(begun, fault, numbers))

    async def close(self) -> None:
        """Wait until what became of every call is on record."""
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def _handed(
        self, live: Live, answer: Answer | None, fault: Exception | None, read: Read | None
    ) -> tuple[int, bytes]:
        """What Telegram answered, as the bot is to have it."""
        if answer is None or (fault is None and read is None):
            raise ChannelError("Telegram did not answer, or nothing that can be read", retry=False)
        if read is None:
            return answer.status, told(answer)
        lane = ("answered", live.tenant, live.bot.id)
        return 200, _one(await self._turns.share(lane, [read], _answering(live), soon=True))

    def _settle(self, live: Live, finished: Finished) -> None:
        """Begin to put on record what became of a call."""
        if finished.begun.said:
            task = asyncio.create_task(self._told(live, finished))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _told(self, live: Live, finished: Finished) -> None:
        try:
            await self._settled(live, finished)
        except Exception as error:  # the call becomes `unknown` once its lease is over
            _log.warning("what became of a call is not on record: %s", type(error).__name__)

    async def _settled(self, live: Live, finished: Finished) -> None:
        """Put on record what became of a call."""
        if finished.begun.said:
            _one(await self._turns.share(("finish", live.tenant, live.bot.id), [finished], _finish(live)))

    async def _left(
        self, live: Live, method: str, begun: Begun, params: Params
    ) -> tuple[Answer | None, Exception | None]:
        """Send a call on: Telegram's answer, and what the record is to say went wrong."""
        type_, body = encoded(begun.params, params.files, self._chance(16))
        answer: Answer | None = None
        try:
            answer = await self._api.call(live.bot.token, method, body, type_)
            botapi.result(answer)
        except botapi.Refused as error:
            return answer, error if error.status < 500 else Unsure()
        except ChannelError as error:
            return answer, error if error.retry else Unsure()
        return answer, None


def _answered(live: Live, asked: call.Call, begun: Begun, answer: Answer) -> Read | None:
    """What Telegram answered to a call; None where that cannot be read, which does not undo the call."""
    # By the numbers that Telegram knows, since an answer may name no chat itself.
    known = msgspec.structs.replace(call.read(asked.method, begun.params), place=asked.place)
    try:
        return update.answer(answer.body, live.bot.settings.clear, known)
    except PrivetError as error:
        _log.warning("what Telegram answered could not be read: %s", error.code)
        return None


def _one(answers: Sequence[Any]) -> Any:
    """The answer to the one item that shared a turn; raises where that failed."""
    (answer,) = answers
    if isinstance(answer, Exception):
        raise answer
    return answer


def _begin(live: Live) -> Callable[[Privet, list[call.Call]], Sequence[Any]]:
    return lambda app, batch: record.begin(app, live.tenant, live.bot, batch)


def _finish(live: Live) -> Callable[[Privet, list[Finished]], Sequence[Any]]:
    return lambda app, batch: record.finish(app, live.tenant, live.bot, batch)


def _answering(live: Live) -> Callable[[Privet, list[Read]], Sequence[Any]]:
    return lambda app, batch: admit.answered(app, live.tenant, live.bot, batch)


def messages(result: Any) -> list[int]:
    """The numbers of the messages in Telegram's answer: of one, of several, or of a copy."""
    every = result if isinstance(result, list) else [result]
    found = [one.get("message_id") for one in every if isinstance(one, dict)]
    return [one for one in found if isinstance(one, int)]


def told(answer: Answer) -> bytes:
    """Telegram's refusal as the bot hears it: its code, its sentence where that repeats nothing, how long to wait."""
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or said.get("ok") is not False:
        return failure(502, "Bad Gateway")
    refused = botapi.refused(answer.status, said)
    more = said.get("parameters")
    kept = {"retry_after": refused.after_s} if refused.after_s else {}
    moved = more.get("migrate_to_chat_id") if isinstance(more, dict) else None
    if isinstance(moved, int):  # a group's number, which is no person's
        kept["migrate_to_chat_id"] = moved
    return failure(refused.status, refused.reason or f"{WORDS.get(refused.status, 'Error')}: refused", kept)


WORDS = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict",
         413: "Request Entity Too Large", 429: "Too Many Requests"}  # fmt: skip


def failure(code: int, words: str, parameters: dict[str, int] | None = None) -> bytes:
    """A refusal in Telegram's form."""
    said: dict[str, object] = {"ok": False, "error_code": code, "description": words}
    return json.dumps(said | ({"parameters": parameters} if parameters else {})).encode()
