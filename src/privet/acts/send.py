"""Send: an answer with tokens leaves for its recipient with the values the recipient may have (design.md §3).

The intent is on record with the outbox row; then the channel delivers; the outcome is a second entry. A failure that
may be retried leaves the row. A send whose outcome a crash hid is `unknown`, and repeated only where the settings
say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import joining, lasting, restoring
from privet.acts.about import about
from privet.acts.draft import BODY, Draft, key_of, packed
from privet.acts.noting import stated
from privet.acts.reading import Body, Page
from privet.acts.telling import tell
from privet.acts.tokenise import Placed, kept, tokenise
from privet.acts.wanted import wanted
from privet.acts.whose import conversation_record, subject_record
from privet.core import ids, seal, tokens
from privet.core.asks import may_ask
from privet.core.channel import Channel, Outgoing
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.finding import Finding
from privet.core.kinds import BY_NUMBER, Disposition
from privet.core.message import TenantId
from privet.core.plain import Plain, TokenText
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.errors import BadInput, ChannelError, Erased, NotFound
from privet.store import messages, outbox, subjects
from privet.store.known import Place
from privet.store.outbox import OutboxRow
from privet.store.subjects import ACTIVE, ConversationRow, SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.store.view import Tx, View

PURPOSE = "delivery"
NEVER_KEPT = Deny(
    ("never-kept",), ("The answer holds what must not be kept, so it cannot wait in the outbox: send it another way.",)
)
PAUSE_MS = 1000
LEASE_MS = 120_000
"""How long a process may take to deliver; after that its silence is taken for a crash. Channels give up sooner."""

OUT = 1


@dataclass(frozen=True, slots=True)
class Sent:
    """A message on its way: its id, its state in the outbox, and how many tokens stayed tokens."""

    id: str
    state: str
    stayed: int


def send(
    app: Privet, tenant: TenantId, conversation: str, text: Plain, actor: Actor, purpose: str = PURPOSE, *,
    own_answer: bool = False, timer: str = "", also: Callable[[Tx], object] = lambda _: None,
) -> Sent:  # fmt: skip
    """Answer in `conversation` (`con_…`). What `text` says in the clear is sealed under the recipient's key.
    `own_answer`: it is Privet's own, to what its recipient just asked of it; `timer`: the class of what destroys itself
    (`core.lasting`). `also` is done in the same transaction.
    """
    if not text.whole():
        raise BadInput("the text is not Unicode: it holds half a surrogate pair")
    written = text.expose()
    scanner = app.rules_of(tenant).scanner
    found = scanner.scan(written)
    asked = may_ask(written)
    with app.store.write(tenant) as tx:
        talk, owner = _to(app, tx, conversation)
        rules = app.rules_in(tx)
        if rules.scanner is not scanner:  # another process adopted other rules meanwhile
            found = rules.scanner.scan(written)
        known = restoring.known(tx, talk.id, written)
        clear = list(outside(written, found))
        facts = replace(_facts(app, tx, actor, talk, owner, asked, purpose), own_answer=own_answer)
        decision = decide(rules.policy, Ask(actor, "send", purpose, frozenset([one.kind for one in clear])), facts)
        if isinstance(decision, Permit) and any(rules.kinds[one.kind].disposition is Disposition.DROP for one in clear):
            decision = NEVER_KEPT
        message = app.id()
        if isinstance(decision, Permit):
            draft = Draft(app, tx, rules)
            message = write(draft, _place(draft, talk, owner, timer, by_company=not own_answer), written, clear, known)
            draft.write()
            kinds = {BY_NUMBER[kind].name for kind, _ in known} | {one.kind for one in clear}
            let = [k for k in sorted(kinds) if isinstance(_may(rules, actor, purpose, k, facts), Permit)]
            row = OutboxRow(message, talk.channel, "queued", 0, app.now(), purpose, actor.id, " ".join(let), own_answer)
            outbox.put(tx, row)
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "send",
                    Outcome.REQUESTED if isinstance(decision, Permit) else Outcome.DENIED,
                    actor.id, ids.shown(ids.MESSAGE, message), ids.shown(ids.SUBJECT, owner.id), stated(rules, purpose),
                    rules.version, decision.reasons,
                )
            )
        )  # fmt: skip
        also(tx)
    decision.require()
    return deliver(app, tenant, message)


def deliver(app: Privet, tenant: TenantId, message: bytes) -> Sent:
    """Hand a queued message to its channel, and record what became of it; where the channel waits, let it wait."""
    channel = app.channels.get
    with app.store.write(tenant) as tx:
        row = outbox.row(tx, message)
        if row is not None and row.state == "queued" and (named := channel(row.channel)) and named.waits:
            row = replace(row, state="waiting", due=app.now())
            outbox.put(tx, row)
        if row is None or row.state != "queued":
            return Sent(ids.shown(ids.MESSAGE, message), row.state if row else "gone", 0)
        begun = _begun(app, tx, row)
    if begun is None:
        return Sent(ids.shown(ids.MESSAGE, message), "failed", 0)
    row, stayed, fault = begun, 0, None
    try:
        message_out, stayed = outgoing(app, tenant, message, row.kinds)
        _channel(app, row.channel).deliver(message_out)
    except Exception as error:
        stayed, fault = 0, error
    return Sent(ids.shown(ids.MESSAGE, message), settle(app, tenant, row, fault), stayed)


def take(app: Privet, tenant: TenantId, message: bytes) -> tuple[OutboxRow, Outgoing] | None:
    """A waiting message, for the gateway that delivers it now and then calls `settle`; None when it waits no more."""
    with app.store.write(tenant) as tx:
        row = outbox.row(tx, message)
        if row is None or row.state != "waiting":
            return None
        row = _begun(app, tx, row)
    if row is None:
        return None
    try:
        return row, outgoing(app, tenant, message, row.kinds)[0]
    except Erased as error:
        settle(app, tenant, row, error)
        return None


def settle(
    app: Privet, tenant: TenantId, row: OutboxRow, fault: Exception | None, talk: str = "", numbers: Sequence[int] = ()
) -> str:
    """Record what became of a message that was handed to its channel, which raised `fault` or took it; its state. The
    channel gave it `numbers` in the conversation that it calls `talk`.
    """
    state, outcome = "sent", Outcome.DONE
    if isinstance(fault, ChannelError):
        again = fault.retry and row.attempts < app.config.send.attempts
        state, outcome = ("queued" if again else "failed"), Outcome.FAILED
    elif isinstance(fault, Erased):
        state, outcome = "failed", Outcome.DENIED
    elif fault is not None:  # the other side may have taken it: only the setting may repeat it
        state, outcome = ("queued" if app.config.send.repeat_unknown else "unknown"), Outcome.UNKNOWN
    with app.store.write(tenant) as tx:
        became(app, tx, row, state, outcome)
        if fault is None:
            joining.numbered(app, tx, row.message, talk, numbers)
    return state


def _begun(app: Privet, tx: Tx, row: OutboxRow) -> OutboxRow | None:
    """The row as it is handed to its channel; None where messages are wanted no more: it waited too long."""
    message = None if row.own else messages.message(tx, row.message)
    if message is not None and any(wanted(tx, message.subject, row.channel, row.purpose)):
        became(app, tx, row, "failed", Outcome.DENIED)
        return None
    row = replace(row, state="sending", attempts=row.attempts + 1, due=app.now() + LEASE_MS)
    outbox.put(tx, row)
    return row


def reconcile(app: Privet, tenant: TenantId) -> int:
    """What a crash left between `sending` and its outcome becomes `unknown`, or is queued again.

    Another process may be delivering it right now, so it is left alone until its lease has run out.
    """
    with app.store.view(tenant) as view:
        hidden = [row for state in ("sending", "calling") for row in outbox.in_state(view, state, app.now())]
    for row in hidden:
        again = row.state == "sending" and app.config.send.repeat_unknown  # a bot's call is not kept
        with app.store.write(tenant) as tx:
            became(app, tx, row, "queued" if again else "unknown", Outcome.UNKNOWN)
    return len(hidden)


def _channel(app: Privet, name: str) -> Channel:
    if name not in app.channels:
        raise ChannelError(f"nothing is set up to send over the channel {name}", retry=True)
    return app.channels[name]


def _to(app: Privet, view: View, conversation: str) -> tuple[ConversationRow, SubjectRow]:
    talk = subjects.conversation(view, ids.read(ids.CONVERSATION, conversation))
    owner = None if talk is None else subjects.subject(view, talk.subject)
    if talk is None or owner is None:
        raise NotFound("there is no such conversation", hint="`privet conversations` lists them")
    reach(app, talk.channel)
    return talk, owner


def reach(app: Privet, channel: str) -> None:
    """Raises BadInput where nothing is set up to send over a channel."""
    if channel not in app.channels:
        raise BadInput(f"nothing is set up to send over the channel {channel}")


def _facts(
    app: Privet, tx: Tx, actor: Actor, talk: ConversationRow, owner: SubjectRow, asked: bool, purpose: str
) -> Facts:
    return replace(
        about(app, tx, actor, talk, owner.id), erased=owner.state != ACTIVE, to_member=True, asks_secret=asked,
        **wanted(tx, owner.id, talk.channel, purpose)._asdict(),
    )  # fmt: skip


def _may(rules: Rules, actor: Actor, purpose: str, kind: str, facts: Facts) -> Permit | Deny:
    """Each kind is decided by itself: one that may not leave stays a token, and the message still goes."""
    return decide(rules.policy, Ask(actor, "send", purpose, frozenset({kind})), facts)


def outside(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """What of the findings lies outside everything that reads like a token: a cue word before one swallows no token."""
    spans = [match.span() for match in tokens.TOLERANT.finditer(text)]
    for one in found:
        at = one.start
        for start, end in [*spans, (one.end, one.end)]:
            if end < at or start > one.end:
                continue
            if any(character.isalnum() for character in text[at:start]):
                whole = (at, start) == (one.start, one.end)
                yield one if whole else one._replace(start=at, end=start, canonical=text[at:start])
            at = max(at, end)


def _place(draft: Draft, talk: ConversationRow, owner: SubjectRow, timer: str, *, by_company: bool) -> Place:
    return lasting.placed(draft, owner, key_of(draft.tx, owner.slot), talk.id, timer, written=by_company)


def write(draft: Draft, place: Place, written: str, clear: list[Finding], known: restoring.Known) -> bytes:
    """The outgoing message as it is stored: tokens as they are, clear values as tokens of their own. Its id. A step
    of `call` too.
    """
    parts = kept(draft, place, written, clear)
    draft.recall([(draft.talk(place.conversation), parts, 0)])
    text, placed = tokenise(draft, place, written, parts)
    body = Body(text.text, _all(text, placed, known), draft.at)
    message = draft.app.id()  # after those of its values: what is older than a delivered message was delivered
    context = seal.context(draft.tenant, place.subject, message, 0, BODY, place.slot, place.period)
    sealed = draft.sealed(place.data_key, packed(body), context)
    draft.messages.append((draft.tenant, message, place.conversation, place.subject, place.period, OUT, sealed))
    return message


def _all(text: TokenText, placed: list[Placed], known: restoring.Known) -> list[Placed]:
    """All tokens of the stored text, new and old, in order."""
    starts = {start for start, *_ in placed}
    old = [
        (match.start(), match.end(), kind, n, known[(kind, n)])
        for match in tokens.TOLERANT.finditer(text.text)
        if match.start() not in starts and (number := restoring.number(match)) in known
        for kind, n in (number,)
    ]
    return sorted([*placed, *old])


def outgoing(app: Privet, tenant: TenantId, message: bytes, kinds: str) -> tuple[Outgoing, int]:
    """The message as its recipient shall read it; Erased when the recipient's key is gone."""
    with app.store.view(tenant) as view:
        row = messages.message(view, message)
        talk = None if row is None else subjects.conversation(view, row.conversation)
        owner = None if row is None else subjects.subject(view, row.subject)
        body = None if row is None else Page(view).body(row)
        record = None if owner is None else subject_record(view, owner)
        named = None if talk is None else conversation_record(view, talk)
        if row is None or talk is None or body is None or record is None or named is None:
            raise Erased("the recipient was erased before the message left")
        text, stayed = restoring.restored(view, talk, body, set(kinds.split()))
        return Outgoing(ids.shown(ids.MESSAGE, message), Plain(named[0]), Plain(record[0]), Plain(text)), stayed


def became(app: Privet, tx: Tx, row: OutboxRow, state: str, outcome: Outcome) -> None:
    """The outcome of a send, on record."""
    outbox.put(tx, replace(row, state=state, due=app.now() + PAUSE_MS * 2**row.attempts))
    if state == "sent":
        restoring.delivered(tx, app.rules_in(tx), row.message)
    if state in ("sent", "failed", "unknown"):
        tell(app, tx, "message.sent" if state == "sent" else "message.failed", ids.MESSAGE, [row.message])
    shown = ids.shown(ids.MESSAGE, row.message)
    tx.record(entry(Entry(app.entry_id(), app.now(), "send", outcome, row.actor, shown, purpose=row.purpose)))
