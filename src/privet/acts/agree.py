"""Agree: a second person says beforehand that somebody is invited, gets other roles or a new link, or is removed.

Whoever looks after accounts could make one that sees everything, and use it. So where somebody else is there who may
agree, an account gets a link or a role only when two persons want it; and nobody alone makes the other one go away. A
company of one person begins alone, and whoever has a shell on the machine, who could do all of it anyway, is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from privet.acts import own
from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.core import ids
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit, Policy, decide
from privet.errors import BadInput, NotFound
from privet.store import agreements, people, tenants
from privet.store.agreements import Agreement
from privet.store.tenants import OperatorRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

AGREEMENT = "agr"
"""The prefix of an agreement's id."""

LIFE_MS = 24 * 3_600_000
"""How long somebody may take to do what was agreed to."""

What = Literal["invite", "roles", "reset", "remove"]
WHATS: tuple[What, ...] = ("invite", "roles", "reset", "remove")


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement as a list shows one: `by` is named as on the ledger, `until` in ms."""

    name: str
    what: str
    roles: tuple[str, ...]
    by: str
    until: int


def agree(
    app: Privet,
    tenant: TenantId,
    name: str,
    what: str,
    roles: Sequence[str],
    actor: Actor,
    *,
    reason: Plain | None = None,
    factor_age_s: int | None = None,
) -> None:
    """Agree for a day that somebody else does `what` to the account `name`, with these roles where it gets any.

    Raises BadInput, NotFound, Denied.
    """
    said = scanned(app, tenant, reason or Plain(""))
    policy = app.rules_of(tenant).policy
    if what not in WHATS:
        raise BadInput("nobody is asked to agree to that", hint=f"one of: {', '.join(WHATS)}")
    if what in ("invite", "roles") and (not roles or not set(roles) <= policy.roles.keys()):
        raise BadInput("which roles? they are agreed to one by one", hint=f"there are: {', '.join(policy.roles)}")
    with app.store.write(tenant) as tx:
        row = Agreement(name, actor.id, app.id(), what, _roles(what, roles), app.now() + LIFE_MS)
        thing = ids.shown(AGREEMENT, row.id)
        decision = own.recorded(app, tx, Ask(actor, "agree", "operation"), f"agree.{what}", thing, said, factor_age_s)
        if isinstance(decision, Permit):
            if (tenants.operator(tx, name) is None) != (what == "invite") or not name:
                raise NotFound("there is no such operator", hint="of a name that is there: roles, reset or remove")
            agreements.forget(tx, app.now())
            agreements.put(tx, row)
    decision.require()


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Agreed]:
    """What is agreed to and not done yet, by name. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        return [Agreed(one.name, one.what, one.roles, one.actor, one.due) for one in agreements.live(view, app.now())]


def alone(app: Privet, tx: Tx, actor: Actor, what: What, name: str, roles: Sequence[str] = ()) -> bool:
    """Whether `actor` would do that to an account without anybody who agreed, though there is somebody who might.

    `roles` are those that the account has afterwards. Fewer roles, and the end of an account that could agree to
    nothing itself, take nobody's agreement.
    """
    policy = app.rules_in(tx).policy
    if actor.kind != "operator" or not may(policy, actor.roles, "operator"):
        return False  # whoever may not do it anyway is told nothing of who there is
    there = may_too(policy, tx, "agree")
    if not others(policy, tx, actor, "agree"):
        return False
    before = tenants.operator(tx, name)
    less = what == "remove" or (what == "roles" and before is not None and set(roles) <= set(before.roles))
    if less and name not in there:
        return False
    return not any(
        one.actor != actor.id and (one.name, one.what) == (name, what) and set(_roles(what, roles)) <= set(one.roles)
        for one in agreements.live(tx, app.now())
        if one.actor.removeprefix("operator:") in there
    )


def may_too(policy: Policy, view: View, act: str, purpose: str = "operation") -> set[str]:
    """The names of the operators who may do an act about no customer, once they proved who they are."""
    return {one.name for one in tenants.operators(view) if may(policy, one.roles, act, purpose)}


def others(policy: Policy, view: View, actor: Actor, act: str, purpose: str = "operation") -> bool:
    """Whether somebody else may do that act as well, and can say so elsewhere than at the machine's own terminal."""
    there = may_too(policy, view, act, purpose)
    found = [one for one in tenants.operators(view) if one.name in there and Actor("operator", one.name).id != actor.id]
    return any(_enrolled(view, one) for one in found)


def may(policy: Policy, roles: Iterable[str], act: str, purpose: str = "operation") -> bool:
    """Whether somebody with these roles may do an act about no customer, having proved who they are."""
    asked = Ask(Actor("operator", "anybody", frozenset(roles)), act, purpose)
    return isinstance(decide(policy, asked, Facts(factor_age_s=0, reason_given=True)), Permit)


def _enrolled(view: View, person: OperatorRow) -> bool:
    """Whether they prove who they are elsewhere than at the machine's own terminal, whose shell is not asked either."""
    codes = bool(person.passphrase_hash and person.totp)
    return codes or person.sso is not None or bool(people.passkeys(view, person.id))


def _roles(what: str, roles: Sequence[str]) -> tuple[str, ...]:
    """The roles that an agreement names: none where an account keeps its own, or goes."""
    return tuple(dict.fromkeys(roles)) if what in ("invite", "roles") else ()
