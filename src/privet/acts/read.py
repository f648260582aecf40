"""Read: conversations, messages and subjects as the company's people and programs see them: in tokens.

Nothing is shown in the clear, so only a refusal goes on the ledger; a rule still decides who may read, and an erased
subject's messages are gone from the answer from the moment the erasure was asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.about import about, assigned, talk
from privet.acts.allowed import sighted
from privet.acts.reading import Page
from privet.core import ids
from privet.core.message import TenantId, TokenRef
from privet.core.plain import TokenText
from privet.core.policy import Actor, Ask, Facts
from privet.errors import BadInput, NotFound
from privet.store import messages, rights, subjects

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

PAGE, MOST = 100, 1000
LARGEST = 1 << 20
"""Characters of text after which a page of messages ends, whatever its limit."""

LAST = b"\xff" * 16
"""After every id."""

_TOGETHER = 32
STATES = ("active", "erasing", "erased")


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """A message in tokens. `text` is None when its subject was erased or its time is over."""

    id: str
    conversation: str
    subject: str
    direction: str
    sent_at: int | None
    text: TokenText | None
    tokens: tuple[TokenRef, ...]
    attachments: int


@dataclass(frozen=True, slots=True)
class ReadConversation:
    """A conversation: its channel, its members, whether it is a group."""

    id: str
    channel: str
    group: bool
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadSubject:
    """A subject: its channel, when it first wrote (ms), its state, its conversations."""

    id: str
    channel: str
    since: int
    state: str
    conversations: tuple[str, ...]


def conversation(
    app: Privet,
    tenant: TenantId,
    id: str,
    actor: Actor,
    *,
    purpose: str = "operation",
    after: str = "",
    limit: int = PAGE,
) -> list[ReadMessage]:
    """Messages of one conversation in order of arrival, from the one after `after` (`msg_…`), at most 1,000.

    A page of long messages ends earlier: `full` says whether more may follow.
    """
    _page(limit)
    start = ids.read(ids.MESSAGE, after) if after else b""
    raw = ids.read(ids.CONVERSATION, id)

    def of_it(view: View) -> Facts:
        row = talk(view, raw)
        return about(app, view, actor, row, row.subject)

    with sighted(app, tenant, Ask(actor, "read", purpose), of_it, id) as (view, sight):
        row = talk(view, raw)
        where = rights.of_messages(view, sight, row.channel, row.group, assigned(app, view, actor, raw))
        page, found = Page(view), list[ReadMessage]()
        while rows := messages.of(view, raw, start, min(_TOGETHER, limit - len(found)), where):
            found += [opened(page, row, id) for row in rows]
            start = rows[-1].id
            if full(found, limit):
                break
        return found


def latest(
    app: Privet, tenant: TenantId, id: str, actor: Actor, *, purpose: str, before: str = "", limit: int = PAGE
) -> list[ReadMessage]:
    """The last messages of one conversation that stand before `before` (`msg_…`), in order of arrival, at most 1,000.

    A page of long messages begins later: `full` says whether more may stand before it.
    """
    _page(limit)
    end = ids.read(ids.MESSAGE, before) if before else LAST
    raw = ids.read(ids.CONVERSATION, id)

    def of_it(view: View) -> Facts:
        row = talk(view, raw)
        return about(app, view, actor, row, row.subject)

    with sighted(app, tenant, Ask(actor, "read", purpose), of_it, id) as (view, sight):
        row = talk(view, raw)
        where = rights.of_messages(view, sight, row.channel, row.group, assigned(app, view, actor, raw))
        page, found = Page(view), list[ReadMessage]()
        for one in messages.before(view, raw, end, limit, where):
            found.insert(0, opened(page, one, id))
            if full(found, limit):
                break
        return found


def channel(app: Privet, tenant: TenantId, id: str, actor: Actor, *, purpose: str) -> str:
    """The channel of one conversation (`con_…`), for whoever may read it."""
    raw = ids.read(ids.CONVERSATION, id)

    def of_it(view: View) -> Facts:
        row = talk(view, raw)
        return about(app, view, actor, row, row.subject)

    with sighted(app, tenant, Ask(actor, "read", purpose), of_it, id) as (view, _):
        return talk(view, raw).channel


def full(page: Sequence[ReadMessage], limit: int) -> bool:
    """Whether a page of messages ended since it was full: what follows may be on a next one."""
    return len(page) >= limit or sum(len(one.text.text) for one in page if one.text) >= LARGEST


def message(app: Privet, tenant: TenantId, id: str, actor: Actor, *, purpose: str = "operation") -> ReadMessage:
    """One message (`msg_…`). Raises NotFound."""
    raw = ids.read(ids.MESSAGE, id)

    def of_it(view: View) -> Facts:
        row = _row(view, raw)
        return about(app, view, actor, talk(view, row.conversation), row.subject)

    with sighted(app, tenant, Ask(actor, "read", purpose), of_it, id) as (view, _):
        row = _row(view, raw)
        return opened(Page(view), row, ids.shown(ids.CONVERSATION, row.conversation))


def again(app: Privet, tenant: TenantId, which: Sequence[str]) -> list[ReadMessage | None]:
    """Messages (`msg_…`) as whoever brought them in is told of them again; None where one is not there any more.

    No rule is asked: it was answered when they came.
    """
    with app.store.view(tenant) as view:
        page = Page(view)
        rows = [messages.message(view, ids.read(ids.MESSAGE, one)) for one in which]
        return [row and opened(page, row, ids.shown(ids.CONVERSATION, row.conversation)) for row in rows]


def conversations(
    app: Privet, tenant: TenantId, actor: Actor, *, purpose: str = "operation", after: str = "", limit: int = PAGE
) -> list[ReadConversation]:
    """Conversations that the actor may see, oldest first, from the one after `after` (`con_…`), at most 1,000."""
    _page(limit)
    start = ids.read(ids.CONVERSATION, after) if after else b""
    with sighted(app, tenant, Ask(actor, "read", purpose)) as (view, sight):
        where = rights.of_conversations(view, sight, actor.id, app.now())
        return [
            ReadConversation(
                ids.shown(ids.CONVERSATION, row.id),
                row.channel,
                row.group,
                tuple(
                    ids.shown(ids.SUBJECT, one)
                    for one in subjects.members(view, row.id)
                    if not row.group or one != row.subject
                ),
            )
            for row in subjects.conversations(view, start, limit, where)
        ]


def talks_of(
    app: Privet, tenant: TenantId, people: Sequence[str], actor: Actor, *, purpose: str = "operation"
) -> list[str]:
    """The conversations (`con_…`) of these subjects (`sub_…`) that the actor may see."""
    with sighted(app, tenant, Ask(actor, "read", purpose)) as (view, sight):
        within = rights.of_conversations(view, sight, actor.id, app.now())
        found = [one for who in people for one in subjects.conversations_of(view, ids.read(ids.SUBJECT, who), within)]
        return [ids.shown(ids.CONVERSATION, one) for one in dict.fromkeys(found)]


def people(
    app: Privet, tenant: TenantId, actor: Actor, *, purpose: str = "operation", after: str = "", limit: int = PAGE
) -> list[ReadSubject]:
    """Subjects that the actor may see, oldest first, from the one after `after` (`sub_…`), at most 1,000."""
    _page(limit)
    start = ids.read(ids.SUBJECT, after) if after else b""
    with sighted(app, tenant, Ask(actor, "read", purpose)) as (view, sight):
        where = rights.of_subjects(view, sight, actor.id, app.now())
        within = rights.of_conversations(view, sight, actor.id, app.now())
        return [
            ReadSubject(
                ids.shown(ids.SUBJECT, row.id),
                row.channel,
                row.created,
                STATES[row.state],
                tuple(ids.shown(ids.CONVERSATION, one) for one in subjects.conversations_of(view, row.id, within)),
            )
            for row in subjects.subjects(view, start, limit, where)
        ]


def _row(view: View, id: bytes) -> messages.MessageRow:
    row = messages.message(view, id)
    if row is None:
        raise NotFound("there is no such message", hint="the answer to whoever brought it in names its id")
    return row


def opened(page: Page, row: messages.MessageRow, conversation: str) -> ReadMessage:
    """A message in tokens, of a conversation (`con_…`) that somebody may read."""
    body = page.body(row)
    return ReadMessage(
        ids.shown(ids.MESSAGE, row.id),
        conversation,
        ids.shown(ids.SUBJECT, row.subject),
        ("in", "out")[row.direction],
        body.sent_at if body else None,
        body.token_text() if body else None,
        body.refs() if body else (),
        len(body.attachments) if body else 0,
    )


def _page(limit: int) -> None:
    if not 1 <= limit <= MOST:
        raise BadInput(f"a page has 1 to {MOST} rows", hint="use --limit and --after")
