"""The default policy decides as its officers were told; a policy that does not check out is refused with a way out."""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import json
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import cedarpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.kinds import KINDS, Disposition
from privet.core.policy import (
    ACTS,
    FILES,
    LOCAL,
    Actor,
    Ask,
    Case,
    DecisionCache,
    Deny,
    Facts,
    Permit,
    Policy,
    cacheable,
    decide,
)
from privet.core.schema import PRINCIPALS, schema
from privet.errors import BadInput, Denied, Erased, NoPolicy, Stale

ROOT = Path(__file__).parents[2]


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_rules", ROOT / "docs/make_rules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = _tool()
DEFAULTS: dict[str, str] = TOOL.defaults()
POLICY = Policy.parse(DEFAULTS)

PROVED = Facts(factor_age_s=10, reason_given=True, assigned=True)
AGENT = Actor("operator", "maria", frozenset({"agent"}))
REVEAL = Ask(AGENT, "reveal", "support", frozenset({"EMAIL"}))


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """The default files with one change, which must be one."""
    assert old in DEFAULTS[name]
    return {**DEFAULTS, name: DEFAULTS[name].replace(old, new, 1)}


def holds(policy: Policy, case: Case) -> bool:
    answer = decide(policy, case.ask, case.facts)
    return (isinstance(answer, Permit), answer.reasons) == (case.expect == "permit", case.by)


def reparsed(static: dict[str, object]) -> Policy:
    """The default policy with these rules in Cedar's JSON form instead of its own, its cases not tried."""
    parsed = cedarpy.PolicySet.from_json_str(
        json.dumps({"templates": {}, "staticPolicies": static, "templateLinks": []})
    )
    return replace(POLICY, parsed=dict.fromkeys(ACTS, parsed))


def written() -> dict[str, dict[str, object]]:
    """Every default rule in Cedar's JSON form, by id."""
    rules = json.loads(cedarpy.policies_to_json_str(DEFAULTS["rules.cedar"]))["staticPolicies"].values()
    return {rule["annotations"]["id"]: rule for rule in rules}


# --- every rule has cases, and they hold


@pytest.mark.parametrize("case", POLICY.cases, ids=lambda case: f"{case.rule}-{case.expect}-{case.number}")
def test_case_holds(case: Case) -> None:
    assert holds(POLICY, case)


@pytest.mark.parametrize("rule", POLICY.rules)
def test_every_rule_has_an_allow_and_a_deny_case(rule: str) -> None:
    assert {case.expect for case in POLICY.cases if case.rule == rule} == {"permit", "deny"}


@pytest.mark.parametrize("rule", POLICY.rules)
def test_dropping_a_rule_fails_one_of_its_cases(rule: str) -> None:
    mutant = reparsed({name: policy for name, policy in written().items() if name != rule})
    assert not all(holds(mutant, case) for case in POLICY.cases if case.rule == rule)


WEAKENED = [
    (rule, part)
    for rule, policy in written().items()
    for part, present in (
        ("conditions", bool(policy["conditions"])),
        ("principal", policy["principal"] != {"op": "All"}),
        ("action", policy["action"] != {"op": "All"}),
    )
    if present
]


@pytest.mark.parametrize(("rule", "part"), WEAKENED)
def test_weakening_a_rule_fails_some_case(rule: str, part: str) -> None:
    rules = written()
    rules[rule] = {**rules[rule], part: [] if part == "conditions" else {"op": "All"}}
    mutant = reparsed(dict(rules))
    assert not all(holds(mutant, case) for case in POLICY.cases)


def test_rules_given_by_act_decide_as_all_rules_together() -> None:
    whole = reparsed(dict(written()))
    assert all(holds(whole, case) for case in POLICY.cases)


def test_allow_all_is_caught_by_the_cases() -> None:
    allow_all = '@id("all") @sentence("Everybody may do everything.")\npermit (principal, action, resource);\n'
    files = {**DEFAULTS, "rules.cedar": DEFAULTS["rules.cedar"] + allow_all}
    with pytest.raises(BadInput, match=r"expected permit by receive; the rules say permit by all, receive"):
        Policy.parse(files)


# --- who may see what is in test_matrix.py; here: who is no operator


@pytest.mark.parametrize("actor", [LOCAL, Actor("gateway", "sms"), Actor("service", "bot")])
@pytest.mark.parametrize("purpose", POLICY.purposes)
def test_nobody_but_operators_reveals(actor: Actor, purpose: str) -> None:
    answer = decide(POLICY, Ask(actor, "reveal", purpose, frozenset({"EMAIL"})), PROVED)
    assert isinstance(answer, Deny)


@pytest.mark.parametrize("age", [None, 301, 2**62, -1])
def test_a_proof_that_is_missing_old_or_from_the_future_is_none(age: int | None) -> None:
    answer = decide(POLICY, REVEAL, replace(PROVED, factor_age_s=age))
    assert answer.reasons == ("fresh-factor",)


actors = st.builds(
    Actor,
    st.sampled_from(sorted(PRINCIPALS)),
    st.sampled_from(["local", "maria", "clock", "sms"]),
    st.frozensets(st.sampled_from(["agent", "privacy", "auditor", "gone"])),
)
asks = st.builds(
    Ask,
    actors,
    st.sampled_from(sorted(ACTS)),
    st.sampled_from(sorted(POLICY.purposes)),
    st.frozensets(st.sampled_from(sorted(KINDS)), max_size=4),
)
some_facts = st.builds(
    Facts,
    st.none() | st.integers(0, 600),
    st.booleans(),
    st.sampled_from(["", "sms", 'a"b\\c\n']),
    *[st.booleans()] * 5,
)


@given(asks, some_facts)
def test_no_default_rule_fails_and_an_erased_subject_is_only_erased_or_met_anew(ask: Ask, facts: Facts) -> None:
    answer = decide(POLICY, ask, facts)
    assert "rule-error" not in answer.reasons
    if facts.erased and isinstance(answer, Permit):
        assert ask.act in {"receive", "erase"} or ACTS[ask.act] == "Tenant"


@given(asks, some_facts)
def test_what_is_sent_to_policies_conforms_to_the_schema(ask: Ask, facts: Facts) -> None:
    from privet.core import policy as inner

    shape = cedarpy.Schema.from_str(schema(POLICY.purposes, [*POLICY.roles, "gone"], KINDS))
    entities = cedarpy.Entities.from_json_str(str(inner._entities(ask, facts)), shape)
    result = cedarpy.is_authorized(inner._request(ask, facts), POLICY.parsed[ask.act], entities, shape)
    assert not result.diagnostics.errors
    assert (result.decision is cedarpy.Decision.Allow) == isinstance(decide(POLICY, ask, facts), Permit)


@given(asks, st.lists(some_facts, max_size=4))
def test_cache_answers_as_decide_does(ask: Ask, listed: list[Facts]) -> None:
    cache = DecisionCache(POLICY, size=2)
    for facts in [*listed, *listed]:
        assert cache.decide(ask, facts) == decide(POLICY, ask, facts)
    assert len(cache) <= (2 if cacheable(ask) else 0)


def test_the_cache_remembers_and_stays_within_its_size() -> None:
    cache = DecisionCache(POLICY, size=2)
    ask = Ask(Actor("gateway", "sms"), "receive", "delivery", frozenset({"EMAIL"}))
    first = cache.decide(ask, Facts(channel="sms"))
    assert cache.decide(replace(ask), Facts(channel="sms")) is first
    for channel in ("web", "telegram", "sms"):
        assert cache.decide(ask, Facts(channel=channel)) == first
        assert len(cache) <= 2
    assert cache.decide(REVEAL, PROVED) is not cache.decide(REVEAL, PROVED)


def test_only_messages_that_come_and_go_are_remembered() -> None:
    remembered = {act for act in ACTS if cacheable(Ask(LOCAL, act, "operation"))}
    assert remembered == {"receive", "send", "prompt", "complete"}


# --- decisions as values


def test_a_decision_is_neither_true_nor_false() -> None:
    for decision in (Permit(("receive",)), Deny(("no-rule-allows",), ("No rule allows this.",))):
        with pytest.raises(TypeError):
            bool(decision)


def test_require_passes_a_permit_and_raises_a_denial_with_its_sentence() -> None:
    decide(POLICY, REVEAL, PROVED).require()
    with pytest.raises(Denied, match=r"^refused: An operator gives a reason .* \(reason-given\)$") as caught:
        decide(POLICY, REVEAL, replace(PROVED, reason_given=False)).require()
    assert type(caught.value) is Denied


def test_erasure_is_named_only_to_whoever_could_have_seen_the_value() -> None:
    gone = replace(PROVED, erased=True)
    with pytest.raises(Erased):
        decide(POLICY, REVEAL, gone).require()
    with pytest.raises(Denied) as caught:
        decide(POLICY, replace(REVEAL, purpose="fraud"), gone).require()
    assert type(caught.value) is Denied


def test_an_old_proof_is_named_only_where_nothing_else_stands_in_the_way() -> None:
    for age in (301, None):
        old = replace(PROVED, factor_age_s=age)
        with pytest.raises(Stale, match="fresh-factor"):
            decide(POLICY, REVEAL, old).require()
        for ask, facts in (
            (replace(REVEAL, purpose="fraud"), old),
            (REVEAL, replace(old, reason_given=False)),
            (REVEAL, replace(old, erased=True)),
        ):
            with pytest.raises(Denied) as caught:
                decide(POLICY, ask, facts).require()
            assert type(caught.value) is Denied
    with pytest.raises(Erased):
        decide(POLICY, REVEAL, replace(PROVED, erased=True)).require()


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (replace(REVEAL, act="publish"), "unknown-act"),
        (replace(REVEAL, purpose='x"'), "unknown-purpose"),
        (replace(REVEAL, kinds=frozenset({"EMAIL", 'X"'})), "unknown-kind"),
    ],
)
def test_what_rules_cannot_be_asked_is_refused(ask: Ask, reason: str) -> None:
    assert decide(POLICY, ask, PROVED).reasons == (reason,)


@pytest.mark.parametrize("name", ["", "Maria", "a b", "x" * 65, "é", 'a"', "a\n"])
def test_an_actor_has_a_plain_name(name: str) -> None:
    with pytest.raises(BadInput):
        Actor("operator", name)


def test_actors_in_the_ledger() -> None:
    assert (LOCAL.id, AGENT.id) == ("local", "operator:maria")


def test_a_rule_that_fails_refuses() -> None:
    """`age * 2^62 * 4` overflows, which Cedar's validator cannot foresee; the permit beside it must not stand."""
    fails = (
        '@id("overflow") @sentence("Never.")\nforbid (principal is Operator, action == Action::"reveal", resource)\n'
        "when { context has factor_age_s && context.factor_age_s * 4611686018427387904 > 0 };\n"
        '@id("second") @sentence("Never.")\npermit (principal is Gateway, action == Action::"rule", resource);\n'
    )
    cases = "".join(
        f'[[case]]\nrule = "{rule}"\nthat = "x"\nactor = "{actor}"\nact = "{act}"\npurpose = "{purpose}"\n'
        f'roles = ["agent"]\nkinds = ["IP"]\nfacts = {facts}\nexpect = "{expect}"\nby = ["{by}"]\n'
        for rule, actor, act, purpose, facts, expect, by in (
            ("second", "gateway:sms", "rule", "operation", "{}", "permit", "second"),
            ("second", "gateway:sms", "find", "operation", "{}", "deny", "no-rule-allows"),
        )
    )
    files = {**DEFAULTS, "rules.cedar": DEFAULTS["rules.cedar"] + fails, "cases.toml": DEFAULTS["cases.toml"] + cases}
    with pytest.raises(BadInput, match=r"the rules say deny by rule-error, overflow"):
        Policy.parse(files)
    rules = json.loads(cedarpy.policies_to_json_str(fails))["staticPolicies"]
    mutant = reparsed({**written(), "fresh-factor": rules["policy0"]})
    answer = decide(mutant, REVEAL, PROVED)
    assert answer.reasons == ("rule-error", "fresh-factor")
    with pytest.raises(Denied, match="could not be evaluated"):
        answer.require()


# --- a policy that does not check out


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_no_policy(name: str) -> None:
    with pytest.raises(NoPolicy, match=name):
        Policy.parse({other: text for other, text in DEFAULTS.items() if other != name})


RULES, TERMS, CASES = "rules.cedar", "policy.toml", "cases.toml"

SHOWING = re.compile(r"\[reveal\]|(hour|day|shown|answer|use|uses) = ")
BROKEN = {
    "wrong attribute": (RULES, "context.factor_age_s <=", "context.factor_agee_s <=", r"line \d+: rule fresh-factor: "),
    "attribute that may be absent": (
        RULES,
        "context has factor_age_s && ",
        "",
        r"rule fresh-factor: unable to guarantee",
    ),
    "misspelt purpose": (
        RULES,
        'Purpose::"support" &&',
        'Purpose::"suport" &&',
        r"line \d+: rule reveal-support: .*suport",
    ),
    "misspelt kind": (RULES, 'Kind::"IP"', 'Kind::"IPP"', r"rule reveal-support: .*IPP"),
    "misspelt role": (
        RULES,
        '(principal in Role::"agent"',
        '(principal in Role::"agnet"',
        r"rule send-people: .*agnet",
    ),
    "misspelt act": (RULES, 'action == Action::"receive"', 'action == Action::"recieve"', r"rule receive: .*recieve"),
    "no Cedar": (
        RULES,
        "forbid (principal, action, resource)",
        "forbid (principal, action, resource",
        r"rule from line \d+",
    ),
    "no Cedar before the first rule": (RULES, "// Who may", "Who may", "a rule: "),
    "no id": (RULES, '@id("send-card")\n', "", r"rule 6 of the file has no usable @id"),
    "id that is a built-in reason": (
        RULES,
        '@id("send-card")',
        '@id("rule-error")',
        r"rule 6 of the file has no usable",
    ),
    "no sentence": (
        RULES,
        '@sentence("Privacy officers may change rules and legal bases, make access keys and hooks, '
        'and set up bots, lines and gateways to language models, which let data out.")\n',
        "",
        r"line \d+: rule rule-privacy has no",
    ),
    "two of an id": (RULES, '@id("send-card")', '@id("send")', r"two rules send$"),
    "template": (
        RULES,
        "permit (principal is Local, action",
        "permit (principal == ?principal, action",
        r"\?principal",
    ),
    "rule gone, cases left": (RULES, '@id("send-card")', '@id("send-cards")', r"case 12 \(send-card: .*no such rule"),
    "case that does not hold": (CASES, 'expect = "permit"', 'expect = "deny"', r"case 1 \(receive: .*expected deny"),
    "case of other rules": (
        CASES,
        'by = ["send-card"]',
        'by = ["send"]',
        r"expected deny by send; .* deny by send-card$",
    ),
    "case of unknown role": (CASES, 'roles = ["agent"]', 'roles = ["agnet"]', r"case 2 .* the policy has no 'agnet'"),
    "case that is no TOML": (CASES, "[[case]]", "[[case]", r"cases.toml: .*line"),
    "case with an unknown key": (CASES, "that =", "thta =", r"case 1 has no 'thta'"),
    "case without purpose": (CASES, 'purpose = "delivery"\n', "", r"case 1 needs purpose"),
    "case that expects a guess": (CASES, 'expect = "permit"', 'expect = "maybe"', r"neither permit nor deny"),
    "case of no actor": (CASES, 'actor = "gateway:sms"', 'actor = "gate:sms"', r"case 1 actor has no 'gate'"),
    "case with kinds no list": (CASES, '["EMAIL", "CARD", "PIN"]', '"EMAIL"', r"case 1 kinds is no list"),
    "case with an unknown fact": (CASES, "to_member", "to_members", r"facts has no 'to_members'"),
    "case with a fact of the wrong type": (CASES, "to_member = true", 'to_member = "yes"', r"to_member must be bool"),
    "case with facts no table": (CASES, "facts = { to_member = true }", "facts = 1", r"facts is no table"),
    "cases no table": (CASES, DEFAULTS[CASES], "case = 1", r"written as \[\[case\]\]"),
    "no cases": (CASES, DEFAULTS[CASES], "", r"rules.cedar: line \d+: rule receive lacks a case"),
    "no rules": (RULES, DEFAULTS[RULES], "// nothing", "there is no rule"),
    "terms no TOML": (TERMS, "[purposes]", "[purposes", r"policy.toml: .*line"),
    "terms with an unknown section": (TERMS, "[purposes]", "[purpose]", r"has no 'purpose'"),
    "no roles": (TERMS, "[roles]", "[kinds.CARD]", r"\[roles\] is missing"),
    "purpose without a sentence": (TERMS, '"Answer a customer\'s question."', '""', r"support needs a sentence"),
    "purpose that is no name": (TERMS, "support =", '"Sup port" =', r"'Sup port' is not a name"),
    "regions missing": (TERMS, "regions =", "#", r"regions must list"),
    "regions no country": (TERMS, '"US"', '"usa"', r"regions must list"),
    "class missing": (TERMS, "[retention.transit]", "[retention.other]", r"\[retention.transit\] is missing"),
    "class no table": (
        TERMS,
        "[retention.message]",
        "[retention]\nx = 1\n[retention.message]",
        r"retention.x\] is not",
    ),
    "class with an unknown key": (TERMS, 'keep = "90d"', 'kept = "90d"', r"has no 'kept'"),
    "class without a sentence": (TERMS, 'sentence = "Text that could not be scanned yet."', "", r"undetected\] needs"),
    "class kept for no length": (TERMS, '"90d"', '"365"', r"retention.message\] keep is no length"),
    "class kept for a number": (TERMS, '"90d"', "365", r"retention.message\] keep is no length"),
    "class kept for ever": (TERMS, '"90d"', '"36501d"', r"retention.message\] keep is no length"),
    "messages kept until an event": (TERMS, '"90d"', '"event"', r"retention.message\] is kept too long"),
    "unscanned text kept longer": (TERMS, 'keep = "24h"', 'keep = "25h"', r"retention.undetected\] is kept too long"),
    "exact as long as it is kept": (
        TERMS,
        'exact = "24h"',
        'exact = "7d"',
        r"retention.trace\] exact is no length",
    ),
    "exact for a number": (TERMS, 'exact = "24h"', "exact = 24", r"retention.trace\] exact is no length"),
    "relation by length": (TERMS, '"event"', '"10d"', r"retention.relation\] ends by an event"),
    "showing no table": (
        TERMS,
        DEFAULTS[TERMS],
        "reveal = 1\n" + "\n".join(line for line in DEFAULTS[TERMS].split("\n") if not SHOWING.match(line)),
        r"\[reveal\] is not a table",
    ),
    "a budget of no number": (TERMS, "hour = 30", "hour = true", r"\[reveal\] hour is no number up to 10000"),
    "a budget beyond all measure": (TERMS, "day = 120", "day = 100001", r"\[reveal\] day is no number"),
    "a grant for ever": (TERMS, 'use = "15m"', 'use = "2d"', r"\[reveal\] use is no length up to 86400"),
    "a value shown for nothing": (TERMS, 'shown = "30s"', "shown = 30", r"\[reveal\] shown is no length"),
    "a line of showing nobody knows": (TERMS, "uses = 1", "use_s = 1", r"\[reveal\] has no 'use_s'"),
    "unknown kind": (TERMS, "CODE =", "CODES =", r"\[kinds\] has no 'CODES'"),
    "kind no table": (
        TERMS,
        'CODE = { disposition = "transit", class = "transit" }',
        "CODE = 1",
        r"CODE is not a table",
    ),
    "kinds no table": (TERMS, DEFAULTS[TERMS], "kinds = 1\n" + DEFAULTS[TERMS].split("[kinds]")[0], r"kinds\] is not"),
    "kind with an unknown key": (TERMS, 'class = "transit"', 'klass = "transit"', r"CODE has no 'klass'"),
    "kind of no disposition": (TERMS, 'disposition = "transit"', 'disposition = "keep"', r"has no 'keep'"),
    "kind of no class": (TERMS, 'class = "transit" }', 'class = "transits" }', r"CODE class has no 'transits'"),
    "code that must be dropped, kept": (
        TERMS,
        "CODE = {",
        'PIN = { disposition = "seal" }\nCODE = {',
        r"PIN must stay 'drop'",
    ),
    "literal not sealed": (TERMS, "CODE = {", 'LITERAL = { disposition = "pass" }\nCODE = {', r"LITERAL must stay"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_policy_that_does_not_check_out_is_refused_with_a_way_out(name: str) -> None:
    file, old, new, message = BROKEN[name]
    with pytest.raises(BadInput, match=message) as caught:
        Policy.parse(changed(file, old, new))
    assert any(one in caught.value.message for one in FILES)
    assert caught.value.hint


def test_the_line_named_is_the_rules() -> None:
    lines = DEFAULTS[RULES].splitlines()
    for rule in POLICY.rules.values():
        assert lines[rule.line - 1].startswith(f'@id("{rule.id}")')


# --- what it says


def test_a_kind_has_a_disposition_and_a_class() -> None:
    assert POLICY.kind("EMAIL") == (Disposition.SEAL, "message")
    assert POLICY.kind("CODE") == (Disposition.TRANSIT, "transit")
    assert POLICY.kind("PIN") == (Disposition.DROP, "message")
    with pytest.raises(BadInput, match="no kind NONE"):
        POLICY.kind("NONE")


def test_a_tenant_may_keep_less() -> None:
    stricter = Policy.parse(changed(TERMS, 'IP = { class = "trace" }', 'IP = { disposition = "drop" }'))
    assert stricter.kind("IP")[0] is Disposition.DROP


def test_lengths_and_regions() -> None:
    assert {name: one.seconds for name, one in POLICY.classes.items()} == {
        "message": 90 * 86_400,
        "unknown": 30 * 86_400,
        "trace": 7 * 86_400,
        "transit": 600,
        "undetected": 86_400,
        "relation": None,
    }
    assert POLICY.regions[0] == "US"
    assert set(POLICY.roles) == {"agent", "supervisor", "privacy", "security", "counsel", "auditor", "admin"}


def test_the_digest_names_the_text_and_not_its_line_ends() -> None:
    windows = {name: "\ufeff" + text.replace("\n", "\r\n") for name, text in DEFAULTS.items()}
    assert Policy.parse(windows).digest == POLICY.digest
    digests = {Policy.parse(changed(name, "\n", " \n")).digest for name in FILES}
    assert len(digests | {POLICY.digest}) == 4


def test_the_digest_is_what_the_reference_says() -> None:
    parts = [b"privet/policy/v1\0"]
    for name in ("cases.toml", "policy.toml", "rules.cedar"):
        text = DEFAULTS[name].encode()
        parts += [name.encode(), b"\0", str(len(text)).encode(), b"\0", text]
    assert POLICY.digest == hashlib.sha256(b"".join(parts)).hexdigest()


def test_a_rule_may_speak_of_several_acts_or_of_all() -> None:
    """Only rules whose scope takes an act in are put to Cedar for it."""
    assert "erased" in str(POLICY.parsed["read"])
    assert "fresh-factor" in str(POLICY.parsed["erase"])
    assert "fresh-factor" not in str(POLICY.parsed["read"])
    assert all(len(POLICY.parsed[act]) < len(POLICY.rules) for act in ACTS)


def test_every_act_and_actor_can_be_asked_about() -> None:
    for act, kind in itertools.product(ACTS, PRINCIPALS):
        actor = Actor(kind, "x")  # type: ignore[arg-type]
        assert "rule-error" not in decide(POLICY, Ask(actor, act, "operation"), Facts()).reasons


def test_the_page_of_rules_is_up_to_date() -> None:
    page = (ROOT / "docs/reference/rules.md").read_text("utf-8")
    assert page == TOOL.page(POLICY), "run: python docs/make_rules.py"
