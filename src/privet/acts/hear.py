"""Hear: what a customer's message says about messages themselves is heard in the commit that stores it, by whatever
channel it came: STOP, START and HELP in fifteen languages, and "don't text me again" in any words.

The entry names the message, and what was said is kept with it, sealed, for as long as the customer's record: the
receipt. A step of `receive`; `answer` then says what was done, where Privet sends over that channel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from privet.acts import claim, passing, send, stop
from privet.acts.received import Answer
from privet.acts.whose import Named
from privet.core import claim as asking
from privet.core import coaching, ids, revocation
from privet.core.message import Inbound, Received, TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor
from privet.core.revocation import Wish
from privet.errors import PrivetError
from privet.store import tenants

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View


class Heard(NamedTuple):
    """A wish in a message: in which conversation (`con_…`; "" where nothing is kept that could be answered in) it is
    answered, over which channel, in which language; whether anything changed by it; the case (`req_…`) that it opened.
    """

    wish: str
    conversation: str
    channel: str
    language: str
    changed: bool
    case: str = ""


def wish(text: str) -> str:
    """What a message says about messages, and which right over their own data it asks for (`core.claim`) in which
    language, as "stop withdrawal:de": whoever takes a consent back says both.
    """
    right = asking.claim(text)
    return f"{revocation.wish(text)} {right}:{asking.language(text)}".strip() if right else revocation.wish(text)


def of_messages(wish: str) -> Wish:
    """What of that is said about messages."""
    first = wish.partition(" ")[0]
    return "stop" if first == "stop" else "start" if first == "start" else "help" if first == "help" else ""


def of_rights(wish: str) -> str:
    """What of that is asked for, or "back"."""
    return wish.removeprefix(of_messages(wish)).strip().partition(":")[0]


def wishes(actor: Actor | None, batch: Sequence[Inbound], texts: Sequence[str]) -> list[str]:
    """What each message says or asks for, looked for before any lock is taken. Nothing is heard in what the company
    wrote, in what a group wrote, nor in an import: what was said long ago was answered then. None stands for a
    program that is yet to be known.
    """
    if actor is not None and actor.kind not in ("gateway", "service"):
        return [""] * len(batch)
    return [
        wish(text) if one.direction == "in" and not one.group else "" for one, text in zip(batch, texts, strict=True)
    ]


def spoken(
    view: View, named: Sequence[Named], wishes: Sequence[str], made: Sequence[Answer | Received]
) -> Iterator[tuple[Inbound, str, stop.Spoken]]:
    """What new messages say about messages, and whose they are: also where only that they came is kept."""
    for one, wish, answer in zip(named, wishes, made, strict=True):
        if not wish:
            continue
        if isinstance(answer, Received):
            row, text = passing.known(view, one), answer.text.text if answer.text else ""
            if row is not None:
                yield one.inbound, wish, stop.Spoken(ids.read(ids.MESSAGE, answer.id), b"", row.id, text)
        elif answer.outcome == "waits" or (answer.outcome == "stored" and answer.body is not None):
            text = answer.body.text if answer.body else ""
            said = stop.Spoken(answer.message, answer.conversation, answer.subject, text)
            yield one.inbound, wish, said


def hear(app: Privet, tx: Tx, inbound: Inbound, wish: str, said: stop.Spoken) -> Heard:
    """Put on record what was heard in a message that this transaction stored; what is to be answered."""
    gateway = Actor("gateway", inbound.channel)
    right, spoken, wish = of_rights(wish), wish.partition(":")[2], of_messages(wish)
    case = claim.heard(app, tx, gateway, said, right) if right else ""
    changed = wish == "help" or (wish != "" and stop.heard(app, tx, gateway, said, stop=wish == "stop"))
    language = coaching.language(spoken, said.text)
    talk = ids.shown(ids.CONVERSATION, said.conversation) if said.conversation else ""
    return Heard(wish, talk, inbound.channel, language, changed, case)


def answer(app: Privet, tenant: TenantId, heard: Iterable[Heard]) -> None:
    """Tell customers what was done about what they asked for, once each, where Privet sends over their channel. What
    may not be sent is on the ledger; what cannot be, is sent by the clock.
    """
    for one in heard:
        if not (one.changed or one.case) or not one.conversation or one.channel not in app.channels:
            continue
        if one.wish == "help" and not app.config.send.answer_help:
            continue
        with suppress(PrivetError):
            text = _text(app, tenant, one)
            gateway = Actor("gateway", one.channel)
            send.send(app, tenant, one.conversation, Plain(text), gateway, own_answer=True)
            if one.case:
                claim.told(app, tenant, one.case, gateway)


def coach(app: Privet, tenant: TenantId, channel: str, talk: str, text: str) -> None:
    """Tell a customer, in their conversation (`con_…`), what would have been safer to do; whoever opted out is not."""
    if channel in app.channels:
        with suppress(PrivetError):
            send.send(app, tenant, talk, Plain(text), Actor("gateway", channel))


def _text(app: Privet, tenant: TenantId, heard: Heard) -> str:
    if heard.case:
        return claim.answer(app, tenant, heard.case, heard.language, stopped=heard.changed)
    if heard.wish == "stop":
        return coaching.stopped(heard.language)
    if heard.wish == "start":
        return coaching.started(heard.language)
    named = next(one.name for one in tenants.every(app.store) if one.id == tenant)
    return coaching.helped(heard.language, named)
