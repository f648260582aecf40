"""What laws ask of how long something is kept, held against policies."""

from __future__ import annotations

from datetime import date

import pytest

from privet.app import default_policy
from privet.core import keeping
from privet.core.kinds import KINDS
from privet.core.terms import read_terms

ON = date(2026, 11, 23)
TERMS = default_policy()["policy.toml"]


def wrong(text: str, on: date = ON) -> set[tuple[str, str, str]]:
    """(rule, kind, what is wrong) of a policy."""
    return {(one.rule.name, one.kind, one.wrong) for one in keeping.held(read_terms(text), on) if one.wrong}


def test_the_default_policy_is_as_every_law_and_most_people_have_it() -> None:
    assert wrong(TERMS) == set()
    found = {one.rule.name for one in keeping.held(read_terms(TERMS), ON)}
    assert found == {"no-card-code", "codes", "traces", "transcripts"}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('keep = "90d"', 'keep = "91d"', {("transcripts", "", "long")}),
        ('keep = "7d"', 'keep = "8d"', {("traces", kind, "long") for kind in keeping.TRACES}),
        ('CODE = { disposition = "transit", class = "transit" }', 'CODE = { disposition = "seal", class = "message" }',
         {("codes", "CODE", "long")}),
        ('CODE = { disposition = "transit", class = "transit" }', 'CODE = { disposition = "seal", class = "relation" }',
         {("codes", "CODE", "long")}),
        ('IP = { class = "trace" }', 'IP = { disposition = "drop" }', set()),
    ],
)  # fmt: skip
def test_what_is_kept_too_long_is_named(old: str, new: str, found: set[tuple[str, str, str]]) -> None:
    assert old in TERMS
    assert wrong(TERMS.replace(old, new, 1)) == found


def test_each_country_has_its_own_laws_from_their_own_day_on() -> None:
    text = TERMS.replace(TERMS[TERMS.index("regions") : TERMS.index("\n", TERMS.index("regions"))], 'regions = ["{}"]')
    brazil, india = text.replace('["{}"]', '["BR"]'), text.replace('["{}"]', '["IN"]')
    assert wrong(brazil) == {("logs-br", "IP", "under")}
    assert wrong(india) == {("logs-in", "IP", "under")}
    assert ("dpdp-in", "IP", "under") in wrong(india, date(2027, 5, 13))
    assert wrong(india.replace('keep = "7d"', 'keep = "366d"'), date(2027, 5, 13)) == set()
    assert wrong(text.replace('["{}"]', '["JP"]').replace('keep = "90d"', 'keep = "900d"')) == set()


def test_every_rule_has_a_citation_and_kinds_that_there_are() -> None:
    for one in keeping.RULES:
        assert one.citation
        assert set(one.kinds) <= KINDS.keys()
        assert (one.least is None) != (one.most is None)
    assert len({one.name for one in keeping.RULES}) == len(keeping.RULES)
