"""The policy: a tenant's three files, checked as a whole, and the decision they lead to (docs/reference/rules.md).

    policy.toml    purposes, roles, retention classes, what becomes of each kind, default phone regions
    rules.cedar    the rules, in Cedar (https://docs.cedarpolicy.com), each with @id and @sentence
    cases.toml     for each rule, asks that it lets through and asks that it stops

What no rule permits is refused, a forbid overrides every permit, and a rule that cannot be evaluated refuses.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import cedarpy

from privet.core.access import outside
from privet.core.cases import Case, read_cases
from privet.core.decision import BUILT_IN, LOCAL, Actor, ActorKind, Ask, Deny, Facts, Permit, Scope
from privet.core.kinds import KINDS, Disposition
from privet.core.rulebook import FILE as RULES
from privet.core.rulebook import Rule, read_rules
from privet.core.schema import ACTS, ATTRIBUTES, PRINCIPALS, schema
from privet.core.terms import Retention, Terms, known, read_terms
from privet.errors import BadInput, NoPolicy

__all__ = [
    "ACTS", "BUILT_IN", "FILES", "LOCAL", "Actor", "ActorKind", "Ask", "Case", "DecisionCache", "Deny", "Facts",
    "Permit", "Policy", "Retention", "Rule", "Scope", "cacheable", "decide",
]  # fmt: skip

FILES = ("cases.toml", "policy.toml", RULES)
"""The files of a policy, in the order in which its digest takes them."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A tenant's policy, parsed and checked; immutable and safe to share between threads."""

    digest: str
    rules: Mapping[str, Rule]
    cases: tuple[Case, ...]
    terms: Terms
    parsed: Mapping[str, cedarpy.PolicySet]
    looked: Mapping[str, frozenset[str]]
    """For each act, what of `ROWS` its rules look at."""
    timed: frozenset[str]
    """The acts whose rules ask how old a proof is."""
    permitted: frozenset[str]
    """The acts that some rule permits to somebody."""

    @classmethod
    def parse(cls, files: Mapping[str, str]) -> Policy:
        """The policy these texts are, by file name.

        Every rule is checked against the schema and every case is tried. Raises NoPolicy when a file is missing, and
        BadInput, naming rule, line and what to do, when one cannot be used.
        """
        for name in FILES:
            if name not in files:
                raise NoPolicy(f"the policy has no file {name}", hint="`privet init` writes all three with defaults.")
        files = {name: files[name].removeprefix("\ufeff").replace("\r\n", "\n") for name in FILES}
        terms = read_terms(files["policy.toml"])
        shape = cedarpy.Schema.from_str(schema(terms.purposes, terms.roles, KINDS))
        parsed, looked, timed, rules, permitted = read_rules(files[RULES], shape)
        policy = cls(_digest(files), rules, read_cases(files["cases.toml"]), terms, parsed, looked, timed, permitted)
        _try_cases(policy)
        return policy

    @property
    def purposes(self) -> Mapping[str, str]:
        """Name and sentence of every purpose."""
        return self.terms.purposes

    @property
    def roles(self) -> Mapping[str, str]:
        """Name and sentence of every role."""
        return self.terms.roles

    @property
    def classes(self) -> Mapping[str, Retention]:
        """Every retention class by name."""
        return self.terms.classes

    @property
    def regions(self) -> tuple[str, ...]:
        """Countries (ISO 3166) by whose rules a telephone number without a country code is read, in this order."""
        return self.terms.regions

    def kind(self, name: str) -> tuple[Disposition, str]:
        """What becomes of a value of a kind, and its retention class; BadInput for a kind nobody knows."""
        try:
            return self.terms.kinds[name]
        except KeyError:
            raise BadInput(f"there is no kind {name}", hint="docs/reference/kinds.md lists them.") from None


def decide(policy: Policy, ask: Ask, facts: Facts) -> Permit | Deny:
    """May this be done? Refused unless a rule permits it, no rule forbids it and every rule could be evaluated.

    What an access key does not cover is refused before any rule is asked: no rule widens a key.
    """
    unknown = _unknown(policy, ask) or outside(ask, facts)
    if unknown:
        return _deny(policy, (unknown,))
    if ask.actor.scope is not None:
        facts = replace(facts, scoped=True)
    answer = _answer(policy, cedarpy.is_authorized(_request(ask, facts), policy.parsed[ask.act], _entities(ask, facts)))
    if facts.erased and isinstance(answer, Deny):
        alive = decide(policy, ask, replace(facts, erased=False))
        return replace(answer, erased=isinstance(alive, Permit))
    if (
        isinstance(answer, Deny)
        and ask.act in policy.timed
        and ask.actor.kind == "operator"
        and facts.factor_age_s != 0
    ):
        fresh = decide(policy, ask, replace(facts, factor_age_s=0))
        return replace(answer, stale=isinstance(fresh, Permit))
    return answer


def cacheable(ask: Ask) -> bool:
    """Whether a decision may be remembered: those for messages that come and go, never one that shows or destroys."""
    return ask.act in ("receive", "send", "prompt", "complete")


class DecisionCache:
    """Decisions of one policy for messages that come and go, at most `size`; a new policy gets a new cache.

    The key is everything a decision depends on (ask and facts), so a remembered answer is the answer.
    """

    def __init__(self, policy: Policy, size: int = 4096) -> None:
        self._policy = policy
        self._size = size
        self._answers: dict[tuple[Ask, Facts], Permit | Deny] = {}

    def __len__(self) -> int:
        return len(self._answers)

    def decide(self, ask: Ask, facts: Facts) -> Permit | Deny:
        """The same as `decide`, remembered where that is allowed."""
        if not cacheable(ask):
            return decide(self._policy, ask, facts)
        key = (ask, facts)
        answer = self._answers.get(key)
        if answer is None:
            answer = decide(self._policy, ask, facts)
            if len(self._answers) >= self._size:
                self._answers.clear()
            self._answers[key] = answer
        return answer


def _unknown(policy: Policy, ask: Ask) -> str | None:
    """The reason why this ask cannot even be put to the rules, if there is one."""
    if ask.act not in ACTS:
        return "unknown-act"
    if ask.purpose not in policy.terms.purposes:
        return "unknown-purpose"
    if not ask.kinds <= KINDS.keys():
        return "unknown-kind"
    return None


def _deny(policy: Policy, reasons: tuple[str, ...]) -> Deny:
    return Deny(reasons, tuple(BUILT_IN.get(one) or policy.rules[one].sentence for one in reasons))


def _answer(policy: Policy, result: cedarpy.AuthzResult) -> Permit | Deny:
    """Cedar skips a rule that fails; here such a rule refuses, so errors come first."""
    found = result.diagnostics
    if found.errors or result.decision is cedarpy.Decision.NoDecision:
        named = (re.search(r"policy `([^`]*)`", error) for error in found.errors)
        failed = {match[1] for match in named if match and match[1] in policy.rules}
        return _deny(policy, ("rule-error", *sorted(failed)))
    rules = tuple(sorted(found.reasons))
    if result.decision is cedarpy.Decision.Allow:
        return Permit(rules)
    return _deny(policy, rules or ("no-rule-allows",))


def _request(ask: Ask, facts: Facts) -> dict[str, object]:
    """The ask as Cedar takes it. The context is written here, not by `json.dumps`, because that is a third of the time;
    every name in it is one of the policy's or of Privet's own, hence without a character that JSON escapes.
    """
    kinds = ",".join(f'{{"__entity":{{"type":"Kind","id":"{kind}"}}}}' for kind in ask.kinds)
    # A proof from the future (a clock that was set back) is no proof.
    proved = facts.factor_age_s is not None and facts.factor_age_s >= 0
    age = f'"factor_age_s":{facts.factor_age_s:d},' if proved else ""
    return {
        "principal": {"type": PRINCIPALS[ask.actor.kind], "id": ask.actor.name},
        "action": {"type": "Action", "id": ask.act},
        "resource": {"type": ACTS[ask.act], "id": "any"},
        "context": f'{{"purpose":{{"__entity":{{"type":"Purpose","id":"{ask.purpose}"}}}},"kinds":[{kinds}],{age}'
        f'"reason_given":{"true" if facts.reason_given else "false"},'
        f'"scoped":{"true" if facts.scoped else "false"}}}',
    }


def _entities(ask: Ask, facts: Facts) -> cedarpy.Entities:
    resource = ACTS[ask.act]
    return _parsed_entities(ask.actor, resource, tuple(getattr(facts, name) for name in ATTRIBUTES[resource]))


@lru_cache(maxsize=1024)
def _parsed_entities(actor: Actor, resource: str, values: tuple[bool | str, ...]) -> cedarpy.Entities:
    """Who asks, with their roles, and what it is about, parsed once for each combination that occurs."""
    roles = [{"type": "Role", "id": role} for role in sorted(actor.roles)] if actor.kind == "operator" else []
    attributes = dict(zip(ATTRIBUTES[resource], values, strict=True))
    entities = [
        {"uid": {"type": PRINCIPALS[actor.kind], "id": actor.name}, "attrs": {}, "parents": roles},
        {"uid": {"type": resource, "id": "any"}, "attrs": attributes, "parents": []},
    ]
    return cedarpy.Entities.from_json_str(json.dumps(entities))


def _digest(files: Mapping[str, str]) -> str:
    """SHA-256 over name, length in bytes and text of each file, in the order of `FILES`; line ends are LF."""
    state = hashlib.sha256(b"privet/policy/v1\0")
    for name in FILES:
        text = files[name].encode("utf-8")
        state.update(f"{name}\0{len(text)}\0".encode())
        state.update(text)
    return state.hexdigest()


def _try_cases(policy: Policy) -> None:
    """Every rule has an allow and a deny case that holds, and is itself what allows or denies in one of them."""
    for case in policy.cases:
        if case.rule not in policy.rules:
            raise BadInput(f"{case.where}: there is no such rule", hint=f"Remove the case or name a rule of {RULES}.")
        known(case.where, "the policy", case.ask.actor.roles, policy.roles)
        answer = decide(policy, case.ask, case.facts)
        got = "permit" if isinstance(answer, Permit) else "deny"
        if (got, sorted(answer.reasons)) != (case.expect, list(case.by)):
            raise BadInput(
                f"{case.where}: expected {case.expect} by {', '.join(case.by)}; "
                f"the rules say {got} by {', '.join(answer.reasons)}",
                hint="Either the rule or the case is wrong; correct that one.",
            )
    for rule in policy.rules.values():
        own = [case for case in policy.cases if case.rule == rule.id]
        decided = "permit" if rule.effect == "permit" else "deny"
        if {case.expect for case in own} != {"permit", "deny"} or not any(
            case.expect == decided and rule.id in case.by for case in own
        ):
            raise BadInput(
                f"{RULES}: line {rule.line}: rule {rule.id} lacks a case that it lets through or one that it stops",
                hint=f"Add a permit and a deny case for it to cases.toml; in the {decided} case, `by` names it.",
            )
