"""Customer: what is held of one subject: of which kinds, from where, why and until when, and who was shown any of it.

Nothing of it is a value, so it is a read in tokens: a refusal alone leaves an entry. Who was shown something is told to
whoever may read what is the company's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from privet.acts import stop
from privet.acts.allowed import sighted
from privet.acts.certify import Listed, listed
from privet.acts.fetch import written
from privet.acts.stop import OptOut
from privet.acts.whose import ROOM, subject_record
from privet.core import ids, lasting
from privet.core.entry import Entry, decode
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, decide
from privet.errors import NotFound
from privet.store import customer_passkeys, erasures, holdings, ledger, messages, rights, stepups, subjects, tally
from privet.store.subjects import ACTIVE, SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.core.policy import Policy
    from privet.store.view import View

STATES = ("active", "erasing", "erased")
SHOWN, LOOKED = 50, 2_000
"""Entries about a subject that are shown, and that are looked at for them."""

SEEN = ("reveal", "relay", "open-file", "gather")
"""Acts by which something of a customer is seen."""

TIMED = "What is said destroys itself"
"""Why something is kept for a short time that a timer says."""


@dataclass(frozen=True, slots=True)
class Held:
    """Values of one kind in one retention class: how many, what the kind and the class are in words, when the first and
    the last was found (ms), and when they are gone (ms; None: as long as the relation lasts).
    """

    kind: str
    meaning: str
    class_: str
    why: str
    values: int
    first: int
    last: int
    until: int | None


@dataclass(frozen=True, slots=True)
class Linked:
    """Something that leads to the subject, and by what it is known to be theirs; both are fixed names."""

    what: str
    proof: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A value that somebody was shown, or refused: the kind is None where the value is not kept any more."""

    number: int
    entry: Entry
    kind: str | None


@dataclass(frozen=True, slots=True)
class Customer:
    """What is held of a subject; times are ms. `seen` is None for whoever may not read what is the company's own;
    `further` says that more may be further back than was looked; `opted_out`, that they want no messages.
    """

    id: str
    channel: str
    since: int
    state: str
    group: bool
    restricted: bool
    erasure: Listed | None
    conversations: tuple[tuple[str, str], ...]
    held: tuple[Held, ...]
    linked: tuple[Linked, ...]
    seen: tuple[Seen, ...] | None
    further: bool = False
    opted_out: OptOut | None = None


def customer(app: Privet, tenant: TenantId, id: str, actor: Actor, *, purpose: str = "operation") -> Customer:
    """What is held of `id` (`sub_…`). Raises NotFound; Denied, on the ledger."""
    raw = ids.read(ids.SUBJECT, id)

    def of_it(view: View) -> Facts:
        met = actor.kind == "operator" and rights.met(view, actor.id, raw, app.now())
        return Facts(channel=_row(view, raw).channel, restricted=rights.restricted(view, raw), assigned=met)

    with sighted(app, tenant, Ask(actor, "read", purpose), of_it, id) as (view, sight):
        row, policy = _row(view, raw), app.rules_in(view).policy
        within = rights.of_conversations(view, sight, actor.id, app.now())
        talks = subjects.conversations_of(view, raw, within)
        record = subject_record(view, row)
        erasure = erasures.of(view, raw)
        about = tally.about(view, raw, ledger.size(view), LOOKED) if _company(policy, actor) else None
        return Customer(
            id,
            row.channel,
            row.created,
            STATES[row.state],
            bool(record and record[0].startswith(ROOM)),
            rights.restricted(view, raw),
            None if erasure is None else listed(view, erasure),
            tuple((ids.shown(ids.CONVERSATION, one), row.channel) for one in talks),
            tuple(held(view, row, policy)) if row.state == ACTIVE else (),
            tuple(_linked(view, row, record)),
            None if about is None else tuple(islice(seen(view, about), SHOWN)),
            about is not None and len(about) == LOOKED,
            stop.of(view, raw),
        )


def _row(view: View, raw: bytes) -> SubjectRow:
    row = subjects.subject(view, raw)
    if row is None:
        raise NotFound("there is no such subject", hint="`privet subjects` lists them")
    return row


def _company(policy: Policy, actor: Actor) -> bool:
    return isinstance(decide(policy, Ask(actor, "read", "operation"), Facts(company=True)), Permit)


def held(view: View, row: SubjectRow, policy: Policy) -> Iterator[Held]:
    """What is held of a subject, by kind and class."""
    for one in holdings.of(view, row.id):
        kind, name = BY_NUMBER[one.kind], lasting.shortens(one.class_) or one.class_
        class_ = policy.classes.get(name)
        why = class_.sentence if class_ else TIMED if lasting.named(name) else ""
        yield Held(
            kind.name, kind.meaning, name, why, one.values, written(one.first), written(one.last), one.until or None
        )


def _linked(view: View, row: SubjectRow, record: list[str] | None) -> Iterator[Linked]:
    """What leads to the subject; nothing of an erased one."""
    if record is None:
        return
    if not record[0].startswith(ROOM):
        yield Linked("address", "channel", row.created)
    if record[2]:
        yield Linked("reference", "company")
    proved = [one.verified for one in stepups.of(view, row.id) if one.verified is not None]
    if proved:
        yield Linked("address", "code", max(proved))
    for one in customer_passkeys.of(view, row.id):
        yield Linked("passkey", "enrolled", one.created)


def seen(view: View, about: Iterable[int]) -> Iterator[Seen]:
    """Who was shown a value, a file or all that is held, or refused it, by the entries of these numbers."""
    for number in about:
        for _, data in ledger.entries(view, number, number + 1):
            entry = decode(data)
            if entry.act in SEEN:
                named = entry.object or ""
                value = messages.value(view, ids.read(ids.TOKEN, named)) if named.startswith(f"{ids.TOKEN}_") else None
                yield Seen(number, entry, BY_NUMBER[value.kind].name if value else None)
