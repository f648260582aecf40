"""How often customers paste what is not safe in a chat, and who is told so: once a case, that is not twice in a day
in one conversation. The counts are of this process, since its start, and hold nothing of anybody.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable

from privet.core.retraction import PASTED

DAY_MS = 86_400_000
MOST = 10_000
"""Conversations that are remembered; of more, those that pasted longest ago are forgotten, and told once more."""


class Pastes:
    """What was pasted over one channel. `now` gives the time in milliseconds."""

    def __init__(self, channel: str, now: Callable[[], int]) -> None:
        self._channel, self._now = channel, now
        self._told: OrderedDict[str, int] = OrderedDict()
        self._counts = {"no": 0, "yes": 0}

    def first(self, conversation: str, kinds: Iterable[str]) -> frozenset[str]:
        """The kinds in a message that nobody should paste, where its conversation is to be told; none where it was told
        within a day, or where there are none. Each message with one is counted.
        """
        pasted = PASTED.intersection(kinds)
        if not pasted:
            return frozenset()
        now = self._now()
        again = now - self._told.get(conversation, -DAY_MS) < DAY_MS
        self._counts["yes" if again else "no"] += 1
        if again:
            return frozenset()
        self._told[conversation] = now
        self._told.move_to_end(conversation)
        if len(self._told) > MOST:
            self._told.popitem(last=False)
        return pasted

    def measured(self) -> list[tuple[str, str, list[tuple[str, int]]]]:
        """How many messages held one, by whether their conversation had been told within a day."""
        told = [(f'{{channel="{self._channel}",again="{again}"}}', many) for again, many in self._counts.items()]
        sentence = "Messages with a card or another secret; again: the customer was told within a day."
        return [("privet_pastes_total", sentence, told)]
