"""Access keys: their text, what their scope covers, and that no rule widens it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.app import default_policy
from privet.core.access import DAY_MS, key_text, left, outside, read_key, today
from privet.core.kinds import KINDS
from privet.core.message import TenantId
from privet.core.policy import ACTS, Actor, Ask, Deny, Facts, Permit, Policy, Scope, decide

POLICY = Policy.parse(default_policy())
SCOPE = Scope(bytes(16), frozenset({"receive", "reveal"}), frozenset({"PHONE"}), frozenset({"support", "delivery"}))
CRM = Actor("service", "crm", scope=SCOPE)
REVEAL = Ask(CRM, "reveal", "support", frozenset({"PHONE"}))


@given(st.integers(1, 999_999_999), st.binary(min_size=32, max_size=32))
def test_a_key_is_read_back_as_its_tenant_and_its_digest(tenant: int, secret: bytes) -> None:
    text = key_text(TenantId(tenant), secret).expose()
    assert text.startswith(f"prv_{tenant}_")
    assert len(text) == len(f"prv_{tenant}_") + 43
    assert read_key(text) == (tenant, hashlib.sha256(text.encode()).digest())


@pytest.mark.parametrize(
    "text",
    [
        "", "prv_", "prv_1_", "prv_0_" + 43 * "A", "prv_01_" + 43 * "A", "prv_1_" + 42 * "A", "prv_1_" + 44 * "A",
        "prv_1_" + 42 * "A" + "=", "prv_1_" + 42 * "A" + "+", "prv_1_" + 43 * "A" + "\n", "prv_1234567890_" + 43 * "A",
        "PRV_1_" + 43 * "A", "prv_1_" + 42 * "A" + "ä", "prv_١_" + 43 * "A",
    ],
)  # fmt: skip
def test_what_has_not_the_form_of_a_key_is_none(text: str) -> None:
    assert read_key(text) is None


def test_a_key_has_256_random_bits() -> None:
    with pytest.raises(ValueError, match="32 random bytes"):
        key_text(TenantId(1), bytes(31))


@pytest.mark.parametrize(
    ("ask", "facts", "why"),
    [
        (REVEAL, Facts(), None),
        (replace(REVEAL, act="find"), Facts(), "key-act"),
        (replace(REVEAL, purpose="fraud"), Facts(), "key-purpose"),
        (replace(REVEAL, kinds=frozenset({"PHONE", "CARD"})), Facts(), "key-kind"),
        (REVEAL, Facts(over_budget=True), "key-budget"),
        (replace(REVEAL, kinds=frozenset()), Facts(), None),
        (Ask(CRM, "receive", "delivery", frozenset({"CARD"})), Facts(), None),
        (replace(REVEAL, actor=Actor("service", "crm")), Facts(over_budget=True), None),
    ],
)
def test_what_a_key_does_not_cover(ask: Ask, facts: Facts, why: str | None) -> None:
    assert outside(ask, facts) == why
    answer = decide(POLICY, ask, facts)
    if why is not None:
        assert isinstance(answer, Deny)
        assert answer.reasons == (why,)
        assert answer.sentences[0].startswith("The access key")
    elif ask.actor.scope is not None:
        assert isinstance(answer, Permit)


@given(
    st.sampled_from(sorted(ACTS)),
    st.sampled_from(sorted(POLICY.purposes)),
    st.frozensets(st.sampled_from(sorted(KINDS)), max_size=3),
    st.booleans(),
)
def test_no_rule_widens_a_key(act: str, purpose: str, kinds: frozenset[str], spent: bool) -> None:
    ask, facts = Ask(CRM, act, purpose, kinds), Facts(to_member=True, over_budget=spent)
    if isinstance(decide(POLICY, ask, facts), Permit):
        assert act in SCOPE.acts
        assert purpose in SCOPE.purposes
        assert act == "receive" or (kinds <= SCOPE.kinds and not spent)


def test_that_an_actor_says_to_be_in_scope_does_not_help_another_act() -> None:
    assert isinstance(decide(POLICY, Ask(CRM, "key", "support"), Facts(scoped=True)), Deny)


NOON = 1_795_262_400_000
START = NOON - NOON % DAY_MS


@pytest.mark.parametrize(
    ("budget", "spent", "day", "found"),
    [
        (None, 7, START, None),
        (5, 0, 0, 5),
        (5, 3, START, 2),
        (5, 3, START - DAY_MS, 5),
        (5, 9, START, 0),
        (5, 3, START + DAY_MS, 2),
    ],
)
def test_what_is_left_of_a_budget(budget: int | None, spent: int, day: int, found: int | None) -> None:
    assert left(budget, spent, day, NOON) == found
    assert today(NOON) == START
