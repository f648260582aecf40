"""Reading what holds no value in the clear: a rule decides; a permitted read leaves no entry, a refused one does.

A step of the acts that only read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from privet.acts.noting import stated
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.sight import Sight, sight
from privet.store import rights

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.errors import NotFound
    from privet.store.view import View

SIGHTS = 1024
"""Asks whose sight is remembered, of one policy."""

About = Callable[["View"], Facts]


NOTHING = Facts()


@contextmanager
def allowed(app: Privet, tenant: TenantId, ask: Ask, facts: Facts = NOTHING) -> Iterator[View]:
    """A view of the tenant for whoever may have it. Raises Denied, on the ledger."""
    with app.store.view(tenant) as view:
        decision = decide(app.rules_in(view).policy, ask, facts)
        if isinstance(decision, Permit):
            yield view
            return
    refuse(app, tenant, ask, decision)


@contextmanager
def company(app: Privet, tenant: TenantId, actor: Actor) -> Iterator[View]:
    """A view for whoever may read what is the company's own: its people, keys, hooks, rules and jobs."""
    with allowed(app, tenant, Ask(actor, "read", "operation"), Facts(company=True)) as view:
        yield view


@contextmanager
def sighted(
    app: Privet, tenant: TenantId, ask: Ask, about: About | None = None, thing: str | None = None
) -> Iterator[tuple[View, Sight]]:
    """A view of the tenant, and what of a list may be seen in it; where `about` says what the list belongs to, that
    must be in sight too. Raises Denied, on the ledger, where nothing is.
    """
    with app.store.view(tenant) as view:
        rules = app.rules_in(view)
        found: Sight | Permit | Deny = _sight(rules, view, ask)
        if isinstance(found, Sight):
            facts = about(view) if about else None
            if facts is None or found.sees(facts):
                yield view, found
                return
            found = decide(rules.policy, ask, facts)
    refuse(app, tenant, ask, found, thing)


def absent(app: Privet, tenant: TenantId, ask: Ask, facts: Facts, fault: NotFound) -> NoReturn:
    """There is nothing of what was asked for. Raises `fault` to whoever might have had it; everybody else is refused as
    if it were there, on the ledger, and does not learn that it is not.
    """
    with app.store.view(tenant) as view:
        decision = decide(app.rules_in(view).policy, ask, facts)
    if isinstance(decision, Deny):
        refuse(app, tenant, ask, decision)
    raise fault


def refuse(app: Privet, tenant: TenantId, ask: Ask, decision: Permit | Deny, thing: str | None = None) -> None:
    """Put a refusal on the ledger, and raise it."""
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), ask.act, Outcome.DENIED, ask.actor.id, thing,
                    purpose=stated(rules, ask.purpose), policy=rules.version, reasons=decision.reasons,
                )
            )
        )  # fmt: skip
    decision.require()


def _sight(rules: Rules, view: View, ask: Ask) -> Sight | Deny:
    """What `ask` sees, remembered where no rule looks at the channels that there are.

    Only classes of rows are remembered: which rows are of which class is asked of the store each time.
    """
    found = rules.sights.get(ask)
    if found is None:
        found = sight(rules.policy, ask, lambda: rights.channels(view), Facts())
        if "channel" not in rules.policy.looked.get(ask.act, ()):
            if len(rules.sights) >= SIGHTS:
                rules.sights.clear()
            rules.sights[ask] = found
    return found
