"""Copies of messages and of requests are looked through and counted; nothing else is kept, and nobody is told."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from acts.test_forward import ANN, OURS, Broken, one, said, state
from acts.test_prompt import CARD, CASES, MAIL, RULES, gateway
from privet.acts import copied, failing, forward, line, llm, rule, trial
from privet.acts.copied import Looked
from privet.acts.line import Open
from privet.acts.trial import Report
from privet.app import default_policy
from privet.core.decision import LOCAL
from privet.core.detect import Scanner
from privet.core.failing import MASK
from privet.core.llm.gateway import Settings
from privet.core.llm.request import NAME, WHOSE, Item
from privet.core.plain import Plain
from privet.core.sms.asked import Came
from privet.errors import BadInput, Denied, NotFound, NotReady
from privet.store import lines, llms, trials

__all__ = ["one"]


def look(installation: Any, one: Open, *batch: Came) -> list[Looked]:
    return copied.messages(installation.app, one.tenant, one, batch)


def ask(installation: Any, *items: Item, at: llm.Open | None = None) -> Any:
    at = at or gateway(installation)
    (made,) = copied.requests(installation.app, at.tenant, at, [items])
    return made


def shown(installation: Any, of: Any = "line") -> Report:
    return trial.report(installation.app, installation.tenant, "shop", LOCAL, of)


def rows(installation: Any) -> dict[str, int]:
    """How many rows each table has."""
    with installation.app.store.view(installation.tenant) as view:
        names = view.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {name: view.rows(f"SELECT count(*) FROM {name}")[0][0] for (name,) in names}


FORBIDS = """
@id("no-ibans")
@sentence("No account numbers in chats.")
forbid (principal, action == Action::"receive", resource) when { context.kinds.contains(Kind::"IBAN") };
"""
CASE = """
[[case]]
rule = "no-ibans"
that = "{}"
actor = "gateway:x"
act = "receive"
purpose = "delivery"
kinds = ["{}"]
expect = "{}"
by = ["{}"]
"""
PROVED = CASE.format("one comes", "IBAN", "deny", "no-ibans") + CASE.format("none comes", "CARD", "permit", "receive")


def strict(installation: Any, rules: str, cases: str) -> Any:
    """A tenant whose policy forbids more."""
    files = default_policy()
    return installation.add_tenant("strict", rules=files["rules.cedar"] + rules, cases=files["cases.toml"] + cases)


def test_a_copy_of_a_message_leaves_counts_and_the_tag_of_its_id_alone(installation, one) -> None:
    before, entries = rows(installation), len(installation.entries())
    got = look(
        installation, one, said(f"I am {MAIL}, {MAIL}, card {CARD}, my password is hunter2-Xy"), said("hello", "SM2")
    )
    assert [sorted(each.kinds) for each in got] == [["CARD", "EMAIL", "PASSWORD"], []]
    after = rows(installation)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"line_post", "trial"}
    assert after["line_post"] == before["line_post"] + 2
    assert len(installation.entries()) == entries
    with installation.app.store.view(one.tenant) as view:
        kept = str(view.rows("SELECT * FROM line_post")) + str(view.rows("SELECT * FROM trial"))
        assert lines.waiting(view, one.id, 0, 9) == []
        assert lines.counted(view, one.id) == (0, None)
    for word in ("SM1", "maria", "4111", ANN, "hunter2"):
        assert word not in kept
    report = shown(installation)
    assert (report.came, report.personal, report.refused, report.heard) == (2, 1, 0, 0)
    assert report.kinds == (("CARD", None), ("EMAIL", None), ("PASSWORD", None))
    assert (report.half, report.slowest) == (None, None)
    trial.took(installation.app, one.tenant, one.id, [1_500, 700])
    assert (shown(installation).half, shown(installation).slowest) == (1_000, 1_500)


def test_a_copy_that_comes_again_and_the_state_of_a_message_count_nowhere(installation, one) -> None:
    first = look(installation, one, said("hello"), said("hello"), state())
    assert [each.counted for each in first] == [True, False, False]
    assert [each.counted for each in look(installation, one, said("hello"), state("SM1:read"))] == [False, False]
    assert shown(installation).came == 1


def test_what_was_copied_is_no_repetition_once_the_line_is_in_the_path(installation, one) -> None:
    look(installation, one, said("hello"))
    assert forward.forward(installation.app, one.tenant, one, [said("hello")])[0].outcome == "stored"


def test_what_would_have_been_refused_or_answered_is_counted_too(installation, one) -> None:
    broken, stop, help_ = look(
        installation, one, said("a\ud800", "1"), said("STOP", "2"), said("don't text me again", "3")
    )
    assert (broken.reasons, broken.kinds) == (("not-unicode",), ())
    assert (stop.reasons, help_.reasons) == ((), ())
    report = shown(installation)
    assert (report.came, report.refused, report.heard) == (3, 1, 2)
    with installation.app.store.view(one.tenant) as view:
        assert view.rows("SELECT 1 FROM optout") == []


def test_a_message_that_the_rules_keep_out_is_counted_as_refused(installation, one) -> None:
    at = replace(one, tenant=strict(installation, FORBIDS, PROVED))
    (got,) = look(installation, at, said("pay to DE89 3704 0044 0532 0130 00"))
    assert (got.reasons, got.kinds) == (("no-ibans",), ())
    with installation.app.store.view(at.tenant) as view:
        assert {name: many for name, many in trials.counted(view, at.id).items() if many < 99} == {
            "came": 1, "personal": 0, "refused": 1,
        }  # fmt: skip


def test_what_cannot_be_scanned_counts_nowhere_unless_it_would_be_masked(installation, one) -> None:
    sound = installation.app.rules_of(one.tenant)
    installation.app.rules[one.tenant] = replace(sound, scanner=Scanner([Broken()]))
    assert look(installation, one, said("kaputt")) == [Looked((), ("detector-failed",), counted=False)]
    assert isinstance(ask(installation, Item("kaputt")), NotReady)
    assert shown(installation).came == 0
    for channel in ("sms", "llm"):
        failing.set_(installation.app, installation.tenant, channel, MASK, Plain("a test"), LOCAL)
    (got,) = look(installation, one, said("kaputt"))
    assert got.kinds == ("TEXT",)
    assert ask(installation, Item("kaputt")).kinds == ("TEXT",)


def test_rules_that_another_process_adopted_meanwhile_are_looked_through_by(installation, one) -> None:
    app, tenant = installation.app, one.tenant
    files = default_policy()
    files["policy.toml"] = re.sub("(?m)^regions = .*$", 'regions = ["US"]', files["policy.toml"])
    old, ours = app.rules_of(tenant), "ours is 020 7946 0123"
    assert look(installation, one, said(ours))[0].kinds == ask(installation, Item(ours)).kinds == ("PHONE",)
    version = rule.propose(app, tenant, files, Plain("moved"), LOCAL)
    rule.adopt(app, tenant, version.version, Plain("moved"), LOCAL)
    app.rules[tenant] = old
    assert look(installation, one, said(ours, "SM2"))[0].kinds == ()
    app.rules[tenant] = old
    assert ask(installation, Item(ours)).kinds == ()


def test_a_copy_of_a_request_leaves_counts_alone(installation) -> None:
    llm.add(installation.app, installation.tenant, "shop", Settings("https://api.example.com/v1", trial=True), LOCAL)
    (at,) = llm.opened(installation.app, installation.tenant)
    before, entries = rows(installation), len(installation.entries())
    got = ask(
        installation, Item(f"I am {MAIL}, see https://example.com"), Item("[EMAIL_7]"), Item(MAIL),
        Item("Ann", "", NAME), Item("customer-7", "", WHOSE), at=at,
    )  # fmt: skip
    assert sorted(got.kinds) == ["EMAIL", "USERNAME"]
    after = rows(installation)
    assert {name for name in after if after[name] != before[name]} == {"trial"}
    assert len(installation.entries()) == entries
    copied.unread(installation.app, installation.tenant, at)
    report = shown(installation, "llm")
    assert (report.came, report.personal, report.refused) == (2, 1, 1)
    llm.remove(installation.app, installation.tenant, "shop", LOCAL)
    with installation.app.store.view(installation.tenant) as view:
        assert llms.every(view) == []
        assert trials.counted(view, at.id) == {}


def test_a_request_that_the_rules_keep_here_is_counted_as_refused(installation) -> None:
    at = gateway(installation, strict(installation, RULES, CASES))
    assert isinstance(ask(installation, Item(CARD), at=at), Denied)
    with installation.app.store.view(at.tenant) as view:
        assert {name: many for name, many in trials.counted(view, at.id).items() if many < 99} == {
            "came": 1, "personal": 0, "refused": 1,
        }  # fmt: skip


def test_a_line_on_trial_says_where_its_provider_posts_to_and_its_counts_go_with_it(installation, one) -> None:
    look(installation, one, said("hello"))
    line.remove(installation.app, installation.tenant, "shop", LOCAL)
    with installation.app.store.view(installation.tenant) as view:
        assert trials.counted(view, one.id) == {}
    for of in ("line", "llm"):
        with pytest.raises(NotFound):
            shown(installation, of)
    settings = line.Settings(public="https://privet.example.com", numbers=(OURS,), trial=True)
    secret = Plain("x")
    with pytest.raises(BadInput, match="the address that its provider posts to"):
        line.add(installation.app, installation.tenant, "shop", settings, "AC1", secret, secret, LOCAL)
