"""Step-up: a customer proves to be there, by a code on their own channel or by a passkey."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, cast

import msgspec
from msgspec import Meta, Struct

from privet.acts import portal, respond, stepup, timer
from privet.app import Privet
from privet.core.plain import Plain
from privet.errors import BadInput
from privet.web.api.conversations import Time, when
from privet.web.api.operation import ConversationId, Operation, Purpose, ValueId
from privet.web.api.visitor import Visitor

Here = Literal["passkey", "code", ""]


class StepUp(Struct, forbid_unknown_fields=True):
    """Whose customer is asked, and what for."""

    conversation: ConversationId
    purpose: Purpose = "support"
    enrol: Annotated[
        bool, Meta(description="Whether `page` is to let them enrol a passkey, once they have proved themselves on it.")
    ] = False


class SimChange(Struct, forbid_unknown_fields=True):
    """Whose SIM card was changed, and whether the devices with their passkeys are gone as well."""

    conversation: ConversationId
    purpose: Purpose = "support"
    lost: Annotated[bool, Meta(description="Every passkey of theirs goes, not only those of the last 72 hours.")] = (
        False
    )


class PageLink(Struct, forbid_unknown_fields=True):
    """Whose customer is sent the link to their own page, what for, and in which language its message is."""

    conversation: ConversationId
    purpose: Purpose = "subject-request"
    language: Annotated[str, Meta(pattern="^[a-z]{2}$", description="en where there is no text in that one.")] = "en"


class PageSent(Struct):
    """A link on its way; nobody but the customer gets to see it."""

    conversation: ConversationId
    state: Annotated[str, Meta(description="The state of its message.", examples=["sent"])]


class TimerOf(Struct, forbid_unknown_fields=True):
    """Whose timer, and after which time."""

    of: Annotated[
        str,
        Meta(
            pattern="^(sub|con)_[a-z2-7]{25}[aeimquy4]$", examples=["con_" + "a" * 26],
            description="A subject, for all that they write and are written; or a conversation.",
        ),
    ]  # fmt: skip
    after: Annotated[
        Literal["off", "1h", "8h", "1d", "7d", "30d"], Meta(description="After which time; off: it does not.")
    ]
    purpose: Purpose = "support"


class TimerSet(Struct):
    """What holds from here on."""

    of: Annotated[str, Meta(pattern="^(sub|con)_[a-z2-7]{25}[aeimquy4]$", description="Whose timer it is.")]
    after: Annotated[str, Meta(pattern="^(off|1h|8h|1d|7d|30d)$", description="After which time; off: it does not.")]
    changed: Annotated[bool, Meta(description="Whether that changed anything.")]


class StepUpOf(Struct, forbid_unknown_fields=True):
    """Whose state is asked for, and what for."""

    conversation: ConversationId
    purpose: Purpose = "support"


class CodeSent(Struct):
    """A code on its way, and a page."""

    conversation: ConversationId
    state: Annotated[
        str,
        Meta(
            description="The state of its message; `passkey` where no code was sent, since only their passkey counts.",
            examples=["sent"],
        ),
    ]
    page: Annotated[
        str,
        Meta(
            description="The path of a page, on this server, where the customer may type it or use their passkey within"
            " ten minutes."
        ),
    ]


class CodeCheck(Struct, forbid_unknown_fields=True):
    """The code that the customer said, or the token that stands for it in what they wrote; one of the two."""

    either: ClassVar = ("code", "token")
    conversation: ConversationId
    code: Annotated[str, Meta(min_length=1, max_length=40)] | msgspec.UnsetType = msgspec.UNSET
    token: ValueId | msgspec.UnsetType = msgspec.UNSET
    purpose: Purpose = "support"

    def __repr__(self) -> str:
        return "CodeCheck(…)"


class CustomerState(Struct):
    """What is known of a customer now."""

    conversation: ConversationId
    verified: Annotated[bool, Meta(description="Whether they proved themselves within a quarter of an hour.")]
    held_until: Annotated[Time | None, Meta(description="Until then no code counts: a SIM card was changed.")]
    passkeys: Annotated[int, Meta(description="How many passkeys they have enrolled.")]
    here: Annotated[
        Here,
        Meta(
            description="By what they proved themselves in this very conversation, within a quarter of an hour."
            " `verified` counts what they did in any conversation of theirs."
        ),
    ]


def send(app: Privet, visitor: Visitor, asked: StepUp) -> CodeSent:
    """Send the customer of a conversation a code of six digits, good for ten minutes and five tries. Who has a passkey
    may use it on the page instead; after a SIM change, and to enrol another, it alone counts, and no code is sent.
    """
    given = (app, visitor.tenant, asked.conversation, asked.purpose)
    state = stepup.send_code(*given, visitor.actor, enrol=asked.enrol)
    return CodeSent(asked.conversation, state, respond.page(*given, enrol=asked.enrol))


def check(app: Privet, visitor: Visitor, asked: CodeCheck) -> CustomerState:
    """Check what the customer said. A code alone shows and changes nothing: it is a fact that rules may ask for."""
    if isinstance(asked.code, str) == isinstance(asked.token, str):
        raise BadInput("name a code or a token, one of the two")
    said = Plain(asked.code) if isinstance(asked.code, str) else str(asked.token)
    stepup.check(app, visitor.tenant, asked.conversation, said, asked.purpose, visitor.actor)
    return _known(app, visitor, asked.conversation, asked.purpose)


def change_sim(app: Privet, visitor: Visitor, asked: SimChange) -> CustomerState:
    """Report that a customer's SIM card was changed: for 72 hours no code is sent, none counts, and no passkey is
    enrolled. Passkeys enrolled in the 72 hours before go; where the devices are lost, all of them.
    """
    stepup.change_sim(app, visitor.tenant, asked.conversation, asked.purpose, visitor.actor, lost=asked.lost)
    return _known(app, visitor, asked.conversation, asked.purpose)


def state(app: Privet, visitor: Visitor, asked: StepUpOf) -> CustomerState:
    """Whether the customer of a conversation proved themselves lately."""
    return _known(app, visitor, asked.conversation, asked.purpose)


def page(app: Privet, visitor: Visitor, asked: PageLink) -> PageSent:
    """Send the customer of a conversation a link to their own page, where they see what is held of them and who saw it,
    take it with them, have it erased, and decide about messages. It works once, within 15 minutes; five go out a day.
    """
    state = portal.link(app, visitor.tenant, asked.conversation, asked.purpose, visitor.actor, asked.language)
    return PageSent(asked.conversation, state)


def fade(app: Privet, visitor: Visitor, asked: TimerOf) -> TimerSet:
    """What is said from here on destroys itself after a time: of a customer wherever they write, or in a conversation.
    Of several times the shortest counts. At that time, or up to a 24th of it before, nobody can read it any more; a bot
    deletes it in its chat too, where that is within 48 hours.
    """
    changed = timer.put(app, visitor.tenant, asked.of, asked.after, asked.purpose, visitor.actor)
    return TimerSet(asked.of, asked.after, changed)


def _known(app: Privet, visitor: Visitor, conversation: str, purpose: str) -> CustomerState:
    found = stepup.state(app, visitor.tenant, conversation, purpose, visitor.actor)
    held = when(found.held_until)
    return CustomerState(conversation, found.verified, held, found.passkeys, cast(Here, found.here))


OPERATIONS = (
    Operation("POST", "/step-ups", "stepUp", "People", "step-up", "Send a customer a code", StepUp, CodeSent, send),
    Operation("POST", "/step-ups/check", "checkStepUp", "People", "step-up", "Check a code", CodeCheck, CustomerState,
              check, repeats="done again"),
    Operation("POST", "/step-ups/sim-change", "reportSimChange", "People", "step-up", "Report a SIM change", SimChange,
              CustomerState, change_sim, repeats="resumed"),
    Operation("POST", "/portal-links", "sendPortalLink", "People", "portal", "Send a customer the link to their page",
              PageLink, PageSent, page),
    Operation("POST", "/timers", "setTimer", "People", "timer", "Have what is said destroy itself", TimerOf, TimerSet,
              fade, repeats="done again"),
    Operation("GET", "/step-ups", "getStepUp", "People", "step-up", "See if a customer proved themselves", StepUpOf,
              CustomerState, state),
)  # fmt: skip
