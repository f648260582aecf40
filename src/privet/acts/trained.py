"""Trained: the lessons as they are shipped, and whether somebody passed them lately. A step of the acts that decide.

The fact is for rules: a policy without the rule `untrained` asks nothing of it, so that a new version of Privet takes
no right from anybody. Once a policy with that rule is adopted, nobody needs a pass for the time that it grants
(`[training] grace`), counted from the first adoption, whoever adopts another version later.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from privet.core import training as core
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.core.training import Case, Module
from privet.store import tenants, training

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View


@dataclass(frozen=True, slots=True)
class Trained:
    """Where a person stands: modules that are missing or past their time, until when (ms) what they passed is good
    (None: something is missing), and until when nobody needs it (None: no rule ever asked for it).
    """

    missing: tuple[str, ...]
    passed_until: int | None
    grace_until: int | None

    @property
    def until(self) -> int | None:
        """Until when they may see values as far as the training goes; None where no rule asks for it."""
        return None if self.grace_until is None else max(self.grace_until, self.passed_until or 0)


@lru_cache(maxsize=1)
def lessons() -> dict[str, Module]:
    """Every module by name, in the order in which they are taught."""
    folder = files("privet.core") / "lessons"
    return {name: core.read_module(name, (folder / f"{name}.toml").read_text("utf-8")) for name in core.MODULES}


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """The breaches that are taught."""
    return core.read_cases((files("privet.core") / "lessons" / "cases.toml").read_text("utf-8"))


def trained(app: Privet, view: View, operator: bytes | None) -> Trained:
    """Where the operator of that id stands; somebody without one passed nothing."""
    terms = app.rules_in(view).policy.terms.training
    passed = {row.module: row.passed for row in training.passes(view, operator)} if operator else {}
    stands, began = core.standing(passed, app.now(), 1000 * terms.valid), training.introduced(view)
    return Trained(stands.missing, stands.until, None if began is None else began + 1000 * terms.grace)


def untrained(app: Privet, view: View, actor: Actor) -> bool:
    """Whether a person may see no value for want of training. Programs are not taught."""
    if actor.kind != "operator":
        return False
    row = tenants.operator(view, actor.name)
    until = trained(app, view, row.id if row else None).until
    return until is not None and until <= app.now()


def soon(app: Privet, tenant: TenantId, operator: bytes) -> int | None:
    """When (ms) this person may see no values any more for want of training, where that is within 30 days or past."""
    with app.store.view(tenant) as view:
        until = trained(app, view, operator).until
    return None if until is None or core.reminder(until, app.now()) is None else until
