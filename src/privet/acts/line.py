"""Line: an account at a provider of text messages is put behind Privet, set, paused, let on and removed. Every change
is on the ledger, since a line is a standing way for messages out of the house.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Unpack

import msgspec

from privet.acts import own
from privet.acts.allowed import absent, company
from privet.acts.hook import Why
from privet.acts.noting import scanned
from privet.acts.operator import NAME
from privet.core import ids, webhook
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit
from privet.core.sms import line as core
from privet.core.sms.asked import Keys
from privet.core.sms.line import Settings
from privet.errors import BadInput, NotFound
from privet.store import lines
from privet.store.lines import LineRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

LINE = "lin"
"""Prefix of the ids of lines."""

SEALED = 17
"""Field that how a line is set, and what proves it, stands in, sealed."""

MOST = 32
"""Lines a tenant may have."""
LONGEST = 512
"""Characters of a secret."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a list shows one: how much waits for its application, and since when (ms; None: nothing does)."""

    id: str
    name: str
    settings: Settings
    created: int
    paused: bool
    waiting: int
    since: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Open:
    """A line as its gateway needs it, with what proves it, opened. `id` is raw."""

    tenant: TenantId
    id: bytes
    name: str
    settings: Settings
    keys: Keys
    paused: bool

    @property
    def actor(self) -> Actor:
        """How the ledger names what it does."""
        return Actor("gateway", f"sms:{self.name}")

    @property
    def shown(self) -> str:
        """Its id as addresses and the ledger show it."""
        return ids.shown(LINE, self.id)


def add(
    app: Privet,
    tenant: TenantId,
    name: str,
    settings: Settings,
    account: str,
    sends: Plain,
    signs: Plain,
    actor: Actor,
    **why: Unpack[Why],
) -> tuple[Line, Plain]:
    """A new line, and the secret that its application shares with Privet, to be shown once. `sends` is the provider's
    secret for what goes out, `signs` the one it signs with. Raises BadInput, Denied.
    """
    said = scanned(app, tenant, why.get("reason") or Plain(""))
    if not NAME.fullmatch(name):
        raise BadInput("a line's name has a-z, 0-9, '_', '.' and '-', at most 40 of them", hint="for example: shop")
    settings = _checked(app, settings, actor)
    for secret in (Plain(account), sends, signs):
        _fit(secret)
    keys = Keys(account, sends, signs, _drawn(app))
    row = LineRow(app.id(), name, b"", app.now(), None)
    with app.store.write(tenant) as tx:
        known = lines.every(tx)
        if any(one.name == name for one in known):
            raise BadInput("there is a line of that name", hint="choose another name, or remove that one first")
        if len(known) >= MOST:
            raise BadInput(f"there are {MOST} lines already", hint="remove one first: `privet sms list`")
        decision = own.recorded(
            app, tx, Ask(actor, "line", "operation"), "line.add", ids.shown(LINE, row.id), said, why.get("factor_age_s")
        )
        if isinstance(decision, Permit):
            lines.put(tx, replace(row, sealed=_sealed(app, tx, row.id, settings, keys)))
    decision.require()
    return Line(ids.shown(LINE, row.id), name, settings, row.created, False, 0), keys.own


def change(app: Privet, tenant: TenantId, name: str, settings: Settings, actor: Actor, **why: Unpack[Why]) -> None:
    """Set a line anew, all of it but its secrets. Raises BadInput, NotFound, Denied."""
    settings = _checked(app, settings, actor)

    def do(tx: Tx, row: LineRow) -> None:
        _, keys = _opened(tx, row)
        lines.put(tx, replace(row, sealed=_sealed(app, tx, row.id, settings, keys)))

    _change(app, tenant, name, actor, "line.change", do, **why)


def renew(
    app: Privet, tenant: TenantId, name: str, actor: Actor, *, sends: Plain | None = None, signs: Plain | None = None,
    **why: Unpack[Why],
) -> Plain | None:  # fmt: skip
    """Other secrets: those of the provider that are given; where none is, a new one that the application shares with
    Privet, to be shown once, in place of the one before. Raises BadInput, NotFound, Denied.
    """
    for secret in filter(None, (sends, signs)):
        _fit(secret)
    own_ = None if sends or signs else _drawn(app)

    def do(tx: Tx, row: LineRow) -> None:
        settings, keys = _opened(tx, row)
        other = Keys(keys.account, sends or keys.sends, signs or keys.signs, own_ or keys.own)
        lines.put(tx, replace(row, sealed=_sealed(app, tx, row.id, settings, other)))

    _change(app, tenant, name, actor, "line.renew", do, **why)
    return own_


def remove(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Remove a line, and whatever waits for its application."""
    _change(app, tenant, name, actor, "line.remove", lambda tx, row: lines.remove(tx, row.id), **why)


def pause(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Take nothing from the provider, and hand nothing on, for now."""

    def do(tx: Tx, row: LineRow) -> None:
        lines.put(tx, replace(row, paused=row.paused or app.now()))

    _change(app, tenant, name, actor, "line.pause", do, **why)


def resume(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Let it on."""
    _change(app, tenant, name, actor, "line.resume", lambda tx, row: lines.put(tx, replace(row, paused=None)), **why)


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Line]:
    """Every line, by name, without what proves it. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return [
            Line(
                ids.shown(LINE, row.id), row.name, _opened(view, row)[0], row.created, row.paused is not None,
                *lines.counted(view, row.id),
            )
            for row in lines.every(view)
        ]  # fmt: skip


def opened(app: Privet, tenant: TenantId) -> list[Open]:
    """Every line, by name, for the gateway that stands before them; nobody else may call this."""
    with app.store.view(tenant) as view:
        return [
            Open(tenant, row.id, row.name, *_opened(view, row), row.paused is not None) for row in lines.every(view)
        ]


def _fit(secret: Plain) -> None:
    if not 0 < len(secret.expose()) <= LONGEST or not secret.expose().isascii():
        raise BadInput("account and secrets are as the provider shows them", hint=f"at most {LONGEST} characters")


def _drawn(app: Privet) -> Plain:
    return Plain(ids.letters(app.chance(16)) + ids.letters(app.chance(16)))


def _checked(app: Privet, settings: Settings, actor: Actor) -> Settings:
    networks = webhook.networks(app.config.outgoing.networks)
    return core.checked(settings, networks, local=actor.kind in ("local", "operator"))


def _sealed(app: Privet, view: View, record: bytes, settings: Settings, keys: Keys) -> bytes:
    said = [core.written(settings), keys.account, keys.sends.expose(), keys.signs.expose(), keys.own.expose()]
    return own.seal_own(app, view, record, SEALED, msgspec.msgpack.encode(said))


def _opened(view: View, row: LineRow) -> tuple[Settings, Keys]:
    said = msgspec.msgpack.decode(own.unseal_own(view, row.id, SEALED, row.sealed), type=list[str])
    return core.read(said[0]), Keys(said[1], *map(Plain, said[2:]))


def _change(
    app: Privet,
    tenant: TenantId,
    name: str,
    actor: Actor,
    act: str,
    do: Callable[[Tx, LineRow], None],
    **why: Unpack[Why],
) -> None:
    """Find the line, decide, record, do."""
    ask = Ask(actor, "line", "operation")
    said = scanned(app, tenant, why.get("reason") or Plain(""))
    with app.store.write(tenant) as tx:
        row = lines.by_name(tx, name)
        if row is not None:
            decision = own.recorded(app, tx, ask, act, ids.shown(LINE, row.id), said, why.get("factor_age_s"))
            if isinstance(decision, Permit):
                do(tx, row)
    if row is None:
        nobody = NotFound("there is no such line", hint="`privet sms list` names them")
        absent(app, tenant, ask, Facts(why.get("factor_age_s"), bool(said)), nobody)
    decision.require()
