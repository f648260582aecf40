"""Browse: conversations by their latest message, newest first, as the company's people see them: in tokens.

Nothing is shown in the clear, so only a refusal goes on the ledger; a rule decides which conversations are in sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts.about import about
from privet.acts.allowed import sighted
from privet.acts.fetch import written
from privet.acts.read import STATES, ReadMessage, opened
from privet.acts.reading import Page
from privet.core import ids
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask
from privet.core.sight import Sight
from privet.errors import BadInput
from privet.store import inbox, messages, rights, subjects
from privet.store.inbox import Latest, Listed

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

WHICH = ("all", "waiting", "mine", "unassigned")
"""Which conversations: all in sight; those whose customer wrote last; those given to whoever asks; to nobody."""

PAGE, MOST = 40, 200


@dataclass(frozen=True, slots=True)
class Line:
    """A conversation in the list: its latest message and when that came (ms), to whom it is given, who is in it."""

    id: str
    channel: str
    group: bool
    subjects: tuple[str, ...]
    latest: ReadMessage
    at: int
    given: tuple[str, ...]
    state: str

    @property
    def waits(self) -> bool:
        """Whether the customer wrote last."""
        return self.latest.direction == "in" and self.state == STATES[0]


@dataclass(frozen=True, slots=True)
class Browsed:
    """A page of the list, and what to go on before (`msg_…`); empty where there are no more."""

    lines: tuple[Line, ...]
    before: str


def browse(
    app: Privet,
    tenant: TenantId,
    actor: Actor,
    *,
    purpose: str,
    which: str = WHICH[0],
    before: str = "",
    limit: int = PAGE,
) -> Browsed:
    """Conversations in sight whose latest message stands before `before` (`msg_…`), newest first.

    A page may have fewer than `limit` and still name what to go on before: each walks a bounded way. Raises Denied.
    """
    if which not in WHICH or not 1 <= limit <= MOST:
        raise BadInput(f"a list is one of {', '.join(WHICH)}, and a page has 1 to {MOST} rows")
    start = ids.read(ids.MESSAGE, before) if before else inbox.END
    with sighted(app, tenant, Ask(actor, "read", purpose)) as (view, sight):
        found = _found(app, view, actor, sight, which, start, limit)
        page = Page(view)
        lines = tuple(_line(app, page, actor, sight, one) for one in found.rows)
        return Browsed(lines, ids.shown(ids.MESSAGE, found.before) if found.before else "")


def newest(app: Privet, tenant: TenantId) -> str:
    """The newest message of the tenant (`msg_…`): whoever looks again learns whether anything came. Ids alone."""
    with app.store.view(tenant) as view:
        return ids.shown(ids.MESSAGE, messages.newest(view))


def _found(app: Privet, view: View, actor: Actor, sight: Sight, which: str, start: bytes, limit: int) -> Listed:
    where, waits = rights.of_conversations(view, sight, actor.id, app.now()), which == "waiting"
    if which == "mine" or _own(sight):
        if which == "unassigned":
            return Listed([], None)
        return inbox.given(view, actor.id, app.now(), start, limit, where, waits=waits)
    conditions = [where, *([inbox.unassigned(view, app.now())] if which == "unassigned" else [])]
    return inbox.walked(view, start, limit, conditions, waits=waits)


def _own(sight: Sight) -> bool:
    """Whether nothing is in sight but what was given to whoever asks: that is found without a walk."""
    if "assigned" not in sight.by:
        return False
    at = sight.by.index("assigned")
    return all(one[at] is True for one in sight.seen)


def _line(app: Privet, page: Page, actor: Actor, sight: Sight, one: Latest) -> Line:
    view = page.view
    row = subjects.conversation(view, one.conversation)
    last = messages.message(view, one.message)
    assert row is not None  # of the same moment
    assert last is not None
    owner = subjects.subject(view, row.subject)
    shown = ids.shown(ids.CONVERSATION, row.id)
    latest = opened(page, last, shown)
    if not sight.sees(about(app, view, actor, row, last.subject)):  # in a group, of a member who is not in sight
        latest = replace(latest, text=None, tokens=())
    return Line(
        shown, row.channel, row.group, _members(view, row), latest, written(last.id),
        tuple(each.actor.removeprefix("operator:") for each in rights.assignments(view, row.id, app.now())),
        STATES[owner.state if owner else subjects.ERASED],
    )  # fmt: skip


def _members(view: View, row: subjects.ConversationRow) -> tuple[str, ...]:
    """Who is in a conversation; of a group its members, not the group's own subject."""
    held: Sequence[bytes] = subjects.members(view, row.id) if row.group else (row.subject,)
    return tuple(ids.shown(ids.SUBJECT, each) for each in held if not row.group or each != row.subject)
