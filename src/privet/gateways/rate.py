"""How often somebody may ask: a bucket for each, refilled evenly, in bounded memory."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable

from privet.errors import NotReady

KEPT = 20_000
"""Buckets at most; the one used longest ago makes room."""


class TooOften(NotReady):
    """More requests than the settings allow."""

    code, status = "too-often", 429


class Rate:
    """At most `minute` requests a minute for each key, as many of them at once; TooOften over that."""

    def __init__(self, minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._minute = minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, key: str) -> None:
        """Count one request of `key`."""
        now = self._clock()
        left, at = self._left.pop(key, (float(self._minute), now))
        left = min(float(self._minute), left + (now - at) * self._minute / 60)
        self._left[key] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > KEPT:
            self._left.popitem(last=False)
        if left < 1:
            raise TooOften("too many requests", hint="wait a minute")


def whence(client: tuple[str, int] | list[object] | None) -> str:
    """Who asks, as far as rates go: an IPv4 address, or the /64 network of an IPv6 one. Kept in memory only."""
    try:
        found = ipaddress.ip_address(str(client[0])) if client else None
    except ValueError:
        found = None
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))
    return str(found)
