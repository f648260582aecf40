"""Who may see what, and why: every cell is the real decision of the rules in force, for one purpose at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from privet.app import Privet
from privet.core import matrix
from privet.core.matrix import When
from privet.core.policy import ACTS, Policy
from privet.errors import NotFound
from privet.web.console.answer import Answer, Later, Page, Route
from privet.web.console.visit import Visit

BESIDE = ("reveal", *matrix.OWN)
"""Acts that the second table leaves out: the first is of it, or they are about one's own account."""

COMMON = "support"
"""The purpose that is shown to who names none."""

WORDS = {
    When.ALONE: "yes", When.GIVEN: "in conversations given to them", When.APPROVED: "once somebody else approved it",
    When.NEVER: "no",
}  # fmt: skip


def shown(app: Privet, visit: Visit) -> Answer:
    """The tables for a purpose. Some hundred decisions: they are made beside the installation's thread."""
    policy = app.rules_of(visit.tenant).policy
    purpose = visit.asked["purpose"] or (COMMON if COMMON in policy.purposes else next(iter(policy.purposes)))
    if purpose not in policy.purposes:
        raise NotFound("there is no such purpose", hint="the page names those there are")
    wanted = Wanted(policy.digest, purpose, policy)
    return Later(lambda: tables(wanted), lambda app, said: Page("rights.html", said))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The tables of a policy for a purpose; two policies of one digest are one."""

    digest: str
    purpose: str
    policy: Policy = field(compare=False)


@lru_cache(maxsize=32)
def tables(wanted: Wanted) -> dict[str, Any]:
    """Values by kind and role, acts by role, and the sentence of each rule that decided a cell."""
    policy, purpose = wanted.policy, wanted.purpose
    values = matrix.seen(policy, purpose)
    roles = [matrix.role(one) for one in policy.roles]
    rows = [
        (act, tuple(matrix.cell(policy, role, act, purpose) for role in roles)) for act in ACTS if act not in BESIDE
    ]
    acts = [(act, cells) for act, cells in rows if any(one.when is not When.NEVER for one in cells)]
    used = {name for _, cells in (*values, *acts) for one in cells for name in one.rules}
    rules = {name: policy.rules[name].sentence for name in policy.rules if name in used}
    return {
        "purpose": purpose, "purposes": policy.purposes, "roles": policy.roles, "values": values, "acts": acts,
        "rules": rules, "words": WORDS,
    }  # fmt: skip


ROUTES = (Route("GET", "/rights", shown),)
