"""Who may see what for a while: requests to see a value, conversations given to people, restrictions.

A program may ask; only a person approves, at a terminal or in a page.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from privet.acts import assign as assigning
from privet.acts import grant as granting
from privet.acts import restrict as restricting
from privet.app import Privet
from privet.core.plain import Plain
from privet.web.api.conversations import Time, when
from privet.web.api.operation import ConversationId, Operation, Purpose, SubjectId, ValueId, id_of
from privet.web.api.visitor import Visitor

GrantId = Annotated[str, id_of("grt", "A grant.")]
Person = Annotated[
    str, Meta(pattern="^[a-z0-9][a-z0-9_.-]{0,39}$", description="The name of an operator.", examples=["ann"])
]


class Ask(Struct, forbid_unknown_fields=True):
    """Which value somebody would see, and what for."""

    token: ValueId
    purpose: Purpose
    reason: Annotated[str, Meta(min_length=1, max_length=2000, description="Why; whoever may approve it reads this.")]

    def __repr__(self) -> str:
        return "Ask(…)"


class Asked(Struct):
    """A request that waits for a person's answer."""

    grant: GrantId


class Grants(Struct, forbid_unknown_fields=True):
    """What was asked for which purpose."""

    purpose: Purpose


class Grant(Struct):
    """A request of this key's, or the grant that came of it."""

    grant: GrantId
    token: ValueId
    kind: str
    purpose: str
    state: Annotated[str, Meta(pattern="^(asked|granted)$", description="Whether somebody approved it yet.")]
    uses: Annotated[int, Meta(description="How often it may still be used.")]
    until: Annotated[Time | None, Meta(description="Until when it waits, or may be used.")]


class GrantList(Struct):
    """What waits or may be used, that which ends first first."""

    items: list[Grant]


class Assign(Struct, forbid_unknown_fields=True):
    """A conversation, and to whom it is given, for how long; or that it is taken back."""

    conversation: ConversationId
    operator: Person
    assigned: Annotated[bool, Meta(description="False takes the conversation back.")] = True
    hours: Annotated[float, Meta(ge=1, le=assigning.MOST_HOURS, multiple_of=1, description="How many.")] | None = None


class Assigned(Struct):
    """To whom a conversation is given, by name."""

    conversation: ConversationId
    operators: list[Person]


class Restrict(Struct, forbid_unknown_fields=True):
    """Whose data is to be stored only from here on, or that this ends."""

    subject: SubjectId
    reason: Annotated[str, Meta(max_length=2000, description="Why; kept sealed, erased with the subject.")] = ""
    purpose: Purpose = "subject-request"
    restricted: Annotated[bool, Meta(description="False lifts the restriction.")] = True

    def __repr__(self) -> str:
        return "Restrict(…)"


class Restricted(Struct):
    """Whether a subject's data is only stored."""

    subject: SubjectId
    restricted: bool


def ask(app: Privet, visitor: Visitor, asked: Ask) -> Asked:
    """Ask to see a value of a kind that takes a second person's approval."""
    made = granting.ask(app, visitor.tenant, asked.token, asked.purpose, Plain(asked.reason), visitor.actor)
    return Asked(made)


def grants(app: Privet, visitor: Visitor, asked: Grants) -> GrantList:
    """What this key asked for, and that waits or may be used."""
    found = granting.mine(app, visitor.tenant, asked.purpose, visitor.actor)
    return GrantList(
        [Grant(one.id, one.token, one.kind, one.purpose, one.state, one.uses, when(one.due)) for one in found]
    )


def assign(app: Privet, visitor: Visitor, asked: Assign) -> Assigned:
    """Give a conversation to an operator, or take it back."""
    if asked.assigned:
        hours = None if asked.hours is None else int(asked.hours)
        assigning.assign(app, visitor.tenant, asked.conversation, asked.operator, visitor.actor, hours)
    else:
        assigning.unassign(app, visitor.tenant, asked.conversation, asked.operator, visitor.actor)
    return Assigned(asked.conversation, [asked.operator] if asked.assigned else [])


def restrict(app: Privet, visitor: Visitor, asked: Restrict) -> Restricted:
    """Restrict a person's data to being stored (GDPR Art. 18), or lift that."""
    do = restricting.restrict if asked.restricted else restricting.lift
    do(app, visitor.tenant, asked.subject, asked.purpose, Plain(asked.reason), visitor.actor)
    return Restricted(asked.subject, asked.restricted)


OPERATIONS = (
    Operation("POST", "/grants", "ask", "Show and send", "ask", "Ask to see a value", Ask, Asked, ask),
    Operation("GET", "/grants", "listGrants", "Show and send", "ask", "List what was asked for", Grants, GrantList,
              grants),
    Operation("POST", "/assignments", "assign", "People", "assign", "Give a conversation to somebody", Assign,
              Assigned, assign, repeats="resumed"),
    Operation("POST", "/restrictions", "restrict", "People", "restrict", "Restrict a person's data", Restrict,
              Restricted, restrict, repeats="resumed"),
)  # fmt: skip
