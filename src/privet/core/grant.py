"""A grant: one person asked to see one value for one purpose, another approved it, for a time and a number of times.

asked ──approve──▶ granted ──its last use──▶ used
  │                  │
  └──deny──▶ denied  └──taken back, or either left──▶ ended        past its time, in any state: expired
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from privet.core.terms import Showing

ASKED, GRANTED, DENIED, ENDED, USED, EXPIRED = "asked", "granted", "denied", "ended", "used", "expired"


@dataclass(frozen=True, slots=True)
class Grant:
    """`id` is that of the entry with which it was asked for; `actor` and `approver` are named as on the ledger.

    `value`, `subject` and `kind` (its number) say what it is for. `due` is until when (ms) it waits for an answer or,
    once approved, may be used; `uses` how often it still may.
    """

    id: bytes
    actor: str
    value: bytes
    subject: bytes
    kind: int
    purpose: str
    state: str
    uses: int
    due: int
    approver: str = ""


def standing(grant: Grant, at: int) -> str:
    """Its state at a time (ms): one that waits or could be used is `expired` from `due` on."""
    return EXPIRED if grant.state in (ASKED, GRANTED) and at >= grant.due else grant.state


def covers(grant: Grant, actor: str, value: bytes, purpose: str, at: int) -> bool:
    """Whether it lets this actor see this value for this purpose at this time (ms)."""
    return (grant.actor, grant.value, grant.purpose) == (actor, value, purpose) and (
        standing(grant, at) == GRANTED and grant.uses > 0 and bool(grant.approver) and grant.approver != actor
    )


def approved(grant: Grant, approver: str, showing: Showing, at: int) -> Grant:
    """The grant as its approver gives it at a time (ms)."""
    return replace(grant, state=GRANTED, approver=approver, uses=showing.uses, due=at + showing.use * 1000)


def used(grant: Grant) -> Grant:
    """The grant after one use."""
    return replace(grant, uses=grant.uses - 1, state=GRANTED if grant.uses > 1 else USED)


def seen_enough(hour: int, day: int, showing: Showing) -> bool:
    """Whether somebody who saw so many values within the last hour and the last 24 is to see no more now."""
    return hour >= showing.hour or day >= showing.day
