"""A change of the policy is checked, proposed, adopted, on record each time; what is refused changes nothing."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from tests.conftest import met

from privet.acts import own, rule
from privet.app import closing
from privet.core import ids, prefilter
from privet.core.decision import LOCAL
from privet.core.detect import Scanner
from privet.core.entry import commitment
from privet.core.finding import Finding
from privet.core.plain import Plain
from privet.core.policy import Policy
from privet.core.prefilter import AVAILABLE
from privet.errors import BadInput, Denied, NoPolicy, NotFound
from privet.store import messages
from privet.store.db import Store
from privet.store.keystore import KeyStore

WHY = Plain("asked for by the board")


def edited(**changes: tuple[str, str]) -> dict[str, str]:
    """The default policy with one text replaced by another, by file without its suffix."""
    files = met()
    for stem, (old, new) in changes.items():
        name = next(one for one in files if one.startswith(stem))
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    return files


NO_IP = edited(rules=('Kind::"IP", Kind::"LITERAL"].containsAll', 'Kind::"LITERAL"].containsAll'))
"""Agents no longer see IP addresses; no case of the default table says that they do."""


def propose(installation, files: dict[str, str], **more: object) -> rule.Version:
    given = {"actor": LOCAL, "reason": WHY, **more}
    return rule.propose(installation.app, installation.tenant, files, **given)  # type: ignore[arg-type]


def adopt(installation, version: int, **more: object) -> rule.Version:
    given = {"actor": LOCAL, "reason": WHY, **more}
    return rule.adopt(installation.app, installation.tenant, version, **given)  # type: ignore[arg-type]


def states(installation) -> list[tuple[int, str]]:
    return [(one.version, one.state) for one in rule.versions(installation.app, installation.tenant, LOCAL)]


def address(installation) -> str:
    told = installation.receive("from 203.0.113.9")
    installation.give(told.conversation)
    return told.tokens[0].id


def test_a_proposal_decides_nothing_until_it_is_adopted(installation) -> None:
    token = address(installation)
    made = propose(installation, NO_IP)
    assert made == rule.Version(2, "proposed", installation.clock.at)
    assert states(installation) == [(1, "adopted"), (2, "proposed")]
    assert installation.reveal(token, "support", actor=installation.agent)
    assert adopt(installation, 2).state == "adopted"
    assert states(installation) == [(1, "replaced"), (2, "adopted")]
    with pytest.raises(Denied, match="no-rule-allows"):
        installation.reveal(token, "support", actor=installation.agent)
    assert installation.entries()[-1].policy == 2


def test_another_process_decides_by_the_new_policy_at_once(installation) -> None:
    """A second process that has the old rules in memory reads them anew with its next act."""
    token = address(installation)
    first = installation.app
    keys = KeyStore.open(installation.folder, installation.root, first.chance)
    second = type(first)(
        installation.folder, first.config, Store(installation.folder, keys), clock=first.clock, rules=dict(first.rules)
    )
    with closing(second):
        propose(installation, NO_IP)
        installation.app = second
        assert installation.reveal(token, "support", actor=installation.agent)
        installation.app = first
        adopt(installation, 2)
        installation.app = second
        with pytest.raises(Denied, match="no-rule-allows"):
            installation.reveal(token, "support", actor=installation.agent)
        installation.app = first


def test_both_are_on_record_with_version_content_and_reason(installation) -> None:
    start = len(installation.entries())
    propose(installation, NO_IP, reason=Plain("as ann@example.com asked"))
    adopt(installation, 2)
    proposed, adopted = installation.entries()[start:]
    assert [(one.act, one.outcome, one.policy) for one in (proposed, adopted)] == [
        ("rule", "requested", 2),
        ("rule", "done", 2),
    ]
    content = ids.shown("pol", bytes.fromhex(Policy.parse(NO_IP).digest)[:16])
    assert proposed.object == adopted.object == content
    with installation.app.store.view(installation.tenant) as view:
        row = messages.note(view, ids.raw(proposed.id))
        assert row is not None
        salt, text = msgspec.msgpack.decode(own.unseal_own(view, row.entry, own.REASON, row.sealed))
    assert text == "as [EMAIL] asked"
    assert proposed.note == commitment(salt, text)


def noted(installation, at: int = -1) -> str:
    """The reason that an entry of the ledger commits to."""
    entry = installation.entries()[at]
    with installation.app.store.view(installation.tenant) as view:
        row = messages.note(view, ids.raw(entry.id))
        assert row is not None
        _, text = msgspec.msgpack.decode(own.unseal_own(view, row.entry, own.REASON, row.sealed))
    return str(text)


def patterned(pattern: str, kind: str = "ACCOUNT") -> dict[str, str]:
    """The default policy with a pattern of the tenant's own."""
    files = met()
    files["policy.toml"] += f"\n[detection.patterns.member]\nkind = \"{kind}\"\npattern = '{pattern}'\n"
    return files


@pytest.mark.parametrize("pattern", ["[A-_]{4}-[0-9]{4}", "[@-z]{4}-[0-9]{4}"])
def test_a_pattern_across_cases_finds_and_the_tenant_can_go_back(installation, pattern: str) -> None:
    propose(installation, patterned(pattern))
    adopt(installation, 2)
    assert installation.receive("it is A_^B-1234").text.text == "it is [ACCOUNT_1]"
    adopt(installation, 1, reason=Plain("as it was, says ann@example.com"))
    assert noted(installation) == "as it was, says [EMAIL]"
    assert states(installation) == [(1, "adopted"), (2, "replaced")]


def test_what_another_process_adopted_finds_in_answers_and_reasons_at_once(installation) -> None:
    """This process scanned by its old rules before it saw the new ones: it scans again under the lock."""
    talk = installation.receive("hello").conversation
    first = installation.app
    keys = KeyStore.open(installation.folder, installation.root, first.chance)
    second = type(first)(
        installation.folder, first.config, Store(installation.folder, keys), clock=first.clock,
        channels=first.channels, rules=dict(first.rules),
    )  # fmt: skip
    third = replace(second, rules=dict(first.rules))
    with closing(second):
        propose(installation, patterned("M-[0-9]{8}"))
        adopt(installation, 2)
        installation.app = second
        installation.clock.forward(minutes=1)  # ids of two processes are in order from one millisecond to the next
        installation.send(talk, "you are M-12345678")
        assert installation.read(talk)[-1] == "you are [ACCOUNT_1]"
        installation.app = third
        propose(installation, NO_IP, reason=Plain("M-12345678 asked"))
        assert noted(installation) == "[ACCOUNT] asked"
        installation.app = first


def test_a_tenant_whose_detection_cannot_be_built_can_adopt_another_policy(installation) -> None:
    class Broken:
        name, kinds, triggers = "broken", ("EMAIL",), ("(",)

        def find(self, text: str) -> list[Finding]:
            return []

    app, tenant = installation.app, installation.tenant
    broken = Scanner([Broken()], False)
    app.rules[tenant] = replace(app.rules_of(tenant), scanner=broken)
    propose(installation, NO_IP, reason=Plain("mend it, says ann@example.com"))
    assert noted(installation) == "mend it, says [EMAIL]"
    adopt(installation, 2)
    assert installation.receive("I am ann@example.com").text.text == "I am [EMAIL_1]"


@pytest.mark.skipif(not AVAILABLE, reason="there is no Hyperscan here that could refuse a pattern")
def test_a_policy_that_detection_cannot_run_by_is_not_proposed(installation, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(mode: int) -> None:
        raise prefilter.hyperscan.error("too large")

    start = len(installation.entries())
    monkeypatch.setattr(prefilter.hyperscan, "Database", refuses)
    with pytest.raises(BadInput, match="detection cannot run by this policy"):
        propose(installation, patterned("NEVER-SEEN-[0-9]{7}"))
    assert installation.acts(start) == []


def test_allowed_values_are_read_when_the_policy_is(installation) -> None:
    files = met()
    files["policy.toml"] += '\n[detection]\nallow = ["info@example.com"]\n'
    propose(installation, files)
    adopt(installation, 2)
    assert installation.receive("info@example.com, ann@example.com").text.text == "info@example.com, [EMAIL_1]"
    assert "_allowed" in vars(installation.app.rules_of(installation.tenant).scanner)


def test_the_first_policy_is_named_by_its_content_too(installation) -> None:
    first = installation.entries()[0]
    content = ids.shown("pol", bytes.fromhex(Policy.parse(met()).digest)[:16])
    assert (first.act, first.policy, first.object) == ("rule", 1, content)


@pytest.mark.parametrize(
    ("files", "error"),
    [
        (edited(rules=("resource.opted_out", "resource.opted_in")), BadInput),
        (edited(rules=("context.factor_age_s <= 300", "context.factor_age_s <= 30000")), BadInput),
        (edited(policy=("[purposes]", "[porpoises]")), BadInput),
        (edited(cases=('expect = "deny"', 'expect = "permit"')), BadInput),
        ({name: text for name, text in met().items() if name != "cases.toml"}, NoPolicy),
        ({}, NoPolicy),
    ],
    ids=["attribute", "weakened", "section", "case", "file", "empty"],
)
def test_what_does_not_check_out_changes_nothing(installation, files: dict[str, str], error: type) -> None:
    start = len(installation.entries())
    with pytest.raises(error):
        propose(installation, files)
    assert states(installation) == [(1, "adopted")]
    assert installation.acts(start) == []


def test_who_may_not_change_rules_is_refused_on_record(installation) -> None:
    start = len(installation.entries())
    with pytest.raises(Denied):
        propose(installation, NO_IP, actor=installation.agent, factor_age_s=10)
    assert states(installation) == [(1, "adopted")]
    propose(installation, NO_IP, actor=installation.privacy, factor_age_s=10)
    with pytest.raises(Denied, match="reason-given"):
        adopt(installation, 2, actor=installation.privacy, factor_age_s=10, reason=Plain(""))
    with pytest.raises(Denied, match="fresh-factor"):
        adopt(installation, 2, actor=installation.privacy)
    assert states(installation) == [(1, "adopted"), (2, "proposed")]
    assert installation.acts(start) == [
        ("rule", "denied"),
        ("rule", "requested"),
        ("rule", "denied"),
        ("rule", "denied"),
    ]
    assert installation.entries()[-1].policy == 1  # the version that refused


def test_an_earlier_version_can_be_adopted_again(installation) -> None:
    propose(installation, NO_IP)
    adopt(installation, 2)
    adopt(installation, 1)
    assert states(installation) == [(1, "adopted"), (2, "replaced")]
    assert installation.reveal(address(installation), "support", actor=installation.agent)


def test_the_adopted_version_is_not_adopted_again(installation) -> None:
    with pytest.raises(BadInput, match="already"):
        adopt(installation, 1)
    with pytest.raises(NotFound):
        adopt(installation, 7)


def test_what_is_shown_can_be_proposed(installation) -> None:
    files, policy = rule.show(installation.app, installation.tenant, LOCAL)
    assert files == met()
    assert policy.digest == Policy.parse(files).digest
    propose(installation, NO_IP)
    assert rule.show(installation.app, installation.tenant, LOCAL, 2)[0] == NO_IP
    with pytest.raises(NotFound):
        rule.show(installation.app, installation.tenant, LOCAL, 3)


def test_the_how_to_leads_there(installation) -> None:
    """What the page says to write is a change that checks out and does what it says."""
    text = (Path(__file__).parents[2] / "docs/howto/change-a-rule.md").read_text("utf-8")
    blocks = {
        kind: textwrap.dedent(block)
        for kind, block in re.findall(r"^ +```(cedar|toml)\n(.*?)^ +```", text, re.M | re.S)
    }
    files = met()
    name = re.search(r'@id\("(.+?)"\)', blocks["cedar"])
    assert name is not None
    files["rules.cedar"], found = re.subn(
        rf'@id\("{name[1]}"\).*?\n\n', lambda _: blocks["cedar"] + "\n", files["rules.cedar"], flags=re.S
    )
    files["cases.toml"] += "\n" + blocks["toml"]
    assert found == 1
    changes = rule.differences(installation.app, installation.tenant, files)
    assert all(f"{one.how}" in text and f"{one.what}  {one.name}" in text for one in changes)
    told = installation.receive("my account number is 12345678")
    installation.give(told.conversation)
    token = told.tokens[0].id
    with pytest.raises(Denied):
        installation.reveal(token, "support", actor=installation.agent)
    propose(installation, files)
    adopt(installation, 2)
    assert installation.reveal(token, "support", actor=installation.agent)


NEW_CASE = """
[[case]]
rule = "reveal-support"
that = "an agent sees an IP address to answer a customer, said once more"
actor = "operator:maria"
roles = ["agent"]
act = "reveal"
purpose = "support"
kinds = ["IP"]
facts = { factor_age_s = 60, reason_given = true, assigned = true }
expect = "permit"
by = ["reveal-support"]
"""


def test_differences_name_what_changed(installation) -> None:
    def changes(files: dict[str, str]) -> list[tuple[str, str, str]]:
        found = rule.differences(installation.app, installation.tenant, files)
        return [(one.what, one.name, one.how) for one in found]

    assert changes(met()) == []
    assert changes(edited(rules=("\n\n@id(", "\n\n\n\n@id("))) == []  # only spaces
    assert changes(NO_IP) == [("rule", "reveal-support", "changed")]
    assert changes(edited(policy=('["US", "GB"', '["CH", "GB"'))) == [("regions", "CH GB DE FR ES IT", "changed")]
    assert changes(edited(policy=('keep = "90d"', 'keep = "30d"'))) == [("classes", "message", "changed")]
    assert changes(
        edited(policy=('IP = { class = "trace" }', 'IP = { disposition = "transit", class = "transit" }'))
    ) == [("kinds", "IP", "changed")]
    assert changes(edited(policy=("[roles]", '[roles]\nclerk = "Sorts."'))) == [("roles", "clerk", "new")]
    longer = met()
    longer["cases.toml"] += NEW_CASE
    assert changes(longer) == [
        ("case", "reveal-support: an agent sees an IP address to answer a customer, said once more", "new")
    ]
    propose(installation, longer)
    adopt(installation, 2)
    assert [how for *_, how in changes(met())] == ["gone"]


def test_a_tenants_patterns_and_allowed_values_are_adopted_like_any_rule(installation) -> None:
    own_words = edited(
        policy=(
            "[kinds]\n",
            '[detection]\nallow = ["info@example.com"]\n'
            '[detection.patterns.member]\nkind = "ACCOUNT"\npattern = "M-[0-9]{8}"\n\n'
            '[kinds]\nDATE = { disposition = "seal" }\n',
        )
    )
    said = "I am M-12345678, not info@example.com or ann@example.com"
    assert [one.kind for one in installation.receive(said).tokens] == ["EMAIL", "EMAIL"]
    differences = rule.differences(installation.app, installation.tenant, own_words)
    assert {("allowed", "info@example.com", "new"), ("patterns", "member", "new"), ("kinds", "DATE", "changed")} == {
        (one.what, one.name, one.how) for one in differences
    }
    adopt(installation, propose(installation, own_words).version)
    assert [one.kind for one in installation.receive(said).tokens] == ["ACCOUNT", "EMAIL"]
    scanner = installation.app.rules_of(installation.tenant).scanner
    assert "DATE" not in scanner.passed
    assert [one.by for one in scanner.scan("M-87654321")] == ["pattern.member"]


def test_a_pattern_that_could_take_for_ever_is_refused_when_it_is_proposed(installation) -> None:
    endless = edited(
        policy=("[kinds]\n", '[detection.patterns.member]\nkind = "ACCOUNT"\npattern = "(a|a){40}b"\n\n[kinds]\n')
    )
    with pytest.raises(BadInput, match="too many ways"):
        propose(installation, endless)
    assert states(installation) == [(1, "adopted")]
