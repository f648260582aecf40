"""Access keys: how a program of the company proves who it is, and what its key is good for (docs/reference/actors.md).

A key reads `prv_<number of the tenant>_<43 characters>` and is kept as its SHA-256 (`core.secret`).
"""

from __future__ import annotations

from privet.core import secret
from privet.core.decision import Ask, Facts
from privet.core.message import TenantId
from privet.core.plain import Plain

DAY_MS = 86_400_000

OPENING = frozenset({"reveal", "relay"})
"""Acts that let a value out to a service: their keys name kinds and a budget."""


def key_text(tenant: TenantId, drawn: bytes) -> Plain:
    """The key as its owner keeps it. `drawn` is 32 random bytes."""
    return secret.text(secret.ACCESS, tenant, drawn)


def read_key(text: str) -> tuple[TenantId, bytes] | None:
    """The tenant that a key names, and the digest under which the key is kept; None for what has not its form."""
    return secret.read(secret.ACCESS, text)


def outside(ask: Ask, facts: Facts) -> str | None:
    """Why what is asked is refused whatever the rules say: an access key does not cover it, a person has seen enough,
    or would approve what they asked for themselves. None when nothing of it holds.

    Kinds are what may come out by a key, so they say nothing about messages that come in.
    """
    scope = ask.actor.scope
    if facts.own_ask and ask.act == "approve":
        return "own-ask"
    if scope is None:
        return "budget" if facts.over_budget and ask.actor.kind == "operator" else None
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
