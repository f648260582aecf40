"""How long what is sealed lasts: the period that a class has at a time; and what ends before its class says.

Three things end sooner. A timer that somebody set for a customer, a conversation or a message: all of it destroys
itself. The class `unknown`, for what is written by somebody whom the company never wrote to. And the exact form of a
value whose class says `exact`: after that a shortened form stays until the class is over (an address of a computer
becomes that of its network).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from typing import Literal

from privet.core.terms import DAY, Retention
from privet.errors import BadInput

DAY_MS = DAY * 1000
ANSWER, ANSWER_MS = "answer", DAY_MS // 2
"""The class of answers kept for programs that ask again, and the length of its periods: a day is kept, no policy asked.
"""
QUEUE, QUEUE_MS = ":queue", DAY_MS // 24
"""The class of what waits for bots, and the length of its periods: a day is kept, no policy asked, nor can it name one
like that.
"""
UNKNOWN = "unknown"
"""The class of what somebody wrote to whom the company never wrote."""

After = Literal["1h", "8h", "1d", "7d", "30d"]
TIMERS: dict[str, int] = {"1h": 3_600, "8h": 28_800, "1d": DAY, "7d": 7 * DAY, "30d": 30 * DAY}
"""The times after which what is said can destroy itself (s): at that time it is gone, or up to a 24th before."""

SHORTENED = frozenset({"IP"})
"""Kinds of which a shortened form can stay."""

_TIMER, _EXACT = ":timer:", ":exact:"
_PARTS, _SHORTEST = 24, 60


def timer(after: str) -> str:
    """The class of what destroys itself after a time such as "1d". Raises BadInput for one that is not offered."""
    if after not in TIMERS:
        raise BadInput("that is no time after which a message can destroy itself", hint="take " + ", ".join(TIMERS))
    return _TIMER + after


def named(class_: str) -> str:
    """The time that a timer's class stands for, such as "1d"; "" for any other class."""
    return class_.removeprefix(_TIMER) if class_.startswith(_TIMER) else ""


def timed(lasting: Iterable[str]) -> int:
    """After how many seconds what has these classes destroys itself; 0 where no timer is among them."""
    return min((TIMERS[one.removeprefix(_TIMER)] for one in lasting if one.startswith(_TIMER)), default=0)


def exact(kind: str, class_: str, classes: Mapping[str, Retention]) -> str:
    """The class of a new value of a kind: that of its exact form, where only a shortened one is kept on."""
    return _EXACT + class_ if kind in SHORTENED and classes[class_].exact else class_


def shortens(class_: str) -> str:
    """The class in which the shortened form of what has this class is kept on; "" where nothing is shortened."""
    return class_.removeprefix(_EXACT) if class_.startswith(_EXACT) else ""


def shortened(text: str) -> str:
    """The network of an address of a computer: the first 24 bits of IPv4, the first 48 of IPv6; "" for anything else.

    >>> shortened("203.0.113.77"), shortened("2001:db8:1:2::3")
    ('203.0.113.0/24', '2001:db8:1::/48')
    """
    try:
        found = ipaddress.ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    bits = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network((int(found), bits) if found.version == 6 else (str(found), bits), strict=False))


def seconds(classes: Mapping[str, Retention], class_: str) -> int | None:
    """For how long what has a class is kept; None: until an event, or there is no such class."""
    if class_.startswith(_TIMER):
        return TIMERS[class_.removeprefix(_TIMER)]
    if class_.startswith(_EXACT):
        return classes[class_.removeprefix(_EXACT)].exact
    if class_ == QUEUE:
        return DAY
    return classes[class_].seconds if class_ in classes else None


def briefest(classes: Mapping[str, Retention], class_: str, lasting: Iterable[str]) -> str:
    """Which of these classes is over first: that of a value or a message, and those that end before."""
    found = class_
    for one in lasting:
        sooner, now = seconds(classes, one), seconds(classes, found)
        if sooner is not None and (now is None or sooner < now):
            found = one
    return found


def bounds(classes: Mapping[str, Retention], class_: str, at: int) -> tuple[int, int]:
    """Start of the period of a class that holds `at`, and when its key is destroyed (0: by an event). ms.

    What a policy's class holds is kept at least as long as it says; what ends sooner, at most.
    """
    if class_ == ANSWER:
        start = at - at % ANSWER_MS
        return start, start + ANSWER_MS + DAY_MS
    if class_ == QUEUE:
        start = at - at % QUEUE_MS
        return start, start + DAY_MS
    kept = seconds(classes, class_)
    if kept is not None and class_[0] == ":":
        length = min(DAY_MS, max(kept // _PARTS, _SHORTEST) * 1000)
        start = at - at % length
        return start, start + kept * 1000
    length = DAY_MS if kept is None else min(DAY_MS, kept * 1000)
    start = at - at % length
    return start, 0 if kept is None else start + length + kept * 1000
