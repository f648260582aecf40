"""File open: a file that a customer sent is opened by whoever may, for a purpose, on the record before its first byte.

What is judged are the facts of a reveal, and it counts as one: how much somebody saw lately is the same budget. The
bytes come from the sealed copy, where one is kept, or else from the channel at that moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from privet.acts import bot, file
from privet.acts.about import about, over_budget, talk
from privet.acts.allowed import absent
from privet.acts.file import FILE, PIECE, Head, Listed
from privet.acts.noting import Said, note, scanned, stated
from privet.acts.trained import untrained
from privet.acts.wanted import grounded
from privet.core import bot as settings
from privet.core import file as core
from privet.core import ids
from privet.core.decision import BUILT_IN
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.unseal import unseal
from privet.errors import ChannelError, Erased, NotFound, Tampered
from privet.store import bots, files, grants, subjects
from privet.store.files import KEPT, FileRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

BLOCKED = Deny(("file-blocked",), (BUILT_IN["file-blocked"],))


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A file that may be opened now: what it is called where it is saved, whether a sealed copy is kept and how many
    pieces that has, and, where none is, the channel's id for it and the token of the bot that it came by.
    """

    id: str
    saved_as: str
    kept: bool
    pieces: int
    at_channel: str
    token: Plain


def open_(
    app: Privet, tenant: TenantId, id: str, purpose: str, reason: Plain, actor: Actor, factor_age_s: int | None
) -> Opened:
    """The file `id` (`fil_…`) may be opened now. Raises NotFound, Denied or Erased; each of the latter two is on the
    ledger. Whoever could open no file at all is refused, whether there is one or not.
    """
    said = scanned(app, tenant, reason)
    ask, brought = Ask(actor, "open-file", purpose), Facts(factor_age_s=factor_age_s, reason_given=bool(said))
    with app.store.write(tenant) as tx:
        row = files.one(tx, ids.read(FILE, id))
        judged = None if row is None else _judged(app, tx, ask, row, brought, said)
    if row is None or judged is None:
        absent(app, tenant, ask, brought, NotFound("there is no such file", hint="its time is over, or it never was"))
    decision, head = judged
    decision.require()
    assert head is not None  # or it would be erased
    name = core.saved_as(id, row.sort, head.name)
    if row.state == KEPT:
        return Opened(id, name, True, head.pieces, "", Plain(""))
    token = next((one.token for one in bot.opened(app, tenant) if one.id == row.bot), None)
    if token is None:
        raise NotFound("the bot that this file came by was removed, and no copy of it is kept")
    return Opened(id, name, False, 0, head.ids[0], token)


class _Judged(NamedTuple):
    """What was decided of a file and is on record, and what is known of the file."""

    decision: Permit | Deny
    head: Head | None


def _judged(app: Privet, tx: Tx, ask: Ask, row: FileRow, brought: Facts, said: Said) -> _Judged:
    """Load the facts of a file, decide, record."""
    actor, rules, head = ask.actor, app.rules_in(tx), file.head_of(tx, row)
    known = about(app, tx, actor, talk(tx, row.conversation), row.subject)
    facts = replace(
        grounded(tx, known, row.subject, ask.purpose), factor_age_s=brought.factor_age_s,
        reason_given=brought.reason_given, erased=head is None, over_budget=over_budget(app, tx, actor),
        untrained=untrained(app, tx, actor),
    )  # fmt: skip
    decision = decide(rules.policy, ask, facts)
    if isinstance(decision, Permit) and _blocked(tx, row):
        decision = BLOCKED
    if isinstance(decision, Permit):
        grants.show(tx, actor.id, app.id(), app.now())
    number = app.entry_id()
    tx.record(
        entry(
            Entry(
                number, app.now(), "open-file", Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED,
                actor.id, ids.shown(FILE, row.file), ids.shown(ids.SUBJECT, row.subject), stated(rules, ask.purpose),
                rules.version, decision.reasons,
                note=note(app, tx, subjects.subject(tx, row.subject), number, said.under(rules)),
            )
        )
    )  # fmt: skip
    return _Judged(decision, head)


def _blocked(view: View, row: FileRow) -> bool:
    """Whether the settings of the bot that it came by let nobody have files of this sort."""
    found = bots.by_id(view, row.bot)
    return found is not None and settings.read(found.settings).way(row.sort) == "block"


def piece(app: Privet, tenant: TenantId, opened: Opened, number: int) -> bytes:
    """A piece of the sealed copy of a file that was opened, from 0 on. Raises Erased where it went meanwhile."""
    with app.store.view(tenant) as view:
        row = files.one(view, ids.read(FILE, opened.id))
        found = None if row is None else file.opening(view, row)
        if row is None or found is None:
            raise Erased("the file was erased, or its time is over")
        key, where = found
        sealed = files.piece(view, row.file, number)
        if sealed is None:
            raise Tampered("a piece of a file that is kept is missing")
        return unseal(key, sealed, file.context(tenant, row.subject, row.file, where, PIECE, number))


def missing(app: Privet, tenant: TenantId, opened: Opened, actor: Actor) -> ChannelError:
    """The channel did not have a file, or did not answer: on record, and what to raise."""
    with app.store.write(tenant) as tx:
        failed = Entry(app.entry_id(), app.now(), "open-file", Outcome.FAILED, actor.id, opened.id)
        tx.record(entry(failed))
    return ChannelError("the channel does not have this file any more, or did not answer", retry=False)


def of_messages(app: Privet, tenant: TenantId, messages: list[str]) -> dict[str, list[Listed]]:
    """The files of messages (`msg_…`) that somebody was just given to read, by message."""
    with app.store.view(tenant) as view:
        made = file.listed(view, [ids.read(ids.MESSAGE, one) for one in messages])
    return {ids.shown(ids.MESSAGE, raw): rows for raw, rows in made.items()}
