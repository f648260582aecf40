"""Receive: messages come in, are born protected, and are stored, each on record (design.md §3).

Messages share commits of at most 256. A message that is refused or cannot be scanned spoils no other; one that was
received before is recognised by its external id and answered as it was then. Nothing is answered before its commit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from privet.acts import whose
from privet.acts.draft import BODY, Draft, packed
from privet.acts.reading import Body, read_body
from privet.acts.telling import tell
from privet.acts.tokenise import kept, tokenise
from privet.core import ids, seal, tags, tokens
from privet.core.base32 import base32
from privet.core.entry import Entry, Outcome, encode, encode_each
from privet.core.finding import Finding
from privet.core.kinds import BY_NUMBER
from privet.core.message import Inbound, Received, TenantId, TokenRef
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts
from privet.store import messages
from privet.store.known import Place
from privet.store.messages import Mark

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.core.detect import Scanner

COMMIT = 256
"""Messages that share a commit at most: what a crash can leave unanswered, and what another writer waits for."""

PURPOSE = "delivery"
FAILED = ("detector-failed",)
FULL = ("conversation-full",)
BROKEN = ("not-unicode",)
MALFORMED = ("malformed",)
CHANNEL = re.compile("[a-z][a-z0-9_-]{0,31}")
LATEST = 1 << 53
"""A time in milliseconds is between minus and plus this: what every peer's numbers hold exactly."""


class Answer(NamedTuple):
    """What became of one message, in raw ids, until its commit."""

    outcome: Literal["stored", "repeated", "refused"]
    message: bytes = b""
    conversation: bytes = b""
    subject: bytes = b""
    body: Body | None = None
    reasons: tuple[str, ...] = ()


def receive(app: Privet, tenant: TenantId, batch: Sequence[Inbound], actor: Actor) -> list[Received]:
    """Take in `batch` and answer each message, in order, after its commit."""
    answers: list[Received] = []
    for at in range(0, len(batch), COMMIT):
        answers += _commit(app, tenant, batch[at : at + COMMIT], actor)
    return answers


def _commit(app: Privet, tenant: TenantId, batch: Sequence[Inbound], actor: Actor) -> list[Received]:
    scanner = app.rules_of(tenant).scanner
    scanned = list(_scan(scanner, batch))
    with app.store.write(tenant) as tx:
        draft = Draft(app, tx, app.rules_in(tx))
        if draft.rules.scanner is not scanner:  # another process adopted other rules meanwhile
            scanned = list(_scan(draft.rules.scanner, batch))
        gate = Gate(draft, actor)
        answers = [
            _one(draft, gate, one, findings) for one, findings in zip(whose.named(draft, batch), scanned, strict=True)
        ]
        draft.write()
        _record(draft, actor, answers)
    return shown(answers)


def _scan(scanner: Scanner, batch: Sequence[Inbound]) -> Iterator[list[Finding] | None]:
    """The findings of each message; None where a detector failed, so that the message is refused (law 3)."""
    scan = scanner.scan
    for inbound in batch:
        try:
            yield scan(inbound.text.expose())
        except Exception:
            yield None


class Gate:
    """Decisions of one commit: one for each (channel, group, kinds) that occurs in it."""

    def __init__(self, draft: Draft, actor: Actor) -> None:
        self._decided = draft.rules.decided
        self._actor = actor
        self._known: dict[tuple[str, bool, frozenset[str]], tuple[str, ...] | None] = {}

    def refusal(self, inbound: Inbound, findings: Sequence[Finding]) -> tuple[str, ...] | None:
        """Why the message is refused, or None when it may come in."""
        kinds = frozenset([found.kind for found in findings])
        case = (inbound.channel, inbound.group, kinds)
        if case not in self._known:
            decision = self._decided.decide(
                Ask(self._actor, "receive", PURPOSE, kinds), Facts(channel=inbound.channel, group=inbound.group)
            )
            self._known[case] = decision.reasons if isinstance(decision, Deny) else None
        return self._known[case]


def _one(draft: Draft, gate: Gate, one: whose.Named, findings: list[Finding] | None) -> Answer:
    """Decide, and put one message into the draft."""
    inbound = one.inbound
    if findings is None:
        return Answer("refused", reasons=FAILED)
    fault = _fault(inbound)
    if fault is not None:
        return Answer("refused", reasons=fault)
    refusal = gate.refusal(inbound, findings)
    if refusal is not None:
        return Answer("refused", reasons=refusal)
    place = whose.place(draft, one)
    text = inbound.text.expose()
    parts, wanted = kept(draft, place, text, findings)
    seen = 0
    if inbound.external_id is not None:
        seen = tags.tag(place.key, tags.SEEN, inbound.external_id, place.conversation)
        wanted.append(seen)
    known = draft.recognised(place.conversation, wanted) if wanted else {}
    if seen in known:
        before = _repeated(draft, place, known[seen], inbound.external_id)
        if before is not None:
            return before
    if draft.full(place.conversation, [part.kind for part in parts], known):
        return Answer("refused", reasons=FULL)
    tokenised, placed = tokenise(draft, place, text, parts, known)
    return _stored(draft, inbound, place, seen, Body.of(inbound, tokenised, placed))


def _fault(inbound: Inbound) -> tuple[str, ...] | None:
    """Why a message cannot be written as it is; None when it can. What stands in the clear has a form of its own."""
    optional = (inbound.name, inbound.title, inbound.subject_ref, *inbound.attachments)
    whole = (
        inbound.text.whole()
        and inbound.party.whole()
        and inbound.conversation.whole()
        and (inbound.external_id is None or Plain(inbound.external_id).whole())
        and all(one is None or one.whole() for one in optional)
    )
    if not whole:
        return BROKEN
    formed = CHANNEL.fullmatch(inbound.channel) and inbound.party.expose() and inbound.conversation.expose()
    return None if formed and abs(inbound.sent_at) < LATEST else MALFORMED


def _stored(draft: Draft, inbound: Inbound, place: Place, seen: int, body: Body) -> Answer:
    message = draft.app.id()
    context = seal.context(draft.tenant, place.subject, message, 0, BODY, place.slot, place.period)
    sealed = draft.sealed(place.data_key, packed(body), context)
    direction = 0 if inbound.direction == "in" else 1
    draft.messages.append((draft.tenant, message, place.conversation, place.subject, place.period, direction, sealed))
    if seen:
        draft.mark(place.conversation, Mark(seen, message, 0, 0, 0))
        draft.bodies[message] = body
    return Answer("stored", message, place.conversation, place.subject, body)


def _repeated(draft: Draft, place: Place, marks: Sequence[Mark], external_id: str | None) -> Answer | None:
    """The answer given when this message first came, or None when it is new. A tag is believed after opening.

    A repetition is no second act: it changes nothing, so it leaves no entry.
    """
    for mark in marks:
        body = draft.bodies.get(mark.ref)
        row = None if body is not None else messages.message(draft.tx, mark.ref)
        if row is not None:
            body = read_body(draft.tx, row, place.slot)
            if body is None:  # its time is over: it does not come back by being sent again
                return Answer("repeated", mark.ref, place.conversation, place.subject)
        if body is not None and body.external_id == external_id:
            return Answer("repeated", mark.ref, place.conversation, place.subject, body)
    return None


def _record(draft: Draft, actor: Actor, answers: Sequence[Answer]) -> None:
    """One entry for each message that was stored or refused."""
    app, at = draft.app, draft.at
    stored = [one for one in answers if one.outcome == "stored"]
    if stored:
        like = Entry(_LIKE_ENTRY, at, "receive", Outcome.DONE, actor.id, _LIKE_MESSAGE, _LIKE_SUBJECT, PURPOSE)
        numbers = [app.chance(16) for _ in stored]
        draft.tx.entries += encode_each(like, numbers, [one.message for one in stored], [one.subject for one in stored])
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


_LIKE_ENTRY, _LIKE_MESSAGE, _LIKE_SUBJECT = "a" * 26, "msg_" + "a" * 26, "sub_" + "a" * 26


def shown(answers: Sequence[Answer]) -> list[Received]:
    """Answers as callers see them; all their ids are written out in one step."""
    raw: list[bytes] = []
    for one in answers:
        if one.outcome != "refused":
            raw += (one.message, one.conversation)
            raw += [token[4] for token in one.body.tokens] if one.body else ()
    names = iter(base32(raw))
    found = []
    for one in answers:
        if one.outcome == "refused":
            found.append(Received("refused", "", "", None, (), one.reasons))
            continue
        message, talk = next(names).decode(), next(names).decode()
        text = one.body.text if one.body else ""
        refs = tuple(
            [
                TokenRef(text[start:end], "tok_" + next(names).decode(), BY_NUMBER[kind].name, start, end)
                for start, end, kind, _, _ in (one.body.tokens if one.body else ())
            ]
        )
        opened = tokens.opened(text) if one.body else None
        found.append(Received(one.outcome, "msg_" + message, "con_" + talk, opened, refs))
    return found
