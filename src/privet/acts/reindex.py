"""Reindex: what the index lacks is derived again from the data; all of it when index.db is new or was lost.

The index is committed without waiting for the disk, so after a power cut it may be behind the data. At start its own
mark is compared with the ledger's size. Opening here shows nothing to anybody: tags go in, nothing comes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from privet.acts import file
from privet.acts.draft import VALUE, index_key
from privet.acts.reading import Page
from privet.acts.whose import conversation_record, open_key, subject_record
from privet.core import identity, seal, tags
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.unseal import unseal
from privet.store import files, messages, subjects

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

PAGE = 1000
OVERLAP_MS = 600_000
"""How far before the mark it begins: clocks of two processes may differ by so much."""


def reindex(app: Privet, tenant: TenantId, *, whole: bool = False) -> int:
    """Put into this tenant's index what is newer than its mark (or everything, when `whole`); how many rows."""
    with app.store.view(tenant) as view:
        if not whole and not subjects.index_behind(view):
            return 0
    with app.store.write(tenant) as tx:
        mark = b"" if whole else subjects.index_mark(tx)
        if not mark:
            subjects.forget_index(tx)
        start = _before(mark)
        rules = app.rules_in(tx)
        identities = [*_people(tx, start), *_conversations(tx, start), *_references(tx, start), *_files(tx, start)]
        mentions = list(_mentions(tx, start, rules.policy.regions))
        subjects.add_index(tx, identities, mentions, app.id())
    return len(identities) + len(mentions)


def _before(mark: bytes) -> bytes:
    """An id `OVERLAP_MS` older than `mark`."""
    at = int.from_bytes(mark[:6], "big") - OVERLAP_MS
    return max(at, 0).to_bytes(6, "big") + bytes(10) if mark else b""


def _people(tx: Tx, after: bytes) -> Iterator[tuple[int, bytes]]:
    key = index_key(tx)
    while page := subjects.subjects(tx, after, PAGE):
        for row in page:
            record = subject_record(tx, row) if row.state == subjects.ACTIVE else None
            if record is not None:
                yield tags.tag(key, tags.ADDRESS, record[0]), row.id
        after = page[-1].id


def _conversations(tx: Tx, after: bytes) -> Iterator[tuple[int, bytes]]:
    key = index_key(tx)
    while page := subjects.conversations(tx, after, PAGE):
        for row in page:
            record = conversation_record(tx, row)
            if record is not None:
                yield tags.tag(key, tags.TALK, record[0]), row.id
        after = page[-1].id


def _references(tx: Tx, after: bytes) -> Iterator[tuple[int, bytes]]:
    key, reading = index_key(tx), Page(tx)
    while page := messages.newer(tx, after, PAGE):
        for row in page:
            body = reading.body(row)
            if body is not None and body.reference:
                yield tags.tag(key, tags.REFERENCE, body.reference), row.subject
        after = page[-1].id


def _files(tx: Tx, after: bytes) -> Iterator[tuple[int, bytes]]:
    while page := files.newer(tx, after, PAGE):
        yield from file.indexed(tx, page)
        after = page[-1].file


def _mentions(tx: Tx, after: bytes, regions: tuple[str, ...]) -> Iterator[tuple[int, bytes]]:
    key = index_key(tx)
    while page := messages.values_newer(tx, after, PAGE):
        for row in page:
            kind = BY_NUMBER[row.kind]
            owner = subjects.subject(tx, row.subject) if kind.looked_up else None
            opened = None if owner is None else open_key(tx, owner.id, owner.slot, row.period)
            if owner is None or opened is None:
                continue
            place = seal.context(tx.tenant, owner.id, row.id, row.kind, VALUE, owner.slot, row.period)
            plain = unseal(opened, row.sealed, place).decode("utf-8", "surrogatepass")
            spelling = identity.spelled(kind.name, plain, regions)
            yield tags.tag(key, tags.MENTION, spelling), row.id
        after = page[-1].id
