"""Turns: the one thread in which an installation lives, so that acts, which are short and blocking, never hold up the
event loop and never run two at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from privet.app import Privet

Answer = TypeVar("Answer")


class Turns:
    """One open installation; whoever wants to do something with it waits for a turn."""

    def __init__(self, app: Privet) -> None:
        self._app = app
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="installation")

    async def take(self, act: Callable[[Privet], Answer]) -> Answer:
        """What `act` answers, done in the installation's thread. It raises what `act` raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, act, self._app)

    def end(self) -> None:
        """Finish the turn that is being taken; those still waiting are dropped. The installation stays open."""
        self._thread.shutdown(wait=True, cancel_futures=True)
