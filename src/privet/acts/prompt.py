"""Prompt: what a program asks of a language model goes on record, in tokens, before its first byte leaves.

Where the request names its conversation, values are sealed there as those of messages are, and a value keeps its token
as long as the conversation lasts. Where it names none, or none may be kept, nothing is: a map for this request alone
gives tokens by first appearance, so that a history that is sent again gets the same. `complete` gives values back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from privet.acts import lasting, whose
from privet.acts.draft import Draft, Kept, index_key, key_of
from privet.acts.llm import Open
from privet.acts.looked import Asking as Asking
from privet.acts.looked import Found, looked
from privet.acts.passing import Keeping
from privet.acts.receive import FAILED, FULL
from privet.acts.tokenise import kept, tokenise
from privet.acts.wanted import wanted
from privet.acts.whole import masks
from privet.core import ids, tags, tokens
from privet.core.consent import permitted
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.finding import Finding
from privet.core.kinds import Disposition
from privet.core.llm.gateway import CHANNEL
from privet.core.llm.naming import Named
from privet.core.llm.request import WHOSE, Item
from privet.core.llm.tokens import Pair, mentioned
from privet.core.message import Inbound, TenantId
from privet.core.plain import Plain
from privet.core.policy import Ask, Deny, Facts
from privet.errors import BadInput, Denied, NotFound, NotReady, PrivetError
from privet.store import consents, prompts, subjects
from privet.store.known import Place
from privet.store.prompts import PromptRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet

PROMPT = "prm"
"""Prefix of the ids of requests."""
PURPOSE = "delivery"
LEASE_MS = 120_000
"""After so long without a word of whoever carries a request, it is taken for dead (`conclude`)."""
UNASKED = NotReady("a detector failed, so the request was not looked through and does not leave", hint="send it again")
UNKEPT = ("storage-no-basis",)

_NOTHING = Plain("")


class Prompted(msgspec.Struct, frozen=True, gc=False):
    """A request on record: what stands in place of each of its texts; the values of its tokens, and all of them; raw
    ids of its conversation and of whose it is, b"" where it has none; `begun` says that the conversation is Privet's
    own, so that the answer is to name it.
    """

    id: bytes
    texts: Sequence[str]
    values: dict[Pair, str]
    given: frozenset[Pair]
    conversation: bytes = b""
    subject: bytes = b""
    begun: bool = False

    def __repr__(self) -> str:
        return "Prompted(…)"


class _Going(msgspec.Struct, gc=False):
    """A request that may leave: where it belongs (None: nowhere), and what of its texts becomes tokens."""

    asking: Asking
    place: Place | None
    parts: list[list[Kept]]

    def __repr__(self) -> str:
        return "_Going(…)"


def begin(app: Privet, tenant: TenantId, gateway: Open, batch: Sequence[Asking]) -> list[Prompted | PrivetError]:
    """Decide and record each request; what may leave, or why it may not (NotReady: it could not be looked through;
    Denied; NotFound: it continues what is not there).
    """
    scanner = app.rules_of(tenant).scanner
    found = looked(scanner, batch)
    with app.store.write(tenant) as tx:
        draft = Draft(app, tx, app.rules_in(tx))
        if draft.rules.scanner is not scanner:  # another process adopted other rules meanwhile
            found = looked(draft.rules.scanner, batch)
        if None in found and masks(tx, CHANNEL):
            found = looked(draft.rules.scanner, batch, masks=True)
        keeping = Keeping(draft)
        going = [_decided(draft, gateway, keeping, *one) for one in zip(batch, found, strict=True)]
        draft.recall(
            (draft.talk(one.place.conversation), parts, 0)
            for one in going
            if isinstance(one, _Going) and one.place is not None
            for parts in one.parts
        )
        made = [_recorded(draft, gateway, one) if isinstance(one, _Going) else one for one in going]
        if any(isinstance(one, _Going) and one.place is not None for one in going):
            draft.write()
        return made


def _decided(draft: Draft, gateway: Open, keeping: Keeping, asking: Asking, found: Found) -> _Going | PrivetError:
    """May this be asked of the model?"""
    if found is None:
        _record(draft, gateway, draft.app.id(), None, Outcome.DENIED, FAILED)
        return UNASKED
    ask = Ask(gateway.actor, "prompt", PURPOSE, frozenset([one.kind for each in found for one in each]))
    decision = draft.rules.decided.decide(ask, Facts(channel=CHANNEL))
    if isinstance(decision, Deny):
        _record(draft, gateway, draft.app.id(), None, Outcome.DENIED, decision.reasons)
        return refused(decision)
    keeps = any(draft.rules.kinds[one.kind].disposition is not Disposition.PASS for each in found for one in each)
    try:
        place = _place(draft, gateway, keeping, asking, begins=keeps and asking.named.begins)
    except NotFound as error:
        return error
    except Denied as error:
        _record(draft, gateway, draft.app.id(), None, Outcome.DENIED, UNKEPT)
        return error
    decision = draft.rules.decided.decide(ask, Facts(channel=CHANNEL, unconsented=_groundless(draft, place)))
    if isinstance(decision, Deny):
        _record(draft, gateway, draft.app.id(), place, Outcome.DENIED, decision.reasons)
        return refused(decision)
    if place is None:
        parts = [[_unkept(draft, one, each) for one in those] for each, those in zip(asking.items, found, strict=True)]
        kinds = draft.rules.kinds
        passed = [[one for one in each if kinds[one.found.kind].disposition is not Disposition.PASS] for each in parts]
        return _Going(asking, None, passed)
    own = [kept(draft, place, each.text, those) for each, those in zip(asking.items, found, strict=True)]
    if draft.talk(place.conversation).full([one for each in own for one in each]):
        _record(draft, gateway, draft.app.id(), place, Outcome.DENIED, FULL)
        return Denied("refused: the conversation has as many values as it can have", hint="name another one")
    return _Going(asking, place, own)


def _unkept(draft: Draft, found: Finding, item: Item) -> Kept:
    return Kept(found, draft.rules.kinds[found.kind], item.text[found.start : found.end], 0, 0)


def _groundless(draft: Draft, place: Place | None) -> bool:
    """Whether there is no legal basis to ask a model for whoever it is, or for anybody where nobody is known."""
    if place is None:
        return not permitted(consents.basis(draft.tx, PURPOSE), None)
    return wanted(draft.tx, place.subject, CHANNEL, PURPOSE).unconsented


def _place(draft: Draft, gateway: Open, keeping: Keeping, asking: Asking, *, begins: bool) -> Place | None:
    """Where the request belongs: a conversation of its program's own, None where that may not be kept; `begins`: a new
    one where it names none.
    """
    named = asking.named
    if not (named.name or named.continued or begins):
        return None
    client = tags.wide(index_key(draft.tx), tags.CLIENT, asking.client.expose()).hex()
    before = f"{gateway.name}/{client}/"
    if named.continued:
        return _continued(draft, keeping, named, before)
    name = before + (named.name or f"+{ids.letters(draft.app.chance(16))}")
    user = Plain(named.user) if named.user else None
    talk = Inbound(CHANNEL, Plain(name), user or Plain(name), _NOTHING, draft.at, subject_ref=user)
    (owner,) = whose.named(draft, [talk])
    return whose.place(draft, owner) if keeping.keeps(owner) else None


def _continued(draft: Draft, keeping: Keeping, named: Named, before: str) -> Place:
    """The place of an earlier answer's conversation, which is this program's own. Raises NotFound; Denied where it may
    not be kept any more: what was said before cannot be continued by a map for one request.
    """
    tx = draft.tx
    row = subjects.conversation(tx, ids.read(ids.CONVERSATION, named.continued))
    record = None if row is None or row.channel != CHANNEL else whose.conversation_record(tx, row)
    owner = None if row is None else subjects.subject(tx, row.subject)
    if row is None or record is None or owner is None or owner.state != ACTIVE or not record[0].startswith(before):
        raise NotFound("there is no such previous response", hint="send the whole history")
    if not keeping.keeps_of(owner):
        raise Denied("refused: there is no basis to keep conversations", hint="send the whole history")
    key = key_of(tx, owner.slot)
    return lasting.placed(draft, owner, key, row.id)


def _recorded(draft: Draft, gateway: Open, going: _Going) -> Prompted:
    """The request in tokens, on record."""
    id, place, asking = draft.app.id(), going.place, going.asking
    values: dict[Pair, str] = {}
    given: set[Pair] = set()
    made = _in_request(going, values, given) if place is None else _in_conversation(draft, going, place, values, given)
    for at, one in enumerate(asking.items):
        if one.sort == WHOSE:
            made[at] = tags.wide(index_key(draft.tx), tags.WHOSE, gateway.name, one.text).hex()
    _record(draft, gateway, id, place, Outcome.REQUESTED, ())
    prompts.add(draft.tx, PromptRow(id, draft.at + LEASE_MS, gateway.actor.id, PURPOSE))
    if place is None:
        return Prompted(id, made, values, frozenset(given))
    begun = bool(asking.named.continued or not asking.named.name)
    return Prompted(id, made, values, frozenset(given), place.conversation, place.subject, begun)


def _in_conversation(draft: Draft, going: _Going, place: Place, values: dict[Pair, str], given: set[Pair]) -> list[str]:
    made = []
    for one, parts in zip(going.asking.items, going.parts, strict=True):
        text, placed = tokenise(draft, place, one.text, parts)
        made.append(text.text)
        for part, (_, _, kind, n, _) in zip(parts, placed, strict=True):
            given.add((kind, n))
            if part.terms.disposition is not Disposition.DROP:
                values[kind, n] = part.exact
    return made


def _in_request(going: _Going, values: dict[Pair, str], given: set[Pair]) -> list[str]:
    """Tokens by first appearance. What reads like a token already stays one: it is somebody else's to put back, so no
    value gets its number.
    """
    taken = {one for each in going.asking.items for one in mentioned(each.text)}
    numbers: dict[tuple[str, str], int] = {}
    counted: dict[int, int] = {}
    made = []
    for one, parts in zip(going.asking.items, going.parts, strict=True):
        parts = [part for part in parts if part.found.kind != "LITERAL"]
        names = []
        for part in parts:
            kind = part.terms.number
            n = numbers.get((part.found.kind, part.exact), 0)
            if not n:
                n = counted.get(kind, 0) + 1
                while (kind, n) in taken:
                    n += 1
                numbers[part.found.kind, part.exact] = counted[kind] = n
            given.add((kind, n))
            if part.terms.disposition is not Disposition.DROP:
                values[kind, n] = part.exact
            names.append(tokens.name(part.found.kind, n))
        made.append(tokens.replace(one.text, [part.found for part in parts], names).text)
    return made


def _record(
    draft: Draft, gateway: Open, id: bytes, place: Place | None, outcome: Outcome, reasons: tuple[str, ...]
) -> None:
    subject = None if place is None else ids.shown(ids.SUBJECT, place.subject)
    draft.tx.record(
        entry(
            Entry(
                draft.app.entry_id(), draft.at, "prompt", outcome, gateway.actor.id, ids.shown(PROMPT, id), subject,
                PURPOSE, draft.rules.version, reasons,
            )
        )
    )  # fmt: skip


def refused(decision: Deny) -> PrivetError:
    """The error that says why a request may not leave."""
    try:
        decision.require()
    except Denied as error:
        return error


def checked(client: str) -> str:
    """A program's own key as it came. Raises BadInput for one that no header can hold."""
    if len(client) > 4096 or not client.isascii() or not client.isprintable():
        raise BadInput("the key of the model's provider cannot stand in a header")
    return client
