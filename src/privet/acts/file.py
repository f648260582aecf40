"""File: what is known of files that customers sent goes beside their messages, sealed as these are. A step of admit and
of the acts on files.

A file itself stays at the channel until somebody opens it (`acts.file_open`), a bot gets it (`acts.file_pass`) or a
sealed copy is made (`acts.file_keep`), whichever the bot's settings say for its sort. Its head, with its name, its
media type and the channel's ids for it, and the pieces of its copy are sealed under its sender's key and the period's
of its message: gone with either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from privet.acts.draft import Draft, index_key, packed
from privet.acts.whose import open_key
from privet.core import ids, seal, tags
from privet.core.unseal import unseal
from privet.store import files, subjects
from privet.store.files import DUE, THERE, FileRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.acts.bot import Open
    from privet.acts.intake import Written
    from privet.core.botapi.said import Sent
    from privet.store.known import Place
    from privet.store.view import View

FILE = "fil"
"""Prefix of the ids of files."""

LOOKED = 64

HEAD, PIECE = 15, 16
"""Fields that what is known of a file stands in, sealed, and each piece of it."""


class Head(msgspec.Struct, array_like=True, gc=False):
    """What is sealed of a file: [name, media type, the channel's ids, bytes and pieces of the copy that is kept]."""

    name: str
    type: str
    ids: tuple[str, ...]
    bytes: int = 0
    pieces: int = 0

    def __repr__(self) -> str:
        return "Head(…)"


class Listed(NamedTuple):
    """A file as a conversation's page lists it: its id (`fil_…`), its sort, its size in bytes as the channel says it
    (0: unsaid), and whether a sealed copy is kept.
    """

    id: str
    sort: str
    size: int
    kept: bool


_decode = msgspec.msgpack.Decoder(Head).decode


def came(draft: Draft, bot: Open, written: Sequence[Written]) -> None:
    """Write what is known of the files of messages that are stored in this commit, before the draft is written. An
    edited message that has the files it had adds none.
    """
    rows = []
    for one in written:
        said, answer = one.coming.read.message, one.answer
        if said is None or answer is None or answer.outcome != "stored":
            continue
        edited = one.coming.read.name.startswith("edited_")
        for sent in said.files:
            if not (edited and found(draft.tx, bot.id, sent.ids[0]) is not None):
                rows.append(_row(draft, bot, one.coming.place, answer.message, sent))
    if rows:
        files.put(draft.tx, rows)


def _row(draft: Draft, bot: Open, place: Place, message: bytes, sent: Sent) -> FileRow:
    """A file that came, where the index finds it by each of the channel's ids."""
    id = draft.app.id()
    kept = bot.settings.way(sent.sort) == "seal" and not bot.settings.trial
    head = Head(sent.name, sent.type, sent.ids)
    sealed = draft.sealed(place.data_key, packed(head), context(draft.tenant, place.subject, id, place, HEAD))
    draft.identities += [(_tag(draft.tx, one), id) for one in sent.ids]
    state, due = (DUE, draft.at) if kept else (THERE, 0)
    return FileRow(
        id, message, place.conversation, place.subject, bot.id, place.period, sent.sort, sent.size, state, 0, due,
        sealed,
    )  # fmt: skip


class Slots(NamedTuple):
    """Where the keys of a file are: its subject's, and its period's."""

    slot: int
    period: int


def context(
    tenant: int, subject: bytes, file: bytes, where: Slots | Place, field: int, number: int = 0
) -> bytes:  # fmt: skip
    """Where something of a file stands: what its seal is bound to. `number` is that of a piece."""
    return seal.context(tenant, subject, file, number, field, where.slot, where.period)


def opening(view: View, row: FileRow, *, erasing: bool = False) -> tuple[bytes, Slots] | None:
    """The key of a file, and where it is; None when its time is over or its subject is erased, which `erasing` lets
    pass as long as there is a key.
    """
    owner = subjects.subject(view, row.subject)
    if owner is None or (owner.state != ACTIVE and not erasing):
        return None
    key = open_key(view, row.subject, owner.slot, row.period)
    return None if key is None else (key, Slots(owner.slot, row.period))


def head_of(view: View, row: FileRow, *, erasing: bool = False) -> Head | None:
    """What is known of a file; None when it opens no more."""
    opened = opening(view, row, erasing=erasing)
    if opened is None:
        return None
    key, where = opened
    return _decode(unseal(key, row.head, context(view.tenant, row.subject, row.file, where, HEAD)))


def found(view: View, bot: bytes, id: str) -> FileRow | None:
    """The newest file that a bot got under this id of the channel's; None where none is known. Whatever was sent more
    often than LOOKED times under one id, such as a sticker, is looked for among the first of these.
    """
    rows = [files.one(view, ref) for ref in subjects.find_refs(view, _tag(view, id))[:LOOKED]]
    there = sorted((row for row in rows if row is not None and row.bot == bot), key=lambda row: row.file, reverse=True)
    return next((row for row in there if (head := head_of(view, row)) is not None and id in head.ids), None)


def indexed(view: View, rows: Sequence[FileRow], *, erasing: bool = False) -> Iterator[tuple[int, bytes]]:
    """What of the index leads to these files."""
    for row in rows:
        head = head_of(view, row, erasing=erasing)
        for one in head.ids if head is not None else ():
            yield _tag(view, one), row.file


def listed(view: View, messages: Sequence[bytes]) -> dict[bytes, list[Listed]]:
    """The files of these messages, by message. No rule is asked: it was answered when the messages were read."""
    made: dict[bytes, list[Listed]] = {}
    for row in files.of_messages(view, messages):
        one = Listed(ids.shown(FILE, row.file), row.sort, row.size, row.state == files.KEPT)
        made.setdefault(row.message, []).append(one)
    return made


def _tag(view: View, id: str) -> int:
    return tags.tag(index_key(view), tags.FILE, id)
