"""Access keys: how a program of the company proves who it is, and what its key is good for (docs/reference/actors.md).

A key reads `prv_<number of the tenant>_<43 characters>`, the characters being 32 random bytes in base64url without
padding (RFC 4648 §5). What is kept of it is the SHA-256 of the whole text: 256 random bits need no slow hash.
"""

from __future__ import annotations

import base64
import hashlib
import re

from privet.core.decision import Ask, Facts
from privet.core.message import TenantId
from privet.core.plain import Plain

SECRET = 32
"""Random bytes in a key."""

DAY_MS = 86_400_000

OPENING = frozenset({"reveal", "relay"})
"""Acts that let a value out to a service: their keys name kinds and a budget."""

_FORM = re.compile(r"prv_([1-9][0-9]{0,8})_[A-Za-z0-9_-]{43}")


def key_text(tenant: TenantId, secret: bytes) -> Plain:
    """The key as its owner keeps it. `secret` is 32 random bytes."""
    if len(secret) != SECRET:
        raise ValueError("an access key has 32 random bytes")
    return Plain(f"prv_{tenant}_{base64.urlsafe_b64encode(secret).decode('ascii').rstrip('=')}")


def read_key(text: str) -> tuple[TenantId, bytes] | None:
    """The tenant that a key names, and the digest under which the key is kept; None for what has not its form."""
    match = _FORM.fullmatch(text)
    return (TenantId(int(match[1])), hashlib.sha256(text.encode("ascii")).digest()) if match else None


def outside(ask: Ask, facts: Facts) -> str | None:
    """Why an actor's access key does not cover what is asked; None when it does, or there is none.

    Kinds are what may come out by a key, so they say nothing about messages that come in.
    """
    scope = ask.actor.scope
    if scope is None:
        return None
    if ask.act not in scope.acts:
        return "key-act"
    if ask.purpose not in scope.purposes:
        return "key-purpose"
    if ask.act != "receive" and not ask.kinds <= scope.kinds:
        return "key-kind"
    return "key-budget" if facts.over_budget else None


def left(budget: int | None, spent: int, spent_day: int, now: int) -> int | None:
    """How many values a key may still let out on the UTC day of `now` (ms); None where no number is set.

    `spent` is how many it let out on the day that began at `spent_day` (ms).
    """
    return None if budget is None else max(budget - (spent if spent_day >= today(now) else 0), 0)


def today(now: int) -> int:
    """When the UTC day of `now` began, in milliseconds."""
    return now - now % DAY_MS
