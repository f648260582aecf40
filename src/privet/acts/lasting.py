"""Lasting: what ends before its class says, as it is written, and as it ends (`core.lasting`). A step of acts.

Whoever writes for the first time is a stranger, and what they write is kept for less long, until the company writes to
them or says whose reference they have: from then on it is kept like that of others, and what they wrote before too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from privet.acts.draft import BODY, MESSAGE, VALUE, Draft, key_of
from privet.core import seal, tags
from privet.core.kinds import BY_NUMBER
from privet.core.lasting import UNKNOWN, bounds, shortened, shortens
from privet.core.message import TenantId
from privet.core.unseal import unseal
from privet.store import lasting as rows
from privet.store import messages, subjects, words
from privet.store.known import Place
from privet.store.subjects import SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.messages import MessageRow, ValueRow

PAGE, MOST = 100, 1_000
"""Messages of a stranger that are read in one step, and that are kept on at most where the company answers."""

SLICE = 200
"""Values that are shortened in one commit."""

KINDS = tuple(BY_NUMBER)


def of(draft: Draft, place: Place) -> tuple[str, ...]:
    """The classes that what is said in a place ends by before its own does."""
    found = {one.class_ for one in rows.of(draft.tx, place.subject, place.conversation)}
    if place.subject in draft.strangers:
        found.add(UNKNOWN)
    return tuple(sorted(found))


def placed(
    draft: Draft, owner: SubjectRow, key: bytes, talk: bytes, timer: str = "", *, written: bool = False
) -> Place:
    """The place of a known subject in a conversation, with the keys that seal there now what has a timer's class (""
    none). `written`: the company writes to them.
    """
    found = Place(owner.id, owner.slot, key, talk)
    found.lasting = of(draft, found)
    if written and UNKNOWN in found.lasting:
        met(draft, found)
    found.lasting += (timer,) if timer else ()
    found.period, found.data_key = draft.data_key(owner.id, owner.slot, key, MESSAGE, found.lasting)
    return found


def met(draft: Draft, place: Place) -> None:
    """The company knows them now: what they wrote is kept as long as that of others is."""
    draft.strangers = [one for one in draft.strangers if one != place.subject]
    if rows.drop(draft.tx, place.subject, UNKNOWN):
        _kept_on(draft, place)
    draft.tx.known.met += 1
    place.lasting, place.met = of(draft, place), draft.tx.known.met


def _kept_on(draft: Draft, place: Place) -> None:
    """Seal what a stranger wrote anew, as of when it was sealed."""
    tx = draft.tx
    short = {slot: start for slot, start in subjects.live_periods(tx, UNKNOWN) if slot not in tx.over()}
    for talk in subjects.conversations_of(tx, place.subject):
        after, left = b"", MOST
        while left > 0 and (page := messages.of(tx, talk, after, PAGE)):
            after, left = page[-1].id, left - len(page)
            for row in page:
                if row.subject == place.subject and row.period in short and row.body:
                    _message(draft, place, row, short[row.period])
        for value in messages.values(tx, messages.value_ids_of(tx, talk, KINDS)):
            if value.subject == place.subject and value.period in short and value.sealed:
                class_ = draft.rules.kinds[BY_NUMBER[value.kind].name].class_
                _value(draft, place, value, class_, short[value.period])


def shorten(app: Privet, tenant: TenantId, over: Sequence[tuple[str, int, int]]) -> None:
    """Of values whose exact form is over, keep the shortened one on; given is each (class, start, slot) that is over. A
    step of `expire`, before the keys go.
    """
    for class_, start, slot in over:
        while (kept := shortens(class_)) and _shortened(app, tenant, kept, start, slot):
            pass


def _shortened(app: Privet, tenant: TenantId, class_: str, start: int, slot: int) -> bool:
    with app.store.write(tenant) as tx:
        values = rows.exact(tx, slot, SLICE)
        draft = Draft(app, tx, app.rules_in(tx))
        for row in messages.values(tx, values):
            owner = subjects.subject(tx, row.subject)
            key = None if owner is None else tx.keys.key(tenant, owner.slot)
            if row.period == slot and row.sealed and owner is not None and key is not None:
                place = Place(owner.id, owner.slot, key, row.conversation)
                place.lasting = of(draft, place)
                _value(draft, place, row, class_, start, exact=False)
                rows.unmarked(tx, [(tags.LOWEST | int.from_bytes(app.chance(7)), row.conversation, row.id)])
        draft.write()
        rows.shortened(tx, slot, values)
    return len(values) == SLICE


def _message(draft: Draft, place: Place, row: MessageRow, at: int) -> None:
    old, context = _sealed(draft, place, row.id, 0, BODY, row.period)
    sooner = tuple(one.class_ for one in rows.of(draft.tx, place.subject, row.conversation))
    if not _over(draft, MESSAGE, at):
        period, _ = draft.period(MESSAGE, sooner, at)
        key, there = _sealed(draft, place, row.id, 0, BODY, period)
        messages.put_body(draft.tx, row.id, draft.sealed(key, unseal(old, row.body, context), there), period)
        words.moved(draft.tx, row.id, period)


def _value(draft: Draft, place: Place, row: ValueRow, class_: str, at: int, *, exact: bool = True) -> None:
    """Seal a value anew, in the period that its class had at a time (ms); where not `exact`, its shortened form."""
    old, context = _sealed(draft, place, row.id, row.kind, VALUE, row.period)
    plain = unseal(old, row.sealed, context)
    plain = plain if exact else shortened(plain.decode("utf-8", "surrogatepass")).encode()
    if plain and not _over(draft, class_, at):
        period, _ = draft.period(class_, place.lasting, at)
        key, there = _sealed(draft, place, row.id, row.kind, VALUE, period)
        draft.value((draft.tenant, *row._replace(period=period, sealed=draft.sealed(key, plain, there))), class_)
        draft.hold(period, row.kind)
        draft.hold(row.period, row.kind, -1)


def _sealed(draft: Draft, place: Place, id: bytes, kind: int, field: int, period: int) -> tuple[bytes, bytes]:
    """Key and context of what is sealed of a place's subject in a period."""
    key = seal.data_key(place.key, key_of(draft.tx, period), draft.tenant, place.subject, period)
    return key, seal.context(draft.tenant, place.subject, id, kind, field, place.slot, period)


def _over(draft: Draft, class_: str, at: int) -> bool:
    """Whether what a class held at a time is over already."""
    _, end = bounds(draft.rules.policy.classes, class_, at)
    return 0 < end <= draft.at
