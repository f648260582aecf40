"""Index: the words of messages are put into the word index, a small piece at a time, beside whatever else is done.

Receiving and sending do not wait for it. What the index has seen is a number of the ledger's entries, each of which
names what it brought: so nothing is left out, whatever process wrote it and whatever its clock said, and after a power
cut it goes on where the index stands. Opening here shows nothing to anybody: tags go in, nothing comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privet.acts.draft import index_key
from privet.acts.reading import Body, Page
from privet.core import ids, sought, tags
from privet.core.entry import decode
from privet.core.message import TenantId
from privet.store import ledger, messages, words
from privet.store.words import Worded

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.messages import MessageRow
    from privet.store.view import Tx, View

ENTRIES, TERMS = 256, 600
"""How much of the ledger a piece looks at, and after how many words it ends: what a message waits for, at most."""

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


def terms(view: View, row: MessageRow, body: Body) -> set[int]:
    """The tags that a message is found by: its words, and its conversation."""
    key = index_key(view)
    found = {tags.tag(key, tags.WORD, word) for word in sought.words(body.text)}
    return found | {within(view, row.conversation)}


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
        upto, last, thing = place + 1, ids.raw(one.id), one.object or ""
        id = ids.raw(thing[len(_MESSAGE) :]) if thing.startswith(_MESSAGE) else b""
        row = None if not id or id in seen or words.known(tx, id) else messages.message(tx, id)
        body = None if row is None else page.body(row)
        if row is not None and body is not None:  # else it is over, or was refused
            seen.add(id)
            found = terms(tx, row, body)
            put.append(Worded(place, id, row.period, found))
            count += len(found)
        if count >= TERMS:
            break
    words.add(tx, put, (upto, last))


def _same(view: View) -> bool:
    """Whether the ledger is the one that the index has seen, not one of a backup that was put back."""
    upto, last = words.upto(view)
    if upto == 0:
        return True
    return [ids.raw(decode(data).id) for _, data in ledger.entries(view, upto - 1, upto)] == [last]
