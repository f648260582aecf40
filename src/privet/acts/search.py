"""Search: which messages hold these words, newest first, among those that whoever asks may see.

Nothing is shown in the clear, and nothing that was not asked for: the entry says who searched, what for and how many
messages came back, never the words. What the word index leads to is opened and compared before it is believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.draft import index_key
from privet.acts.find import why
from privet.acts.index import behind, within
from privet.acts.noting import stated
from privet.acts.reading import Page
from privet.core import ids, sought, tags, tokens
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain, TokenText
from privet.core.policy import Actor, Ask, Deny, Facts, Permit
from privet.core.sight import Sight, sight
from privet.core.sought import Sought
from privet.errors import BadInput
from privet.store import messages, rights, words
from privet.store.rights import Condition

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.messages import MessageRow
    from privet.store.view import View

LONGEST, MOST_WORDS = 200, 32
PAGE, MOST = 20, 100
WIDTH = 240
"""Characters of a message that are shown around the first place where it holds what was asked for, about."""

LOOKED = 4_096
"""Messages that a page looks at: where most are in nobody's sight who asks, it ends with fewer than were asked for."""

GIVEN = 64
"""Conversations given to somebody that are asked for one by one; where there are more, whatever is found is sifted."""

_TOGETHER = 64
END = 1 << 53


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that holds the words: a part of it in tokens, and where in that part they stand: (start, end). `cut`
    says whether the message has more before the part, and after it.
    """

    message: str
    conversation: str
    subject: str
    direction: str
    sent_at: int
    excerpt: TokenText
    places: tuple[tuple[int, int], ...]
    cut: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of messages, newest first; `next` is where the next one begins, empty at the end. `behind` says how many
    of the newest entries of the ledger the index has not seen yet.
    """

    items: tuple[Hit, ...]
    next: str
    behind: int


def search(
    app: Privet, tenant: TenantId, asked: Plain, purpose: str, actor: Actor, *, after: str = "", limit: int = PAGE
) -> Hits:
    """Messages in which all words of `asked` stand, from behind `after` (`next` of a page) on, at most `limit` of them.

    Raises BadInput for no word or too many, Denied, on the ledger.
    """
    wanted, before = _wanted(asked), _before(after)
    if not 1 <= limit <= MOST:
        raise BadInput(f"a page has 1 to {MOST} rows", hint="use --limit and --after")
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        ask, facts = Ask(actor, "search", purpose), Facts()
        sees = sight(rules.policy, ask, lambda: rights.channels(tx), facts)
        decision: Permit | Deny = sees if isinstance(sees, Deny) else Permit(why(rules, ask, facts, sees))
        found = Hits((), "", 0)
        if isinstance(sees, Sight):
            found = _look(app, tx, actor, sees, wanted, before, limit)
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "search",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED,
                    actor.id, purpose=stated(rules, purpose), policy=rules.version, reasons=decision.reasons,
                    count=len(found.items),
                )
            )
        )  # fmt: skip
    decision.require()
    return found


def _wanted(asked: Plain) -> Sought:
    text = asked.expose()
    wanted = sought.sought(text) if len(text) <= LONGEST else None
    if wanted is None or not wanted or len(wanted.words) + len(wanted.runs) > MOST_WORDS:
        raise BadInput(
            f"look for 1 to {MOST_WORDS} words of letters or digits, {LONGEST} characters at most",
            hint="all of them must stand in a message, in any order",
        )
    return wanted


def _before(after: str) -> int:
    if not after:
        return END
    if not (after.isascii() and after.isdecimal() and len(after) <= 15):
        raise BadInput("that is no `next` of a page of hits", hint="give it as it came, or nothing for the newest")
    return int(after)


def _look(app: Privet, view: View, actor: Actor, sees: Sight, wanted: Sought, before: int, limit: int) -> Hits:
    """What of it is in sight, as it is in lists (`acts.read`)."""
    where = rights.of_all_messages(view, sees, actor.id, app.now())
    page, found, looked = Page(view), list[Hit](), 0
    for places in _places(app, view, actor, sees, wanted, before):
        rows = _rows(view, places, where)
        for place in places:
            before, looked = place, looked + 1
            hit = _hit(page, rows[place], wanted) if place in rows else None
            found += [hit] if hit else []
            if len(found) == limit:
                return Hits(tuple(found), str(before), max(0, behind(view)))
        if looked >= LOOKED:
            return Hits(tuple(found), str(before), max(0, behind(view)))
    return Hits(tuple(found), "", max(0, behind(view)))


def _places(app: Privet, view: View, actor: Actor, sees: Sight, wanted: Sought, before: int) -> Iterator[list[int]]:
    """Where the index knows of messages that may hold it, newest first, some at a time."""
    key = index_key(view)
    own: list[bytes] | None = None
    if "assigned" in sees.by and all(one[sees.by.index("assigned")] for one in sees.seen):
        own = rights.all_given(view, actor.id, app.now(), GIVEN + 1)
        if not own:
            return
    only = [within(view, one) for one in own] if own and len(own) <= GIVEN else []
    known_by = [tags.tag(key, tags.WORD, word) for word in wanted.known_by()]
    for there in words.places(view, known_by, only, before):
        for at in range(0, len(there), _TOGETHER):
            yield there[at : at + _TOGETHER]


def _rows(view: View, places: Sequence[int], where: Condition) -> dict[int, MessageRow]:
    """The messages at these places that are in sight."""
    at = {message: place for place, message in words.messages(view, places).items()}
    return {at[row.id]: row for row in messages.some(view, list(at), where)}


def _hit(page: Page, row: MessageRow, wanted: Sought) -> Hit | None:
    """The message as it is shown, when it still opens and really holds what was asked for."""
    body = page.body(row)
    if body is None or not wanted.within(body.text):
        return None
    places = wanted.places(body.text)
    part, start = tokens.excerpt(body.token_text(), places[0][0], WIDTH)
    end = start + len(part.text)
    return Hit(
        ids.shown(ids.MESSAGE, row.id), ids.shown(ids.CONVERSATION, row.conversation),
        ids.shown(ids.SUBJECT, row.subject), ("in", "out")[row.direction], body.sent_at, part,
        tuple((one - start, other - start) for one, other in places if start <= one and other <= end),
        (start > 0, end < len(body.text)),
    )  # fmt: skip
