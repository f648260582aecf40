"""File keep: a sealed copy is made of files whose bot says so, which is there when the channel has them no more.

What is to be copied is written with the message. `begin` puts on record that a copy is made; whoever called fetches the
file and brings it piece by piece; `done` or `failed` puts on record what came of it. What a crash cut off begins anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts import bot, file
from privet.acts.about import about, talk
from privet.acts.bot import Open
from privet.acts.draft import packed
from privet.acts.file import FILE, HEAD, PIECE, Head
from privet.core import file as core
from privet.core import ids, seal
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Ask, Deny, Permit, decide
from privet.errors import Erased
from privet.store import files
from privet.store.files import DUE, KEPT, THERE, FileRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

PURPOSE = "delivery"
TRIES = 6
PAUSE_MS = 10_000
"""How often a copy is tried, and how long after the first try the second; each pause is four times the one before."""


@dataclass(frozen=True, slots=True, repr=False)
class Due:
    """A file of which a copy is to be made: the bot that it came by, and the channel's id for it."""

    id: str
    token: Plain
    at_channel: str


def due(app: Privet, tenant: TenantId, limit: int) -> list[str]:
    """Files (`fil_…`) of which a copy is to be made now, oldest first."""
    with app.store.view(tenant) as view:
        return [ids.shown(FILE, row.file) for row in files.due(view, app.now(), limit)]


def begin(app: Privet, tenant: TenantId, id: str) -> Due | None:
    """A copy of this file is made now: on record. None where it is not to be made (any more): a rule or an erasure
    stands in the way, or the bot was removed. The next try is put off at once: a crash may hide how this one ends.
    """
    known: dict[bytes, Open] = {one.id: one for one in bot.opened(app, tenant)}
    with app.store.write(tenant) as tx:
        row = _row(tx, id)
        head = None if row is None else file.head_of(tx, row)
        if row is None or row.state != DUE or head is None:
            return None
        owner = known.get(row.bot)
        files.drop_pieces(tx, row.file)
        if owner is None or row.attempts >= TRIES:
            _end(tx, row)
            _record(app, tx, row, Outcome.FAILED)
            return None
        rules, ask = app.rules_in(tx), Ask(owner.actor, "keep-file", PURPOSE)
        decision = decide(rules.policy, ask, about(app, tx, owner.actor, talk(tx, row.conversation), row.subject))
        _record(app, tx, row, Outcome.REQUESTED if isinstance(decision, Permit) else Outcome.DENIED,
                owner.actor.id, rules.version, decision.reasons)  # fmt: skip
        if isinstance(decision, Deny):
            _end(tx, row)
            return None
        later = app.now() + PAUSE_MS * 4**row.attempts
        files.put(tx, [row._replace(attempts=row.attempts + 1, due=later)])
    return Due(id, owner.token, head.ids[0])


def piece(app: Privet, tenant: TenantId, id: str, number: int, data: bytes) -> None:
    """The next piece of a copy: `core.file.PIECE` bytes, of the last one fewer. Raises Erased where the file went
    meanwhile.
    """
    with app.store.write(tenant) as tx:
        row = _row(tx, id)
        found = None if row is None else file.opening(tx, row)
        if row is None or found is None or row.state != DUE:
            raise Erased("the file was erased, or its time is over")
        key, where = found
        place = file.context(tenant, row.subject, row.file, where, PIECE, number)
        files.put_piece(tx, row.file, number, seal.seal(key, app.chance(12), data, place))


def done(app: Privet, tenant: TenantId, id: str, size: int) -> None:
    """All of a file's `size` bytes were brought: its copy is there. Raises Erased."""
    with app.store.write(tenant) as tx:
        row = _row(tx, id)
        found, head = (None, None) if row is None else (file.opening(tx, row), file.head_of(tx, row))
        if row is None or found is None or head is None or row.state != DUE:
            raise Erased("the file was erased, or its time is over")
        key, where = found
        whole = packed(Head(head.name, head.type, head.ids, size, core.pieces(size)))
        place = file.context(tenant, row.subject, row.file, where, HEAD)
        sealed = seal.seal(key, app.chance(12), whole, place)
        files.put(tx, [row._replace(state=KEPT, size=size, due=0, head=sealed)])
        _record(app, tx, row, Outcome.DONE)


def failed(app: Privet, tenant: TenantId, id: str, *, again: bool) -> None:
    """No copy could be made, for now, or (not `again`) at all: then it stays at the channel alone. On record."""
    with app.store.write(tenant) as tx:
        row = _row(tx, id)
        if row is None or row.state != DUE:
            return
        files.drop_pieces(tx, row.file)
        if not again or row.attempts >= TRIES:
            _end(tx, row)
        _record(app, tx, row, Outcome.FAILED)


def _row(tx: Tx, id: str) -> FileRow | None:
    return files.one(tx, ids.read(FILE, id))


def _end(tx: Tx, row: FileRow) -> None:
    """A file stays at the channel alone."""
    files.put(tx, [row._replace(state=THERE, due=0)])


def _record(
    app: Privet, tx: Tx, row: FileRow, outcome: Outcome, actor: str = "service:clock", policy: int | None = None,
    reasons: tuple[str, ...] = (),
) -> None:  # fmt: skip
    tx.record(
        entry(
            Entry(
                app.entry_id(), app.now(), "keep-file", outcome, actor, ids.shown(FILE, row.file),
                ids.shown(ids.SUBJECT, row.subject), PURPOSE, policy, reasons,
            )
        )
    )  # fmt: skip
