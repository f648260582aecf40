"""Which rows of a list somebody may see: decided once for each class of rows, never row by row.

Rows are of one class when they differ in nothing that the rules look at. With the default rules there are four classes:
whether the conversation was given to whoever asks, and whether the subject's data is restricted. What comes out is a
set of classes, which the store turns into a condition; so a list in SQL and a decision about one row are the same
rules, whatever a tenant wrote into them.

An erased subject's row stays in sight, since it says no more than that it is gone; what was said is not opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from privet.core.decision import Ask, Deny, Facts, Permit
from privet.core.policy import Policy, decide


@dataclass(frozen=True, slots=True)
class Sight:
    """`seen` are the classes that may be seen, each the values of the facts `by`, in that order."""

    by: tuple[str, ...]
    seen: frozenset[tuple[bool | str, ...]]

    def sees(self, facts: Facts) -> bool:
        """Whether a row of these facts is in sight."""
        return tuple(getattr(facts, name) for name in self.by) in self.seen


def sight(policy: Policy, ask: Ask, channels: Callable[[], Iterable[str]], given: Facts) -> Sight | Deny:
    """What `ask` may see of a list; the refusal where that is nothing.

    `given` is what all rows have in common. `channels` says which channels the rows have, and is only asked where a
    rule looks at that. The refusal is that of a conversation which was given to whoever asks, and is not restricted.
    """
    by = tuple(sorted(policy.looked[ask.act]))
    values: list[Iterable[Any]] = [channels() if name == "channel" else (False, True) for name in by]

    def seen(one: tuple[Any, ...]) -> bool:
        return isinstance(decide(policy, ask, replace(given, **dict(zip(by, one, strict=True)))), Permit)

    classes = frozenset(filter(seen, product(*values)))
    if not classes:
        refusal = decide(policy, ask, replace(given, assigned=True))
        if isinstance(refusal, Deny):
            return refusal
    return Sight(by, classes)
