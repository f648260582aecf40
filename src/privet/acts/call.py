"""Call: what a bot asks of the channel's interface goes on record before it leaves; values are put back for the chat it
is for, and nowhere else.

`begin` decides and records as `send` does, many calls in one commit; whoever called lets them leave; `finish` puts on
record what became of them. A call is not kept, so one whose outcome a crash hid becomes `unknown` and is not repeated
from here. What must not be kept is never written, and leaves as it came: nothing of it waits in the outbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from privet.acts import alias, joining, restoring, retract, send, whose
from privet.acts import chat as chats
from privet.acts.about import talk
from privet.acts.bot import Open
from privet.acts.chat import CHANNEL
from privet.acts.draft import Draft
from privet.acts.wanted import wanted
from privet.acts.whose import conversation_record
from privet.core import ids, retraction
from privet.core.asks import may_ask
from privet.core.botapi import call as calls
from privet.core.botapi import escapes
from privet.core.botapi.call import Call
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.finding import Finding
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Ask, Deny, Facts, Permit
from privet.errors import BadInput, ChannelError, Denied, Erased, NotFound, NotReady, PrivetError
from privet.store import outbox, rights, subjects
from privet.store.known import Place
from privet.store.outbox import OutboxRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

PURPOSE = "delivery"
NO_CHAT = "chat not found"
NOWHERE = "no-chat"
"""The reason of an entry of a call that does not say where, as an answer to a button does not: it names a message all
the same, though none is stored, as the entry of its outcome does."""


@dataclass(frozen=True, slots=True, repr=False)
class Begun:
    """A call that may leave now, with these parameters. `said` says that it says something, is on record as `message`
    (`msg_…`) in `conversation` (`con_…`; "" where it names no chat, and nothing is stored of it), and wants `finish`;
    `stayed` tokens stayed tokens."""

    method: str
    params: dict[str, object]
    said: bool = False
    message: str = ""
    conversation: str = ""
    stayed: int = 0
    topic: tuple[str, str] = ("", "")  # chat and topic, as its conversation's name has them


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a call: what sending it raised, as channels raise it, and the numbers that the channel gave to the
    messages it made.
    """

    begun: Begun
    fault: Exception | None = None
    numbers: Sequence[int] = ()


class _Said(msgspec.Struct, frozen=True, gc=False):
    """A call, on record as `message` if it says something: where (None: it does not say), and what may be put back."""

    call: Call
    numbers: dict[int, int]
    message: bytes = b""
    place: Place | None = None
    group: bool = False
    known: restoring.Known = {}
    phones: bool = False

    def __repr__(self) -> str:
        return "_Said(…)"


class _Read(msgspec.Struct, frozen=True, gc=False):
    """What a call says, without escapes, what was found in it (None where a detector failed), and whether it asks for
    a secret.
    """

    text: str
    found: list[Finding] | None
    asks: bool

    def __repr__(self) -> str:
        return "_Read(…)"


def begin(
    app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Call], *, own_answer: bool = False
) -> list[Begun | PrivetError]:
    """Decide and record each call; what may leave, with its values, or why it may not (NotFound: no such chat; Denied;
    BadInput; NotReady: it could not be scanned). `own_answer`: they are Privet's own, to what a customer just asked it.
    """
    batch = chats.placed(app, tenant, bot, batch)
    if not any(_says(one) for one in batch):
        with app.store.view(tenant) as view:
            return [_begun(view, bot, _plain(view, one)) for one in batch]
    return _begin(app, tenant, bot, batch, own_answer=own_answer)


def _begin(
    app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Call], *, own_answer: bool, own: bool = False
) -> list[Begun | PrivetError]:
    """The same of a batch that says something; `own` words of Privet are not looked through: nothing in them is
    anybody's.
    """
    texts = ["\n".join([escapes.resolved(one.text, one.markup)[0] for one in call.texts]) for call in batch]
    scanner = app.rules_of(tenant).scanner
    scanned = [[] for _ in texts] if own else scanner.scan_each(texts)
    asking = [may_ask(text) for text in texts]
    with app.store.write(tenant) as tx:
        draft = Draft(app, tx, app.rules_in(tx))
        if not own and draft.rules.scanner is not scanner:  # another process adopted other rules meanwhile
            scanned = draft.rules.scanner.scan_each(texts)
        said = [
            _decided(draft, bot, call, _Read(text, found, asks), own_answer) if _says(call) else _plain(tx, call)
            for call, text, found, asks in zip(batch, texts, scanned, asking, strict=True)
        ]
        draft.write()
    with app.store.view(tenant) as view:
        return [_begun(view, bot, one) for one in said]


def finish(app: Privet, tenant: TenantId, bot: Open, batch: Sequence[Finished]) -> list[str]:
    """Record what became of calls that said something; the state of each: "sent", "failed" or "unknown". What was sent
    is deleted at the channel when the bot's time for that is over.
    """
    with app.store.write(tenant) as tx:
        states = []
        for one in batch:
            state, outcome = _became(one.fault)
            message = ids.read(ids.MESSAGE, one.begun.message) if one.begun.message else b""
            row = outbox.row(tx, message)
            if row is not None and row.state in ("calling", "unknown"):  # its lease may have run out meanwhile
                send.became(app, tx, row, state, outcome)
                if one.fault is None:
                    joining.numbered(app, tx, message, "".join(one.begun.topic), one.numbers)
                    chats.remember(app, tx, one.begun.conversation, one.begun.topic, one.numbers)
                    retract.plan(app, tx, bot, message, one.numbers)
            states.append(state)
        return states


def notice(
    app: Privet, tenant: TenantId, bot: Open, conversation: str, text: str, *, own_answer: bool, reply_to: int = 0
) -> Begun:
    """Privet's own words to a conversation (`con_…`), as a call that may leave now. Raises NotFound, Denied, Erased."""
    with app.store.view(tenant) as view:
        record = conversation_record(view, talk(view, ids.read(ids.CONVERSATION, conversation)))
    where = None if record is None else retraction.place(record[0])
    if where is None:
        raise Erased("whoever the message is for was erased")
    params = {**where.params(), "text": text}
    if reply_to:
        params["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    (begun,) = _begin(app, tenant, bot, [calls.read("sendMessage", params)], own_answer=own_answer, own=True)
    if isinstance(begun, PrivetError):
        raise begun
    return begun


def _became(fault: Exception | None) -> tuple[str, Outcome]:
    if fault is None:
        return "sent", Outcome.DONE
    return ("failed", Outcome.FAILED) if isinstance(fault, ChannelError) else ("unknown", Outcome.UNKNOWN)


def _says(call: Call) -> bool:
    """Does it say anything? An edit without a text, and an answer to a query without one, do not."""
    return call.says and bool(call.texts or (call.chat and not call.method.startswith("edit")))


def _plain(view: View, call: Call) -> _Said | PrivetError:
    """A call that says nothing to anybody: its aliases are what there is to do."""
    numbers = _numbers(view, call)
    return numbers if isinstance(numbers, PrivetError) else _Said(call, numbers)


def _numbers(view: View, call: Call) -> dict[int, int] | PrivetError:
    """The number that each alias of a call stands for; other numbers are the channel's own and stay."""
    wanted = [one for one in call.numbers if alias.LOWEST <= one < alias.HIGHEST]
    found = alias.real(view, wanted) if wanted else {}
    return found if len(found) == len(set(wanted)) else NotFound(NO_CHAT)


def _decided(draft: Draft, bot: Open, call: Call, read: _Read, own_answer: bool) -> _Said | PrivetError:
    """May this be said there? On record, with the message as it is stored and its row of the outbox."""
    if read.found is None:
        return NotReady("a detector failed, so the call was not looked through and does not leave")
    if not Plain(read.text).whole():
        return BadInput("the text is not Unicode: it holds half a surrogate pair")
    numbers = _numbers(draft.tx, call)
    if isinstance(numbers, PrivetError):
        return numbers
    chat, source = (chats.real(one, numbers) for one in (call.chat, call.source))
    name = chat + (chats.topic(call.place, numbers) or chats.edited(draft.tx, call, chat))
    if chat and (retraction.place(name) is None or chat.lstrip("-").startswith("0")):  # two names of one chat
        return NotFound(NO_CHAT)
    clear = list(send.outside(read.text, read.found))
    facts = Facts(
        channel=CHANNEL, group=chats.group(chat), to_member=source in ("", chat), asks_secret=read.asks,
        own_answer=own_answer,
    )  # fmt: skip
    ask = Ask(bot.actor, "send", PURPOSE, frozenset([one.kind for one in clear]))
    decision, place = draft.rules.decided.decide(ask, facts), None
    if isinstance(decision, Permit) and chat:
        place = whose.place(draft, chats.named(draft, chat, name))
        facts = replace(
            facts, **wanted(draft.tx, place.subject, CHANNEL, PURPOSE)._asdict(),
            restricted=rights.restricted(draft.tx, place.subject),
        )  # fmt: skip
        decision = draft.rules.decided.decide(ask, facts)
    if isinstance(decision, Deny):
        _record(draft, ask, draft.app.id(), place, decision)
        return _refused(decision)
    said = _Said(call, numbers, draft.app.id())
    if place is not None:
        said = _kept(draft, said, place, read.text, clear, ask, facts)
    at = draft.at + send.LEASE_MS
    outbox.put(draft.tx, OutboxRow(said.message, CHANNEL, "calling", 1, at, PURPOSE, ask.actor.id))
    _record(draft, ask, said.message, place, decision)
    return said


def _kept(draft: Draft, said: _Said, place: Place, text: str, clear: list[Finding], ask: Ask, facts: Facts) -> _Said:
    """Put what is said into the draft, and find what of its tokens may be put back."""

    def may(kind: str) -> bool:
        return isinstance(draft.rules.decided.decide(replace(ask, kinds=frozenset({kind})), facts), Permit)

    known = restoring.known(draft.tx, place.conversation, text)
    message = send.write(draft, place, text, clear, known)
    let = {pair: value for pair, value in known.items() if may(BY_NUMBER[pair[0]].name)}
    phones = bool(said.call.phones) and may("PHONE")
    return _Said(said.call, said.numbers, message, place, facts.group, let, phones)


def _record(draft: Draft, ask: Ask, message: bytes, place: Place | None, decision: Permit | Deny) -> None:
    permitted = isinstance(decision, Permit)
    reasons = (*decision.reasons, NOWHERE) if permitted and place is None else decision.reasons
    draft.tx.record(
        entry(
            Entry(
                draft.app.entry_id(), draft.at, "send",
                Outcome.REQUESTED if permitted else Outcome.DENIED, ask.actor.id,
                ids.shown(ids.MESSAGE, message), None if place is None else ids.shown(ids.SUBJECT, place.subject),
                PURPOSE, draft.rules.version, reasons,
            )
        )
    )  # fmt: skip


def _refused(decision: Deny) -> PrivetError:
    try:
        decision.require()
    except Denied as error:
        return error


def _begun(view: View, bot: Open, said: _Said | PrivetError) -> Begun | PrivetError:
    """The call with its values, once it is on record."""
    if isinstance(said, PrivetError):
        return said
    call, place, phones = said.call, said.place, dict[str, str]()
    values: dict[tuple[int, int], str] = {}
    if place is not None:
        members = {place.subject, *(subjects.members(view, place.conversation) if said.group else ())}
        opened = [(pair, restoring.opened(view, members, value)) for pair, value in said.known.items()]
        values = {pair: value for pair, value in opened if value is not None}
        found = [(one, alias.phone(view, one, place.conversation)) for one in call.phones if said.phones]
        phones = {one: real for one, real in found if real is not None}
    made = [restoring.marked(one.text, one.markup, values) for one in call.texts]
    params = calls.write(call, [one for one, _ in made], said.numbers, phones, protect=bot.settings.protect)
    if place is None:
        message = ids.shown(ids.MESSAGE, said.message) if said.message else ""
        return Begun(call.method, params, bool(message), message)
    return Begun(
        call.method, params, True, ids.shown(ids.MESSAGE, said.message),
        ids.shown(ids.CONVERSATION, place.conversation), sum(stayed for _, stayed in made),
        (chats.real(call.chat, said.numbers), chats.topic(call.place, said.numbers)),
    )  # fmt: skip
