"""Review: who could come in and need not, who may do more than anybody should, and which files others may read.

It reads and changes nothing. What it found goes on the ledger as a signed report (acts.attest).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from privet.acts.allowed import allowed
from privet.core.access import DAY_MS
from privet.core.kinds import KINDS
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts, Permit, Policy, decide
from privet.store import access, ledger, tenants

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

ORPHAN_DAYS = 90
"""Days without anything on record after which an account is asked about."""

MANY_VALUES = 10_000
"""A budget of so many values a day is no limit."""

POWERS = ("reveal", "erase", "rule", "operator")
"""Acts that one role should not hold all of: who may see everything should not also say who sees what."""

_ENTRY = re.compile(rb'"at":"([0-9T:-]{19})[^}]*?"act":"([^"]+)"[^}]*?"actor":"((?:operator|service):[^"]+)"')


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that somebody should look at. `check` is a fixed name, `who` an account, a role or a file."""

    check: str
    who: str
    sentence: str
    todo: str


def review(app: Privet, tenant: TenantId, actor: Actor) -> list[Concern]:
    """Everything that should be looked at, worst first within each kind. Raises Denied, on the ledger."""
    with allowed(app, tenant, Ask(actor, "read", "operation")) as view:
        policy, used = app.rules_in(view).policy, _last_acts(view)
        return [
            *_broad_roles(policy),
            *_operators(view, policy, used, app.now()),
            *_keys(view, policy, used, app.now()),
            *_files(app),
        ]


def _broad_roles(policy: Policy) -> Iterator[Concern]:
    for role in policy.roles:
        who = Actor("operator", "review", frozenset({role}))
        todo = "narrow its rules: docs/howto/change-a-rule.md"
        asks = [Ask(who, "reveal", one, frozenset({kind})) for one in policy.purposes for kind in _kept()]
        if any(_may(policy, one) for one in asks) and not any(_lacks(policy, one) for one in asks):
            yield Concern("broad-role", role, f"Role {role} may see every kind for every purpose.", todo)
        if all(any(_may(policy, Ask(who, act, one)) for one in policy.purposes) for act in POWERS):
            yield Concern("broad-role", role, f"Role {role} may see, erase, change rules and name operators.", todo)


def _kept() -> list[str]:
    """The kinds whose values can be shown at all."""
    return [kind.name for kind in KINDS.values() if kind.disposition != "drop"]


def _may(policy: Policy, ask: Ask) -> bool:
    return isinstance(decide(policy, ask, Facts(factor_age_s=0, reason_given=True)), Permit)


def _lacks(policy: Policy, ask: Ask) -> bool:
    """Whether no rule lets this be seen. One that asks for a second person does not make a role any narrower."""
    return "no-rule-allows" in decide(policy, ask, Facts(factor_age_s=0, reason_given=True)).reasons


def _operators(view: View, policy: Policy, used: dict[str, int], now: int) -> Iterator[Concern]:
    for row in tenants.operators(view):
        if not set(row.roles) <= policy.roles.keys():
            said = f"Operator {row.name} has a role that the policy does not have."
            yield Concern("unknown-role", row.name, said, f"privet operator remove {row.name}")
        if len(policy.roles) > 1 and policy.roles.keys() <= set(row.roles):
            said = f"Operator {row.name} has every role: nobody else looks at what this one does."
            yield Concern("broad-account", row.name, said, "give the roles to several people")
        days = _days_since(used.get(f"operator:{row.name}", _created(row.id)), now)
        if days >= ORPHAN_DAYS:
            said = f"Operator {row.name} has done nothing on record for {days} days."
            yield Concern("orphan-account", row.name, said, f"ask who it is; privet operator remove {row.name}")


def _keys(view: View, policy: Policy, used: dict[str, int], now: int) -> Iterator[Concern]:
    for row in access.every(view):
        if not row.live(now):
            continue
        todo = f"make one with less, and privet key revoke {row.name}"
        if set(_kept()) <= row.kinds and policy.purposes.keys() <= row.purposes:
            said = f"Key {row.name} is good for every kind and every purpose."
            yield Concern("broad-key", row.name, said, todo)
        if (row.budget or 0) >= MANY_VALUES:
            said = f"Key {row.name} may let out {row.budget:,} values a day."
            yield Concern("broad-key", row.name, said, todo)
        days = _days_since(used.get(f"service:{row.name}", row.created), now)
        if days >= ORPHAN_DAYS:
            said = f"Key {row.name} has done nothing on record for {days} days; reading in tokens leaves no record."
            yield Concern("orphan-key", row.name, said, f"ask whose it is; privet key revoke {row.name}")


def _last_acts(view: View) -> dict[str, int]:
    """When each operator and program last did something, in ms; failed proofs of who somebody is do not count."""
    last: dict[str, int] = {}
    for _, entry in ledger.entries(view, 0, ledger.size(view)):
        match = _ENTRY.search(entry)
        if match is not None and match[2] not in (b"prove", b"key.prove"):
            last[match[3].decode("ascii")] = _ms(match[1])
    return last


def _ms(at: bytes) -> int:
    """Milliseconds since 1970 of a time as an entry writes it."""
    return int(datetime.fromisoformat(f"{at.decode('ascii')}+00:00").timestamp()) * 1000


def _created(id: bytes) -> int:
    """When an id was made, in ms: ids begin with the time."""
    return int.from_bytes(id[:8], "big") >> 16


def _days_since(at: int, now: int) -> int:
    return (now - at) // DAY_MS


def _files(app: Privet) -> Iterator[Concern]:
    """Files of ours that others may read: the data folder's, the key file and the further places."""
    named = [Path(app.config.keys.file).expanduser()] if app.config.keys.file else []
    for folder in (app.folder, *app.places()):
        named += [folder, *sorted(folder.glob("*"))] if folder.is_dir() else []
    for path in named:
        if path.exists() and path.stat().st_mode & 0o077:
            said = f"Others may read {path.name}."
            yield Concern("open-file", path.name, said, f"chmod {'700' if path.is_dir() else '600'} it")
