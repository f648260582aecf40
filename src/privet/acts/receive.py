"""Receive: messages come in, are born protected, and are stored, each on record (design.md §3).

Messages share commits of at most 256. A message that is refused or cannot be scanned spoils no other; one that was
received before is recognised by its external id and answered as it was then. Nothing is answered before its commit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from msgspec import structs

from privet.acts import hear, joining, passing, unseen, whole, whose
from privet.acts.draft import BODY, Draft, Kept, Talk, packed
from privet.acts.passing import Keeping
from privet.acts.reading import Body, read_body
from privet.acts.received import Answer as Answer
from privet.acts.received import shown as shown
from privet.acts.telling import tell
from privet.acts.tokenise import kept, tokenise
from privet.core import ids, seal, tags
from privet.core.entry import Entry, Outcome, encode, encode_each
from privet.core.finding import Finding
from privet.core.kinds import Disposition
from privet.core.message import Inbound, Received, TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, DecisionCache, Deny, Facts
from privet.store import messages
from privet.store.known import Place
from privet.store.messages import Mark

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.store.view import View

COMMIT = 256
"""Messages that share a commit at most: what a crash can leave unanswered, and what another writer waits for."""

MOST = 1024
"""Actors, and cases of an actor, whose decisions are remembered."""

PURPOSE = "delivery"
FAILED = ("detector-failed",)
FULL = ("conversation-full",)
BROKEN = ("not-unicode",)
MALFORMED = ("malformed",)
CHANNEL = re.compile("[a-z][a-z0-9_-]{0,31}")
LATEST = 1 << 53
"""A time in milliseconds is between minus and plus this: what every peer's numbers hold exactly."""


def receive(
    app: Privet, tenant: TenantId, batch: Sequence[Inbound], actor: Actor | Callable[[View], Actor], lifted: bytes = b""
) -> list[Received]:
    """Take in `batch` and answer each message, in order, after its commit. `actor` may be found in each commit: what it
    raises is raised here, and nothing of that commit came in. `lifted` is the raw id of the only one, which waited.
    """
    answers: list[Received] = []
    for at in range(0, len(batch), COMMIT):
        answers += _commit(app, tenant, batch[at : at + COMMIT], actor, lifted)
    return answers


def _commit(
    app: Privet, tenant: TenantId, batch: Sequence[Inbound], who: Actor | Callable[[View], Actor], lifted: bytes
) -> list[Received]:
    texts = [inbound.text.expose() for inbound in batch]
    scanner = app.rules_of(tenant).scanner
    scanned = scanner.scan_each(texts)
    wishes = hear.wishes(who if isinstance(who, Actor) else None, batch, texts)
    if lifted:  # what it says of messages was heard when it began to wait
        wishes = [""] * len(batch)
    with app.store.write(tenant) as tx:
        actor = who if isinstance(who, Actor) else who(tx)
        draft = Draft(app, tx, app.rules_in(tx))
        if draft.rules.scanner is not scanner:  # another process adopted other rules meanwhile
            scanned = draft.rules.scanner.scan_each(texts)
        scanned = whole.masked(tx, [one.channel for one in batch], texts, scanned)
        gate = Gate.of(draft.rules, actor)
        keeping, waiting = Keeping(draft), unseen.Waiting(draft, actor, lifted)
        named = joining.own(draft, whose.named(draft, batch))
        seen = [_seen(draft, gate, (keeping, waiting), *one) for one in zip(named, texts, scanned, strict=True)]
        draft.recall(each for one in seen if isinstance(one, Seen) for each in wanted(draft, one))
        made = [taken(draft, one) if isinstance(one, Seen) else one for one in seen]
        draft.write()
        waiting.write()
        record(draft, actor, [one for one in made if isinstance(one, Answer)])
        for one in made:
            if isinstance(one, Received):
                passing.record(draft, actor, one)
        heard = [hear.hear(app, tx, *one) for one in hear.spoken(tx, named, wishes, made)]
    hear.answer(app, tenant, heard)
    stored = iter(shown([one for one in made if isinstance(one, Answer)]))
    answers = [one if isinstance(one, Received) else next(stored) for one in made]
    return [
        structs.replace(one, heard=hear.of_messages(wish)) if wish and one.outcome != "refused" else one
        for one, wish in zip(answers, wishes, strict=True)
    ]


class Seen(msgspec.Struct, frozen=True, gc=False):
    """A message that may come in: where it belongs, what of it becomes tokens, and the tag to recognise it by."""

    inbound: Inbound
    place: Place
    text: str
    parts: list[Kept]
    tag: int  # of its external id; 0 without one
    also: joining.Elsewhere = ()

    def __repr__(self) -> str:
        return "Seen(…)"


class Gate:
    """What the rules in force say of an actor's messages: one decision for each (channel, group, kinds) that occurs."""

    def __init__(self, decided: DecisionCache, actor: Actor) -> None:
        self._decided = decided
        self.actor = actor
        self._known: dict[tuple[str, bool, frozenset[str]], tuple[str, ...] | None] = {}

    @classmethod
    def of(cls, rules: Rules, actor: Actor) -> Gate:
        """The gate of an actor, which lasts as long as the rules do."""
        gate: Gate | None = rules.gates.get(actor)
        if gate is None:
            if len(rules.gates) >= MOST:
                rules.gates.clear()
            gate = rules.gates[actor] = cls(rules.decided, actor)
        return gate

    def refusal(self, inbound: Inbound, findings: Sequence[Finding]) -> tuple[str, ...] | None:
        """Why the message is refused, or None when it may come in."""
        kinds = frozenset([found.kind for found in findings])
        case = (inbound.channel, inbound.group, kinds)
        if case not in self._known:
            if len(self._known) >= MOST:
                self._known.clear()
            decision = self._decided.decide(
                Ask(self.actor, "receive", PURPOSE, kinds), Facts(channel=inbound.channel, group=inbound.group)
            )
            self._known[case] = decision.reasons if isinstance(decision, Deny) else None
        return self._known[case]


def _seen(
    draft: Draft,
    gate: Gate,
    stand: tuple[Keeping, unseen.Waiting],
    one: whose.Named,
    text: str,
    findings: list[Finding] | None,
) -> Seen | Answer | Received:
    """Decide whether a message may come in. None stands for a detector that failed: it is refused (law 3), unless
    it is masked whole (`acts.whole`) or waits (`acts.unseen`).
    """
    inbound, (keeping, waiting) = one.inbound, stand
    if findings is None and not waiting.holds(inbound.channel):
        return Answer("refused", reasons=FAILED)
    reasons = fault(inbound) or gate.refusal(inbound, findings or [])
    if reasons is not None:
        return Answer("refused", reasons=reasons)
    if not keeping.keeps(one):
        return Answer("refused", reasons=FAILED) if findings is None else passing.passed(draft, text, findings)
    place = whose.place(draft, one)
    tag = 0
    if inbound.external_id is not None:
        tag = tags.tag(place.key, tags.SEEN, inbound.external_id, place.conversation)
    if findings is None or waiting.behind(place.conversation):
        id = waiting.keep(place, tag, unseen.written(inbound, gate.actor))
        return Answer("waits" if waiting.begins(id) else "repeated", id, place.conversation, place.subject)
    parts = kept(draft, place, text, findings)
    return Seen(inbound, place, text, parts, tag, joining.elsewhere(draft, place, inbound, one.talk))


def wanted(draft: Draft, one: Seen) -> Iterator[tuple[Talk, Sequence[Kept], int]]:
    """All that something of a message, and itself, may be recognised by, and where."""
    yield draft.talk(one.place.conversation), one.parts, one.tag
    for talk, tag in one.also:
        yield draft.talk(talk), (), tag


def taken(draft: Draft, one: Seen) -> Answer:
    """Put one message into the draft, unless it was received before."""
    inbound, place, parts, tag = one.inbound, one.place, one.parts, one.tag
    talk = draft.talk(place.conversation)
    before = _repeated(draft, one) if tag and (one.also or tag in talk.known) else None
    if before is not None:
        return before
    if talk.full(parts):
        return Answer("refused", reasons=FULL)
    tokenised, placed = tokenise(draft, place, one.text, parts)
    return _stored(draft, inbound, place, tag, Body.of(inbound, tokenised, placed))


def fault(inbound: Inbound) -> tuple[str, ...] | None:
    """Why a message cannot be written as it is; None when it can. What stands in the clear has a form of its own."""
    party, conversation = inbound.party.expose(), inbound.conversation.expose()
    optional = (inbound.name, inbound.title, inbound.subject_ref, *inbound.attachments)
    all_ = f"{inbound.text.expose()}\0{party}\0{conversation}\0{inbound.external_id}"
    if not all_.isascii() and not Plain(all_).whole():
        return BROKEN
    if any(optional) and not all(one.whole() for one in optional if one):
        return BROKEN
    formed = CHANNEL.fullmatch(inbound.channel) and party and conversation
    return None if formed and abs(inbound.sent_at) < LATEST else MALFORMED


def _stored(draft: Draft, inbound: Inbound, place: Place, tag: int, body: Body) -> Answer:
    message = draft.app.id()
    context = seal.context(draft.tenant, place.subject, message, 0, BODY, place.slot, place.period)
    sealed = draft.sealed(place.data_key, packed(body), context)
    direction = 0 if inbound.direction == "in" else 1
    draft.messages.append((draft.tenant, message, place.conversation, place.subject, place.period, direction, sealed))
    if tag:
        draft.talk(place.conversation).mark(Mark(tag, message, 0, 0, 0))
        draft.bodies[message] = body
    return Answer("stored", message, place.conversation, place.subject, body)


def _repeated(draft: Draft, one: Seen) -> Answer | None:
    """The answer given when this message first came, or None when it is new. A tag is believed after opening.

    A repetition is no second act: it changes nothing, so it leaves no entry. Whoever sends another text under the same
    id gets the ids alone: to bring messages in is not to read them.
    """
    place, inbound = one.place, one.inbound
    for mark in draft.talk(place.conversation).known.get(one.tag, ()):
        body = draft.bodies.get(mark.ref)
        row = None if body is not None else messages.message(draft.tx, mark.ref)
        if row is not None:
            body = read_body(draft.tx, row, place.slot)
            if body is None:  # its time is over: it does not come back by being sent again
                return Answer("repeated", mark.ref, place.conversation, place.subject)
        if body is not None and (body.external_id == inbound.external_id or joining.same(inbound, body)):
            own = body if _same(draft, one, body) else None
            if own is None and joining.others(inbound, inbound.conversation.expose(), body):
                continue
            return Answer("repeated", mark.ref, place.conversation, place.subject, own)
    there = joining.there(draft, place, inbound, one.also)
    return None if there is None else Answer("repeated", *there, place.subject)


def _same(draft: Draft, one: Seen, body: Body) -> bool:
    """Is `one`, which came now, what `body` was made of: the same text around the same values?"""
    known = draft.talk(one.place.conversation).known
    if len(one.parts) != len(body.tokens):
        return False
    at = here = 0
    for part, (start, end, kind, _, value) in zip(one.parts, body.tokens, strict=True):
        found = part.found
        if part.terms.number != kind or one.text[here : found.start] != body.text[at:start]:
            return False
        dropped = part.terms.disposition is Disposition.DROP  # it left nothing to compare
        marks = known.get(part.by_value, ())
        if not dropped and not any(mark.ref == value and mark.exact == part.by_spelling for mark in marks):
            return False
        at, here = end, found.end
    return one.text[here:] == body.text[at:]


def record(draft: Draft, actor: Actor, answers: Sequence[Answer]) -> None:
    """One entry for each message that was stored or refused."""
    app, at = draft.app, draft.at
    stored = [one for one in answers if one.outcome == "stored"]
    if stored:
        numbers = [app.chance(16) for _ in stored]
        draft.tx.entries += encode_each(
            _like(actor.id), at, numbers, [one.message for one in stored], [one.subject for one in stored]
        )
        tell(app, draft.tx, "message.received", ids.MESSAGE, [one.message for one in stored])
    for one in answers:
        if one.outcome == "refused":
            draft.tx.record(
                encode(
                    Entry(
                        app.entry_id(), at, "receive", Outcome.DENIED, actor.id, purpose=PURPOSE,
                        policy=draft.rules.version, reasons=one.reasons,
                    )
                )
            )  # fmt: skip


@lru_cache(maxsize=256)
def _like(actor: str) -> Entry:
    """What all entries of messages that an actor brought in have in common."""
    return Entry("a" * 26, 0, "receive", Outcome.DONE, actor, "msg_" + "a" * 26, "sub_" + "a" * 26, PURPOSE)
