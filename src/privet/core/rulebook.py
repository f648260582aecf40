"""What `rules.cedar` says: each rule with its id, effect, sentence and line, checked against the schema."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import cedarpy

from privet.core.decision import BUILT_IN, NAME
from privet.core.schema import ACTS, ROWS
from privet.errors import BadInput

FILE = "rules.cedar"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as people see it: `effect` is permit or forbid, `line` where it stands in rules.cedar."""

    id: str
    effect: str
    sentence: str
    line: int


class Read(NamedTuple):
    """The rules as Cedar evaluates them (for each act those that speak of it, under their own ids), for each act what
    of `ROWS` they name, the acts for which they ask how old a proof is, the rules as people see them, and the acts
    that some rule permits.
    """

    parsed: dict[str, cedarpy.PolicySet]
    looked: dict[str, frozenset[str]]
    timed: frozenset[str]
    rules: dict[str, Rule]
    permitted: frozenset[str]


def read_rules(text: str, shape: cedarpy.Schema) -> Read:
    """The rules of a text, each checked against the schema. Raises BadInput, which names rule and line."""
    try:
        written = json.loads(cedarpy.policies_to_json_str(text))
    except ValueError as error:
        raise BadInput(f"{FILE}: {_broken(text)}: {error}", hint="Correct that rule.") from None
    if written["templates"]:
        raise BadInput(f"{FILE}: ?principal and ?resource are not used here", hint="Name whom the rule is for.")
    rules: dict[str, Rule] = {}
    policies: dict[str, Mapping[str, Any]] = {}
    for number, policy in enumerate(written["staticPolicies"].values(), 1):
        rule = _rule(text, number, policy)
        if rule.id in rules:
            raise BadInput(f"{FILE}: there are two rules {rule.id}", hint="Give one of them another @id.")
        rules[rule.id], policies[rule.id] = rule, policy
    if not rules:
        raise BadInput(f"{FILE}: there is no rule", hint="Without a permit everything is refused, receiving too.")
    _check(text, shape, rules)
    about = {act: _about(act, policies) for act in ACTS}
    looked = {act: frozenset(name for name in ROWS if f'"{name}"' in chosen) for act, chosen in about.items()}
    timed = frozenset(act for act, chosen in about.items() if '"factor_age_s"' in chosen)
    permitted = frozenset(act for act, chosen in about.items() if '"effect": "permit"' in chosen)
    parsed = {act: cedarpy.PolicySet.from_json_str(chosen) for act, chosen in about.items()}
    return Read(parsed, looked, timed, rules, permitted)


def _about(act: str, policies: Mapping[str, Mapping[str, Any]]) -> str:
    """The rules whose scope takes in `act`, in Cedar's JSON. The others cannot decide about it; leaving them out halves
    the time.
    """

    def takes_in(scope: Mapping[str, Any]) -> bool:
        named = [scope["entity"]] if "entity" in scope else scope.get("entities", [])
        return scope["op"] == "All" or act in (one.get("__entity", one)["id"] for one in named)

    chosen = {name: policy for name, policy in policies.items() if takes_in(policy["action"])}
    return json.dumps({"templates": {}, "staticPolicies": chosen, "templateLinks": []})


def _rule(text: str, number: int, policy: Mapping[str, Any]) -> Rule:
    annotations = policy.get("annotations", {})
    name, sentence = annotations.get("id") or "", annotations.get("sentence") or ""
    if not NAME.fullmatch(name) or name in BUILT_IN:
        raise BadInput(
            f"{FILE}: rule {number} of the file has no usable @id",
            hint="Write @id(\"…\") with a-z, 0-9, '_', '.', ':' and '-' before it.",
        )
    found = re.search(rf'^[^/\n]*@id\s*\(\s*"{re.escape(name)}"', text, re.MULTILINE)
    line = text.count("\n", 0, found.end()) + 1 if found else 0
    if not sentence.strip():
        raise BadInput(f"{FILE}: line {line}: rule {name} has no @sentence", hint="Say in one sentence what it means.")
    return Rule(name, policy["effect"], sentence, line)


def _check(text: str, shape: cedarpy.Schema, rules: Mapping[str, Rule]) -> None:
    """Refuse a rule that names what the schema does not have, or could fail when it is evaluated."""
    result = cedarpy.validate_policies(text, shape)
    for problem in result.errors:
        name = result.id_annotations_by_policy_id.get(problem.policy_id, problem.policy_id)
        what = re.sub(r"^for policy `[^`]*`[,:] ", "", problem.error)
        line = rules[name].line if name in rules else 0
        raise BadInput(
            f"{FILE}: line {line}: rule {name}: {what}", hint="docs/reference/rules.md lists what a rule can name."
        )


def _broken(text: str) -> str:
    """Where the first rule stands that cannot be parsed; Cedar itself does not say."""
    starts = [match.start() for match in re.finditer(r"^@id\b", text, re.MULTILINE)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        try:
            cedarpy.PolicySet.from_str(text[start:end])
        except ValueError:
            return f"the rule from line {text.count(chr(10), 0, start) + 1}"
    return "a rule"
