"""Rule: a change of the policy is proposed, and a proposed version is adopted; both on the record.

What is proposed is checked whole, and every case tried, before anything is written. In these entries `policy` is the
version proposed or adopted, and `object` (`pol_…`, the first 16 bytes of the policy's SHA-256) binds its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from privet.acts import own
from privet.acts.allowed import company
from privet.acts.noting import Said, scanned
from privet.acts.reindex import reindex
from privet.core import ids, pattern
from privet.core.entry import Outcome
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import FILES, Actor, Ask, Deny, Permit, Policy
from privet.core.prefilter import AVAILABLE, Prefilter
from privet.core.trigger import understood
from privet.errors import BadInput, NotFound
from privet.store import tenants
from privet.store.subjects import forget_index
from privet.store.tenants import PolicyRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

POLICY = "pol"
"""The prefix of a policy's name by its content."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that two policies differ in: a rule, a case, or a line of policy.toml; `how` is new, changed, gone."""

    what: str
    name: str
    how: str


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
        row = PolicyRow(version, "proposed", bytes.fromhex(policy.digest), kept)
        decision = _decided(app, tx, actor, Outcome.REQUESTED, row, said, factor_age_s)
        at = app.now()
        if isinstance(decision, Permit):
            tenants.put_policy(tx, row, at)
    decision.require()
    return Version(version, row.state, at)


def adopt(
    app: Privet, tenant: TenantId, version: int, reason: Plain, actor: Actor, factor_age_s: int | None = None
) -> Version:
    """Let a proposed or an earlier version decide from now on, in every process. It is checked once more."""
    said = scanned(app, tenant, reason)
    files, policy = _read(app, tenant, version)
    _detects(app, policy)
    with app.store.write(tenant) as tx:
        row = tenants.policy(tx, version=version)
        if row is None or row.state == "adopted":
            raise BadInput("that version is the adopted one already", hint="`privet rule versions` lists them")
        row = PolicyRow(version, "adopted", bytes.fromhex(policy.digest), files)
        decision = _decided(app, tx, actor, Outcome.DONE, row, said, factor_age_s)
        at = app.now()
        moved = isinstance(decision, Permit) and policy.regions != app.rules_in(tx).policy.regions
        if isinstance(decision, Permit):
            tenants.put_policy(tx, row, at)
        if moved:  # national numbers are read by other rules from now on, by the index too
            forget_index(tx)
    decision.require()
    app.rules.pop(tenant, None)  # what they said of detection may be what could not run
    if moved:
        reindex(app, tenant)
    return Version(version, row.state, at)


def versions(app: Privet, tenant: TenantId, actor: Actor) -> list[Version]:
    """Every version there was, ascending."""
    with company(app, tenant, actor) as view:
        return [Version(*row) for row in tenants.policy_versions(view)]


def show(app: Privet, tenant: TenantId, actor: Actor, version: int | None = None) -> tuple[dict[str, str], Policy]:
    """Texts and meaning of a version, or of the adopted one."""
    with company(app, tenant, actor):
        pass
    return _read(app, tenant, version)


def differences(app: Privet, tenant: TenantId, files: Mapping[str, str]) -> list[Change]:
    """What would change if the policy that these files are were adopted."""
    before, old = _read(app, tenant, None)
    return list(compare(old, before, Policy.parse(files), files))


def compare(old: Policy, before: Mapping[str, str], new: Policy, after: Mapping[str, str]) -> Iterator[Change]:
    """Rules, cases and terms in which two policies differ; `before` and `after` are their texts."""
    yield from _changes("rule", _rules(old, before), _rules(new, after))
    yield from _changes("case", _cases(old), _cases(new))
    terms, new_terms = asdict(old.terms), asdict(new.terms)
    if terms["regions"] != new_terms["regions"]:
        yield Change("regions", " ".join(new.regions), "changed")
    yield from _changes("allowed", dict.fromkeys(terms["allowed"]), dict.fromkeys(new_terms["allowed"]))
    for what in ("purposes", "roles", "classes", "kinds", "patterns", "showing", "training"):
        yield from _changes(what, terms[what], new_terms[what])


def _changes(what: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            yield Change(what, name, "new")
        elif name not in new:
            yield Change(what, name, "gone")
        elif old[name] != new[name]:
            yield Change(what, name, "changed")


def _rules(policy: Policy, files: Mapping[str, str]) -> dict[str, object]:
    """Each rule with its text: from its @id to the next one's, whatever its spaces and line ends."""
    lines = files["rules.cedar"].splitlines()
    starts = sorted(rule.line for rule in policy.rules.values())
    ends = dict(zip(starts, [*(start - 1 for start in starts[1:]), len(lines)], strict=True))
    return {
        rule.id: (rule.effect, rule.sentence, " ".join(lines[rule.line - 1 : ends[rule.line]]).split())
        for rule in policy.rules.values()
    }


def _cases(policy: Policy) -> dict[str, object]:
    return {f"{case.rule}: {case.that}": (case.ask, case.facts, case.expect, case.by) for case in policy.cases}


def _read(app: Privet, tenant: TenantId, version: int | None) -> tuple[dict[str, str], Policy]:
    with app.store.view(tenant) as view:
        row = tenants.policy(view, version=version)
    if row is None:
        raise NotFound("there is no such version of the policy", hint="`privet rule versions` lists them")
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
    app: Privet, tx: Tx, actor: Actor, outcome: Outcome, row: PolicyRow, said: Said, factor_age_s: int | None
) -> Permit | Deny:
    """May the policy be changed? The entry names it by its content."""
    ask, thing = Ask(actor, "rule", "operation"), ids.shown(POLICY, row.digest[:16])
    return own.recorded(app, tx, ask, "rule", thing, said, factor_age_s, outcome, row.version)
