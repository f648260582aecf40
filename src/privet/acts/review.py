"""Review: who could come in and need not, who may do more than anybody should, and which files others may read.

It reads and changes nothing. What it found goes on the ledger as a signed report (acts.attest).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from privet.acts.allowed import company
from privet.acts.usage import Usage, Used, first
from privet.core.access import DAY_MS
from privet.core.kinds import KINDS
from privet.core.message import TenantId
from privet.core.policy import ACTS, Actor, Ask, Facts, Permit, Policy, decide
from privet.store import access, ledger, people, rulings, tenants
from privet.store.access import KeyRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

ORPHAN_DAYS = 90
"""Days without anything on record after which an account is asked about."""

MANY_VALUES = 10_000
"""A budget of so many values a day is no limit."""

POWERS = ("reveal", "erase", "rule", "operator")
"""Acts that one role should not hold all of: who may see everything should not also say who sees what."""

OLD_DAYS = 180
"""Days after which an access key is asked to be made anew, and a passkey that nobody used is asked about."""

UNRECORDED = frozenset({"read", "receive", "ledger", "task", "review"})
"""Acts whose use leaves no entry, or none under the name of the act, so that not using them cannot be told; and those
of reviews, which several may do so that one does.
"""


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that somebody should look at. `check` is a fixed name, `who` an account, a role or a file."""

    check: str
    who: str
    sentence: str
    todo: str


def review(app: Privet, tenant: TenantId, actor: Actor) -> list[Concern]:
    """Everything that should be looked at, worst first within each kind. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        usage, size = Usage(), ledger.size(view)
        usage.next = first(view, lately(app), size)  # only that end of the ledger is read
        usage.read(view, size)
        return concerns(app, view, usage)


def lately(app: Privet) -> int:
    """From when on (ms) somebody who did nothing is asked about."""
    return app.now() - ORPHAN_DAYS * DAY_MS


def concerns(app: Privet, view: View, usage: Usage) -> list[Concern]:
    """The same, by what was read off the ledger already."""
    policy, used = app.rules_in(view).policy, usage.since(lately(app))
    return [
        *_broad_roles(policy),
        *_operators(view, policy, used, app.now()),
        *_factors(view, app.now()),
        *keys(view, policy, used, app.now()),
        *_rulings(view, policy, lately(app)),
        *open_files(app),
    ]


def _broad_roles(policy: Policy) -> Iterator[Concern]:
    for role in policy.roles:
        who = Actor("operator", "review", frozenset({role}))
        todo = "narrow its rules: docs/howto/change-a-rule.md"
        asks = [Ask(who, "reveal", one, frozenset({kind})) for one in policy.purposes for kind in _kept()]
        if not any(_lacks(policy, one) for one in asks) and any(_may(policy, one) for one in asks):
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


def _operators(view: View, policy: Policy, used: dict[str, Used], now: int) -> Iterator[Concern]:
    everyone = tenants.operators(view)
    lets = {role: _lets(policy, role) for role in policy.roles if any(role in row.roles for row in everyone)}
    for row in everyone:
        if not set(row.roles) <= policy.roles.keys():
            said = f"Operator {row.name} has a role that the policy does not have."
            yield Concern("unknown-role", row.name, said, f"privet operator remove {row.name}")
        if len(policy.roles) > 1 and policy.roles.keys() <= set(row.roles):
            said = f"Operator {row.name} has every role: nobody else looks at what this one does."
            yield Concern("broad-account", row.name, said, "give the roles to several people")
        if _days_since(_created(row.id), now) < ORPHAN_DAYS:
            continue
        did = used.get(f"operator:{row.name}")
        if did is None:
            said = f"Operator {row.name} has done nothing on record for {ORPHAN_DAYS} days or more."
            yield Concern("orphan-account", row.name, said, f"ask who it is; privet operator remove {row.name}")
            continue
        for role in row.roles:
            if len(row.roles) > 1 and lets.get(role) and not lets[role] & did.rules:
                said = f"Operator {row.name} has used no right of role {role} on record for {ORPHAN_DAYS} days."
                yield Concern("unused-role", row.name, said, f"privet operator roles {row.name} --role …, without it")


def _lets(policy: Policy, role: str) -> set[str]:
    """The rules that let somebody of one role do what leaves an entry; what everybody may is left out."""
    who, nobody = Actor("operator", "review", frozenset({role})), Actor("operator", "review")
    facts = Facts(factor_age_s=0, reason_given=True, assigned=True, to_member=True)
    return {
        rule
        for act in ACTS
        if act not in UNRECORDED and act != "search"  # which the rules permit that let them read
        for purpose in policy.purposes
        for rule in _permits(policy, Ask(who, act, purpose), facts)
    } - {rule for act in ACTS for rule in _permits(policy, Ask(nobody, act, "operation"), facts)}


def _permits(policy: Policy, ask: Ask, facts: Facts) -> tuple[str, ...]:
    decision = decide(policy, ask, facts)
    return decision.rules if isinstance(decision, Permit) else ()


def _factors(view: View, now: int) -> Iterator[Concern]:
    """Passkeys that nobody used for long: they may be lost, and open as well as ever."""
    for row in tenants.operators(view):
        for key in people.passkeys(view, row.id):
            if _days_since(key.used, now) >= OLD_DAYS:
                said = f"A passkey of operator {row.name} was not used for {_days_since(key.used, now)} days."
                yield Concern("old-passkey", row.name, said, "ask them whether they still have it")


def keys(view: View, policy: Policy, used: dict[str, Used], now: int) -> Iterator[Concern]:
    """Access keys that are good for too much, too old, nobody's or not used."""
    there = {row.name for row in tenants.operators(view)}
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
        if row.owner is not None and row.owner not in there:
            said = f"Key {row.name} is answered for by somebody who is no operator."
            yield Concern("ownerless-key", row.name, said, f"ask whose it is; privet key revoke {row.name}")
        yield from _key_use(row, used.get(f"service:{row.name}"), now)


def _key_use(row: KeyRow, did: Used | None, now: int) -> Iterator[Concern]:
    """What is old about a key, or not used."""
    days = _days_since(row.created, now)
    if days >= OLD_DAYS:
        said = f"Key {row.name} was made {days} days ago."
        yield Concern("old-key", row.name, said, f"make a new one, then privet key revoke {row.name}")
    if days < ORPHAN_DAYS:
        return
    if did is None:
        said = (
            f"Key {row.name} has done nothing on record for {ORPHAN_DAYS} days or more; reading in tokens leaves none."
        )
        yield Concern("orphan-key", row.name, said, f"ask whose it is; privet key revoke {row.name}")
        return
    idle = sorted(one for one in row.acts - UNRECORDED if not any(act.split(".")[0] == one for act in did.acts))
    if idle:
        said = f"Key {row.name} has not been used to {', '.join(idle)} for {ORPHAN_DAYS} days."
        yield Concern("unused-right", row.name, said, "make one without, and revoke this one")


def _rulings(view: View, policy: Policy, since: int) -> Iterator[Concern]:
    """Rules that one person changed, and rules that let one person change them where there are two."""
    for one in rulings.every(view):
        if one.alone and one.at >= since:
            who = one.actor.removeprefix("operator:")
            said = f"Version {one.version} of the policy was adopted by {who} alone: no second person agreed to it."
            yield Concern("rules-alone", who, said, f"have somebody else read it: privet rule diff {one.version}")
    for role in policy.roles:
        ask = Ask(Actor("operator", "review", frozenset({role})), "rule", "operation")
        if isinstance(decide(policy, ask, Facts(factor_age_s=0, reason_given=True, alone=True)), Permit):
            said = f"Role {role} may change the rules without a second person."
            yield Concern("rules-alone", role, said, "adopt the rule rules-two-persons: docs/howto/change-a-rule.md")


def _created(id: bytes) -> int:
    """When an id was made, in ms: ids begin with the time."""
    return int.from_bytes(id[:8], "big") >> 16


def _days_since(at: int, now: int) -> int:
    return (now - at) // DAY_MS


def open_files(app: Privet) -> Iterator[Concern]:
    """Files of ours that others may read: the data folder's, the key file and the further places."""
    named = [Path(app.config.keys.file).expanduser()] if app.config.keys.file else []
    for folder in (app.folder, *app.places()):
        named += [folder, *sorted(folder.glob("*"))] if folder.is_dir() else []
    for path in named:
        if path.exists() and path.stat().st_mode & 0o077:
            said = f"Others may read {path.name}."
            yield Concern("open-file", path.name, said, f"chmod {'700' if path.is_dir() else '600'} it")
