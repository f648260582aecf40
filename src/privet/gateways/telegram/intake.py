"""Updates on their way in, however they came: read, stored in tokens, put before the bot. What has come back from here
is durable, so Telegram may forget it.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple, Protocol

import msgspec

from privet.acts import admit, trial
from privet.acts.admit import Admitted
from privet.acts.receive import FAILED
from privet.acts.trial import Tried
from privet.acts.unseen import healthy
from privet.app import Privet
from privet.core.botapi import update
from privet.core.botapi.update import Read
from privet.errors import NotReady, PrivetError
from privet.gateways import asgi
from privet.gateways.telegram.bots import Live

_log = logging.getLogger("privet.gateways")


TRIES = 5
"""How often an update is tried that fails for no reason that is known; then it is let go, so that others can come."""


class After(Protocol):
    """What is done about an update once it is stored."""

    def __call__(self, live: Live, read: Read, admitted: Admitted) -> None:
        """Begin it; it takes its own time."""
        ...


class Heard(NamedTuple):
    """What Privet hears in an update: that it answers it itself, and so the bot does not get it; and whether somebody
    says in it that they want no messages ("stop") or want them ("start"), or asks for a right (`core.claim`), else "".
    """

    hidden: bool
    wish: str


class Hears(Protocol):
    """What an update says to Privet."""

    def __call__(self, live: Live, read: Read) -> Heard:
        """Hear one; it changes nothing."""
        ...


class Result(msgspec.Struct):
    """Telegram's answer with updates in it, each byte for byte as it came."""

    ok: bool
    result: list[msgspec.Raw] = []


class Intake:
    """Takes updates in, for all bots."""

    def __init__(self, turns: asgi.Turns, hears: Hears, after: After) -> None:
        self._turns, self._hears, self._after = turns, hears, after
        self._failed: Counter[tuple[bytes, int]] = Counter()

    async def take(self, live: Live, raws: Sequence[bytes]) -> int:
        """Store updates; how many of them, from the first on, are done with. Those that follow are to come again."""
        begun = time.perf_counter()
        reads = [_read(live, raw) for raw in raws]
        good = [read for read in reads if read is not None]
        lane = ("telegram", live.tenant, live.bot.id)
        made = await self._turns.share(lane, good, _commit(live, self._hears))
        alone = any(map(_unread, made)) and await self._turns.take(lambda app: healthy(app, live.tenant))
        for read, one in zip(good, made, strict=True):  # others can be read: it is this one that cannot
            self._failed[live.bot.id, read.id] += alone and _unread(one)
        answers = iter(made)
        stored: list[Admitted] = []
        settled = [read is None or self._settled(live, read, next(answers), stored) for read in reads]
        for read in [read for read, done in zip(reads, settled, strict=True) if done and read is not None]:
            self._failed.pop((live.bot.id, read.id), None)
        done = [*settled, False].index(False)
        live.wake()
        if live.bot.settings.trial:
            await self._tried(live, stored, time.perf_counter() - begun)
        return done

    def _settled(self, live: Live, read: Read, answer: Admitted | Exception, stored: list[Admitted]) -> bool:
        """Whether an update is done with, whatever became of it; what is to follow is begun."""
        if isinstance(answer, Exception):
            if isinstance(answer, PrivetError) and not isinstance(answer, NotReady):
                _log.warning("an update was refused and dropped: %s", answer.code)
                return True
            if not isinstance(answer, NotReady):
                self._failed[live.bot.id, read.id] += 1
            if self._failed[live.bot.id, read.id] < TRIES:
                _log.warning("an update waits to be taken in again: %s", type(answer).__name__)
                return False
            _log.error("an update could not be taken in and was dropped: %s", type(answer).__name__)
        elif answer.outcome == "refused":
            if _unread(answer) and self._failed[live.bot.id, read.id] < TRIES:  # a detector may be up again
                return False
            _log.warning("an update was refused and not passed on: %s", " ".join(answer.reasons))
        elif answer.outcome == "stored":
            stored.append(answer)
            live.asked(read.name, answer.raw)
            self._after(live, read, answer)
        return True

    async def _tried(self, live: Live, stored: Sequence[Admitted], took_s: float) -> None:
        """Count what a trial would have handed on."""
        tried = [Tried(one.values, int(took_s * 1_000_000)) for one in stored]
        await self._turns.take(lambda app: trial.count(app, live.tenant, live.bot.id, tried))


def _unread(answer: Any) -> bool:
    """Whether an update was refused because a detector could not look through it."""
    return isinstance(answer, Admitted) and answer.outcome == "refused" and FAILED[0] in answer.reasons


def _read(live: Live, raw: bytes) -> Read | None:
    """An update as it says; None where it cannot be read, since it will be as unreadable tomorrow."""
    try:
        return update.read(raw, live.bot.settings.clear)
    except PrivetError as error:
        _log.warning("an update could not be read and was dropped: %s", error.code)
    except Exception as error:
        _log.error("an update could not be read and was dropped: %s", type(error).__name__)
    return None


def _commit(live: Live, hears: Hears) -> Callable[[Privet, list[Read]], Sequence[Any]]:
    def together(app: Privet, batch: list[Read]) -> Sequence[Any]:
        heard = [hears(live, one) for one in batch]
        hidden, wishes = [one.hidden for one in heard], [one.wish for one in heard]
        return admit.admit(app, live.tenant, live.bot, batch, hidden, wishes)

    def alone(app: Privet, one: Read) -> Any:
        try:
            return together(app, [one])[0]
        except Exception as error:
            return error

    def commit(app: Privet, batch: list[Read]) -> Sequence[Any]:
        try:
            return together(app, batch)
        except NotReady:
            raise
        except Exception:  # one of them cannot be taken in: the others are not to wait for it, nor to go with it
            return [alone(app, one) for one in batch]

    return commit


def split(body: bytes) -> list[bytes]:
    """The updates in Telegram's answer to getUpdates. Raises ValueError where it is none."""
    found = msgspec.json.decode(body, type=Result)
    if not found.ok:
        raise ValueError("not ok")
    return [bytes(one) for one in found.result]


Stored = Callable[[Live, Sequence[bytes]], Awaitable[int]]
