"""Exercise: an authorized agent asks over somebody's data by the Data Rights Protocol; that is a case from then on.

The agent attests who it is for, and that widens nothing: each address that it names counts once whoever has it proved
themselves there, by a code or a passkey on their own page, to which a link is sent to that very channel. The agent is
answered the same whether or not an address is known here.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from privet.acts import own, portal
from privet.acts.draft import index_key
from privet.acts.find import holders
from privet.acts.request import PURPOSE, REQUEST
from privet.core import drp, ids
from privet.core.deadlines import deadlines
from privet.core.drp import Exercise
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.portal import PATH
from privet.core.request import day
from privet.errors import BadInput, Denied, Erased
from privet.store import agents, requests, subjects
from privet.store.agents import AgentRow, AskedRow
from privet.store.requests import OPEN, RequestRow, Whose

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

NAME = "drp"
ACTOR = Actor("gateway", NAME)
REFERENCE = 9
"""Where an agent's own name of a request stands sealed, after the fields of `acts.own` and `acts.answering`."""

MOST, NOBODYS = 20, "this request is not of this agent"


def exercise(app: Privet, tenant: TenantId, agent: AgentRow, body: bytes) -> dict[str, str]:
    """What an agent signed is a case; its status (§3.03). The same message is the same case. Raises NotProved where it
    is not the agent's; BadInput; Denied, on the ledger.
    """
    said = drp.exercise(drp.opened(body, agent.key, agent.name, app.config.drp.business, app.now()))
    with app.store.write(tenant) as tx:
        digest = sha256(index_key(tx) + sha256(body.strip()).digest()).digest()
        before = agents.came(tx, digest)
        if before is not None:
            return _status(app, tx, agent, before)
        made, said_back = AskedRow(app.id(), agent.name, b"", digest), dict[str, str]()
        decision = _recorded(app, tx, agent, f"request.{said.right}", made.request, Outcome.REQUESTED)
        if isinstance(decision, Permit):
            made = replace(made, reference=own.seal_own(app, tx, made.request, REFERENCE, said.reference.encode()))
            _put(app, tx, made, said)
            said_back = _status(app, tx, agent, made)
    decision.require()
    return said_back


def told(app: Privet, tenant: TenantId, id: str) -> int:
    """Whoever is said to ask is sent a link to their own page, each on the channel of their address, to prove it there;
    how many. Beside the answer, which takes as long whether or not anybody is known.
    """
    raw, sent = ids.read(REQUEST, id), 0
    with app.store.view(tenant) as view:
        whose = [one.subject for one in requests.whose(view, raw) if not one.proof]
        talks = [talk for one in whose for talk in subjects.conversations_of(view, one)[:1]]
    for talk in talks:
        with suppress(BadInput, Denied, Erased):  # a group, nothing to send over, or rules say no: on record
            portal.link(app, tenant, ids.shown(ids.CONVERSATION, talk), PURPOSE, ACTOR)
            sent += 1
    return sent


def status(app: Privet, tenant: TenantId, agent: AgentRow, id: str) -> dict[str, str]:
    """How a request of the agent stands. Raises Denied for one that is not its own, there or not."""
    with app.store.view(tenant) as view:
        return _status(app, view, agent, _own(view, agent, id))


def revoke(app: Privet, tenant: TenantId, agent: AgentRow, id: str, body: bytes) -> dict[str, str]:
    """They do not ask it any more (§2.04). Raises NotProved, Denied."""
    drp.signed(body, agent.key)
    with app.store.write(tenant) as tx:
        asked = _own(tx, agent, id)
        row = requests.of(tx, asked.request)
        if row is not None and row.state == OPEN:
            decision = _recorded(app, tx, agent, "request.back", asked.request, Outcome.DONE)
            if isinstance(decision, Permit):
                requests.put(tx, replace(row, state=requests.BACK, closed=app.now()))
        return _status(app, tx, agent, asked)


def _own(view: View, agent: AgentRow, id: str) -> AskedRow:
    try:
        asked = agents.asked(view, ids.read(REQUEST, id))
    except BadInput:
        asked = None
    if asked is None or asked.agent != agent.name:
        raise Denied(NOBODYS)
    return asked


def _put(app: Privet, tx: Tx, made: AskedRow, said: Exercise) -> None:
    regions = app.rules_in(tx).policy.regions
    found = {raw: None for claim in said.claims for raw in holders(tx, claim.expose(), regions)}
    law = said.law or app.config.requests.law
    row = RequestRow(made.request, said.right, law, "agent", OPEN, app.now(), 0, 0, 0, 0, 0, "", ACTOR.id)
    requests.put(tx, row)
    requests.add(tx, made.request, [Whose(raw, "", 0) for raw in list(found)[:MOST]])
    agents.ask(tx, made)


def _recorded(app: Privet, tx: Tx, agent: AgentRow, act: str, request: bytes, outcome: Outcome) -> Permit | Deny:
    rules = app.rules_in(tx)
    decision = decide(rules.policy, Ask(ACTOR, "claim", PURPOSE), Facts(channel=NAME))
    beside = (f"agent-{agent.name.lower()}",) if isinstance(decision, Permit) else ()
    tx.record(
        entry(
            Entry(
                app.entry_id(), app.now(), act, outcome if isinstance(decision, Permit) else Outcome.DENIED, ACTOR.id,
                ids.shown(REQUEST, request), None, PURPOSE, rules.version, (*decision.reasons, *beside),
            )
        )
    )  # fmt: skip
    return decision


def _status(app: Privet, view: View, agent: AgentRow, asked: AskedRow) -> dict[str, str]:
    row = requests.of(view, asked.request)
    assert row is not None
    proven = any(one.proof for one in requests.whose(view, row.id))
    state = drp.state(row.state, row.refusal, proven=proven)
    reference = own.unseal_own(view, row.id, REFERENCE, asked.reference).decode()
    by = deadlines(row.law, day(row.received))[-1 if row.extended else -2].by
    verify = portal.origin(app).rstrip("/") + PATH if state[1] == "need_user_verification" else ""
    return drp.status(ids.shown(REQUEST, row.id), reference, row.received, f"{by}T23:59:59Z", state, verify)
