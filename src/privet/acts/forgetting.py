"""Taking a subject out of the index before its key is destroyed: afterwards nobody could tell which rows were its own.

A step of erase. Whoever holds the tenant's index key could otherwise still learn that a number was a customer's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from privet.acts import file
from privet.acts.draft import VALUE, index_key
from privet.acts.index import terms
from privet.acts.noting import note_of
from privet.acts.reading import read_body
from privet.acts.reindex import PAGE
from privet.acts.whose import open_conversation, open_key, open_subject
from privet.core import identity, seal, tags
from privet.core.kinds import BY_NUMBER, KINDS
from privet.core.unseal import unseal
from privet.store import desk, files, messages, subjects, words
from privet.store.desk import AnnotationRow
from privet.store.subjects import SubjectRow

if TYPE_CHECKING:
    from privet.store.view import Tx

LOOKED_UP = [kind.number for kind in KINDS.values() if kind.looked_up]


def forget(tx: Tx, whose: SubjectRow, regions: tuple[str, ...]) -> None:
    """Remove every row of the index that leads to this subject, its conversations or its values."""
    talks = subjects.conversations_of(tx, whose.id)
    subjects.drop_index(
        tx,
        [*_names(tx, whose), *_talks(tx, whose, talks), *_said(tx, whose, talks), *_files(tx, whose)],
        list(_mentions(tx, whose, talks, regions)),
    )


def _names(tx: Tx, whose: SubjectRow) -> Iterator[tuple[int, bytes]]:
    record = open_subject(tx, whose)
    if record is not None:
        yield tags.tag(index_key(tx), tags.ADDRESS, record[0]), whose.id
        yield tags.tag(index_key(tx), tags.REFERENCE, record[2]), whose.id


def _files(tx: Tx, whose: SubjectRow) -> Iterator[tuple[int, bytes]]:
    yield from file.indexed(tx, files.of_subject(tx, whose.id), erasing=True)


def _talks(tx: Tx, whose: SubjectRow, talks: list[bytes]) -> Iterator[tuple[int, bytes]]:
    for talk in talks:
        row = subjects.conversation(tx, talk)
        if row is not None and row.subject == whose.id:
            record = open_conversation(tx, row, whose)
            if record is not None:
                yield tags.tag(index_key(tx), tags.TALK, record[0]), talk


def _said(tx: Tx, whose: SubjectRow, talks: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """The references that came with messages; the words of each, and of notes, are taken out on the way."""
    for talk in talks:
        words.drop(tx, {one.entry: terms(tx, talk, note_of(tx, whose, one.entry)) for one in _notes(tx, whose, talk)})
        after = b""
        while page := messages.of(tx, talk, after, PAGE):
            gone: dict[bytes, set[int]] = {}
            for row in page:
                body = read_body(tx, row, whose.slot) if row.subject == whose.id else None
                if body is not None:
                    gone[row.id] = terms(tx, talk, body.text)
                if body is not None and body.reference:
                    yield tags.tag(index_key(tx), tags.REFERENCE, body.reference), whose.id
            words.drop(tx, gone)
            after = page[-1].id


def _notes(tx: Tx, whose: SubjectRow, talk: bytes) -> list[AnnotationRow]:
    """Notes about a conversation that are sealed as this subject's."""
    row = subjects.conversation(tx, talk)
    return desk.notes(tx, talk) if row is not None and row.subject == whose.id else []


def _mentions(tx: Tx, whose: SubjectRow, talks: list[bytes], regions: tuple[str, ...]) -> Iterator[tuple[int, bytes]]:
    for talk in talks:
        for value in messages.value_ids_of(tx, talk, LOOKED_UP):
            row = messages.value(tx, value)
            key = None if row is None or row.subject != whose.id else open_key(tx, whose.id, whose.slot, row.period)
            if row is None or key is None:
                continue
            context = seal.context(tx.tenant, whose.id, row.id, row.kind, VALUE, whose.slot, row.period)
            plain = unseal(key, row.sealed, context).decode()
            spelling = identity.spelled(BY_NUMBER[row.kind].name, plain, regions)
            yield tags.tag(index_key(tx), tags.MENTION, spelling), row.id
