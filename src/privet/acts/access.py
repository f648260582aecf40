"""Access: a program of the company gets a key, comes in with it, and loses it.

A key is shown once and kept as its SHA-256. Whoever comes without a good one is told one sentence, whatever was wrong;
such failures are only counted, with one entry a minute at most, so that nobody fills the disk (design §3.5).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import own
from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.acts.operator import NAME
from privet.acts.proving import MINUTE_MS
from privet.core import access, apart, ids, secret
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.kinds import KINDS
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import ACTS, Actor, Ask, Permit, Scope
from privet.errors import BadInput, NotFound, NotProved
from privet.store import access as keys
from privet.store import tenants
from privet.store.access import KeyRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

RESERVED = ("clock", "portal", "step-up", "unknown")
"""Names of services that are Privet's own."""

DAYS, MOST_DAYS = 90, 366
MOST_BUDGET = 1_000_000
WRONG = "the access key is missing, not valid, expired or revoked"
HINT = "send `Authorization: Bearer prv_…`; `privet key add` makes a key, `privet key list` says which expired"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a new key is to be good for. `budget` is how many values it may let out a UTC day, None for no values.

    `owner` is the operator who answers for it, and with whom it goes; whoever makes it, where none is named. `apart`:
    the program knows everything by ids of the one purpose that is named (`core.apart`).
    """

    acts: Collection[str]
    purposes: Collection[str]
    kinds: Collection[str] = ()
    budget: int | None = None
    days: int = DAYS
    owner: str | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """An access key as a list shows one. Times are ms; `spent` counts the values it let out on the current UTC day.

    `used` is when a program last came with it to this process, or last did something on record that was looked at;
    None where neither is known.
    """

    id: str
    name: str
    acts: tuple[str, ...]
    kinds: tuple[str, ...]
    purposes: tuple[str, ...]
    budget: int | None
    spent: int
    created: int
    expires: int
    state: str
    owner: str | None = None
    used: int | None = None
    apart: bool = False


def make(
    app: Privet,
    tenant: TenantId,
    name: str,
    limits: Limits,
    actor: Actor,
    *,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
) -> tuple[Key, Plain]:
    """A new access key for the program `name`, and the key itself, to be shown once. Raises BadInput, Denied."""
    said = scanned(app, tenant, reason or Plain(""))
    _fits(app, tenant, name, limits)
    text = access.key_text(tenant, app.chance(secret.SIZE))
    digest = hashlib.sha256(text.expose().encode("ascii")).digest()
    now = app.now()
    owner = limits.owner or (actor.name if actor.kind == "operator" else None)
    row = KeyRow(
        app.id(), digest, name, frozenset(limits.acts), frozenset(limits.kinds), frozenset(limits.purposes),
        limits.budget, now, now + limits.days * access.DAY_MS, None, owner, limits.apart,
    )  # fmt: skip
    with app.store.write(tenant) as tx:
        decision = own.recorded(
            app, tx, Ask(actor, "key", "operation"), "key.make", ids.shown(ids.KEY, row.id), said, factor_age_s
        )
        if isinstance(decision, Permit):
            if any(one.name == name and one.live(now) for one in keys.every(tx)):
                raise BadInput("there is a key of that name", hint="choose another name, or revoke that one first")
            if limits.owner is not None and tenants.operator(tx, limits.owner) is None:
                raise NotFound("there is no such operator", hint="`privet operator list` names who answers for a key")
            keys.add(tx, row)
    decision.require()
    return _shown(row, 0, now), text


def revoke(
    app: Privet,
    tenant: TenantId,
    name: str,
    actor: Actor,
    *,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
) -> None:
    """Revoke the key of that name: from here on nobody enters with it. What was done with it stays on the ledger."""
    said = scanned(app, tenant, reason or Plain(""))
    with app.store.write(tenant) as tx:
        row = next((one for one in keys.every(tx) if one.name == name and one.live(app.now())), None)
        thing = ids.shown(ids.KEY, row.id) if row else None
        ask = Ask(actor, "key", "operation")
        decision = own.recorded(app, tx, ask, "key.revoke", thing, said, factor_age_s)
        if isinstance(decision, Permit):
            if row is None:
                raise NotFound("there is no such key", hint="`privet key list` names them")
            keys.revoke(tx, row.id, app.now())
    decision.require()


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Key]:
    """Every key there was, oldest first, without anything that proves one. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        now = app.now()
        on_record = usage.last() if (usage := app.usage.get(tenant)) else {}
        rows = []
        for row in keys.every(view):
            _, spent, day = keys.spent(view, row.id)
            used = max(app.came.get((tenant, row.name), 0), on_record.get(f"service:{row.name}", 0))
            key = _shown(row, spent if day == access.today(now) else 0, now)
            rows.append(replace(key, used=used if used >= row.created else None))
        return rows


def enter(app: Privet, tenant: TenantId, digest: bytes) -> Actor:
    """The program whose key has this digest. Raises NotProved, with one sentence for whatever was wrong."""
    try:
        with app.store.view(tenant) as view:
            return entered(app, view, digest)
    except NotFound:  # no such tenant: nobody's ledger
        raise NotProved(WRONG, hint=HINT) from None
    except NotProved:
        _count(app, tenant)
        raise


def entered(app: Privet, view: View, digest: bytes) -> Actor:
    """The same within an act that has begun, and not counted. Raises NotProved."""
    row = keys.by_digest(view, digest)
    if row is None or not hmac.compare_digest(row.digest, digest) or not row.live(app.now()):
        raise NotProved(WRONG, hint=HINT)
    app.came[view.tenant, row.name] = app.now()
    return Actor("service", row.name, scope=Scope(row.id, row.acts, row.kinds, row.purposes, row.apart))


def over_budget(app: Privet, view: View, actor: Actor, wanted: int = 1) -> bool:
    """Whether `wanted` more values are more than the actor's key may let out today. A fact for deciding."""
    if actor.scope is None:
        return False
    left = access.left(*keys.spent(view, actor.scope.key), app.now())
    return left is not None and left < wanted


def spend(app: Privet, tx: Tx, actor: Actor, count: int = 1) -> None:
    """Count values that are let out to the actor's key, in the transaction that records it."""
    if actor.scope is not None:
        keys.spend(tx, actor.scope.key, count, access.today(app.now()))


def _fits(app: Privet, tenant: TenantId, name: str, limits: Limits) -> None:
    """Raise BadInput where a key of such limits makes no sense."""
    if not NAME.fullmatch(name) or name in RESERVED:
        raise BadInput("a key's name has a-z, 0-9, '_', '.' and '-', at most 40 of them", hint="for example: crm")
    purposes = app.rules_of(tenant).policy.purposes
    for what, given, known in (
        ("acts", limits.acts, ACTS), ("purposes", limits.purposes, purposes), ("kinds", limits.kinds, KINDS),
    ):  # fmt: skip
        if not set(given) <= set(known) or (not given and what != "kinds"):
            raise BadInput(f"a key names {what} that there are", hint=f"there are: {', '.join(known)}")
    if limits.apart and (len(limits.purposes) != 1 or not set(limits.acts) <= apart.ACTS):
        raise BadInput(
            "a key whose ids are those of one purpose names one purpose, and acts that show no other ids",
            hint=f"such acts are: {', '.join(sorted(apart.ACTS))}",
        )
    if not 1 <= limits.days <= MOST_DAYS:
        raise BadInput(f"a key lasts 1 to {MOST_DAYS} days", hint="make a new one before it expires")
    if limits.budget is not None and not 0 <= limits.budget <= MOST_BUDGET:
        raise BadInput(f"a budget is 0 to {MOST_BUDGET} values a day")
    if access.OPENING & set(limits.acts) and (not limits.kinds or limits.budget is None):
        raise BadInput(
            "a key that lets values out names their kinds and a budget",
            hint="for example: --kinds PHONE,EMAIL --budget 100",
        )


def _shown(row: KeyRow, spent: int, now: int) -> Key:
    state = "revoked" if row.revoked is not None else "live" if row.live(now) else "expired"
    return Key(
        ids.shown(ids.KEY, row.id), row.name, tuple(sorted(row.acts)), tuple(sorted(row.kinds)),
        tuple(sorted(row.purposes)), row.budget, spent, row.created, row.expires, state, row.owner, apart=row.apart,
    )  # fmt: skip


def tell_refused(app: Privet, tenant: TenantId) -> None:
    """Put on record how many keys were refused since that was last said."""
    count, _ = app.refused.get(tenant, (0, 0))
    if count:
        with app.store.write(tenant) as tx:
            tx.record(entry(Entry(app.entry_id(), app.now(), "key.prove", Outcome.DENIED, "unknown", count=count)))
        app.refused[tenant] = (0, app.now())


def refused(app: Privet, tenant: TenantId) -> bool:
    """Whether keys were refused that no entry tells of, and the last entry is a minute old."""
    count, last = app.refused.get(tenant, (0, 0))
    return count > 0 and not last <= app.now() < last + MINUTE_MS


def _count(app: Privet, tenant: TenantId) -> None:
    """Count a failure; an entry says how many since the last, at most once a minute."""
    count, last = app.refused.get(tenant, (0, 0))
    app.refused[tenant] = (count + 1, last)
    if refused(app, tenant):
        tell_refused(app, tenant)
