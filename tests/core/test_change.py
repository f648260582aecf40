"""What a change of the policy changes: cells of the matrix, cases, rules, lines; each against the real decision."""

from __future__ import annotations

from privet.app import default_policy
from privet.core import change
from privet.core.change import Line
from privet.core.decision import Ask, Facts, Permit
from privet.core.matrix import COMPANY, When, role
from privet.core.policy import Policy, decide

FILES = default_policy()
POLICY = Policy.parse(FILES)


def edited(name: str, *pairs: tuple[str, str]) -> dict[str, str]:
    files = dict(FILES)
    for old, new in pairs:
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)
    return files


ASSIGN = 'principal in [Role::"supervisor", Role::"privacy"] };\n\n@id("operate-local")'
WIDER = edited("rules.cedar", (ASSIGN, ASSIGN.replace('"privacy"]', '"privacy", Role::"auditor"]')))


def test_a_cell_that_would_be_another_is_named() -> None:
    (found,) = change.rights(POLICY, Policy.parse(WIDER))
    assert (found.who, found.act, found.purposes, found.kinds) == ("auditor", "assign", ("operation",), ())
    assert (found.before.when, found.after.when, found.after.rules) == (When.NEVER, When.ALONE, ("assign",))
    ask = Ask(role("auditor"), "assign", "operation")
    assert not isinstance(decide(POLICY, ask, Facts()), Permit)
    assert isinstance(decide(Policy.parse(WIDER), ask, Facts()), Permit)


def test_nothing_differs_from_itself_nor_by_a_sentence() -> None:
    assert change.rights(POLICY, POLICY) == []
    assert change.lines(FILES, FILES) == {}
    assert change.turned(POLICY, POLICY) == []


def test_a_new_purpose_and_role_are_asked_about_though_no_rule_changed() -> None:
    more = edited("policy.toml", ("[roles]\n", 'surveys = "Ask for money."\n\n[roles]\nclerk = "Sorts."\n'))
    found = change.rights(POLICY, Policy.parse(more))
    assert {one.purposes for one in found} == {("surveys",)}  # a clerk may do nothing by any rule
    read = {one.who for one in found if one.act == "read"}
    assert read == {"agent", "supervisor", "privacy", "auditor", "(shell)", "(program)"}
    assert all(one.before.when is When.NEVER for one in found)


def test_the_companys_own_stands_apart() -> None:
    listed = 'Role::"security", Role::"counsel", Role::"auditor", Role::"admin"'
    (found,) = change.rights(
        POLICY, Policy.parse(edited("rules.cedar", (listed, listed.removeprefix('Role::"security", '))))
    )
    assert (found.who, found.act, found.before.when, found.after.when) == (
        "security", COMPANY, When.ALONE, When.NEVER,
    )  # fmt: skip


def test_kinds_that_change_alike_are_named_together() -> None:
    seen = 'Kind::"USERNAME", Kind::"MAC", '
    (found,) = change.rights(POLICY, Policy.parse(edited("rules.cedar", (seen, ""))))
    assert (found.who, found.purposes, found.kinds) == ("security", ("fraud",), ("MAC", "USERNAME"))
    assert (found.before.when, found.after.when) == (When.ALONE, When.APPROVED)


def test_a_kind_that_is_named_by_itself_is_told_apart() -> None:
    rule = 'purpose == Purpose::"legal" };\n\n@id("reveal-privacy")'
    (found,) = change.rights(
        POLICY,
        Policy.parse(
            edited("rules.cedar", (rule, rule.replace(" };", ' && !context.kinds.contains(Kind::"PHONE") };')))
        ),
    )
    assert (found.who, found.kinds, found.after.when) == ("counsel", ("PHONE",), When.APPROVED)


def test_a_case_that_would_come_out_otherwise_is_named_though_it_was_taken_away() -> None:
    """Whoever widens a rule takes the case out that stood in the way; it is tried all the same."""
    clock = (
        'principal == Service::"clock", action == Action::"expire"',
        'principal is Service, action == Action::"expire"',
    )
    files = edited("rules.cedar", clock)
    start = FILES["cases.toml"].index('[[case]]\nrule = "expire-clock"\nthat = "another service')
    end = FILES["cases.toml"].index("[[case]]", start + 1)
    new = Policy.parse({**files, "cases.toml": FILES["cases.toml"][:start] + FILES["cases.toml"][end:]})
    (found,) = change.turned(POLICY, new)
    assert (found.case.that, found.case.expect, found.got, found.by) == (
        "another service expires something", "deny", "permit", ("expire-clock",),
    )  # fmt: skip


def test_cases_of_a_rule_that_is_gone_are_left_out() -> None:
    start, end = (FILES["rules.cedar"].index(f'@id("{one}")') for one in ("expire-clock", "review-clock"))
    cases = "[[case]]".join(one for one in FILES["cases.toml"].split("[[case]]") if '"expire-clock"' not in one)
    rules = FILES["rules.cedar"][:start] + FILES["rules.cedar"][end:]
    assert change.turned(POLICY, Policy.parse({**FILES, "rules.cedar": rules, "cases.toml": cases})) == []


def test_lines_say_what_goes_and_what_comes() -> None:
    found = change.lines(FILES, WIDER)
    assert list(found) == ["rules.cedar"]
    shown = found["rules.cedar"]
    assert shown[0] == Line("@", "")
    assert [one.how for one in shown if one.how in "+-"] == ["-", "+"]
    assert next(one.text for one in shown if one.how == "+").endswith('Role::"auditor"] };')
