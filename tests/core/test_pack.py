"""What single laws ask, as packs: golden decisions written from the provisions; packs fit the default policy."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from privet.app import default_policy, packs
from privet.core.decision import Actor, Deny, Scope
from privet.core.pack import added
from privet.core.policy import Ask, Facts, Policy, decide
from privet.errors import Conflict

GOLDEN = Path(__file__).parents[1] / "vectors/packs.csv"
ROWS = list(csv.DictReader(GOLDEN.read_text("utf-8").splitlines()))


@cache
def policy(name: str) -> Policy:
    """The default policy, with a pack."""
    return Policy.parse(added(default_policy(), packs()[name]))


def asked(row: dict[str, str]) -> Ask:
    kind, _, who = row["actor"].partition(":")
    name, _, role = who.partition(":")
    kinds = frozenset({row["kind"]})
    if kind == "service":
        scope = Scope(bytes(16), frozenset({"reveal"}), kinds, frozenset({row["purpose"]}))
        return Ask(Actor("service", name, scope=scope), "reveal", row["purpose"], kinds)
    return Ask(Actor("operator", name, frozenset({role})), "reveal", row["purpose"], kinds)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row.values()))
def test_the_golden_decisions(row: dict[str, str]) -> None:
    facts = Facts(
        factor_age_s=10, reason_given=True, granted=True, channel=row["channel"],
        subject_verified=row["proved"] == "yes", consented=row["agreed"] == "yes",
    )  # fmt: skip
    decision = decide(policy(row["pack"]), asked(row), facts)
    assert ("deny" if isinstance(decision, Deny) else "permit") == row["decision"], decision
    if isinstance(decision, Deny):
        assert decision.reasons == (row["because"],)
        assert "(" in decision.sentences[0], "the reason names its provision"
    without = decide(Policy.parse(default_policy()), asked(row), facts)
    assert not isinstance(without, Deny), "only the pack stops it"


def test_each_pack_names_the_provision_behind_each_of_its_rules_and_the_day() -> None:
    before = Policy.parse(default_policy())
    for name, one in packs().items():
        new = policy(name).rules.keys() - before.rules.keys()
        assert new == {each.rule for each in one.sources}
        assert all(rule.startswith(f"{name}-") for rule in new)
        assert one.as_of <= date(2026, 11, 23)
        assert one.where
        assert all(each.citation and each.says for each in one.sources)
    assert {row["pack"] for row in ROWS} == packs().keys()


def test_both_fit_together_and_none_is_added_twice() -> None:
    files = default_policy()
    for one in packs().values():
        files = added(files, one)
    assert Policy.parse(files).rules.keys() >= {each.rule for one in packs().values() for each in one.sources}
    with pytest.raises(Conflict):
        added(files, packs()["us-cpni"])
