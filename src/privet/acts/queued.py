"""Queued: what came for a bot waits sealed until the bot has it, a day at most; and where a bot has it posted to.

What waits holds tokens, so handing it over leaves no entry, as reading in tokens leaves none; what nobody fetched in a
day does, and whoever asked is told. It opens with the keys of everybody who wrote a part of it, and of the group that
it is in; where one of those others was erased meanwhile, it is handed over without what they wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from privet.acts import own
from privet.acts.bot import BOT, DAY_MS, actor_of
from privet.acts.telling import tell
from privet.core import ids, seal, webhook
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.lasting import QUEUE
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Ask, Deny, Permit
from privet.core.unseal import unseal
from privet.errors import NotFound
from privet.store import bots, subjects, updates
from privet.store.bots import BotRow
from privet.store.subjects import ACTIVE
from privet.store.updates import UpdateRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

FORWARD, WHOLE, REDUCED = 12, 13, 14
"""Fields that a bot's own webhook stands in, sealed; an update as it came; and without what others wrote."""

NOBODY = bytes(16)
"""In place of the group that an update is in, where it is in none or is that group's own."""

PURPOSE = "delivery"
MOST_AT_ONCE = 100
"""Updates that a bot is handed at once: as many as Telegram hands over."""


class Waiting(NamedTuple):
    """An update that waits for a bot: its number, the name of what it brings, its JSON, and the id of its chat."""

    number: int
    name: str
    raw: bytes
    conversation: bytes

    def __repr__(self) -> str:
        return f"Waiting({self.number}, {self.name})"


@dataclass(frozen=True, slots=True, repr=False)
class Forward:
    """Where a bot has its updates posted to: the address, its own secret, and how many posts it takes at once."""

    url: str
    secret: Plain
    connections: int


_decode = msgspec.msgpack.Decoder(tuple[str, str, int]).decode
_encode = msgspec.msgpack.Encoder().encode


def after(app: Privet, tenant: TenantId, bot: bytes, offset: int, limit: int = MOST_AT_ONCE) -> list[Waiting]:
    """What waits for a bot from the number `offset` on, oldest first; what stands before is taken, and forgotten. A
    negative `offset` counts from the end.
    """
    since = app.now() - DAY_MS
    with app.store.view(tenant) as view:
        first = updates.last(view, bot, -offset) if offset < 0 else offset
        behind = updates.waiting(view, bot, 0, 0, 1) if first > 0 else []
        if not behind or behind[0].number >= first:
            return _opened(view, updates.waiting(view, bot, first, since, limit))
    with app.store.write(tenant) as tx:
        updates.taken_before(tx, bot, first)
        return _opened(tx, updates.waiting(tx, bot, first, since, limit))


def done(app: Privet, tenant: TenantId, bot: bytes, numbers: Sequence[int]) -> None:
    """A bot took these updates by its webhook."""
    with app.store.write(tenant) as tx:
        updates.taken(tx, bot, numbers)


def count(app: Privet, tenant: TenantId, bot: bytes) -> int:
    """How many updates wait for a bot."""
    with app.store.view(tenant) as view:
        return updates.counted(view, bot, app.now() - DAY_MS)[0]


def forwarded(app: Privet, tenant: TenantId, bot: bytes) -> Forward | None:
    """Where a bot has its updates posted to; None where it fetches them."""
    with app.store.view(tenant) as view:
        row = bots.by_id(view, bot)
        return None if row is None else _forward(view, row)


def forward(
    app: Privet,
    tenant: TenantId,
    bot: bytes,
    url: str,
    secret: Plain,
    connections: int = 40,
    *,
    drop: bool = False,
    local: bool = False,
) -> None:
    """A bot says where its updates go from now on, on record where that is a change; an empty `url` says that it
    fetches them. `drop` forgets what waits, on record too; `local` says that it asked from this very machine. Raises
    BadInput, NotFound, Denied.
    """
    if url:
        webhook.checked(url, webhook.networks(app.config.outgoing.networks), local=local)
    wanted = Forward(url, secret, connections) if url else None
    with app.store.write(tenant) as tx:
        row = _there(tx, bot)
        changed = _forward(tx, row) != wanted
        dropped = drop and updates.counted(tx, bot, 0)[0] > 0
        acts = [act for act, done in (("bot.webhook", changed), ("bot.drop", dropped)) if done]
        decisions = [_own(app, tx, row, act) for act in acts]
        if all(isinstance(one, Permit) for one in decisions):
            sealed = own.seal_own(app, tx, bot, FORWARD, _encode([url, secret.expose(), connections]))
            if changed:
                bots.put(tx, replace(row, forward=sealed if wanted else None))
            if dropped:
                updates.taken_before(tx, bot, 1 << 62)
    for decision in decisions:
        decision.require()


def allow(app: Privet, tenant: TenantId, bot: bytes, names: Sequence[str]) -> None:
    """A bot says which updates it wants from now on; none named: the usual ones. Raises NotFound."""
    wanted = tuple(dict.fromkeys(names))
    with app.store.view(tenant) as view:
        if _there(view, bot).allowed == wanted:
            return
    with app.store.write(tenant) as tx:
        bots.put(tx, replace(_there(tx, bot), allowed=wanted))


def over(app: Privet, tx: Tx, periods: Sequence[int]) -> None:
    """Keys of these periods are destroyed. What nobody fetched meanwhile is given up on record, and whoever asked is
    told. A step of expire.
    """
    for bot, lost in updates.over(tx, periods).items():
        number = Entry(
            app.entry_id(), app.now(), "bot.lost", Outcome.FAILED, "service:clock", ids.shown(BOT, bot),
            purpose=PURPOSE, count=lost,
        )  # fmt: skip
        tx.record(entry(number))
        tell(app, tx, "update.lost", BOT, [bot])
    bots.forget_places(tx, periods)
    updates.forget(tx, QUEUE, app.now() - DAY_MS)


def place(tenant: int, row: UpdateRow, slot: int, field: int) -> bytes:
    """Where a waiting update stands: what its seal is bound to."""
    record = row.bot[8:] + row.number.to_bytes(8, "big")
    return seal.context(tenant, row.subject, record, 0, field, slot, row.period)


def joined(tenant: int, key: bytes, others: Sequence[tuple[bytes, bytes]], period: int) -> bytes:
    """The key that needs further ones: `others` are ids of subjects and their keys. Each of them is wanted to open."""
    for subject, theirs in others:
        key = seal.data_key(key, theirs, tenant, subject, period)
    return key


def again(view: View, bot: bytes, number: int) -> bytes:
    """What waits for a bot under a number; empty where it was taken or opens no more."""
    rows = updates.waiting(view, bot, number, 0, 1)
    return (_raw(view, rows[0]) or b"") if rows and rows[0].number == number else b""


def _opened(view: View, rows: Sequence[UpdateRow]) -> list[Waiting]:
    found = []
    for row in rows:
        raw = _raw(view, row)
        if raw is not None:
            found.append(Waiting(row.number, row.name, raw, row.conversation))
    return found


def _raw(view: View, row: UpdateRow) -> bytes | None:
    """What waits, opened as far as everybody's keys are there; None when the key of whose it is, or of its time, is
    gone.
    """
    owner = subjects.subject(view, row.subject)
    period = view.key(row.period)
    own_key = _key(view, owner)
    if owner is None or own_key is None or period is None:
        return None
    key = seal.data_key(own_key, period, view.tenant, row.subject, row.period)
    others = [row.others[at : at + 16] for at in range(0, len(row.others), 16)]
    keys = {one: _key(view, subjects.subject(view, one)) for one in others if one != NOBODY}
    known = [(one, theirs) for one, theirs in keys.items() if theirs is not None]
    if len(known) == len(keys):
        return unseal(
            joined(view.tenant, key, known, row.period), row.sealed or b"", place(view.tenant, row, owner.slot, WHOLE)
        )
    room = [one for one in known if one[0] == others[0]]
    if row.reduced is None or (not room and others[0] != NOBODY):
        return None
    return unseal(joined(view.tenant, key, room, row.period), row.reduced, place(view.tenant, row, owner.slot, REDUCED))


def _key(view: View, row: subjects.SubjectRow | None) -> bytes | None:
    return None if row is None or row.state != ACTIVE else view.keys.key(view.tenant, row.slot)


def _own(app: Privet, tx: Tx, row: BotRow, act: str) -> Permit | Deny:
    """May a bot say what becomes of its own updates? On record."""
    ask = Ask(actor_of(row.name), "bot", "operation")
    return own.recorded(app, tx, ask, act, ids.shown(BOT, row.id), None, None, own_account=True)


def _there(view: View, bot: bytes) -> BotRow:
    row = bots.by_id(view, bot)
    if row is None:
        raise NotFound("there is no such bot", hint="`privet bot list` names them")
    return row


def _forward(view: View, row: BotRow) -> Forward | None:
    if row.forward is None:
        return None
    url, secret, connections = _decode(own.unseal_own(view, row.id, FORWARD, row.forward))
    return Forward(url, Plain(secret), connections)
