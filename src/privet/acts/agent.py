"""Agent: an authorized agent may ask for others by the Data Rights Protocol, with the key that its directory names.

Its token only says which key a message is held against; every message is signed anew (§3.07). Whoever is removed asks
nothing any more from the next message on.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import own
from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.core import drp, secret
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Permit
from privet.errors import BadInput, NotFound, NotProved
from privet.store import agents
from privet.store.agents import AgentRow

if TYPE_CHECKING:
    from privet.app import Privet

PURPOSE = "operation"


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent as a list shows it: since when it may ask (ms), and whether it has fetched its token."""

    name: str
    since: int
    met: bool
    by: str


def add(
    app: Privet, tenant: TenantId, name: str, key: str, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> None:
    """The agent `name` may ask; `key` is its verify key as the directory has it. Raises BadInput, Denied."""
    if not drp.AGENT.fullmatch(name):
        raise BadInput("an agent is called by A-Z, 0-9 and '_', as the directory has it", hint="for example: CR_AA_1")
    raw, said = drp.verify_key(key), scanned(app, tenant, reason)
    with app.store.write(tenant) as tx:
        decision = own.recorded(app, tx, Ask(actor, "key", PURPOSE), "agent.add", None, said, factor_age_s)
        if isinstance(decision, Permit):
            if agents.of(tx, name) is not None:
                raise BadInput("there is an agent of that name", hint="remove it first: its token ends with it")
            agents.put(tx, AgentRow(name, raw, b"", actor.id, app.now()))
    decision.require()


def remove(
    app: Privet, tenant: TenantId, name: str, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> None:
    """The agent asks nothing any more; what it asked goes on. Raises NotFound, Denied."""
    said = scanned(app, tenant, reason)
    with app.store.write(tenant) as tx:
        decision = own.recorded(app, tx, Ask(actor, "key", PURPOSE), "agent.remove", None, said, factor_age_s)
        if isinstance(decision, Permit):
            if agents.of(tx, name) is None:
                raise NotFound("there is no such agent", hint="`privet agent list` names them")
            agents.remove(tx, name)
    decision.require()


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Agent]:
    """Every agent. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return [Agent(row.name, row.at, bool(row.digest), row.actor) for row in agents.every(view)]


def token(app: Privet, tenant: TenantId, name: str, body: bytes) -> Plain:
    """The token of the agent who signed `body` for that (§2.05); the one before ends. Raises NotProved."""
    with app.store.write(tenant) as tx:
        row = agents.of(tx, name)
        if row is None:
            raise NotProved(drp.WRONG)
        drp.opened(body, row.key, name, app.config.drp.business, app.now())
        drawn = secret.text(secret.AGENT, tenant, app.chance(secret.SIZE))
        agents.put(tx, replace(row, digest=secret.digest(drawn.expose())))
    return drawn


def entered(app: Privet, tenant: TenantId, given: str) -> AgentRow:
    """The agent whose token it is. Raises NotProved."""
    read = secret.read(secret.AGENT, given)
    if read is None or read[0] != tenant:
        raise NotProved(drp.WRONG)
    with app.store.view(tenant) as view:
        found = [row for row in agents.every(view) if hmac.compare_digest(row.digest, read[1])]
    if not found:
        raise NotProved(drp.WRONG)
    return found[0]
