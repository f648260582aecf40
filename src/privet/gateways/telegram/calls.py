"""What a bot asks of Telegram: put on record, given the values that its chat may have, sent on, answered in
tokens.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from privet.acts import admit
from privet.acts import call as record
from privet.acts.call import Begun
from privet.app import Privet
from privet.core.botapi import call, update
from privet.core.botapi.update import Read
from privet.core.exchange import Answer
from privet.errors import ChannelError, NotReady
from privet.gateways import asgi
from privet.gateways.telegram.bots import Live
from privet.gateways.telegram.params import Params, encoded
from privet.plugins import botapi
from privet.plugins.botapi import BotApi

_log = logging.getLogger("privet.gateways")


class Unsure(Exception):
    """Telegram may have done what was asked, or not."""


class Done(NamedTuple):
    """A call that came back: what it began as, what went wrong, and Telegram's answer as it is to be stored."""

    begun: Begun
    fault: Exception | None
    read: Read | None


class Calls:
    """Carries out what bots ask for."""

    def __init__(self, turns: asgi.Turns, api: BotApi, chance: Callable[[int], bytes]) -> None:
        self._turns, self._api, self._chance = turns, api, chance

    async def made(self, live: Live, method: str, params: Params) -> tuple[int, bytes]:
        """The status and the body with which a call is answered. Raises what refuses it."""
        asked = call.read(method, params.values)
        begun: Begun = _one(await self._turns.share(("begin", live.tenant, live.bot.id), [asked], _begin(live)))
        type_, body = encoded(begun.params, params.files, self._chance(16))
        fault: Exception | None = None
        answer: Answer | None = None
        try:
            answer = await self._api.call(live.bot.token, method, body, type_)
            botapi.result(answer)
        except ChannelError as error:
            refused = isinstance(error, botapi.Refused)
            fault = error if error.retry or (refused and error.status < 500) else Unsure()
        read = None
        if answer is not None and fault is None:
            read = update.answer(answer.body, live.bot.settings.clear, asked)
        done = Done(begun, fault, read)
        said = _one(await self._turns.share(("finish", live.tenant, live.bot.id), [done], _finish(live)))
        if answer is None:
            raise ChannelError("Telegram did not answer", retry=False)
        return (200, said) if fault is None else (answer.status, told(answer))


def _one(answers: Sequence[Any]) -> Any:
    """The answer to the one item that shared a turn; raises where that failed."""
    (answer,) = answers
    if isinstance(answer, Exception):
        raise answer
    return answer


def _begin(live: Live) -> Callable[[Privet, list[call.Call]], Sequence[Any]]:
    return lambda app, batch: record.begin(app, live.tenant, live.bot, batch)


def _finish(live: Live) -> Callable[[Privet, list[Done]], Sequence[Any]]:
    """What became of calls goes on record, then what Telegram answered becomes tokens."""

    def commit(app: Privet, batch: list[Done]) -> Sequence[Any]:
        said = [one for one in batch if one.begun.said]
        if said:
            record.finish(app, live.tenant, live.bot, [(one.begun, one.fault) for one in said])
        reads = [one.read for one in batch if one.read is not None]
        raws = iter(admit.answered(app, live.tenant, live.bot, reads))
        return [b"" if one.read is None else next(raws) for one in batch]

    return commit


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


def ready(error: Exception) -> bool:
    """Whether a later try may succeed."""
    return isinstance(error, NotReady) or (isinstance(error, ChannelError) and error.retry)
