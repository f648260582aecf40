"""Ways in and out: what settings and hooks name, of this tenant, with what came and went, and no path of an address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from privet.acts import access, check, hook
from privet.acts.access import Limits
from privet.acts.usage import Usage
from privet.config import Adapter, Sso, Upstream, Webchat
from privet.core.decision import LOCAL, Actor
from privet.errors import Denied
from privet.store import ledger


def links(installation: Any) -> dict[str, check.Link]:
    return {one.name: one for one in check.links(installation.app, installation.tenant, LOCAL)}


def test_every_way_that_is_configured_is_named_with_its_origin(installation: Any) -> None:
    app = installation.app
    app.config = replace(
        app.config, webchat=Webchat(["https://shop.example.com"]), sso=Sso("https://login.example.com/realm"),
        adapter={"desk": Adapter(answer_url="https://ann:word@desk.example.com/a/{conversation}"), "in": Adapter()},
        upstreams={"bank": Upstream("https://bank.example.com/pay?key=1")},
    )  # fmt: skip
    hook.add(app, installation.tenant, "crm", "https://hooks.example.com/secret", ["message.received"], LOCAL)
    assert {one.name: (one.what, one.leads) for one in links(installation).values()} == {
        "webchat": ("webchat", ""), "desk": ("webhook", "https://desk.example.com"), "in": ("webhook", ""),
        "bank": ("upstream", "https://bank.example.com"), "sso": ("log-in", "https://login.example.com"),
        "crm": ("hook", "https://hooks.example.com"),
    }  # fmt: skip


def test_another_tenants_ways_are_not_named(installation: Any) -> None:
    app = installation.app
    app.config = replace(
        app.config, webchat=Webchat(["https://shop.example.com"]), adapter={"desk": Adapter()},
        upstreams={"bank": Upstream("https://bank.example.com")},
    )  # fmt: skip
    named = replace(app.tenant("demo"), id=installation.tenant + 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(app), "tenant", lambda self, name: named)
        assert check.links(app, installation.tenant, LOCAL) == []


def test_what_came_went_and_stands_is_told(installation: Any) -> None:
    assert links(installation) == {}
    installation.receive("hello")
    (one,) = links(installation).values()
    assert (one.what, one.came, one.went) == ("channel", installation.clock.at, None)
    for channel, state, due in (("loopback", "failed", 9), ("loopback", "unknown", 7), ("sms", "waiting", 3)):
        with installation.app.store.write(installation.tenant) as tx:
            tx.run(
                "INSERT INTO outbox (tenant, message, channel, state, attempts, due, purpose, actor, kinds) "
                "VALUES (?, ?, ?, ?, 1, ?, 'delivery', 'local', '')",
                (installation.tenant, installation.app.id(), channel, state, due),
            )
    found = links(installation)
    assert (found["loopback"].failed, found["loopback"].unknown, found["loopback"].trouble) == (1, 1, 9)
    assert (found["sms"].waiting, found["sms"].trouble) == (1, None)


def test_what_was_answered_went(installation: Any) -> None:
    told = installation.receive("hello")
    installation.clock.at += 1000
    installation.send(told.conversation, "good day")
    assert links(installation)["loopback"].went == installation.clock.at


def test_an_agent_is_refused_on_record(installation: Any) -> None:
    with pytest.raises(Denied):
        check.links(installation.app, installation.tenant, Actor("operator", "ann", frozenset({"agent"})))
    assert installation.entries()[-1].outcome == "denied"


def test_a_key_says_when_it_was_last_used(installation: Any) -> None:
    app, tenant = installation.app, installation.tenant

    def used() -> int | None:
        return access.everyone(app, tenant, LOCAL)[0].used

    access.make(app, tenant, "crm", Limits(["find"], ["support"]), LOCAL)
    assert used() is None
    installation.clock.at += 5000
    app.usage[tenant] = usage = Usage()
    actor = Actor("service", "crm")
    with pytest.raises(Denied):
        check.links(app, tenant, actor)  # on record
    with app.store.view(tenant) as view:
        usage.read(view, ledger.size(view))
    assert used() == installation.clock.at // 1000 * 1000
    app.came[tenant, "crm"] = installation.clock.at + 7
    assert used() == installation.clock.at + 7
