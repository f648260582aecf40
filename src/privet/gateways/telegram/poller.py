"""Updates fetched from Telegram, by one long request after another for each bot. What was stored is acknowledged by the
next request; so a crash in between brings it again, and the store recognises it.
"""

from __future__ import annotations

import asyncio
import json
import logging

from privet.core.botapi import methods
from privet.core.exchange import Answer
from privet.errors import ChannelError, PrivetError
from privet.gateways.telegram.bots import Bots, Live
from privet.gateways.telegram.intake import Stored, split
from privet.plugins import botapi
from privet.plugins.botapi import BotApi, Refused

_log = logging.getLogger("privet.gateways")

TOGETHER = 100
"""Updates of one answer at most; Telegram gives no more."""
PAUSES_S = (1, 2, 5, 10, 30)
"""How long it rests after one failure, two, and so on."""
EMPTY_S = 1.0
"""Between two answers without an update, at least: a server may not wait as it was asked to."""


class Poller:
    """Fetches the updates of every bot that polls."""

    def __init__(self, api: BotApi, bots: Bots, take: Stored, wait_s: int) -> None:
        self._api, self._bots, self._take, self._wait_s = api, bots, take, wait_s
        self._tasks: dict[bytes, asyncio.Task[None]] = {}
        bots.changed.append(self.arrange)
        bots.gone.append(self._stop)

    def arrange(self, live: Live) -> None:
        """Begin, go on or stop, as the bot's settings say now."""
        polls = live.bot.settings.mode == "poll" and not live.bot.paused and live.until > 0
        task = self._tasks.get(live.bot.id)
        if polls and (task is None or task.done()):
            self._tasks[live.bot.id] = asyncio.create_task(self._fetch(live))
        elif not polls:
            self._stop(live)

    def _stop(self, live: Live) -> None:
        if task := self._tasks.pop(live.bot.id, None):
            task.cancel()

    def end(self) -> None:
        """Stop fetching, for all bots."""
        for live in self._bots:
            self._stop(live)

    async def _fetch(self, live: Live) -> None:
        """One request after another, as long as this bot polls."""
        offset = failed = 0
        while True:
            try:
                offset = await self._once(live, offset)
                failed = 0
            except Refused as error:
                _log.warning("Telegram refused to give updates: %d", error.status)
                if error.status == 409:
                    await self._alone(live)
                failed += 1
                await asyncio.sleep(max(error.after_s, _pause(failed)))
            except ChannelError:
                _log.warning("Telegram gave no updates")
                failed += 1
                await asyncio.sleep(_pause(failed))
            except Exception as error:
                _log.warning("taking updates in failed: %s", type(error).__name__)
                failed += 1
                await asyncio.sleep(_pause(failed))

    async def _once(self, live: Live, offset: int) -> int:
        """One request and what it brought; from which update on the next one asks."""
        asked = {"timeout": self._wait_s, "limit": TOGETHER, "allowed_updates": sorted(wanted(live))}
        if offset:
            asked["offset"] = offset
        body, now = json.dumps(asked).encode(), asyncio.get_running_loop().time
        begun = now()
        answer = await self._api.call(live.bot.token, "getUpdates", body, "application/json", self._wait_s)
        raws = _updates(answer)
        if not raws:
            await asyncio.sleep(begun + EMPTY_S - now())
            return offset
        done = await self._take(live, raws)
        if done < len(raws):
            await asyncio.sleep(1)
        return number(raws[done - 1]) + 1 if done else offset

    async def _alone(self, live: Live) -> None:
        """Another program has the bot's updates, or an old webhook stands in the way; the latter is taken away."""
        try:
            await self._api.ask(live.bot.token, "deleteWebhook", {})
        except PrivetError as error:
            _log.warning("an old webhook could not be taken away: %s", error.code)


def _updates(answer: Answer) -> list[bytes]:
    """The updates in an answer; Refused where it has none."""
    try:
        return split(answer.body)
    except ValueError:
        botapi.result(answer)
        raise ChannelError("what answered is no Bot API", retry=False) from None


def number(raw: bytes) -> int:
    """The number of an update that was split off."""
    return int(json.loads(raw)["update_id"])


def wanted(live: Live) -> frozenset[str]:
    """The updates that Telegram is asked for: all that it gives unasked, since a chat could else say something that is
    stored nowhere, and what the bot asks for beside.
    """
    return frozenset(methods.UPDATES) | frozenset(live.bot.allowed)


def _pause(failed: int) -> int:
    return PAUSES_S[min(failed, len(PAUSES_S)) - 1]
