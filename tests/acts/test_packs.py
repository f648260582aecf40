"""What single laws ask, adopted as rules, decides what is shown: on record with the rule that names its provision."""

from __future__ import annotations

import re
from typing import Any

import pytest

from privet.acts import consent, rule, stepup
from privet.acts.consent import Given
from privet.app import default_policy, packs
from privet.core.decision import LOCAL, Actor
from privet.core.pack import added
from privet.core.plain import Plain
from privet.errors import Denied

WHY = Plain("as counsel said")
SUE = Actor("operator", "sue", frozenset({"supervisor"}))
NUMBER, BEN = "+12025550199", "+12025550102"


def adopts(house: Any, name: str) -> None:
    files = added(default_policy(), packs()[name])
    made = rule.propose(house.app, house.tenant, files, WHY, LOCAL)
    rule.adopt(house.app, house.tenant, made.version, WHY, LOCAL)


def test_call_detail_is_seen_only_once_the_customer_proved_by_a_code(installation: Any) -> None:
    """47 CFR 64.2010(b): what anybody may know of them, or an agent's reason, proves nothing."""
    adopts(installation, "us-cpni")
    said = installation.receive("hello")
    detail = installation.receive(f"called {NUMBER}", channel="call-detail", conversation="calls of May")
    token = detail.tokens[0].id
    installation.person("sue", "supervisor")
    installation.train("sue")
    with pytest.raises(Denied, match="us-cpni-verified"):
        installation.reveal(token, "support", actor=SUE)
    assert installation.entries()[-1].reasons == ("us-cpni-verified",)
    given = (installation.app, installation.tenant, said.conversation)
    stepup.send_code(*given, "support", SUE)
    code = re.findall(r"[0-9]{6}", installation.delivered[-1].text.expose())[0]
    stepup.check(*given, Plain(code), "support", SUE)
    assert installation.reveal(token, "support", actor=SUE) == NUMBER  # the same number on another channel
    other = installation.receive(f"called {NUMBER}", BEN, channel="call-detail", conversation="calls of June")
    with pytest.raises(Denied, match="us-cpni-verified"):
        installation.reveal(other.tokens[0].id, "support", actor=SUE)


def test_where_a_telephone_was_is_seen_only_with_consent(installation: Any) -> None:
    """Directive 2002/58/EC Art. 9: with consent, which may be taken back."""
    adopts(installation, "eu-eprivacy")
    token = installation.receive("position 52.520008, 13.404954").tokens[0].id
    what, subject = Given("fraud", "v1"), installation.subject()
    for word, seen in ((None, False), (True, True), (False, False)):
        if word is not None:
            do = consent.give if word else consent.withdraw
            do(installation.app, installation.tenant, subject, what, "support", WHY, LOCAL)
        if seen:
            assert installation.reveal(token) == "52.520008, 13.404954"
        else:
            with pytest.raises(Denied, match="eu-eprivacy-location"):
                installation.reveal(token)
