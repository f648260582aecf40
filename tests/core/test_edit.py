"""A rule is taken out of the files and put back; everything else stays as it stood."""

from __future__ import annotations

import pytest

from privet.app import default_policy
from privet.core import change, edit
from privet.core.edit import Piece
from privet.core.policy import Policy
from privet.errors import BadInput

FILES = default_policy()
POLICY = Policy.parse(FILES)
PIECES = edit.pieces(POLICY, FILES)

RULE = """@id("assign-auditor")
@sentence("Auditors may give conversations to people.")
permit (principal in Role::"auditor", action == Action::"assign", resource)
when { context.purpose == Purpose::"operation" };"""
CASES = """[[case]]
rule = "assign-auditor"
that = "an auditor gives a conversation to an agent"
actor = "operator:uma"
roles = ["auditor"]
act = "assign"
purpose = "operation"
expect = "permit"
by = ["assign-auditor"]

[[case]]
rule = "assign-auditor"
that = "an auditor does so for support"
actor = "operator:uma"
roles = ["auditor"]
act = "assign"
purpose = "support"
expect = "deny"
by = ["no-rule-allows"]"""


def changes(files: dict[str, str]) -> set[tuple[str, str]]:
    return {(one.what, one.how) for one in change.compare(POLICY, FILES, Policy.parse(files), files)}


def blocks(files: dict[str, str]) -> list[str]:
    return sorted(one.strip() for one in files["cases.toml"].split("[[case]]"))


@pytest.mark.parametrize("name", PIECES)
def test_what_is_put_back_as_it_was_changes_nothing(name: str) -> None:
    files = edit.rewritten(POLICY, FILES, name, PIECES[name])
    assert files["rules.cedar"] == FILES["rules.cedar"]
    assert files["policy.toml"] == FILES["policy.toml"]
    assert blocks(files) == blocks(FILES)


def test_every_rule_has_its_text_and_its_cases() -> None:
    assert list(PIECES) == sorted(POLICY.rules, key=lambda name: POLICY.rules[name].line)
    for name, piece in PIECES.items():
        assert piece.rule.startswith(f'@id("{name}")')
        assert piece.rule.endswith(";")  # nor the comment before the next one
        assert piece.cases.count("[[case]]") == sum(case.rule == name for case in POLICY.cases)


def test_a_new_rule_comes_last_and_goes_again() -> None:
    files = edit.rewritten(POLICY, FILES, "", Piece(RULE.replace("\n", "\r\n"), CASES))
    policy = Policy.parse(files)
    assert changes(files) == {("rule", "new"), ("case", "new")}
    assert list(edit.pieces(policy, files))[-1] == "assign-auditor"
    assert edit.pieces(policy, files)["assign-auditor"] == Piece(RULE, CASES)
    gone = edit.rewritten(policy, files, "assign-auditor", Piece("", ""))
    assert changes(gone) == set()
    assert gone["rules.cedar"] == FILES["rules.cedar"]


def test_a_changed_rule_stands_where_it_stood() -> None:
    piece = PIECES["assign"]
    files = edit.rewritten(POLICY, FILES, "assign", Piece(piece.rule.replace("people", "anybody"), piece.cases))
    assert changes(files) == {("rule", "changed")}
    assert [one.how for one in change.lines(FILES, files)["rules.cedar"] if one.how in "+-"] == ["-", "+"]


def test_a_comment_before_the_cases_stays_and_none_is_needed() -> None:
    assert FILES["cases.toml"].startswith("#")
    made = edit.rewritten(POLICY, FILES, "assign", PIECES["assign"])
    assert made["cases.toml"].partition("\n\n[[case]]")[0] == FILES["cases.toml"].partition("\n\n[[case]]")[0]
    bare = {**FILES, "cases.toml": FILES["cases.toml"][FILES["cases.toml"].index("[[case]]") :]}
    assert edit.rewritten(POLICY, bare, "assign", PIECES["assign"])["cases.toml"].startswith("[[case]]")


def test_cases_that_cannot_be_told_apart_are_left_alone() -> None:
    files = {**FILES, "cases.toml": FILES["cases.toml"].replace("[[case]]", "[[ case ]]", 1)}
    policy = Policy.parse(files)
    with pytest.raises(BadInput, match="rule by rule"):
        edit.pieces(policy, files)
