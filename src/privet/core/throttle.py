"""How often somebody may fail: after some failures each further one doubles a wait, in bounded memory.

Whoever has to wait is refused before anything costly is done. A key is an account or an internet address, in a form
that says nothing of it; one that is forgotten for want of room is the one looked at longest ago.
"""

from __future__ import annotations

from collections import OrderedDict

from privet.core.proof import LOCKED, LONGEST_WAIT_S

FREE_ACCOUNT, FREE_ADDRESS = 5, 50
"""Failures that cost nothing. Many people may sit behind one address."""

FORGET_S = 3_600
"""After so long without a failure an address begins anew; an account does not."""


class Throttle:
    """Failures by key: `free` of them cost nothing, then 1, 2, 4 … seconds, at most 15 minutes.

    Where nothing is forgotten (`forget_s` None), so many failures in a row as `core.proof` says lock the key until
    somebody proves a right to it in another way (NIST SP 800-63B-4 §3.2.2: at most 100).
    """

    def __init__(self, free: int, forget_s: int | None = None, kept: int = 20_000) -> None:
        self._free = free
        self._forget_s = forget_s
        self._kept = kept
        self._failed: OrderedDict[bytes, tuple[int, int]] = OrderedDict()  # key → failures, until when it waits (ms)

    def __len__(self) -> int:
        return len(self._failed)

    def waits(self, key: bytes, now: int) -> bool:
        """Whether this one has to wait at `now` (ms)."""
        failures, until = self._failed.get(key, (0, 0))
        return now < until or (self._forget_s is None and failures >= LOCKED)

    def fail(self, key: bytes, now: int) -> None:
        """One more try. It counts as a failure before it is known to be one, so that tries at a time gain nothing."""
        failures, until = self._failed.pop(key, (0, 0))
        if self._forget_s is not None and now >= until + self._forget_s * 1000:
            failures = 0
        over = failures + 1 - self._free
        wait_s = 0 if over < 0 else min(LONGEST_WAIT_S, 1 << min(over, 10))
        self._failed[key] = (failures + 1, now + wait_s * 1000)
        if len(self._failed) > self._kept:
            self._failed.popitem(last=False)

    def take_back(self, key: bytes, now: int) -> None:
        """The last try was no failure: what failed before it still counts."""
        failures, until = self._failed.get(key, (0, 0))
        if failures > 1:
            self._failed[key] = (failures - 1, min(until, now))
        else:
            self.forget(key)

    def forget(self, key: bytes) -> None:
        """A right to this key was proved: it begins anew."""
        self._failed.pop(key, None)
