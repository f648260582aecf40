"""Rule: a change of the policy is proposed, and a proposed version is adopted or refused; each on the record.

What is proposed is checked whole, and every case tried, before anything is written. In these entries `policy` is the
version proposed or adopted, and `object` (`pol_…`, the first 16 bytes of the policy's SHA-256) binds its text.

Whoever changes the rules says what everybody may see. So where somebody else is there who may change them, one person
proposes and another adopts what was proposed since it last decided; to go back is to propose an earlier version anew.
With one person alone the entry says so, and the review tells of it. Whoever has a shell on the machine is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import agree, own
from privet.acts.allowed import company
from privet.acts.noting import Said, scanned
from privet.acts.reindex import reindex
from privet.core import change, ids, pattern
from privet.core.entry import Outcome
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import FILES, LOCAL, Actor, Ask, Deny, Permit, Policy
from privet.core.prefilter import AVAILABLE, Prefilter
from privet.core.trigger import understood
from privet.errors import BadInput, NotFound
from privet.store import rulings, tenants
from privet.store.rulings import Ruling
from privet.store.subjects import forget_index
from privet.store.tenants import PolicyRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

POLICY = "pol"
"""The prefix of a policy's name by its content."""

LISTED = "`privet rule history` lists them"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the policy; `at` is milliseconds, of the last change of its state."""

    version: int
    state: str
    at: int


def propose(
    app: Privet,
    tenant: TenantId,
    files: Mapping[str, str],
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None = None,
) -> Version:
    """Put a policy forward as a new version. Raises BadInput or NoPolicy, naming rule and line, and nothing changes."""
    said = scanned(app, tenant, reason)
    policy = Policy.parse(files)
    _detects(app, policy)
    kept = {name: files[name] for name in FILES}
    with app.store.write(tenant) as tx:
        version = max((row[0] for row in tenants.policy_versions(tx)), default=0) + 1
        row = PolicyRow(version, rulings.PROPOSED, bytes.fromhex(policy.digest), kept)
        decision = _decided(app, tx, actor, Outcome.REQUESTED, row, said, factor_age_s)
        at = app.now()
        if isinstance(decision, Permit):
            tenants.put_policy(tx, row, at)
    decision.require()
    return Version(version, row.state, at)


def adopt(
    app: Privet,
    tenant: TenantId,
    version: int,
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None = None,
    *,
    against: int | None = None,
) -> Version:
    """Let a proposed or an earlier version decide from now on, in every process. It is checked once more.

    `against` is the version in force that it was compared with. Raises BadInput where another one is by now; Denied.
    """
    said = scanned(app, tenant, reason)
    files, policy = read(app, tenant, version)
    _detects(app, policy)
    with app.store.write(tenant) as tx:
        before = tenants.policy(tx, version=version)
        if before is None or before.state in (rulings.ADOPTED, rulings.REFUSED):
            raise BadInput("that version decides already, or was refused", hint=LISTED)
        row = PolicyRow(version, rulings.ADOPTED, bytes.fromhex(policy.digest), files)
        decision = _decided(app, tx, actor, Outcome.DONE, row, said, factor_age_s, before)
        at, rules = app.now(), app.rules_in(tx)
        moved = isinstance(decision, Permit) and policy.regions != rules.policy.regions
        if isinstance(decision, Permit):
            if against not in (None, rules.version):
                raise BadInput("other rules are in force than it was compared with", hint="look at it once more")
            tenants.put_policy(tx, row, at)
        if moved:  # national numbers are read by other rules from now on, by the index too
            forget_index(tx)
    decision.require()
    app.rules.pop(tenant, None)  # what they said of detection may be what could not run
    if moved:
        reindex(app, tenant)
    return Version(version, row.state, at)


def refuse(
    app: Privet, tenant: TenantId, version: int, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> Version:
    """A proposed version is not to decide: whoever proposed it takes it back, or another one refuses it."""
    said = scanned(app, tenant, reason)
    with app.store.write(tenant) as tx:
        before = tenants.policy(tx, version=version)
        if before is None or before.state != rulings.PROPOSED:
            raise BadInput("no such version waits for an answer", hint=LISTED)
        row = replace(before, state=rulings.REFUSED)
        decision = _decided(app, tx, actor, Outcome.DONE, row, said, factor_age_s)
        at = app.now()
        if isinstance(decision, Permit):
            tenants.put_policy(tx, row, at)
    decision.require()
    return Version(version, row.state, at)


def takes_another(app: Privet, tenant: TenantId, version: int, actor: Actor) -> bool:
    """Whether somebody else than `actor` has to adopt that version. Raises NotFound; Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        row = tenants.policy(view, version=version)
        if row is None:
            raise NotFound("there is no such version of the policy", hint=LISTED)
        return not _second(app, view, actor, row) and _others(app, view, actor)


def versions(app: Privet, tenant: TenantId, actor: Actor) -> list[Version]:
    """Every version there was, ascending."""
    with company(app, tenant, actor) as view:
        return [Version(*row[:3]) for row in tenants.policy_versions(view)]


def show(app: Privet, tenant: TenantId, actor: Actor, version: int | None = None) -> tuple[dict[str, str], Policy]:
    """Texts and meaning of a version, or of the adopted one."""
    with company(app, tenant, actor):
        pass
    return read(app, tenant, version)


def differences(app: Privet, tenant: TenantId, files: Mapping[str, str]) -> list[change.Change]:
    """What would change if the policy that these files are were adopted."""
    before, old = read(app, tenant, None)
    return list(change.compare(old, before, Policy.parse(files), files))


def read(app: Privet, tenant: TenantId, version: int | None) -> tuple[dict[str, str], Policy]:
    """Texts and meaning of a version, or of the adopted one, for acts that may have them. Raises NotFound."""
    with app.store.view(tenant) as view:
        row = tenants.policy(view, version=version)
    if row is None:
        raise NotFound("there is no such version of the policy", hint=LISTED)
    return row.files, Policy.parse(row.files)


def _detects(app: Privet, policy: Policy) -> None:
    """Raise BadInput where detection cannot run by this policy: its own patterns, with and without Hyperscan, then all
    of it, as messages will need it."""
    own_triggers = [pattern.detector(name, *of).triggers for name, of in policy.terms.patterns.items()]
    try:
        for use in (True, False) if AVAILABLE and understood() and own_triggers else ():
            Prefilter(own_triggers, use).fired("0" * 20)
        app.scanner(policy).ready()
    except Exception as error:
        raise BadInput(
            f"detection cannot run by this policy: {type(error).__name__}",
            hint="look at its patterns and allowed values; `privet doctor` says what else detection stands on",
        ) from None


def _decided(
    app: Privet,
    tx: Tx,
    actor: Actor,
    outcome: Outcome,
    row: PolicyRow,
    said: Said,
    factor_age_s: int | None,
    before: PolicyRow | None = None,
) -> Permit | Deny:
    """May the policy be changed? The entry names it by its content; a permitted step is kept with the entry's id.

    `before` is the version as it was that is to decide, which takes two persons.
    """
    ask, number = Ask(actor, "rule", "operation"), app.entry_id()
    single = before is not None and not _second(app, tx, actor, before)
    others = single and _others(app, tx, actor)
    decision = own.recorded(
        app, tx, ask, "rule.refuse" if row.state == rulings.REFUSED else "rule",
        ids.shown(POLICY, row.digest[:16]), said, factor_age_s, outcome, row.version, alone=others, number=number,
        beside=("nobody-else",) if single and actor.kind != "local" else (),
    )  # fmt: skip
    if isinstance(decision, Permit):
        rulings.add(tx, Ruling(ids.raw(number), row.version, row.state, actor.id, app.now(), single))
    return decision


def _others(app: Privet, view: View, actor: Actor) -> bool:
    """Whether somebody else is there who may change rules; whoever has a shell on the machine is not asked."""
    return actor.kind != "local" and agree.others(app.rules_in(view).policy, view, actor, "rule")


def _second(app: Privet, view: View, actor: Actor, row: PolicyRow) -> bool:
    """Whether somebody else proposed it who may still change rules; what decided before was not proposed since."""
    by = rulings.proposed(view, row.version) if row.state == rulings.PROPOSED else None
    if by is None or by == actor.id:
        return False
    there = agree.may_too(app.rules_in(view).policy, view, "rule")
    return by == LOCAL.id or by in {Actor("operator", name).id for name in there}
