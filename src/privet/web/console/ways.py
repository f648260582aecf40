"""What somebody's pages offer: only what some rule might let them do. It decides nothing: whoever asks for what is not
offered is judged as anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from privet.core import matrix
from privet.core.matrix import When
from privet.core.policy import Actor, Policy

ACTS = (
    "read",
    "reveal",
    "open-file",
    "ask",
    "approve",
    "assign",
    "restrict",
    "operator",
    "agree",
    "step-up",
    "rule",
    "key",
    "bot",
    "llm",
    "line",
    "opt-out",
    "consent",
    "basis",
    "send",
    "find",
    "search",
    "mask",
    "annotate",
    "macro",
    "task",
    "review",
    "request",
    "portal",
    "timer",
    "hold",
    "uphold",
)


@dataclass(frozen=True, slots=True)
class Ways:
    """For each of `ACTS` the purposes for which it might be permitted; `people`: may the company's own be read?"""

    purposes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    people: bool = False

    def may(self, act: str) -> bool:
        """Whether there is a purpose for it."""
        return bool(self.purposes.get(act))


NONE = Ways()
"""Of whoever is not logged in."""


def ways(policy: Policy, actor: Actor) -> Ways:
    """What to offer to an actor. A hundred decisions: remember it for as long as the policy is the same."""

    def open_(act: str, *, company: bool = False) -> tuple[str, ...]:
        return tuple(
            one
            for one in policy.purposes
            if matrix.cell(policy, actor, act, one, company=company).when is not When.NEVER
        )

    return Ways({act: open_(act) for act in ACTS}, bool(open_("read", company=True)))
