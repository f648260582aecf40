"""Llm: a gateway to a language model is put up, set, paused, let on and removed. Every change is on the ledger, since a
gateway is a standing way for texts out of the house.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Unpack

from privet.acts import own
from privet.acts.allowed import absent, company
from privet.acts.hook import Why
from privet.acts.noting import scanned
from privet.core import ids, webhook
from privet.core.llm import gateway as core
from privet.core.llm.gateway import CHANNEL, Settings
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit
from privet.errors import BadInput, NotFound
from privet.store import llms, tenants
from privet.store.llms import LlmRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

LLM = "llm"
"""Prefix of the ids of gateways."""

MOST = 32
"""Gateways a tenant may have."""


@dataclass(frozen=True, slots=True)
class Llm:
    """A gateway as a list shows one; `created` is milliseconds."""

    id: str
    name: str
    settings: Settings
    created: int
    paused: bool


@dataclass(frozen=True, slots=True)
class Open:
    """A gateway as whoever stands there needs it; `id` is raw."""

    tenant: TenantId
    id: bytes
    name: str
    settings: Settings
    paused: bool

    @property
    def actor(self) -> Actor:
        """How the ledger names what it does."""
        return Actor("gateway", f"{CHANNEL}:{self.name}")


def add(app: Privet, tenant: TenantId, name: str, settings: Settings, actor: Actor, **why: Unpack[Why]) -> Llm:
    """A new gateway. Raises BadInput, Denied."""
    said = scanned(app, tenant, why.get("reason") or Plain(""))
    if not core.NAME.fullmatch(name):
        raise BadInput("a gateway's name has a-z, 0-9, '_' and '-', at most 40 of them", hint="for example: shop")
    row = LlmRow(app.id(), name, _written(app, settings), app.now(), None)
    if any(one.name == name for each in tenants.every(app.store) for one in opened(app, each.id)):
        raise BadInput("there is a gateway of that name", hint="its name stands in its address: choose another one")
    with app.store.write(tenant) as tx:
        if len(llms.every(tx)) >= MOST:
            raise BadInput(f"there are {MOST} gateways already", hint="remove one first: `privet llm list`")
        ask = Ask(actor, "llm", "operation")
        decision = own.recorded(app, tx, ask, "llm.add", ids.shown(LLM, row.id), said, why.get("factor_age_s"))
        if isinstance(decision, Permit):
            llms.put(tx, row)
    decision.require()
    return _shown(row)


def change(app: Privet, tenant: TenantId, name: str, settings: Settings, actor: Actor, **why: Unpack[Why]) -> None:
    """Set a gateway anew, all of it. Raises BadInput, NotFound, Denied."""
    text = _written(app, settings)
    _change(app, tenant, name, actor, "llm.change", lambda tx, row: llms.put(tx, replace(row, settings=text)), **why)


def remove(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Remove a gateway; what is kept of its conversations stays as long as its classes say."""
    _change(app, tenant, name, actor, "llm.remove", lambda tx, row: llms.remove(tx, row.id), **why)


def pause(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Pass nothing on, for now."""

    def do(tx: Tx, row: LlmRow) -> None:
        llms.put(tx, replace(row, paused=row.paused or app.now()))

    _change(app, tenant, name, actor, "llm.pause", do, **why)


def resume(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Let it on."""
    _change(app, tenant, name, actor, "llm.resume", lambda tx, row: llms.put(tx, replace(row, paused=None)), **why)


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Llm]:
    """Every gateway, by name. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return [_shown(row) for row in llms.every(view)]


def opened(app: Privet, tenant: TenantId) -> list[Open]:
    """Every gateway, by name, for whoever stands there; nobody else may call this."""
    with app.store.view(tenant) as view:
        return [
            Open(tenant, row.id, row.name, core.read(row.settings), row.paused is not None) for row in llms.every(view)
        ]


def _written(app: Privet, settings: Settings) -> str:
    return core.written(core.checked(settings, webhook.networks(app.config.outgoing.networks)))


def _change(
    app: Privet,
    tenant: TenantId,
    name: str,
    actor: Actor,
    act: str,
    do: Callable[[Tx, LlmRow], None],
    **why: Unpack[Why],
) -> None:
    """Find the gateway, decide, record, do."""
    ask = Ask(actor, "llm", "operation")
    said = scanned(app, tenant, why.get("reason") or Plain(""))
    with app.store.write(tenant) as tx:
        row = llms.by_name(tx, name)
        if row is not None:
            decision = own.recorded(app, tx, ask, act, ids.shown(LLM, row.id), said, why.get("factor_age_s"))
            if isinstance(decision, Permit):
                do(tx, row)
    if row is None:
        fault = NotFound("there is no such gateway", hint="`privet llm list` names them")
        absent(app, tenant, ask, Facts(why.get("factor_age_s"), bool(said)), fault)
    decision.require()


def _shown(row: LlmRow) -> Llm:
    return Llm(ids.shown(LLM, row.id), row.name, core.read(row.settings), row.created, row.paused is not None)
