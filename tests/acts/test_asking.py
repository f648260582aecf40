"""A message that asks its reader for a secret does not leave, unless the tenant's policy lets it; then it is marked."""

from __future__ import annotations

import pytest

from privet.acts import rule
from privet.app import default_policy
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.errors import Denied


def test_what_asks_for_a_secret_is_refused_by_its_rule(installation) -> None:
    talk = installation.receive("hello").conversation
    with pytest.raises(Denied, match="send-asks-secret"):
        installation.send(talk, "Envíeme su contraseña, por favor")
    assert installation.entries()[-1].reasons == ("send-asks-secret",)
    assert (installation.delivered, installation.acts()[-1]) == ([], ("send", "denied"))
    assert installation.send(talk, "Never send us your password.").state == "sent"


def test_a_rule_that_permits_marks_instead(installation) -> None:
    files = default_policy()
    before, after = files["rules.cedar"].split('@id("send-asks-secret")')
    files["rules.cedar"] = before + '@id("send-asks-secret")' + after.replace("forbid (", "permit (", 1)
    cases = files["cases.toml"].replace(
        'facts = { to_member = true, asks_secret = true }\nexpect = "deny"\nby = ["send-asks-secret"]',
        'facts = { to_member = true, asks_secret = true }\nexpect = "permit"\nby = ["send", "send-asks-secret"]',
    )
    at = cases.index('that = "a bot asks the customer for an order number"')
    rest = cases[at:].replace("{ to_member = true }", "{ to_member = true, opted_out = true }", 1)
    rest = rest.replace('"permit"', '"deny"', 1).replace('["send"]', '["send-opted-out"]', 1)
    files["cases.toml"] = cases[:at] + rest
    rule.propose(installation.app, installation.tenant, files, actor=LOCAL, reason=Plain("we mark"))
    rule.adopt(installation.app, installation.tenant, 2, actor=LOCAL, reason=Plain("we mark"))
    talk = installation.receive("hello").conversation
    installation.send(talk, "What is your PIN?")
    assert installation.entries()[-2].reasons == ("send", "send-asks-secret")
