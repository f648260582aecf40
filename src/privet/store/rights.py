"""Who was given which conversations, whose data is restricted, and what of a list somebody may see, as a condition.

An actor is named as on the ledger (`operator:ann`); times are milliseconds; `until` None means: until taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from privet.core.sight import Sight

if TYPE_CHECKING:
    from privet.store.view import Tx, View


class Assignment(NamedTuple):
    """A conversation that was given to an actor."""

    actor: str
    conversation: bytes
    since: int
    until: int | None


class Condition(NamedTuple):
    """A part of a statement, after AND, and what it takes."""

    sql: str
    values: tuple[object, ...]


EVERY = Condition("1", ())
"""The condition that every row meets."""

_LIVE = "(until IS NULL OR until > ?)"
_GIVEN = f"SELECT conversation FROM assignment WHERE tenant = ? AND actor = ? AND {_LIVE}"  # noqa: S608
_MET = (
    "SELECT member.subject FROM assignment CROSS JOIN member ON member.tenant = assignment.tenant "  # noqa: S608
    f"AND member.conversation = assignment.conversation WHERE assignment.tenant = ? AND actor = ? AND {_LIVE}"
)
_RESTRICTED = "SELECT subject FROM restriction WHERE tenant = ?"


def give(tx: Tx, row: Assignment) -> None:
    """Give a conversation, or give it for another time."""
    tx.run(
        "INSERT OR REPLACE INTO assignment (tenant, actor, conversation, since, until) VALUES (?, ?, ?, ?, ?)",
        (tx.tenant, *row),
    )


def take(tx: Tx, actor: str, conversation: bytes) -> bool:
    """Take a conversation back; whether it was given."""
    sql = "DELETE FROM assignment WHERE tenant = ? AND actor = ? AND conversation = ?"
    return tx.run(sql, (tx.tenant, actor, conversation)) > 0


def take_all(tx: Tx, actor: str) -> int:
    """Take every conversation back from an actor; how many there were."""
    return tx.run("DELETE FROM assignment WHERE tenant = ? AND actor = ?", (tx.tenant, actor))


def assignments(view: View, conversation: bytes, at: int) -> list[Assignment]:
    """To whom a conversation is given at a time, by name."""
    rows = view.rows(
        f"SELECT actor, conversation, since, until FROM assignment WHERE tenant = ? AND conversation = ? AND {_LIVE} "  # noqa: S608
        "ORDER BY actor",
        (view.tenant, conversation, at),
    )
    return [Assignment(*row) for row in rows]


def given(view: View, actor: str, conversation: bytes, at: int) -> bool:
    """Whether a conversation is given to an actor at a time."""
    row = view.row(f"{_GIVEN} AND conversation = ?", (view.tenant, actor, at, conversation))
    return row is not None


def met(view: View, actor: str, subject: bytes, at: int) -> bool:
    """Whether a subject is in any conversation that is given to an actor at a time."""
    return view.row(f"{_MET} AND member.subject = ? LIMIT 1", (view.tenant, actor, at, subject)) is not None


def restrict(tx: Tx, subject: bytes, at: int) -> bool:
    """From here on a subject's data is only stored; False where it is so already."""
    sql = "INSERT OR IGNORE INTO restriction (tenant, subject, since) VALUES (?, ?, ?)"
    return tx.run(sql, (tx.tenant, subject, at)) > 0


def lift(tx: Tx, subject: bytes) -> bool:
    """End a restriction; False where there is none."""
    return tx.run("DELETE FROM restriction WHERE tenant = ? AND subject = ?", (tx.tenant, subject)) > 0


def restricted(view: View, subject: bytes) -> bool:
    """Whether a subject's data is only to be stored."""
    return view.row(f"{_RESTRICTED} AND subject = ?", (view.tenant, subject)) is not None


def channels(view: View) -> list[str]:
    """Every channel that a conversation or a subject has. It walks both tables."""
    rows = view.rows(
        "SELECT channel FROM conversation WHERE tenant = ?1 UNION SELECT channel FROM subject WHERE tenant = ?1",
        (view.tenant,),
    )
    return [row[0] for row in rows]


def of_conversations(view: View, sight: Sight, actor: str, at: int) -> Condition:
    """Which rows of the table `conversation` are in sight."""
    terms = {
        "assigned": Condition(f"conversation.conversation IN ({_GIVEN})", (view.tenant, actor, at)),
        "restricted": Condition(f"conversation.subject IN ({_RESTRICTED})", (view.tenant,)),
        "channel": Condition("conversation.channel", ()),
        "group": Condition('conversation."group"', ()),
    }
    return _condition(sight, terms)


def of_subjects(view: View, sight: Sight, actor: str, at: int) -> Condition:
    """Which rows of the table `subject` are in sight. A subject is no group, whatever conversations it is in."""
    terms = {
        "assigned": Condition(f"subject.subject IN ({_MET})", (view.tenant, actor, at)),
        "restricted": Condition(f"subject.subject IN ({_RESTRICTED})", (view.tenant,)),
        "channel": Condition("subject.channel", ()),
        "group": Condition("0", ()),
    }
    return _condition(sight, terms)


def of_messages(view: View, sight: Sight, channel: str, group: bool, assigned: bool) -> Condition:
    """Which messages of one conversation, of which the rest is said, are in sight."""
    terms = {
        "assigned": Condition("?", (int(assigned),)),
        "restricted": Condition(f"message.subject IN ({_RESTRICTED})", (view.tenant,)),
        "channel": Condition("?", (channel,)),
        "group": Condition("?", (int(group),)),
    }
    return _condition(sight, terms)


def of_all_messages(view: View, sight: Sight, actor: str, at: int) -> Condition:
    """Which rows of the table `message` are in sight, each beside the row of its conversation."""
    terms = {
        "assigned": Condition(f"conversation.conversation IN ({_GIVEN})", (view.tenant, actor, at)),
        "restricted": Condition(f"message.subject IN ({_RESTRICTED})", (view.tenant,)),
        "channel": Condition("conversation.channel", ()),
        "group": Condition('conversation."group"', ()),
    }
    return _condition(sight, terms)


def all_given(view: View, actor: str, at: int, most: int) -> list[bytes]:
    """The conversations that are given to an actor at a time, `most` of them."""
    return [row[0] for row in view.rows(f"{_GIVEN} LIMIT ?", (view.tenant, actor, at, most))]


def _condition(sight: Sight, terms: Mapping[str, Condition]) -> Condition:
    """The classes of `sight` over these terms. What all classes have in common stands once, where an index can serve
    it; what makes no difference stands nowhere.
    """
    if not sight.by:
        return EVERY if sight.seen else Condition("0", ())
    name, rest = sight.by[0], sight.by[1:]
    parts: dict[frozenset[tuple[bool | str, ...]], list[bool | str]] = {}
    for value in dict.fromkeys(one[0] for one in sorted(sight.seen, key=repr)):
        parts.setdefault(frozenset(one[1:] for one in sight.seen if one[0] == value), []).append(value)
    return _any(
        _both(_is(name, terms[name], values), _condition(Sight(rest, classes), terms))
        for classes, values in parts.items()
    )


def _is(name: str, term: Condition, values: list[bool | str]) -> Condition:
    """That a term has one of these values."""
    if name == "channel":
        marks = ", ".join("?" for _ in values)
        return Condition(f"{term.sql} IN ({marks})", (*term.values, *values))
    if len(values) > 1:
        return EVERY
    return term if values[0] else Condition(f"NOT {term.sql}", term.values)


def _both(one: Condition, other: Condition) -> Condition:
    if EVERY in (one, other):
        return one if other == EVERY else other
    return Condition(f"{one.sql} AND {other.sql}", one.values + other.values)


def _any(parts: Iterable[Condition]) -> Condition:
    found = list(parts)
    if len(found) < 2:
        return found[0] if found else Condition("0", ())
    return Condition(
        "(" + " OR ".join(f"({one.sql})" for one in found) + ")", tuple(value for one in found for value in one.values)
    )
