"""What customers are told is what is set: a change of either is seen, and given out under a number, on record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import met

import bots
from acts.test_line import SETTINGS, add
from privet.acts import basis, bot, hook, llm, notice, rule
from privet.acts import tenant as tenant_
from privet.config import Adapter, Upstream, Webchat
from privet.core.decision import LOCAL, Actor
from privet.core.llm.gateway import Settings
from privet.core.notice import Recipient
from privet.core.plain import Plain
from privet.errors import BadInput, Conflict, Denied, NotFound

WHO = {"company": "Example Ltd", "contact": "privacy@example.com"}


def gives(house: Any, actor: Actor = LOCAL, **details: str) -> notice.Given:
    return notice.publish(house.app, house.tenant, details or WHO, Plain("as counsel said"), actor)


def differs(house: Any) -> list[str]:
    return [what for what, _, _ in notice.check(house.app, house.tenant, LOCAL)]


def test_what_is_given_out_is_what_is_set_and_stays_as_it_was_read(installation: Any) -> None:
    app, tenant = installation.app, installation.tenant
    assert notice.newest(app, tenant) is None
    assert differs(installation)
    one = gives(installation)
    assert (one.version, one.by, one.said.details["company"]) == (1, LOCAL.id, "Example Ltd")
    assert differs(installation) == []
    assert installation.entries()[-1].act == "notice"
    basis.set_(app, tenant, "delivery", "contract", Plain("x"), LOCAL)
    assert differs(installation) == ["purpose.delivery"]
    assert {p.name: p.basis for p in notice.version(app, tenant, 1).said.facts.purposes}["delivery"] == ""
    two = gives(installation, officer="dpo@example.com")
    assert two.said.details["company"] == "Example Ltd"
    assert [each.version for each in notice.versions(app, tenant)] == [2, 1]
    assert notice.newest(app, tenant) == two
    assert notice.draft(app, tenant, LOCAL) == two.said


def test_a_change_of_the_policy_is_one_of_the_notice(installation: Any) -> None:
    gives(installation)
    files = met()
    files["policy.toml"] = files["policy.toml"].replace('keep = "90d"', 'keep = "60d"', 1)
    made = rule.propose(installation.app, installation.tenant, files, Plain("shorter"), LOCAL)
    rule.adopt(installation.app, installation.tenant, made.version, Plain("shorter"), LOCAL)
    assert notice.check(installation.app, installation.tenant, LOCAL) == [
        ("kept.message", "Tokenised messages and the values in them. For 90 days.",
         "Tokenised messages and the values in them. For 60 days."),
    ]  # fmt: skip


def test_everybody_who_gets_data_is_named_and_no_more_of_an_address_than_its_host(installation: Any) -> None:
    app, tenant = installation.app, installation.tenant
    assert notice.running(app, tenant, LOCAL).recipients == ()
    adapters = {"desk": Adapter(secret_file="x", answer_url="https://desk.example.com/canary"), "inbound": Adapter()}
    upstreams = {"bank": Upstream("https://bank.example.com/canary", ["POST"], ["IBAN"])}
    sites = Webchat(sites=["https://shop.example.com"])
    app.config = replace(app.config, adapter=adapters, upstreams=upstreams, webchat=sites)
    bots.add(installation)
    add(installation, settings=SETTINGS)
    llm.add(app, tenant, "shop", Settings("https://models.example.com/v1"), LOCAL)
    hook.add(app, tenant, "crm", "https://crm.example.com/canary", ("message.received",), LOCAL)
    found = notice.running(app, tenant, LOCAL)
    assert found.channels == ("api", "webchat", "telegram", "sms", "llm", "adapter")
    assert {(one.name, one.kinds, one.whole) for one in found.recipients} == {
        ("api.telegram.org", (), True), ("api.twilio.com", (), True), ("models.example.com", (), False),
        ("desk.example.com", (), True), ("crm.example.com", (), False), ("bank.example.com", ("IBAN",), False),
    }  # fmt: skip
    assert Recipient("api.telegram.org", "Carries the chats with @support_bot.", whole=True) in found.recipients
    assert b"canary" not in notice.notice.encode(gives(installation).said)
    bot.remove(app, tenant, "support", LOCAL)
    assert differs(installation) == ["channel.telegram", "recipient.api.telegram.org"]


def test_the_same_is_not_given_out_twice(installation: Any) -> None:
    gives(installation)
    with pytest.raises(Conflict):
        gives(installation)
    assert len(notice.versions(installation.app, installation.tenant)) == 1


def test_without_who_answers_for_it_none_is_given_out(installation: Any) -> None:
    with pytest.raises(BadInput):
        gives(installation, officer="x")
    assert notice.newest(installation.app, installation.tenant) is None


def test_who_may_not_change_rules_gives_none_out_and_it_is_on_record(installation: Any) -> None:
    agent = Actor("operator", "ana", frozenset({"auditor"}))
    with pytest.raises(Denied):
        gives(installation, agent)
    assert (installation.entries()[-1].act, installation.entries()[-1].outcome.value) == ("notice", "denied")
    assert notice.newest(installation.app, installation.tenant) is None
    for reads in (notice.draft, notice.check, notice.running):
        with pytest.raises(Denied):
            reads(installation.app, installation.tenant, Actor("operator", "ghost"))


def test_a_version_that_never_was(installation: Any) -> None:
    with pytest.raises(NotFound):
        notice.version(installation.app, installation.tenant, 1)


def test_where_it_is_read_is_told_once_there_is_something_to_read(installation: Any) -> None:
    app, tenant = installation.app, installation.tenant
    gives(installation)
    assert notice.link(app, tenant) == ""
    app.config = replace(app.config, login=replace(app.config.login, url="https://privet.example.com/"))
    assert notice.link(app, tenant) == "https://privet.example.com/notice"
    tenant_.add(app, "other", met(), LOCAL)
    assert notice.link(app, tenant) == ""
