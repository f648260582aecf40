"""What rules may look at in a message, a value or a subject, loaded before deciding. A step of the acts that decide.

Whose the conversation is and how often somebody was shown a value are read in the transaction that decides, so that
what another process changed a moment ago holds already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.core.grant import Grant, covers, seen_enough
from privet.core.policy import Actor, Facts
from privet.errors import NotFound
from privet.store import grants, rights, subjects
from privet.store.subjects import ConversationRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View


def talk(view: View, conversation: bytes) -> ConversationRow:
    """The conversation of that id. Raises NotFound."""
    row = subjects.conversation(view, conversation)
    if row is None:
        raise NotFound("there is no such conversation", hint="`privet conversations` lists them")
    return row


def about(app: Privet, view: View, actor: Actor, conversation: ConversationRow, subject: bytes) -> Facts:
    """What is known of something that `subject` wrote, or that is sealed as theirs, in a conversation."""
    return Facts(
        channel=conversation.channel,
        group=conversation.group,
        restricted=rights.restricted(view, subject),
        assigned=assigned(app, view, actor, conversation.id),
    )


def assigned(app: Privet, view: View, actor: Actor, conversation: bytes) -> bool:
    """Whether the conversation was given to this person. Nothing is given to programs."""
    return actor.kind == "operator" and rights.given(view, actor.id, conversation, app.now())


def granted(app: Privet, view: View, actor: Actor, value: bytes, purpose: str) -> Grant | None:
    """The grant by which this actor may see this value for this purpose now, if there is one."""
    found = grants.of_value(view, actor.id, value)
    return next((one for one in found if covers(one, actor.id, value, purpose, app.now())), None)


def over_budget(app: Privet, view: View, actor: Actor) -> bool:
    """Whether this person was shown as many values lately as the policy lets one person see."""
    if actor.kind != "operator":
        return False
    return seen_enough(*grants.shown(view, actor.id, app.now()), app.rules_in(view).policy.terms.showing)
