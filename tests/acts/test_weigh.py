"""What the rules would say, what a change would change, and what became of each version: read, and nothing done."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import rule, weigh
from privet.app import default_policy
from privet.core.decision import LOCAL, Actor, Facts
from privet.core.matrix import When
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound

PIA = Actor("operator", "pia", frozenset({"privacy"}))
SUE = Actor("operator", "sue", frozenset({"agent"}))
PROVED = Facts(factor_age_s=0, reason_given=True)


@pytest.fixture
def staff(people: Any) -> Any:
    people.by_passkey(people.invite("pia", ("privacy",)))
    people.by_passkey(people.invite("sue", ("agent",)))
    return people


def asked(staff: Any, who: str = "sue", act: str = "reveal", kind: str | None = "EMAIL", **more: Any) -> weigh.Weighed:
    facts = more.pop("facts", PROVED)
    return weigh.weigh(*staff.given, who, act, more.pop("purpose", "support"), kind, facts, PIA, **more)


def no_ip() -> dict[str, str]:
    files = default_policy()
    kinds = 'Kind::"LITERAL"].containsAll'
    files["rules.cedar"] = files["rules.cedar"].replace('Kind::"IP", ' + kinds, kinds)
    return files


def test_whether_somebody_may_and_by_which_rule(staff) -> None:
    start = len(staff.installation.entries())
    given = asked(staff, facts=Facts(factor_age_s=0, reason_given=True, assigned=True))
    assert (given.permitted, [name for name, _ in given.rules], given.roles) == (True, ["reveal-support"], ("agent",))
    other = asked(staff)
    assert (other.permitted, other.rules, other.best.when) == (
        False, (("no-rule-allows", "No rule allows this."),), When.GIVEN,
    )  # fmt: skip
    card = asked(staff, "privacy", kind="CARD", purpose="fraud")
    assert (card.permitted, [name for name, _ in card.rules], card.best.when) == (
        False, ["reveal-two-persons"], When.APPROVED,
    )  # fmt: skip
    assert asked(staff, "pia", "rule", "EMAIL", purpose="operation").permitted  # the kind has no part in it
    assert asked(staff, "pia", "read", None, purpose="operation", facts=Facts(company=True)).best.when is When.ALONE
    assert len(staff.installation.entries()) == start  # nothing was done


def test_the_same_by_a_version_that_is_proposed(staff) -> None:
    rule.propose(*staff.given, no_ip(), Plain("less"), LOCAL)
    facts = Facts(factor_age_s=0, reason_given=True, assigned=True)
    assert asked(staff, kind="IP", facts=facts).permitted
    after = asked(staff, kind="IP", facts=facts, version=2)
    assert (after.permitted, after.version) == (False, 2)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"who": "nobody"}, NotFound), ({"who": ""}, NotFound), ({"act": "fly"}, BadInput),
        ({"kind": "SOUL"}, BadInput), ({"purpose": "fun"}, BadInput), ({"version": 7}, NotFound),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(staff, more: dict[str, Any], error: type) -> None:
    with pytest.raises(error):
        asked(staff, **more)


def test_who_may_not_read_the_companys_own_is_refused_on_record(staff) -> None:
    for look in (
        lambda: weigh.history(*staff.given, SUE),
        lambda: weigh.compared(*staff.given, 1, SUE),
        lambda: weigh.weigh(*staff.given, "sue", "read", "support", None, PROVED, SUE),
    ):
        with pytest.raises(Denied):
            look()
        assert staff.installation.entries()[-1].outcome == "denied"


def test_what_became_of_each_version(staff) -> None:
    rule.propose(*staff.given, no_ip(), Plain("as ann@example.com asked"), PIA, 0)
    rule.adopt(*staff.given, 2, Plain("agreed"), LOCAL)
    second, first = weigh.history(*staff.given, PIA)
    assert (first.version, first.state, first.steps) == (1, "replaced", ())
    assert [(one.what, one.actor, one.reason, one.alone) for one in second.steps] == [
        ("proposed", "operator:pia", "as [EMAIL] asked", False), ("adopted", "local", "agreed", False),
    ]  # fmt: skip
    entries = staff.installation.entries()[-2:]
    assert [one.entry for one in second.steps] == [f"ent_{one.id}" for one in entries]
    assert second.name == entries[0].object


def test_a_version_is_compared_with_what_decides_or_decided_before(staff) -> None:
    rule.propose(*staff.given, no_ip(), Plain("less"), LOCAL)
    assert weigh.compared(*staff.given, 1, PIA).against == 1  # the first, in force: with itself
    found = weigh.compared(*staff.given, 2, PIA)
    assert (found.against, found.state, found.before["rules.cedar"] == found.after["rules.cedar"]) == (
        1, "proposed", False,
    )  # fmt: skip
    rule.adopt(*staff.given, 2, Plain("yes"), LOCAL)
    assert weigh.compared(*staff.given, 2, PIA).against == 1
    assert weigh.compared(*staff.given, 1, PIA).against == 2
    with pytest.raises(NotFound):
        weigh.compared(*staff.given, 9, PIA)
