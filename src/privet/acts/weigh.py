"""Weigh: what the rules would say of an ask, what a change of them would change, and what became of each version.

It reads and does nothing: whoever may read what is the company's own may ask about anybody. No customer is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts import own, rule
from privet.acts.allowed import company
from privet.core import ids, matrix
from privet.core.kinds import KINDS
from privet.core.matrix import Cell
from privet.core.message import TenantId
from privet.core.policy import ACTS, BUILT_IN, Actor, Ask, Facts, Permit, Policy, decide
from privet.errors import BadInput, NotFound
from privet.store import rulings, tenants

if TYPE_CHECKING:
    from privet.app import Privet

VALUES = ("reveal", "relay", "ask", "approve", "send")
"""Acts that are about values of some kind."""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a version: `entry` is the entry's id on the ledger, `reason` what was said, masked; `at` in ms."""

    what: str
    actor: str
    at: int
    alone: bool
    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """A version of the policy with its steps, oldest first; one from before Privet kept steps has none."""

    version: int
    state: str
    at: int
    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A version beside the one that it is compared with: that in force, or the one before it where it is that."""

    version: int
    state: str
    against: int
    old: Policy
    before: Mapping[str, str]
    new: Policy
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rules would say: `rules` are those that decide, with their sentences; `best` is what would be said where
    everything spoke for it.
    """

    permitted: bool
    rules: tuple[tuple[str, str], ...]
    best: Cell
    roles: tuple[str, ...]
    version: int


def history(app: Privet, tenant: TenantId, actor: Actor) -> list[Told]:
    """Every version there was, newest first, with what became of it. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        steps: dict[int, list[Step]] = {}
        for one in rulings.every(view):
            step = Step(
                one.what, one.actor, one.at, one.alone, ids.shown(ids.ENTRY, one.entry), own.read_own(view, one.entry)
            )
            steps.setdefault(one.version, []).append(step)
        return [
            Told(version, state, at, ids.shown(rule.POLICY, digest[:16]), tuple(steps.get(version, ())))
            for version, state, at, digest in reversed(tenants.policy_versions(view))
        ]


def in_force(app: Privet, tenant: TenantId, actor: Actor) -> tuple[int, Mapping[str, str], Policy]:
    """The version that decides now, with its texts. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        rules, row = app.rules_in(view), tenants.policy(view)
        return rules.version, row.files if row else {}, rules.policy


def compared(app: Privet, tenant: TenantId, version: int, actor: Actor) -> Compared:
    """A version and what it differs from, parsed: every case of it was tried just now. Raises NotFound, Denied."""
    force, *_ = in_force(app, tenant, actor)
    with app.store.view(tenant) as view:
        states = {number: state for number, state, *_ in tenants.policy_versions(view)}
    against = force if version != force else max((one for one in states if one < version), default=version)
    before, old = rule.read(app, tenant, against)
    after, new = rule.read(app, tenant, version)
    return Compared(version, states[version], against, old, before, new, after)


def weigh(
    app: Privet,
    tenant: TenantId,
    who: str,
    act: str,
    purpose: str,
    kind: str | None,
    facts: Facts,
    actor: Actor,
    *,
    version: int | None = None,
) -> Weighed:
    """What the rules, those in force or a version's, would say: `who` is the name of an operator, or a role's.

    Raises BadInput, NotFound, Denied.
    """
    with company(app, tenant, actor) as view:
        rules = app.rules_in(view)
        row = tenants.operator(view, who) if who else None
    policy = rules.policy if version in (None, rules.version) else rule.read(app, tenant, version)[1]
    if row is None and who not in policy.roles:
        raise NotFound("there is neither an operator nor a role of that name", hint="`privet operator list` names them")
    if act not in ACTS or purpose not in policy.purposes or (kind is not None and kind not in KINDS):
        raise BadInput("that cannot be asked of these rules", hint="docs/reference/rules.md lists acts and kinds")
    asker = Actor("operator", row.name, frozenset(row.roles)) if row else matrix.role(who)
    kind = kind if act in VALUES else None
    decision = decide(policy, Ask(asker, act, purpose, frozenset({kind} if kind else ())), facts)
    said = tuple((one, BUILT_IN.get(one) or policy.rules[one].sentence) for one in decision.reasons)
    best = matrix.cell(policy, asker, act, purpose, kind, company=facts.company)
    return Weighed(isinstance(decision, Permit), said, best, tuple(sorted(asker.roles)), version or rules.version)
