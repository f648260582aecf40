"""Updates on their way in, however they came: read, stored in tokens, put before the bot. What has come back from here
is durable, so Telegram may forget it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

import msgspec

from privet.acts import admit, trial
from privet.acts.admit import Admitted
from privet.acts.trial import Tried
from privet.app import Privet
from privet.core.botapi import update
from privet.core.botapi.update import Read
from privet.errors import NotReady, PrivetError
from privet.gateways import asgi
from privet.gateways.telegram.bots import Live

_log = logging.getLogger("privet.gateways")


class After(Protocol):
    """What is done about an update once it is stored."""

    def __call__(self, live: Live, read: Read, admitted: Admitted) -> None:
        """Begin it; it takes its own time."""
        ...


class Hides(Protocol):
    """Which updates are not for the bot."""

    def __call__(self, live: Live, read: Read) -> bool:
        """Whether Privet answers this one itself."""
        ...


class Result(msgspec.Struct):
    """Telegram's answer with updates in it, each byte for byte as it came."""

    ok: bool
    result: list[msgspec.Raw] = []


class Intake:
    """Takes updates in, for all bots."""

    def __init__(self, turns: asgi.Turns, hides: Hides, after: After) -> None:
        self._turns, self._hides, self._after = turns, hides, after

    async def take(self, live: Live, raws: Sequence[bytes]) -> int:
        """Store updates; how many of them, from the first on, are done with. Those that follow are to come again."""
        begun = time.perf_counter()
        reads, good = [], []
        for at, raw in enumerate(raws):
            try:
                reads.append(update.read(raw, live.bot.settings.clear))
                good.append(at)
            except PrivetError as error:  # it will be as unreadable tomorrow, so it is let go and not passed on
                _log.warning("an update could not be read and was dropped: %s", error.code)
        answers = await self._turns.share(
            ("telegram", live.tenant, live.bot.id), reads, _commit(live, self._hides)
        )  # fmt: skip
        done = len(raws)
        for at, read, answer in zip(good, reads, answers, strict=True):
            if isinstance(answer, NotReady) or (isinstance(answer, Exception) and not isinstance(answer, PrivetError)):
                _log.warning("an update waits to be taken in again: %s", type(answer).__name__)
                done = at
                break
            if isinstance(answer, Exception):
                _log.warning("an update was refused and dropped: %s", type(answer).__name__)
                continue
            if answer.outcome == "refused":
                _log.warning("an update was refused and not passed on: %s", " ".join(answer.reasons))
            elif answer.outcome == "stored":
                live.asked(read.name, answer.raw)
                self._after(live, read, answer)
        live.wake()
        if live.bot.settings.trial:
            await self._tried(live, answers, time.perf_counter() - begun)
        return done

    async def _tried(self, live: Live, answers: Sequence[Any], took_s: float) -> None:
        """Count what a trial would have handed on."""
        tried = [
            Tried(tuple(one.values), int(took_s * 1_000_000))
            for one in answers
            if isinstance(one, Admitted) and one.outcome == "stored"
        ]
        await self._turns.take(lambda app: trial.count(app, live.tenant, live.bot.id, tried))


def _commit(live: Live, hides: Hides) -> Callable[[Privet, list[Read]], Sequence[Any]]:
    def commit(app: Privet, batch: list[Read]) -> Sequence[Any]:
        return admit.admit(app, live.tenant, live.bot, batch, [hides(live, one) for one in batch])

    return commit


def split(body: bytes) -> list[bytes]:
    """The updates in Telegram's answer to getUpdates. Raises ValueError where it is none."""
    found = msgspec.json.decode(body, type=Result)
    if not found.ok:
        raise ValueError("not ok")
    return [bytes(one) for one in found.result]


Stored = Callable[[Live, Sequence[bytes]], Awaitable[int]]
