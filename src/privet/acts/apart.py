"""Apart: what one purpose knows by ids of its own is joined with another's by a ceremony of two persons alone.

A program with such a key (`privet key add --apart`) reads and names everything by ids that no other purpose has
(`core.apart`). To say which of them stand for the same, two persons prove who they are, one after the other, for one
list and reason; both are on record before anything is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from privet.acts import own
from privet.acts.draft import index_key
from privet.acts.noting import scanned
from privet.core import ids
from privet.core.apart import Apart
from privet.core.entry import Outcome
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask
from privet.errors import BadInput, NotFound

if TYPE_CHECKING:
    from privet.app import Privet

MOST = 1_000
OWN = "vault"
"""In place of a purpose: the vault's own ids."""


class Person(NamedTuple):
    """One of the two, and how many seconds ago they proved who they are."""

    actor: Actor
    factor_age_s: int | None = None


def names(app: Privet, tenant: TenantId, actor: Actor) -> Apart:
    """The ids by which a program with such a key knows everything. A step of whoever answers programs."""
    assert actor.scope is not None
    (purpose,) = actor.scope.purposes
    with app.store.view(tenant) as view:
        return Apart(index_key(view), purpose)


def join(
    app: Privet, tenant: TenantId, chosen: Sequence[str], between: tuple[str, str], purpose: str, reason: Plain,
    first: Person, second: Person,
) -> list[str]:  # fmt: skip
    """The ids of the second of two purposes for those of the first (`OWN`: the vault's own), in their order, for
    `purpose`. Raises BadInput; NotFound where there is no such purpose; Denied, on the ledger.
    """
    said = scanned(app, tenant, reason)
    if first.actor.id == second.actor.id:
        raise BadInput("two persons join what is kept apart", hint="somebody else proves who they are as the second")
    if not 0 < len(chosen) <= MOST:
        raise BadInput(f"1 to {MOST} ids are joined at a time", hint="name those that are needed")
    for one in chosen:
        ids.of_any_sort(one)
    with app.store.write(tenant) as tx:
        there = (*app.rules_in(tx).policy.purposes, OWN)
        if not set(between) <= set(there):
            raise NotFound("there is no such purpose", hint=f"there are: {', '.join(there)}")
        beside = (f"from-{between[0]}", f"to-{between[1]}", f"ids-{len(chosen)}")
        asked = ((first, Outcome.REQUESTED), (second, Outcome.DONE))
        decisions = [
            own.recorded(
                app, tx, Ask(one.actor, "join", purpose), "join", None, said, one.factor_age_s, what, beside=beside
            )
            for one, what in asked
        ]
        key = index_key(tx)
    for decision in decisions:
        decision.require()
    raw = "\n".join(chosen).encode("ascii")
    away, to = between
    found = raw if away == OWN else Apart(key, away).read(raw)
    return (found if to == OWN else Apart(key, to).shown(found)).decode("ascii").split("\n")
