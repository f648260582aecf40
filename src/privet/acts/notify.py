"""Notify: events are handed to the programs that asked for them, in tokens and ids, signed (docs/spec/webhook.md).

What waits is claimed in one transaction, delivered outside any lock, and settled in another. A crash in between leaves
a lease that runs out, so an event is delivered at least once, always under the same id. A delivery holds no value in
the clear, so it leaves no entry, as reading in tokens leaves none; an event that is given up does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec

from privet.acts import job, own
from privet.acts.about import about, talk
from privet.acts.hook import EVENT, HOOK, SECRET
from privet.acts.reading import Page
from privet.core import handed, ids, webhook
from privet.core.entry import Entry, Outcome, decode
from privet.core.entry import encode as entry
from privet.core.exchange import Request
from privet.core.kinds import BY_NUMBER, KINDS
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, Scope, decide
from privet.errors import PrivetError
from privet.store import confirmations, events, ledger, messages, outbox, tenants
from privet.store.events import DEAD, QUEUED, SENDING, EventRow, HookRow
from privet.store.messages import MessageRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

LEASE_MS, AT_ONCE = 120_000, 8
"""After so long, beside the time that answers may take, whoever claimed something is taken for dead. It delivers so
many events to one hook at a time."""

PURPOSE = "delivery"
DAY_MS = 86_400_000
TAKEN, ACCEPTED, GONE = range(200, 300), 202, 410
ERASED = confirmations.KIND
REFUSED = "denied"
"""The error of an event that rules do not let its hook read."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to one hook."""

    event: EventRow
    request: Request


def waiting(app: Privet) -> list[tuple[TenantId, bytes]]:
    """(tenant, hook) of every hook for which something is due."""
    found = []
    for tenant in tenants.every(app.store):
        with app.store.view(tenant.id) as view:
            found += [
                (tenant.id, hook.id) for hook in events.hooks(view) if hook.paused is None and _due(app, view, hook, 1)
            ]
    return found


def claim(app: Privet, tenant: TenantId, hook: bytes, limit: int) -> list[Delivery]:
    """What is due for a hook, at most `limit`, for whoever called to deliver; nobody else gets it meanwhile."""
    with app.store.write(tenant) as tx:
        row = next((one for one in events.hooks(tx) if one.id == hook and one.paused is None), None)
        if row is None:
            return []
        decision = decide(app.rules_in(tx).policy, Ask(_actor(row), "read", PURPOSE), Facts())
        due = _due(app, tx, row, limit)
        if not isinstance(decision, Permit):
            _give_up(app, tx, row, [one._replace(error=REFUSED) for one in due])
            return []
        until = app.now() + LEASE_MS + 1000 * app.config.outgoing.timeout_seconds * len(due) // AT_ONCE
        taken = [one._replace(state=SENDING, attempts=one.attempts + 1, due=until) for one in due]
        events.put(tx, taken)
        return list(_deliveries(app, tx, row, own.unseal_own(tx, row.id, SECRET, row.secret), taken))


def settle(app: Privet, tenant: TenantId, hook: bytes, outcomes: Sequence[tuple[EventRow, int | str]]) -> None:
    """What became of deliveries: each a status, or the code of what went wrong before there was one.

    Any 2xx means taken, 410 that the hook wants nothing any more: it is paused. Of an erasure, 202 means that it is not
    done yet; it is told again until another 2xx confirms it, however long that takes.
    """
    with app.store.write(tenant) as tx:
        row = next((one for one in events.hooks(tx) if one.id == hook), None)
        if row is None:
            return
        taken = [event for event, outcome in outcomes if _taken(event, outcome)]
        events.remove(tx, [one.id for one in taken])
        _confirmed(app, tx, row, [one for one in taken if one.kind == ERASED])
        failed = [event._replace(error=_error(outcome)) for event, outcome in outcomes if not _taken(event, outcome)]
        if any(outcome == GONE for _, outcome in outcomes) and row.paused is None:
            events.put_hook(tx, replace(row, paused=app.now()))
            done = Entry(app.entry_id(), app.now(), "hook.pause", Outcome.DONE, "service:clock", ids.shown(HOOK, hook))
            tx.record(entry(done))
        last = app.config.hooks.attempts
        _give_up(app, tx, row, [one for one in failed if one.attempts >= last and one.kind != ERASED])
        again = [one for one in failed if one.attempts < last or one.kind == ERASED]
        events.put(tx, [one._replace(state=QUEUED, due=app.now() + _pause(app, one, last)) for one in again])


def _taken(event: EventRow, outcome: int | str) -> bool:
    """Whether a hook needs not be told of it again."""
    return outcome in TAKEN and not (event.kind == ERASED and outcome == ACCEPTED)


def _confirmed(app: Privet, tx: Tx, row: HookRow, taken: Sequence[EventRow]) -> None:
    """A program erased these subjects as well, on record."""
    for one in taken:
        confirmations.confirm(tx, ids.read(ids.SUBJECT, one.object), row.id, app.now())
        done = Entry(
            app.entry_id(), app.now(), "erase.confirm", Outcome.DONE, f"service:hook:{row.name}",
            ids.shown(HOOK, row.id), one.object, PURPOSE,
        )  # fmt: skip
        tx.record(entry(done))


def _pause(app: Privet, one: EventRow, last: int) -> int:
    """How long (ms) until it is told again: a day where an erasure is still not confirmed after as many tries as
    others have."""
    return webhook.pause_ms(one.attempts, app.chance(1)[0]) if one.attempts < last else DAY_MS


def forget(app: Privet, tenant: TenantId) -> int:
    """Forget what was not delivered in time, given up or still waiting, on record; how many events there were. That
    somebody was erased is told however long it takes.
    """
    with app.store.view(tenant) as view:
        before = job.trusted(view, app.now()) - app.config.hooks.keep_days * DAY_MS
        if not any(_older(view, row, before) for row in events.hooks(view)):
            return 0
    count = 0
    with app.store.write(tenant) as tx:
        for row in events.hooks(tx):
            gone = 0
            while old := _older(tx, row, before):
                events.remove(tx, old)
                gone += len(old)
            if gone:
                tx.record(
                    entry(
                        Entry(
                            app.entry_id(), app.now(), "hook.forget", Outcome.DONE, "service:clock",
                            ids.shown(HOOK, row.id), purpose=PURPOSE, count=gone,
                        )
                    )
                )  # fmt: skip
            count += gone
    return count


def _older(view: View, row: HookRow, before: int) -> list[bytes]:
    return [id for state in (QUEUED, SENDING, DEAD) for id in events.older(view, row.id, state, before, 1000, ERASED)]


def _due(app: Privet, view: View, row: HookRow, limit: int) -> list[EventRow]:
    """What waits for its time, and what somebody claimed who has been silent for too long."""
    lost = events.in_state(view, row.id, SENDING, app.now(), limit)
    return lost + events.in_state(view, row.id, QUEUED, app.now(), limit - len(lost))


def _give_up(app: Privet, tx: Tx, row: HookRow, dead: Sequence[EventRow]) -> None:
    """These events are not tried any more, on record: each is there to be seen and tried again by hand."""
    events.put(tx, [one._replace(state=DEAD, due=app.now()) for one in dead])
    for one in dead:
        outcome = Outcome.DENIED if one.error == REFUSED else Outcome.FAILED
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "notify", outcome, f"service:hook:{row.name}",
                    ids.shown(EVENT, one.id), purpose=PURPOSE,
                )
            )
        )  # fmt: skip


def _deliveries(app: Privet, tx: Tx, row: HookRow, secret: bytes, taken: Sequence[EventRow]) -> Iterator[Delivery]:
    """What is sent for each event; one that cannot be read is given up on record, and holds up no other."""
    page, rules = Page(tx), app.rules_in(tx)

    def readable(message: MessageRow) -> bool:
        facts = about(app, tx, _actor(row), talk(tx, message.conversation), message.subject)
        return isinstance(decide(rules.policy, Ask(_actor(row), "read", PURPOSE), facts), Permit)

    for one in taken:
        try:
            body = _body(page, one, readable)
        except PrivetError as error:
            _give_up(app, tx, row, [one._replace(error=error.code)])
        else:
            yield Delivery(one, _request(row, secret, one, body, app.now()))


def _actor(row: HookRow) -> Actor:
    """A hook reads what it was told of, in tokens, and can do nothing else."""
    scope = Scope(row.id, frozenset({"read"}), frozenset(KINDS), frozenset({PURPOSE}))
    return Actor("service", f"hook:{row.name}", scope=scope)


def _error(outcome: int | str) -> str:
    return f"http-{outcome}" if isinstance(outcome, int) else outcome


def _request(row: HookRow, secret: bytes, one: EventRow, body: bytes, at: int) -> Request:
    return Request("POST", row.url, webhook.headers(secret, ids.shown(EVENT, one.id), at, body), body)


def _body(page: Page, one: EventRow, readable: Callable[[MessageRow], bool]) -> bytes:
    """The JSON of an event: ids and tokens, as they read when it is delivered; `text` is null once it is gone, or where
    the hook may not read it.
    """
    happened = int.from_bytes(one.id[:6], "big")
    return msgspec.json.encode(
        {"type": one.kind, "timestamp": webhook.timestamp(happened), "data": _data(page, one, readable)}
    )


def _data(page: Page, one: EventRow, readable: Callable[[MessageRow], bool]) -> dict[str, Any]:
    view = page.view
    if one.kind in webhook.LEDGER:
        return _entries(view, one)
    prefix, raw = one.object[:3], ids.read(one.object[:3], one.object)
    if prefix == ids.TOKEN:
        value = messages.value(view, raw)
        kind = None if value is None else BY_NUMBER[value.kind].name
        return {"id": one.object, "kind": kind, "subject": value and ids.shown(ids.SUBJECT, value.subject)}
    row = messages.message(view, raw) if prefix == ids.MESSAGE else None
    if row is None:
        return {"id": one.object}
    body = page.body(row) if readable(row) else None
    sent = outbox.row(view, raw) if row.direction else None
    return {
        "id": one.object,
        "conversation": ids.shown(ids.CONVERSATION, row.conversation),
        "subject": ids.shown(ids.SUBJECT, row.subject),
        "direction": ("in", "out")[row.direction],
        **({"state": sent.state} if sent else {}),
        "sent_at": None if body is None else body.sent_at,
        "text": None if body is None else body.token_text().text,
        "tokens": [] if body is None else body.refs(),
    }


def _entries(view: View, one: EventRow) -> dict[str, Any]:
    """A part of the ledger, in the form that the event is named for; nothing on it is personal."""
    first, end = ids.spanned(ids.read(ids.SPAN, one.object))
    origin, form = tenants.of(view).origin, handed.FORMATS[webhook.LEDGER[one.kind]]
    lines = [form.line(number, decode(data), origin) for number, data in ledger.entries(view, first, end)]
    said: list[Any] = lines if form.suffix == "cef" else [msgspec.Raw(line.encode()) for line in lines]
    return {"ledger": origin, "first": first, "entries": said}
