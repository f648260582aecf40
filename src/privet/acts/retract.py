"""Retract: a message is deleted at the channel too, when its time is over or at once where somebody pasted a card or a
password. On record before it is asked for, and again with what the channel said.

That something is to be deleted later is a plan and no act: its entry is written when it is asked for. To delete twice
does no harm, so what was asked for and not answered is asked for again. What is not deleted in the time that the
channel leaves fails, and whoever asked for such events is told before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts.allowed import company
from privet.acts.bot import BOT, Open, actor_of
from privet.acts.reading import Page
from privet.acts.telling import tell
from privet.acts.whose import conversation_record
from privet.core import ids, lasting, retraction
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.errors import ChannelError, NotFound
from privet.store import bots, messages, retractions, subjects
from privet.store import lasting as timers
from privet.store.retractions import ASKED, DONE, DUE, FAILED, KEPT, OPEN, RetractionRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.core.retraction import Place
    from privet.store.messages import MessageRow
    from privet.store.view import Tx, View

PURPOSE = "delivery"
CLOCK = Actor("service", "clock")
TIME, PASTED = "time", "pasted"
HOUR_MS, DAY_MS = 3_600_000, 86_400_000
LEASE_MS = 60_000
"""How long a deletion that was asked for may take; after that it is asked for again."""


@dataclass(frozen=True, slots=True, repr=False)
class Deletion:
    """A deletion that is on record and to be asked for now: of which bot (raw id), by which call. `key` names it."""

    key: tuple[bytes, int]
    bot: bytes
    method: str
    params: dict[str, object]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What to do about a message in which somebody pasted what does not belong into a chat: delete it (None: nothing
    can, or shall, be), and tell them so (`coach`), once a case: not twice in a day in one conversation.
    """

    deletion: Deletion | None
    coach: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A deletion as a list shows it; times are ms. `state` is "due", "late", "asked", "done" or "failed"; `why` is
    "time" or "pasted"; `reason` says in a fixed sentence what the channel said.
    """

    bot: str
    conversation: str
    message: str
    state: str
    why: str
    due: int
    limit: int
    at: int | None
    reason: str


def pasted(app: Privet, tx: Tx, bot: Open, messages: Sequence[str]) -> list[Pasted]:
    """Somebody pasted what does not belong into a chat in each of these stored messages (`msg_…`). One that a rule
    does not let be deleted stays; that is on record. A step of `admit`: a crash behind its commit loses no deletion.
    """
    return [_pasted(app, tx, bot, row) for row in _planned(app, tx, bot, messages, PASTED)]


def later(app: Privet, tx: Tx, bot: Open, messages: Sequence[str]) -> None:
    """These stored messages (`msg_…`) are deleted when the bot's time for that is over, or a timer; nothing where there
    is none. A step of `admit`.
    """
    rows = _planned(app, tx, bot, messages, TIME)
    retractions.plan(tx, [row for row in rows if row.state == DUE])


def sent(app: Privet, tenant: TenantId, bot: Open, message: str, numbers: Sequence[int]) -> None:
    """The same of a message (`msg_…`) that was sent, by the numbers the channel gave it."""
    if numbers:
        with app.store.write(tenant) as tx:
            plan(app, tx, bot, ids.read(ids.MESSAGE, message), numbers)


def plan(app: Privet, tx: Tx, bot: Open, message: bytes, numbers: Sequence[int]) -> None:
    """What was just sent is deleted when the bot's time for that is over, or a timer. A step of `call`."""
    row, at = messages.message(tx, message), app.now()
    after = 0 if row is None else _wait(tx, bot, row)
    if row is not None and after:
        retractions.plan(
            tx,
            [
                RetractionRow(
                    message, number, row.conversation, row.subject, bot.id, TIME, DUE, at, at + after,
                    at + retraction.LIMIT_MS,
                )
                for number in numbers
            ],
        )  # fmt: skip


def due(app: Privet, tenant: TenantId, limit: int = 64) -> list[Deletion]:
    """Deletions whose time has come, put on record and to be asked for now, in one commit."""
    with app.store.view(tenant) as view:
        if not retractions.due(view, app.now(), 1):
            return []
    with app.store.write(tenant) as tx:
        asked = [_asked(app, tx, row) for row in retractions.due(tx, app.now(), limit)]
    return [one for one in asked if one is not None]


def settle(app: Privet, tenant: TenantId, batch: Sequence[tuple[Deletion, Exception | None, str]]) -> None:
    """What became of deletions: None, or what calling raised, and the channel's own description of why not.

    A ChannelError without retry is the channel's refusal; after anything else it is tried again.
    """
    with app.store.write(tenant) as tx:
        for one, fault, description in batch:
            row = retractions.one(tx, *one.key)
            if row is None or row.state != ASKED:  # somebody else was told of it before
                continue
            if fault is None:
                _over(app, tx, row, DONE, "")
            elif isinstance(fault, ChannelError) and not fault.retry:
                why = retraction.reason(description)
                _over(app, tx, row, DONE if why == retraction.GONE else FAILED, why)
            else:
                retractions.put(tx, [row._replace(due=app.now() + retraction.pause(row.attempts))])


def listed(app: Privet, tenant: TenantId, actor: Actor, bot: str = "", limit: int = 100) -> list[Listed]:
    """Deletions, of a bot by its name or of all, the newest first. Raises NotFound; Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        named = bots.by_name(view, bot) if bot else None
        if bot and named is None:
            raise NotFound("there is no such bot", hint="`privet bot list` names them")
        alarm = app.now() + retraction.ALARM_MS
        return [
            Listed(
                ids.shown(BOT, row.bot), ids.shown(ids.CONVERSATION, row.conversation),
                ids.shown(ids.MESSAGE, row.message), "late" if row.state in OPEN and row.before <= alarm else row.state,
                row.why, row.due, row.before, row.at, retraction.REASONS[row.reason][1] if row.reason else "",
            )
            for row in retractions.latest(view, named.id if named else None, limit)
        ]  # fmt: skip


def wanted(view: View, at: int) -> bool:
    """Whether anybody is to be told of what is late, or anything is old enough to be forgotten."""
    return bool(retractions.late(view, at + retraction.ALARM_MS, 1)) or retractions.settled(
        view, at - retraction.KEPT_MS
    )


def alarm(app: Privet, tenant: TenantId) -> int:
    """Whoever asked for it is told, once, of what is nearly too late; how much that is. What is long done is gone."""
    with app.store.write(tenant) as tx:
        late = retractions.late(tx, app.now() + retraction.ALARM_MS)
        retractions.put(tx, [row._replace(told=True) for row in late])
        tell(app, tx, "deletion.late", ids.MESSAGE, [row.message for row in late])
        retractions.forget(tx, app.now() - retraction.KEPT_MS)
    return len(late)


def _planned(app: Privet, tx: Tx, bot: Open, named: Sequence[str], why: str) -> list[RetractionRow]:
    """A row for each of these messages: as it was planned before, or new; `KEPT` where the channel has no number of it,
    or the message is gone, so that nothing can be deleted.
    """
    found, page, at = [], Page(tx), app.now()
    for one in named:
        message = ids.read(ids.MESSAGE, one)
        stored = messages.message(tx, message)
        if stored is None:
            raise NotFound("there is no such message", hint="it is stored before it is deleted elsewhere")
        body = page.body(stored)
        number = retraction.number(body.external_id) if body is not None else None
        sent_at = body.sent_at if body is not None else at
        wait = _wait(tx, bot, stored) if why == TIME else 0
        state = DUE if number and (wait or why != TIME) else KEPT
        row = RetractionRow(
            message, number or 0, stored.conversation, stored.subject, bot.id, why, state, at,
            sent_at + wait if wait else at, sent_at + retraction.LIMIT_MS,
        )  # fmt: skip
        found.append(row)
    return found


def _wait(view: View, bot: Open, row: MessageRow) -> int:
    """How long after it was sent a message is to be deleted (ms): as the bot's settings say, or a timer where Telegram
    still lets it be deleted then. 0: not at all.
    """
    timer = lasting.timed(one.class_ for one in timers.of(view, row.subject, row.conversation)) * 1000
    waits = (bot.settings.delete_after_hours * HOUR_MS, timer if timer < retraction.LIMIT_MS else 0)
    return min((one for one in waits if one), default=0)


def _pasted(app: Privet, tx: Tx, bot: Open, row: RetractionRow) -> Pasted:
    before = retractions.one(tx, row.message, row.number)
    again = before is not None and before.why == PASTED
    told = again or retractions.of(tx, row.conversation, row.subject, PASTED, row.made - DAY_MS)
    if again and before is not None and before.state not in OPEN:
        return Pasted(None, coach=False)
    if not bot.settings.retract:
        row = _left(bot, row)
    retractions.put(tx, [row])
    deletion = _asked(app, tx, row) if bot.settings.retract and row.state == DUE else None
    return Pasted(deletion, coach=bot.settings.coach and not told)


def _left(bot: Open, row: RetractionRow) -> RetractionRow:
    """What is not deleted at once is deleted when the bot's time is over, where it has one."""
    after = bot.settings.delete_after_hours * HOUR_MS
    if not after or row.state == KEPT:
        return row._replace(state=KEPT)
    return row._replace(due=row.before - retraction.LIMIT_MS + after)


def _asked(app: Privet, tx: Tx, row: RetractionRow) -> Deletion | None:
    """Put on record that a deletion is asked for now, and say by which call; None where it cannot be."""
    bot, talk = bots.by_id(tx, row.bot), subjects.conversation(tx, row.conversation)
    where = None if talk is None else _place(tx, talk)
    at = app.now()
    if bot is None or where is None or talk is None or at >= row.before:
        _over(app, tx, row, FAILED, "too-late" if at >= row.before else "bot-removed" if bot is None else "erased")
        return None
    if row.state == DUE:
        actor = CLOCK if row.why == TIME else actor_of(bot.name)
        decision = _decided(app, tx, row, actor, Facts(channel=talk.channel, group=talk.group))
        if isinstance(decision, Deny):
            retractions.put(tx, [row._replace(state=FAILED, at=at, reason="denied")])
            return None
    retractions.put(tx, [row._replace(state=ASKED, attempts=row.attempts + 1, due=at + LEASE_MS)])
    method, params = retraction.call(where, row.number)
    return Deletion((row.message, row.number), row.bot, method, params)


def _decided(app: Privet, tx: Tx, row: RetractionRow, actor: Actor, facts: Facts) -> Permit | Deny:
    rules = app.rules_in(tx)
    decision = decide(rules.policy, Ask(actor, "retract", PURPOSE), facts)
    outcome, beside = (Outcome.REQUESTED, (row.why,)) if isinstance(decision, Permit) else (Outcome.DENIED, ())
    tx.record(
        entry(
            Entry(
                app.entry_id(), app.now(), "retract", outcome, actor.id, ids.shown(ids.MESSAGE, row.message),
                ids.shown(ids.SUBJECT, row.subject), PURPOSE, rules.version, (*decision.reasons, *beside),
            )
        )
    )  # fmt: skip
    return decision


def _over(app: Privet, tx: Tx, row: RetractionRow, state: str, reason: str) -> None:
    """What became of a deletion, on record, with the name of the reason."""
    bot = bots.by_id(tx, row.bot)
    actor = CLOCK if row.why == TIME or bot is None else actor_of(bot.name)
    retractions.put(tx, [row._replace(state=state, at=app.now(), reason=reason)])
    if state == FAILED:
        tell(app, tx, "deletion.failed", ids.MESSAGE, [row.message])
    tx.record(
        entry(
            Entry(
                app.entry_id(), app.now(), "retract", Outcome.DONE if state == DONE else Outcome.FAILED, actor.id,
                ids.shown(ids.MESSAGE, row.message), ids.shown(ids.SUBJECT, row.subject), PURPOSE,
                reasons=(reason,) if reason else (),
            )
        )
    )  # fmt: skip


def _place(view: View, talk: subjects.ConversationRow) -> Place | None:
    """Where the chat is, in the channel's own numbers; None once it opens no more."""
    record = conversation_record(view, talk)
    return None if record is None else retraction.place(record[0])
