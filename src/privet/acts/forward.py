"""Forward: what a provider of text messages posts comes in, on record, and waits for the company's application.

A message is stored as `receive` stores one; what the application gets is made of it in tokens, with an alias in place
of the customer's number, sealed, in the same commit. What came before, by the provider's own id, changes nothing: a
provider repeats what was not answered, and whoever caught a signed request may send it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from privet.acts import alias, receive, whole, whose
from privet.acts.bot import DAY_MS
from privet.acts.draft import QUEUE, Draft, index_key, key_of
from privet.acts.line import LINE, Open
from privet.acts.receive import FAILED, PURPOSE, Answer, Gate, Seen
from privet.acts.telling import tell
from privet.acts.tokenise import kept
from privet.core import identity, ids, seal, tags
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.finding import Finding
from privet.core.message import Inbound, TenantId
from privet.core.plain import Plain
from privet.core.sms.asked import Came, Written
from privet.core.sms.providers import PROVIDERS
from privet.core.unseal import unseal
from privet.errors import NotFound
from privet.store import lines, subjects
from privet.store.known import Place
from privet.store.lines import PostRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

CHANNEL = "sms"
POSTED = 18
"""Field that what waits for an application stands in, sealed."""
POST = "pst"
"""Prefix of the ids of what waits."""
KEPT_MS = 30 * DAY_MS
"""So long the provider's ids are recognised, beside those of messages that are still there."""
AT_ONCE = 100

_decode = msgspec.msgpack.Decoder(tuple[str, str, bytes, str]).decode
_encode = msgspec.msgpack.Encoder().encode


class Forwarded(msgspec.Struct, frozen=True, gc=False):
    """What became of one: `passed`: it is of nobody known, and goes no further. `tag` is that of what waits."""

    outcome: Literal["stored", "repeated", "refused", "passed"]
    tag: int = 0
    reasons: tuple[str, ...] = ()


class Post(msgspec.Struct, frozen=True, gc=False):
    """What waits for an application: whose it is, its conversation where it is a message, and what is posted. `id`
    tells it from every other one.
    """

    tag: int
    id: str
    subject: bytes
    conversation: str
    written: Written

    def __repr__(self) -> str:
        return "Post(…)"


def talk_of(ours: str, theirs: str) -> str:
    """The name of a conversation: our number and theirs."""
    return f"{ours}/{theirs}"


def forward(app: Privet, tenant: TenantId, line: Open, batch: Sequence[Came]) -> list[Forwarded]:
    """Take in what a provider posted over a line, and answer each, in order, after the commit."""
    scanner = app.rules_of(tenant).scanner
    texts = [one.text or "" for one in batch]
    found = scanner.scan_each(texts)
    with app.store.write(tenant) as tx:
        draft = Draft(app, tx, app.rules_in(tx))
        if draft.rules.scanner is not scanner:  # another process adopted other rules meanwhile
            found = draft.rules.scanner.scan_each(texts)
        found = whole.masked(tx, [CHANNEL] * len(texts), texts, found)
        key = index_key(tx)
        each = [tags.tag(key, tags.SEEN, one.id, line.id) for one in batch]
        known = lines.known(tx, line.id, each)
        posted: list[PostRow] = []
        answers: list[Answer] = []
        made: list[Forwarded] = []
        for came, tag, findings in zip(batch, each, found, strict=True):
            if tag in known:
                made.append(Forwarded("repeated", tag))
                continue
            known.add(tag)
            made.append(_one(draft, line, came, tag, findings, answers, posted))
        draft.write()
        lines.add(tx, posted)
        receive.record(draft, line.actor, answers)
    return made


def _one(
    draft: Draft, line: Open, came: Came, tag: int, findings: list[Finding] | None, answers: list[Answer],
    posted: list[PostRow],
) -> Forwarded:  # fmt: skip
    """Put one of a batch into the draft; what is posted on goes into `posted`."""
    if came.text is None:
        place = _somebody(draft, came.theirs)
        if place is None:
            return Forwarded("passed")
        posted.append(_row(draft, line, place, came, tag, None, b""))
        return Forwarded("stored", tag)
    answer, place = _message(draft, line, came, findings)
    answers.append(answer)
    if place is None or answer.outcome == "refused":
        return Forwarded("refused", reasons=answer.reasons)
    text = answer.body.text if answer.body and answer.outcome == "stored" else None
    if text is None:  # stored in a time of which the line's own marks are forgotten
        return Forwarded("repeated", tag)
    posted.append(_row(draft, line, place, came, tag, text, answer.conversation))
    return Forwarded("stored", tag)


def _message(
    draft: Draft, line: Open, came: Came, findings: list[Finding] | None
) -> tuple[Answer, Place | None]:  # fmt: skip
    """Put a message into the draft, as `receive` does: decided, then made tokens; and where it belongs."""
    theirs = identity.address(CHANNEL, came.theirs, draft.rules.policy.regions)
    text = came.text or ""
    inbound = Inbound(
        CHANNEL, Plain(talk_of(came.ours, theirs)), Plain(came.theirs), Plain(text), draft.at, external_id=came.id
    )
    reasons = FAILED if findings is None else receive.fault(inbound)
    if reasons is None:
        reasons = Gate.of(draft.rules, line.actor).refusal(inbound, findings or [])
    if reasons is not None:
        return Answer("refused", reasons=reasons), None
    (named,) = whose.named(draft, [inbound])
    place = whose.place(draft, named)
    parts = kept(draft, place, text, findings or [])
    tag = tags.tag(place.key, tags.SEEN, came.id, place.conversation)
    draft.recall([(draft.talk(place.conversation), parts, tag)])
    return receive.taken(draft, Seen(inbound, place, text, parts, tag)), place


def _somebody(draft: Draft, number: str) -> Place | None:
    """Whoever has a number, where they are known: what became of a message makes nobody a customer."""
    address = identity.address(CHANNEL, number, draft.rules.policy.regions)
    own = draft.subjects_by_address.get((CHANNEL, address))
    if own is not None:
        return Place(*own, b"", 0, b"")
    tag = tags.tag(index_key(draft.tx), tags.ADDRESS, address)
    for row in whose.subjects_at(draft.tx, address, tag):
        if row.channel == CHANNEL:
            return Place(row.id, row.slot, key_of(draft.tx, row.slot), b"", 0, b"")
    return None


def _row(
    draft: Draft, line: Open, place: Place, came: Came, tag: int, text: str | None, conversation: bytes
) -> PostRow:  # fmt: skip
    """What waits for the application, sealed under the customer's key and the hour's."""
    provider = PROVIDERS[line.settings.provider]
    written = provider.written(came, came.ours, alias.party(draft, place.subject), text)
    period, period_key = draft.period(QUEUE)
    row = PostRow(line.id, tag, draft.app.id(), place.subject, period, draft.at, None)
    if not line.settings.app:
        return row
    key = seal.data_key(place.key, period_key, draft.tenant, place.subject, period)
    talk = ids.shown(ids.CONVERSATION, conversation) if conversation else ""
    plain = _encode([talk, written.type, written.body, written.query])
    return row._replace(sealed=draft.sealed(key, plain, _place(draft.tenant, row, place.slot)))


def waiting(app: Privet, line: Open, limit: int = AT_ONCE) -> list[Post]:
    """What waits for the application of a line, oldest first."""
    with app.store.view(line.tenant) as view:
        rows = lines.waiting(view, line.id, app.now() - DAY_MS, limit)
        return [one for row in rows if (one := _opened(view, row)) is not None]


def done(app: Privet, line: Open, each: Sequence[int]) -> None:
    """The application took these."""
    with app.store.write(line.tenant) as tx:
        lines.taken(tx, line.id, each)


def talk(app: Privet, line: Open, ours: str, theirs: str) -> str:
    """The conversation (`con_…`) of our number with a customer's, which is given as it is or by its alias; made where
    it is new, for the message that is about to be sent. Raises NotFound.
    """
    with app.store.write(line.tenant) as tx:
        real = alias.address(tx, theirs)
        if real == "":
            raise NotFound("that number stands for nobody", hint="whoever it stood for was erased")
        draft = Draft(app, tx, app.rules_in(tx))
        address = identity.address(CHANNEL, real or theirs, draft.rules.policy.regions)
        inbound = Inbound(CHANNEL, Plain(talk_of(ours, address)), Plain(address), Plain(""), draft.at, "out")
        place = whose.place(draft, whose.named(draft, [inbound])[0])
        draft.write()
        return ids.shown(ids.CONVERSATION, place.conversation)


def over(app: Privet, tx: Tx, periods: Sequence[int]) -> None:
    """Keys of these periods are destroyed. What no application took meanwhile is given up on record, and whoever asked
    is told. A step of expire.
    """
    for line, lost in lines.over(tx, periods).items():
        number = Entry(
            app.entry_id(), app.now(), "line.lost", Outcome.FAILED, "service:clock", ids.shown(LINE, line),
            purpose=PURPOSE, count=lost,
        )  # fmt: skip
        tx.record(entry(number))
        tell(app, tx, "update.lost", LINE, [line])
    lines.forget(tx, app.now() - KEPT_MS)


def _opened(view: View, row: PostRow) -> Post | None:
    """What waits, opened; None when the key of whose it is, or of its time, is gone."""
    owner = subjects.subject(view, row.subject)
    if owner is None or owner.state != ACTIVE:
        return None
    key = whose.open_key(view, owner.id, owner.slot, row.period)
    if key is None or row.sealed is None:
        return None
    talk, type_, body, query = _decode(unseal(key, row.sealed, _place(view.tenant, row, owner.slot)))
    return Post(row.tag, ids.shown(POST, row.id), row.subject, talk, Written(type_, body, query))


def _place(tenant: int, row: PostRow, slot: int) -> bytes:
    return seal.context(tenant, row.subject, row.id, 0, POSTED, slot, row.period)
