"""Receive: messages come in, are born protected, and are stored, each on record (design.md §3).

Messages share commits of at most 256. A message that is refused or cannot be scanned spoils no other; one that was
received before is recognised by its external id and answered as it was then. Nothing is answered before its commit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from privet.acts import whose
from privet.acts.draft import BODY, MESSAGE, Draft, encode
from privet.acts.reading import Body, read_body
from privet.acts.tokenise import Owner, Placed, refs, tokenise
from privet.core import ids, seal, tags
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.finding import Finding
from privet.core.message import Inbound, Received, TenantId
from privet.core.plain import TokenText
from privet.core.policy import Actor, Ask, Deny, Facts
from privet.store import messages
from privet.store.messages import Mark

if TYPE_CHECKING:
    from privet.app import Privet

COMMIT = 256
"""Messages that share a commit at most: what a crash can leave unanswered, and what another writer waits for."""

PURPOSE = "delivery"
SEEN = b"message"
DIRECTIONS = {"in": 0, "out": 1}


def receive(app: Privet, tenant: TenantId, batch: Sequence[Inbound], actor: Actor) -> list[Received]:
    """Take in `batch` and answer each message, in order, after its commit."""
    answers: list[Received] = []
    for at in range(0, len(batch), COMMIT):
        answers += _commit(app, tenant, batch[at : at + COMMIT], actor)
    return answers


def _commit(app: Privet, tenant: TenantId, batch: Sequence[Inbound], actor: Actor) -> list[Received]:
    scanned = list(_scan(app, tenant, batch))
    with app.store.write(tenant) as tx:
        draft = Draft(app, tx, app.rules_in(tx))
        named = [(inbound, whose.names(draft, inbound)) for inbound in batch]
        whose.expect(draft, named)
        answers = [
            _one(draft, inbound, called, findings, actor)
            for (inbound, called), findings in zip(named, scanned, strict=True)
        ]
        draft.write()
    return answers


def _scan(app: Privet, tenant: TenantId, batch: Sequence[Inbound]) -> Iterator[list[Finding] | None]:
    """The findings of each message; None where a detector failed, so that the message is refused (law 3)."""
    scan = app.rules_of(tenant).scanner.scan
    for inbound in batch:
        try:
            yield scan(inbound.text.expose())
        except Exception:
            yield None


def _one(draft: Draft, inbound: Inbound, called: whose.Names, findings: list[Finding] | None, actor: Actor) -> Received:
    """Decide, and put one message into the draft and on record."""
    if findings is None:
        return _refused(draft, actor, ("detector-failed",))
    kinds = frozenset([found.kind for found in findings])
    decision = draft.rules.decided.decide(
        Ask(actor, "receive", PURPOSE, kinds), Facts(channel=inbound.channel, group=inbound.group)
    )
    if isinstance(decision, Deny):
        return _refused(draft, actor, decision.reasons)
    subject = whose.subject(draft, inbound, called)
    conversation = whose.conversation(draft, inbound, called, subject)
    owner = Owner.of(draft, subject)
    seen = 0
    if inbound.external_id is not None:
        seen = tags.tag(owner.marks, SEEN, inbound.external_id)
        before = _repeated(draft, owner, conversation, seen, inbound.external_id)
        if before is not None:
            return before
    text, placed = tokenise(draft, owner, conversation, inbound.text.expose(), findings)
    return _stored(draft, inbound, owner, conversation, seen, text, placed, actor)


def _stored(
    draft: Draft,
    inbound: Inbound,
    owner: Owner,
    conversation: bytes,
    seen: int,
    text: TokenText,
    placed: list[Placed],
    actor: Actor,
) -> Received:
    message = draft.app.id()
    period, key = draft.data_key(owner.id, owner.slot, owner.key, MESSAGE)
    place = seal.context(draft.tenant, owner.id, message, 0, BODY, owner.slot, period)
    body = draft.sealed(key, encode(Body.of(inbound, text, placed)), place)
    row = (draft.tenant, message, conversation, owner.id, period, DIRECTIONS[inbound.direction], body)
    draft.messages.append(row)
    if seen:
        draft.mark(conversation, Mark(seen, message, 0, 0, 0))
        draft.answered[message] = (text, placed, inbound.external_id)
    shown = ids.shown(ids.MESSAGE, message)
    draft.tx.record(
        entry(Entry(draft.app.entry_id(), draft.at, "receive", Outcome.DONE, actor.id, object=shown, purpose=PURPOSE))
    )
    return Received("stored", shown, ids.shown(ids.CONVERSATION, conversation), text, refs(text.text, placed))


def _repeated(draft: Draft, owner: Owner, conversation: bytes, seen: int, external_id: str) -> Received | None:
    """The answer given when this message first came, or None when it is new. A tag is believed after opening.

    A repetition is no second act: it changes nothing, so it leaves no entry.
    """
    for mark in draft.recognised(conversation, [seen]).get(seen, ()):
        own = draft.answered.get(mark.ref)
        if own is not None:
            text, placed, before = own
        else:
            row = messages.message(draft.tx, mark.ref)
            body = None if row is None else read_body(draft.tx, row, owner.slot)
            if body is None:
                continue
            text, placed, before = body.token_text(), body.placed(), body.external_id
        if before == external_id:
            return Received(
                "repeated",
                ids.shown(ids.MESSAGE, mark.ref),
                ids.shown(ids.CONVERSATION, conversation),
                text,
                refs(text.text, placed),
            )
    return None


def _refused(draft: Draft, actor: Actor, reasons: tuple[str, ...]) -> Received:
    draft.tx.record(
        entry(
            Entry(
                draft.app.entry_id(), draft.at, "receive", Outcome.DENIED, actor.id, purpose=PURPOSE,
                policy=draft.rules.version, reasons=reasons,
            )
        )
    )  # fmt: skip
    return Received("refused", "", "", None, (), reasons)
