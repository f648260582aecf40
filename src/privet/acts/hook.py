"""Hook: who is told what happens is named, paused, let on and removed; what could not be delivered is shown and tried
again. Every change is on the ledger, since a hook is a standing permission to read in tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict, Unpack

from privet.acts import own
from privet.acts.allowed import absent, company
from privet.acts.noting import scanned
from privet.acts.operator import NAME
from privet.core import ids, webhook
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit
from privet.errors import BadInput, NotFound
from privet.store import events
from privet.store.events import DEAD, QUEUED, SENDING, HookRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

HOOK, EVENT = "hok", "evt"
"""Prefixes of the ids of hooks and events."""

SECRET = 9
"""Field a hook's sealed secret stands in, after those of `acts.own`."""

RETRIED = 10_000
"""Events that one retry puts back at most, since all are written in one transaction."""

MOST = 32
"""Hooks a tenant may have: every message costs a row for each that asks for it."""


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook as a list shows one: how many events wait and how many were given up; `created` is milliseconds."""

    id: str
    name: str
    url: str
    events: tuple[str, ...]
    created: int
    paused: bool
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class Failed:
    """An event that was given up: what it tells of, when it was last tried (ms), and what came back then."""

    id: str
    hook: str
    kind: str
    object: str
    attempts: int
    at: int
    error: str


class Why(TypedDict, total=False):
    """What an operator brings beside: a reason for the record, and how many seconds ago they proved who they are."""

    reason: Plain | None
    factor_age_s: int | None


def add(
    app: Privet,
    tenant: TenantId,
    name: str,
    url: str,
    wanted: Sequence[str],
    actor: Actor,
    **why: Unpack[Why],
) -> tuple[Hook, Plain]:
    """A new hook, and the secret that its deliveries are signed with, to be shown once. Raises BadInput, Denied."""
    said = scanned(app, tenant, why.get("reason") or Plain(""))
    if not NAME.fullmatch(name):
        raise BadInput("a hook's name has a-z, 0-9, '_', '.' and '-', at most 40 of them", hint="for example: crm")
    if not wanted or not set(wanted) <= webhook.EVENTS.keys():
        raise BadInput("a hook asks for events that there are", hint=f"there are: {', '.join(webhook.EVENTS)}")
    webhook.checked(url, webhook.networks(app.config.outgoing.networks), local=actor.kind in ("local", "operator"))
    secret = app.chance(webhook.SIZE)
    row = HookRow(app.id(), name, url, tuple(dict.fromkeys(wanted)), b"", app.now(), None)
    with app.store.write(tenant) as tx:
        known = events.hooks(tx)
        if any(one.name == name for one in known):
            raise BadInput("there is a hook of that name", hint="choose another name, or remove that one first")
        if len(known) >= MOST:
            raise BadInput(f"there are {MOST} hooks already", hint="remove one first: `privet hook list`")
        decision = own.recorded(
            app, tx, Ask(actor, "hook", "operation"), "hook.add", ids.shown(HOOK, row.id), said, why.get("factor_age_s")
        )
        if isinstance(decision, Permit):
            events.put_hook(tx, replace(row, secret=own.seal_own(app, tx, row.id, SECRET, secret)))
    decision.require()
    return _shown(row, {}), webhook.shown(secret)


def remove(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Remove a hook, and whatever waits for it."""
    _change(app, tenant, name, actor, "hook.remove", lambda tx, row: events.remove_hook(tx, row.id), **why)


def pause(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Deliver nothing to a hook for now; its events wait."""

    def do(tx: Tx, row: HookRow) -> None:
        events.put_hook(tx, replace(row, paused=row.paused or app.now()))

    _change(app, tenant, name, actor, "hook.pause", do, **why)


def resume(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Deliver again, beginning with what waited."""
    _change(
        app, tenant, name, actor, "hook.resume", lambda tx, row: events.put_hook(tx, replace(row, paused=None)), **why
    )


def retry(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> int:
    """Try again what was given up, as often as if it were new, at most `RETRIED` events; how many there were."""
    found: list[events.EventRow] = []

    def do(tx: Tx, row: HookRow) -> None:
        found.extend(events.in_state(tx, row.id, DEAD, app.now(), RETRIED))
        events.put(tx, [one._replace(state=QUEUED, attempts=0, due=app.now(), error="") for one in found])

    _change(app, tenant, name, actor, "hook.retry", do, **why)
    return len(found)


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Hook]:
    """Every hook, by name, without its secret."""
    with company(app, tenant, actor) as view:
        return [_shown(row, events.counted(view, row.id)) for row in events.hooks(view)]


def failed(app: Privet, tenant: TenantId, actor: Actor, name: str = "", limit: int = 100) -> list[Failed]:
    """Events that were given up, of one hook or of all, those longest dead first; at most `limit` a hook."""
    with company(app, tenant, actor) as view:
        rows = [row for row in events.hooks(view) if not name or row.name == name]
        if name and not rows:
            raise _nobody()
        return [
            Failed(ids.shown(EVENT, one.id), row.name, one.kind, one.object, one.attempts, one.due, one.error)
            for row in rows
            for one in events.in_state(view, row.id, DEAD, app.now(), limit)
        ]


def _change(
    app: Privet,
    tenant: TenantId,
    name: str,
    actor: Actor,
    act: str,
    do: Callable[[Tx, HookRow], None],
    **why: Unpack[Why],
) -> None:
    """Find the hook, decide, record, do."""
    ask = Ask(actor, "hook", "operation")
    said = scanned(app, tenant, why.get("reason") or Plain(""))
    with app.store.write(tenant) as tx:
        row = events.hook(tx, name)
        if row is not None:
            decision = own.recorded(app, tx, ask, act, ids.shown(HOOK, row.id), said, why.get("factor_age_s"))
            if isinstance(decision, Permit):
                do(tx, row)
    if row is None:
        absent(app, tenant, ask, Facts(why.get("factor_age_s"), bool(said)), _nobody())
    decision.require()


def _nobody() -> NotFound:
    return NotFound("there is no such hook", hint="`privet hook list` names them")


def _shown(row: HookRow, counts: dict[str, int]) -> Hook:
    waiting = counts.get(QUEUED, 0) + counts.get(SENDING, 0)
    return Hook(
        ids.shown(HOOK, row.id), row.name, row.url, row.events, row.created, row.paused is not None, waiting,
        counts.get(DEAD, 0),
    )  # fmt: skip
