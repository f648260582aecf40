"""Entries: the ledger is looked through for what somebody did, when, and to whom; each with the rules that decided.

What is looked for is found by figures and an index that are kept beside the ledger (`store.tally`); what is shown is
read from the ledger itself. Nothing on it is personal, so looking leaves no entry; a refusal does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from privet.acts.allowed import company
from privet.acts.checkpoint import cosigners, signer_of, witness_of
from privet.acts.export import prove
from privet.core import ids
from privet.core.entry import Entry, Outcome, decode
from privet.core.handed import Form
from privet.core.message import TenantId
from privet.core.note import open_note
from privet.core.policy import Actor
from privet.errors import BadInput, NotFound
from privet.store import ledger, messages, subjects, tally, tenants

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

PAGE, MOST = 100, 1_000
LOOKED = 25_000
"""Entries that are looked at for one page; what is further back is on the next."""

PART, PART_LOOKED = 256, 2_048
"""Entries of a part at most, and how many are looked at for one: others wait for it."""

_STEP = 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty means anything. Days are `2026-11-21`, in UTC, both of them included; `about` is an
    id of a subject, a conversation, a message, a token, or whatever else an entry names.
    """

    act: str = ""
    actor: str = ""
    outcome: str = ""
    first_day: str = ""
    last_day: str = ""
    about: str = ""

    def meets(self, entry: Entry) -> bool:
        """Whether an entry is one of these, as far as it says so itself."""
        day = _day(entry.at)
        return (
            self.act in ("", entry.act)
            and self.actor in ("", entry.actor)
            and self.outcome in ("", entry.outcome)
            and (self.first_day or day) <= day <= (self.last_day or day)
        )


@dataclass(frozen=True, slots=True)
class Found:
    """(number, entry), newest first; `next` is the number to go on before, None where there is no more; `looked` says
    that the page ended since enough was looked at, not since it was full.
    """

    rows: tuple[tuple[int, Entry], ...]
    next: int | None
    looked: bool = False


def search(
    app: Privet, tenant: TenantId, actor: Actor, wanted: Wanted, *, before: int | None = None, limit: int = PAGE
) -> Found:
    """Entries that are wanted, newest first, before the one of that number; at most 1,000. Raises BadInput, Denied."""
    if not 1 <= limit <= MOST:
        raise BadInput(f"a page has 1 to {MOST} rows")
    _checked(wanted)
    with company(app, tenant, actor) as view:
        size = ledger.size(view)
        end = size if before is None else max(0, min(before, size))
        numbers: Iterable[tuple[int, bytes | None]]
        numbers = _about(view, wanted.about, end) if wanted.about else _numbers(view, wanted, end)
        return _page(view, wanted, numbers, limit)


@dataclass(frozen=True, slots=True)
class Part:
    """(number, entry), oldest first; `next` is the number to go on with, None where there is no more. `spans` are the
    parts of the ledger that are looked at, found once.
    """

    rows: tuple[tuple[int, Entry], ...]
    next: int | None
    spans: tuple[tuple[int, int], ...] = ()


def part(
    app: Privet, tenant: TenantId, actor: Actor, wanted: Wanted, begin: int, end: int,
    spans: tuple[tuple[int, int], ...] = (),
) -> Part:  # fmt: skip
    """Entries that are wanted from the number `begin` on and before `end`, oldest first, a few: whoever wants all of
    them asks again for the rest, with the `spans` of the part before. Raises BadInput, Denied.
    """
    _checked(wanted)
    with company(app, tenant, actor) as view:
        end = min(end, ledger.size(view))
        if wanted.about:
            return _part_about(view, wanted, begin, end)
        rows, looked, at = list[tuple[int, Entry]](), 0, begin
        spans = spans or tuple(sorted(_spans(view, wanted, end)))
        for first, last in spans:
            at, stop = max(at, first), min(last + 1, end)
            while at < stop:
                if len(rows) >= PART or looked >= PART_LOOKED:
                    return Part(tuple(rows), at, spans)
                many = min(PART - len(rows), PART_LOOKED - looked, stop - at)
                rows += _meeting(wanted, ledger.entries(view, at, at + many))
                at, looked = at + many, looked + many
        return Part(tuple(rows), None)


def _part_about(view: View, wanted: Wanted, begin: int, end: int) -> Part:
    prefix, raw = ids.of_any_sort(wanted.about)
    members = subjects.members(view, raw) if prefix == ids.CONVERSATION else ()
    own = tally.about_from(view, raw, begin, PART)
    others = {number for one in members for number in tally.about_from(view, one, begin, PART)} - set(own)
    numbers = [one for one in sorted({*own, *others})[:PART] if one < end]
    rows = [
        one
        for number in numbers
        for one in _meeting(wanted, ledger.entries(view, number, number + 1))
        if number not in others or _within(view, one[1].object, raw)
    ]
    return Part(tuple(rows), numbers[-1] + 1 if len(numbers) == PART else None)


def lines(app: Privet, tenant: TenantId, actor: Actor, form: Form, *, after: int = -1) -> Iterator[bytes]:
    """Every entry behind the one of that number as a line, oldest first, in constant memory. Raises Denied."""
    with company(app, tenant, actor) as view:
        origin, size = tenants.of(view).origin, ledger.size(view)
        for number, data in ledger.entries(view, max(0, after + 1), size):
            yield f"{form.line(number, decode(data), origin)}\n".encode()


@dataclass(frozen=True, slots=True)
class State:
    """How far the ledger is signed: its size, that of the newest checkpoint (0: none), when it was signed (seconds),
    the note itself, the ledger's keys, and the witness: its name, whether it is there, and whether it signed.
    """

    origin: str
    size: int
    signed: int
    at: int | None
    note: str
    keys: tuple[str, ...]
    witness: str
    witnessed: bool


def state(app: Privet, tenant: TenantId, actor: Actor) -> State:
    """How far the ledger is signed and witnessed."""
    with company(app, tenant, actor) as view:
        origin, keys = tenants.of(view).origin, signer_of(view).vkeys
        signed, note = ledger.last_checkpoint(view) or (0, "")
        witness = witness_of(app)
        name = witness.vkey.split("+")[0] if witness else ""
        at = open_note(note, keys).at if note else None
        return State(
            origin, ledger.size(view), signed, at, note, keys, name, bool(name) and name in cosigners(note, origin)
        )


def one(app: Privet, tenant: TenantId, actor: Actor, number: int) -> Entry:
    """The entry of that number. Raises NotFound; Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        for _, data in ledger.entries(view, number, min(number + 1, ledger.size(view))):
            return decode(data)
    raise NotFound("there is no such entry on the ledger", hint="look for it in the list")


def proof(app: Privet, tenant: TenantId, actor: Actor, number: int) -> str:
    """The proof that an entry is on the ledger, with the entry, for `verifier/privet_verify.py`."""
    one(app, tenant, actor, number)
    return prove(app, tenant, str(number)).text(whole=True)


def named(app: Privet, tenant: TenantId, actor: Actor) -> tuple[list[str], list[str]]:
    """Which acts, and which actors, are on record: what to choose from."""
    with company(app, tenant, actor) as view:
        return tally.named(view)


def _page(view: View, wanted: Wanted, numbers: Iterable[tuple[int, bytes | None]], limit: int) -> Found:
    rows: list[tuple[int, Entry]] = []
    for looked, (number, data) in enumerate(numbers, 1):
        rows += _meeting(wanted, [(number, data)] if data is not None else [])
        if number and (len(rows) == limit or looked == LOOKED):
            return Found(tuple(rows), number, looked=len(rows) < limit)
    return Found(tuple(rows), None)


def _meeting(wanted: Wanted, some: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, Entry]]:
    """Of some entries those that are wanted, as far as they say so themselves."""
    needles = [part.encode() for part in (wanted.act, wanted.actor, wanted.outcome) if part]
    for number, data in some:
        if all(needle in data for needle in needles) and wanted.meets(entry := decode(data)):
            yield number, entry


def _spans(view: View, wanted: Wanted, end: int) -> Iterable[tuple[int, int]]:
    """(first, last) numbers between which there are such entries, newest first; they may overlap."""
    if wanted == Wanted():
        return [(0, end - 1)]
    return tally.spans(
        view, act=wanted.act, actor=wanted.actor, outcome=wanted.outcome, first_day=wanted.first_day,
        last_day=wanted.last_day,
    )  # fmt: skip


def _numbers(view: View, wanted: Wanted, end: int) -> Iterator[tuple[int, bytes]]:
    """Entries before `end`, newest first, of those parts of the ledger in which there is one that is wanted."""
    some = wanted != Wanted()
    for first, last in _spans(view, wanted, end):
        at = min(end, last + 1)
        while at > first:
            begin = max(first, at - (_STEP if some else PAGE))
            yield from reversed(list(ledger.entries(view, begin, at)))
            at = begin
        end = min(end, first)


def _about(view: View, id: str, end: int) -> Iterator[tuple[int, bytes | None]]:
    """Entries about an id, newest first; about a conversation also those about its messages and values. None stands for
    one of a member that is about another conversation: it was looked at.
    """
    prefix, raw = ids.of_any_sort(id)
    members = subjects.members(view, raw) if prefix == ids.CONVERSATION else ()
    numbers = merge(_of(view, raw, end), *(_of(view, one, end) for one in members), key=itemgetter(0), reverse=True)
    for number, same in groupby(numbers, key=itemgetter(0)):
        whose = {of for _, of in same}
        for _, data in ledger.entries(view, number, number + 1):
            yield number, data if raw in whose or _within(view, decode(data).object, raw) else None


def _of(view: View, raw: bytes, end: int) -> Iterator[tuple[int, bytes]]:
    """(number, id) of the entries about an id, newest first."""
    while numbers := tally.about(view, raw, end, PAGE):
        yield from ((number, raw) for number in numbers)
        end = numbers[-1]


def _within(view: View, thing: str | None, conversation: bytes) -> bool:
    """Whether a message or a value is of that conversation."""
    if thing is None or thing[:3] not in (ids.MESSAGE, ids.TOKEN):
        return False
    of = messages.message if thing[:3] == ids.MESSAGE else messages.value
    row = of(view, ids.read(thing[:3], thing))
    return row is not None and row.conversation == conversation


def _checked(wanted: Wanted) -> None:
    """Raise BadInput for what no entry could be."""
    for day in filter(None, (wanted.first_day, wanted.last_day)):
        try:
            good = date.fromisoformat(day).isoformat() == day
        except ValueError:
            good = False
        if not good:
            raise BadInput("a day reads like 2026-11-21", hint="leave it empty for any day")
    if wanted.outcome not in ("", *Outcome):
        raise BadInput("there is no such outcome", hint=f"there are: {', '.join(Outcome)}")
    if wanted.about:
        ids.of_any_sort(wanted.about)


def _day(at: int) -> str:
    return date.fromordinal(719_163 + at // 86_400_000).isoformat()
