"""Who may see what: every cell of the table, written by hand, through the real decision; and the page made of it."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from privet.app import default_policy
from privet.core.decision import LOCAL, Actor, Ask, Facts, Permit
from privet.core.kinds import KINDS
from privet.core.matrix import COMPANY, SHOWN, Cell, When, cell, done, role, seen
from privet.core.policy import ACTS, Policy, decide

ROOT = Path(__file__).parents[2]
POLICY = Policy.parse(default_policy())

ALL = set(SHOWN)
NEVER_KEPT = {"CARD_CODE", "PASSWORD", "PIN", "PUK"}
TWO = {"CARD", "IBAN", "NATIONAL_ID", "TAX_ID", "PASSPORT", "DRIVING_LICENCE", "SECRET"}
"""Kinds that nobody sees without somebody else."""
REACHED = {"EMAIL", "PHONE", "IP", "LITERAL"}
DEVICE = {"USERNAME", "MAC", "IMEI", "IMSI", "ICCID", "CELL", "COORDINATES", "ACCOUNT", "WALLET", "URL_LOGIN"}

ALONE = {
    ("supervisor", "support"): REACHED | {"PERSON", "ADDRESS", "PLACE", "TRACKING", "USERNAME"},
    ("privacy", "fraud"): ALL - TWO,
    ("privacy", "subject-request"): ALL - TWO,
    ("privacy", "legal"): ALL - TWO,
    ("security", "fraud"): REACHED | DEVICE,
    ("counsel", "legal"): ALL - TWO,
}
GIVEN = {("agent", "support"): REACHED}
APPROVED = {"agent", "supervisor", "privacy", "security", "counsel"}
CASES = {"support", "fraud", "subject-request", "legal"}


def expected(name: str, purpose: str, kind: str) -> When:
    """What the tables above say."""
    if kind in ALONE.get((name, purpose), ()):
        return When.ALONE
    if kind in GIVEN.get((name, purpose), ()):
        return When.GIVEN
    return When.APPROVED if name in APPROVED and purpose in CASES and kind not in NEVER_KEPT else When.NEVER


@pytest.mark.parametrize("name", POLICY.roles)
def test_every_cell_of_who_sees_what(name: str) -> None:
    wrong = {
        (purpose, kind): found.when
        for purpose, kind in product(POLICY.purposes, sorted(KINDS.keys() - {"ORGANISATION", "URL", "DATE", "SPECIAL"}))
        if (found := cell(POLICY, role(name), "reveal", purpose, kind)).when is not expected(name, purpose, kind)
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "without", [{"factor_age_s": None}, {"factor_age_s": 301}, {"reason_given": False}, {"erased": True}]
)
def test_without_a_proof_a_reason_or_a_subject_no_cell_is_left(without: dict[str, object]) -> None:
    facts = replace(Facts(factor_age_s=0, reason_given=True, assigned=True, granted=True), **without)  # type: ignore[arg-type]
    for name, purpose in product(POLICY.roles, POLICY.purposes):
        ask = Ask(role(name), "reveal", purpose, frozenset({"EMAIL"}))
        assert not isinstance(decide(POLICY, ask, facts), Permit)


def test_restricted_data_is_seen_for_a_persons_own_request_and_for_a_legal_duty_alone() -> None:
    facts = Facts(factor_age_s=0, reason_given=True, assigned=True, granted=True, restricted=True)
    left = {
        purpose
        for name, purpose in product(POLICY.roles, POLICY.purposes)
        for act in ("reveal", "read")
        if isinstance(decide(POLICY, Ask(role(name), act, purpose, frozenset({"EMAIL"})), facts), Permit)
    }
    assert left == {"subject-request", "legal"}


TOLD = {"support", "subject-request"}
DESK = {"opt-out": TOLD, "consent": TOLD, "portal": TOLD, "timer": TOLD, "mask": {"support"}, "annotate": {"support"}}
"""What whoever answers customers does at their desk."""

READ = {"read": set(POLICY.purposes), "search": set(POLICY.purposes)}

DONE = {
    "agent": {
        "send": {"delivery"}, **READ, "find": CASES, "ask": CASES, "open-file": {"support"}, **DESK,
    },
    "supervisor": {
        "open-file": {"support"}, "send": {"delivery"}, **READ, "find": CASES, "ask": CASES, "approve": {"support"},
        "assign": {"operation"}, "macro": {"operation"}, **DESK,
    },
    "privacy": {
        "send": {"delivery"}, **READ, "find": CASES, "ask": CASES, "approve": CASES, "open-file": CASES - {"support"},
        "assign": {"operation"}, "erase": {"subject-request", "legal"}, "restrict": {"subject-request", "legal"},
        "rule": {"operation"}, "key": {"operation"}, "hook": {"operation"}, "bot": {"operation"},
        "line": {"operation"}, "llm": {"operation"}, "basis": {"operation"}, "gather": {"subject-request"},
        "agree": {"operation"}, "task": {"operation"}, "review": {"operation"}, "hold": {"legal"}, "uphold": {"legal"},
        "request": {"subject-request"}, "join": {"subject-request", "fraud", "legal"}, "macro": {"operation"}, **DESK,
    },
    "security": {
        "read": {"fraud"}, "search": {"fraud"}, "find": {"fraud"}, "ask": CASES, "task": {"operation"},
        "open-file": {"fraud"},
    },
    "counsel": {
        "read": {"legal"}, "search": {"legal"}, "find": {"legal"}, "ask": CASES, "open-file": {"legal"},
        "hold": {"legal"}, "uphold": {"legal"}, "join": {"subject-request", "fraud", "legal"},
    },
    "auditor": {**READ, "task": {"operation"}, "review": {"operation"}},
    "admin": {"operator": {"operation"}, "agree": {"operation"}, "task": {"operation"}},
}  # fmt: skip
ACCOUNTS = {"account", "factor", "step-up", "train"}
"""Acts about accounts and customers' codes, whose tests are in tests/acts."""


@pytest.mark.parametrize("name", POLICY.roles)
def test_every_cell_of_what_else_who_does(name: str) -> None:
    found = {act: set(purposes) for act, purposes in done(POLICY, role(name)).items() if purposes}
    assert found.pop(COMPANY, set()) == (set() if name == "agent" else set(POLICY.purposes))
    assert {act: purposes for act, purposes in found.items() if act not in ACCOUNTS} == DONE[name]


def test_an_agent_does_only_what_concerns_conversations_given_to_them() -> None:
    table = done(POLICY, role("agent"))
    for act in ("send", "read", "find", "ask", "open-file"):
        assert {one.when for one in table[act].values()} == {When.GIVEN}


@pytest.mark.parametrize("with_it", [{name} for name in POLICY.roles if name != "admin"] + [set(POLICY.roles)])
def test_an_administrator_gets_nothing_of_a_customer_by_any_other_role(with_it: set[str]) -> None:
    who = Actor("operator", "adam", frozenset({"admin", *with_it}))
    customers = [act for act in ACTS if act in {"read", "find", "reveal", "relay", "send", "ask", "approve", "erase"}]
    for act, purpose, kind in product(customers, POLICY.purposes, ("EMAIL", "CARD", None)):
        assert cell(POLICY, who, act, purpose, kind).when is When.NEVER


@pytest.mark.parametrize("actor", [Actor("operator", "nobody"), LOCAL, Actor("gateway", "sms"), Actor("service", "x")])
def test_who_has_no_role_and_no_key_sees_no_value(actor: Actor) -> None:
    assert all(
        cell(POLICY, actor, "reveal", purpose, kind).when is When.NEVER
        for purpose, kind in product(POLICY.purposes, ("EMAIL", "CARD"))
    )


def test_a_cell_says_why() -> None:
    assert cell(POLICY, role("agent"), "reveal", "support", "EMAIL") == Cell(When.GIVEN, ("reveal-support",))
    assert cell(POLICY, role("admin"), "reveal", "support", "EMAIL").rules == ("admin-sees-nobody",)
    assert {kind for kinds, _ in seen(POLICY, "support") for kind in kinds} == ALL


def test_the_page_of_the_matrix_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("make_matrix", ROOT / "docs/make_matrix.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs/reference/matrix.md").read_text("utf-8") == module.page(POLICY), "run: docs/make_matrix.py"
