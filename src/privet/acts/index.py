"""Index: the words of messages, and of notes, are put into the word index, a piece at a time, beside whatever else is
done.

Receiving and sending do not wait for it. What the index has seen is a number of the ledger's entries, each of which
names what it brought: so nothing is left out, whatever process wrote it and whatever its clock said, and after a power
cut it goes on where the index stands. Opening here shows nothing to anybody: tags go in, nothing comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts.draft import index_key
from privet.acts.noting import read_note
from privet.acts.reading import Page
from privet.core import ids, sought, tags
from privet.core.entry import Entry, Outcome, decode
from privet.core.message import TenantId
from privet.store import ledger, messages, words
from privet.store.words import Worded

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

ENTRIES, TERMS = 128, 150
"""How much of the ledger a piece looks at, and after how many words it ends: what a message waits for, at most."""

ANNOTATE = "annotate"
_MESSAGE = f"{ids.MESSAGE}_"


def index(app: Privet, tenant: TenantId) -> bool:
    """Do one piece: take out what is over, or put in what came. Whether there is more to do."""
    with app.store.view(tenant) as view:
        if not waiting(view):
            return False
    with app.store.write(tenant) as tx:
        over = words.ended(tx)
        if over:
            words.sweep(tx, over)
        else:
            _add(tx)
        more, swept = waiting(tx), bool(over) and not words.ended(tx)
    if swept:
        app.store.tidy_index()
    return more


def whole(app: Privet, tenant: TenantId) -> None:
    """Do all there is to do, piece by piece, so that others get their turn."""
    while index(app, tenant):
        pass


def waiting(view: View) -> bool:
    """Whether anything is to be put in or taken out."""
    return behind(view) != 0 or bool(words.ended(view))


def behind(view: View) -> int:
    """How many of the ledger's entries the index has not seen; below 0 where the data was put back behind it."""
    return ledger.size(view) - words.upto(view)[0]


def terms(view: View, conversation: bytes, text: str) -> set[int]:
    """The tags that a message or a note is found by: its words, and its conversation."""
    tag = tags.under(index_key(view), tags.WORD)
    found = {tag(word, b"") for word in sought.words(text)}
    return found | {within(view, conversation)}


def within(view: View, conversation: bytes) -> int:
    """The tag of everything that was said in a conversation."""
    return tags.tag(index_key(view), tags.WITHIN, "", conversation)


def _add(tx: Tx) -> None:
    if not _same(tx):
        words.forget(tx)
    (upto, last), size = words.upto(tx), ledger.size(tx)
    page, put, seen, count = Page(tx), list[Worded](), set[bytes](), 0
    for place, data in ledger.entries(tx, upto, min(size, upto + ENTRIES)):
        one = decode(data)
        upto, last = place + 1, ids.raw(one.id)
        id = _brought(one)
        said = None if not id or id in seen or words.known(tx, id) else _said(tx, page, one, id)
        if said is not None:  # else it is over, or was refused
            conversation, period, text = said
            seen.add(id)
            found = terms(tx, conversation, text)
            put.append(Worded(place, id, period, found))
            count += len(found)
        if count >= TERMS:
            break
    words.add(tx, put, (upto, last))


def _brought(one: Entry) -> bytes:
    """What an entry brought: the id of a message, or of a note, which is that of its entry; empty for anything else."""
    thing = one.object or ""
    if one.act == ANNOTATE:
        return ids.raw(one.id) if one.outcome is Outcome.DONE else b""
    return ids.raw(thing[len(_MESSAGE) :]) if thing.startswith(_MESSAGE) else b""


def _said(view: View, page: Page, one: Entry, id: bytes) -> tuple[bytes, int, str] | None:
    """Of what an entry brought: its conversation, the period it is sealed in, its text; None when it is over."""
    if one.act == ANNOTATE:
        note, text = messages.note(view, id), read_note(view, id)
        return (ids.read(ids.CONVERSATION, one.object or ""), note.period, text) if note and text else None
    row = messages.message(view, id)
    body = None if row is None else page.body(row)
    return (row.conversation, row.period, body.text) if row and body else None


def _same(view: View) -> bool:
    """Whether the ledger is the one that the index has seen, not one of a backup that was put back."""
    upto, last = words.upto(view)
    if upto == 0:
        return True
    return [ids.raw(decode(data).id) for _, data in ledger.entries(view, upto - 1, upto)] == [last]
