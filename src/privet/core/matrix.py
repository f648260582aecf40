"""Who may do what, and why, as a table: every cell is the real decision, under the best that could be said for it.

A cell says when an act is permitted to whoever proved who they are and gave a reason: alone; where the conversation was
given to them; where somebody else approved it; or never. Which rules decided is why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from privet.core.decision import Actor, Ask, Facts, Permit
from privet.core.kinds import KINDS, Disposition
from privet.core.policy import ACTS, Policy, decide

SHOWN = tuple(kind.name for kind in KINDS.values() if kind.disposition not in (Disposition.DROP, Disposition.PASS))
"""The kinds of which values are kept by default, so that there is something to see."""


OWN = ("account", "factor", "train")
"""Acts that are about whoever asks."""

COMPANY = "read the company's own"


class When(StrEnum):
    """What must hold beside the rule's own purpose, a fresh proof and a reason."""

    ALONE = "yes"
    GIVEN = "given"
    APPROVED = "approved"
    NEVER = "no"


_BEST = Facts(factor_age_s=0, reason_given=True, to_member=True)
FACTS: Mapping[When, Facts] = {
    When.ALONE: _BEST,
    When.GIVEN: replace(_BEST, assigned=True),
    When.APPROVED: replace(_BEST, assigned=True, granted=True),
}
"""What is said for whoever asks, from the least on."""


@dataclass(frozen=True, slots=True)
class Cell:
    """When it is permitted, and by which rules; where never, which rules refuse it at best."""

    when: When
    rules: tuple[str, ...]


def cell(
    policy: Policy, actor: Actor, act: str, purpose: str, kind: str | None = None, *, company: bool = False
) -> Cell:
    """What one actor may do for one purpose, to a value of one kind where the act is about a value; `company`: to what
    is the company's own.
    """
    ask = Ask(actor, act, purpose, frozenset({kind} if kind else ()))
    for when, facts in FACTS.items():
        if company:
            facts = replace(_BEST, company=True)  # nothing of it is given to anybody
        decision = decide(policy, ask, replace(facts, own_account=act in OWN))
        if isinstance(decision, Permit):
            return Cell(when, decision.rules)
    return Cell(When.NEVER, decision.reasons)


def role(name: str) -> Actor:
    """Somebody who has this role and no other."""
    return Actor("operator", "anybody", frozenset({name}))


def seen(policy: Policy, purpose: str) -> list[tuple[tuple[str, ...], tuple[Cell, ...]]]:
    """The kinds whose values may be seen alike for a purpose, and the cell of each role, in the policy's order."""
    rows: dict[tuple[Cell, ...], list[str]] = {}
    for kind in SHOWN:
        cells = tuple(cell(policy, role(one), "reveal", purpose, kind) for one in policy.roles)
        rows.setdefault(cells, []).append(kind)
    return [(tuple(kinds), cells) for cells, kinds in rows.items()]


def done(policy: Policy, actor: Actor) -> dict[str, dict[str, Cell]]:
    """For each act but a reveal, the purposes for which an actor may do it, with the cell of each.

    Reading what is the company's own stands by itself, under `COMPANY`.
    """
    rows = [*((act, act, False) for act in ACTS if act != "reveal"), (COMPANY, "read", True)]
    return {
        name: {
            purpose: found
            for purpose in policy.purposes
            if (found := cell(policy, actor, act, purpose, company=company)).when is not When.NEVER
        }
        for name, act, company in rows
    }
