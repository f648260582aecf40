"""What runs beside the web in a server's event loop: journals are kept short, pieces are done whenever there is time,
and what the clock asks for, a turn each.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from privet.app import Privet
from privet.errors import PrivetError
from privet.store.journals import Journals
from privet.web.guard import unforeseen
from privet.web.turns import Turns

_log = logging.getLogger("privet.web")

FOLD_S = 1.0
"""How often somebody looks whether journals are long."""

LEFT_S, LEAST_S = 1.0, 0.01
"""How long it rests where nothing is left, and at least where others take turns."""

Answer = TypeVar("Answer")

Steps = Callable[[Privet], Sequence[Callable[[Privet], None]]]
Piece = Callable[[Privet], bool]
"""A piece of what is done whenever there is time; whether more is left."""


async def journals(turns: Turns, folder: Path) -> None:
    """Keep the journals short, so that no commit has to: in a thread beside the installation's, then a turn of it. The
    data's is made long on the disk once much is written, so that no commit after it has to."""
    kept = Journals(folder)
    wanted = threading.Event()
    await turns.take(lambda app: setattr(app.store, "wanted", wanted))
    while True:
        await asyncio.sleep(FOLD_S)
        try:
            every = wanted.is_set()
            if await asyncio.to_thread(kept.short):
                await turns.take(lambda app: app.store.lengthen())
            if names := await asyncio.to_thread(kept.fold, every=every):
                await turns.take(lambda app, names=names: app.store.folded(names))  # type: ignore[misc]
            if every:
                wanted.clear()
        except PrivetError as error:
            _log.warning("keeping the journals short failed: %s", error.code)


async def pieces(turns: Turns, piece: Piece, aside: int) -> None:
    """What can wait, a piece a turn: at once where nobody else takes one, else `aside` times as long after it."""

    def timed(app: Privet) -> tuple[bool, float]:
        begun = time.monotonic()
        return piece(app), time.monotonic() - begun

    while True:
        left, took = False, LEAST_S
        try:
            left, took = await turns.take(timed)
        except PrivetError as error:
            _log.warning("what is done beside failed: %s", error.code)
        except Exception as error:
            _log.error("what is done beside failed: %s", unforeseen(error))
        before = turns.taken
        await asyncio.sleep(min(took, LEAST_S) if left else LEFT_S)
        if left and turns.taken != before:
            await asyncio.sleep(aside * took)


async def clock(turns: Turns, steps: Steps, every_s: float) -> None:
    """What is due by the clock, a turn for each, so that nobody waits for all; what fails is said, spoils nothing else
    and is tried again at the next look.
    """
    while True:
        await asyncio.sleep(every_s)
        for step in await _looked(turns, steps) or ():
            await _looked(turns, step)


async def _looked(turns: Turns, look: Callable[[Privet], Answer]) -> Answer | None:
    """What a look at the clock found, in a turn; None where it failed, which is said."""
    try:
        return await turns.take(look)
    except PrivetError as error:
        _log.warning("what is due by the clock failed: %s", error.code)
    except Exception as error:
        _log.error("what is due by the clock failed: %s", unforeseen(error))
    return None
