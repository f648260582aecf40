"""Census: who has which right, and used which of them when, for whoever reviews access.

What was used is read off the ledger's last three months by the clock (`acts.oversee`), in this process's memory; where
that was not done yet, it is not known, and the census says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts import review
from privet.acts.allowed import company
from privet.acts.review import Concern
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.store import access, tenants

if TYPE_CHECKING:
    from privet.app import Privet


@dataclass(frozen=True, slots=True)
class Holder:
    """A person or a program: what it may, by role or key, and what it did within 90 days: each act and when it was last
    done (RFC 3339, UTC, to the second). `program` says which.
    """

    name: str
    rights: tuple[str, ...]
    acts: tuple[tuple[str, str], ...]
    program: bool


@dataclass(frozen=True, slots=True)
class Census:
    """Everybody, and what the review has to say; `known` says whether what they did was read."""

    holders: tuple[Holder, ...]
    concerns: tuple[Concern, ...]
    known: bool


def census(app: Privet, tenant: TenantId, actor: Actor) -> Census:
    """Who holds which right. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        usage = app.usage.get(tenant)
        known = usage is not None and usage.whole

        def did(actor: str) -> tuple[tuple[str, str], ...]:
            acts = usage.acts.get(actor, {}) if usage is not None else {}
            return tuple(sorted((act, f"{last.decode('ascii')}Z") for act, last in acts.items()))

        people = [Holder(one.name, one.roles, did(f"operator:{one.name}"), program=False)
                  for one in tenants.operators(view)]  # fmt: skip
        programs = [Holder(one.name, tuple(sorted(one.acts)), did(f"service:{one.name}"), program=True)
                    for one in access.every(view) if one.live(app.now())]  # fmt: skip
        found = tuple(review.concerns(app, view, usage)) if usage is not None and known else ()
        return Census((*people, *programs), found, known)
