"""A value leaves for an upstream only by settings, rules, scope and budget together, and on record before it leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from privet import jobs
from privet.acts import access, relay
from privet.app import Privet
from privet.config import Upstream
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.entry import Outcome
from privet.core.exchange import Answer
from privet.core.relay import Relay
from privet.errors import BadInput, Denied, Erased, NotFound
from privet.store import relays

MAIL, CARD, ANN, BEN = "ann@example.com", "4111 1111 1111 1111", "+12025550101", "+12025550102"
ASKED, DONE = ("relay", "requested"), ("relay", "done")


@pytest.fixture(autouse=True)
def crm(privet: Privet) -> None:
    """An upstream that is given addresses and telephone numbers."""
    one = Upstream("https://crm.example.com/api", ["POST"], ["EMAIL", "PHONE", "CODE", "PIN"])
    privet.config = replace(privet.config, upstreams={"crm": one})


def actor(installation: Any, name: str = "bot", **more: Any) -> Actor:
    limits = {"acts": ("relay",), "purposes": ("support",), "kinds": ("EMAIL", "PHONE", "CARD", "PIN"), "budget": 3}
    key, _ = access.make(installation.app, installation.tenant, name, access.Limits(**{**limits, **more}), LOCAL)
    with installation.app.store.view(installation.tenant) as view:
        row = next(one for one in access.keys.every(view) if ids.shown("key", one.id) == key.id)
    return access.enter(installation.app, installation.tenant, row.digest)


def begin(installation: Any, who: Actor, *named: str, conversation: str | None = None, **more: Any) -> relay.Underway:
    given = Relay(more.pop("upstream", "crm"), more.pop("method", "POST"), "/customers", {}, {"to": list(named)})
    purpose = more.pop("purpose", "support")
    return relay.begin(installation.app, installation.tenant, given, conversation, purpose, who)


def rows(installation: Any) -> list[relays.RelayRow]:
    with installation.app.store.view(installation.tenant) as view:
        return relays.overdue(view, installation.clock.at + 10**9)


def test_an_upstream_is_one_tenants(installation) -> None:
    mine = installation.tenant
    other = installation.add_tenant("other")
    app, crm = installation.app, installation.app.config.upstreams["crm"]
    name = next(one.name for one in relay.tenants.every(app.store) if one.id == mine)
    for named, allowed in (("", ()), (name, (mine,)), ("other", (other,)), ("nobody", ())):
        app.config = replace(app.config, upstreams={"crm": replace(crm, tenant=named)})
        for tenant in (mine, other):
            installation.tenant = tenant
            got = installation.receive(f"I am {MAIL}")
            who = actor(installation, f"bot-{named}-{tenant}")
            if tenant in allowed:
                assert begin(installation, who, got.tokens[0].id).request.body
            else:
                with pytest.raises(NotFound, match="no such upstream"):
                    begin(installation, who, got.tokens[0].id)


def test_one_value_leaves_on_record_and_its_echo_comes_back_as_its_token(installation) -> None:
    who = actor(installation)
    got = installation.receive(f"I am {MAIL}")
    before = len(installation.entries())
    under = begin(installation, who, got.tokens[0].id)
    assert under.request.url == "https://crm.example.com/api/customers"
    assert under.request.body == b'{"to": ["ann@example.com"]}'
    assert installation.acts(before) == [ASKED], "committed before anything leaves"
    answer = Answer(200, "application/json", "utf-8", b'{"found": "ann@example.com", "also": "ben@example.com"}')
    made = relay.done(installation.app, installation.tenant, under, answer)
    assert made.body == {"found": got.tokens[0].id, "also": "[EMAIL]"}
    asked, done = installation.entries()[before:]
    assert (asked.object, asked.subject, asked.purpose) == (got.tokens[0].id, installation.subject(), "support")
    assert asked.reasons == ("service-key", "upstream:crm")
    assert (done.act, str(done.outcome), done.object, done.actor) == ("relay", "done", asked.object, "service:bot")
    assert rows(installation) == []
    assert MAIL not in repr(under)


def test_tokens_as_they_read_are_those_of_one_conversation(installation) -> None:
    who = actor(installation)
    mine = installation.receive(f"{MAIL} +1 202-555-0143", conversation="one")
    installation.receive("ben@example.com", BEN, conversation="two")
    talk = mine.conversation
    under = begin(installation, who, "[EMAIL_1]", mine.tokens[0].id, "[PHONE_1]", conversation=talk)
    assert under.request.body == b'{"to": ["ann@example.com", "ann@example.com", "+1 202-555-0143"]}'
    assert installation.acts()[-2:] == [ASKED, ASKED], "one value named twice is one value"
    with pytest.raises(NotFound):
        begin(installation, who, "[EMAIL_2]", conversation=talk)
    with pytest.raises(BadInput, match="conversation"):
        begin(installation, who, "[EMAIL_1]")
    with pytest.raises(NotFound):
        begin(installation, who, "[EMAIL_1]", conversation="con_" + "a" * 26)


def test_a_budget_is_spent_and_one_value_too_many_refuses_all(installation) -> None:
    who = actor(installation)
    got = installation.receive("a@example.com b@example.com c@example.com d@example.com")
    first, *others = [one.id for one in got.tokens]
    begin(installation, who, first)
    before = len(installation.entries())
    with pytest.raises(Denied, match="key-budget"):
        begin(installation, who, *others)
    assert installation.acts(before) == [("relay", "denied")] * 3
    begin(installation, who, *others[:2])
    with pytest.raises(Denied, match="key-budget"):
        begin(installation, who, first)
    installation.clock.forward(days=1)
    begin(installation, who, first)


@pytest.mark.parametrize(
    ("text", "more", "reason"),
    [
        (CARD, {}, "upstream-kind"),
        (MAIL, {"method": "DELETE"}, "upstream-method"),
        (MAIL, {"purpose": "fraud"}, "key-purpose"),
        (MAIL, {"purpose": "gambling"}, "unknown-purpose"),
        ("my code is 482913", {}, "key-kind"),
    ],
)
def test_what_may_not_go_there_does_not(installation, text: str, more: Any, reason: str) -> None:
    who = actor(installation)
    got = installation.receive(text)
    with pytest.raises(Denied, match=reason):
        begin(installation, who, got.tokens[0].id, **more)
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.reasons) == ("relay", "denied", (reason, "upstream:crm"))
    assert rows(installation) == []


def test_one_refused_value_keeps_the_others_back_and_only_it_is_on_record(installation) -> None:
    who = actor(installation)
    got = installation.receive(f"{MAIL} {CARD}")
    before = len(installation.entries())
    with pytest.raises(Denied):
        begin(installation, who, *[one.id for one in got.tokens])
    (entry,) = installation.entries()[before:]
    assert entry.object == got.tokens[1].id


def test_nobody_without_a_key_relays(installation) -> None:
    got = installation.receive(MAIL)
    for who in (LOCAL, installation.privacy, Actor("service", "bot"), actor(installation, "read", acts=("reveal",))):
        with pytest.raises(Denied):
            begin(installation, who, got.tokens[0].id)


def test_what_is_gone_does_not_leave(installation) -> None:
    who = actor(installation)
    dropped = installation.receive("my PIN is 4711")
    with pytest.raises(NotFound):
        begin(installation, who, dropped.tokens[0].id)
    got = installation.receive(MAIL)
    installation.erase(installation.subject())
    with pytest.raises(Erased):
        begin(installation, who, got.tokens[0].id)
    assert installation.acts()[-1] == ("relay", "denied")


def test_what_is_past_its_time_does_not_leave(installation) -> None:
    who = actor(installation, kinds=("CODE",), days=366)
    got = installation.receive("my code is 482913")
    installation.clock.forward(minutes=30)
    jobs.tick(installation.app)
    with pytest.raises(Erased, match="expired"):
        begin(installation, who, got.tokens[0].id)


def test_an_upstream_that_is_not_named_or_has_no_good_address_is_not_asked(installation) -> None:
    who = actor(installation)
    got = installation.receive(MAIL)
    with pytest.raises(NotFound, match="upstream"):
        begin(installation, who, got.tokens[0].id, upstream="erp")
    app = installation.app
    app.config = replace(app.config, upstreams={"crm": Upstream("http://crm.example.com", ["POST"], ["EMAIL"])})
    with pytest.raises(BadInput, match="https"):
        begin(installation, who, got.tokens[0].id)


def test_a_value_that_cannot_stand_where_it_is_named_fails_on_record(installation) -> None:
    who = actor(installation)
    got = installation.receive(MAIL)
    given = Relay("crm", "POST", f"/../{got.tokens[0].id}", {}, None)
    with pytest.raises(BadInput, match="path"):
        relay.begin(installation.app, installation.tenant, given, None, "support", who)
    assert installation.acts()[-2:] == [ASKED, ("relay", "failed")]


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.UNKNOWN])
def test_an_upstream_that_is_down_is_on_record(installation, outcome: Outcome) -> None:
    under = begin(installation, actor(installation), installation.receive(MAIL).tokens[0].id)
    relay.failed(installation.app, installation.tenant, under, outcome)
    assert installation.acts()[-2:] == [ASKED, ("relay", str(outcome))]
    assert rows(installation) == []


def test_what_a_crash_hid_is_unknown_once(installation) -> None:
    under = begin(installation, actor(installation), installation.receive(MAIL).tokens[0].id)
    installation.reopen()
    jobs.at_start(installation.app)
    assert installation.acts()[-1] == ASKED, "for all it knows another process waits for the answer"
    installation.clock.forward(minutes=2)
    jobs.tick(installation.app)
    assert [one for one in installation.acts() if one[0] == "relay"] == [ASKED, ("relay", "unknown")]
    before = len(installation.entries())
    relay.done(installation.app, installation.tenant, under, Answer(200, "", "utf-8", b""))
    assert len(installation.entries()) == before, "its outcome was said already"


def test_an_outcome_is_said_also_where_the_value_is_gone_meanwhile(installation) -> None:
    who = actor(installation, kinds=("CODE",))
    got = installation.receive("my code is 482913")
    under = begin(installation, who, got.tokens[0].id)
    installation.send(got.conversation, "you wrote [CODE_1]")
    relay.done(installation.app, installation.tenant, under, Answer(200, "text/plain", "utf-8", b"thanks for 482913"))
    last = installation.entries()[-1]
    assert (last.act, last.object, last.subject) == ("relay", got.tokens[0].id, None)
