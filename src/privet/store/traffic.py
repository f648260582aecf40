"""What came and went over each channel lately: ids of messages grow with time, so the newest are found without an index
of their own, and a look is bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import View

LOOKED = 2_000
"""Messages, and rows of the outbox in each state, that a look goes through at most: some milliseconds."""


class Newest(NamedTuple):
    """The newest message of a channel in one direction (0: in, 1: out)."""

    channel: str
    direction: int
    message: bytes


class Standing(NamedTuple):
    """How many messages of a channel stand in a state of the outbox, among those looked at, and the last time (ms)."""

    channel: str
    state: str
    many: int
    at: int


def newest(view: View) -> list[Newest]:
    """The newest message of each channel and direction, among the latest `LOOKED` of all."""
    rows = view.rows(
        "WITH piece AS MATERIALIZED (SELECT message, conversation, direction FROM message WHERE tenant = ? "
        "ORDER BY message DESC LIMIT ?) "
        "SELECT conversation.channel, piece.direction, max(piece.message) FROM piece CROSS JOIN conversation "
        "ON conversation.tenant = ? AND conversation.conversation = piece.conversation "
        "GROUP BY conversation.channel, piece.direction",
        (view.tenant, LOOKED, view.tenant),
    )
    return [Newest(*row) for row in rows]


def standing(view: View, states: tuple[str, ...]) -> list[Standing]:
    """What of each channel stands in each of `states`, those due latest."""
    found = []
    for state in states:
        rows = view.rows(
            "SELECT channel, state, count(*), max(due) FROM (SELECT channel, state, due FROM outbox "
            "INDEXED BY outbox_by_state WHERE tenant = ? AND state = ? ORDER BY due DESC LIMIT ?) GROUP BY channel",
            (view.tenant, state, LOOKED),
        )
        found += [Standing(*row) for row in rows]
    return found
